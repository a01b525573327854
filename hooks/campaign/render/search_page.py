"""The page of search results: a form, and what a reader without script is led to instead."""

from __future__ import annotations

from .page import Page
from .press import Pages, Press

# Where a reader can go on by hand, in the order of the tabs: address, title, what is there.
SECTIONS = (
    ("timeline/index.html", "时间线", "各阶段安排和要做的事"),
    ("criteria/index.html", "标准", "每条标准看什么、怎样自查"),
    ("cases/index.html", "案例", "按类型、标准、单位、年份查找"),
    ("units/index.html", "单位", "各级组织和它们的案例、承诺"),
    ("honours/index.html", "表彰", "历次表彰的名单"),
    ("commitments/index.html", "承诺", "谁承诺了什么、做到没有"),
    ("policy/index.html", "文件", "依据、条款和效力"),
    ("guide/index.html", "指南", "怎样使用、编写和发布"),
)


def pages(press: Press) -> Pages:
    """The page of search results."""
    page = Page(
        "search.md",
        "搜索",
        description="在全站已发布的内容里搜索。",
        kind="search",
        record="campaign.md",
        wide=True,
        toc=False,
    )
    yield press.write(page, "search.md.j2", sections=SECTIONS)
