"""What a campaign's office has still to see to: one page, every hole with the way to the record to mend."""

from __future__ import annotations

from ..progress import Basis, progress
from ..records import Record
from .page import Page
from .press import Pages, Press


def pages(press: Press) -> Pages:
    """The page of what is still to be done."""
    found = progress(press.site)
    page = Page(
        "progress/index.md",
        "活动进度",
        description="还没有兑现、没有记载、需要补的地方，逐项连到要补的记录。",
        kind="progress",
        section="timeline",
        record="campaign.md",
        wide=True,
        toc=False,
    )
    bases = [(basis.policy, _citing(press, basis)) for basis in found.bases]
    yield press.write(page, "progress.md.j2", found=found, bases=bases)


def _citing(press: Press, basis: Basis) -> list[tuple[Record, list[str]]]:
    """Each record that cites a policy, once, with the words of the clauses; none where it cites the whole."""
    clauses = press.clauses(basis.policy)
    citing: dict[str, tuple[Record, list[str]]] = {}
    for citation in basis.citations:
        words = citing.setdefault(citation.record.path, (citation.record, []))[1]
        if citation.clause:
            words.append(clauses[citation.clause])
    return list(citing.values())
