"""The engine's own part of a build: MkDocs as it comes, told which pages have changed, in as many processes as help."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import mkdocs.commands.build
import watching
import workers
from keeping import Bytecode
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from source import handover
from source.handover import Task
from source.preparation import Prepared
from workers import Crew, Failed, Takings

# What MkDocs says of every build that is told what changed. Whether links lead somewhere is checked by keys here.
_EXPECTED = "A 'dirty' build is being performed"


@dataclass(frozen=True)
class Settings:
    """What a site is built from: the project, the content, whether drafts show, whether Word and PDF files are made."""

    root: Path
    docs: Path
    drafts: bool = False
    exports: bool = False

    @cached_property
    def config(self) -> MkDocsConfig:
        """What mkdocs.yml says. Failed where it has a fault."""
        try:
            return load_config(str(self.root / "mkdocs.yml"), docs_dir=str(self.docs), strict=True)
        except (ConfigurationError, Abort) as error:
            raise Failed(f"mkdocs.yml 有错：{error}") from error

    def __getstate__(self) -> dict[str, Any]:
        """Another process reads the settings for itself."""
        return {"root": self.root, "docs": self.docs, "drafts": self.drafts, "exports": self.exports}

    @property
    def site_url(self) -> str:
        """The site's address as mkdocs.yml has it; empty where it has none."""
        return self.config.site_url or ""

    @property
    def told(self) -> tuple[object, ...]:
        """What of the settings shows on pages besides their texts: if it changes, all are made anew."""
        return (self.drafts, self.site_url)


def run_engine(
    settings: Settings,
    made: Path,
    prepared: Prepared,
    stale: Sequence[str],
    jobs: int,
    bytecode: Bytecode,
    meanwhile: Callable[[], None],
) -> None:
    """Writes the stale pages and the theme's files into ``made``; ``meanwhile`` is done while others begin.

    Failed, once, whichever process it was that could not go on.
    """
    wanted = min(jobs, max(len(stale) // workers.WORTH, 1))
    takings = Takings(stale, wanted > 1)
    # Little to do is done by one process from end to end, beside this one if there may be two.
    apart = wanted == 1 and jobs > 1
    with Crew(1 if apart else wanted - 1, _beside, settings, made, prepared, takings, apart, bytecode) as crew:
        meanwhile()
        crew.check()
        said = [] if apart else _beside(0, settings, made, prepared, takings, True, bytecode)[0]
        for others, compiled in crew.results():
            said += others
            bytecode.known.update(compiled)
    for line in dict.fromkeys(said):
        print(line, file=sys.stderr)


def _beside(
    number: int,
    settings: Settings,
    made: Path,
    prepared: Prepared,
    takings: Takings,
    assets: bool,
    bytecode: Bytecode,
) -> tuple[list[str], dict[str, bytes]]:
    said = _build(settings, made, Task(prepared, takings.takes, assets, bytecode, watching.begin))
    return said, bytecode.known


def _build(settings: Settings, made: Path, task: Task) -> list[str]:
    """What was said on the way. Failed for whatever the engine ends with."""
    heard = _Heard()
    logger = logging.getLogger(mkdocs.__name__)  # an engine that stands in for it has a name of its own
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(heard)
    builder = mkdocs.commands.build.log
    builder.addFilter(_is_unexpected)
    handover.task = task
    config = settings.config
    config.site_dir = str(made)
    config.extra.setdefault("zhengyou", {})["drafts"] = settings.drafts
    if not task.assets:
        config.theme.static_templates = set()
        config.extra_templates = []
    try:
        config.plugins.on_startup(command="build", dirty=True)
        mkdocs.commands.build.build(config, dirty=True)
        config.plugins.on_shutdown()
    except (PluginError, BuildError, ConfigurationError, Abort) as error:
        told = "" if isinstance(error, Abort) else str(error)
        said = [one for one in heard.said if not told or not one.endswith(told)]  # the engine says it in English, too
        raise Failed("\n".join([*said, told])) from error
    finally:
        handover.task = None
        logger.removeHandler(heard)
        builder.removeFilter(_is_unexpected)
    return heard.said


def _is_unexpected(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith(_EXPECTED)


class _Heard(logging.Handler):
    """Keeps what is wrong, to be told once whoever found it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.said.append(record.getMessage())
