"""App server: the browser is led to the address with its token, which stands on no command line."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

pytest.importorskip("voila")
from starlift.appserver import AppServer


def test_the_browser_is_led_to_the_address_with_its_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    done = threading.Event()
    monkeypatch.setattr(webbrowser, "open", lambda url: (opened.append(url), done.set()))
    address = "http://127.0.0.1:8866/?token=0123abcd"
    monkeypatch.setattr(AppServer, "display_url", address)
    server = AppServer()
    server.connection_dir = str(tmp_path)

    server.launch_browser()

    assert done.wait(10)
    assert "token" not in opened[0]
    page = Path(url2pathname(urlsplit(opened[0]).path))
    assert page.parent == tmp_path
    assert f"url={address}" in page.read_text(encoding="utf-8")
