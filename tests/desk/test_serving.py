"""The command: it answers on loopback only, outlives what goes wrong, and ends in a sentence."""

from __future__ import annotations

import re
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from desk import serving
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ..scripts.conftest import Run, manage  # noqa: F401  a fixture
from .conftest import CASE
from .running import Running

Start = Callable[..., Running]


@pytest.fixture
def start(docs: Path) -> Iterator[Start]:
    running: list[Running] = []

    def started(port: int = 0) -> Running:
        running.append(Running(docs, port))
        return running[-1]

    yield started
    for one in running:
        one.kill()


ELSEWHERE = (
    *("../outside.md", "%2e%2e/outside.md", "..%2foutside.md", "%2e%2e%2foutside.md", "..%5coutside.md"),
    *("cases%2f..%2f..%2foutside.md", "%252e%252e%252foutside.md", "%2fetc%2fhosts", "C:%5coutside.md"),
    *("cases/2031/kanban.md%00", ".desk/drafts/x.json", "%ff%fe"),
)


def test_a_day_with_the_desk(start: Start, docs: Path) -> None:
    """Opened, asked for what it must not give, opened twice, killed, started anew, closed."""
    (docs.parent / "outside.md").write_text("geheim", encoding="utf-8")
    first = start()
    with httpx2.Client(trust_env=False) as stranger:
        assert stranger.get(first.origin + "/").status_code == 403
        assert stranger.get(first.origin + "/", headers={"Host": "evil.example"}).status_code == 421
    with httpx2.Client(trust_env=False, follow_redirects=True) as browser:
        answer = browser.get(first.address)
        assert answer.status_code == 200 and "看板上墙（示例）" in answer.text and "token" not in str(answer.url)
        assert "server" not in answer.headers
        assert browser.get(f"{first.origin}/edit/{CASE}").status_code == 200
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        for page in ("edit", "history", "compare", "sign", "static"):
            for path in ELSEWHERE:
                status, text = raw(first.port, f"/{page}/{path}", cookie)
                assert status in (400, 403, 404), (page, path)
                assert "geheim" not in text and "root:" not in text and "Traceback" not in text

        second = start(first.port)
        assert second.port != first.port and f"端口 {first.port} 被占用，改用 {second.port}" in second.said
        assert browser.get(second.address).status_code == 200
        assert browser.get(first.origin + "/").status_code == 200, "one's cookie does not push out the other's"

        first.kill()
        again = start(first.port)
        assert again.port == first.port and again.address != first.address
        assert browser.get(again.origin + "/").status_code == 200, "a page left open goes on working"
        assert browser.get(first.address).status_code == 403
    said = again.stop()
    assert again.process.returncode == 0
    assert "编辑台已关闭" in said and "Traceback" not in said and "KeyboardInterrupt" not in said


def raw(port: int, path: str, cookie: str) -> tuple[int, str]:
    """What a path gives to the letter; a library would tidy it, a stranger's program does not."""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        line.sendall(asked.encode())
        answer = b"".join(iter(lambda: line.recv(65536), b"")).decode("utf-8", "replace")
    return int(answer.split(" ")[1]), answer


def test_it_listens_on_loopback_alone() -> None:
    listening = serving._listening(0)
    assert listening is not None
    with listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        taken = listening.getsockname()[1]
        next_one = serving._listening(taken)
        assert next_one is not None and next_one.getsockname()[1] != taken
        next_one.close()


def test_the_kept_secret_is_for_its_user_alone(tmp_path: Path) -> None:
    key = serving._key(tmp_path, tmp_path / "docs")
    assert len(key) == 32 and serving._key(tmp_path, tmp_path / "docs") == key
    assert serving._key(tmp_path, tmp_path / "others") != key
    (file,) = (one for one in (tmp_path / ".cache/desk").iterdir() if one.read_bytes() == key)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    assert serving._key(tmp_path, tmp_path / "docs") != key, "what others could read is no secret"
    file.chmod(0o600)
    file.write_bytes(b"")
    assert len(serving._key(tmp_path, tmp_path / "docs")) == 32
    (tmp_path / "blocked").write_text("", encoding="utf-8")
    assert len(serving._key(tmp_path / "blocked", tmp_path / "docs")) == 32


def test_what_nobody_foresaw_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    async def fail(request: Request) -> Response:
        raise RuntimeError("boom")

    client = TestClient(serving._Sentences(Starlette(routes=[Route("/", fail)])), raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500 and "Traceback" not in answer.text
    said = capsys.readouterr().err
    assert "出了意外（RuntimeError：boom）" in said and "Traceback" not in said

    async def bare(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        raise RuntimeError("boom")

    answer = TestClient(serving._Sentences(bare)).get("/")
    assert answer.status_code == 500 and re.search("编辑台出了意外", answer.text)


def test_a_folder_that_cannot_be_written_is_said_so(docs: Path, manage: Run) -> None:  # noqa: F811
    (docs / ".desk").write_text("in the way", encoding="utf-8")
    run = manage("desk", "--docs-dir", docs, "--no-browser")
    assert run.returncode == 1 and "不能写入" in run.stderr and "Traceback" not in run.stderr


def test_wrong_usage(docs: Path, manage: Run) -> None:  # noqa: F811
    for arguments in (["--docs-dir", docs / "nothing"], ["--docs-dir", docs, "--port", "70000"]):
        run = manage("desk", *arguments, "--no-browser")
        assert run.returncode == 2 and run.stderr.count("\n") == 1


def test_without_a_browser_the_address_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def none(address: str) -> bool:
        asked.append(address)
        raise serving.webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(serving.webbrowser, "open", none)
    monkeypatch.setenv("DISPLAY", ":0")
    serving._show("http://127.0.0.1:1/")
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(serving.sys, "platform", "linux")
    serving._show("http://127.0.0.1:2/")
    assert asked == ["http://127.0.0.1:1/"]
