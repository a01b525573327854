"""Live preview by the real build: what is being typed, laid over a copy of the docs folder and built as a site."""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from campaign import digest
from source.revision import revision

from .preview_server import PreviewServer
from .shadow import Shadow
from .store import Unavailable

PATIENCE = 900
# What no desk has used for so long is not kept for the next one.
FORGOTTEN = 7 * 24 * 60 * 60
# What is said of a ticket whose turn has not come to its end.
WAITING = "正在生成预览……"
_ERROR = re.compile(r"(?P<path>\S+):(?P<line>\d+):\d+ 错误 (?P<said>.*?)(?: → .*)? \[[a-z0-9-]+\]")


class State(TypedDict):
    """``ready``: ``url`` shows the text that was asked with ``ticket``.

    ``said`` is Chinese: why it is not ready; empty when it is. ``url`` is the record's page as it was last built,
    another each time it was, empty while there is none.
    """

    ticket: int
    ready: bool
    said: str
    url: str


@dataclass(frozen=True)
class _Wish:
    ticket: int
    path: str
    text: str


class Previewer:
    """Builds the latest text that was asked for; ``origin`` is where its pages come from, for the frame.

    A build that has begun is finished, so that there is something new to see even while somebody types on;
    what was asked meanwhile is built next, the last alone. A failed build leaves the last good site.
    """

    def __init__(self, root: Path, docs: Path, desk_port: int = 0) -> None:
        self._root = root
        self._docs = docs.resolve()
        self._folder = self._made_folder(desk_port)
        self._site = self._folder / "site"
        self._shadow = Shadow(self._docs, self._folder / "docs")
        self._server = PreviewServer(self._site, desk_port + 1 if desk_port else 0, desk_port)
        self.origin = self._server.origin
        self._change = threading.Condition()
        self._wish: _Wish | None = None
        self._done: tuple[_Wish, str] | None = None
        self._process: subprocess.Popen[str] | None = None
        self._closed = False
        self._worker: threading.Thread | None = None

    def ask(self, path: str, text: str) -> int:
        """A ticket for a record with this text, the last one again where nothing is new.

        Unavailable for a path that is no record's.
        """
        self._shadow.records.kind_of(path)
        with self._change:
            last = self._wish
            if last is None or (last.path, last.text) != (path, text):
                self._wish = last = _Wish(last.ticket + 1 if last else 1, path, text)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True)
                self._worker.start()
            self._change.notify_all()
            return last.ticket

    def state(self, ticket: int | None = None) -> State:
        """How far a ticket is, by default the latest. An older one is not built any more."""
        with self._change:
            wish, done = self._wish, self._done
        if wish is None:
            return State(ticket=0, ready=False, said="还没有要预览的内容。", url="")
        asked = wish.ticket if ticket is None else ticket
        if asked != wish.ticket:
            return State(ticket=asked, ready=False, said="另一个页面正在预览。再改一处，就会回到这一页。", url="")
        url = self._url(wish.path, done[0].ticket if done else 0)
        if done is None or done[0].ticket != asked:
            return State(ticket=asked, ready=False, said=WAITING, url=url)
        return State(ticket=asked, ready=not done[1] and bool(url), said=done[1], url=url)

    def close(self) -> None:
        """Ends a running build and the server; what can be used again by the next desk stays."""
        with self._change:
            self._closed = True
            process = self._process
            self._change.notify_all()
        if process is not None:
            _end(process)
        if self._worker is not None:
            self._worker.join(10)
        self._server.close()
        if self._root not in self._folder.parents or not self._site.exists():
            shutil.rmtree(self._folder, ignore_errors=True)

    def _made_folder(self, desk_port: int) -> Path:
        """With the project, so that the next desk need not build it all again, if anything can be written there."""
        name = digest(str(self._docs), str(desk_port), platform.node())[:16]
        folder = self._root / ".cache" / "desk-preview" / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError:
            return Path(tempfile.mkdtemp(prefix="zhengyou-desk-"))
        folder.touch()
        for other in folder.parent.iterdir():
            with contextlib.suppress(OSError):  # another desk may be at the same
                if time.time() - other.stat().st_mtime > FORGOTTEN:
                    shutil.rmtree(other)
        return folder

    def _url(self, path: str, built: int) -> str:
        page = path.removesuffix(".md") + ".html"
        return f"{self._server.address}{page}?v={built}" if (self._site / page).is_file() else ""

    def _work(self) -> None:
        dated = str(revision(self._docs))
        while True:
            with self._change:
                self._change.wait_for(lambda: self._closed or self._wish != (self._done and self._done[0]))
                if self._closed or self._wish is None:
                    return
                wish = self._wish
            try:
                self._shadow.lay(wish.path, wish.text)
                said = self._build(wish.path, dated)
            except (OSError, Unavailable) as error:
                said = f"预览没有做成：{error}"
            with self._change:
                self._done = (wish, said)

    def _build(self, path: str, dated: str) -> str:
        """Empty once the site is built, else why it is not."""
        command = [sys.executable, str(self._root / "scripts" / "manage.py"), "build", "--drafts"]
        command += ["--docs-dir", str(self._shadow.folder), "--site-dir", str(self._site)]
        with self._change:
            if self._closed:
                return "编辑台已经关闭。"
            self._process = process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                env={**os.environ, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": dated},
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        try:
            _, told = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            _end(process)
            return "生成预览用了太久，已经停下。"
        finally:
            self._process = None
        return "" if process.returncode == 0 else explain(told, path)


def explain(told: str, path: str) -> str:
    """Why a build failed, from what it printed: this record's own errors first, else another file's."""
    found = [match for line in told.split("\n") if (match := _ERROR.fullmatch(line.strip()))]
    own = [f"第 {match['line']} 行，{match['said']}" for match in found if match["path"] == path]
    if own:
        return f"内容有错误，下面还是上一次的样子：{'；'.join(own[:3])}。"
    if found:
        return f"别的文件有错误，暂时生成不了预览：{found[0]['path']} 第 {found[0]['line']} 行，{found[0]['said']}。"
    # The last sentence of a build only says that nothing came of it; the one before says why.
    said = [line for line in map(str.strip, told.split("\n")) if line and not line.startswith("网站没有生成")]
    return f"预览没有做成：{said[-1] if said else '没有说明原因'}"


def _end(process: subprocess.Popen[str]) -> None:
    """Ends a build and the processes it has branched off."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()
        process.wait(5)
    except (OSError, subprocess.TimeoutExpired):
        process.kill()
