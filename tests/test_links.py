"""Links, pictures and attachments: what they lead to is there and may be published, however it is written."""

from __future__ import annotations

import pytest
from campaign import load
from campaign.rules.links import leads_to, linked_pictures, published_files

from .conftest import Docs

PAGE = "guide/reader.md"
FILES = dict.fromkeys(("guide/files/a.csv", "guide/files/a.PNG", "guide/files/a.exe", "guide/files/a"), b"")


def said(docs: Docs, body: str, path: str = PAGE) -> list[str]:
    """The codes of what is said of a page with this text, and what is advised."""
    docs = {**docs, **FILES, path: docs[path] + f"\n{body}\n".encode()}
    return [f"{one.code} {one.hint}" for one in load(docs)[1] if one.path == path]


@pytest.mark.parametrize(
    "body",
    [
        *("[甲](http://example.cn)", "[甲](HTTPS://example.cn/a.md)", "[甲](mailto:a@example.cn)", "[甲](tel:0731)"),
        *("[甲](reader.md)", "[甲](#从哪里看起)", "[甲](reader.md#从哪里看起)", "[甲](?a#从哪里看起)"),
        *("[甲](../policy/plan.md)", "[甲](../policy/plan.md?a=b#goal)", "[甲](../policy/%70lan.md#%67oal)"),
        *("[甲](../policy/pl&#97;n.md)", "[甲](../timeline/index.md)", "[甲](../cases/2031/kanban.md)"),
        *("[甲](MAILTO:a@example.cn)", "[](reader.md)", "[甲](ht&#9;tp://example.cn)"),
        *("[甲](files/a.csv)", "[甲](files/a.PNG)", "![甲](files/a.PNG)", "![甲](./files/../files/a.PNG)"),
    ],
)
def test_what_leads_somewhere(base: Docs, body: str) -> None:
    assert said(base, body) == []


@pytest.mark.parametrize(
    ("body", "code", "hint"),
    [
        ("[甲](ftp://example.cn)", "link-scheme", ""),
        ("[甲](&#102;tp://example.cn)", "link-scheme", ""),
        ("[甲](f&amp;#9;tp://example.cn)", "link-scheme", ""),
        ("[甲](%20ftp://example.cn)", "attachment-missing", ""),
        *((f"[甲](a{sign}b:c)", "link-scheme", "") for sign in "0+.-"),
        ("[甲](f&emsp;tp://example.cn)", "link-scheme", ""),
        ("[甲](//example.cn)", "link-scheme", ""),
        ("[甲](\\\\example.cn)", "link-scheme", ""),
        ("![甲](http://example.cn/a.png)", "external-resource", ""),
        ("![甲](//example.cn/a.png)", "external-resource", ""),
        ("![甲](mailto:a@example.cn)", "link-scheme", ""),
        ("[甲](/policy/plan.md)", "rooted-link", "如 ../policy/plan.md。"),
        ("[甲](/)", "rooted-link", "如 ..。"),
        ("[甲](%2Fguide/files/a.csv)", "outside-link", ""),
        ("[甲](#从哪里看去)", "dead-anchor", "从哪里看起"),
        ("[甲](../policy/plan.md#gole)", "dead-anchor", "goal"),
        ("[甲](../timeline/index.md#x)", "dead-anchor", "整页"),
        ("[甲](../timeline/indx.md)", "dead-link", "「../timeline/index.md」"),
        ("[甲](../policy/paln.md)", "dead-link", "「../policy/plan.md」"),
        ("[甲](../../policy/plan.md)", "outside-link", ""),
        ("[甲](../../a.csv)", "outside-link", ""),
        ("[甲](files/b.csv)", "attachment-missing", "「files/a.csv」"),
        ("[甲](files/a.exe)", "attachment-type", ""),
        ("[甲](files/a)", "attachment-type", ""),
        ("![甲](files/a.csv)", "attachment-type", "png"),
        ("![ ](files/a.PNG)", "image-alt", ""),
    ],
)
def test_what_leads_nowhere(base: Docs, body: str, code: str, hint: str) -> None:
    (one,) = said(base, body)
    assert one.startswith(f"{code} ") and hint in one


@pytest.mark.parametrize(
    ("body", "advised"),
    [
        ("[甲](/policy/plan.md)", "rooted-link 写相对路径，如 policy/plan.md。"),
        ("[甲](/)", "rooted-link 写相对路径，如 .。"),
        ("[甲](policy/paln.md)", "dead-link 是不是「policy/plan.md」？"),
        ("[甲](guide/files/b.csv)", "attachment-missing 是不是「guide/files/a.csv」？"),
    ],
)
def test_what_is_advised_for_a_page_at_the_root(base: Docs, body: str, advised: str) -> None:
    assert said(base, body, "campaign.md") == [advised]


