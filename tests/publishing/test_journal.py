"""What a target keeps for itself: the journal, and whatever remembers the numbers and the stamps that were given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from publishing.package import Release
from publishing.targets import layout
from publishing.targets.journal import JOURNAL, ONE, PUBLISH, READY, ROLLBACK, Journal

from tests.publishing.fragile import Memory

ONCE, THEN, NOW = "000001-aaaaaaaa", "000002-bbbbbbbb", "000003-cccccccc"


@pytest.mark.parametrize(
    ("text", "is_unfinished", "failed"),
    [
        ("", False, set()),
        (f"failed {ONCE}\nfailed {THEN}\n", False, {ONCE, THEN}),
        (f"publish {NOW}\n", True, {NOW}),
        (f"failed {ONCE}\npublish {NOW}\n", True, {ONCE, NOW}),
        (f"failed {ONCE}\nrollback {NOW}\n", True, {ONCE}),
        (f"failed {ONCE} {THEN}\n", False, set()),
        ("failed", True, set()),
        ("\N{REPLACEMENT CHARACTER}", True, set()),
    ],
)
def test_a_journal_is_read(text: str, is_unfinished: bool, failed: set[str]) -> None:
    journal = Journal(Memory({JOURNAL: text.encode("utf-8")}))
    assert (journal.text(), journal.is_unfinished(), journal.failed()) == (text, is_unfinished, failed)


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (lambda journal: journal.begin(PUBLISH, NOW, ""), f"failed {ONCE}\nfailed {THEN}\npublish {NOW}\n"),
        (lambda journal: journal.begin(ROLLBACK, NOW, THEN), f"failed {ONCE}\nrollback {NOW}\n"),
        (lambda journal: journal.end([NOW, ONCE]), f"failed {ONCE}\nfailed {NOW}\n"),
        (lambda journal: journal.end(()), None),
        (lambda journal: journal.restore(f"publish {NOW}\n"), f"publish {NOW}\n"),
        (lambda journal: journal.restore(""), f"failed {ONCE}\npublish {THEN}\n"),
    ],
)
def test_a_journal_is_written(act: Callable[[Journal], None], left: str | None) -> None:
    folder = Memory({JOURNAL: f"failed {ONCE}\npublish {THEN}\n".encode()}, [JOURNAL.rpartition("/")[0]])
    act(Journal(folder))
    assert folder.held == ({} if left is None else {JOURNAL: left.encode()})


@pytest.mark.parametrize("act", [lambda journal: journal.end(()), lambda journal: journal.restore("failed x\n")])
def test_who_ends_something_sweeps_what_was_on_its_way(act: Callable[[Journal], None]) -> None:
    folder = Memory()
    folder.write(ONE, b"half")
    folder.write(f"{READY}/below/two", b"half")
    act(Journal(folder))
    assert READY not in folder.folders and not any(path.startswith(READY) for path in folder.held)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("000001-0123abcd", 1),
        ("123456789012-0123abcd", 123_456_789_012),
        ("00001-0123abcd", None),
        ("1234567890123-0123abcd", None),
        ("000001-0123abc", None),
        ("000001-0123abcde", None),
        ("000001-0123ABCD", None),
        ("000001-0123abcd\n", None),
        (".staging-000001-0123abcd", None),
    ],
)
def test_a_folder_of_a_release_has_its_number(name: str, number: int | None) -> None:
    assert layout.number_of(name) == number


@pytest.mark.parametrize(
    ("counter", "log", "folders", "given"),
    [
        ("", "", [], (0, 0)),
        ("7 50\n", "", [], (7, 50)),
        ("7 50\n1 60", "", [], (7, 60)),
        ("x7 50\n", "", [], (0, 0)),
        ("7 50 1\n", "", [], (0, 0)),
        ("1234567890123 1\n", "", [], (0, 0)),
        ("7 1234567890123\n", "", [], (0, 0)),
        ("123456789012 123456789012\n", "", [], (123_456_789_012, 123_456_789_012)),
        ("", "… publish 000009-0123abcd 40 12 甲\n… rollback 000008-0123abcd 70 12 甲\n", [], (9, 70)),
        ("", "… publish 000009-0123abcd 1234567890123 12 甲\n… publish 00008-0123abcd 70 12 甲\n", [], (0, 0)),
        ("", "", ["lost", "000003-0123abcd", "000002-0123abcd"], (3, 0)),
        ("5 90\n", "… publish 000006-0123abcd 80 12 甲\n", ["000007-0123abcd"], (7, 90)),
    ],
)
def test_the_highest_that_was_ever_given(counter: str, log: str, folders: list[str], given: tuple[int, int]) -> None:
    assert layout.counted(counter, log, folders) == given


def test_what_is_noted_is_read_again() -> None:
    release = Release(12, "0123abcd" * 8, 1_700_000_000, "2023-11-14T22:13:20+00:00", 34)
    line = layout.line(1_700_000_001.9, PUBLISH, release, "甲@本机")
    assert line == f"2023-11-14T22:13:21+00:00 publish {release.id} 1700000000 34 甲@本机\n"
    assert layout.counted("", line, []) == (12, 1_700_000_000)
    assert layout.counted(layout.counter(12, 34), "", []) == (12, 34)
