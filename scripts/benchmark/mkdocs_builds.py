"""MkDocs with the stock theme and its search: over the records as they are written, or over this site's own pages."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from . import material, process
from .builder import Builder
from .corpora import Corpus
from .process import Cost


def write_records_config(folder: Path, *, in_nav: bool) -> None:
    """Writes an ``mkdocs.yml`` over ``docs``: without a nav of its own, every page is in the navigation."""
    (folder / "docs" / "index.md").write_text("# 首页\n\n示例。\n", encoding="utf-8", newline="\n")
    settings: dict[str, Any] = {
        "site_name": "示例改进活动",
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [{"search": material.SEARCH}],
        "markdown_extensions": ["attr_list", "tables"],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    if not in_nav:
        settings["nav"] = [{"首页": "index.md"}]
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")


class _MkDocs(Builder):
    note = "MkDocs + Material 打开网页时就取整个检索索引，不管是否要查；这些都算在“打开一篇案例”里。"
    key = material.Material.key
    driver = material.Material.driver
    config = "mkdocs.yml"

    def missing(self) -> str:
        return f"没有安装 {material.lacking()}，不量“{self.title}”。" if material.lacking() else ""

    def version(self) -> str:
        return f"MkDocs {metadata.version('mkdocs')}，Material {metadata.version('mkdocs-material')}"

    def _build(self, *, cold: bool) -> Cost:
        command = [sys.executable, "-m", "mkdocs", "build", "-f", self.config, "-d", str(self.site)]
        return process.run(command, self.folder, f"用“{self.title}”生成网站")


class Records(_MkDocs):
    """The records as they are written, in no navigation."""

    name = "records"
    title = "MkDocs + Material，案例不进导航"
    does = "用主题原样把每条记录的正文变成一页，连同主题自带的搜索；记录之间没有往来链接，也没有目录页。"
    in_nav = False

    def prepare(self, corpus: Corpus, folder: Path) -> None:
        """Puts settings and a home page beside its copy of the corpus."""
        super().prepare(corpus, folder)
        write_records_config(folder, in_nav=self.in_nav)


class RecordsInNav(Records):
    """The same with every record in the navigation, up to ``limit`` cases: its time grows with their square."""

    name = "records-in-nav"
    title = "MkDocs + Material，案例都进导航"
    does = "和“案例不进导航”一样，只是每条记录还列在每一页的导航里。"
    in_nav = True

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def skips(self, cases: int) -> str:
        """That so many cases are beyond its limit, in a sentence; empty where they are not."""
        if cases <= self._limit:
            return ""
        return f"“{self.title}”的用时随页数的平方增长，只量到 {self._limit} 个案例，这里没有量。"


class OurPages(_MkDocs):
    """This site's own pages, rendered before.

    Every change is made in the staged pages themselves: what is timed is a whole build all the same.
    """

    name = "pages"
    title = "MkDocs + Material，本站的页面"
    does = "把本站写好的全部页面（stage 命令写出的 Markdown）用主题原样生成一遍，连同主题自带的搜索；检查和写页面不算在内。"
    config = "with.yml"

    def prepare(self, corpus: Corpus, folder: Path) -> None:
        """Stages the pages of the corpus in ``docs`` below the folder."""
        self.folder = folder
        self.home = next(page for page in corpus.pages if page.startswith("cases/"))
        material.stage(corpus, folder)
