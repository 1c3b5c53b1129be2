"""Stories that the tests of packets are made of."""

from __future__ import annotations

from pathlib import Path

from starlift.content import default_content
from starlift.journal import Journal
from starlift.packets.source import Source, from_file
from starlift.seat import Seat

STORY = {
    "situation": "Five of us served nine teams, and each engineer was interrupted eleven times a day. A report about "
    "altered bank details waited two days behind a questionnaire. Two of my engineers had asked to move elsewhere.",
    "task": "I had to make our answers predictable with the same five people by the end of September.",
    "action": "First I asked everybody to log what came in for three weeks, because nobody could tell what the line "
    "was made of. I decided to sort requests into six lanes, since they needed different answers. I refused a quota "
    "per team, since a quota rewards whoever asks most. I took fourteen old requests to the directors and had them "
    "agree what severe means before I used the word again. I agreed with the head of engineering that small questions "
    "wait a week, and she accepted in writing that a fault may go live meanwhile. Every Tuesday we meet for half an "
    "hour, look at the hours per lane, and decide what waits. When sales wanted a questionnaire done overnight I said "
    "Tuesday and held to it.",
    "result": "A design review went from nineteen days to six, and the first answer to an urgent report from five "
    "hours to one. Teams now bring their questions earlier. The deal that had to wait was signed a fortnight late, "
    "which cost us goodwill with sales. Since August my deputy runs the Tuesday meeting, also while I was on leave. "
    "Partner reviews still come every month, and we have not found a way to make them fewer. Next quarter I will hand "
    "the lane of questionnaires over to sales.",
}
SECRET = "At Contoso, I asked my engineer Marco Rossi to write to ops@contoso.com. Marco saved us a week."
THIN = "I managed the backlog for my team. We worked closely with stakeholders and improved visibility. It went well."


def journal_with(folder: Path, case: str = "your-story", story: dict[str, str] | None = None) -> Journal:
    """A journal with `story` as the draft."""
    journal = Journal(folder, "self-study", "learner")
    Seat(default_content(), case, journal).write("draft", {"sections": STORY if story is None else story})
    return journal


def as_file(text: str, name: str = "mine.txt") -> Source:
    return from_file(default_content(), Path(name), text)


def in_sections(story: dict[str, str]) -> str:
    return "\n\n".join(f"{name.capitalize()}:\n{text}" for name, text in story.items())
