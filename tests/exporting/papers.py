"""Papers made up for the tests of Word files, and what is in the files."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

import docx
from exporting import word
from exporting.made import Made
from exporting.paper import (
    Block,
    Cell,
    Code,
    Compendium,
    Facts,
    Figure,
    Heading,
    ListBlock,
    Note,
    Paper,
    Paragraph,
    Part,
    Quote,
    Rule,
    Run,
    Table,
)  # fmt: skip
from PIL import Image

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def said(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def cell(text: str, **more: Any) -> Cell:
    return Cell((said(text),), **more)


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3000, 100)).save(out, "PNG")
    return out.getvalue()


TABLE = Table(
    head=((cell("项目", header=True), cell("数量", header=True)),),
    rows=((cell("座谈会", down=2), cell("3", align="right")), (cell("5"),), (cell("合计8", across=2),)),
    caption="活动统计",
)
BODY: tuple[Block, ...] = (
    Heading(1, (Run("背景"),), "一、"),
    Paragraph((Run("正文起首"), Run("强调", frozenset({"strong"})), Run(note="a"), Run("网站", href="https://e.cn/?a=1&b=2"))),
    Heading(2, (Run("做法"),), "（一）"),
    Heading(3, (Run("细处"),), "1."),
    Heading(1, (Run("成效"),), "二、"),
    Heading(2, (Run("再做"),), "（一）"),
    Heading(1, (Run("附言"),)),
    Heading(1, (Run("另起"),), "第九章"),
    ListBlock((((said("甲"), said("甲续"))), (said("乙"), ListBlock(((said("丙"),),))))),
    ListBlock(((said("第四条"),),), ordered=True, start=4),
    TABLE,
    Quote((said("引来的话"),)),
    Note("提示", (said("盒中文字"),)),
    Code("甲 = 1\n乙 = 2"),
    Rule(),
    Figure("a/图.png", "合影"),
    said("末段"),
)  # fmt: skip


def paper(body: tuple[Block, ...] = BODY, title: str = "示例材料", **more: Any) -> Paper:
    lead = (Paragraph((Run("摘要在此"),), "summary"), Facts((("单位", (Run("某局"),)),)))
    notes = {"a": (said("注释文字"),)}
    record: Any = None  # a Word file is made of the page alone
    more = {"address": "https://e.cn/x/", "author": "某局", **more}
    return Paper(record, title, lead, body, (), notes, "2011年6月1日", **more)


def parts(made: Made) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(made.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(made: Made) -> Any:
    return docx.Document(io.BytesIO(made.data))


def made(*body: Block) -> Made:
    return word.of_paper(paper(body or BODY), lambda path: png())


def book(title: str = "某省活动") -> Made:
    one, other = (paper(title=f"{name}材料", address=f"https://e.cn/{name}/") for name in "甲乙")
    units = (("乙单位", (other,)), ("甲单位", (one, other)))
    whole = Compendium(title, "某组", "2011年", (Part("带头学习", (one, other)), Part("服务群众", (other,))), units)
    return word.of_compendium(whole, lambda path: png())
