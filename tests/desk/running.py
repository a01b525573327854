"""A running desk, as a clerk starts one."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from .conftest import ROOT

PATIENCE = 60


class Running:
    """``manage.py desk`` in a process of its own, and what it prints. ``address`` has the token in it."""

    def __init__(self, docs: Path, port: int = 0, **environment: str) -> None:
        command = [sys.executable, "-u", str(ROOT / "scripts" / "manage.py"), "desk", "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--docs-dir", str(docs), "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )
        self.said = ""
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self._wait_for(r"编辑台：(http://127\.0\.0\.1:\d+/\?token=\S+)")
        self.origin = self.address.partition("/?")[0]
        self.port = int(self.origin.rpartition(":")[2])

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def _wait_for(self, pattern: str) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                line = self._lines.get(timeout=1)
            except queue.Empty:
                continue
            self.said += line
            if found := re.search(pattern, line):
                return found.group(1)
            assert line, f"the desk ended: {self.said}"
        raise AssertionError(f"nothing like {pattern!r} was printed: {self.said}")

    def stop(self) -> str:
        """Ctrl+C; all that was printed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        while line := self._lines.get(timeout=PATIENCE):
            self.said += line
        return self.said

    def kill(self) -> None:
        """As when the machine loses its power."""
        self.process.kill()
        self.process.wait(PATIENCE)
