"""Bounds that a process sets upon itself, before it touches a file from outside."""

from __future__ import annotations

import sys


def limit(memory: int, seconds: int, file: int) -> None:
    """Bounds this process, from now on, to ``memory`` bytes, ``seconds`` of work, and files of ``file`` bytes.

    Linux keeps all three. macOS keeps the time and file size, and does not keep the memory. On Windows a job object
    keeps the memory and the time, and ends whatever this process starts with it; file sizes are free. OSError where
    Windows gives no such object.
    """
    if sys.platform == "win32":
        _limit_job(memory, seconds)
    else:
        import resource

        for which, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, file),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(which)
            bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
            try:
                resource.setrlimit(which, (bounded, bounded))
            except (ValueError, OSError):
                continue  # macOS refuses a bound on memory; the wall clock of whoever waits still stands


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_TIME, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x2, 0x100, 0x2000
    _EXTENDED_LIMITS = 9

    class _Basic(ctypes.Structure):
        _fields_ = [
            ("per_process_time", ctypes.c_int64),
            ("per_job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least", ctypes.c_size_t),
            ("most", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        ]

    class _Extended(ctypes.Structure):
        _fields_ = [
            ("basic", _Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        ]

    def _limit_job(memory: int, seconds: int) -> None:
        """Puts this process into a job of its own. The handle is never closed but by the end of the process."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        limits = _Extended()
        limits.basic.flags = _PROCESS_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.basic.per_process_time = seconds * 10_000_000  # in steps of 100 ns
        limits.process_memory = memory
        job = kernel.CreateJobObjectW(None, None)
        if (
            not job
            or not kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        ):
            # Without a bound no foreign file is opened.
            raise OSError(ctypes.get_last_error(), "no job object")
