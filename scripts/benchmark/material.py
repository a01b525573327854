"""The theme's own search, as it comes: the same pages as plain Markdown, the stock theme, its search plugin."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import staging
import yaml
from campaign import load
from docs_folder import read_docs

from . import typing_driver
from .corpora import PLAIN, Corpus
from .engines import Engine, Step, timed

ROOT = Path(__file__).resolve().parents[2]
# Its default separator knows neither Chinese brackets nor quotation marks.
SEARCH = {
    "lang": "zh",
    "separator": r"""[\s\u200b\u3000\-_,:!?=\[\]()"/`、。，．？！；：（）《》〈〉「」『』【】〔〕“”‘’…—·]+""",
}


class Material(Engine):
    name = "material"
    title = "Material"
    note = "Material 在网页打开时就取整个索引，不管是否要查；取来的都算在第一次查里。"
    kinds = PLAIN
    prefixes = ("search/", "assets/javascripts/workers/", "assets/javascripts/lunr/")
    scripts = ("assets/javascripts/",)
    home = "index.html"
    key = "/"
    driver = typing_driver.script(
        field=".md-search__input", item=".md-search-result__item", status=".md-search-result__meta", none="没有找到"
    )

    def missing(self) -> str:
        """Why it cannot be measured, empty where it can."""
        lacking = [name for name in ("material", "jieba") if importlib.util.find_spec(name) is None]
        names = {"material": "mkdocs-material", "jieba": "jieba（没有它，主题自带的搜索不分中文的词）"}
        return f"没有安装 {'、'.join(names[name] for name in lacking)}，不量 Material 自带的搜索。" if lacking else ""

    def prepare(self, corpus: Corpus, folder: Path) -> Corpus:
        self._folder = folder / "material"
        records, _ = load(read_docs(corpus.docs))
        staging.write(ROOT, corpus.docs, records, self._folder)
        _leave_our_search_out(self._folder / "docs")
        _leave_lists_out(self._folder / "docs", corpus)
        settings = yaml.safe_load((self._folder / "mkdocs.yml").read_text(encoding="utf-8"))
        for name in ("extra", "extra_css", "extra_javascript", "exclude_docs"):
            settings.pop(name, None)
        settings["theme"] = {"name": "material", "language": "zh", "font": False, "features": ["search.highlight"]}
        for name, plugins in (("with", [{"search": SEARCH}]), ("without", [])):
            text = yaml.safe_dump({**settings, "plugins": plugins}, allow_unicode=True, sort_keys=False)
            (self._folder / f"{name}.yml").write_text(text, encoding="utf-8")
        return corpus

    def steps(self) -> Sequence[Step]:
        return (
            Step("whole", "生成网站，带搜索", lambda: self._build("with")),
            Step("without", "生成网站，不带搜索", lambda: self._build("without")),
        )

    def _build(self, which: str) -> float:
        command = [sys.executable, "-m", "mkdocs", "build", "-f", f"{which}.yml", "-d", which]
        return timed(command, self._folder, "用 Material 生成网站")

    def root(self) -> Path:
        return self._folder / "with"

    def parts(self) -> Mapping[str, Sequence[Path]]:
        return {"whole": [self.root() / "search" / "search_index.json"]}


def _leave_our_search_out(docs: Path) -> None:
    shutil.rmtree(docs / "search", ignore_errors=True)
    (docs / "search.md").unlink(missing_ok=True)


def _leave_lists_out(docs: Path, corpus: Corpus) -> None:
    """Pages that only list others are kept out of its index, as they are of ours."""
    for file in docs.rglob("*.md"):
        address = file.relative_to(docs).with_suffix(".html").as_posix()
        text = file.read_text(encoding="utf-8")
        if (
            address not in corpus.pages
            and text.startswith("---\n")
            and "\nsearch:\n" not in text.partition("\n---\n")[0]
        ):
            file.write_text(text.replace("---\n", "---\nsearch:\n  exclude: true\n", 1), encoding="utf-8", newline="\n")
