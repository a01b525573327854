"""This site's own search."""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import keeping
from campaign import derive, load, search
from campaign.render import pages
from campaign.render.press import Press
from campaign.search.documents import documents
from source.docs_folder import read_docs

from . import process, typing_driver
from .corpora import KINDS, Corpus
from .engines import Failed
from .search_engine import SearchEngine, Step

ROOT = Path(__file__).resolve().parents[2]
# What the index consists of, by how its files' names begin; all others are the rest.
PARTS = {"terms": "shards", "sounds": "shards", "names": "shards", "text": "texts"}
DRIVER = typing_driver.script(
    field="[data-zy-search] input[name=q]", item=".zy-found--page", status=".zy-search__status", none="没有找到"
)

Result = TypeVar("Result")


class Ours(SearchEngine):
    """Our own search, its index timed apart from the site's build."""

    name = "ours"
    title = "本站"
    note = "本站等输入停下 120 毫秒才查，时间里含这一段。"
    kinds = KINDS
    prefixes = ("search/", "assets/zhengyou/search/")
    scripts = ("search/", "assets/zhengyou/search/")
    home = "index.html"
    key = "/"
    driver = DRIVER

    def missing(self) -> str:
        """Empty: ours is always there."""
        return ""

    def prepare(self, corpus: Corpus, folder: Path) -> Corpus:
        """The corpus with the addresses of our index' documents.

        Renders it first, as the index is made of what has been rendered.
        """
        self._corpus, self._site = corpus, folder / "ours"
        records, _ = load(read_docs(corpus.docs))
        self._press = Press(derive(records))
        for _ in pages(self._press):
            pass
        return Corpus(corpus.cases, corpus.docs, _apart(_addresses, self._press))

    def steps(self) -> Sequence[Step]:
        """The index by itself, and a whole build with it."""
        return (
            Step("index", "建索引", self._index),
            Step("whole", "生成网站，带搜索", self._build),
        )

    def _index(self) -> float:
        return _apart(_seconds, self._press)

    def _build(self) -> float:
        seconds = build(self._corpus.docs, self._site, full=True, watched=False).seconds
        forget(self._site)
        return seconds

    def root(self) -> Path:
        """The site of the last whole build."""
        return self._site

    def parts(self) -> Mapping[str, Sequence[Path]]:
        """The files of ``search/``, by how their names begin."""
        parts: dict[str, list[Path]] = {"shards": [], "texts": [], "rest": []}
        for file in sorted((self._site / "search").rglob("*")):
            if file.is_file():
                parts[PARTS.get(file.name.split("-")[0], "rest")].append(file)
        return parts


def build(docs: Path, site: Path, *, full: bool, watched: bool = True) -> process.Cost:
    """What our command costs; ``full`` takes nothing over from the last build. Failed where it fails."""
    command = [sys.executable, str(ROOT / "scripts" / "manage.py"), "build", "--docs-dir", str(docs)]
    command += ["--site-dir", str(site), *(["--full"] if full else [])]
    return process.run(command, ROOT, "生成本站", watched=watched)


def forget(site: Path) -> None:
    """Takes away what a build keeps for the next one, which lies with the project and not with the site."""
    shutil.rmtree(keeping.place(ROOT, site), ignore_errors=True)


def _addresses(press: Press) -> tuple[str, ...]:
    return tuple(document.address for document in documents(press))


def _seconds(press: Press) -> float:
    begun = time.perf_counter()
    for _ in search.files(press):
        pass
    return time.perf_counter() - begun


def _apart(work: Callable[[Press], Result], press: Press) -> Result:
    """What the work gives, done in a process that branches off here, where it can.

    What it caches on its way is then not there for the next round.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return work(press)
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_tell, args=(there, work, press))
    child.start()
    there.close()
    try:
        told: Result = here.recv()
        return told
    except EOFError:
        raise Failed("建本站的索引没有成功。") from None
    finally:
        child.join()


def _tell(where: Connection, work: Callable[[Press], Result], press: Press) -> None:
    where.send(work(press))
    where.close()
