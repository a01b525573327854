"""MkDocs hook: refuses bad content before the old site is touched, and tells the engine of the campaign."""

from __future__ import annotations

import logging
from html import escape

from campaign import Diagnostic, Severity
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from source import handover
from source.docs_folder import read_docs
from source.handover import Task
from source.preparation import Prepared, Refused, prepare
from source.revision import revision

log = logging.getLogger("mkdocs.hooks.check")


def on_pre_build(config: MkDocsConfig) -> None:
    """The task and the site's name, from content that has no errors. PluginError, in Chinese, for any other."""
    if handover.task is None or handover.task.alone:
        handover.task = Task(_prepared(config), lambda path: True, alone=True)
    campaign = handover.task.prepared.site.campaign
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
