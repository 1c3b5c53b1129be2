"""Session: one run sheet at one time of day, with all that is made of it: as files, and in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from starlift.content import Content, content_root, load_content
from starlift.errors import ContentError, shown_path
from starlift.page import Shown
from starlift.runsheets import find_run_sheet, load_run_sheet, mismatches, run_sheet_files
from starlift.sessions.agenda import agenda_page, agenda_pdf
from starlift.sessions.clockpage import clock_page
from starlift.sessions.page import fragment
from starlift.sessions.printed import entries, run_sheet_page, run_sheet_pdf
from starlift.sessions.slides import slides_page
from starlift.sessions.timetable import Timetable, as_text, minute_of_day, span, timetable
from starlift.typeset import Paper
from starlift.wholefile import write_together, write_whole

FOLDER = Path("sessions")
"""Where the files of a session go when no other place is named."""


@dataclass(frozen=True)
class Session:
    """A session.

    Attributes:
        table: The run sheet with its times.
    """

    table: Timetable

    @classmethod
    def open(cls, sheet: str, start: str = "", content: Content | None = None) -> Session:
        """The session of a run sheet.

        Args:
            sheet: Id of a run sheet, the beginning of one, or a file.
            start: Time of day such as ``14:00``; "" leaves it open.
            content: The workspace's content; by default found from the current folder.

        Raises:
            StarliftError: When there is no such run sheet, it holds mistakes or does not fit the cases, or `start` is
                no time of day.
        """
        minute = minute_of_day(start)
        content = content or load_content(content_root())
        path = find_run_sheet(content.root, sheet)
        found = load_run_sheet(path)
        if problems := list(mismatches(path, found, content)):
            raise ContentError(problems)
        return cls(timetable(found, content, minute))

    @property
    def text(self) -> str:
        """The plan for a terminal."""
        return as_text(self.table)

    @property
    def plan(self) -> Shown:
        """The plan as a table."""
        title = self.table.sheet.title
        return Shown(fragment("plan.html", title=title, span=span(self.table), entries=entries(self.table)), self.text)

    @property
    def clock(self) -> Shown:
        """The clock in a frame of its own.

        Raises:
            StarliftError: When the run sheet is a plan of days.
        """
        title = escape(f"Clock: {self.table.sheet.title}")
        inside = escape(clock_page(self.table))
        look = 'width="100%" height="760" style="border: 0" allow="fullscreen"'
        frame = f'<iframe title="{title}" srcdoc="{inside}" {look}></iframe>'
        return Shown(frame, f"The clock needs a browser: starlift run {self.table.sheet.id}")

    def folder(self) -> Path:
        """Where its files go when no other place is named."""
        return FOLDER / self.table.sheet.id

    def write_clock(self, file: Path) -> None:
        """Write the clock as a page that opens without a server.

        Raises:
            StarliftError: When the run sheet is a plan of days.
            OSError: When it cannot be written.
        """
        write_together({file: clock_page(self.table).encode()}, _write)

    def write_prints(self, folder: Path, *, paper: Paper = "a4") -> list[Path]:
        """Write run sheet and agenda, each as page and PDF, and the slides: all of them or, where none was yet, none.

        Returns:
            The files.

        Raises:
            OSError: When one cannot be written.
        """
        made = {
            "run-sheet.html": run_sheet_page(self.table, paper=paper).encode(),
            "run-sheet.pdf": run_sheet_pdf(self.table, paper=paper),
            "agenda.html": agenda_page(self.table, paper=paper).encode(),
            "agenda.pdf": agenda_pdf(self.table, paper=paper),
            "slides.html": slides_page(self.table, paper=paper).encode(),
        }
        write_together({folder / name: data for name, data in made.items()}, _write)
        return [folder / name for name in made]


def listed(root: Path) -> str:
    """The run sheets of a workspace, one a line.

    Raises:
        ContentError: When one of them holds mistakes.
    """
    sheets = sorted((load_run_sheet(path) for path in run_sheet_files(root)), key=lambda sheet: sheet.minutes)
    if not sheets:
        return f"No run sheets in {shown_path(root)}."
    return "\n".join(f"{sheet.id:<14} {sheet.minutes:>4} min  {sheet.suits}" for sheet in sheets)


def _write(file: Path, data: bytes) -> None:
    write_whole(file, data, prefix=f".{file.name}-", suffix=".new", mode=0o644)
