"""What came out of a Word file: its text as HTML, its pictures, and what a clerk should know about both.

The HTML is a flat sequence of blocks with no attributes but those named here, and no white space between them:

- ``<p>``, ``<h1>`` to ``<h6>``. A heading is one by its style or outline level in the file, never by its looks.
  Classes tell the looks that HTML has no tags for: ``title``, ``caption`` (by style), ``centred``, ``right``,
  ``size-16`` (points; ``size-10_5``), ``bold`` (all of it), ``red`` (all of it), and the Chinese type most of it
  is set in: ``heiti``, ``kaiti``, ``fangsong``, ``songti``, ``biaosong``. Of styles that exports use: ``given`` for
  what is the page's and not the case's own text, ``status``, ``summary``, ``item``, ``quote``, ``box-title``,
  ``box-text``, ``code``.
- ``<ul>``, ``<ol>``, ``<li>``, nested. An ``<ol>`` always counts 1, 2, 3 as the file did. Any other automatic number
  (一、 （二） 3) is text at the beginning of its paragraph, as it was seen in Word.
- ``<table>``, with ``<thead>``/``<tbody>`` and ``<th>`` where the file marks rows as headings; ``<tr>``, ``<td>``,
  ``colspan``, ``rowspan``. Cells hold blocks.
- ``<strong> <em> <u> <s> <sup> <sub> <br />``, ``<a href="https://…">`` (http, https and mailto alone).
- ``<img src="picture:picture-1.jpg" alt="…" />``, ``alt`` where the file has one; also inside a link.
- A note's reference is ``<sup><a href="#footnote-2" id="footnote-ref-2">[1]</a></sup>`` (or ``endnote-``), and the
  notes stand in one ``<ol>`` at the very end, as ``<li id="footnote-2"><p class="…">…</p><p> <a
  href="#footnote-ref-2">↑</a></p></li>``. The number in an id is the file's own, the one in brackets is what is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Refusal(Exception):
    """Why a file is not taken in: one or two Chinese sentences, what is wrong and what to do."""


@dataclass(frozen=True)
class Picture:
    """A picture made anew, free of metadata; its size is in pixels.

    ``name`` is unique in its Reading, such as ``picture-1.jpg``.
    """

    name: str
    data: bytes
    width: int
    height: int


class Link(NamedTuple):
    """A link within the site: its words, where it led, and which of how many places with these words it is."""

    words: str
    target: str
    number: int = 1
    of: int = 1


@dataclass(frozen=True)
class Embedded:
    """What an exported file holds of its case beside the text, as it was found: nothing of it is checked.

    ``case`` is the id it was exported from, ``fields`` its front matter. ``printed`` are the lines that are the page's
    and not the case's own text, ``headings`` those of the text as they were written.
    """

    case: str
    fields: str
    printed: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file as it was read. ``original`` are its bytes, ``notes`` Chinese sentences on what happened to its contents.

    ``left_out`` holds the texts that are in the file and not in ``html``: headers, footers, comments, hidden text.
    """

    name: str
    original: bytes
    html: str
    pictures: Mapping[str, Picture]
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    embedded: Embedded | None = None
