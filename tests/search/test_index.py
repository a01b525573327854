"""The index: what is in it and what never is, and how its files hang together."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from campaign import search
from campaign.search import shelf
from campaign.search.documents import documents
from campaign.search.shelf import Shelf

from ..conftest import GOLDENS, Docs, read_folder
from .conftest import Indexed, write_index, written

CASE = """---
title: 从不露面的题名{word}
kind: organisation
unit: {unit}
criteria: [{criterion}]
date: 2031-03
summary: 从不露面的摘要{word}。
status: {status}
{more}---

## 问题

从不露面的正文{word}。

## 办法

从不露面的正文{word}。

## 结果

从不露面的正文{word}。
"""
REVIEW = "review:\n  by: 甲\n  secrecy_by: 乙\n  final_by: 丙\n  on: 2031-04-01\n"
TAKEN_DOWN = "revoked:\n  on: 2031-05-01\n  basis: 事实不符\n"


def all_text(files: dict[str, str]) -> str:
    return "\n".join(files.values())


def names(manifest: str) -> set[str]:
    """The files that a manifest names."""
    data = json.loads(manifest[manifest.index(",") + 1 : manifest.rindex(")")])
    found = {f"{name}-{digest}" for name, digest in data["files"].items()}
    for name in ("terms", "sounds", "names"):
        files, count = data[name]["files"], len(data[name]["keys"].split())
        width = len(files) // count
        found |= {f"{name}-{files[place * width : (place + 1) * width]}" for place in range(count)}
    files, count = data["rows"]["files"], -(-data["documents"] // data["rows"]["each"])
    width = len(files) // count
    return found | {f"rows-{files[place * width : (place + 1) * width]}" for place in range(count)}


def test_the_manifest_names_every_file_and_rows_every_text(own: Indexed) -> None:
    there = {path.removeprefix("search/").removesuffix(".js") for path in own.files}
    texts = {name for name in there if name.startswith("text-")}
    assert there - texts - {"index"} == names(own.manifest)
    rows = all_text({path: text for path, text in own.files.items() if "/rows-" in path})
    assert texts == {f"text-{digest}" for digest in re.findall(r'"([a-z2-7]{10})"\]', rows)}
    assert len(texts) == len(own.documents)


def test_every_file_is_named_by_its_content(own: Indexed) -> None:
    for path, text in own.files.items():
        name = path.removeprefix("search/").removesuffix(".js")
        assert text.startswith(f'zySearch.put("{name}",') and text.endswith(")\n")
    by_name = {path: hashlib.sha256(text.encode()).digest() for path, text in own.files.items()}
    assert len(set(by_name.values())) == len(by_name)


def test_every_document_is_there_once(own: Indexed) -> None:
    addresses = [one.address for one in own.documents]
    assert addresses == sorted(set(addresses))


def test_two_indexes_of_one_site_are_the_same_bytes(own: Indexed, tmp_path: Path) -> None:
    again = written(read_folder(Path(__file__).parents[2] / "docs"))
    assert dict(search.files(again)) == own.files


def test_a_change_of_one_case_leaves_most_files_alone(base: Docs) -> None:
    path = next(path for path in base if path.startswith("cases/"))
    before = dict(search.files(written(base)))
    text = base[path].decode()
    after = dict(search.files(written({**base, path: text.replace("看板", "公告栏").encode()})))
    assert before != after
    texts = {name for name in before if "/text-" in name}
    assert len(texts - after.keys()) == 1


def taken(base: Docs, status: str, more: str = "") -> Docs:
    path = next(path for path in base if path.startswith("cases/"))
    text = base[path].decode()
    unit = re.search(r"unit: (\S+)", text).group(1)  # type: ignore[union-attr]
    criterion = re.search(r"criteria:\s*(?:\[|\n\s*- )([\w-]+)", text).group(1)  # type: ignore[union-attr]
    case = CASE.format(word="墨鱼", unit=unit, criterion=criterion, status=status, more=more)
    return {**base, "cases/2031/hidden.md": case.encode()}


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("draft", ""),
        ("review", ""),
        ("revoked", f"{REVIEW}{TAKEN_DOWN}"),
        ("suspended", f"{REVIEW}{TAKEN_DOWN}"),
        ("archived", REVIEW),
    ],
)
def test_nothing_unpublished_or_taken_down_is_in_any_file(base: Docs, status: str, more: str) -> None:
    text = all_text(dict(search.files(written(taken(base, status, more)))))
    assert "墨鱼" not in text and "从不露面" not in text and "moyu" not in text and "mo'yu" not in text


def test_a_preview_finds_drafts_and_says_so(base: Docs) -> None:
    press = written(taken(base, "draft"), drafts=True)
    (found,) = (one for one in documents(press) if "墨鱼" in one.title)
    assert ("draft", "草稿") in found.badges


def test_every_clause_of_a_policy_is_a_place_of_its_own(own: Indexed) -> None:
    (speech,) = (one for one in own.documents if one.address == "policy/mobilisation-speech.html")
    anchors = [section.anchor for section in speech.sections]
    assert anchors[0] == "" and {"significance", "significance-1", "aims"} <= set(anchors)
    aims = next(section for section in speech.sections if section.anchor == "aims")
    assert "推动科学发展" in aims.text and "{!" not in aims.text


def test_hostile_titles_are_text(base: Docs, tmp_path: Path) -> None:
    path = next(path for path in base if path.startswith("cases/"))
    nasty = "title: '< /script>< img src=x onerror=alert(1)>|\" \\ ${1} 尾巴'"
    docs = {**base, path: re.sub(r"title: .*", lambda _: nasty, base[path].decode(), count=1).encode()}
    indexed = write_index(written(docs), tmp_path)
    for text in indexed.files.values():
        data = text[text.index(",") + 1 : text.rindex(")")]
        json.loads(data)


def test_what_ends_a_line_in_a_script_is_written_out() -> None:
    _, _, text = shelf.file("rows", ["甲\u2028乙\u2029\ud800"])
    assert json.loads(text[text.index(",") + 1 : text.rindex(")")]) == ["甲\u2028乙\u2029?"]
    assert "\u2028" not in text and "\u2029" not in text


def test_a_shelf_is_cut_where_its_keys_say() -> None:
    """An entry more moves no cut but the one beside it."""
    entries = [(f"k{number:05d}", "x" * (number % 40)) for number in range(4000)]
    before = Shelf("terms", entries)
    after = Shelf("terms", [*entries, ("k02000a", "y" * 30)])
    assert len(before.files) > 8
    assert len(set(before.files) - set(after.files)) <= 2


def test_keys_are_sorted_as_a_browser_compares() -> None:
    keys = ["\U00020000丈", "\uff71", "中", "a", "\U0001f600"]
    made = Shelf("terms", [(key, "x") for key in keys])
    _, text = made.files[0]
    assert re.findall(r'(?:"|\|)([^ |"]+) x', text[text.index(",") :]) == [
        "a",
        "中",
        "\U0001f600",
        "\U00020000丈",
        "\uff71",
    ]


def test_the_goldens_base_has_something_to_find() -> None:
    assert documents(written(read_folder(GOLDENS / "_base" / "docs")))
