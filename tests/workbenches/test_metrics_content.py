from __future__ import annotations

from pathlib import Path

import pytest

from metrics_pack import FILE, content
from starlift.errors import ContentError
from starlift.workbenches.metrics.content import load_metrics
from starlift.workbenches.metrics.views import VIEWS


def changed(folder: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "metrics.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_catalogue_holds_sixteen_views_and_a_pack_of_six_can_cover_everything() -> None:
    views = content().views

    assert {view.id for view in views} == set(VIEWS)
    useful = [view for view in views if view.worth == "useful"]
    assert len(useful) == 6
    assert {need for view in useful for need in view.needs} == {need.id for need in content().needs}
    assert sum(view.worth == "vain" for view in views) >= 5
    assert [view.id for view in views if view.worth == "trap"] == ["mttr"]
    assert not [view.id for view in views if view.worth in ("vain", "trap") and view.needs]


def test_the_catalogue_does_not_give_away_what_a_view_is_worth() -> None:
    told = " ".join(f"{view.title} {view.shows}" for view in content().views).lower()

    assert not [word for word in ("vain", "trap", "useless", "half-useful", "misleading") if word in told]


def test_useful_views_do_not_stand_together() -> None:
    worth = [view.worth for view in content().views]

    assert not any(worth[at : at + 3] == ["useful"] * 3 for at in range(len(worth)))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("- id: cvss", "- id: cvsss", "views[10].id"),
        ("- id: cvss", "- id: found", "views[10].id"),
        ("needs: [secrets]", "needs: [secret]", "views[9].needs"),
        ("tables: [secrets]", "tables: [secret]", "views[9].tables"),
        ("old_dashboards: [found", "old_dashboards: [find", "old_dashboards[0]"),
        ("never_covered: [Gateway]", "never_covered: [Gate]", "programme.never_covered[0]"),
        ("critical: 0.06", "critical: 0.16", "programme.severities"),
        ("seed: 4107", "seed: many", "programme.seed"),
        ("{id: clumping", "{id: clumsy", "programme.checks[5].id"),
        ("name: Gateway, critical: true, lane: platform", "name: Gateway, critical: true, lane: plat", "[15].lane"),
        ("kind: metrics", "kind: intake", "kind"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_field(old: str, new: str, field: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_metrics(changed(tmp_path, old, new))

    problem = caught.value.problems[0]
    assert problem.file.endswith("metrics.yaml")
    assert problem.line > 1
    assert problem.field.endswith(field)
