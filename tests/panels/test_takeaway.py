"""Documents from the studio: what may be confidential is asked about first, and the file is the learner's words."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from messages import message

from sample_answer import STRONG
from starlift.panels.studio import Studio
from starlift.seat import Seat

Ask = Callable[..., tuple[dict[str, Any], list[bytes]]]
SECRET = "I told Marco Rossi, my engineer Marco, to write to marco@contoso.com about it."


@pytest.fixture
def asked(take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """What the page is told when a learner asks for a document of an answer."""
    studio = Studio(take_seat())
    sent: list[tuple[dict[str, Any], list[bytes]]] = []
    monkeypatch.setattr(studio, "send", lambda told, files=(): sent.append((told, list(files))))

    def ask(sections: dict[str, str], **wish: Any) -> tuple[dict[str, Any], list[bytes]]:
        sent.clear()
        given = {"use": "interview", "form": "md", "paper": "a4", "care": "", **wish}
        message(studio, do="packet", sections=sections, **given)
        return sent[-1] if sent else ({}, [])

    return ask


def test_the_latest_words_come_as_a_file(asked: Ask) -> None:
    told, (data,) = asked(STRONG)
    assert told["name"] == "manager-interview-ticket-sink.md"
    assert "is downloaded" in told["told"]
    assert "I refused a quota per team" in data.decode()


def test_word_and_pdf(asked: Ask) -> None:
    told, (data,) = asked(STRONG, form="docx")
    assert told["type"].endswith("wordprocessingml.document")
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "Manager interview"
    _, (data,) = asked(STRONG, form="pdf", paper="us-letter")
    assert data.startswith(b"%PDF")


def test_what_may_be_confidential_is_asked_about_first(asked: Ask) -> None:
    answer = {**STRONG, "result": f"{STRONG['result']} {SECRET}"}
    told, files = asked(answer)
    assert not files
    assert any("marco@contoso.com" in line for line in told["found"])
    told, (data,) = asked(answer, care="redact")
    assert "replaced" in told["told"]
    assert b"contoso" not in data.lower()
    told, (data,) = asked(answer, care="as-is")
    assert "left in" in told["told"]


def test_too_little_is_told_and_no_error(asked: Ask) -> None:
    told, files = asked({"action": ""})
    assert not files
    assert told["told"]


@pytest.mark.parametrize(
    "wish", [{"form": "exe"}, {"paper": "a0"}, {"care": "no"}, {"use": 7}, {"form": ["md"]}, {"care": None}]
)
def test_what_no_page_sends_gives_nothing(asked: Ask, wish: dict[str, Any]) -> None:
    assert asked(STRONG, **wish) == ({}, [])
