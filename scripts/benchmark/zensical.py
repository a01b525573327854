"""Zensical, the successor of MkDocs and its Material theme, over the records as they are written."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import installed, process
from .builder import Builder
from .corpora import Corpus
from .mkdocs_builds import write_records_config
from .process import Cost

# Its search lies in the shadow of an element without a name.
DRIVER = """() => {
  const root = () => [...document.querySelectorAll("*")]
    .map((one) => one.shadowRoot)
    .find((one) => one && one.querySelector("[role=combobox]"))
  const until = async (done, patience) => {
    const end = performance.now() + patience
    while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5))
    return done()
  }
  globalThis.zyBench = {
    open: async () => { await until(root, 10000) },
    ask: async (text) => {
      const field = root().querySelector("[role=combobox]")
      const found = () => root().querySelectorAll("[role=option]").length
      const begun = performance.now()
      field.value = text
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, data: text }))
      await until(found, 10000)
      const ms = performance.now() - begun
      const digits = /\\d+/.exec(root().querySelector("[role=status]")?.textContent.replace(/,/g, "") ?? "")
      return { ms, found: found() ? Number(digits?.[0] ?? found()) : 0 }
    },
  }
}"""


class Zensical(Builder):
    """Zensical's own build, with the cache that it keeps itself."""

    name = "zensical"
    title = "Zensical"
    note = "Zensical 打开网页时就取整个检索索引，不管是否要查；这些都算在“打开一篇案例”里。"
    does = (
        "把每条记录的正文变成一页，连同它自带的搜索；记录之间没有往来链接，也没有目录页。它自己留的缓存，改动以后照用。"
    )
    key = "/"
    driver = DRIVER

    def __init__(self, peers: Path | None = None) -> None:
        self._command = installed.find("zensical", peers)

    def missing(self) -> str:
        """That it is not installed, in a sentence; empty where it is."""
        return "" if self._command else "没有安装 Zensical（PyPI 的 zensical），不量它。"

    def version(self) -> str:
        """Its name and version."""
        return f"Zensical {installed.version([*self._command, '--version'])}"

    def prepare(self, corpus: Corpus, folder: Path) -> None:
        """Puts the settings that MkDocs gets, too, beside its copy of the corpus."""
        super().prepare(corpus, folder)
        write_records_config(folder, in_nav=False)

    def forget(self) -> None:
        """Takes away the site and its cache."""
        super().forget()
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    def _build(self, *, cold: bool) -> Cost:
        return process.run([*self._command, "build", "-f", "mkdocs.yml"], self.folder, "用 Zensical 生成网站")
