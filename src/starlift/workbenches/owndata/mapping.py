"""Mapping: which column of a CSV feeds which field; guessed, confirmed by the learner, applied."""

from __future__ import annotations

from collections import abc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from starlift.workbenches.owndata import dates, delimited, severities
from starlift.workbenches.owndata.formats import Format
from starlift.workbenches.owndata.headers import ACTIVE, NAMES, plain
from starlift.workbenches.owndata.table import FIELDS, TRUE, Kind, Rows

if TYPE_CHECKING:
    import pandas as pd

SAMPLE = 500
"""Rows that a guess looks at."""
MOST_REPEATED = 30
"""Columns of one name, as Jira writes for several components, that are looked into."""
_ENOUGH = 0.5
_SURE = 0.8
_YES = {"true", "yes", "y", "1", "x", "t", "ja", "oui", "si", "sí", "sim"}
_NO = {"false", "no", "n", "0", "f", "nein", "non", "não", "nee", "inactive"}
_DUPLICATE = {"duplicate", "duplicated", "duplikat", "doublon", "duplicado", "duplicato"}
_FALSE_POSITIVE = {"false positive", "false-positive", "falsepositive", "falsch positiv", "faux positif"}
_ENDED = {
    "done", "closed", "resolved", "fixed", "mitigated", "complete", "completed", "cancelled", "canceled", "rejected",
    "erledigt", "fertig", "geschlossen", "gelöst", "fermé", "fermée", "résolu", "terminé", "cerrado", "cerrada",
    "resuelto", "finalizada", "chiuso", "risolto", "fechado", "concluído", "gesloten", "opgelost",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One column chosen for one field.

    Attributes:
        field: Of `FIELDS`.
        column: Its name in the file; empty when the field stays empty.
        reason: Why, in a few words.
    """

    field: str
    column: str
    reason: str


@dataclass(frozen=True)
class Mapping:
    """How a file is to be read; hashable, so that results can be remembered by it.

    Attributes:
        choices: A column for each field; empty for JSON, where all is fixed.
        scanned: Date of the scan, as the learner wrote it, for files that name none.
        order: ``"day"`` or ``"month"`` when the learner said which comes first, else empty.
    """

    choices: tuple[Choice, ...] = ()
    scanned: str = ""
    order: str = ""

    def column(self, field: str) -> str:
        """The column chosen for `field`; empty when there is none."""
        return next((choice.column for choice in self.choices if choice.field == field), "")

    def confirmed(self, given: abc.Mapping[str, str], columns: abc.Collection[str]) -> Mapping:
        """This guess with what the learner chose in its place.

        Args:
            given: Field -> name of a column, or an empty text for none; what is no column is not believed.
            columns: The columns of the file.
        """
        return replace(self, choices=tuple(_confirmed(choice, given, columns) for choice in self.choices))


def _confirmed(choice: Choice, given: abc.Mapping[str, str], columns: abc.Collection[str]) -> Choice:
    column = given.get(choice.field, choice.column)
    if column == choice.column or (column and column not in columns):
        return choice
    return Choice(choice.field, column, "chosen by you")


def sample_of(path: Path, found: Format) -> pd.DataFrame:
    """The first `SAMPLE` rows of a table, columns named by their index; without a column for other formats.

    Raises:
        StarliftError: When the table is torn.
    """
    import pandas as pd  # noqa: PLC0415

    if found.layout is None:
        return pd.DataFrame()
    every = range(len(found.layout.columns))
    return delimited.cells(path, found.encoding, found.layout, every, SAMPLE).drop(columns=delimited.SURPLUS)


def guess(columns: Sequence[str], sample: pd.DataFrame, kind: Kind) -> Mapping:
    """Which column feeds which field of a table, by the names of the columns and by what stands in them.

    Args:
        columns: Names, repeated ones included.
        sample: Some rows of text, columns in the same order.
        kind: Which table.
    """
    seen = _Seen(columns, sample)
    chosen: dict[str, Choice] = {}
    for field in FIELDS[kind]:
        chosen[field] = _by_name(field, seen) or Choice(field, "", "no column looks like it")
    if not chosen["opened"].column:
        _by_dates(chosen, seen)
    if not chosen["opened"].column and (
        named := [seen.by_plain[name] for name in NAMES["opened"] if name in seen.by_plain]
    ):
        chosen["opened"] = Choice("opened", named[0], "by its name, but no date in it can be read")
    if not chosen["severity"].column:
        taken = {choice.column for choice in chosen.values()}
        found = next((name for name in seen.names if name not in taken and seen.levels(name) >= _SURE), "")
        if found:
            chosen["severity"] = Choice("severity", found, "its values look like severities")
    return Mapping(tuple(chosen.values()))


class _Seen:
    """Columns with their sample, looked into only when asked."""

    def __init__(self, columns: Sequence[str], sample: pd.DataFrame) -> None:
        self._positions: dict[str, int] = {}
        for position, name in enumerate(columns):
            if name:
                self._positions.setdefault(name, position)
        self._sample = sample
        self.names = tuple(self._positions)
        self.by_plain: dict[str, str] = {}
        for name in self.names:
            self.by_plain.setdefault(plain(name), name)

    def filled(self, name: str) -> pd.Series:
        texts = self._sample.iloc[:, self._positions[name]]
        return texts[texts.str.strip() != ""]

    def times(self, name: str) -> pd.Series:
        return dates.parsed(self.filled(name), day_first=dates.day_first([self.filled(name)])[0])

    def dated(self, name: str) -> float:
        times = self.times(name)
        return float(times.notna().mean()) if len(times) else 0.0

    def fits(self, field: str, name: str) -> float:
        """Which share of a column's values can stand in `field`."""
        if field in {"opened", "closed"}:
            return self.dated(name)
        return severities.share(self.filled(name)) if field == "severity" else 1.0

    def levels(self, name: str) -> float:
        """The same for severity, in a column whose name says nothing: few values, and no bare figures."""
        filled = self.filled(name)
        worded = 0 < filled.nunique() <= 12 and bool(filled.str.contains(r"[^\W\d_]").all())
        return severities.share(filled) if worded else 0.0


def _by_name(field: str, seen: _Seen) -> Choice | None:
    """The column with the most telling name, unless something else stands in it; empty columns come last."""
    named = [seen.by_plain[name] for name in NAMES[field] if name in seen.by_plain]
    filled = [name for name in named if len(seen.filled(name))]
    good = [name for name in filled if seen.fits(field, name) >= _ENOUGH] or [
        name for name in named if name not in filled
    ]
    if field == "severity":  # a score is a severity only where nobody put it into words
        good.sort(key=lambda name: plain(name).startswith("cvss"))
    return Choice(field, good[0], "by its name") if good else None


def _by_dates(chosen: dict[str, Choice], seen: _Seen) -> None:
    """Fill in the columns of dates by what stands in them: the fullest is opening, one that is later is closing."""
    taken = {choice.column for choice in chosen.values()}
    dated = [name for name in seen.names if name not in taken and seen.dated(name) >= _SURE]
    if not dated:
        return
    dated.sort(key=lambda name: (-len(seen.filled(name)), seen.times(name).median()))
    chosen["opened"] = Choice("opened", dated[0], "the fullest column of dates")
    later = [name for name in dated[1:] if seen.times(name).median() >= seen.times(dated[0]).median()]
    if later and not chosen["closed"].column:
        chosen["closed"] = Choice("closed", later[-1], "a later date, not always there")


def applied(path: Path, found: Format, mapping: Mapping, kind: Kind) -> Rows:
    """The texts of the mapped columns of a table.

    Raises:
        StarliftError: When the table is torn.
    """
    import pandas as pd  # noqa: PLC0415

    layout = found.layout
    if layout is None:
        raise TypeError("only a table has columns to map")
    positions = {
        field: [at for at, name in enumerate(layout.columns) if name == mapping.column(field)][:MOST_REPEATED]
        for field in FIELDS[kind]
        if mapping.column(field)
    }
    wanted = {position for several in positions.values() for position in several}
    raw = delimited.cells(path, found.encoding, layout, sorted(wanted))
    texts = pd.DataFrame(index=raw.index)
    for field, several in positions.items():
        texts[field] = _worded(field, plain(mapping.column(field)), _first_filled(raw, several))
    names = {field: mapping.column(field) for field in positions}
    columns = ", ".join(f"{field.replace('_', ' ')} from “{name[:60]}”" for field, name in names.items())
    return Rows(
        texts,
        lambda rows: delimited.lines(path, found.encoding, layout, rows),
        torn=raw.index[raw[delimited.SURPLUS].str.strip() != ""].tolist(),
        told=[one for one in (found.told, layout.told, f"Columns: {columns}." if columns else "") if one],
        month_first=found.name == "defectdojo",  # as its documentation asks for
    )


def _first_filled(raw: pd.DataFrame, positions: Sequence[int]) -> pd.Series:
    first, *more = (raw[position] for position in positions)
    for other in more:
        first = first.where(first.str.strip() != "", other)
    return first


def _worded(field: str, column: str, texts: pd.Series) -> pd.Series:
    """Flags as `TRUE` or nothing, bare CWE numbers and addresses as names; the rest as it stands."""
    words = {
        "duplicate": _YES | _DUPLICATE,
        "false_positive": _YES | _FALSE_POSITIVE,
        "ended": _NO if column in ACTIVE else _YES | _ENDED,
    }
    if field in words:
        return texts.map({text: TRUE if text.strip().casefold() in words[field] else "" for text in texts.unique()})
    if field == "kind" and "cwe" in column:
        return texts.str.replace(r"^\s*([1-9][0-9]*)(?:\.0)?\s*$", r"CWE-\1", regex=True).replace({"0": "", "0.0": ""})
    if field == "component":  # a host says enough, and an address may hold a password
        return texts.str.replace(r"^\s*[a-z][a-z0-9+.-]*://(?:[^/@\s]*@)?([^/:?#\s]+).*$", r"\1", regex=True)
    return texts
