"""Processes under watch: what one of them goes into, for how long, and how much memory it may take.

A process that is lost in a regular expression hears no signal and gives no thread of its own a turn, so that only
another process can end it. That one learns from memory they share which file or page it was.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from ctypes import Structure, c_char, c_double, c_long, c_ulong
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

# How long one file may be read, or one page be made. The slowest that pass the checks take some five on a slow machine.
SECONDS = 30.0
# How often is looked.
TICK = 0.2
# What a process may take beyond what it begins with, in bytes, on any machine; on one with much memory, half of that.
LEAST_MEMORY = 2 << 30


class Slot(Structure):
    """What one process says of itself: its number, and what it is at; ``turn`` counts on whenever that is another.

    ``late`` says after how many seconds it was ended from outside.
    """

    _fields_ = [("pid", c_long), ("turn", c_ulong), ("late", c_double), ("what", c_char * 512)]


board: Any = None
"""The slots of all processes under one watch; None where there is no watch."""
place = -1
"""Which of them is this process' own."""


def begin(what: str) -> None:
    """Says which file or page this process goes into now; empty once it is through."""
    if board is not None and place >= 0:
        slot = board[place]
        slot.what = what.encode("utf-8", "replace")[:511]
        slot.turn += 1


def enter(shared: Any, number: int) -> None:
    """Puts this process under watch. It ends when the one that began it does."""
    global board, place
    board, place = shared, number
    threading.Thread(target=_go_with_parent, daemon=True).start()
    if board is not None:
        slot = board[place]
        slot.what, slot.late, slot.pid = b"", 0, os.getpid()
        _bound_memory()


def leave(number: int | None = None) -> None:
    """Takes a process that is through, by default this one, out of the watch: its number may soon be another's."""
    if board is not None:
        slot = board[place if number is None else number]
        slot.what, slot.pid = b"", 0


def _go_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def allowance() -> int:
    """The bytes that a process may take beyond what it begins with."""
    try:
        return max(LEAST_MEMORY, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2)
    except (AttributeError, ValueError, OSError):
        return LEAST_MEMORY


def _bound_memory() -> None:
    """Linux keeps this bound; elsewhere the system's own stands."""
    if sys.platform != "linux":
        return
    import resource

    present = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = present + allowance()
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def at(number: int | None = None) -> str:
    """The file or page that a process is at, by default this one; empty where it is at none."""
    return board[place if number is None else number].what.decode("utf-8", "replace") if board is not None else ""


def out_of_memory() -> str:
    """What is said of this process when it got no more memory."""
    return f"{at() or '生成网站'} 用的内存超过了 {allowance() >> 20} MB，已经停止。把这个文件拆小或改简单。"


def account(number: int) -> str:
    """Why a process is no more; empty where nothing is known of it."""
    what = at(number)
    if what and board[number].late:
        return (
            f"{what} 用了 {board[number].late:g} 秒还没有处理完，已经停止。多半是里面有很长或层层相套的写法，请改简单；"
            "确实要这么久，生成时用 --page-seconds 放宽。"
        )
    return f"处理 {what} 时，进程被系统中止了，多半是内存不够。" if what else ""


class Watch:
    """Looks at each slot; one that has been at the same thing for ``seconds`` is ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen = [(0, 0)] * len(board)

    def look(self) -> None:
        """To be called every :data:`TICK`. Looks are counted, not time: a machine that slept has lost none."""
        for number, slot in enumerate(board):
            turn, looks = self._seen[number]
            looks = looks + 1 if slot.turn == turn and slot.what else 0
            self._seen[number] = slot.turn, looks
            if looks * TICK >= self._seconds:
                slot.late = self._seconds
                _end(slot)

    def end(self) -> None:
        """Ends whatever is still there."""
        for slot in board:
            _end(slot)


def _end(slot: Slot) -> None:
    if slot.pid:
        with suppress(OSError):  # gone by itself
            os.kill(slot.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        slot.pid = 0
