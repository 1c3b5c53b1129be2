"""Evaluation: the feedback measured on groups of writers that it was not fitted on, as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.feedback.features import Evidence
from starlift.feedback.levels import SHOWN_LEVEL, shown
from starlift.fitting.baselines import BASELINES, left_out_overall
from starlift.fitting.fit import SET_ASIDE, held_out_judgements
from starlift.fitting.measures import confusion, correlation, nearest, weighted_kappa
from starlift.fitting.samples import Sample
from starlift.rated import Revision

TRAPS = ("stuffed", "parrot", "offtopic", "injected", "long_thin", "negated", "blame", "we_fog")
"""Kinds of answers that try, or happen, to look better than they are."""
COMPACT = ("short_strong", "plain_strong")
"""Kinds that look worse than they are to a judge of words."""
RISE = 0.5
"""Most by which a version may rise that is no better in substance."""


@dataclass(frozen=True)
class Evaluation:
    """Levels of all samples by weights that saw nothing of their group, and what follows from them.

    Attributes:
        levels: Dimension or ``overall`` -> level of each sample.
        spans: Dimension -> indices of the sentences shown for each sample.
        revisions: Which versions of an answer are better, and which only look so.
        baselines: Name -> overall level of each sample.
    """

    samples: Sequence[Sample]
    levels: Mapping[str, Sequence[float]]
    spans: Mapping[str, Sequence[tuple[int, ...]]]
    revisions: Sequence[Revision]
    baselines: Mapping[str, Sequence[float]]

    @classmethod
    def run(cls, samples: Sequence[Sample], padding: Sequence[Evidence], revisions: Sequence[Revision]) -> Evaluation:
        """Fit once per left-out group and judge that group."""
        judged, strengths = held_out_judgements(samples, padding)
        spans = {
            name: [
                shown(strengths[spot][name]) if judged[name][spot] >= SHOWN_LEVEL else ()
                for spot in range(len(samples))
            ]
            for name in DIMENSIONS
        }
        baselines = {name: left_out_overall(samples, judge) for name, judge in BASELINES.items()}
        return cls(samples, judged, spans, revisions, baselines)

    @property
    def groups(self) -> list[str]:
        """The groups, by letter."""
        return sorted({sample.group for sample in self.samples})

    @property
    def errors(self) -> list[float]:
        """Overall level minus the panel's, for each sample."""
        panel = [sample.levels["overall"] for sample in self.samples]
        return [level - own for level, own in zip(self.levels["overall"], panel, strict=True)]

    def places(self, group: str) -> list[int]:
        """Indices of the samples of a group; of all for the empty group."""
        return [spot for spot, sample in enumerate(self.samples) if group in ("", sample.group)]

    def kappa(self, group: str, name: str, levels: Sequence[float] | None = None) -> float:
        """Weighted kappa of one dimension, or ``overall``, within a group."""
        low, high = (1, 5) if name == "overall" else (0, 3)
        found = self.levels[name] if levels is None else levels
        places = self.places(group)
        panel = [self.samples[spot].levels[name] for spot in places]
        return weighted_kappa([found[spot] for spot in places], panel, low, high)

    def mean_kappa(self, group: str, names: Sequence[str]) -> float:
        """Mean of the weighted kappas of several dimensions."""
        return fmean(self.kappa(group, name) for name in names)

    def length_correlation(self, group: str) -> float:
        """Correlation of the overall error with the number of words."""
        places = self.places(group)
        return correlation([self.errors[spot] for spot in places], [self.samples[spot].words for spot in places])

    def off_by_kind(self, kind: str) -> list[float]:
        """Overall errors of one kind of answer."""
        return [error for sample, error in zip(self.samples, self.errors, strict=True) if sample.answer.kind == kind]

    def revision_shares(self) -> tuple[float, float]:
        """Share of better versions that rise, and of versions no better that rise by at most `RISE`."""
        place = {sample.answer.id: spot for spot, sample in enumerate(self.samples)}
        overall = self.levels["overall"]

        def rises(chain: Revision, pairs: Sequence[tuple[int, int]]) -> list[float]:
            ids = [(place[f"{chain.id}.v{old}"], place[f"{chain.id}.v{new}"]) for old, new in pairs]
            return [overall[new] - overall[old] for old, new in ids]

        better = [rise > 0 for chain in self.revisions for rise in rises(chain, chain.better)]
        same = [rise <= RISE for chain in self.revisions for rise in rises(chain, chain.same)]
        return fmean(better), fmean(same)

    def evidence_shares(self, group: str) -> tuple[float, float]:
        """Of the sentences most raters named the share shown; of those shown the share any rater named."""
        named = found = displayed = confirmed = 0
        for spot in self.places(group):
            sample = self.samples[spot]
            if sample.group in SET_ASIDE:
                continue  # its raters named no sentences
            for name in DIMENSIONS:
                picked = set(self.spans[name][spot])
                for number, share in enumerate(sample.named[name]):
                    named += share > 0.5
                    found += share > 0.5 and number in picked
                    displayed += number in picked
                    confirmed += share > 0 and number in picked
        return found / max(named, 1), confirmed / max(displayed, 1)

    def middle(self) -> tuple[float, float]:
        """Mean error and share exactly right where the panel said 2, 3 or 4."""
        places = [spot for spot, sample in enumerate(self.samples) if 2 <= sample.levels["overall"] <= 4]
        rounded = nearest([self.levels["overall"][spot] for spot in places], 1, 5)
        exact = [level == self.samples[spot].levels["overall"] for level, spot in zip(rounded, places, strict=True)]
        return fmean(self.errors[spot] for spot in places), fmean(exact)

    def report(self) -> str:
        """The page `docs/evaluation.md`."""
        return "\n".join(_page(self)) + "\n"


