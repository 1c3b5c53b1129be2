"""Reframing: twelve review comments are read, their pattern is found, and three are rewritten with the bar kept."""
