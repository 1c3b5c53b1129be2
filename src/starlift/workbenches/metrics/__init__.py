"""The metric pack: a programme's data over four quarters, sixteen views of it, and the six that a learner reports."""
