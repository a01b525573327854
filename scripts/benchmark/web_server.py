"""A real nginx on loopback, for as long as somebody wants it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .engines import Failed

# The text of what goes into nginx's ``http`` block, for the port that it is to listen on.
Server = Callable[[int], str]

SYSTEM = "/usr/sbin:/usr/local/sbin"


def find(name: str) -> str:
    """A server program's path; Failed where the machine has none."""
    program = shutil.which(name, path=f"{os.environ.get('PATH', '')}:{SYSTEM}")
    if not program:
        raise Failed(f"没有装 {name}。")
    return program


@contextmanager
def serving(folder: Path, server: Server) -> Iterator[str]:
    """An nginx with this in its ``http`` block, and its own files in ``folder``; its address, with a slash at its end.

    Failed where there is no nginx, or where it does not start.
    """
    program = find("nginx")
    folder.mkdir(parents=True, exist_ok=True)
    # The listening socket is made here and handed over as nginx hands it to its own successor: no port is
    # looked for that another could take, and nobody need wait until nginx listens.
    with socket.create_server(("127.0.0.1", 0), backlog=511) as listening:
        port = listening.getsockname()[1]
        # Workers would be `nobody`, who may not enter root's temporary folders.
        user = "user root;" if os.geteuid() == 0 else ""
        own = " ".join(f'{name}_temp_path "{folder}";' for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f'{user} daemon off; worker_processes 1; pid "{folder}/pid"; error_log "{folder}/error.log";\n'
            f"events {{}}\nhttp {{ access_log off; {own}\n{server(port)}\n}}\n",
            encoding="utf-8",
        )
        process = subprocess.Popen(
            [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")],
            env={**os.environ, "NGINX": f"{listening.fileno()};"},
            pass_fds=[listening.fileno()],
            stderr=subprocess.DEVNULL,
        )
    try:
        _wait(port, folder)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, folder: Path) -> None:
    """Answered as soon as nginx runs; Failed once it is dead."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
            if connection.recv(5) != b"HTTP/":
                raise ConnectionError
    except OSError as error:
        log = folder / "error.log"
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        raise Failed(f"nginx 没有起来：{said.strip() or error}") from error
