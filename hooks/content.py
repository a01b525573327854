"""MkDocs hook: checks the docs folder and puts the rendered campaign in its place.

The engine never sees what editors typed: each page's text is what the core rendered from it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from html import escape
from typing import Any

import handover
from campaign import Diagnostic, Severity, search_files
from docs_folder import read_docs
from fragments import Fragments
from handover import Task
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from preparation import Prepared, Refused, prepare
from revision import revision

log = logging.getLogger("mkdocs.hooks.content")

_task: Task
_fragments = Fragments()


def on_config(config: MkDocsConfig) -> None:
    """Fragments are put in as they were checked."""
    extensions: list[Any] = config.markdown_extensions
    extensions[:] = _fragments.in_place(extensions)


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuses bad content here, before the old site is touched."""
    global _task
    _task = handover.task or Task(_prepared(config), lambda path: True)
    campaign = _task.prepared.site.campaign
    _fragments.texts = {path: body.text for path, body in _task.prepared.site.records.includes.items()}
    config.site_name = escape(campaign.title)  # the theme prints it as it is
    config.site_description = escape(campaign.summary or "") or config.site_description
    config.extra["campaign"] = campaign


def _prepared(config: MkDocsConfig) -> Prepared:
    settings = config.extra.get("zhengyou") or {}
    try:
        prepared = prepare(
            read_docs(config.docs_dir),
            drafts=bool(settings.get("drafts")),
            site_url=config.site_url or "",
            revision=revision(config.docs_dir),
        )
    except OSError as error:
        raise PluginError(f"内容文件夹读不了：{error}") from error
    except Refused as refused:
        for one in refused.diagnostics:
            say(one)
        count = sum(one.severity is Severity.ERROR for one in refused.diagnostics)
        raise PluginError(f"内容有 {count} 个错误，网站没有生成，原来的网站没有动。") from None
    for one in prepared.diagnostics:
        say(one)
    return prepared


def say(one: Diagnostic) -> None:
    """Errors count for ``--strict`` as the engine's own do; the rest is told and does not."""
    level = logging.ERROR if one.severity is Severity.ERROR else logging.INFO
    log.log(level, str(one))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """What the core rendered, the files it publishes and the theme's; nothing else of the docs folder."""
    rendered, published = _task.prepared.rendered, set(_task.prepared.site.static_files)
    kept = [file for file in files if file.src_uri in published or file.src_dir != config.docs_dir]
    for path, address in _task.prepared.pictures.items():
        kept += _renamed(files, path, address, config)
    for path in rendered.texts:
        if path.endswith(".md"):
            kept.append(_page(path, files, config))
        elif handover.task is None:
            kept.append(File.generated(config, path, content=rendered.texts[path]))
    if handover.task is None:
        for path, text in search_files(rendered.press):
            assert isinstance(text, str)
            kept.append(File.generated(config, path, content=text))
    return Files(kept)


def _renamed(files: Files, path: str, address: str, config: MkDocsConfig) -> Iterator[File]:
    """Gives a picture the address that pages show it from; where it is attached, a second file has its own."""
    file = files.get_file_from_path(path)
    if file is None or file.abs_src_path is None:
        return
    file.dest_uri = address
    if _task.prepared.site.pictures[path]:
        attached = File.generated(config, f"{path}/attached", abs_src_path=file.abs_src_path)
        attached.dest_uri = path
        yield attached


def _page(path: str, files: Files, config: MkDocsConfig) -> File:
    """A page, which is there for links to it even where it need not be built again."""
    file = files.get_file_from_path(path)
    if file is None:
        file = File.generated(config, path, content="")
        file.edit_uri = _task.prepared.rendered.sources.get(path)
    file.is_modified = lambda: _task.takes(path)  # type: ignore[method-assign]
    return file


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    _task.begin(page.file.src_uri)
    _fragments.page = page.file.src_uri
    text = _task.prepared.rendered.texts[page.file.src_uri]
    assert isinstance(text, str)
    return text


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Every page dates from the content's last change, those that are not built again as well: the site map lists all."""
    _task.begin("")
    env.bytecode_cache = _task.bytecode
    for file in files if not _task.assets else ():
        if not file.is_documentation_page():
            file.is_modified = lambda: False  # type: ignore[method-assign]  # there for its name, copied by another
    for file in files.documentation_pages():
        if file.page is not None:
            file.page.update_date = _task.prepared.dated


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    _task.begin(page.file.src_uri)


def on_post_build(config: MkDocsConfig) -> None:
    _task.begin("")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """What has been converted is not held until the last page has."""
    page.markdown = ""
