"""YAML as its author typed it, and the place of every mistake."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field

from starlift import yamlfile
from starlift.errors import ContentError, Problem
from starlift.yamlfile import Model, dotted, parse_yaml, read_text, read_yaml


class Page(Model):
    number: Annotated[int, Field(ge=1)]
    title: str


class Book(Model):
    name: str
    pages: tuple[Page, ...]


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        parse_yaml(text, "book.yaml").into(Book)
    return caught.value.problems


@pytest.mark.parametrize("typed", ["0123", "9:30", "no", "007", "1e3", "2026-01-02", "null", "~", "yes", "1_000"])
def test_a_scalar_stays_what_the_author_typed(typed: str) -> None:
    assert parse_yaml(f"a: {typed}\nb: [{typed}]", "f").data == {"a": typed, "b": [typed]}


def test_a_document_becomes_a_model_with_numbers_where_it_wants_them() -> None:
    book = parse_yaml("name: ' Tides '\npages:\n  - {number: 1, title: '12'}\n", "f").into(Book)

    assert book == Book(name="Tides", pages=(Page(number=1, title="12"),))


def test_every_wrong_field_is_told_with_its_line() -> None:
    found = problems("name: Tides\npages:\n  - number: 0\n    title: Ebb\n  - number: 2\n    titel: Flow\n")

    assert [(p.line, p.field, p.what) for p in found] == [
        (3, "pages[0].number", "should be greater than or equal to 1"),
        (5, "pages[1].title", "is missing"),
        (6, "pages[1].titel", "is not a known field"),
    ]
    assert all(p.fix for p in found[1:])


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("name: a\nname: b", 2, "stands twice"),
        ("name: &n a\npages: [*n]", 2, "is a YAML alias"),
        ("&a [*a]", 1, "is a YAML alias"),
        ("name: a\n? [x, y]\n: b", 2, "has a field name that is no plain text"),
        ("name: a\n bad: [", 2, "is not valid YAML"),
        ("name: a: b", 1, "is not valid YAML"),
        ("name: a\n---\nname: b", 2, "is not valid YAML"),
        ("name: \x00", 0, "is not valid YAML"),
        ("# nothing but a comment", 1, "is empty"),
        ("- " * 5000 + "a", 0, "is nested too deeply"),
        ("[" * 500 + "]" * 500, 0, "is nested too deeply"),
        ("- a\n- b", 1, "should hold fields"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, what: str) -> None:
    (problem,) = problems(text)

    assert (problem.file, problem.line) == ("book.yaml", line)
    assert problem.what.startswith(what)
    assert "\n" not in str(problem)


@pytest.mark.parametrize(
    ("text", "field", "what"),
    [
        ("- a\n", "", "should hold fields, each with its name and a colon"),
        ("name: [a]\npages: []\n", "name", "should be a text"),
        ("name: a\npages: one\n", "pages", "should be a list, each item after a hyphen"),
        ("name: a\npages: [two]\n", "pages[0]", "should hold fields, each with its name and a colon"),
        ("name: a\npages: [{number: ten, title: b}]\n", "pages[0].number", "should be a whole number"),
    ],
)
def test_what_is_wrong_is_told_in_words_for_authors(text: str, field: str, what: str) -> None:
    assert [(one.field, one.what) for one in problems(text)] == [(field, what)]


def test_a_list_is_not_called_short_for_the_mistakes_in_its_items() -> None:
    class Shelf(Model):
        books: Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=2)]

    def whats(text: str) -> list[tuple[str, str]]:
        with pytest.raises(ContentError) as caught:
            parse_yaml(text, "f").into(Shelf)
        return [(problem.field, problem.what) for problem in caught.value.problems]

    assert whats("books: [ab]") == [("books", "should have at least 2 items, not 1")]
    assert whats("books: [ab, c]") == [("books[1]", "should have at least 2 characters")]


def test_lines_count_from_where_the_text_begins_in_its_file() -> None:
    document = parse_yaml("a: 1\nb:\n  - c\n", "story.md", first_line=2)

    assert document.line_of(("b",)) == 3
    assert document.line_of(("b", 0)) == 4
    assert document.line_of(("b", 0, "deeper", 7)) == 4
    assert document.problem(("b", 0), "is odd") == Problem("story.md", 4, "b[0]", "is odd")


@pytest.mark.parametrize(
    ("path", "text"), [((), ""), (("a",), "a"), (("a", 0, "b"), "a[0].b"), ((3,), "[3]"), (("a", "b"), "a.b")]
)
def test_dotted(path: tuple[str | int, ...], text: str) -> None:
    assert dotted(path) == text


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfname: \xc3\xa9\n")

    assert read_text(file) == "name: é\n"
    assert read_yaml(file).data == {"name": "é"}


@pytest.mark.parametrize(
    ("data", "what"), [(None, "cannot be read: No such file"), (b"name: \xff", "byte 6 is not UTF-8 text")]
)
def test_files_that_are_missing_or_no_text(tmp_path: Path, data: bytes | None, what: str) -> None:
    file = tmp_path / "a.yaml"
    if data is not None:
        file.write_bytes(data)

    with pytest.raises(ContentError, match=what):
        read_yaml(file)


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_text(tmp_path)


def test_an_enormous_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("name: Tides", encoding="utf-8")
    monkeypatch.setattr(yamlfile, "MAX_BYTES", 5)

    with pytest.raises(ContentError, match="larger than 5 bytes"):
        read_text(file)


YAML_LIKE = st.text(alphabet="ab0:-[]{}&*#|>'\"\n ,!?%@\t", max_size=60)


@given(st.one_of(st.text(max_size=60), YAML_LIKE))
@example("? a\n? b")
@example("!!python/object/apply:os.getcwd []")
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(ContentError):
        parse_yaml(text, "f").line_of(("a", 0))


@given(st.recursive(st.text(), st.lists, max_leaves=8))
def test_what_a_yaml_writer_quotes_comes_back_as_it_was(value: object) -> None:
    assert parse_yaml(yaml.safe_dump({"a": value}), "f").data == {"a": value}
