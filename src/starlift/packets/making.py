"""Making: the packet that a learner asks for, of a story or of their work at a workbench."""

from __future__ import annotations

from pathlib import Path

from starlift.content import OWN_STORY, Content
from starlift.errors import Problem, StarliftError, shown_path
from starlift.journal import Journal
from starlift.packets.decision_record import DecisionRecord
from starlift.packets.executive_report import ExecutiveReport
from starlift.packets.packet import Packet
from starlift.packets.source import from_file, from_journal
from starlift.packets.story_packet import StoryPacket, slug_of, use_of
from starlift.packets.workbench_paper import WorkbenchPaper

PAPERS: dict[str, type[WorkbenchPaper]] = {paper.name: paper for paper in (DecisionRecord, ExecutiveReport)}
"""Name -> paper of a workbench; what it is asked for beside the uses."""


def of_journal(content: Content, journal: Journal, use: str, story: str, attempt: int = 0) -> Packet:
    """The packet of what stands in a learner's journal.

    Args:
        content: Cases, questions and rubric.
        journal: The learner's.
        use: Id or name of a use, or one of `PAPERS`.
        story: A case's id, or ``your-story``.
        attempt: Number of a kept attempt; 0 for the text as it stands.

    Raises:
        StarliftError: When something of it is not there, or there is nothing yet to make it of.
    """
    if use not in PAPERS:
        return StoryPacket(use_of(content, use), from_journal(content, journal, story, attempt))
    if attempt:
        raise StarliftError(Problem("", 0, "--attempt", f"goes with a story and not with {use}", "leave it out"))
    return PAPERS[use](content, journal, story)


def of_file(content: Content, use: str, path: Path, text: str) -> Packet:
    """The packet of a story in a text file.

    Raises:
        StarliftError: When there is no such use, or no story in the text.
    """
    if use in PAPERS:
        what = f"{use} is made of your work at a workbench, and this is a file"
        cases = ", ".join(PAPERS[use].cases(content)) or "none here"
        raise StarliftError(Problem(shown_path(path), 0, "STORY", what, f"name its case: {cases}"))
    return StoryPacket(use_of(content, use), from_file(content, path, text))


def check_use(content: Content, use: str) -> None:
    """See whether `use` is known.

    Raises:
        StarliftError: When it is not.
    """
    known = [*map(slug_of, content.questions.uses), *PAPERS]
    if use not in known and use not in [one.id for one in content.questions.uses]:
        raise StarliftError(Problem("", 0, "USE", f"no use {use!r}", f"choose from: {', '.join(known)}"))


def in_journal(content: Content, story: str) -> bool:
    """Whether a story with this name stands in journals and not in a file."""
    return story in content.cases or story == OWN_STORY
