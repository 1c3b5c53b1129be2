"""Wall server: the wall's page and its news, for browsers on this machine that know the token."""

from __future__ import annotations

import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from starlift.errors import Problem, StarliftError
from starlift.reports.wallpage import page, policy

HOST = "127.0.0.1"
State = Callable[[], dict[str, Any]]
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class WallServer(ThreadingHTTPServer):
    """Serves one wall on the loopback interface, under an address that nobody can guess.

    Args:
        state: Gives the wall's state; never called by two at a time, nor more often than every `every` seconds.
        port: The port; 0 for any that is free.
        every: Seconds between two looks at the journals.

    Raises:
        StarliftError: When the port cannot be had.
    """

    daemon_threads = True

    def __init__(self, state: State, *, port: int = 0, every: float = 5.0) -> None:
        self.every = every
        self.token = secrets.token_urlsafe(24)
        self._state, self._lock = state, threading.Lock()
        self._latest: dict[str, Any] = {}
        self._looked = float("-inf")
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            what = f"port {port} cannot be used: {getattr(error, 'strerror', None) or error}"
            raise StarliftError(Problem("", 0, "port", what, "choose another, or 0 for any that is free")) from None

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"

    def state(self) -> dict[str, Any]:
        """The wall as it was at the latest look; when a source has gone, as it was before, with what is wrong."""
        with self._lock:
            if time.monotonic() - self._looked >= self.every * 0.9:
                try:
                    self._latest = self._state()
                except StarliftError as error:
                    self._latest = {**self._latest, "problem": str(error)}
                self._looked = time.monotonic()
            return self._latest


class _Handler(BaseHTTPRequestHandler):
    """Answers GET of the page and of its news; everything else does not exist."""

    server: WallServer
    server_version, sys_version = "Starlift", ""
    timeout = 10

    def do_GET(self) -> None:
        """Answer a question of the page."""
        hosts = {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}
        token, slash, name = urlsplit(self.path).path.lstrip("/").partition("/")
        known = hmac.compare_digest(token.encode(), self.server.token.encode())
        if self.headers.get("Host") not in hosts or not known or not slash or name not in ("", "state"):
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", "Not found: use the whole address.\n")
        elif name == "state":
            self._answer(HTTPStatus.OK, "application/json", json.dumps(self.server.state()))
        else:
            self._answer(HTTPStatus.OK, "text/html", page(self.server.state(), every=self.server.every))

    def _answer(self, status: HTTPStatus, kind: str, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", policy(asks=True) + "; frame-ancestors 'none'")
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library calls it by
        """Keep quiet: a log would hold the token."""
