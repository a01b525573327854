"""What every tool whose builds are measured has in common."""

from __future__ import annotations

import shutil
from abc import abstractmethod
from pathlib import Path

from .corpora import Corpus
from .engines import Engine, Failed
from .process import Cost


class Builder(Engine):
    """A tool that makes a site of a corpus.

    It works in ``folder``, whose ``docs`` are its own copy of the corpus. ``does`` says what it
    makes of that; ``quick`` ones are measured however many cases there are.
    """

    does: str
    quick = False
    folder: Path

    def skips(self, cases: int) -> str:
        """Why a corpus of this many cases is too much for it, in a sentence; empty where it is not."""
        return ""

    def version(self) -> str:
        """Names and numbers of the versions measured, empty where there is nothing to tell."""
        return ""

    def prepare(self, corpus: Corpus, folder: Path) -> None:
        """Whatever comes before the first build and is not timed."""
        self.folder = folder
        self.home = next(page for page in corpus.pages if page.startswith("cases/"))
        folder.mkdir(parents=True)
        shutil.copytree(corpus.docs, self.docs)

    @property
    def docs(self) -> Path:
        """The folder that changes are made in."""
        return self.folder / "docs"

    @property
    def site(self) -> Path:
        """The folder a site is made in."""
        return self.folder / "site"

    def forget(self) -> None:
        """Takes away whatever builds have left, so that the next has to begin from nothing."""
        shutil.rmtree(self.site, ignore_errors=True)

    def leave(self) -> None:
        """Takes away whatever builds have put elsewhere than in the folder."""

    def build(self, *, cold: bool) -> Cost:
        """What a build of the docs as they are now costs. Failed where it comes to nothing."""
        if cold:
            self.forget()
        cost = self._build(cold=cold)
        if not (self.site / self.home).is_file():
            raise Failed(f"{self.title}没有生成 {self.home}。")
        return cost

    def must_show(self, file: Path, text: str) -> None:
        """Failed where the page of a file lacks a text: what is measured would be no build of the change."""
        page = self.site / file.relative_to(self.docs).with_suffix(".html")
        if not page.is_file() or text not in page.read_text(encoding="utf-8"):
            raise Failed(f"{self.title}的网页里没有刚改的内容：{page.relative_to(self.site).as_posix()}。")

    @abstractmethod
    def _build(self, *, cold: bool) -> Cost:
        """The cost of the programs that make the site, one after the other."""
