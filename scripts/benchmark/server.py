"""A loopback server that sends gzipped, as any real one does, and keeps count of what was asked of it."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .sizes import packed


@dataclass(frozen=True)
class Sent:
    """One answer: the path asked for, from the site's root, and the bytes of the body."""

    path: str
    bytes: int


@dataclass
class Served:
    """A folder being served. ``sent`` grows with every request."""

    folder: Path
    url: str = ""
    sent: list[Sent] = field(default_factory=list)
    _ready: dict[str, tuple[bytes, bool]] = field(default_factory=dict)

    def pack(self, prefixes: tuple[str, ...]) -> None:
        """Gzips what may be asked for below these paths, so that nobody waits for it."""
        for file in self.folder.rglob("*"):
            path = file.relative_to(self.folder).as_posix()
            if path.startswith(prefixes):
                self.body(path)

    def body(self, path: str) -> tuple[bytes, bool] | None:
        """What is sent for a path and whether it is gzipped; None where there is no such file."""
        if path not in self._ready:
            file = self.folder / path
            if not file.is_file():
                return None
            content = file.read_bytes()
            small = packed(content)
            self._ready[path] = (small, small is not content)
        return self._ready[path]


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """``folder`` under an address of its own on loopback."""
    served = Served(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Small answers must not wait for an acknowledgement that a loopback client delays.
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
            found = None if ".." in path.split("/") else served.body(path)
            body, zipped = found or (b"", False)
            served.sent.append(Sent(path, len(body)))
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", _type(path))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=3600")
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that leaves a page hangs up; nobody needs a traceback of that."""

    server = Server(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


def _type(path: str) -> str:
    guessed = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") or "javascript" in guessed else guessed
