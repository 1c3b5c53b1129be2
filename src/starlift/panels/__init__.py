"""What a learner touches: a workbook whose parts a notebook shows one after the other."""

from starlift.panels.workbook import Workbook

__all__ = ["Workbook"]
