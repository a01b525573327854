"""MkDocs hook: puts the rendered campaign in the place of what editors typed, which the engine never sees."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from markup.fragments import Fragments
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from source.handover import current

_fragments = Fragments()


def on_config(config: MkDocsConfig) -> None:
    """Fragments are put in as they were checked."""
    extensions: list[Any] = config.markdown_extensions
    extensions[:] = _fragments.in_place(extensions)


def on_pre_build(config: MkDocsConfig) -> None:
    _fragments.know(current().prepared.site.records.includes)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    _fragments.page = page.file.src_uri
    current().begin(page.file.src_uri)
    text = current().prepared.rendered.texts[page.file.src_uri]
    assert isinstance(text, str)
    return text


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Every page dates from the content's last change, also those that are not built again: the site map lists all."""
    task = current()
    task.begin("")
    env.bytecode_cache = task.bytecode
    for file in files:
        if file.page is not None:
            file.page.update_date = task.prepared.dated
        elif not task.assets:
            file.is_modified = lambda: False  # type: ignore[method-assign]  # there for its name, copied by another


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    current().begin(page.file.src_uri)


def on_post_build(config: MkDocsConfig) -> None:
    current().begin("")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """What has been converted is not held until the last page has."""
    page.markdown = ""
