"""Builds, serves on loopback, and builds again when a source changes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from campaign import digest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

HOST = "127.0.0.1"
SETTLE = 0.3
TRIES = 20


class Preview:
    """A site in a folder of its own; a failed build leaves the last good one there."""

    def __init__(self, root: Path, docs: Path, site: Path, drafts: bool) -> None:
        # A process of its own for each build: hooks are loaded once per process.
        self._command = [sys.executable, str(root / "scripts" / "manage.py"), "build"]
        self._command += ["--docs-dir", str(docs), "--site-dir", str(site)]
        if drafts:
            self._command.append("--drafts")

    def build(self) -> bool:
        """Whether the build was good. What it has to say it prints itself."""
        return subprocess.run(self._command, check=False).returncode == 0


class Changes(FileSystemEventHandler):
    """Wakes the builder: ``happened`` is set.

    What merely reads or closes a file is no change, nor is one in a hidden folder.
    """

    def __init__(self, *watched: Path) -> None:
        self.happened = threading.Event()
        self._watched = watched

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Sets ``happened`` where an event is a change. The observer calls it in a thread of its own."""
        if event.event_type not in ("created", "modified", "moved", "deleted"):
            return
        # A file that is replaced in one step comes from a hidden one and goes to what it is called.
        if any(self._shows(str(path)) for path in (event.src_path, event.dest_path) if path):
            self.happened.set()

    def _shows(self, path: str) -> bool:
        there = Path(path)
        below = next((there.relative_to(top) for top in self._watched if there.is_relative_to(top)), there)
        return not any(part.startswith((".", "~")) or part == "__pycache__" for part in below.parts)


class Handler(SimpleHTTPRequestHandler):
    """Says nothing of each request, and lets nothing be kept: the next build may change it."""

    def end_headers(self) -> None:
        """Sends the headers, and that nothing may be kept."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Sends the site's own page for what is not there; the library's for anything else."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
        return


def run(root: Path, docs: Path, port: int, *, drafts: bool) -> int:
    """The exit status: 0 once it was interrupted, 1 where no port is free. After a failed build it waits on."""
    with _folder(root, docs, drafts) as folder:
        site = folder / "site"
        preview = Preview(root, docs, site, drafts)
        watching = (docs, root / "hooks", root / "overrides")
        changes = Changes(*watching)
        observer = Observer()
        for watched in watching:
            observer.schedule(changes, str(watched), recursive=True)
        observer.start()
        try:
            shown = preview.build()
            site.mkdir(parents=True, exist_ok=True)
            server = _server(site, port)
            if server is None:
                print(f"从 {port} 起的 {TRIES} 个端口都被占用，请用 --port 换一个。", file=sys.stderr)
                return 1
            address = f"http://{HOST}:{server.server_port}/"
            if shown:
                print(f"预览：{address}", flush=True)
            else:
                print(f"改好以后会自动重新生成，届时打开 {address}", flush=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print("改了内容会自动更新，刷新浏览器即可看到。按 Ctrl+C 停止。", file=sys.stderr, flush=True)
            while True:
                changes.happened.wait()
                while changes.happened.is_set():
                    changes.happened.clear()
                    changes.happened.wait(SETTLE)
                if preview.build():
                    print(f"已更新：{address}", flush=True)
        except KeyboardInterrupt:
            print("\n已停止。", file=sys.stderr)
            return 0
        finally:
            observer.stop()
            observer.join()


@contextmanager
def _folder(root: Path, docs: Path, drafts: bool) -> Iterator[Path]:
    """Where a preview lies: with the project, so that the next one need not build it all again, if it can be."""
    folder = root / ".cache" / "preview" / digest(str(docs), str(drafts))[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        with tempfile.TemporaryDirectory(prefix="zhengyou-") as made:
            yield Path(made)
    else:
        yield folder


def _server(site: Path, port: int) -> ThreadingHTTPServer | None:
    """A server on the port or the next free one; None where none of a score is free."""
    for candidate in range(port, min(port + TRIES, 65536)):
        try:
            server = ThreadingHTTPServer((HOST, candidate), partial(Handler, directory=str(site)))
        except OSError:
            continue
        if candidate != port:
            print(f"端口 {port} 被占用，改用 {server.server_port}。", file=sys.stderr)
        return server
    return None
