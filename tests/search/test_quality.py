"""Search finds what is there: measured over the project's own texts and a campaign of two thousand cases."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest

from . import quality
from .conftest import Indexed
from .queries import Query, queries

EACH = 16
# Shares of all queries answered first, among the ten shown, and the mean of 1 / rank; and of any kind, first.
FIRST, TEN, MRR, FIRST_OF_A_KIND = 0.95, 0.99, 0.96, 0.85
KINDS = 15
# Bytes gzipped of all index files that a first query reads; the client comes to at most 20 KB more.
CLIENT = 20 * 1024
MEDIAN, WORST = 150 * 1024 - CLIENT, 300 * 1024 - CLIENT


@pytest.mark.slow
@pytest.mark.parametrize("cases", [0, 2000], ids=["own", "sample"])
def test_what_is_there_is_found(
    own: Indexed, sample: Callable[[int], Indexed], cases: int, capsys: pytest.CaptureFixture[str]
) -> None:
    indexed = sample(cases) if cases else own
    asked = queries(indexed.documents, indexed.synonyms, each=EACH)
    assert len(asked) >= 150 and len({query.kind for query in asked}) >= KINDS - (2 if cases else 0)
    answers = quality.ask(indexed.folder, asked)
    measured = quality.rates(asked, answers)
    with capsys.disabled():
        print(f"\n{quality.table(measured)}")
    missed = [
        (query.kind, query.text, query.good[:2], answer["addresses"][:2], answer["notes"])
        for query, answer in zip(asked, answers, strict=True)
        if quality.rank(query, answer) != 1
    ]
    over_all = measured.pop("")
    assert over_all.first >= FIRST and over_all.ten >= TEN and over_all.mrr >= MRR, missed
    assert {kind: one.first for kind, one in measured.items() if one.first < FIRST_OF_A_KIND} == {}, missed


@pytest.mark.slow
def test_a_first_query_reads_little_of_ten_thousand_cases(sample: Callable[[int], Indexed]) -> None:
    indexed = sample(10_000)
    words = queries(indexed.documents[::40], indexed.synonyms, each=6)
    long = max((section.text for one in indexed.documents[::40] for section in one.sections), key=len)
    asked = [*words, Query("一大段", long[:400], ("",)), Query("一个字", "用", ("",))]
    answers = quality.ask(indexed.folder, asked)
    read = [(answer["bytes"], query.kind, query.text) for answer, query in zip(answers, asked, strict=True)]
    assert median(number for number, _, _ in read) <= MEDIAN
    assert max(read)[0] <= WORST, max(read)
