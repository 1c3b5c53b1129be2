"""A parcel: what leaves this machine and what does not, and a worker that refuses to run it with something else."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import pytest

from starlift.cohorts.parcel import EditionError, edition, packed, packed_content, run_parcel
from starlift.cohorts.worker import Task
from starlift.content import Content


@pytest.fixture
def task(tmp_path: Path) -> Task:
    folder = tmp_path / "ada-home" / "p0"
    folder.mkdir(parents=True)
    (folder / "a.ipynb").write_text("{}")
    (folder / "journal").mkdir()
    (folder / "journal" / "p0.jsonl").write_text("my secret words")
    return Task("p0", folder, "a.ipynb", "digest", folder / "executed.ipynb", tmp_path / "ada-home", 120)


def test_no_path_and_no_journal_is_sent(task: Task) -> None:
    sent = pickle.dumps(packed(task, ("Starlift 1",)))
    assert b"a.ipynb" in sent
    for private in (b"ada-home", b"my secret words", b"executed.ipynb"):
        assert private not in sent


def test_content_is_what_notebooks_show_and_always_the_same_bytes(real: Content, tmp_path: Path) -> None:
    archived = packed_content(real.root)
    assert packed_content(real.root) == archived
    names = zipfile.ZipFile(io.BytesIO(archived)).namelist()
    assert {name.split("/")[0] for name in names} == {"stories", "exercises"}
    zipfile.ZipFile(io.BytesIO(archived)).extractall(tmp_path)
    assert edition(tmp_path) == edition(real.root), "a worker finds that it has the same"


def test_another_edition_is_refused_with_both_named(task: Task, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    mine = edition(tmp_path)
    theirs = tuple("pandas 0.1" if part.startswith("pandas ") else part for part in mine)
    with pytest.raises(EditionError, match=r"^a worker has pandas \d.*, this machine has pandas 0\.1$"):
        run_parcel(packed(task, theirs), packed_content(tmp_path))
    theirs = ("Starlift 9.9 with files 0", *mine[1:])
    with pytest.raises(EditionError, match=r"^a worker has Starlift .*, this machine has Starlift 9\.9 with files 0$"):
        run_parcel(packed(task, theirs), packed_content(tmp_path))


def test_a_refusal_travels(task: Task) -> None:
    assert str(pickle.loads(pickle.dumps(EditionError("a worker has another")))) == "a worker has another"
