"""A packet in a folder: all of its files or none, and no file lost."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from told import SECRET, STORY, as_file, in_sections

from starlift.content import default_content
from starlift.documents.as_markdown import as_markdown
from starlift.documents.model import Document
from starlift.errors import StarliftError
from starlift.packets import files
from starlift.packets.files import file_name, forms_of, write
from starlift.packets.note import MOST_LISTED, before_you_send
from starlift.packets.story_packet import StoryPacket, use_of

NOTE = Document("For you", ())


def packet(text: str = "", use: str = "promotion") -> StoryPacket:
    return StoryPacket(use_of(default_content(), use), as_file(text or in_sections(STORY), "Über uns.txt"))


def test_the_files_are_named_after_use_and_story_and_are_for_their_owner_alone(tmp_path: Path) -> None:
    paths = write(packet(), NOTE, tmp_path / "new" / "out", ("docx", "md"), "a4")

    assert [path.name for path in paths] == [
        "promotion-case-uber-uns.docx",
        "promotion-case-uber-uns.md",
        "promotion-case-uber-uns.before-you-send.docx",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "promotion-case-uber-uns.md").write_text("mine", encoding="utf-8")

    with pytest.raises(StarliftError, match="--force"):
        write(packet(), NOTE, tmp_path, ("docx", "md"), "a4")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]

    write(packet(), NOTE, tmp_path, ("docx", "md"), "a4", force=True)
    assert len(list(tmp_path.iterdir())) == 3


def test_what_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.write_private

    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".md":
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(files, "write_private", full)
    with pytest.raises(StarliftError, match="No space left"):
        write(packet(), NOTE, tmp_path, ("docx", "md"), "a4")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("text", "forms"), [("md", ("md",)), ("pdf, DOCX,pdf", ("docx", "pdf"))])
def test_forms(text: str, forms: tuple[str, ...]) -> None:
    assert forms_of(text) == forms


@pytest.mark.parametrize("text", ["", ",", "odt", "docx,exe"])
def test_forms_that_there_are_not(text: str) -> None:
    with pytest.raises(StarliftError, match="choose from: docx, pdf, md"):
        forms_of(text)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "con\0", "x" * 500])
def test_a_file_name_leads_nowhere_else(name: str) -> None:
    found = file_name(f"use-{name}")

    assert found.isascii()
    assert not set(found) & set("/\\.\0")
    assert len(found) <= 80


def test_the_note_lists_findings_gaps_and_what_was_left_out() -> None:
    one = packet(f"{SECRET} I managed the backlog. It went well in the end and everybody was pleased with me.")
    text = as_markdown(before_you_send(one, one.findings(), redacted=False)).decode()

    assert "nothing was replaced" in text
    assert "Story, line 1: company “Contoso”" in text
    assert f"{len(one.document().gaps)} open questions stand in it" in text
    assert "> I managed the backlog." in text


def test_the_note_of_a_redacted_packet_says_what_was_replaced_to_its_author_alone() -> None:
    one = packet(f"{SECRET} {STORY['action']}")
    text = as_markdown(before_you_send(one.redacted(), one.findings(), redacted=True)).decode()

    assert "were replaced by placeholders" in text
    assert "Do not send it along" in text


def test_a_note_does_not_grow_without_end() -> None:
    one = packet(" ".join(f"We met on day {number} and it was managed." for number in range(300)), "interview")
    text = as_markdown(before_you_send(one, [], redacted=False)).decode()

    assert text.count("\n> ") <= MOST_LISTED
    assert "more" in text
