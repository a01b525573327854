"""Edits such as an office makes in a week, on a small docs folder, for what must hold after any of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import corpus
from campaign import has_errors, load
from hypothesis import strategies as st
from PIL import Image

Docs = dict[str, bytes]
Edit = Callable[[Docs, int], Docs]

CASES = 9


def campaign() -> Docs:
    """A sample campaign in which records lean on one another: fragments, links, attachments, awards."""
    docs = {path: text.encode() for path, text in corpus.files(CASES)}
    docs["includes/promise.md"] = "说到做到，{!includes/inner.md!}\n".replace("，{!includes/inner.md!}", "。").encode()
    docs["guide/reader.md"] = "---\ntitle: 怎么看\n---\n\n## 从哪里看\n\n{!includes/promise.md!}\n".encode()
    docs["files/plan.txt"] = b"plan"
    docs["files/chart.png"] = drawn(0)
    first, second, third = cases(docs)[:3]
    docs[first] += (
        f"另见[同类做法](../{second.removeprefix('cases/')}#start)和[计划](../../files/plan.txt)。\n".encode()
    )
    docs[second] = docs[second].replace("## 背景与起因".encode(), "## 背景与起因 {#start}".encode())
    docs[second] += b"\n{!includes/promise.md!}\n"
    docs[third] += "\n![图：逐月的数](../../files/chart.png)\n".encode()
    return docs


def drawn(number: int) -> bytes:
    """A picture, another one for each number."""
    data = BytesIO()
    Image.new("RGB", (8, 8), (number, 0, 0)).save(data, "PNG")
    return data.getvalue()


def cases(docs: Docs) -> list[str]:
    return sorted(path for path in docs if path.startswith("cases/"))


def _pick(paths: list[str], number: int) -> str:
    return paths[number % len(paths)]


def _of(docs: Docs, folder: str) -> list[str]:
    return sorted(path for path in docs if path.startswith(folder))


def _sub(docs: Docs, path: str, pattern: str, written: str) -> Docs:
    text = re.sub(pattern, written, docs[path].decode(), count=1, flags=re.MULTILINE)
    return {**docs, path: text.encode()}


def _body(docs: Docs, number: int) -> Docs:
    path = _pick(cases(docs), number)
    return {**docs, path: docs[path] + f"\n后来又记了一笔，第 {number} 次。\n".encode()}


def _title(folder: str) -> Edit:
    return lambda docs, number: _sub(
        docs, _pick(_of(docs, folder), number), "^title: .*$", f"title: 改名（示例 {number}）"
    )


def _summary(docs: Docs, number: int) -> Docs:
    return _sub(docs, _pick(cases(docs), number), "^summary: .*$", f"summary: 换了一个说法（示例 {number}）。")


def _tags(docs: Docs, number: int) -> Docs:
    return _sub(docs, _pick(cases(docs), number), "^tags:$", f"tags:\n  - 新词{number % 3}")


def _date(docs: Docs, number: int) -> Docs:
    return _sub(docs, _pick(cases(docs), number), r"^date: .*$", f"date: 2021-0{number % 9 + 1}-11")


def _unit(docs: Docs, number: int) -> Docs:
    return _sub(docs, _pick(cases(docs), number), "^unit: .*$", f"unit: unit-000{number % 8}")


def _status(docs: Docs, number: int) -> Docs:
    status = ("draft", "archived", "published")[number % 3]
    return _sub(docs, _pick(cases(docs), number), "^status: .*$", f"status: {status}")


def _revoke(docs: Docs, number: int) -> Docs:
    written = "status: revoked\nrevoked:\n  on: 2022-03-01\n  basis: 示例决定"
    return _sub(docs, _pick(cases(docs), number), "^status: published$", written)


def _add(docs: Docs, number: int) -> Docs:
    text = docs[_pick(cases(docs), number)].decode().replace("honours:", "tags:")
    year = (2020, 2021, 2022)[number % 3]
    return {**docs, f"cases/{year}/new-{number}.md": re.sub("^title: ", "title: 又一个", text, flags=re.M).encode()}


def _delete(docs: Docs, number: int) -> Docs:
    gone = _pick(cases(docs), number)
    return {path: data for path, data in docs.items() if path != gone}


def _rename(docs: Docs, number: int) -> Docs:
    old = _pick(cases(docs), number)
    moved = {path: data for path, data in docs.items() if path != old}
    alias = old.replace(".md", ".html")
    text = docs[old].decode().replace("---\n", f"---\naliases:\n  - {alias}\n", 1)
    return {**moved, old.replace(".md", f"-{number}.md"): text.encode()}


def _fragment(docs: Docs, number: int) -> Docs:
    return {**docs, "includes/promise.md": f"说到做到，{number} 次。\n".encode()}


def _file(docs: Docs, number: int) -> Docs:
    return {**docs, "files/plan.txt": str(number).encode()}


def _picture(docs: Docs, number: int) -> Docs:
    return {**docs, "files/chart.png": drawn(number)}


def _organiser(docs: Docs, number: int) -> Docs:
    return _sub(docs, "campaign.md", "^organiser: .*$", f"organiser: 示例集团（{number}）")


def _heading(docs: Docs, number: int) -> Docs:
    path = _pick(cases(docs), number)
    return {**docs, path: docs[path] + f"\n### 附记 {number}\n\n补一条。\n".encode()}


def _award(docs: Docs, number: int) -> Docs:
    return _sub(docs, _pick(_of(docs, "honours/"), number), "category: .*$", f"category: 标兵 {number}")


def _children(docs: Docs, number: int) -> Docs:
    return _sub(docs, _pick(_of(docs, "units/")[1:], number), "^parent: .*$", f"parent: unit-000{number % 3}")


EDITS: tuple[Edit, ...] = (
    *(_body, _summary, _tags, _date, _unit, _status, _revoke, _add, _delete, _rename, _fragment, _file, _picture),
    *(_organiser, _heading, _award, _children),
    *map(_title, ("cases/", "units/", "criteria/", "honours/", "stages/", "policy/", "guide/", "campaign.md")),
)

# Some edits one after the other, each with a number that says where and what.
SEQUENCES = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 20)), min_size=1, max_size=6)


def edited(docs: Docs, edit: Edit, number: int) -> Docs:
    """The folder after an edit; as it was, if the checks would refuse it."""
    after = edit(docs, number)
    _, diagnostics = load(after)
    return docs if has_errors(diagnostics) else after
