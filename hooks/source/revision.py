"""When the content was last changed, told the same by every build of one tree."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def revision(docs_dir: str | os.PathLike[str]) -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH, else the last commit of the docs folder, else 0.

    Source of the variable: https://reproducible-builds.org/specs/source-date-epoch/
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdecimal():
        return int(given)
    command = ["git", "log", "-1", "--format=%ct", "--", "."]
    try:
        run = subprocess.run(command, cwd=Path(docs_dir), capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    told = run.stdout.strip()
    return int(told) if run.returncode == 0 and told.isascii() and told.isdecimal() else 0
