"""MkDocs hook: checks the docs folder and puts the rendered campaign in its place.

The engine never sees what editors typed: each page's text is what the core rendered from it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape

from campaign import Diagnostic, Severity, derive, has_errors, load, render
from docs_folder import read_docs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from revision import revision

log = logging.getLogger("mkdocs.hooks.content")

_texts: Mapping[str, str | bytes] = {}
_sources: Mapping[str, str] = {}
_published: set[str] = set()
_dated = ""


def on_config(config: MkDocsConfig) -> None:
    include = config.mdx_configs.setdefault("markdown_include.include", {})
    include["base_path"] = config.docs_dir


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuses bad content here, before the old site is touched."""
    global _texts, _sources, _published, _dated
    try:
        records, diagnostics = load(read_docs(config.docs_dir))
    except OSError as error:
        raise PluginError(f"内容文件夹读不了：{error}") from error
    for one in diagnostics:
        _say(one)
    if has_errors(diagnostics):
        count = sum(one.severity is Severity.ERROR for one in diagnostics)
        raise PluginError(f"内容有 {count} 个错误，网站没有生成，原来的网站没有动。")
    settings = config.extra.get("zhengyou") or {}
    site = derive(records, drafts=bool(settings.get("drafts")))
    stamp = revision(config.docs_dir)
    rendered = render(site, site_url=config.site_url or "", revision=stamp)
    _texts, _sources = rendered.texts, rendered.sources
    _published = set(site.static_files)
    _dated = datetime.fromtimestamp(stamp, tz=UTC).date().isoformat()
    config.site_name = escape(site.campaign.title)  # the theme prints it as it is
    config.site_description = escape(site.campaign.summary or "") or config.site_description
    config.extra["campaign"] = site.campaign


def _say(one: Diagnostic) -> None:
    """Errors count for ``--strict`` as the engine's own do; the rest is told and does not."""
    level = logging.ERROR if one.severity is Severity.ERROR else logging.INFO
    hint = f" → {one.hint}" if one.hint else ""
    log.log(level, f"{one.path}:{one.line}:{one.column} {one.severity.word} {one.message}{hint} [{one.code}]")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """What the core rendered, the files it publishes and the theme's; nothing else of the docs folder."""
    theirs = {file.src_uri: file for file in files}
    kept = [file for file in files if file.src_dir != config.docs_dir or file.src_uri in _published]
    for path, text in _texts.items():
        file = theirs.get(path)
        if file is None:
            file = File.generated(config, path, content=text)
            file.edit_uri = _sources.get(path)
        kept.append(file)
    return Files(kept)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    text = _texts.get(page.file.src_uri)
    page.update_date = _dated
    return text if isinstance(text, str) else None
