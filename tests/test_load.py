"""Reading a folder: each file once, one record for a name, and nothing said of a file but what is its own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from campaign import Memory, load, parse_each
from campaign.attachments import Elsewhere
from campaign.memory import Parsed

from .conftest import Docs

CASE, LATER = "cases/2031/kanban.md", "cases/2032/kanban.md"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("", "---\nno: [\n---\n", [f"{LATER}:1 duplicate-id {CASE}"]),
        (
            "",
            "\ufeff甲\x00",
            [f"{LATER}:1 duplicate-id {CASE}", f"{LATER}:1 byte-order-mark", f"{LATER}:1 control-character"],
        ),
        ("没有头部\n", "", [f"{CASE}:1 no-front-matter", f"{LATER}:1 duplicate-id 另一个文件"]),
    ],
)
def test_of_two_files_of_one_name_the_second_is_looked_at_no_further(
    base: Docs, first: str, second: str, said: list[str]
) -> None:
    docs = {**base, CASE: first.encode() or base[CASE], LATER: second.encode() or base[CASE]}
    records, found = load(docs)
    named = [one.message.partition("已经被 ")[2].removesuffix(" 用了") for one in found]
    assert [
        f"{one.path}:{one.line} {one.code} {other}".strip() for one, other in zip(found, named, strict=True)
    ] == said
    kept = records.get("case", "kanban")
    assert kept.path == CASE if kept else first and records.knows("case", "kanban")


def test_a_link_takes_no_other_file_s_name(base: Docs) -> None:
    found = load({**base, "units/pressabc": Elsewhere()})[1]
    assert [(one.path, one.code) for one in found] == [("units/pressabc", "linked-file")]


def test_only_what_is_not_known_is_read_and_whoever_waits_is_told_of_it(base: Docs) -> None:
    memory, told, asked = Memory(), list[str](), list[list[str]]()
    docs = {**base, "includes/a.md": "甲\n".encode()}
    written = [path for path in sorted(docs) if path.endswith(".md") and not path.startswith("includes/")]
    load(docs, memory, begin=told.append)
    assert told[: len(written) + 3] == ["includes/a.md", "", *written, ""]

    def others(files: Mapping[str, bytes]) -> dict[str, Parsed]:
        asked.append(list(files))
        return parse_each(files)

    changed = {path: data for path, data in docs.items() if path != "cases/2031/teacher.md"}
    changed[CASE] += b"\n"
    told.clear()
    assert load(changed, memory, others, told.append)[1] == load(changed)[1]
    assert asked == [[CASE]] and told[:2] == ["includes/a.md", ""]
    assert set(memory.files) == set(written) - {"cases/2031/teacher.md"}, "what is gone is not remembered"


def test_what_is_said_of_a_file_that_is_not_read_again_stands_at_its_place(base: Docs) -> None:
    memory = Memory()
    load(base, memory)
    kept = {path: one.light() for path, one in memory.files.items()}
    for gone in base:
        docs = {path: data for path, data in base.items() if path != gone}
        memory.files = dict(kept)
        assert load(docs, memory)[1] == load(docs)[1], gone
