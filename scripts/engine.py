"""Runs the site engine so that a site appears whole or not at all, and never with a traceback."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import mkdocs.commands.build
import surprise
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError

MARK = "assets/zhengyou"


@dataclass(frozen=True)
class Built:
    ok: bool
    pages: int = 0
    seconds: float = 0.0


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that was built here, and so may be replaced."""
    return (folder / MARK).is_dir() and (folder / "index.html").is_file()


def build(root: Path, docs: Path, site: Path, *, drafts: bool = False) -> Built:
    """Builds beside ``site`` and puts the result in its place; on failure ``site`` is as it was."""
    begun = time.monotonic()
    site.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        if not _run(root, docs, made, drafts):
            return Built(False)
        made.chmod(0o755)
        replace_folder(made, site)
        return Built(True, sum(1 for _ in site.rglob("*.html")), time.monotonic() - begun)
    except OSError as error:
        print(f"写不了网站文件夹：{error}", file=sys.stderr)
        return Built(False)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def replace_folder(new: Path, old: Path) -> None:
    """Two renames, so that ``old`` is missing for no longer than the time between them."""
    if old.exists():
        aside = Path(tempfile.mkdtemp(prefix=f".{old.name}-old-", dir=old.parent)) / "site"
        old.rename(aside)
        try:
            new.rename(old)
        except OSError:
            aside.rename(old)
            raise
        finally:
            shutil.rmtree(aside.parent, ignore_errors=True)
    else:
        new.rename(old)


def _run(root: Path, docs: Path, made: Path, drafts: bool) -> bool:
    handler = _Console()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        config = load_config(str(root / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(made), strict=True)
        config.extra.setdefault("zhengyou", {})["drafts"] = drafts
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs.commands.build.build(config)
        config.plugins.on_shutdown()
    except (PluginError, BuildError, ConfigurationError, Abort) as error:
        said = str(error).strip()
        if said and not isinstance(error, Abort):
            print(said, file=sys.stderr)
        print("网站没有生成；原来的网站没有动。", file=sys.stderr)
        return False
    except Exception as error:  # the boundary: whatever it is, a clerk gets a sentence
        surprise.tell(error, "生成网站")
        return False
    finally:
        logger.removeHandler(handler)
    return True


class _Console(logging.Handler):
    """Findings as they are; of the engine's own chatter only what is wrong and where it has got to."""

    _steps = {"Cleaning site directory": "内容检查通过，正在生成……"}

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.levelno >= logging.WARNING or record.name.startswith("mkdocs.hooks."):
            print(said, file=sys.stderr, flush=True)
        elif said in self._steps:
            print(self._steps[said], file=sys.stderr, flush=True)
