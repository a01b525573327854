"""An attachment without what it carries unseen: who wrote it, where a photo was taken, older versions."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import PurePath

from campaign import Diagnostic, has_errors
from campaign.attachments import Inside, Unreadable, look, strip
from campaign.files import ATTACHMENT_TYPES
from campaign.rules.attachments import inspect
from campaign.rules.protected import secrecy

_TRACES = "attachment-traces"
# What it says in English of a broken file is said in Chinese here.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class Refused(Exception):
    """It cannot be cleaned. The text is Chinese: what is wrong and what to do, a line for each thing that is wrong."""


@dataclass(frozen=True)
class Cleaned:
    """``taken``: what was taken out, in Chinese; empty where ``data`` is as it was given.

    ``notes``: what the one who publishes it should look at all the same, a Chinese sentence each.
    """

    data: bytes
    taken: tuple[str, ...]
    notes: tuple[str, ...] = ()


def cleaned(name: str, data: bytes) -> Cleaned:
    """A file without what must not go out with it. The name tells its type, and may itself bear a secrecy mark.

    Refused for a type that may not be published and for what is not what its suffix says, for what only its author can
    decide (comments, tracked changes) and for what cannot be cleaned (a password, macros, a secrecy mark).
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in ATTACHMENT_TYPES:
        allowed = "、".join(one[1:] for one in ATTACHMENT_TYPES)
        raise Refused(f"不能发布「{suffix or '无后缀'}」类型的文件。可以用：{allowed}。")
    if marks := secrecy.marks_in_name(name):
        raise Refused(f"文件名里有国家秘密标志「{marks[0].text}」。立即停止，按保密规定处理；涉密文件不得上网。")
    found = inspect(name, data)
    others = [one for one in found if one.code != _TRACES]
    if has_errors(others):
        raise Refused("\n".join(_sentences(others)))
    notes = tuple(_sentences(others))
    if len(others) == len(found):
        return Cleaned(data, (), notes)
    inside = Inside()
    try:
        look(data, suffix, inside)
        stripped = strip(data, suffix)
        left = Inside()
        look(stripped, suffix, left)
    except Unreadable as problem:
        raise Refused(f"文件清理不了：{problem}。用原来的软件打开，另存一份再试。") from problem
    if left.traces:
        raise Refused(f"清理不掉：{_list(left.traces)}。用原来的软件打开，去掉以后另存；或者打印成新的 PDF。")
    return Cleaned(stripped, tuple(dict.fromkeys(inside.traces)), notes)


def _sentences(found: list[Diagnostic]) -> list[str]:
    return [f"{one.message}。{one.hint}" for one in found]


def _list(words: list[str]) -> str:
    return "、".join(dict.fromkeys(words))
