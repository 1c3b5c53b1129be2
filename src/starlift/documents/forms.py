"""Forms: which file each form of a document is."""

from __future__ import annotations

from typing import Literal

from starlift.documents.model import Document
from starlift.typeset import Paper

Form = Literal["docx", "pdf", "md"]
FORMS: tuple[Form, ...] = ("docx", "pdf", "md")
MIME: dict[Form, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown",
}


def written(document: Document, form: Form, paper: Paper) -> bytes:
    """The document as the bytes of a file of this form."""
    if form == "docx":
        from starlift.documents.as_docx import as_docx  # noqa: PLC0415 - each form loads what it needs

        return as_docx(document, paper)
    if form == "pdf":
        from starlift.documents.as_pdf import as_pdf  # noqa: PLC0415

        return as_pdf(document, paper)
    from starlift.documents.as_markdown import as_markdown  # noqa: PLC0415

    return as_markdown(document)
