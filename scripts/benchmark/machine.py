"""The machine that measures, without anything that tells whose it is."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

_PROCESSOR = Path("/proc/cpuinfo")


def described() -> dict[str, Any]:
    """System, processor, number of cores, bytes of memory (None where the system does not tell), Python."""
    return {
        "system": platform.system(),
        "processor": _model() or platform.machine(),
        "cores": os.cpu_count(),
        "memory": _memory(),
        "python": platform.python_version(),
    }


def load() -> float | None:
    """How many programs wanted a processor, on average over fifteen minutes; None where the system does not tell."""
    return round(os.getloadavg()[2], 1) if hasattr(os, "getloadavg") else None


def warnings(load: float | None, cores: int) -> list[str]:
    """A sentence where the machine had more to do than it could: times are then too long."""
    return [f"机器有 {cores} 个核，平均负载却是 {load}：时间偏长，宜看倍数。"] if load and load > cores else []


def _model() -> str:
    """The processor's name as its maker gives it."""
    try:
        lines = _PROCESSOR.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    names = (line.partition(":")[2].split() for line in lines if line.startswith("model name"))
    return " ".join(next(names, []))


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
