"""What readers get is read back through the site's own address."""

from __future__ import annotations

import errno
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from email.message import Message
from http.client import IncompleteRead
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.error import HTTPError, URLError

import pytest
from publishing import Refused, readback
from publishing.package import Package, entries, following

from .conftest import package_of, site

Answers = dict[str, tuple[int, bytes]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    """What a server on loopback answers: path → (status, body), 0 for no HTTP; ``address`` is its own."""
    monkeypatch.setattr(readback, "PAUSE", 0)
    found: Answers = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = found.get(self.path, (404, b"none"))
            if (self.headers["Cache-Control"], self.headers["Accept-Encoding"]) != ("no-cache", "identity"):
                status = 400  # what something on the way may have kept is no witness
            if status:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found["address"] = (0, f"http://127.0.0.1:{server.server_port}/zy/".encode())
    yield found
    server.shutdown()
    server.server_close()


def _published(package: Package, answers: Answers) -> tuple[readback.Reader, object, dict[str, str]]:
    release = following(package, [], 0)
    files = entries(package, release)
    answers.update({f"/zy/{path}": (200, one.read()) for path, one in files.items()})
    return (
        readback.Reader(answers["address"][1].decode()),
        release,
        {path: one.sha256 for path, one in files.items()},
    )


def test_the_release_itself_is_confirmed(a: Package, answers: Answers) -> None:
    reader, release, sums = _published(a, answers)
    reader.confirm(release, sums)  # type: ignore[arg-type]


def test_a_proxy_for_the_world_outside_is_not_asked(
    a: Package, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.delenv("no_proxy", raising=False)
    reader, release, sums = _published(a, answers)
    reader.confirm(release, sums)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("/zy/version.json", (404, b""), "读不到"),
        ("/zy/version.json", (200, b"<html>"), "不是版本文件"),
        ("/zy/version.json", (200, json.dumps({"release": "000001-00000000"}).encode()), "000001-00000000"),
        ("/zy/version.json", (200, b"[]"), "别的东西"),
        ("/zy/index.html", (200, site("B")["index.html"]), "首页和发布的不一样"),
        ("/zy/index.html", (500, b""), "读不到"),
        ("/zy/index.html", (0, b"220 ready\r\n"), "读不到：答得不合规矩"),
    ],
)
def test_another_answer_is_refused(
    a: Package, answers: Answers, path: str, answer: tuple[int, bytes], said: str
) -> None:
    reader, release, sums = _published(a, answers)
    answers[path] = answer
    with pytest.raises(Refused, match=said):
        reader.confirm(release, sums)  # type: ignore[arg-type]


def test_a_server_may_need_a_moment(a: Package, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, release, sums = _published(a, answers)
    right, answers["/zy/version.json"] = answers["/zy/version.json"], (404, b"")
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == readback.TRIES - 1:
            answers["/zy/version.json"] = right

    monkeypatch.setattr(readback, "time", SimpleNamespace(sleep=pause))
    reader.confirm(release, sums)  # type: ignore[arg-type]
    assert pauses == [readback.PAUSE] * (readback.TRIES - 1)
    answers["/zy/version.json"] = (404, b"")
    with pytest.raises(Refused, match="读不到：服务器答 404"):
        reader.confirm(release, sums)  # type: ignore[arg-type]
    assert len(pauses) == 2 * (readback.TRIES - 1)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (HTTPError("", 503, "", Message(), None), "服务器答 503"),
        (URLError(ssl.SSLError(1, "certificate verify failed")), "证书不可信"),
        (URLError(socket.gaierror(-2, "Name or service not known")), "没有这个主机名"),
        (URLError(TimeoutError("timed out")), "等了很久没有回答"),
        (TimeoutError("timed out"), "等了很久没有回答"),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), "连接断了"),
        (IncompleteRead(b""), "答得不合规矩"),
        (URLError("unknown url type: x"), "答得不合规矩"),
    ],
)
def test_why_nothing_could_be_read_is_told(error: Exception, said: str) -> None:
    assert readback._why(error).startswith(said)


def test_a_server_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readback, "PAUSE", 0)
    package = package_of(site("A"))
    with pytest.raises(Refused, match="读不到"):
        readback.Reader("http://127.0.0.1:9/").confirm(following(package, [], 0), {"index.html": ""})


def test_an_address_is_reached_whatever_is_answered(answers: Answers) -> None:
    reader = readback.Reader(answers["address"][1].decode())
    reader.reach()
    answers["/zy/version.json"] = (0, b"220 ready\r\n")
    with pytest.raises(Refused, match=r"没有应答（答得不合规矩）"):
        reader.reach()
    with pytest.raises(Refused, match=r"没有应答（对方没有应答，请检查地址和端口）"):
        readback.Reader("http://127.0.0.1:9/").reach()
    with pytest.raises(Refused, match="没有这个主机名"):
        readback.Reader("http://nobody.invalid/").reach()


def test_a_certificate_that_cannot_be_read_is_told(tmp_path: object) -> None:
    with pytest.raises(Refused, match="证书文件"):
        readback.Reader("https://web.example/", f"{tmp_path}/none.pem")
