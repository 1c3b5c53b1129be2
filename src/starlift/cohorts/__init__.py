"""Cohorts: a roster becomes one set of notebooks per participant, which can be run for a check before the workshop.

`read_roster` gives participants, `build` writes their sets and a `Manifest` of them, `execute` runs every notebook of
that manifest. Importing this package loads neither papermill nor nbformat.
"""

from starlift.cohorts.build import build
from starlift.cohorts.execute import Event, ExecutionReport, execute
from starlift.cohorts.manifest import Manifest, ParticipantSet, read_manifest
from starlift.cohorts.roster import Participant, read_roster
from starlift.cohorts.worker import Failure

__all__ = [
    "Event",
    "ExecutionReport",
    "Failure",
    "Manifest",
    "Participant",
    "ParticipantSet",
    "build",
    "execute",
    "read_manifest",
    "read_roster",
]
