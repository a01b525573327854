"""A draft made of an exported file held against the case it was exported from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

import numbering
from campaign.fingerprint import expand
from campaign.kinds import KINDS
from campaign.load import parse
from campaign.markdown import Body
from campaign.records import Record
from campaign.rewrite import as_written

from .draft import Draft

# More than this many are told by their number; each by so many characters around what differs.
MOST, AROUND = 20, 12


def chapters(draft: Draft, text: str) -> list[tuple[str, list[str]]]:
    """What a report says on it, chapter by chapter. ``text`` is the draft's."""
    case = draft.original
    came = "这份文件是本站导出的，正文照原样带回。状态、审核和本人同意不从文件里带回，要重新办。"
    if case is None:
        named = f"它是从案例「{draft.origin[:60]}」导出的，现在没有这个编号的案例。" if draft.origin else ""
        return [("从哪里来的", [came, named or "文件里没有附带的案例信息，各栏是从看得见的文字里读的，请逐栏核对。"])]
    replacing = "原案例没有动，草稿用的是新编号。要换下原案例的，在编辑台里打开原案例，照下面所列的改动修改，重新审核，再删去草稿。"
    after = parse(case.path, text.encode("utf-8")).record
    changed = _fields(draft, case) if after else []
    if after:
        changed += differences(Body(expand(case.body.text, draft.includes)), after.body)
    return [
        ("从哪里来的", [came, f"它是从《{case.title}》（{case.path}）导出的。{replacing}"]),
        ("与原案例不同的地方", changed or ["没有：标题、摘要、各栏和正文的文字都与原案例一样。"]),
    ]


def _fields(draft: Draft, case: Record) -> list[str]:
    said = []
    for one in draft.proposals:
        field = KINDS["case"].group.field(one.field)
        if field and one.value != as_written(case.data.get(one.field)):
            said.append(f"「{field.title}」与原案例不同，草稿里是「{one.shown}」。")
    return said


def differences(before: Body, after: Body) -> list[str]:
    """Chinese sentences on the headings and blocks that differ in their words, numbers of headings left aside."""
    old, new = _lines(before), _lines(after)
    found = [
        said
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
        for said in _told(old[a:b], new[c:d])
    ]
    return found if len(found) <= MOST else [*found[:MOST], f"还有 {len(found) - MOST} 处，没有一一列出。"]


def _told(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for one, other in zip_longest(old, new, fillvalue=""):
        if one and other:
            start = max(_alike(one, other) - AROUND, 0)
            end = max(_alike(one[:start:-1], other[:start:-1]) - AROUND, 0)
            yield f"「{_cut(one, start, end)}」改成「{_cut(other, start, end)}」。"
        elif one:
            yield f"少了「{_short(one)}」。"
        else:
            yield f"多了「{_short(other)}」。"


def _alike(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _cut(line: str, start: int, end: int) -> str:
    return _short(f"{'……' if start else ''}{line[start : len(line) - end]}{'……' if end else ''}")


def _short(line: str) -> str:
    return line if len(line) <= 120 else f"{line[:120]}……"


def _lines(body: Body) -> list[str]:
    found = []
    for passage in body.passages:
        if passage.heading:
            written = passage.heading.text
            label = numbering.label(written)
            found.append(written[len(label.text) :] if label else written)
        found += passage.text.split("\n")
    return [line for one in found if (line := " ".join(one.split()))]
