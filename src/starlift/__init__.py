"""Starlift: a Jupyter workshop kit that lifts thin STAR answers to manager-level signal.

The core (`stories`, `rubric`, `questions`, `exercises`, `journal`, `feedback`) is plain Python and serves notebook,
command line and tests alike. `panels` is what a learner touches, `cohorts` prepares and runs sets in batch.
"""

__version__ = "0.1.0"
