"""The guides that the organisers write for readers, editors and publishers."""

from __future__ import annotations

from .page import Page
from .press import Pages, Press


def pages(press: Press) -> Pages:
    """The index of guides, and the page of each."""
    site = press.site
    index = Page("guide/index.md", "指南", description="怎样使用、编写和发布本站。", kind="index", record="campaign.md")
    yield press.write(index, "guides.md.j2")
    for guide in site.guides:
        page = Page(guide.path, guide.title, description=guide.summary or "", kind="guide", record=guide.path)
        yield press.write(page, "guide.md.j2", record=guide)
