"""Versions: what belongs together is green, and each way of not belonging together is told."""

from __future__ import annotations

from dataclasses import replace
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from starlift.doctor.finding import State
from starlift.doctor.versions import Package, Versions, closure, look, optional, packages, python, read_pins

SOUND = Versions(
    python="3.12.4",
    installed={
        "starlift": Package(
            "0.1", ("pandas>=2.2", "voila>=0.5; extra == 'app'", "tomli; python_version < '3'"), ">=3.11"
        ),
        "pandas": Package("2.3.0", ("numpy>=2",)),
        "numpy": Package("2.1", ()),
        "voila": Package("0.5.13", ()),
        "unrelated": Package("1", ("nothing-of-ours>=9",)),
    },
    pins={"pandas": "2.3.0", "numpy": "2.1"},
)


def with_package(name: str, package: Package | None) -> Versions:
    rest = {key: value for key, value in SOUND.installed.items() if key != name}
    return replace(SOUND, installed=rest if package is None else {**rest, name: package})


def test_what_belongs_together_is_green() -> None:
    assert python(SOUND).state is State.GREEN
    assert packages(SOUND).state is State.GREEN
    assert packages(SOUND).what == "2 packages fit each other, as tested together"
    assert optional(SOUND, offline_ok=False).state is State.GREEN


@pytest.mark.parametrize("old", ["3.10.14", "2.7.18"])
def test_an_older_python_is_red(old: str) -> None:
    found = python(replace(SOUND, python=old))

    assert found.state is State.RED
    assert found.do


def test_a_candidate_of_a_newer_python_is_taken_as_it_is() -> None:
    assert python(replace(SOUND, python="3.14.0rc1")).state is State.GREEN


@pytest.mark.parametrize(
    ("name", "package", "what"),
    [
        ("pandas", None, "pandas is missing, starlift needs it"),
        ("pandas", Package("2.1"), "pandas 2.1 is there, starlift needs >=2.2"),
        ("numpy", Package("1.26"), "numpy 1.26 is there, pandas needs >=2"),
        ("starlift", None, "starlift itself is not installed here"),
    ],
)
def test_what_is_missing_or_too_old_is_red_with_its_name(name: str, package: Package | None, what: str) -> None:
    found = packages(with_package(name, package))

    assert found.state is State.RED
    assert what in found.what


def test_versions_that_fit_but_were_not_tested_together_are_yellow() -> None:
    found = packages(with_package("numpy", Package("2.2")))

    assert found.state is State.YELLOW
    assert "numpy 2.2 (tested: 2.1)" in found.what


def test_without_the_list_of_tested_versions_only_the_bounds_count() -> None:
    found = packages(replace(SOUND, pins={}))

    assert (found.state, found.what) == (State.GREEN, "2 packages fit each other")


def test_a_version_or_requirement_that_nobody_can_read_breaks_nothing() -> None:
    odd = Package("2.3.0", ("numpy>=2", "??? not a requirement"))

    assert packages(with_package("pandas", odd)).state is State.GREEN
    assert packages(replace(with_package("numpy", Package("2.1")), pins={"numpy": "as it was"})).state is State.YELLOW


def test_many_faults_are_counted() -> None:
    needs = tuple(f"package{number}" for number in range(9))

    found = packages(replace(SOUND, installed={"starlift": Package("0.1", needs)}))

    assert found.what.endswith("and 5 more")


def test_a_missing_optional_part_is_yellow_unless_it_is_not_wanted() -> None:
    without = with_package("voila", None)

    assert optional(without, offline_ok=False).state is State.YELLOW
    assert "app (starlift open)" in optional(without, offline_ok=False).what
    assert optional(without, offline_ok=True).state is State.GREEN


def test_packages_that_need_each_other_are_walked_once() -> None:
    round_about = {"starlift": Package("1", ("a",)), "a": Package("1", ("b",)), "b": Package("1", ("A",))}

    assert closure(round_about) == {"a", "b"}


def test_pins_are_read_from_a_file_and_their_absence_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "constraints.txt").write_text("Jinja2==3.1.6  # why\n\nnot a pin\n")

    assert read_pins(tmp_path / "constraints.txt") == {"jinja2": "3.1.6"}
    assert read_pins(tmp_path / "elsewhere.txt") == {}


def test_this_machine_is_read(tmp_path: Path) -> None:
    found = look(tmp_path)

    assert {"starlift", "ipykernel", "packaging"} <= set(found.installed)
    assert "pandas>=2.2" in found.installed["starlift"].requires


def test_a_package_that_says_little_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Strict(dict[str, str]):
        """As importlib_metadata has it, which takes the place of the standard library's once it is imported."""

    bare = SimpleNamespace(metadata=Strict(Name="Bare"), version="1", requires=None)
    monkeypatch.setattr(metadata, "distributions", lambda: [bare])

    assert look(tmp_path).installed == {"bare": Package("1")}


def test_every_part_that_is_of_use_in_a_room_is_looked_for() -> None:
    kit = Package("0.1", ("openpyxl>=3.1; extra == 'facilitator'", "mypy; extra == 'lint'"), ">=3.11")
    found = optional(replace(SOUND, installed={"starlift": kit}), offline_ok=False)

    assert "facilitator (comparing raters" in found.what
    assert "'.[facilitator]'" in found.do
    assert "lint" not in found.what