def test_what_resembles_nothing_is_told_what_there_is_in_order(base: Docs) -> None:
    (one,) = said(base, "[甲](一二三四五六七八.md)")
    advised = one.partition("：")[2].removesuffix("……。").split("、")
    assert len(advised) == 12 and advised == sorted(advised)


def test_a_name_without_a_suffix_is_told(base: Docs) -> None:
    docs = {**base, **FILES, PAGE: base[PAGE] + "\n[甲](files/a)\n".encode()}
    assert ["「无后缀」" in one.message for one in load(docs)[1] if one.code == "attachment-type"] == [True]


CASE, OTHER = "cases/2031/kanban.md", "cases/2031/teacher.md"


@pytest.mark.parametrize(
    ("path", "status", "other", "found"),
    [
        (PAGE, "", "published", []),
        (PAGE, "", "suspended", []),
        (PAGE, "", "draft", ["dead-link"]),
        (PAGE, "", "archived", ["dead-link"]),
        (CASE, "published", "draft", ["dead-link"]),
        (CASE, "draft", "draft", ["dead-anchor"]),
        (CASE, "review", "published", ["dead-anchor"]),
    ],
)
def test_nothing_that_shows_leads_to_a_case_that_does_not(
    base: Docs, path: str, status: str, other: str, found: list[str]
) -> None:
    docs = {**base, OTHER: base[OTHER].replace(b"status: published", f"status: {other}".encode())}
    docs[CASE] = docs[CASE].replace(b"status: published", f"status: {status}".encode()) if status else docs[CASE]
    target = "../cases/2031/teacher.md" if path == PAGE else "teacher.md#none"
    assert [one.split()[0] for one in said(docs, f"[甲]({target})", path)] == found


def test_what_of_the_files_is_published_and_as_what(base: Docs) -> None:
    names = ("shown", "attached", "both", "divided", "unused")
    files = {f"cases/2031/files/{name}.png": b"" for name in names} | {
        "cases/2031/files/a.csv": b"",
        "guide/files/B.PNG": b"",
        "guide/files/b.csv": b"",
        "forms/a.docx": b"",
    }

    def case(path: str, attached: str, shown: str) -> bytes:
        lines = "".join(f"  - files/{name}\n" for name in attached.split())
        pictures = "".join(f"\n![图](files/{name})\n" for name in shown.split())
        return base[path].replace(b"sample:", f"attachments:\n{lines}sample:".encode()) + pictures.encode()

    docs = {
        **base,
        **files,
        CASE: case(CASE, "attached.png both.png divided.png a.csv", "both.png shown.png"),
        OTHER: case(OTHER, "a.csv", "divided.png"),
        PAGE: base[PAGE]
        + "\n[甲](https://example.cn/a.png)、[乙](../../b.csv)、[丙](files/B.PNG)、[丁](files/b.csv)\n".encode(),
    }
    records, diagnostics = load(docs)
    assert [(one.code, one.path) for one in diagnostics] == [
        ("unused-file", "cases/2031/files/unused.png"),
        ("outside-link", PAGE),
    ]
    visible = records.all()
    published = published_files(records, visible)
    assert published == tuple(sorted(set(files) - {"cases/2031/files/unused.png", "forms/a.docx"}))
    assert [(path.split("/")[-1], also) for path, also in linked_pictures(published, visible).items()] == [
        ("both.png", True),
        ("divided.png", True),
        ("shown.png", False),
        ("B.PNG", False),
    ]
    case_record = records.by_path[CASE]
    assert leads_to(case_record) == case_record.leads_to == tuple(sorted(case_record.leads_to))
    assert all(not path.startswith("..") for path in records.by_path[PAGE].leads_to)


@pytest.mark.parametrize("target", ["files/b.csv/", "files/b.csv/."])
def test_a_file_is_no_folder(base: Docs, target: str) -> None:
    docs = {**base, "guide/files/b.csv": b"", PAGE: base[PAGE] + f"\n[甲]({target})\n".encode()}
    found = [one for one in load(docs)[1] if one.path == PAGE]
    assert [one.code for one in found] == ["attachment-missing"]
    assert "files/b.csv" in str(found[0])
