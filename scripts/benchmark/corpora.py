"""The pages everything is measured on, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import corpus
import corpus_words as words
from pypinyin import Style, lazy_pinyin

# Kinds of query. The last three ask for more than a text that stands on the page as typed.
PLAIN = frozenset({"题名", "正文", "多词", "罕见", "全题"})
KINDS = PLAIN | {"全拼", "首字母", "繁体"}


@dataclass(frozen=True)
class Query:
    """What is typed, and which of :data:`KINDS` it is."""

    text: str
    kind: str


@dataclass(frozen=True)
class Corpus:
    """A sample docs folder on disk. ``pages`` are the addresses of its records' pages, sorted."""

    cases: int
    docs: Path
    pages: tuple[str, ...]


def write(cases: int, docs: Path) -> Corpus:
    """The sample corpus with this many cases, written to ``docs``."""
    pages = []
    for path, text in corpus.files(cases):
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        pages.append(path.removesuffix(".md") + ".html")
    return Corpus(cases, docs, tuple(sorted(pages)))


def queries(cases: int) -> list[Query]:
    """A dozen queries and one that a corpus of this many cases answers: common, rare, of one word and of several."""
    title = next(
        line.removeprefix("title: ")
        for path, text in corpus.files(cases)
        if path.endswith(f"/case-{cases // 2:05d}.md")
        for line in text.splitlines()
        if line.startswith("title: ")
    )
    object_ = next(object_ for object_ in words.OBJECTS if object_ in title)
    method = next(method for method in words.METHODS if method in title)
    criterion = words.GROUPS[0][3][3]
    return [
        Query(object_, "题名"),
        Query(method, "题名"),
        Query(criterion, "题名"),
        Query("同事", "正文"),
        Query("半小时", "正文"),
        Query("看板上公布", "正文"),
        Query(f"{object_} {method}", "多词"),
        Query(f"{words.OFFICES[4]} 回访 满意", "多词"),
        Query(f"示例 {cases - 1}", "罕见"),
        Query(title, "全题"),
        Query("".join(lazy_pinyin(method)), "全拼"),
        Query("".join(lazy_pinyin(criterion, style=Style.FIRST_LETTER)), "首字母"),
        Query("輪崗體驗", "繁体"),
    ]
