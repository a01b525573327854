"""What is read off a text for the front matter, and the words it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .blocks import Paragraph
from .outline import Outline


@dataclass(frozen=True)
class Proposal:
    """A front-matter field's value. ``said`` is the place and the words it was read from, in Chinese.

    A sure one is filled in; of the others those that are ``offered`` stand beside their field as a
    comment, and the rest is filled in under one. ``number`` is that of a paragraph which the
    field holds all of.
    """

    field: str
    value: Any
    shown: str
    said: str
    sure: bool = False
    offered: bool = False
    number: int = 0


@dataclass(frozen=True)
class Source:
    """The text to read from: its outline, all its paragraphs, and the lines that named where it came from."""

    outline: Outline
    paragraphs: Sequence[Paragraph]
    credits: Sequence[Paragraph]
    file: str


def quote(paragraph: Paragraph, around: str = "") -> str:
    """『第 3 段「……原文……」』, cut to the words around those that matter; to the beginning where none are named."""
    text = paragraph.text
    at = max(text.find(around), 0) if around else 0
    start = max(at - 10, 0)
    end = at + max(len(around), 20) + 10
    return f"第 {paragraph.number} 段「{'……' if start else ''}{text[start:end]}{'……' if end < len(text) else ''}」"


_LABELLED = re.compile(r"\s*[【\[（(]?\s*{}\s*[】\]）)]?\s*[:：]\s*(.+)")


def labelled(source: Source, *names: str) -> Iterator[tuple[Paragraph, str]]:
    """Paragraphs of the form 『名称：内容』, and the content. ``names`` are patterns of what may be the name."""
    form = re.compile(_LABELLED.pattern.format("(?:" + "|".join(names) + ")"), re.DOTALL)
    for paragraph in source.paragraphs:
        found = form.fullmatch(paragraph.text)
        if found:
            yield paragraph, found[1].strip()
