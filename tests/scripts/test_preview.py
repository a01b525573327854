"""``serve``: a preview on loopback that follows changes and survives mistakes."""

from __future__ import annotations

import os
import queue
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from preview import Changes
from watchdog.events import (
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from .conftest import ROOT

PATIENCE = 90


class Server:
    """A running ``serve`` and what it prints, line by line."""

    def __init__(self, docs: Path, *arguments: str) -> None:
        command = [sys.executable, "-u", str(ROOT / "scripts/manage.py"), "serve", "--docs-dir", str(docs), *arguments]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first line to come that has the pattern; fails when none comes."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                found = re.search(pattern, self.lines.get(timeout=1))
            except queue.Empty:
                continue
            if found:
                return found
        raise AssertionError(f"nothing like {pattern!r} was printed")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)


@pytest.fixture
def serve(docs: Path) -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def start(*arguments: str) -> Server:
        running.append(Server(docs, *arguments))
        return running[-1]

    yield start
    for server in running:
        server.stop()


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.2)


def test_it_shows_changes_and_keeps_the_last_good_site(serve: Callable[..., Server], docs: Path) -> None:
    server = serve("--port", "8951")
    url = server.wait_for(r"预览：(http://127\.0\.0\.1:\d+/)").group(1)
    assert "示例质量行动" in get(url)[1]
    status, page = get(url + "nothing.html")
    assert status == 404 and "没有找到" in page

    reader = docs / "guide/reader.md"
    good = reader.read_text(encoding="utf-8")
    reader.write_text(good.replace("title: 怎么看", "title: 换了标题"), encoding="utf-8")
    server.wait_for("已更新")
    eventually(lambda: "换了标题" in get(url + "guide/reader.html")[1])

    reader.write_text("---\ntitel: 甲\n---\n", encoding="utf-8")
    server.wait_for("guide/reader.md:2:1 错误")
    assert "换了标题" in get(url + "guide/reader.html")[1]

    reader.write_text(good, encoding="utf-8")
    server.wait_for("已更新")
    eventually(lambda: "怎么看" in get(url + "guide/reader.html")[1])


@pytest.mark.parametrize(
    ("event", "counts"),
    [
        (FileModifiedEvent("/x/.y/docs/guide/reader.md"), True),
        (FileMovedEvent("/x/.y/docs/guide/.reader.md-1.half", "/x/.y/docs/guide/reader.md"), True),
        (FileModifiedEvent("/x/.y/docs/guide/.reader.md-1.half"), False),
        (FileModifiedEvent("/x/.y/docs/.desk/drafts/abcdefgh.json"), False),
        (FileCreatedEvent("/x/.y/docs/cases/2031/~$kanban.docx"), False),
        (FileModifiedEvent("/x/.y/hooks/__pycache__/content.pyc"), False),
        (FileClosedNoWriteEvent("/x/.y/docs/guide/reader.md"), False),
    ],
)
def test_only_what_shows_is_a_change(event: FileSystemEvent, counts: bool) -> None:
    changes = Changes(Path("/x/.y/docs"), Path("/x/.y/hooks"))
    changes.on_any_event(event)
    assert changes.happened.is_set() == counts


def test_bad_content_at_the_start_can_be_mended(serve: Callable[..., Server], docs: Path) -> None:
    reader = docs / "guide/reader.md"
    good = reader.read_bytes()
    reader.write_bytes(b"x")
    server = serve("--port", "8971")
    url = server.wait_for(r"改好以后.*(http://127\.0\.0\.1:\d+/)").group(1)
    reader.write_bytes(good)
    server.wait_for("已更新")
    assert get(url)[0] == 200


def test_a_taken_port_gives_way_to_the_next(serve: Callable[..., Server]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = serve("--port", str(port))
        assert server.wait_for(r"端口 (\d+) 被占用").group(1) == str(port)
        assert int(server.wait_for(r"预览：http://127\.0\.0\.1:(\d+)/").group(1)) > port
