"""MkDocs hook: takes out of the built files what no reader is served by."""

from __future__ import annotations

import base64
import json
import logging
import re
import zlib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.lean")

STRIDE = 500

# Where white space means something, it stays.
_KEEP = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)", re.DOTALL)
# The theme marks words with zero-width spaces; beside what separates words by itself they say nothing.
_NEEDLESS = re.compile(r"\u200b*([\s<>,:!?=\[\]()\"/`、。，．？！；：（）《》〈〉「」『』【】〔〕“”‘’…—·_\-]+)\u200b*")
_MARGIN = re.compile(r"\s*\n\s*")


_built = 0


def on_pre_build(config: MkDocsConfig) -> None:
    global _built
    _built = 0


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The page without the margins that template indentation leaves; says now and then how far it has got."""
    global _built
    _built += 1
    if _built % STRIDE == 0:
        log.info(f"已生成 {_built} 页……")
    parts = _KEEP.split(output)
    # The pattern's groups come back too: text, kept element, its name, text, …
    for index in range(0, len(parts), 3):
        parts[index] = _MARGIN.sub("\n", parts[index])
    return "".join(part for index, part in enumerate(parts) if index % 3 != 2).lstrip()


@event_priority(-50)  # after the index is written, before it is copied into a script for file://
def on_post_build(config: MkDocsConfig) -> None:
    """The search index without needless marks, and packed: ``docs`` becomes ``{"packed": base64 of deflate}``.

    assets/zhengyou/packed-index.js unpacks it in the browser.
    """
    index = Path(config.site_dir, "search", "search_index.json")
    if not index.is_file():
        return
    content = json.loads(index.read_text(encoding="utf-8"))
    for entry in content["docs"]:
        for name in ("title", "text"):
            entry[name] = _NEEDLESS.sub(r"\1", entry[name]).strip("\u200b")
    docs = json.dumps(content["docs"], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    content["docs"] = {"packed": base64.b64encode(zlib.compress(docs, 9)).decode("ascii")}
    index.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", newline="\n")
