"""The release decision workbench: claims and their sources, gaps in a decision, what follows from it, its record."""
