"""Expected: of which cohort and of whom journals are wanted, and why one does not belong to them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from starlift.collected.findings import quoted
from starlift.exportfile import id_faults
from starlift.journal import safe_name


class Expected:
    """The learners whose journals are wanted.

    Args:
        cohort: Id of the cohort; empty for any.
        participants: Their ids; None for any.
    """

    def __init__(self, cohort: str = "", participants: Collection[str] | None = None) -> None:
        self.cohort = _plain(cohort)
        self.participants = None if participants is None else frozenset(map(_plain, participants))

    def fault(self, cohort: str, participant: str, parts: Iterable[str] = ()) -> tuple[str, str] | None:
        """Why the journal of this learner is not wanted, and what to do; None when it is.

        Args:
            cohort: The id that the journal gives.
            participant: Likewise.
            parts: Folders and archives in which it was found; it must not lie in the set of somebody else.
        """
        for name, text in (("cohort", cohort), ("participant", participant)):
            for _, what, _ in id_faults(name, text):
                return f"the id of its {name} {what}", "ask who sent it"
        if self.cohort and _plain(cohort) != self.cohort:
            return f"belongs to the cohort {quoted(cohort)} and not to {quoted(self.cohort)}", "collect it by itself"
        if self.participants is not None and _plain(participant) not in self.participants:
            return f"is of {quoted(participant)}, who is not on the roster", "add them to the roster, or take it out"
        folders = [part.removesuffix(".zip") for part in parts]
        whose = next((self._folders[folder] for folder in folders if folder in self._folders), participant)
        if _plain(whose) != _plain(participant):
            return f"says that it is of {quoted(participant)}, but lies in the set of {quoted(whose)}", "ask both"
        return None

    def missing(self, learners: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Ids of the participants of whom there is nothing among these learners, sorted."""
        there = {_plain(participant) for _, participant in learners}
        return tuple(sorted((self.participants or frozenset()) - there))

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        """Name of a set's folder -> whose it is."""
        return {safe_name(participant): participant for participant in self.participants or ()}


def _plain(text: str) -> str:
    """The same letters in two encodings are the same id, as in rosters."""
    return unicodedata.normalize("NFC", text)
