"""Front: the script and the style sheet of a widget, each with what all of them share before it."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def front(name: str) -> tuple[str, str]:
    """One ES module and one style sheet for the widget `name`, put together from files, without a build step."""
    scripts = [_HERE / "common.js", _HERE / f"{name}.js"]
    styles = [_HERE / file for file in dict.fromkeys(["studio.css", f"{name}.css"])]
    script, style = ("\n".join(path.read_text(encoding="utf-8") for path in paths) for paths in (scripts, styles))
    return script, style