def _page(found: Evaluation) -> Iterator[str]:
    yield from _PREFACE.splitlines()
    yield from ("", "## Agreement with the panel", "")
    yield from _table(
        ("left-out group", "answers", "overall", "craft", "signals", "r(error, words)", *found.baselines),
        [_agreement(found, group) for group in (*found.groups, "")],
    )
    yield from ("", "Craft and signals are means over their dimensions; one by one:", "")
    yield from _table(
        ("left-out group", *DIMENSIONS),
        [(group, *(f"{found.kappa(group, name):.2f}" for name in DIMENSIONS)) for group in found.groups],
    )
    mean, exact = found.middle()
    yield from ("", "## Overall level, panel (rows) by feedback (columns)", "")
    matrix = confusion(found.levels["overall"], [sample.levels["overall"] for sample in found.samples])
    yield from _table(("", "1", "2", "3", "4", "5"), [(str(i), *map(str, row)) for i, row in enumerate(matrix, 1)])
    yield from ("", f"Where the panel said 2, 3 or 4 the mean error is {mean:+.2f}, and {exact:.0%} are exactly right.")
    yield from ("", "## Evidence", "")
    groups = [group for group in (*found.groups, "") if group not in SET_ASIDE]
    rows = [(group or "all", *(f"{share:.0%}" for share in found.evidence_shares(group))) for group in groups]
    header = ("left-out group", "of the sentences that most raters named, shown", "of those shown, named by a rater")
    yield from _table(header, rows)
    better, same = found.revision_shares()
    yield from ("", "## Revisions", "", f"{better:.0%} of the versions that are better rise.")
    yield f"{same:.0%} of the versions that are no better in substance rise by no more than {RISE}."
    yield from ("", "## Kinds that mislead", "")
    yield from _table(
        ("kind", "answers", "mean error", "more than 0.7 above", "more than 1.0 above"),
        [_kind(found, kind) for kind in (*TRAPS, *COMPACT)],
    )


def _agreement(found: Evaluation, group: str) -> tuple[str, ...]:
    kappas = (found.kappa(group, "overall"), found.mean_kappa(group, CRAFT), found.mean_kappa(group, SIGNALS))
    others = [found.kappa(group, "overall", levels) for levels in found.baselines.values()]
    return (
        group or "all",
        str(len(found.places(group))),
        *(f"{value:.2f}" for value in kappas),
        f"{found.length_correlation(group):+.2f}",
        *(f"{value:.2f}" for value in others),
    )


def _kind(found: Evaluation, kind: str) -> tuple[str, ...]:
    errors = found.off_by_kind(kind)
    above = [str(sum(error > limit for error in errors)) for limit in (0.7, 1.0)]
    return kind, str(len(errors)), f"{fmean(errors):+.2f}", *above


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    yield from (f"| {' | '.join(row)} |" for row in rows)


_PREFACE = """\
# How well the feedback agrees with a panel

Written by `make evaluate` from `exercises/rated.jsonl`. **Every figure is for answers by writers the feedback was not
fitted on**: it is fitted once for each group of writers left out, and judges that group.

The answers and their ratings were made by language models, not by people. Three raters worked apart and agree with each
other more closely than panels of people do, so read the figures as agreement with that panel. Groups A, B, C and G are
answers in different styles, E are revisions of one answer, J and K are other genres, in which length says nothing about
level. L, M and N are other worlds of work, rated by one rater. F is as unlike all of these as could be: no weight is
ever learnt from it. The marks that sentences are given were designed after reading answers of all groups but F, and
with an eye on those that were judged worst, so the figures of all groups but F are a little kind. What padding looks
like is learnt from paragraphs of `src/starlift/fitting/padding.yaml`, of which none stands in an answer.

Agreement is quadratic weighted kappa (Cohen 1968): 1 is perfect, 0 is chance. The columns on the right are simpler
judges of the overall level on the same left-out groups."""
