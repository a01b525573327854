"""A case with words of its own in every place that a site could repeat, and a search for them in all that is made."""

from __future__ import annotations

import io

from PIL import Image

from .editing import Docs, campaign

CASE = "cases/2021/case-secret.md"
BASIS = "示发〔2022〕9号"
# All that the case says, and what only it brings into lists, facets and addresses.
SAID = {
    "title": "雪夜送粮记（示例）",
    "person": "示例党员庚辛",
    "summary": "大雪封山那一夜把粮送进了村",
    "outcome": "送到的户数",
    "before": "三十一户",
    "tag": "踏雪寻路",
    "source": "山乡日报的一篇通讯",
    "consent": "仅限本系统内网公开",
    "body": "牵着驴走完了最后九里",
    "heading": "驴也迷了路",
    "note": "据村会计的账本",
    "file": "xuelu-map",
    "alt": "进村的路线图",
    "slug": "ta-xue-xun-lu",
}
LINK = "\n另见[一个做法](../2021/case-secret.md#背景与起因)。\n".encode()
FILLER = "粮到了，大家都说好。" * 20
TEXT = f"""---
title: {SAID["title"]}
kind: member
unit: unit-0001
criteria:
  - person-1
date: 2021-03
stage: prepare
summary: {SAID["summary"]}。
outcomes:
  - text: {SAID["outcome"]}
    before: {SAID["before"]}
honours:
  - round-1
tags:
  - {SAID["tag"]}
status: published
review:
  by: 示例甲
  secrecy_by: 示例乙
  final_by: 示例丙
  on: 2021-05-01
consent:
  on: 2021-04-01
  scope: {SAID["consent"]}
source:
  title: {SAID["source"]}
attachments:
  - files/{SAID["file"]}.txt
aliases:
  - cases/2021/case-before.html
sample: true
---

## 背景与起因

{SAID["person"]}{SAID["body"]}。[^1]

### {SAID["heading"]}

路不好走，见[路线](files/{SAID["file"]}.txt)。

## 做法与经过

![{SAID["alt"]}](files/{SAID["file"]}.png)

一步一步走。

## 成效与反响

{FILLER}

## 探讨与启示

早备粮。

[^1]: {SAID["note"]}。
"""


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "white").save(out, "PNG")
    return out.getvalue()


def folder(text: str) -> Docs:
    """The sample campaign with a case of this text, which an award and another case lead to."""
    docs = campaign()
    docs |= {
        CASE: text.encode(),
        f"cases/2021/files/{SAID['file']}.txt": b"map",
        f"cases/2021/files/{SAID['file']}.png": picture(),
    }
    honour = docs["honours/round-1.md"].decode()
    docs["honours/round-1.md"] = honour.replace(
        "awards:\n", "awards:\n  - category: 先进个人\n    winner: 示例获奖者\n    case: case-secret\n", 1
    ).encode()
    other = next(path for path in docs if path.startswith("cases/") and path != CASE)
    docs[other] += LINK
    return docs


def found(made: dict[str, bytes]) -> set[str]:
    """Which of the words are somewhere in the output, in a name or in a text, however JSON would write them."""
    everything = b"\n".join(part for path, data in made.items() for part in (path.encode(), data))
    return {
        name
        for name, words in SAID.items()
        if words.encode() in everything or ascii(words)[1:-1].encode() in everything
    }
