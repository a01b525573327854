"""MkDocs hook: Chinese headings get the readable anchors that the checks hold links against."""

from __future__ import annotations

from campaign.anchors import slug
from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    config.mdx_configs.setdefault("toc", {})["slugify"] = slug
