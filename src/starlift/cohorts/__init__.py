"""Cohorts: a roster becomes one set of notebooks per participant, which can be run for a check before the workshop.

`read_cohort` gives a cohort with its participants, `build` writes their sets and a `Manifest` of them,
`execute` runs every notebook of that manifest. Importing this package loads neither papermill nor nbformat.
"""

from starlift.cohorts.assignment import Setting
from starlift.cohorts.build import build
from starlift.cohorts.cohortfile import Cohort, read_cohort
from starlift.cohorts.execute import Event, ExecutionReport, execute
from starlift.cohorts.facilitator import write_handouts
from starlift.cohorts.manifest import Manifest, ParticipantSet, read_manifest
from starlift.cohorts.roster import Participant, read_roster
from starlift.cohorts.worker import Failure

__all__ = [
    "Cohort",
    "Event",
    "ExecutionReport",
    "Failure",
    "Manifest",
    "Participant",
    "ParticipantSet",
    "Setting",
    "build",
    "execute",
    "read_cohort",
    "read_manifest",
    "read_roster",
    "write_handouts",
]
