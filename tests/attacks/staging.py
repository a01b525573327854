"""Builds sites out of hostile content with the checks told to look away, and serves them beside a hostile host."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import mkdocs.commands.build
from campaign import search_files
from mkdocs.config import load_config
from source import handover, preparation
from source.docs_folder import read_docs
from source.handover import Task
from source.preparation import Prepared

ROOT = Path(__file__).resolve().parents[2]


def unchecked(docs: Path) -> Prepared:
    """What a build would be made of if the checks had found no error."""
    with mock.patch.object(preparation, "has_errors", return_value=False):
        return preparation.prepare(read_docs(docs), drafts=True)


def build(prepared: Prepared, docs: Path, site: Path, *, sanitising: bool, takes: Callable[[str], bool]) -> None:
    """The site as the engine makes it, those pages alone that ``takes`` says yes to."""
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site))
    if not sanitising:
        methods = config.plugins.events["page_content"]
        methods[:] = [one for one in methods if not one.__code__.co_filename.endswith("sanitise.py")]
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    site.mkdir(parents=True, exist_ok=True)
    try:
        with mock.patch.object(handover, "task", Task(prepared, takes)):
            config.plugins.on_startup(command="build", dirty=True)
            mkdocs.commands.build.build(config, dirty=True)
    finally:
        logger.setLevel(before)
    texts = prepared.rendered.texts
    others = {path: texts[path] for path in texts if not path.endswith(".md")}
    for path, text in [*others.items(), *search_files(prepared.rendered.press)]:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        assert isinstance(text, str | bytes)
        file.write_bytes(text.encode() if isinstance(text, str) else text)


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page hangs up."""


class _Files(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    headers_sent: ClassVar[Mapping[str, str]] = {}

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


class _Hostile(BaseHTTPRequestHandler):
    """Answers whatever is asked of it with what runs; keeps the number that each address begins with."""

    reached: ClassVar[set[int]]

    def do_GET(self) -> None:
        number = self.path.split("/")[1].partition("?")[0]
        if number != "favicon.ico":
            self.reached.add(int(number) if number.isdigit() else -1)
        script = f"PWN({number})"
        kind, body = ("text/html", f"<script>{script}</script>")
        if self.path.endswith(".js"):
            kind, body = "text/javascript", script
        elif self.path.endswith(".css"):
            kind, body = "text/css", ""
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def _running(handler: Any) -> Iterator[str]:
    server = _Quiet(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def served(folder: Path, headers: Mapping[str, str]) -> Iterator[str]:
    """The address of a folder, served with these headers on loopback."""
    handler = type("_FilesHere", (_Files,), {"headers_sent": headers})
    with _running(partial(handler, directory=str(folder))) as host:
        yield f"http://{host}/"


@contextmanager
def hostile() -> Iterator[tuple[str, set[int]]]:
    """A host that wishes us ill, and the numbers of what has asked it for something."""
    reached: set[int] = set()
    with _running(type("_HostileHere", (_Hostile,), {"reached": reached})) as host:
        yield host, reached
