"""Headings go down a level at a time, from the second on, and up as they like."""

from __future__ import annotations

import pytest
from campaign.findings import Findings
from campaign.markdown import Body
from campaign.rules.structure import check_body


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ((2, 3, 4, 2, 2, 3), []),
        ((3,), ["heading-skip 1"]),
        ((2, 4, 5, 3, 6), ["heading-skip 3", "heading-skip 9"]),
        ((1, 2, 1, 3), ["heading-one 1", "heading-one 5", "heading-skip 7"]),
    ],
)
def test_what_is_said_of_levels(levels: tuple[int, ...], told: list[str]) -> None:
    findings = Findings()
    body = Body("\n\n".join(f"{'#' * level} 题{'甲乙丙丁戊己'[n]}" for n, level in enumerate(levels)))
    check_body(body, findings.at("guide/a.md"))
    assert [f"{one.code} {one.line}" for one in findings.sorted() if one.code.startswith("heading-")] == told
