"""Reports: what a facilitator sees of a whole room, and what a programme owner sees of several."""
