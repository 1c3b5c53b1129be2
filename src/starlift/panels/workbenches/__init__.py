"""The pages of the workbenches: each turns a model of `starlift.workbenches` into blocks, and knows no widget."""
