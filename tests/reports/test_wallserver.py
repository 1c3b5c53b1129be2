"""The wall's server: on this machine alone, for whoever knows the token, and nothing else is served."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from starlift.errors import Problem, StarliftError
from starlift.reports.wallpage import page
from starlift.reports.wallserver import WallServer

STATE = {"learners": [], "steps": [], "signals": [], "visits": [], "cohort": "</script><b>", "at": "", "rule": ""}


@pytest.fixture
def server() -> Iterator[WallServer]:
    with WallServer(lambda: dict(STATE), every=60) as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield made
        made.shutdown()


def ask(server: WallServer, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()


def test_the_page_and_its_news_are_behind_the_token(server: WallServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    status, headers, text = ask(server, f"/{server.token}/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Python" not in str(headers)
    assert "<!doctype html>" in text
    assert json.loads(ask(server, f"/{server.token}/state")[2]) == STATE


@pytest.mark.parametrize(
    "path", ["/", "/state", "/x/state", "/{token}", "/{token}/../../etc/passwd", "/{token}/x", "//", "/%00"]
)
def test_everything_else_is_not_there(server: WallServer, path: str) -> None:
    status, _, text = ask(server, path.replace("{token}", server.token))
    assert status == 404
    assert server.token not in text


def test_a_page_of_another_name_cannot_ask(server: WallServer) -> None:
    host = f"evil.example:{server.server_port}"
    assert ask(server, f"/{server.token}/state", Host=host)[0] == 404
    assert ask(server, f"/{server.token}/state", Host=f"localhost:{server.server_port}")[0] == 200
    assert ask(server, f"/{server.token}/", method="POST")[0] == 501


def test_many_pages_cost_one_look() -> None:
    looks: list[int] = []
    with WallServer(lambda: {"look": len(looks)} if not looks.append(1) else {}, every=60) as server:
        assert [server.state() for _ in range(5)] == [{"look": 1}] * 5


def test_a_source_that_goes_away_is_told_beside_what_was() -> None:
    answers: list[Any] = [{"learners": [1]}, StarliftError(Problem("s", 0, "", "cannot be read"))]

    def state() -> dict[str, Any]:
        one = answers.pop(0)
        if isinstance(one, StarliftError):
            raise one
        return dict(one)

    with WallServer(state, every=0) as server:
        server.state()
        assert server.state() == {"learners": [1], "problem": "s: cannot be read"}


def test_a_port_in_use_is_told(server: WallServer) -> None:
    with pytest.raises(StarliftError, match="cannot be used"):
        WallServer(dict, port=server.server_port)


def test_a_name_cannot_leave_the_data() -> None:
    text = page({**STATE, "cohort": "</script><script>alert(1)</script><!--"})
    assert text.count("</script>") == 2
    assert "connect-src" not in text
    assert "connect-src 'self'" in page(STATE, every=5)
    assert "http" not in text.split("</style>")[0].replace("http-equiv", "")
