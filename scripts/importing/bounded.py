"""Another program run for so long and no longer, and ended with all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# What a program needs to find its own libraries and a place for temporary files; all else is not its business.
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATH", "TEMP", "TMP", "TMPDIR", "LANG", "LD_LIBRARY_PATH")


class Expired(Exception):
    """The time is up, and the program with it."""


def run(command: Sequence[str | Path], folder: Path, seconds: float, extra: Mapping[str, str] | None = None) -> int:
    """The exit status of a program that runs in ``folder``. What it prints goes nowhere.

    Expired if it has not ended after ``seconds``; OSError if it cannot start. It gets no files, sockets or settings of
    this process, but ``extra`` in its environment. On POSIX it leads a process group of its own, and the group is ended
    whatever way this ends. On Windows its descendants are ended by their tree, as far as that is unbroken.
    """
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | dict(extra or {})
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=os.name == "posix",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise Expired from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        if process.poll() is None:
            # soffice.exe is only a door: the office itself is its child, and would live on.
            taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
            with suppress(OSError, subprocess.SubprocessError):
                subprocess.run(
                    [taskkill, "/T", "/F", "/PID", str(process.pid)],
                    capture_output=True,
                    timeout=10,
                    check=False,
                    creationflags=subprocess.CREATE_NO_WINDOW,
                )
    else:
        # Even after it ended by itself, for what it left behind; its group keeps its number as long as one is in it.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
