"""Report: one page of Markdown of which every benchmark writes its own part."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def write_part(page: Path, text: str) -> None:
    """Put `text`, which begins with a title, in the place of the part of the same title, or at the end."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    parts = [part.strip() + "\n" for part in re.split(r"^(?=# )", before, flags=re.MULTILINE) if part.strip()]
    titles = [part.splitlines()[0] for part in parts]
    title = text.splitlines()[0]
    if title in titles:
        parts[titles.index(title)] = text
    else:
        parts.append(text)
    page.write_text("\n".join(parts), encoding="utf-8")


def machine() -> str:
    """What the figures were measured with."""
    return f"Measured with Python {platform.python_version()} on a machine with {os.cpu_count()} cores"


def duration(seconds: float) -> str:
    """Milliseconds below ten seconds, else seconds."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
