"""Page: the pages of a session, from its own templates and the shared ones."""

from __future__ import annotations

from pathlib import Path

from starlift.page import Pages

_PAGES = Pages(Path(__file__).with_name("front"))
page = _PAGES.page
fragment = _PAGES.fragment
