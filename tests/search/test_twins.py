"""What is written twice, here and in the browser, says the same: folding, terms, numbers, the cutting of queries."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from campaign.search import terms
from campaign.search.fold import fold, utf16_length, variants
from campaign.search.postings import coded, posting_list
from campaign.search.weights import LEVELS

from .node import node


def texts() -> list[str]:
    """Texts of all that may turn up, and some at random."""
    dice = random.Random(3)
    letters = (
        "创先争优活動後裏乾著１２３ＡＢｃÉßİǅ①㈠㎡½ﬁ〔〕［］（）“”「」《》—－-_ \u3000\n\t\u200b々〇㐀𠀀𪚥\uf900豈가ｱｶﾞが"
        "αΩяé\u0301٣²😀\ufeff\ufffd|\"'\\$^.*+?{}()[]/2010年5月31日〔2010〕5号商党2010-05-31第"
    )
    made = ["".join(dice.choice(letters) for _ in range(dice.randrange(1, 40))) for _ in range(3000)]
    return [
        *made,
        letters,
        "",
        "商党〔2010〕5号，2010年5月31日、2010-05、2010.13、2010年0月、0010年1月1日 （2010）第12号",
    ]


def test_folding() -> None:
    asked = texts()
    pairs = "".join(f"{old}{new}" for old, new in variants().items())
    folded = node("zy.learnVariants(data[0]); return data[1].map(zy.fold)", [pairs, asked])
    for text, theirs in zip(asked, folded, strict=True):
        assert fold(text) == theirs, text
        assert utf16_length(theirs) == utf16_length(text)


def test_variants_are_one_to_one_inside_the_bmp() -> None:
    assert len(variants()) > 2500
    for old, new in variants().items():
        assert len(old) == len(new) == 1 and max(old, new) <= "\uffff" and old != new
    assert fold("創先爭優，羣眾評議") == "创先争优,群众评议"


def test_units_and_terms() -> None:
    asked = [fold(text) for text in texts()]
    found = node("return data.map((text) => zy.runs(text).map(zy.units))", asked)
    for text, theirs in zip(asked, found, strict=True):
        assert [terms.units(run) for run in terms.RUN.findall(text)] == theirs, text
        counted = terms.count(text)
        for units in theirs:
            assert all(unit in counted for unit in units)
            assert all(first + second in counted for first, second in pairwise(units))


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("2010年5月", "@2010-05"),
        ("2010-05", "@2010-05"),
        ("２０１０年５月", "@2010-05"),
        ("2010.5", "@2010-05"),
        ("2010/5/31", "@2010-05-31"),
        ("2010年5月31日", "@2010-05-31"),
        ("商党〔2010〕5号", "#2010-5"),
        ("商党[2010]5号", "#2010-5"),
        ("商党（2010）第05号", "#2010-5"),
    ],
)
def test_dates_and_numbers_are_the_same_term_however_written(typed: str, term: str) -> None:
    assert term in terms.count(fold(typed))
    (clauses,) = node("return data.map((text) => zy.parse(text).clauses.map((one) => one.term))", [typed])
    assert term in clauses


@pytest.mark.parametrize("typed", ["2010-13", "2010年13月", "2010-00", "12010-05", "2010-2012", "2010.5.99"])
def test_what_no_calendar_has_is_no_date(typed: str) -> None:
    (clauses,) = node("return data.map((text) => zy.parse(text).clauses.map((one) => one.term))", [typed])
    assert not any(clauses) and not [
        term for term in terms.special(fold(typed)) if term.count("-") > 1 or term == clauses
    ]


def test_numbers() -> None:
    numbers = [*range(4000), *(61 * 31 + offset for offset in range(-3, 4)), *range(10_000, 3_000_000, 7919)]
    read = node(
        "return data.map((signs) => { const all = []; zy.eachNumber(signs, (one) => all.push(one)); return all })",
        [coded(number) for number in numbers],
    )
    assert read == [[number] for number in numbers]


def test_posting_lists() -> None:
    dice = random.Random(5)
    lists = []
    for _ in range(200):
        documents = sorted(dice.sample(range(20_000), dice.randrange(1, 300)))
        lists.append([(document, dice.randrange(LEVELS)) for document in documents])
    signs = [posting_list([document * LEVELS + level for document, level in one]) for one in lists]
    assert all(set(one).isdisjoint(' |"\\') for one in signs)
    read = node(f"return data.map((signs) => zy.readPostings(signs, {LEVELS}))", signs)
    for one, theirs in zip(lists, read, strict=True):
        assert list(zip(theirs["documents"], theirs["levels"], strict=True)) == one
