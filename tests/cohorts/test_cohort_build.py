from __future__ import annotations

import ast
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.cohorts import Participant, build, read_manifest
from starlift.cohorts.exclusive import LOCK
from starlift.cohorts.manifest import FACILITATOR
from starlift.cohorts.normal import normalised
from starlift.cohorts.prepare import load_template, prepared
from starlift.content import Content
from starlift.errors import ContentError, RosterError
from starlift.journal import safe_name
from starlift.notebooks import dump_notebook, read_notebook

GOLDEN = Path(__file__).with_name("golden")
HOSTILE = ["..", ".", "../../etc/passwd", "a/b", "a\\b", "C:\\x", "con", "NUL.txt", "~", "$(id)", "{x}", '"""', "\\"]
HOSTILE += ["'; import os", "x" * 254, "-rf", "manifest.json", "executed", "journal", "名前", "=1+1", "%s", "\\x41\\"]
IDS = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1, max_size=30)


def tree(folder: Path) -> dict[str, bytes]:
    """All files with their bytes, without the lock, which says who had it last."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != LOCK)
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def injected(path: Path) -> dict[str, Any]:
    cells = [cell for cell in read_notebook(path)["cells"] if cell["id"] == "injected-parameters"]
    assert len(cells) == 1
    body = ast.parse("".join(cells[0]["source"])).body
    return {node.targets[0].id: ast.literal_eval(node.value) for node in body}  # type: ignore[attr-defined]


def test_golden(content: Content, people: tuple[Participant, ...], tmp_path: Path) -> None:
    build(content, people, "golden", tmp_path)
    of_zoe = safe_name("zoë")
    pages = [f"facilitator/{name}" for name in ("index.csv", "keys.html", "parity.md", f"paper/{of_zoe}.html")]
    kept = ["manifest.json", f"{of_zoe}/01-ticket-sink.ipynb", *pages]
    if os.environ.get("STARLIFT_REFRESH_GOLDENS"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name in kept:
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(tmp_path / name, GOLDEN / name)
    assert tree(GOLDEN) == {name: (tmp_path / name).read_bytes() for name in kept}


def test_a_set_holds_what_the_roster_says(content: Content, people: tuple[Participant, ...], tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    manifest = build(content, people, "c", tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
    assert [entry.participant for entry in manifest.sets] == ["007", "zoë"]
    bo, zoe = manifest.sets
    assert list(bo.files) == ["00-start.ipynb", "01-ticket-sink.ipynb", "05-your-story.ipynb"]
    assert list(zoe.files) == [*list(bo.files)[:2], "02-release-conflict.ipynb", "05-your-story.ipynb"]
    assert injected(tmp_path / zoe.folder / "01-ticket-sink.ipynb") == {
        "cohort": "c",
        "participant": "zoë",
        "industry": "payments",
        "seniority": "first",
        "variant": injected(tmp_path / zoe.folder / "01-ticket-sink.ipynb")["variant"],
    }
    assert "variant" not in injected(tmp_path / zoe.folder / "00-start.ipynb")
    assert read_manifest(tmp_path) == manifest
    assert [path.name for path in tmp_path.rglob("*") if path.name.startswith(".")] == [LOCK]


@settings(max_examples=25, deadline=None)
@given(data=st.data(), cohort=st.one_of(IDS.filter(str.strip), st.sampled_from(HOSTILE)))
def test_any_valid_roster_builds_to_the_same_bytes_inside_its_folder(
    data: st.DataObject, cohort: str, content: Content
) -> None:
    ids = data.draw(
        st.lists(st.one_of(IDS.filter(str.strip), st.sampled_from(HOSTILE)), min_size=1, max_size=5, unique=True)
    )
    some_case = st.lists(st.sampled_from(list(content.cases)), unique=True).map(tuple)
    industry = st.sampled_from(["", *(option.id for option in content.contexts.industries)])
    people = [Participant(one, "Name", data.draw(industry), "", data.draw(some_case)) for one in ids]
    with tempfile.TemporaryDirectory() as box:
        first, second = Path(box, "x", "one"), Path(box, "x", "two")
        manifest = build(content, people, cohort, first)
        build(content, people, cohort, first)
        build(content, people, cohort, second)
        assert tree(first) == tree(second)
        assert [path.name for path in Path(box).iterdir()] == ["x"]
        assert {path.name for path in Path(box, "x").iterdir()} == {"one", "two"}
        own = {"manifest.json", FACILITATOR, LOCK}
        assert {path.name for path in first.iterdir()} == {*own, *(safe_name(one) for one in ids)}
        for entry in manifest.sets:
            for name in entry.files:
                found = injected(first / entry.folder / name)
                assert (found["cohort"], found["participant"]) == (cohort, entry.participant)


def test_bytes_do_not_depend_on_the_process(content: Content, people: tuple[Participant, ...], tmp_path: Path) -> None:
    template = load_template(content, "ticket-sink")
    fill = {"cohort": "c", "participant": "p", "industry": "", "seniority": ""}
    assert dump_notebook(prepared(template, fill)) == dump_notebook(prepared(template, fill))
    assert build(content, people, "c", tmp_path / "a").text == build(content, people, "c", tmp_path / "b").text


def test_nothing_of_the_facilitator_is_in_a_set_or_on_paper(real: Content, tmp_path: Path) -> None:
    manifest = build(real, [Participant("a", "Secret Name")], "c", tmp_path)
    own = b"\n".join(tree(tmp_path / manifest.sets[0].folder).values()).decode()
    paper = html.unescape((tmp_path / FACILITATOR / "paper" / f"{safe_name('a')}.html").read_text())
    keys = html.unescape((tmp_path / FACILITATOR / "keys.html").read_text())
    assert "Secret Name" not in own
    assert "lacks" not in own
    found = 0
    for phrase in key_phrases(real):
        assert json.dumps(phrase, ensure_ascii=False)[1:-1] not in own
        assert phrase not in paper
        found += phrase in keys
    assert found >= len(real.cases), "the search finds them where they are"


def key_phrases(content: Content) -> list[str]:
    """What only the facilitator may have: notes on thin answers, reference stories, phrases, advice on practice."""
    stories = [case.story for case in content.cases.values()]
    texts = [thin.note for case in content.cases.values() for thin in case.exercise.thin_answers]
    texts += [section for story in stories for section in story.sections.values()]
    texts += [phrase for story in stories for phrase in story.phrases]
    texts += [answer.advice for answer in content.rated if answer.practice]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    sentences = [part.strip() for line in lines for part in line.split(". ")]
    return [text for text in (*lines, *sentences) if len(text) >= 20]


def test_a_second_build_spares_what_the_learner_made(
    content: Content, people: tuple[Participant, ...], tmp_path: Path
) -> None:
    build(content, people, "c", tmp_path)
    folder = tmp_path / safe_name("007")
    journal = folder / "journal" / "mine.jsonl"
    journal.parent.mkdir()
    journal.write_text("my words")
    (folder / "notes.txt").write_text("mine")
    (folder / "01-ticket-sink.ipynb").write_text('{"my": "own cells"}')
    build(content, [replace(person, seniority="senior") for person in people], "c", tmp_path)
    assert journal.read_text() == "my words"
    assert (folder / "notes.txt").read_text() == "mine"
    assert injected(folder / "01-ticket-sink.ipynb")["seniority"] == "senior"
    kept = list(folder.glob("*.kept-*"))
    assert [path.read_text() for path in kept] == ['{"my": "own cells"}']
    build(content, people[:1], "c", tmp_path)
    assert journal.exists(), "even when the participant has left the roster"


def test_an_interrupted_build_goes_on(content: Content, people: tuple[Participant, ...], tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        build(content, people, "c", tmp_path / "a", progress=stop)
    build(content, people, "c", tmp_path / "a")
    build(content, people, "c", tmp_path / "b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def no_folder(out: Path) -> None:
    out.write_text("x")


def below_a_file(out: Path) -> None:
    out.parent.rmdir()
    out.parent.write_text("x")


def other_things(out: Path) -> None:
    out.mkdir()
    (out / "thesis.txt").write_text("x")


def other_cohort(out: Path) -> None:
    out.mkdir()
    (out / "manifest.json").write_text('{"schema": 1, "cohort": "autumn", "sets": []}')


def other_schema(out: Path) -> None:
    out.mkdir()
    (out / "manifest.json").write_text('{"schema": 2, "cohort": "c", "sets": []}')


def no_json(out: Path) -> None:
    out.mkdir()
    (out / "manifest.json").write_text("{")


def forged(out: Path) -> None:
    out.mkdir()
    entry = {"participant": "a", "folder": "../..", "files": {}}
    (out / "manifest.json").write_text(json.dumps({"schema": 1, "cohort": "c", "sets": [entry]}))


def linked_set(out: Path) -> None:
    other_cohort(out)
    (out / "manifest.json").write_text('{"schema": 1, "cohort": "c", "sets": []}')
    (out / safe_name("007")).symlink_to(out.parent)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (no_folder, "out: is not a folder (name a new or empty folder)"),
        (below_a_file, "is not a folder that you may write to"),
        (other_things, "out: holds other things, such as 'thesis.txt', and no manifest.json"),
        (other_cohort, "out: holds the cohort 'autumn' and not 'c'"),
        (other_schema, "manifest.json: is not a manifest of schema 1"),
        (no_json, "manifest.json: is not JSON"),
        (forged, "manifest.json: has been changed by hand or is damaged"),
        (linked_set, "is a link or a file where a set is to go"),
    ],
)
def test_unsuitable_folders(
    content: Content, people: tuple[Participant, ...], tmp_path: Path, spoil: Any, message: str
) -> None:
    out = tmp_path / "deep" / "out"
    out.parent.mkdir()
    spoil(out)
    before = tree(tmp_path)
    with pytest.raises(RosterError) as caught:
        build(content, people, "c", out)
    assert message in str(caught.value)
    assert tree(tmp_path) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_folder_without_rights(content: Content, people: tuple[Participant, ...], tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(RosterError, match="that you may write to"):
        build(content, people, "c", tmp_path / "out")


def test_a_full_disk_is_told(
    content: Content, people: tuple[Participant, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.modules["starlift.cohorts.build"], "write_atomic", full)
    with pytest.raises(RosterError, match="No space left on device"):
        build(content, people, "c", tmp_path)


def test_every_mistake_of_the_request_comes_at_once(own: Content, tmp_path: Path) -> None:
    path = own.root / "notebooks" / "01-ticket-sink.ipynb"
    path.write_text(path.read_text().replace('\\"ticket-sink\\"', '\\"other\\"').replace("industry", "trade"))
    people = [Participant("a", "A", "mining"), Participant("a", "", cases=("nope",)), Participant("\x00", "B")]
    (tmp_path / "out").write_text("x")
    with pytest.raises(RosterError) as caught:
        build(own, people, " ", tmp_path / "out")
    text = str(caught.value)
    for part in ("cohort: is empty", "'mining' is not known", "'a' is there twice", "'nope' is not known", "U+0000"):
        assert part in text
    for part in ("'a'.name", "has no parameter 'industry'", "its case is 'other'", "is not a folder"):
        assert part in text
    with pytest.raises(RosterError, match="has no participants"):
        build(own, [], "c", tmp_path / "new")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"parameters"\n', '"other"\n', "0 cells are tagged parameters"),
        ('"minutes = 35\\n"', '"minutes = 35 +\\n"', "is not a list of literals"),
        ('"cell_type": "markdown"', '"cell_type": "riddle"', "is not a valid notebook"),
        ('"metadata": {},', '"metadata": 3,', "restore the file"),
    ],
)
def test_unfit_notebooks(own: Content, old: str, new: str, message: str) -> None:
    path = own.root / "notebooks" / "01-ticket-sink.ipynb"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(ContentError, match=message):
        load_template(own, "ticket-sink")


def test_an_unknown_parameter_is_refused(content: Content) -> None:
    with pytest.raises(KeyError):
        prepared(load_template(content, "start"), {"cohrot": "c"})


def test_normal_form_takes_out_every_trace_of_a_run() -> None:
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "1f"}, "text/plain": ["w"]},
    }
    code = {
        "cell_type": "code",
        "execution_count": 7,
        "metadata": {"papermill": {"start_time": "now"}, "execution": {}, "tags": [], "slideshow": {"x": "notes"}},
        "outputs": [output],
        "source": "a\nb\n",
    }
    raw = {"cells": [code, {**code, "id": "same"}, {**code, "id": "same"}, {**code, "id": "bad id"}], "metadata": {}}
    raw["metadata"] = {"papermill": {"input_path": "/home/ada"}, "widgets": {}}  # type: ignore[assignment]
    bare, ran = normalised(raw), normalised(raw, outputs=True)
    assert [cell["id"] for cell in bare["cells"]] == ["cell-0", "same", "cell-2", "cell-3"]
    assert bare["cells"][0]["outputs"] == []
    assert bare["cells"][0]["execution_count"] is None
    assert ran["cells"][0]["outputs"][0]["data"] == {"text/plain": ["w"]}
    for trace in ("papermill", "widget", "1f", "home", "notes", "tags"):
        assert trace not in dump_notebook(bare)
        assert trace not in dump_notebook(ran)


def test_the_import_is_light() -> None:
    heavy = "{'papermill', 'nbformat', 'ipykernel', 'pandas', 'IPython', 'ipywidgets'}"
    code = f"import sys, starlift.cohorts; assert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
