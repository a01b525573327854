"""A fingerprint is of the text that was signed, with the fragments that it quotes, and of nothing else."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable

import pytest
from campaign import fingerprint, load
from campaign.fingerprint import expand
from campaign.limits import NESTING
from campaign.markdown import Body
from campaign.records import Record

Docs = dict[str, bytes]
CASE = "cases/2031/kanban.md"


def signed(docs: Docs) -> str:
    records, _ = load(docs)
    case = records.get("case", "kanban")
    assert isinstance(case, Record)
    return fingerprint(case, records.includes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 看板上墙", "title: 看板上架"),
        ("summary: 把问题", "summary: 把毛病"),
        ("挂一块看板。", "挂两块看板。"),
        ("tags:", "outcomes:\n  - text: 返工\ntags:"),
    ],
)
def test_what_is_signed_changes_the_fingerprint(base: Docs, edit: Callable[..., Docs], old: str, new: str) -> None:
    assert signed(edit(CASE, old, new)) != signed(base)


def test_what_is_not_signed_does_not(base: Docs, edit: Callable[..., Docs]) -> None:
    assert signed(edit(CASE, "  - 看板\n", "  - 公开\n")) == signed(base)
    assert signed({**base, CASE: base[CASE].replace(b"\n", b"\r\n")}) == signed(base)
    assert signed(edit(CASE, "挂一块看板。\n", "挂一块看板。  \n")) == signed(base)


def test_a_fragment_is_signed_with_the_text_that_quotes_it(edit: Callable[..., Docs]) -> None:
    docs = edit(CASE, "挂一块看板。", "挂一块看板。\n\n{!includes/goal.md!}")
    one = signed({**docs, "includes/goal.md": "一次做对。\n".encode()})
    other = signed({**docs, "includes/goal.md": "次次做对。\n".encode()})
    assert one != other


def test_a_signed_text_passes_and_a_changed_one_does_not(base: Docs, edit: Callable[..., Docs]) -> None:
    docs = edit(CASE, "  on: 2031-07-01", f"  on: 2031-07-01\n  fingerprint: {signed(base)}")
    assert load(docs)[1] == []
    docs[CASE] = docs[CASE].replace("挂一块".encode(), "挂两块".encode())
    assert [one.code for one in load(docs)[1]] == ["fingerprint-mismatch"]


def test_how_a_fingerprint_is_made_never_changes(base: Docs) -> None:
    """Texts that were signed years ago are held against it."""
    front, _, _ = base[CASE].decode().partition("---\n\n")
    told = "outcomes:\n  - text: 返工\n    before: 9\n    after: 2\n"
    body = '\n\n## 甲  \n\n乙 "é"\n{!includes/goal.md!}  \n\n'
    docs = {**base, CASE: f"{front}{told}---\n{body}".encode(), "includes/goal.md": "\n丙\n丁 \n".encode()}
    text = (
        r'{"body":"## 甲\n\n乙 \"é\"\n丙\n丁","outcomes":[{"after":"2","before":"9","text":"返工"}],'
        r'"summary":"把问题写在看板上。","title":"看板上墙（示例）"}'
    )
    assert signed(docs) == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_fragments_are_put_in_as_deep_as_they_may_lie() -> None:
    def chain(depth: int) -> dict[str, Body]:
        mentions = {f"includes/{n}.md": f"\n{n} {{!includes/{n + 1}.md!}}\n" for n in range(1, depth)}
        return {path: Body(text) for path, text in {**mentions, f"includes/{depth}.md": " 末\n"}.items()}

    led = " ".join(map(str, range(1, NESTING)))
    assert expand("{! includes/1.md !}\n", chain(NESTING)) == f"{led} 末\n"
    assert expand("{!includes/1.md!}", chain(NESTING + 1)) == f"{led} {NESTING} {{!includes/{NESTING + 1}.md!}}"
    assert expand("{!includes/x.md!}", chain(1)) == "{!includes/x.md!}"


def test_fragments_are_put_in_until_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("campaign.fingerprint"), "PAGE_CHARS", 5)
    mention, short = "{!includes/a.md!}", "{!includes/b.md!}"
    fragments = {"includes/a.md": Body("甲乙丙"), "includes/b.md": Body("丁戊")}
    assert expand(mention + mention + short + short, fragments) == f"甲乙丙{mention}丁戊{short}"
