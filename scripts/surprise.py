"""The last word to a person when a program fails in a way nobody foresaw. Standard library only."""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path


def sentence(error: Exception, doing: str) -> str:
    """What happened, in one Chinese sentence, and where the rest was written for whoever maintains this."""
    log = Path(tempfile.gettempdir()) / "zhengyou-error.log"
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return f"{doing}时出了意外（{type(error).__name__}：{error}）。请把 {log} 交给维护人员。"


def tell(error: Exception, doing: str) -> None:
    print(sentence(error, doing), file=sys.stderr)
