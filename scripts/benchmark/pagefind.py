"""Pagefind: an index made from built HTML, read in pieces by the browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from . import installed, process
from .corpora import PLAIN, Corpus
from .search_engine import SearchEngine, Step

MISSING = "没有安装 Pagefind（npm 的 pagefind，或 PyPI 的 pagefind 和 pagefind-bin-extended）"
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>Pagefind</title><link rel="icon" href="data:,">
<body></body></html>
"""
# What its interface does per query, without that interface: search, then the texts of the first ten.
DRIVER = """() => {
  globalThis.zyBench = {
    open: async () => {},
    ask: async (text) => {
      const begun = performance.now()
      const pagefind = await import("/pagefind/pagefind.js")
      const answer = await pagefind.search(text)
      await Promise.all(answer.results.slice(0, 10).map((one) => one.data()))
      return { ms: performance.now() - begun, found: answer.results.length }
    },
  }
}"""


class Pagefind(SearchEngine):
    """Pagefind's own interface for programs, over copies of another engine's pages."""

    name = "pagefind"
    title = "Pagefind"
    note = "Pagefind 只量它的程序接口，不含界面。"
    kinds = PLAIN
    prefixes = ("pagefind/",)
    scripts = ("pagefind/",)
    home = "index.html"
    key = ""
    driver = DRIVER

    def __init__(self, site: Callable[[], Path]) -> None:
        """``site`` tells where the built site lies, once it does."""
        self._site = site

    def missing(self) -> str:
        """That it is not installed, and by which names it could be; empty where it is."""
        return "" if installed.find("pagefind") else f"{MISSING}，不量它。"

    def prepare(self, corpus: Corpus, folder: Path) -> Corpus:
        """The corpus as it was given."""
        self._folder = folder / "pagefind"
        self._corpus = corpus
        self._folder.mkdir(parents=True, exist_ok=True)
        return corpus

    def steps(self) -> Sequence[Step]:
        """The index alone: the pages are another's."""
        return (Step("index", "为网页建索引", self._index),)

    def _index(self) -> float:
        """Over copies of the records' pages alone: lists of others are not in our index either."""
        pages, bundle = self._folder / "pages", self._folder / "served"
        for folder in (pages, bundle):
            shutil.rmtree(folder, ignore_errors=True)
        for address in self._corpus.pages:
            (pages / address).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._site() / address, pages / address)
        bundle.mkdir(parents=True)
        (bundle / "index.html").write_text(PAGE, encoding="utf-8")
        command = [*installed.find("pagefind"), "--site", str(pages), "--output-path", str(bundle / "pagefind")]
        command += ["--root-selector", ".zy-page", "--quiet"]
        return process.run(command, self._folder, "用 Pagefind 建索引", watched=False).seconds

    def root(self) -> Path:
        """A page without content and the index beside it."""
        return self._folder / "served"

    def parts(self) -> Mapping[str, Sequence[Path]]:
        """Shards, texts and the rest. Its client lies among its index: its programs are told apart by their names."""
        files = [file for file in (self.root() / "pagefind").rglob("*") if file.is_file()]
        folders = {"index": "shards", "fragment": "texts"}
        parts: dict[str, list[Path]] = {"shards": [], "texts": [], "rest": []}
        for file in files:
            if file.suffix not in (".js", ".css", ".pagefind") or file.parent.name in folders:
                parts[folders.get(file.parent.name, "rest")].append(file)
        return parts
