"""A real Samba on this machine alone: its own configuration, accounts and folders, gone when it is stopped."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

PASSWORD = "只在这里用-Only-Here-1"
SHARE = "site"
READ_ONLY = "look"
PATIENCE = 20

_CONFIGURATION = """
[global]
  server role = standalone server
  interfaces = lo
  bind interfaces only = yes
  smb ports = {port}
  disable netbios = yes
  private dir = {own}
  lock directory = {own}
  state directory = {own}
  cache directory = {own}
  pid directory = {own}
  ncalrpc dir = {own}/ncalrpc
  passdb backend = tdbsam:{own}/passdb.tdb
  log file = {own}/log
  load printers = no
  disable spoolss = yes
  strict sync = no
[{share}]
  path = {folder}
  read only = no
[{read_only}]
  path = {folder}
"""


class Samba:
    """``folder`` is what the share shows; ``user`` with PASSWORD may write to it."""

    def __init__(self, home: Path) -> None:
        self.own, self.folder = home / "own", home / "share"
        self.user = getpass.getuser()
        for folder in (self.own, self.own / "ncalrpc", self.folder):
            folder.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.conf = self.own / "smb.conf"
        self.conf.write_text(
            _CONFIGURATION.format(port=self.port, own=self.own, share=SHARE, read_only=READ_ONLY, folder=self.folder),
            encoding="utf-8",
        )
        added = subprocess.run(
            [_program("smbpasswd"), "-c", str(self.conf), "-s", "-a", self.user],
            input=f"{PASSWORD}\n{PASSWORD}\n".encode(),
            capture_output=True,
        )
        assert added.returncode == 0, added.stderr.decode()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [_program("smbd"), "--foreground", "--no-process-group", f"--configfile={self.conf}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + PATIENCE
        while True:
            assert self._process.poll() is None, (self.own / "log").read_text(encoding="utf-8")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert time.monotonic() < end, "smbd does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        """At once, with those of its processes that serve somebody."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def samba(home: Path) -> Iterator[Samba]:
    server = Samba(home)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    assert found, f"{name} is not here: apt-get install samba"
    return found
