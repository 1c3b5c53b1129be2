"""Comments: a bank of first comments, and a facilitator's own beside it; never one with a candidate's name."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, field_validator

from starlift.content import Content
from starlift.dimensions import DIMENSIONS
from starlift.errors import Problem, ScoringError, shown_path
from starlift.feedback.confidential import find_secrets
from starlift.lockedfile import opened
from starlift.privatefile import write_private
from starlift.redaction import NOUNS
from starlift.scoring.form import OVERALL
from starlift.yamlfile import Model, read_yaml

QUOTE = "{quote}"
"""Stands for the candidate's own words."""
LONGEST = 400
OWN = "comments.yaml"
"""File name of a facilitator's own comments."""
_LONGEST_QUOTE = 90
_QUOTES = '“”" '
_INNER = str.maketrans({"“": "\N{LEFT SINGLE QUOTATION MARK}", "”": "’", '"': "'"})
"""Quotation marks within quotation marks."""


class Comment(Model):
    """One comment.

    Attributes:
        level: The level that it answers to, 0 to 3 on a dimension and 1 to 5 overall.
        text: One question; `QUOTE` in it stands for the candidate's words.
    """

    level: Annotated[int, Field(ge=0, le=5)]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]

    @field_validator("text")
    @classmethod
    def _asks(cls, value: str) -> str:
        if "?" not in value:
            raise ValueError("asks nothing; put it as a question")
        if "{" in value.replace(QUOTE, "") or "}" in value.replace(QUOTE, ""):
            raise ValueError(f"has braces other than {QUOTE}")
        return value

    def about(self, evidence: str) -> str:
        """The comment with the beginning of the evidence in quotation marks; what cannot be quoted is called that."""
        words = " ".join(evidence.split()).strip(_QUOTES).translate(_INNER)
        if len(words) > _LONGEST_QUOTE:
            words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        said = f"“{words}”" if words else "this part"
        text = self.text.replace(QUOTE, said)
        return text[:1].upper() + text[1:]


class CommentBank(Model):
    """Comments by dimension."""

    comments: dict[str, tuple[Comment, ...]]

    @field_validator("comments")
    @classmethod
    def _on_the_scale(cls, value: dict[str, tuple[Comment, ...]]) -> dict[str, tuple[Comment, ...]]:
        for key, comments in value.items():
            if key not in (*DIMENSIONS, OVERALL):
                raise ValueError(f"{key!r} is no dimension")
            for comment in comments:
                if comment.level not in _scale(key):
                    raise ValueError(f"{key} has no level {comment.level}")
        return value

    def fitting(self, key: str, level: int) -> tuple[Comment, ...]:
        """The comments for a level, the bank's own first."""
        return tuple(one for one in self.comments.get(key, ()) if one.level == level)

    def __add__(self, other: CommentBank) -> CommentBank:
        keys = dict.fromkeys((*self.comments, *other.comments))
        return CommentBank(comments={key: self.comments.get(key, ()) + other.comments.get(key, ()) for key in keys})


def load_comments(content: Content, folder: Path | None = None) -> CommentBank:
    """The bank of the workspace and, behind it, the facilitator's own comments in `folder`.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    bank = read_yaml(content.root / "facilitator" / "scoring" / OWN).into(CommentBank)
    own = folder / OWN if folder else None
    return bank + read_yaml(own).into(CommentBank) if own and own.exists() else bank


def add_comment(
    content: Content,
    folder: Path,
    key: str,
    level: int,
    text: str,
    *,
    candidates: Collection[str] = (),
    known: Collection[str] = (),
) -> Path:
    """Keep a comment of the facilitator's own, once nothing confidential is found in it.

    Args:
        content: The workspace's content.
        folder: Where the facilitator's scores are; made if need be.
        key: A dimension or ``overall``.
        level: The level that it answers to.
        text: The comment.
        candidates: Names that must not be in it.
        known: Words that are no secret.

    Returns:
        The file, replaced as a whole or left as it was.

    Raises:
        ScoringError: When it is no comment, is there already, or holds a name or something confidential; all of what
            was found is told.
    """
    added = _comment(key, level, text)
    problems = [*_names_in(added.text, candidates), *_secrets_in(added.text, known)]
    if problems:
        raise ScoringError(problems)
    path = folder / OWN
    folder.mkdir(parents=True, exist_ok=True)
    with opened(folder / f".{OWN}.lock", must_lock=True):  # two notebooks may add at the same moment
        if added in load_comments(content, folder).fitting(key, level):
            raise ScoringError(Problem(shown_path(path), 0, key, "this comment is in the bank already"))
        own = read_yaml(path).into(CommentBank) if path.exists() else CommentBank(comments={})
        bank = own + CommentBank(comments={key: (added,)})
        plain = bank.model_dump(mode="json")
        write_private(path, yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120).encode())
    return path


def _comment(key: str, level: int, text: str) -> Comment:
    if key not in (*DIMENSIONS, OVERALL):
        known = ", ".join((*DIMENSIONS, OVERALL))
        raise ScoringError(Problem("", 0, "dimension", f"{key!r} is no dimension", f"use one of: {known}"))
    if level not in _scale(key):
        scale = _scale(key)
        raise ScoringError(Problem("", 0, "level", f"{key} has no level {level}", f"use {scale[0]} to {scale[-1]}"))
    words = " ".join(text.split())
    if "?" not in words:
        fix = "put it as a question, so that the reader finds the answer"
        raise ScoringError(Problem("", 0, "text", "the comment asks nothing", fix))
    if not 0 < len(words) <= LONGEST:
        raise ScoringError(Problem("", 0, "text", f"the comment has more than {LONGEST} characters", "shorten it"))
    if set(words.replace(QUOTE, "")) & {"{", "}"} or not words.isprintable():
        fix = f"only {QUOTE} may stand in braces"
        raise ScoringError(Problem("", 0, "text", "the comment holds braces or characters that cannot be shown", fix))
    return Comment(level=level, text=words)


def _names_in(text: str, candidates: Collection[str]) -> list[Problem]:
    words = text.casefold().split()
    bare = {word.strip(".,;:!?()“”\"'’").removesuffix("’s").removesuffix("'s") for word in words}
    found = []
    for name in candidates:
        parts = [part for part in name.casefold().split() if len(part.strip(".")) > 1]
        if name.strip() and (" ".join(name.casefold().split()) in " ".join(words) or bare & set(parts)):
            fix = f"write “you”, or {QUOTE} for the words"
            found.append(Problem("", 0, "text", "holds the candidate's name, or a part of it", fix))
    return found


def _secrets_in(text: str, known: Collection[str]) -> list[Problem]:
    fix = f"write {QUOTE} or a general word; nothing was kept"
    return [
        Problem("", 0, "text", f"{NOUNS[one.kind]} found: “{text[one.start : one.end]}”", fix)
        for one in find_secrets(text, known)
    ]


def _scale(key: str) -> range:
    return range(1, 6) if key == OVERALL else range(4)
