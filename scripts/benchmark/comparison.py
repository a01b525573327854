"""What was measured of a peer as multiples of what was measured of ours, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .figures import Spread, ratios

Measured = Mapping[str, Any]


def of_all(measured: Mapping[str, Measured]) -> dict[str, dict[str, dict[str, float] | None]]:
    """Peer → figure → median, least and greatest multiple; None where one side has no such figure."""
    return {
        name: {figure: _rounded(found) for figure, found in _of_one(one, measured["ours"]).items()}
        for name, one in measured.items()
        if name != "ours"
    }


def search_seconds(one: Measured) -> list[float]:
    """What the search adds to a build, a figure a round: measured by itself, or as a difference of two builds."""
    seconds = one["seconds"]
    if "index" in seconds:
        return list(seconds["index"])
    return [round(whole - without, 4) for whole, without in zip(seconds["whole"], seconds["without"], strict=True)]


def answers(one: Measured, when: str, figure: str, other: Measured | None = None) -> list[float | None]:
    """A figure of every answer in the order asked; with ``other``, of the queries that it takes, too."""
    entries = one.get("queries", [])
    beside = other.get("queries", []) if other is not None else entries
    if not entries or not beside:
        return []
    pairs = zip(entries, beside, strict=True)
    return [answer[figure] for entry, their in pairs if their["supported"] for answer in entry[when]]


def _of_one(theirs: Measured, ours: Measured) -> dict[str, Spread | None]:
    found = {
        f"index_{figure}": ratios([theirs["index"]["total"][figure]], [ours["index"]["total"][figure]])
        for figure in ("bytes", "gzipped")
    }
    found["search_seconds"] = ratios(search_seconds(theirs), search_seconds(ours))
    found["whole_seconds"] = ratios(theirs["seconds"].get("whole", []), ours["seconds"]["whole"])
    for when, figure in (("first", "requests"), ("first", "bytes"), ("first", "ms"), ("next", "ms")):
        found[f"{when}_{figure}"] = ratios(answers(theirs, when, figure, ours), answers(ours, when, figure, theirs))
    return found


def _rounded(found: Spread | None) -> dict[str, float] | None:
    return {name: round(value, 3) for name, value in asdict(found).items()} if found else None
