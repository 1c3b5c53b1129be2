from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics_pack import content, programme
from starlift.errors import StarliftError
from starlift.workbenches.metrics.of_findings import lanes_of
from starlift.workbenches.metrics.programme import of_own_findings
from starlift.workbenches.metrics.shown import Series, Shown
from starlift.workbenches.metrics.trap import what_the_mean_hides
from starlift.workbenches.metrics.views import can_show, draw, show

FROM_FINDINGS = {"found", "closed", "mttr", "ageing", "backlog", "still-open"}
SOURCE = "Your own findings."


def own(size: int = 200, component: str = "") -> pd.DataFrame:
    """Findings as the reader of exports hands them over."""
    rng = np.random.default_rng(3)
    opened = pd.Timestamp("2025-02-01") + pd.to_timedelta(rng.integers(0, 500, size), unit="D")
    closed = pd.Series(opened + pd.to_timedelta(rng.integers(1, 300, size), unit="D"))
    names = ["api", "web", "Export-Service", "mobile", "jobs"]
    return pd.DataFrame({
        "opened": opened, "closed": closed.where(rng.random(size) < 0.6),
        "severity": rng.choice(["High", "Info"], size), "title": "x", "kind": "",
        "component": component or rng.choice(names, size, p=[0.4, 0.3, 0.2, 0.05, 0.05]),
        "duplicate": rng.random(size) < 0.1,
    })  # fmt: skip


@pytest.mark.parametrize("view", content().views, ids=lambda view: view.id)
def test_every_view_is_computed_and_drawn_with_words_for_those_who_cannot_see_it(view: object) -> None:
    shown, drawn = show(view, programme()), draw(view, programme())  # type: ignore[arg-type]

    assert shown is not None
    assert drawn is not None
    assert drawn.svg.startswith("<svg")
    assert shown.key in drawn.told
    assert shown.key.endswith(".")
    assert all(len(row) == len(shown.head) for row in shown.rows)
    assert "nan" not in f"{shown.key} {shown.rows}"


def test_a_plot_is_the_same_at_every_run_and_drawn_once() -> None:
    view = content().view("ageing")

    assert draw(view, programme()) is draw(view, programme())
    again = type(programme())(**programme().__dict__)
    assert draw(view, again) == draw(view, programme())


def test_vain_views_have_no_better_way_and_useful_ones_have() -> None:
    trends = {view.id: (view.worth, show(view, programme())) for view in content().views}

    for worth, shown in trends.values():
        assert shown is not None
        assert bool(shown.trend) == (worth != "vain")


def test_the_year_of_the_shipped_data_builds_up_improves_and_tricks() -> None:
    trends = {view.id: shown.trend for view in content().views if (shown := show(view, programme()))}

    assert {id for id, trend in trends.items() if trend == "improving"} >= {"coverage", "secrets", "mttr"}
    assert {id for id, trend in trends.items() if trend == "worsening"} >= {
        "ageing", "design", "exceptions", "blockers", "still-open",
    }  # fmt: skip


def test_the_open_ones_reveal_what_the_mean_hides_with_figures_of_the_views() -> None:
    told = " ".join(what_the_mean_hides(programme()))
    mean, age = show(content().view("mttr"), programme()), show(content().view("ageing"), programme())

    assert mean is not None
    assert age is not None
    for value in (mean.main[0], mean.main[-1], age.main[0], age.main[-1]):
        assert f"{value:,.0f}" in told
    assert "platform" in told
    assert lanes_of(programme())[0] == "platform"


@pytest.mark.parametrize(
    ("main", "better", "trend"),
    [
        ((10, 20), "lower", "worsening"),
        ((20, 10), "lower", "improving"),
        ((10, 20), "higher", "improving"),
        ((100, 104), "lower", "steady"),
        ((10, float("nan"), 20), "lower", "worsening"),
        ((10, 20), "", ""),
        ((float("nan"), 20), "lower", ""),
    ],
)
def test_a_trend_goes_from_first_to_last(main: tuple[float, ...], better: str, trend: str) -> None:
    assert Shown("lines", "days", (), "", main, better).trend == trend  # type: ignore[arg-type]


def test_figures_are_values_changes_and_sums() -> None:
    shown = Shown(
        "bars", "weeks", (Series("Lost", (("Q1", 2.0), ("Q2", 5.0))),), "", (2.0, 5.0), rows=(("a", "1,234"),)
    )

    assert {2.0, 5.0, 3.0, 7.0, 2.5, 150.0, 1234.0} <= shown.figures


def test_own_findings_show_what_findings_can_show_and_nothing_else() -> None:
    data = of_own_findings(own(), SOURCE)

    assert {view.id for view in content().views if can_show(view, data)} == FROM_FINDINGS
    for view in content().views:
        shown, drawn = show(view, data), draw(view, data)
        assert (shown is None) == (drawn is None) == (view.id not in FROM_FINDINGS)
    assert set(lanes_of(data)) == {"api", "web", "Export-Service", "all others"}
    assert data.today == own()[["opened", "closed"]].max().max() + pd.Timedelta(days=1)


@pytest.mark.parametrize("size", [2, 5])
def test_a_handful_of_own_findings_breaks_nothing(size: int) -> None:
    data = of_own_findings(own(size), SOURCE)

    for view in content().views:
        assert (draw(view, data, small=True) is not None) == can_show(view, data)
    assert what_the_mean_hides(data)


def test_own_findings_that_are_all_open_or_have_odd_values_break_nothing() -> None:
    odd = own(20).assign(closed=pd.NaT, severity=None, component=None, duplicate=None)
    aware = own(20).assign(opened=lambda table: table["opened"].dt.tz_localize("Europe/Berlin"))

    for data in (of_own_findings(odd, SOURCE), of_own_findings(aware, SOURCE)):
        for view in content().views:
            assert (draw(view, data) is not None) == can_show(view, data)


@settings(max_examples=4, deadline=None)
@given(st.text(alphabet="$_\\{}<&>\n\0 ab^%#", min_size=1, max_size=60))
def test_names_from_elsewhere_are_set_as_they_are(name: str) -> None:
    data = of_own_findings(pd.concat([own(30, name), own(30)]), SOURCE)
    drawn = draw(content().view("backlog"), data)

    assert drawn is not None


def test_an_export_without_days_is_refused_with_advice() -> None:
    with pytest.raises(StarliftError, match="day of opening"):
        of_own_findings(own().assign(opened=pd.NaT), SOURCE)
