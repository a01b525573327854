"""What an exported file holds of its case beside the text: a part of its own, which word processors keep."""

from __future__ import annotations

from way_back import NAMESPACE

from importing.word.markup import children, number, parse
from importing.word.package import Package

# A case's fields and the lines that are printed of them take some ten thousand bytes.
LARGEST = 256 * 1024
TOO_LARGE = "文件里附带的案例信息太大，没有采用；各栏按看得见的文字填写。"


def embedded(package: Package) -> tuple[dict[str, object] | None, str]:
    """The part as the parent process is told of it, None where there is none; and a sentence on why one is left out.

    Refusal where its XML is broken.
    """
    for name in package.related("customXml"):
        data = package.part(name) or b""
        if NAMESPACE.encode() not in data:
            continue
        if len(data) > LARGEST:
            return None, TOO_LARGE
        root = parse(name, data)
        if root.tag == _named("case"):
            return {
                "case": root.get("id", ""),
                **{
                    one: [found.text or "" for found in children(root, _named(one))]
                    for one in ("fields", "printed", "heading")
                },
                "link": [
                    [
                        found.text or "",
                        found.get("to", ""),
                        *(number(found.get(one), 1, 1, LARGEST) for one in ("number", "of")),
                    ]
                    for found in children(root, _named("link"))
                ],
            }, ""
    return None, ""


def _named(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
