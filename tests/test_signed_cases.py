"""What each status of a case asks for, what a template does, which old addresses are taken, how commitments are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from campaign import load

Docs = dict[str, bytes]
Edit = Callable[..., Docs]
CASE, MEMBER, SHEET = "cases/2031/kanban.md", "cases/2031/teacher.md", "commitments/press-2031.md"
REVIEW = "review:\n  by: 示例甲\n  secrecy_by: 示例乙\n  final_by: 示例丙\n  on: 2031-07-01\n"
CONSENT = "consent:\n  on: 2031-08-20\n  scope: 本网站\n"
REVOKED = "revoked:\n  on: 2031-08-01\n  basis: 示例决定\n"


def codes(docs: Docs) -> list[str]:
    return [one.code for one in load(docs)[1]]


@pytest.mark.parametrize(
    ("status", "review", "revocation"),
    [
        ("draft", False, False),
        ("review", False, False),
        ("notice", False, False),
        ("published", True, False),
        ("suspended", True, True),
        ("revoked", True, True),
        ("archived", True, False),
    ],
)
def test_a_status_asks_for_what_was_signed(edit: Edit, status: str, review: bool, revocation: bool) -> None:
    bare = edit(CASE, "status: published", f"status: {status}", REVIEW, "")
    missing = ["missing-review"] * review + ["missing-revocation"] * revocation
    assert sorted(codes(bare)) == sorted(missing)
    full = edit(CASE, "status: published", f"status: {status}", REVIEW, REVIEW + REVOKED)
    assert codes(full) == ([] if revocation or status == "archived" else ["stray-revocation"])


@pytest.mark.parametrize("status", ["draft", "review", "notice", "published", "archived"])
def test_a_member_s_consent_is_asked_for_when_the_case_shows(edit: Edit, status: str) -> None:
    docs = edit(MEMBER, "status: published", f"status: {status}", CONSENT, "")
    assert codes(docs) == (["missing-consent"] if status == "published" else [])


@pytest.mark.parametrize(
    ("notice", "found"),
    [
        ("2031-06-20/2031-06-30", []),
        ("2031-06-20/2031-07-01", ["notice-open"]),
        ("2031-06-20/2031-07-02", ["notice-open"]),
        ("2031-06-20/..", []),
    ],
)
def test_a_case_is_signed_when_its_notice_has_ended(edit: Edit, notice: str, found: list[str]) -> None:
    docs = edit(CASE, "status: published", f"notice: {notice}\nstatus: published")
    assert codes(docs) == found
    assert codes({**docs, CASE: docs[CASE].replace(b"status: published", b"status: archived")}) == []


@pytest.mark.parametrize(("low", "high", "found"), [(19, 19, []), (20, 400, ["too-short"]), (6, 18, ["too-much"])])
def test_a_case_is_as_long_as_its_template_says(edit: Edit, low: int, high: int, found: list[str]) -> None:
    """The base has 19 characters."""
    assert (
        codes(edit("campaign.md", "min_chars: 6", f"min_chars: {low}", "max_chars: 400", f"max_chars: {high}")) == found
    )


def test_of_two_sections_of_one_name_the_first_is_the_template_s(edit: Edit) -> None:
    assert codes(edit(CASE, "问题有人管。\n", "问题有人管。\n\n## 问题\n")) == []


@pytest.mark.parametrize(
    ("alias", "taken"),
    [
        ("cases/2010/old.html", False),
        ("cases/old.html", False),
        ("cases/bypass/old.html", False),
        ("cases/2010/index.html", False),
        ("cases/index.html", True),
        ("cases/by/unit.html", True),
        ("cases/2010/old.htm", True),
        ("/cases/2010/old.html", True),
        ("cases//old.html", True),
        ("cases/./old.html", True),
        ("cases/../cases/old.html", True),
        ("cases/2010/a b.html", True),
        ("cases/2010/a%20b.html", True),
        ("units/old.html", True),
        ("cases/2031/kanban.html", True),
    ],
)
def test_an_old_address_is_a_page_that_is_free(edit: Edit, alias: str, taken: bool) -> None:
    assert codes(edit(CASE, "tags:", f"aliases:\n  - '{alias}'\ntags:")) == ["bad-alias"] * taken


def test_an_old_address_belongs_to_one_case(edit: Edit) -> None:
    docs = edit(CASE, "tags:", "aliases:\n  - cases/old.html\ntags:")
    docs[MEMBER] = docs[MEMBER].replace(b"status:", b"aliases:\n  - cases/old.html\nstatus:")
    (found,) = load(docs)[1]
    assert (found.code, found.path) == ("bad-alias", MEMBER)
    assert f"{CASE} 也写了这个地址" in found.message


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("status: open", []),
        ("status: open\n    done_on: 2031-05-20", ["commitment-open"]),
        ("status: done", ["commitment-date"]),
        ("status: explained", ["commitment-reason"]),
        ("status: withdrawn", ["commitment-reason"]),
        ("status: explained\n    evidence: 没有地", []),
        ("status: withdrawn\n    evidence: 没有地", []),
        ("status: explained\n    evidence: 没有地\n    done_on: 2031-05-20", ["commitment-open"]),
        ("status: withdrawn\n    evidence: 没有地\n    done_on: 2031-05-20", ["commitment-open"]),
    ],
)
def test_a_commitment_says_when_it_was_kept_or_why_not(edit: Edit, item: str, found: list[str]) -> None:
    assert codes(edit(SHEET, "status: done\n    done_on: 2031-05-20", item)) == found


@pytest.mark.parametrize(("on", "found"), [("", "missing-field"), ("  on: 20XX-07\n", "date-exact")])
def test_a_day_that_is_not_there_is_held_against_nothing(edit: Edit, on: str, found: str) -> None:
    docs = edit(CASE, "status: published", "notice: 2031-06-20/2031-07-02\nstatus: published", "  on: 2031-07-01\n", on)
    assert codes(docs) == [found]
