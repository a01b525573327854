"""Measures search: success at one and at ten, and mean reciprocal rank, for each kind of query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .node import node
from .queries import Query


@dataclass(frozen=True)
class Rates:
    """Shares of the queries answered first, among ten, and the mean of 1 / rank."""

    count: int
    first: float
    ten: float
    mrr: float


_ASK = """
const zlib = require('zlib'), fs = require('fs'), weights = {}, answers = []
for (const q of data.queries) {
  read.length = 0
  const answer = await zy.find(open(data.folder), { q, chosen: {}, sort: 'relevance', page: 1, exact: false })
  for (const file of read) weights[file] = weights[file] || zlib.gzipSync(fs.readFileSync(file)).length
  answers.push({
    addresses: answer.items.map((item) => item.address),
    anchor: answer.items.length ? answer.items[0].anchor : '',
    total: answer.total,
    notes: answer.notes.map((note) => note.text),
    files: read.length,
    bytes: read.reduce((sum, file) => sum + weights[file], 0),
  })
}
return answers
"""


def ask(folder: Path, queries: list[Query]) -> list[dict[str, Any]]:
    """The client's answer to each query as a reader's first, over the site in ``folder``.

    ``bytes`` are those of the index files read, gzipped one by one.
    """
    answers: list[dict[str, Any]] = node(_ASK, {"folder": str(folder), "queries": [query.text for query in queries]})
    return answers


def rank(query: Query, answer: dict[str, Any]) -> int:
    """The place of the first right answer, from 1; 0 where none is among the ten shown, or something wrong is."""
    shown = answer["addresses"]
    if any(address in query.never for address in shown):
        return 0
    if query.total is not None and answer["total"] != query.total:
        return 0
    place = next((place for place, address in enumerate(shown, start=1) if address in query.good), 0)
    if place == 1 and query.anchor and answer["anchor"] != query.anchor:
        return 0
    return place


def rates(queries: list[Query], answers: list[dict[str, Any]]) -> dict[str, Rates]:
    """By kind, and over all under an empty name."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for query, answer in zip(queries, answers, strict=True):
        for kind in (query.kind, ""):
            ranks[kind].append(rank(query, answer))
    return {
        kind: Rates(
            len(found),
            sum(one == 1 for one in found) / len(found),
            sum(one > 0 for one in found) / len(found),
            sum(1 / one for one in found if one) / len(found),
        )
        for kind, found in ranks.items()
    }


def table(measured: dict[str, Rates]) -> str:
    """One line a kind: how many, and the three shares."""
    lines = [
        f"{kind or '全部'}\t{one.count}\t{one.first:.2f}\t{one.ten:.2f}\t{one.mrr:.2f}"
        for kind, one in measured.items()
    ]
    return "\n".join(["种类\t条数\t第一\t前十\tMRR", *lines])
