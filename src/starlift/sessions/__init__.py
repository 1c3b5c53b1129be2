"""Sessions: what a facilitator holds in hand: the clock, the printed run sheet, the learner's agenda and the slides.

All four are made of the same `starlift.runsheets.RunSheet`, so minutes and titles agree by construction.
"""
