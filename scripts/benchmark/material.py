"""The theme's own search, as it comes: the same pages as plain Markdown, the stock theme, its search plugin."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from . import process, typing_driver
from .corpora import PLAIN, Corpus
from .search_engine import SearchEngine, Step

ROOT = Path(__file__).resolve().parents[2]
# Its default separator knows neither Chinese brackets nor quotation marks.
SEARCH = {
    "lang": "zh",
    "separator": r"""[\s\u200b\u3000\-_,:!?=\[\]()"/`、。，．？！；：（）《》〈〉「」『』【】〔〕“”‘’…—·]+""",
}


class Material(SearchEngine):
    """MkDocs with the stock theme over this site's own pages, built with its search and without."""

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
        """What of the theme and its Chinese dictionary is not installed, in a sentence; empty where all is."""
        return f"没有安装 {lacking()}，不量 Material 自带的搜索。" if lacking() else ""

    def prepare(self, corpus: Corpus, folder: Path) -> Corpus:
        """The corpus as it was given, its pages staged in ``material`` below the folder."""
        self._folder = folder / "material"
        stage(corpus, self._folder)
        return corpus

    def steps(self) -> Sequence[Step]:
        """Two whole builds: what the search adds is their difference."""
        return (
            Step("whole", "生成网站，带搜索", lambda: self._build("with")),
            Step("without", "生成网站，不带搜索", lambda: self._build("without")),
        )

    def _build(self, which: str) -> float:
        command = [sys.executable, "-m", "mkdocs", "build", "-f", f"{which}.yml", "-d", which]
        return process.run(command, self._folder, "用 Material 生成网站", watched=False).seconds

    def root(self) -> Path:
        """The site that was built with its search."""
        return self._folder / "with"

    def parts(self) -> Mapping[str, Sequence[Path]]:
        """The one file that its index is, as ``whole``."""
        return {"whole": [self.root() / "search" / "search_index.json"]}


def lacking() -> str:
    """What of the theme and its search is not installed, empty where all is."""
    names = {"material": "mkdocs-material", "jieba": "jieba（没有它，主题自带的搜索不分中文的词）"}
    return "、".join(title for name, title in names.items() if importlib.util.find_spec(name) is None)


def stage(corpus: Corpus, folder: Path) -> None:
    """Writes the site's pages as plain Markdown with the stock theme.

    ``with.yml`` has its search, ``without.yml`` has none. A process of its own does it, so that what it takes of
    memory is given back. Failed where it fails.
    """
    command = [sys.executable, str(ROOT / "scripts" / "manage.py"), "stage", str(folder), "--docs-dir"]
    process.run([*command, str(corpus.docs)], ROOT, "写出本站的页面", watched=False)
    _leave_our_search_out(folder / "docs")
    _leave_lists_out(folder / "docs", corpus)
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    for name in ("extra", "extra_css", "extra_javascript", "exclude_docs"):
        settings.pop(name, None)
    settings["theme"] = {"name": "material", "language": "zh", "font": False, "features": ["search.highlight"]}
    for name, plugins in (("with", [{"search": SEARCH}]), ("without", [])):
        text = yaml.safe_dump({**settings, "plugins": plugins}, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")


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
