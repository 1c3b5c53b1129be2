"""The bank of comments: it asks and never judges, it grows, and nobody's name gets into it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from starlift.content import Content
from starlift.dimensions import DIMENSIONS
from starlift.errors import ContentError, ScoringError
from starlift.feedback.confidential import find_secrets
from starlift.scoring.comments import OWN, QUOTE, Comment, add_comment, load_comments

GOOD = "With {quote} you name a rule. Who applied it while you were away?"


def test_the_bank_has_one_comment_for_every_level(content: Content) -> None:
    bank = load_comments(content)

    for key in DIMENSIONS:
        assert all(bank.fitting(key, level) for level in range(4)), key
    assert all(bank.fitting("overall", level) for level in range(1, 6))
    for comments in bank.comments.values():
        for comment in comments:
            assert QUOTE in comment.text
            assert comment.text.count("?") == 1, comment.text
            assert not find_secrets(comment.text)


def test_a_comment_quotes_the_evidence() -> None:
    comment = Comment(level=1, text="You say {quote}. Who decided?")

    assert comment.about("  we {quote} aligned ") == "You say “we {quote} aligned”. Who decided?"
    assert (
        comment.about("“they said “no” twice”")
        == "You say “they said \N{LEFT SINGLE QUOTATION MARK}no’ twice”. Who decided?"
    )
    assert comment.about("") == "You say this part. Who decided?"
    assert len(comment.about("word " * 200)) < 150


def test_a_comment_of_ones_own_is_offered_behind_the_bank(content: Content, tmp_path: Path) -> None:
    path = add_comment(content, tmp_path / "scores", "intake", 2, GOOD, candidates=["Zoë Lindqvist"])

    assert path == tmp_path / "scores" / OWN
    assert load_comments(content, tmp_path / "scores").fitting("intake", 2)[-1].text == GOOD
    assert path.stat().st_mode & 0o077 == 0, "for its owner alone"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zoë Lindqvist, who decided?", "candidate's name"),
        ("Who decided, zoë?", "candidate's name"),
        ("What about Lindqvist’s rule?", "candidate's name"),
        ("Did jane.doe@example.com decide?", "e-mail found: “jane.doe@example.com”"),
        ("Why did Contoso Ltd pay $40,000?", "company found"),
        ("Good answer.", "asks nothing"),
        ("Who {name}?", "braces"),
        ("Who\x1b[31m?", "braces"),
        ("x" * 500 + "?", "more than"),
        ("   ", "asks nothing"),
    ],
)
def test_what_must_not_be_kept_is_told_and_nothing_is_written(
    content: Content, tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(ScoringError, match=words):
        add_comment(content, tmp_path, "intake", 2, text, candidates=["Zoë Lindqvist"])
    assert not (tmp_path / OWN).exists()


def test_everything_found_is_told_at_once(content: Content, tmp_path: Path) -> None:
    with pytest.raises(ScoringError) as caught:
        add_comment(content, tmp_path, "intake", 2, "Zoë, why did Contoso Ltd pay $40,000?", candidates=["Zoë"])
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(("key", "level"), [("charm", 2), ("intake", 4), ("intake", -1), ("overall", 0)])
def test_a_comment_needs_a_place(content: Content, tmp_path: Path, key: str, level: int) -> None:
    with pytest.raises(ScoringError):
        add_comment(content, tmp_path, key, level, GOOD)


def test_the_same_comment_twice_is_refused(content: Content, tmp_path: Path) -> None:
    add_comment(content, tmp_path, "intake", 2, GOOD)

    with pytest.raises(ScoringError, match="already"):
        add_comment(content, tmp_path, "intake", 2, f"  {GOOD} ")


def test_comments_added_at_the_same_moment_are_all_kept(content: Content, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: add_comment(content, tmp_path, "intake", 2, f"{n}: who decided?"), range(12)))

    kept = {one.text for one in load_comments(content, tmp_path).fitting("intake", 2)}
    assert {f"{n}: who decided?" for n in range(12)} <= kept


def test_words_that_are_no_secret_may_be_said(content: Content, tmp_path: Path) -> None:
    add_comment(content, tmp_path, "intake", 2, "Why did Contoso Ltd wait?", known=["Contoso Ltd"])


def test_a_broken_file_of_ones_own_is_named_and_kept(content: Content, tmp_path: Path) -> None:
    (tmp_path / OWN).write_text("comments:\n  intake:\n    - {level: 9, text: what?}\n")

    with pytest.raises(ContentError, match=OWN):
        add_comment(content, tmp_path, "intake", 2, GOOD)
    assert "level: 9" in (tmp_path / OWN).read_text()
