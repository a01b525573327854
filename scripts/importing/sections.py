"""Which section of a case's template each part of a text belongs to, by the words of its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from campaign.records import Records
from campaign.templates import offered_templates
from campaign.values import Item

from .headings import Heading, Part

# What calls for cases and guides to deeds reports name the same section; a heading that says anything
# else besides is about something of its own.
PRACTICE = 1
_CUSTOMARY = (
    (
        "背景",
        "起因",
        "缘由",
        "由来",
        "缘起",
        "基本情况",
        "基本概况",
        "单位概况",
        "个人简介",
        "个人情况",
        "简介",
        "概况",
        "问题",
        "现状",
        "思想认识",
    ),
    ("做法", "办法", "措施", "举措", "经过", "实施过程", "事迹", "经验做法", "工作开展情况", "主题与设计思路"),
    ("成效", "效果", "成果", "成绩", "结果", "反响", "收效"),
    ("启示", "体会", "思考", "探讨", "评论", "经验总结", "几点认识", "下一步"),
    ("评价", "群众反映", "媒体报道"),
)
# What may stand around such a word without a meaning of its own.
_FILLING = re.compile(
    "主要|具体|基本|经验|工作|取得|实施|活动|开展|情况|几点|我们|初步|明显|显著|创新|特色|典型|案例|实践|先进|个人|集体|单位|"
    "得到|产生|社会|群众|领导|同事|各方|带来|收到|和|与|及|的|其|等|一些|几条"
)


@dataclass
class Section:
    """A section of the draft. ``own`` ones are the file's, the others the template's; the latter may be empty."""

    title: str
    own: bool
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Arrangement:
    """The sections in the draft's order, the template they follow, and Chinese sentences on what was decided.

    ``replaced`` are the headings in whose place the template's words stand.
    """

    template: Item
    sections: tuple[Section, ...]
    said: tuple[str, ...]
    replaced: tuple[Heading, ...] = ()


def template_for(records: Records, kind: str, parts: Sequence[Part]) -> Item:
    """The template of the kind of which the headings fill most sections; the first where none has more than others."""
    templates = offered_templates(records.campaign)
    fitting = [one for one in templates if not one.kinds or kind in one.kinds] or [templates[0]]
    headings = [part for part in parts if isinstance(part, Heading) and part.level == 2]
    words = _words(records)
    return max(fitting, key=lambda one: len({section_of(part.text, one.sections, words) for part in headings} - {None}))


def arrange(parts: Sequence[Part], template: Item, records: Records) -> Arrangement:
    """The parts of a text under the template's sections, what fits none under its own heading; nothing is left out."""
    words = _words(records)
    sections = {title: Section(title, own=False) for title in template.sections}
    order: dict[str, list[Section]] = {title: [] for title in template.sections}
    first = template.sections[0]
    said: list[str] = []
    if not any(isinstance(part, Heading) for part in parts):
        place = next((one for one in template.sections if _rows(one, words)[:1] == [PRACTICE]), first)
        sections[place].parts += parts
        if parts:
            said.append(f"全文没有小标题，先整篇放在「{place}」下，请分到各节。")
        return Arrangement(template, tuple(sections.values()), tuple(said))
    here, anchor = sections[first], first
    replaced: dict[str, Heading] = {}
    lead = True
    for part in parts:
        if not isinstance(part, Heading) or part.level != 2:
            if lead and not here.parts:
                said.append(f"第一个小标题前面的文字放在「{first}」开头。")
            here.parts.append(part)
            continue
        lead = False
        found = section_of(part.text, template.sections, words)
        if found is None:
            here = Section(part.text, own=True)
            order[anchor].append(here)
            said.append(
                f"「{part.written}」（第 {part.number} 段）不属于体例的哪一节，保留原标题，跟在「{anchor}」后面。"
            )
            continue
        here, anchor = sections[found], found
        if found in replaced:  # the second one of the kind keeps its words below the section
            here.parts.append(_below(part))
            said.append(f"「{part.written}」（第 {part.number} 段）并入「{found}」，作为其中的小标题。")
        else:
            replaced[found] = part
            said.append(f"「{part.written}」（第 {part.number} 段）→「{found}」。")
    arranged = tuple(one for title in template.sections for one in (sections[title], *order[title]))
    return Arrangement(template, arranged, tuple(said), tuple(replaced.values()))


def _below(part: Heading) -> Heading:
    return Heading(3, part.text, part.label, part.number, part.source)


def section_of(heading: str, sections: Sequence[str], words: Sequence[Sequence[str]]) -> str | None:
    """The section a heading means: by its own words, by the campaign's synonyms, by what is customary.

    None where it means none of them. ``words`` are rows of words that mean the same.
    """
    plain = _plain(heading)
    for section in sections:
        if plain == _plain(section):
            return section
    for row in _rows(heading, words):
        for section in sections:
            if _rows(section, words)[:1] == [row]:
                return section
    return None


def _rows(heading: str, words: Sequence[Sequence[str]]) -> list[int]:
    """The rows of words that a heading is made of, the first named first; none where it says anything else."""
    plain = _plain(heading)
    known = {word: number for number, row in reversed(list(enumerate(words))) for word in row}
    form = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    if _FILLING.sub("", form.sub("", plain)):
        return []
    return list(dict.fromkeys(known[match.group()] for match in form.finditer(plain)))


def _words(records: Records) -> list[Sequence[str]]:
    """The customary rows, each with what the campaign says is the same."""
    synonyms = records.campaign_items("synonyms")
    return [[*row, *(one for group in synonyms if set(group) & set(row) for one in group)] for row in _CUSTOMARY]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
