"""The folder that a site lies in: whether one was built there, and how a new one takes its place, whole or not at all."""

from __future__ import annotations

import glob
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publishing import manifest

MARK = "assets/zhengyou"
DAY = 24 * 60 * 60
_REPORTED = {Path(path).name for path in (manifest.SUMS, manifest.REPORT)}


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that was built here, and so may be replaced. One that was published may not."""
    said = folder / manifest.FOLDER
    built = not said.exists() or {one.name for one in said.iterdir()} <= _REPORTED
    return (folder / MARK).is_dir() and (folder / "index.html").is_file() and built and not folder.is_symlink()


@contextmanager
def beside(site: Path) -> Iterator[Path]:
    """A new folder on the same disk, gone in the end unless it has taken the site's place. OSError where none can be."""
    site.parent.mkdir(parents=True, exist_ok=True)
    _clear_litter(site)
    made = Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def replace(site: Path, made: Path) -> None:
    """Puts a folder in the site's place, which is empty for no longer than the time between two renames.

    OSError where that cannot be, and the site is as it was.
    """
    made.chmod(0o755)
    if site.exists():
        aside = Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent)) / "site"
        site.rename(aside)
        try:
            made.rename(site)
        except OSError:
            aside.rename(site)
            aside.parent.rmdir()
            raise
        shutil.rmtree(aside.parent, ignore_errors=True)
    else:
        made.rename(site)


def _prefix(site: Path) -> str:
    """What the names of a build's own folders beside the site begin with, and nobody else's do."""
    return f".{site.name}-zhengyou-"


def _clear_litter(site: Path) -> None:
    """Takes away what builds that were killed have left beside the site, unless one may still be at it."""
    for folder in site.parent.glob(glob.escape(_prefix(site)) + "*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > DAY:
            shutil.rmtree(folder, ignore_errors=True)
