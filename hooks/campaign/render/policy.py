"""The policy documents: the list with their validity, and each with what cites its clauses."""

from __future__ import annotations

from collections import defaultdict

from ..records import Record
from .page import Page
from .press import Leaf, Pages, Press


def pages(press: Press) -> Pages:
    """The list of policies, and the page of each."""
    site = press.site
    index = Page(
        "policy/index.md",
        "文件",
        description="讲话、通知、方案等依据和它们的效力。",
        kind="index",
        record="campaign.md",
        wide=True,
    )
    valid = [one for one in site.policies if one.status in ("in-force", "amended")]
    past = [one for one in site.policies if one.status not in ("in-force", "amended")]
    yield press.write(index, "policies.md.j2", groups=[("现行文件", "current", valid), ("已废止或失效", "past", past)])
    for policy in site.policies:
        yield _policy(press, policy)


def _policy(press: Press, policy: Record) -> Leaf:
    page = Page(
        policy.path,
        policy.title,
        description=policy.summary or f"{policy.issuer}，{policy.date.plain}。",
        kind="policy",
        record=policy.path,
    )
    return press.write(
        page,
        "policy.md.j2",
        record=policy,
        supersedes=[press.site.get("policy", id) for id in policy.supersedes],
        superseded_by=press.site.superseded_by.get(policy.id, ()),
        cited=_cited(press, policy),
    )


def _cited(press: Press, policy: Record) -> list[tuple[str | None, str, list[Record]]]:
    """(anchor, words of the clause, records that cite it) in the order of the document."""
    citing: dict[str | None, list[Record]] = defaultdict(list)
    for citation in press.site.citations.get(policy.id, ()):
        if citation.record not in citing[citation.clause]:
            citing[citation.clause].append(citation.record)
    clauses = press.clauses(policy)
    order = [anchor for anchor in clauses if anchor in citing] + ([None] if None in citing else [])
    return [(anchor, clauses[anchor] if anchor else "全文", citing[anchor]) for anchor in order]
