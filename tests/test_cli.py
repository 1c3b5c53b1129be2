"""The command line: what each command answers, and that a user's mistake is told in plain lines and changes nothing."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from starlift import __version__, cohorts
from starlift.cli import app
from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.journal import Journal

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = [
    "🎉 Five of us served nine teams, and 👩‍👩‍👧 each engineer was interrupted eleven times a day.",
    "I had to make our answers predictable with the same five people.",
    "I decided to sort requests into six lanes because they needed different answers.",
    "A design review went from nineteen days to six, and teams now bring their questions earlier.",
]
ANSWER = " ".join(SENTENCES)
KEYS = ["overall", "craft", "signals", "evidence", "flags", "question"]
ENVIRON = {
    **{name: value for name, value in os.environ.items() if name not in ("STARLIFT_CONTENT", "FORCE_COLOR")},
    "COLUMNS": "160",
    "PYTHONUTF8": "1",
}
TOO_LONG = "x" * 300


def starlift(*words: str | Path, cwd: Path, text: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "starlift.cli", *map(str, words)]
    return subprocess.run(
        line, cwd=cwd, env=ENVIRON | environ, input=text, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def answered(*words: str | Path, cwd: Path, text: str = "", **environ: str) -> str:
    """What a command that succeeds prints."""
    done = starlift(*words, cwd=cwd, text=text, **environ)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(*words: str | Path, cwd: Path, text: str = "", **environ: str) -> list[str]:
    """The problems that a command ends with."""
    before = tree(cwd)
    done = starlift(*words, cwd=cwd, text=text, **environ)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert lines
    assert all(line.startswith("error: ") for line in lines), done.stderr
    assert tree(cwd) == before
    return [line.removeprefix("error: ") for line in lines]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file and folder below `folder`."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a few files to make mistakes with."""
    (tmp_path / "answer.txt").write_text(ANSWER, encoding="utf-8")
    (tmp_path / "bytes.bin").write_bytes(b"\x7fELF\xff\x00")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "note.txt").write_text("mine")
    (tmp_path / "good.jsonl").write_text(json.dumps({"id": "007", "text": ANSWER}) + "\n")
    (tmp_path / "roster.csv").write_text("id,name\n007,Bo Lind\nzoë,Zoë Adeyemi\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / "ws" / part, ignore=shutil.ignore_patterns("journal", ".ipynb_*"))
    return tmp_path / "ws"


def test_the_version(tmp_path: Path) -> None:
    assert answered("--version", cwd=tmp_path) == f"starlift {__version__}\n"


def test_the_help_lists_every_command(tmp_path: Path) -> None:
    shown = answered("--help", cwd=tmp_path)

    assert {"new", "lab", "check", "assess", "cohort", "journal", "--version"} <= set(shown.split())
    assert "build" in answered("cohort", "--help", cwd=tmp_path).split()


@pytest.mark.parametrize("words", [["--help"], ["assess", "answer.txt"], ["check"]])
def test_nothing_heavy_is_imported(desk: Path, words: list[str]) -> None:
    code = f"""
import atexit, sys
from starlift.cli import main
heavy = {{"pandas", "matplotlib", "papermill", "nbformat", "ipywidgets", "anywidget", "IPython", "ipykernel"}}
atexit.register(lambda: print(sorted(heavy & set(sys.modules)), file=sys.stderr))
sys.argv = ["starlift", *{words}]
main()
"""
    line = [sys.executable, "-c", code]
    done = subprocess.run(line, cwd=desk, env=ENVIRON, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_words_that_are_no_command_or_option_end_without_traceback(tmp_path: Path) -> None:
    for words in (["bogus"], ["assess", "--bogus"], ["lab", "--port", "0"], ["cohort", "build", "roster.csv"]):
        done = starlift(*words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Usage: " in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("assess nope.txt", f"nope.txt: cannot be read: {os.strerror(errno.ENOENT)} (check the name)"),
        ("assess :smile:", f":smile:: cannot be read: {os.strerror(errno.ENOENT)} (check the name)"),
        ("assess [/]", f"[/]: cannot be read: {os.strerror(errno.ENOENT)} (check the name)"),
        ("assess bytes.bin", "bytes.bin: byte 4 is not UTF-8 text (save it as plain text in UTF-8)"),
        ("assess folder", f"folder: cannot be read: {os.strerror(errno.EISDIR)} (check the name)"),
        ("assess", "name one FILE, or use --jsonl IN --out OUT"),
        ("assess answer.txt --out rated", "name one FILE, or use --jsonl IN --out OUT"),
        ("assess --jsonl good.jsonl", "--jsonl IN goes with --out OUT and no FILE"),
        ("assess answer.txt --jsonl good.jsonl --out rated", "--jsonl IN goes with --out OUT and no FILE"),
        (
            "assess --jsonl good.jsonl --out missing/rated",
            f"missing/rated: cannot be written: {os.strerror(errno.ENOENT)} (choose another folder)",
        ),
        (
            "assess --jsonl good.jsonl --out answer.txt/rated",
            f"answer.txt/rated: cannot be written: {os.strerror(errno.ENOTDIR)} (choose another folder)",
        ),
        ("new folder", "folder: is there already and is not empty (choose another name)"),
        ("new answer.txt", "answer.txt: is there already and is not empty (choose another name)"),
        (
            "new answer.txt/ws",
            f"answer.txt/ws: cannot be written: {os.strerror(errno.ENOTDIR)} (choose another folder)",
        ),
        (
            f"new {TOO_LONG}",
            f"{TOO_LONG}: cannot be written: {os.strerror(errno.ENAMETOOLONG)} (choose another folder)",
        ),
        ("lab missing", "missing: is not a folder (starlift new DIR makes one)"),
        (f"lab {TOO_LONG}", f"{TOO_LONG}: {os.strerror(errno.ENAMETOOLONG)}"),
        ("lab folder", "folder: holds no stories and no notebooks (lay out a workspace: starlift new DIR)"),
        ("cohort build nope.csv --out sets", f"nope.csv: cannot be read: {os.strerror(errno.ENOENT)}"),
        ("cohort build roster.csv --out answer.txt", "answer.txt: out: is not a folder"),
        ("cohort build roster.csv --out folder", "folder: out: holds other things, such as 'note.txt'"),
    ],
)
def test_a_mistake_is_told_in_one_line_and_nothing_is_written(desk: Path, words: str, problem: str) -> None:
    (told,) = refused(*words.split(), cwd=desk)

    assert told.startswith(problem)


def test_an_unknown_case_is_told_with_the_known_ones(desk: Path) -> None:
    (told,) = refused("assess", "answer.txt", "--case", "tickets", cwd=desk)

    assert told.startswith("case: no case 'tickets'")
    assert "ticket-sink" in told


def test_a_folder_cannot_be_the_target_of_many_answers(desk: Path) -> None:
    (told,) = refused("assess", "--jsonl", "good.jsonl", "--out", "folder", cwd=desk)

    assert told.startswith("folder: cannot be written: ")


def test_every_bad_line_of_many_answers_is_listed(desk: Path) -> None:
    lines = [
        "nonsense",
        '{"id": "1"}',
        "",
        '{"id": "2", "text": "fine"}',
        "[1]",
        '{"text": "x"}',
        '{"id": true, "text": ""}',
    ]
    (desk / "bad.jsonl").write_text("\n".join(lines))

    told = refused("assess", "--jsonl", "bad.jsonl", "--out", "rated", cwd=desk)

    assert told == [
        "bad.jsonl:1: is not JSON: Expecting value at column 1 (write one object a line)",
        "bad.jsonl:2: text: is missing or no text (give every answer its text)",
        'bad.jsonl:5: is not an object (write {"id": ..., "text": ...})',
        "bad.jsonl:6: id: is missing or no text (give every answer an id)",
        "bad.jsonl:7: id: is missing or no text (give every answer an id)",
    ]


def test_many_answers_keep_their_order_and_ids(desk: Path) -> None:
    ids = ["007", "b", 7, "🎉", "a"]
    texts = [ANSWER, "", "Too short.", ANSWER[1:], ANSWER]
    lines = [json.dumps({"id": i, "text": text, "more": 1}) for i, text in zip(ids, texts, strict=True)]
    (desk / "many.jsonl").write_text("\r\n".join(lines) + "\n\n")

    assert answered("assess", "--jsonl", "many.jsonl", "--out", "rated", cwd=desk) == "5 answers assessed into rated\n"

    found = [json.loads(line) for line in (desk / "rated").read_text().splitlines()]
    assert [item["id"] for item in found] == ids
    assert all(list(item) == ["id", *KEYS] for item in found)
    assert [item["overall"] is None for item in found] == [False, True, True, False, False]
    single = json.loads(answered("assess", "answer.txt", "--json", cwd=desk))
    assert found[0] == {"id": "007", **single}


def test_an_assessment_as_json_has_a_fixed_shape_and_quotes_whole_sentences(desk: Path) -> None:
    shown = answered("assess", "answer.txt", "--json", cwd=desk)
    found: dict[str, Any] = json.loads(shown)

    assert shown.splitlines(keepends=True) == [shown.strip() + "\n"]
    assert list(found) == KEYS
    assert isinstance(found["overall"], float)
    assert 1 <= found["overall"] <= 5
    assert tuple(found["craft"]) == CRAFT == ("situation", "task", "action", "result")
    assert tuple(found["signals"]) == SIGNALS
    levels = {**found["craft"], **found["signals"]}
    assert all(isinstance(level, float) and 0 <= level <= 3 for level in levels.values())
    assert tuple(found["evidence"]) == DIMENSIONS
    quotes = {ANSWER[start:end] for spans in found["evidence"].values() for start, end in spans}
    assert quotes <= set(SENTENCES)
    assert SENTENCES[2] in quotes  # it stands behind an emoji of several code points
    assert isinstance(found["flags"], list)
    assert found["question"].endswith("?")


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_standard_input_is_judged_like_a_file(desk: Path, form: list[str]) -> None:
    assert answered("assess", "-", *form, cwd=desk, text=ANSWER) == answered("assess", "answer.txt", *form, cwd=desk)


def test_a_readable_assessment_quotes_and_asks_one_question(desk: Path) -> None:
    shown = answered("assess", "answer.txt", cwd=desk)

    assert re.match(r"Level \d\.\d of 5 · \w+", shown)
    assert SENTENCES[2] in shown
    assert shown.count("?") == 1
    assert "\x1b" not in shown


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_answer_is_not_judged(tmp_path: Path, text: str) -> None:
    found = json.loads(answered("assess", "-", "--json", cwd=tmp_path, text=text))

    assert (found["overall"], found["flags"]) == (None, ["empty"])
    assert answered("assess", "-", cwd=tmp_path, text=text).startswith("Cannot tell.\n")


def test_the_answer_is_shown_as_it_is_and_never_as_markup(tmp_path: Path) -> None:
    words = "[bold]I decided[/bold] to close :smile: the [/] inbox [link=x] because [red]it cost us two weeks."
    text = f"{words} I told \x1b[31m\a the nine teams first. A review went from nineteen days to six."

    shown = answered("assess", "-", cwd=tmp_path, text=text, COLUMNS="220")

    assert words in shown
    assert "I told �[31m� the nine teams" in shown


def test_the_content_is_shown_as_it_is_and_never_as_markup(workspace: Path) -> None:
    edit(workspace / "stories" / "rubric.yaml", "name: Situation", 'name: "[/] Situation"')
    edit(workspace / "stories" / "rubric.yaml", "name: contributor", 'name: "[/] contributor"')

    shown = answered("assess", "-", cwd=workspace, text=ANSWER.replace("I decided", "I thought"))

    assert "│ [/] Situation" in shown


def test_a_path_is_shown_as_it_is_and_never_as_markup(tmp_path: Path) -> None:
    assert answered("new", "[red]ws", cwd=tmp_path).endswith("starlift lab [red]ws\n")


def test_a_terminal_without_utf_8_still_shows_an_assessment(desk: Path) -> None:
    done = starlift("assess", "answer.txt", cwd=desk, PYTHONUTF8="0", PYTHONIOENCODING="ascii:strict")

    assert (done.returncode, done.stderr) == (0, "")
    assert "? Five of us served nine teams" in done.stdout


def test_no_question_is_shown_where_none_is_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    from starlift import feedback

    judged = feedback.assess(ANSWER)._replace(question="")
    monkeypatch.setattr(feedback, "assess", lambda *_, **__: judged)

    shown = CliRunner().invoke(app, ["assess", "-"], input=ANSWER).output

    assert shown.startswith("Level ")
    assert "One question" not in shown


def test_the_case_steers_the_question_and_no_level(desk: Path) -> None:
    questions = set()
    levels = set()
    for case in ("ticket-sink", "release-conflict", "strained-partner", "metrics-narrative"):
        found = json.loads(answered("assess", "answer.txt", "--json", "--case", case, cwd=desk))
        questions.add(found["question"])
        levels.add(json.dumps([found["overall"], found["craft"], found["signals"]]))

    assert len(levels) == 1
    assert len(questions) > 1


def test_sound_content_is_reported_with_its_extent(workspace: Path, tmp_path: Path) -> None:
    pattern = r"All good: 4 cases, \d\d+ thin answers in \d\d+ contexts each\.\n"

    assert re.fullmatch(pattern, answered("check", "ws", cwd=tmp_path))
    assert re.fullmatch(pattern, answered("check", cwd=workspace / "notebooks"))


def test_all_problems_of_several_broken_files_are_told_in_one_run(workspace: Path, tmp_path: Path) -> None:
    edit(workspace / "stories" / "01-ticket-sink.md", "minutes: ", "minutes: about ")
    edit(workspace / "stories" / "questions.yaml", "listen_for:", "listens_for:")
    edit(workspace / "exercises" / "02-release-conflict.yaml", "kind: ", "kind: un")
    (workspace / "exercises" / "rated.jsonl").write_text("{")
    (workspace / "notebooks" / "00-start.ipynb").write_text("{")
    (workspace / "notebooks" / "05-your-story.ipynb").unlink()

    told = refused("check", "ws", cwd=tmp_path)

    assert {line.split(":")[0] for line in told} == {
        "ws/exercises/02-release-conflict.yaml",
        "ws/exercises/rated.jsonl",
        "ws/notebooks/00-start.ipynb",
        "ws/notebooks/05-your-story.ipynb",
        "ws/stories/01-ticket-sink.md",
        "ws/stories/questions.yaml",
    }
    assert any(re.match(r"ws/stories/01-ticket-sink\.md:\d+: minutes: ", line) for line in told)


def test_content_that_is_not_there_is_told_file_by_file(desk: Path) -> None:
    told = refused("check", "folder", cwd=desk)

    assert "folder/stories/rubric.yaml" in {line.split(":")[0] for line in told}


def test_a_new_workspace_is_laid_out_and_sound(tmp_path: Path) -> None:
    assert answered("new", "ws", cwd=tmp_path) == "Workspace ready. Open it with: starlift lab ws\n"
    assert answered("check", "ws", cwd=tmp_path).startswith("All good")
    assert refused("new", "ws", cwd=tmp_path) == ["ws: is there already and is not empty (choose another name)"]


def test_the_folder_one_stands_in_can_become_a_workspace(tmp_path: Path) -> None:
    answered("new", ".", cwd=tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["exercises", "facilitator", "notebooks", "stories"]


def test_lab_opens_the_working_copies_and_names_those_that_were_edited(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execvpe", lambda *call: calls.append(call))
    words = ["lab", str(workspace), "--port", "9999", "--no-browser"]

    first = CliRunner().invoke(app, words)
    edit(workspace / "workshop" / "00-start.ipynb", "# ", "# Mine: ")
    second = CliRunner().invoke(app, words)

    assert (first.exit_code, first.output) == (0, "")
    assert second.output.startswith("note: 00-start.ipynb in workshop/ differs from notebooks/")
    program, line, environ = calls[0]
    assert program == line[0] == sys.executable
    assert f"--ServerApp.root_dir={workspace / 'workshop'}" in line
    assert {"--ServerApp.port=9999", "--no-browser"} <= set(line)
    assert "JUPYTER_CONFIG_PATH" in environ


def test_a_case_is_opened_from_the_same_working_copies_as_in_the_lab(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execvpe", lambda *call: calls.append(call))

    done = CliRunner().invoke(app, ["open", "your-story", str(workspace), "--port", "9999", "--no-browser"])

    assert (done.exit_code, done.output) == (0, "")
    ((program, line, environ),) = calls
    assert program == line[0] == sys.executable
    assert str(workspace / "workshop" / "05-your-story.ipynb") in line
    assert {"--Voila.port=9999", "--no-browser"} <= set(line)
    assert not [word for word in line if "token" in word], "others on the machine can read a command line"
    assert "JUPYTER_PATH" in environ


def test_a_case_that_is_not_there_is_told_in_one_line_with_those_that_are(workspace: Path, tmp_path: Path) -> None:
    starlift("open", "nope", "ws", cwd=tmp_path)  # makes the working copies

    (told,) = refused("open", "[red]ticket\nsink", "ws", cwd=tmp_path)

    ids = "start, ticket-sink, release-conflict, strained-partner, metrics-narrative, your-story"
    assert told == rf"case: no notebook '[red]ticket\nsink' in ws/workshop (notebooks there: {ids})"
    assert refused("open", "start", "elsewhere", cwd=tmp_path) == [
        "elsewhere: is not a folder (starlift new DIR makes one)"
    ]


def test_without_voila_opening_says_how_to_get_it(workspace: Path, tmp_path: Path) -> None:
    starlift("open", "nope", "ws", cwd=tmp_path)
    (tmp_path / "sitecustomize.py").write_text(
        "import sys; sys.modules['voila'] = None"
    )  # as where it is not installed

    told = refused("open", "start", "ws", cwd=tmp_path, PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))

    assert told == ["the app needs Voilà (pip install 'starlift[app]')"]


def test_a_cohort_is_built_twice_to_the_same_bytes(desk: Path) -> None:
    words = ["cohort", "build", "roster.csv", "--out", "sets", "--cohort", "spring"]

    assert answered(*words, cwd=desk) == "2 sets in sets\n"
    before = tree(desk)
    assert answered(*words, cwd=desk) == "2 sets in sets\n"

    assert tree(desk) == before
    manifest = json.loads((desk / "sets" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["cohort"] == "spring"
    assert [entry["participant"] for entry in manifest["sets"]] == ["007", "zoë"]
    assert all((desk / "sets" / entry["folder"] / "00-start.ipynb").is_file() for entry in manifest["sets"])


def test_a_cohort_takes_its_id_from_the_roster_unless_told_otherwise(desk: Path) -> None:
    answered("cohort", "build", "roster.csv", "--out", "sets", cwd=desk)

    assert json.loads((desk / "sets" / "manifest.json").read_text(encoding="utf-8"))["cohort"] == "roster"
    (told,) = refused("cohort", "build", "roster.csv", "--out", "sets", "--cohort", "autumn", cwd=desk)
    assert told.startswith("sets: out: holds the cohort 'roster' and not 'autumn'")


def test_every_mistake_of_a_roster_is_told_and_nothing_is_built(desk: Path) -> None:
    (desk / "bad.csv").write_text("id,name,cases\n1,A,tickets\n2,B,\n1,C,\n,D,\n")

    told = refused("cohort", "build", "bad.csv", "--out", "sets", cwd=desk)

    assert [line.split(" ")[0] for line in told] == ["bad.csv:2:", "bad.csv:4:", "bad.csv:5:"]
    assert "cases: 'tickets' is not known" in told[0]
    assert "id: '1' stands already in line 2" in told[1]


def test_a_roster_without_its_columns_is_refused(desk: Path) -> None:
    (desk / "bad.csv").write_text("ident,name\n1,A\n")

    assert any("id" in line for line in refused("cohort", "build", "bad.csv", "--out", "sets", cwd=desk))


@pytest.mark.parametrize("failing", [False, True])
def test_notebooks_that_fail_are_named_and_end_with_exit_code_1(
    desk: Path, monkeypatch: pytest.MonkeyPatch, failing: bool
) -> None:
    failure = cohorts.Failure("007", "00-start.ipynb", "rate", "KeyError: [/]")
    report = cohorts.ExecutionReport(3, (failure,) if failing else ())
    options: dict[str, Any] = {}

    def execute(*_: object, **given: Any) -> cohorts.ExecutionReport:
        options.update(given)
        return report

    monkeypatch.setattr(cohorts, "execute", execute)
    words = ["cohort", "build", str(desk / "roster.csv"), "--out", str(desk / "sets"), "--execute", "--workers", "5"]

    done = CliRunner().invoke(app, [*words, "--timeout", "9"])

    assert done.exit_code == (1 if failing else 0)
    assert f"3 notebooks run, {int(failing)} failed\n" in done.stdout
    assert done.stderr == ("failed: participant 007, 00-start.ipynb, cell rate: KeyError: [/]\n" if failing else "")
    assert (options["workers"], options["timeout"]) == (5, 9)


@pytest.fixture
def kept(workspace: Path) -> Path:
    """A workspace in which somebody has written something."""
    journal = Journal(workspace / "workshop", "self-study", "learner")
    journal.append("draft", "your-story", {"sections": {"action": "I asked my engineer Marco Rossi \u202e שלום\x00."}})
    return workspace


def test_a_journal_moves_to_another_workspace_and_back(kept: Path, tmp_path: Path) -> None:
    whose = "participant 'learner' of cohort 'self-study'"
    shutil.copytree(kept, tmp_path / "other", ignore=shutil.ignore_patterns("journal"))
    (file,) = (kept / "workshop" / "journal").iterdir()

    assert answered("journal", "export", "--out", "../my.jsonl", cwd=kept) == f"1 entries of {whose} in ../my.jsonl\n"
    words = ["journal", "import", "my.jsonl", "--workspace", "other"]
    added = f"entries added to the journal of {whose};"
    assert answered(*words, cwd=tmp_path) == f"1 {added} 0 were there already\n"
    assert answered(*words, cwd=tmp_path) == f"0 {added} 1 were there already\n"
    assert answered("journal", "import", "../../my.jsonl", cwd=kept / "workshop").startswith("0 entries added")

    assert (tmp_path / "other" / "workshop" / "journal" / file.name).read_bytes() == file.read_bytes()
    assert (tmp_path / "my.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_redacted_journal_comes_with_a_warning(kept: Path) -> None:
    shown = answered("journal", "export", "--out", "my.jsonl", "--redact", cwd=kept)

    assert shown.endswith("note: read it before you pass it on; not everything confidential is recognised\n")
    assert "I asked my engineer [person 1] " in (kept / "my.jsonl").read_text(encoding="utf-8")


def test_an_export_names_the_learner_when_several_are_there(kept: Path) -> None:
    Journal(kept / "workshop", "autumn", "../[red]zoë").append("note", "your-story", {})

    (told,) = refused("journal", "export", "--out", "my.jsonl", cwd=kept)
    assert told.startswith("workshop/journal: holds the journals of 2 learners (add --cohort and --participant; here ")
    assert "--cohort 'autumn' --participant '../[red]zoë'; --cohort 'self-study' --participant 'learner'" in told
    shown = answered("journal", "export", "--out", "my.jsonl", "--cohort", "autumn", cwd=kept)
    assert shown == "1 entries of participant '../[red]zoë' of cohort 'autumn' in my.jsonl\n"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("export --out rubric.yaml --workspace ws", "rubric.yaml: is there already (choose another name, or replace"),
        ("export --out folder --workspace ws --force", "folder: is there already (choose another name)"),
        ("export --out no/my.jsonl --workspace ws", f"no/my.jsonl: cannot be written: {os.strerror(errno.ENOENT)}"),
        ("export --out my.jsonl --workspace ws --cohort x", "ws/workshop/journal: holds no journal of this learner"),
        ("export --out my.jsonl", ".: holds no notebooks and no journal (name the folder of your notebooks)"),
        ("export --out my.jsonl --workspace no", "no: is not a folder (name the folder of your notebooks)"),
        ("export --out my.jsonl --workspace set", "set/journal: holds no journal yet (write something in a notebook"),
        ("import no.jsonl --workspace ws", f"no.jsonl: cannot be read: {os.strerror(errno.ENOENT)} (check the name"),
        ("import folder --workspace ws", f"folder: cannot be read: {os.strerror(errno.EISDIR)} (check the name"),
        ("import rubric.yaml --workspace ws", "rubric.yaml:1: is not JSON: Expecting value at column 1 (export"),
        ("import bad.jsonl --workspace ws", "bad.jsonl:3: is not JSON: Unterminated string starting at at column"),
        ("import good.jsonl --workspace folder", "folder: holds no notebooks and no journal (name the folder of"),
        ("import good.jsonl", ".: holds no notebooks and no journal (name the folder of your notebooks)"),
    ],
)
def test_a_journal_that_cannot_be_moved_is_told_in_one_line(kept: Path, words: str, problem: str) -> None:
    desk = kept.parent
    answered("journal", "export", "--out", "good.jsonl", "--workspace", "ws", cwd=desk)
    header, entry = (desk / "good.jsonl").read_bytes().splitlines(keepends=True)
    (desk / "bad.jsonl").write_bytes(header + entry + entry[:-20])
    (desk / "rubric.yaml").write_text("levels: 5\n")
    (desk / "folder").mkdir()
    (desk / "set").mkdir()
    (desk / "set" / "00-start.ipynb").touch()

    (told,) = refused("journal", *words.split(), cwd=desk)

    assert told.startswith(problem)
