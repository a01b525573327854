"""A real sshd on loopback with keys of its own, whose sessions find no other programs than a server must have."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path

from publishing.settings import Settings

# What `ssh:` asks of a server.
NEEDED = ["sh", "rsync"]
NEEDED += ["base64", "cat", "cp", "cut", "head", "ln", "mkdir", "mv", "readlink", "rm"]
NEEDED += ["sha256sum", "sleep", "sync", "tail", "touch", "tr", "wc"]


@dataclass(frozen=True)
class Server:
    """``programs``: where its sessions look for programs, links to the system's. ``home``: what they take for theirs."""

    port: int
    identity: Path
    known_hosts: Path
    programs: Path
    home: Path
    user: str = getuser()
    host: str = "127.0.0.1"

    def settings(self, place: Path, **options: str) -> Settings:
        """Where to publish to; ``options`` in the place of what is right."""
        right = {"identity": str(self.identity), "known_hosts": str(self.known_hosts)}
        return Settings("内网", "ssh", str(place), self.host, self.port, self.user, options={**right, **options})

    def instead(self, program: str, script: str) -> None:
        """Puts a script of sh in the place of a program, which it finds in ``$real``."""
        (self.programs / program).unlink()
        (self.programs / program).write_text(f"#!/bin/sh\nreal={_found(program)}\n{script}\n")
        (self.programs / program).chmod(0o755)

    def mend(self, program: str) -> None:
        (self.programs / program).unlink(missing_ok=True)
        (self.programs / program).symlink_to(_found(program))


@contextmanager
def serving(folder: Path, *more: str, sessions: int = 2) -> Iterator[Server]:
    """An sshd with its files in ``folder``; ``more``: programs that it has beyond :data:`NEEDED`; ``sessions``: how
    many there may be on a connection."""
    programs, home = folder / "bin", folder / "home"
    for one in (folder, programs, home):
        one.mkdir(exist_ok=True)
    for name in ("host", "client"):
        subprocess.run([_found("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    port = _free_port()
    (folder / "known hosts").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    (folder / "authorized_keys").write_text(f"restrict {(folder / 'client.pub').read_text()}")
    # A temporary folder is nothing that sshd would trust.
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized_keys\n"
        f"StrictModes no\nUsePAM no\nUseDNS no\nPidFile none\nPasswordAuthentication no\nMaxSessions {sessions}\n"
        f"PermitRootLogin prohibit-password\nSetEnv PATH={programs} HOME={home}\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd will not start as root without it
    with (folder / "log").open("wb") as log:
        # Its users may have a umask that hides what they make from a web server.
        process = subprocess.Popen([_found("sshd"), "-D", "-e", "-f", folder / "config"], stderr=log, umask=0o077)
    try:
        server = Server(port, folder / "client", folder / "known hosts", programs, home)
        for program in [*NEEDED, *more]:
            server.mend(program)
        _wait(port, process, folder / "log")
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _found(program: str) -> str:
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert found, f"{program} is missing: apt-get install openssh-server openssh-client rsync util-linux"
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=10).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(log.read_text())
