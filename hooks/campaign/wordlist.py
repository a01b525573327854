"""The list of words as ``wording.yml`` has it, read into :class:`Wording`."""

from __future__ import annotations

from . import frontmatter
from .diagnostics import Mark
from .files import decode
from .findings import Report
from .kinds.wording import WORDING
from .validate import validate
from .values import Item
from .wording import Term, Wording

PATH = "wording.yml"


def read(data: bytes, report: Report) -> Wording:
    """The list in a file. An entry that cannot be used is reported and left out.

    One whose right word another entry calls wrong is reported only.
    """
    text = decode(data, report)
    root = frontmatter.read(text, 1, report) if text is not None else None
    if root is None:
        return Wording()
    values, marks = validate(WORDING, root, report)
    terms: list[tuple[Term, Mark]] = []
    taken: dict[str, str] = {}
    for index, item in enumerate(values.get("terms", ())):
        if not {"right", "source"} <= set(item):
            continue
        term = _term(item)
        mark = marks.of("terms", index)
        reason = _reason(term, taken)
        if reason:
            report("wording-entry", mark, right=term.right, reason=reason)
        else:
            taken.update(dict.fromkeys(term.wrong, term.right))
            terms.append((term, mark))
    wording = Wording([term for term, _ in terms])
    for term, mark in terms:
        for slip in wording.slips(term.right, None):
            reason = f"正确写法里的「{slip.wrong}」在「{slip.term.right}」那一条里是错误写法"
            report("wording-entry", mark, right=term.right, reason=reason)
    return wording


def _term(item: Item) -> Term:
    right = item["right"]
    return Term(
        right,
        item.wrong,
        item.level or "hint",
        item["source"],
        item.note or "",
        (*getattr(item, "except"), right),
        item.since.start if item.since else None,
        item.until.end if item.until else None,
        bool(item.official),
    )


def _reason(term: Term, taken: dict[str, str]) -> str:
    """Why an entry cannot be used; empty where it can."""
    if not term.wrong and not term.official:
        return "没有写「错误写法」（wrong）"
    if term.since and term.until and term.since > term.until:
        return "起用时间晚于停用时间"
    for wrong in term.wrong:
        if wrong == term.right:
            return f"「{wrong}」和正确写法一样"
        if len(wrong) < 2:
            return f"「{wrong}」只有一个字，会到处误报"
        if wrong in taken:
            return f"「{wrong}」在「{taken[wrong]}」那一条里已经有了"
    for fine in () if term.official else term.fine[:-1]:
        if not any(wrong in fine for wrong in term.wrong):
            return f"例外「{fine}」里没有错误写法，不起作用"
    return ""
