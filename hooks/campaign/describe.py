"""What a field may hold, in Chinese: for the field reference and for the templates of new records."""

from __future__ import annotations

from decimal import Decimal

from .kinds import KINDS
from .schema import (
    Choice,
    Date,
    FilePath,
    Flag,
    Group,
    Identifier,
    ListOf,
    Number,
    Ref,
    Rule,
    Scores,
    Text,
    Type,
    Url,
    Winner,
)

ITEMS = {"group": "标准分组", "template": "案例体例", "level": "等次", "input": "评分来源"}


def describe(type_: Type) -> str:
    """A type in Chinese, such as 文字，不超过 120 字; a list names what each of its items is."""
    if isinstance(type_, Text):
        lines = "文字，可以多行" if type_.multiline else "文字"
        return f"{lines}，不超过 {type_.limit} 字" if type_.limit else lines
    if isinstance(type_, Choice):
        return "下列之一：" + "、".join(f"{value}（{label}）" for value, label in type_.options.items())
    if isinstance(type_, Identifier):
        return "编号：英文小写字母、数字和连字符"
    if isinstance(type_, Ref):
        return f"{ITEMS[type_.target] if type_.target in ITEMS else KINDS[type_.target].title}的编号"
    if isinstance(type_, Winner):
        return "单位的编号，或姓名、名称"
    if isinstance(type_, Date):
        return _date(type_)
    if isinstance(type_, Number):
        return _number(type_)
    if isinstance(type_, ListOf):
        least = f"，至少 {type_.least} 项" if type_.least else ""
        return f"列表{least}，每项是{describe(type_.item)}"
    return _plain(type_)


def _plain(type_: Flag | Rule | Url | FilePath | Group | Scores) -> str:
    if isinstance(type_, Flag):
        return "true（是）或 false（否）"
    if isinstance(type_, Rule):
        return "重复规则（RFC 5545 的 RRULE）"
    if isinstance(type_, Url):
        return "网址，以 http:// 或 https:// 开头"
    if isinstance(type_, FilePath):
        return "文件路径，从本文件所在的文件夹算起"
    if isinstance(type_, Scores):
        return "评分来源的编号: 分数（0 到 100）"
    return "一组字段：" + "、".join(one.name for one in type_.fields)


def _date(type_: Date) -> str:
    if type_.exact:
        return "某一天，如 2026-05-31"
    if type_.span:
        return "日期，或用斜杠隔开的起止日期，如 2026-05/2027-06；结束日期没有定的写 2026-05/.."
    return "日期，知道到哪一级就写到哪一级，如 2026、2026-05、2026-05-31"


def _number(type_: Number) -> str:
    word = "整数" if type_.whole else "数"
    if type_.low is not None and type_.high is not None:
        return f"{word}，{_digits(type_.low)} 到 {_digits(type_.high)}"
    if type_.low is not None:
        return f"{word}，不小于 {_digits(type_.low)}"
    return f"{word}，不大于 {_digits(type_.high)}" if type_.high is not None else word


def _digits(value: float) -> str:
    return f"{Decimal(str(value)).normalize():f}"
