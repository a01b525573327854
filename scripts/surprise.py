"""The last word to a person when a program fails in a way nobody foresaw. Standard library only."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback


def sentence(error: Exception, doing: str) -> str:
    """What happened, in Chinese, and where the rest was written for whoever maintains this."""
    said = f"{doing}时出了意外（{type(error).__name__}：{error}）。"
    try:
        # A name of its own: on a shared machine the last one may be somebody else's.
        handle, name = tempfile.mkstemp(prefix="zhengyou-error-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as log:
            log.write("".join(traceback.format_exception(error)))
    except OSError:
        return f"{said}请告诉维护人员。"
    return f"{said}请把 {name} 交给维护人员。"


def tell(error: Exception, doing: str) -> None:
    """Prints that where errors go."""
    print(sentence(error, doing), file=sys.stderr)
