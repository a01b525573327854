"""What a text says that belongs in the front matter: each with where it was read, and how sure that is.

Only what is written in so many words is taken: a name on record, a labelled line, a number with
its counterpart. What could be meant is proposed as such; nothing is concluded from the drift of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numbering
from campaign.kinds import APPLIES_TO
from campaign.records import Record, Records

from .blocks import Paragraph
from .evidence import Proposal, Source, labelled, quote
from .provenance import provenance

SUMMARY = 120
OUTCOMES = 8


def propose(source: Source, records: Records) -> list[Proposal]:
    """A proposal for each field that the text says something about, in no order."""
    kind = _kind(source)
    unit = _unit(source, records)
    return [
        kind,
        *provenance(source),
        *([unit] if unit else []),
        *_mentioned(source, records, kind.value),
        *_tags(source),
        *_summary(source),
        *_outcomes(source),
    ]


_MEMBER = re.compile(r"同志|优秀共产党员|优秀党务工作者|先进个人|个人事迹|记[^，。]{0,20}党员")
_ORGANISATION = re.compile(r"先进基层党组织|先进集体|集体事迹|党支部|党总支|党委|党小组")


def _kind(source: Source) -> Proposal:
    title = source.outline.title
    named = next(labelled(source, "姓\\s*名"), None)
    if named:
        return Proposal("kind", "member", APPLIES_TO["member"], f"{quote(named[0])}，写的是一名党员", True)
    for kind, form in (("member", _MEMBER), ("organisation", _ORGANISATION)):
        found = form.search(title)
        if found:
            return Proposal("kind", kind, APPLIES_TO[kind], f"标题里的「{found.group()}」", True)
    return Proposal("kind", "organisation", APPLIES_TO["organisation"], "文中没有明说，暂按组织")


def _names(records: Records) -> list[tuple[str, Record]]:
    """What units are called, the longest first; a mark such as （示例） may be left out in a text."""
    found = []
    for one in records.of("unit"):
        title = one.title or ""
        bare = re.sub(r"[（(][^（）()]*[）)]$", "", title)
        found += [(name, one) for name in dict.fromkeys((title, bare)) if len(name) > 2]
    return sorted(found, key=lambda pair: -len(pair[0]))


def _unit_in(text: str, names: Sequence[tuple[str, Record]]) -> tuple[str, Record, bool] | None:
    """The only unit a text names, and whether it is named outright: a short name may be the end of another's.

    A name inside a longer one on record does not count.
    """
    units: dict[str, tuple[str, Record, bool]] = {}
    for name, unit in names:
        at = text.find(name)
        if at >= 0:
            outright = name == unit.title or at == 0 or not text[at - 1].isalnum()
            units.setdefault(unit.id, (name, unit, outright))
            text = text.replace(name, "\n")
    return next(iter(units.values())) if len(units) == 1 else None


def _unit(source: Source, records: Records) -> Proposal | None:
    names = _names(records)
    labels = ("单\\s*位", "所在单位", "报送单位", "申报单位", "所在(?:党)?支部")
    places = [("标题", source.outline.title)]
    places += [(quote(paragraph), text) for paragraph, text in labelled(source, *labels)]
    places += [
        (f"{one.what}（第 {one.number} 段「{one.text}」）", one.text)
        for one in source.outline.formal
        if one.what in ("署名", "题下署名", "发文机关")
    ]
    found = [(said, _unit_in(text, names)) for said, text in places]
    found += [
        (quote(one, named[0]), (*named[:2], False))
        for one in source.paragraphs
        if (named := _unit_in(one.text, names)) is not None
    ]
    named_units = [(said, one) for said, one in found if one is not None]
    for said, (_, unit, outright) in sorted(named_units, key=lambda one: not one[1][2])[:1]:
        return Proposal("unit", unit.id, unit.title, said, outright, offered=not outright)
    return None


def _mentioned(source: Source, records: Records, kind: str) -> Iterator[Proposal]:
    """Criteria of the kind and honours on record whose very titles the text has."""
    groups = {one.get("id") for one in records.campaign_items("groups") if one.get("applies_to") == kind}
    criteria = [one for one in records.of("criterion") if one.group in groups]
    for field, known in (("criteria", criteria), ("honours", records.of("honour"))):
        ids, titles, places = [], [], []
        for one in known:
            place = next((p for p in source.paragraphs if one.title and one.title in p.text), None)
            if place:
                ids.append(one.id)
                titles.append(one.title)
                places.append(quote(place, one.title))
        if ids:
            yield Proposal(field, ids, "、".join(titles), "；".join(places), offered=True)


def _tags(source: Source) -> Iterator[Proposal]:
    for paragraph, text in labelled(source, "关\\s*键\\s*词", "主\\s*题\\s*词"):
        words = [one.strip(" 。.") for one in re.split(r"[,，、;；\s\u3000]+", text)]
        tags = [one for one in dict.fromkeys(words) if 0 < len(one) <= 20]
        if tags:
            yield Proposal("tags", tags, "、".join(tags), quote(paragraph), True, number=paragraph.number)
            return


def _summary(source: Source) -> Iterator[Proposal]:
    for paragraph, text in labelled(source, "内容摘要", "摘\\s*要", "提\\s*要", "内容提要"):
        whole = " ".join(text.split())
        if len(whole) <= SUMMARY:
            yield Proposal("summary", whole, whole, quote(paragraph), True, number=paragraph.number)
        elif _first_sentences(whole):
            short = _first_sentences(whole)
            yield Proposal("summary", short, short, f"{quote(paragraph)}，原摘要超过 {SUMMARY} 字，只取了前面几句")
        return
    for part in source.outline.parts:
        if isinstance(part, Paragraph) and len(part.text) >= 20 and not numbering.label(part.text):
            short = _first_sentences(" ".join(part.text.split()))
            if short:
                yield Proposal("summary", short, short, f"{quote(part)}，原文没有摘要，取了正文开头")
            return


def _first_sentences(text: str) -> str:
    """As many whole sentences as a summary may hold; empty where the first one is too long."""
    ends = [match.end() for match in re.finditer(r"[。！？!?][”’」』）]?", text[:SUMMARY])]
    return text[: ends[-1]] if ends else text if len(text) <= SUMMARY else ""


_AMOUNT = r"(?:平均|人均|每[年月周天日次]|约|近|不到|不足)?(?P<{0}>\d+(?:\.\d+)?)\s*(?P<{0}_unit>%|％|个百分点|[^\W\d_]{{0,4}}?)"
_FROM_TO = re.compile(
    r"(?P<text>[^，。；;,、：:\n]{2,24}?)\s*(?:由|从)\s*(?:原来|原先|过去|以前|上年|去年|最初)?的?\s*"
    + _AMOUNT.format("before")
    + r"\s*(?:，|,)?\s*(?:降至|降到|降低到|降低至|下降到|下降至|减少到|减少至|缩短到|缩短至|缩短为|压缩到|压缩至|压减到|压减至|升至|升到|上升到|上升至|"
    r"提高到|提高至|提升到|提升至|增加到|增加至|增至|增长到|增长至|减至|变为|变成|到)\s*(?:了)?\s*(?:现在的|目前的|今年的)?"
    + _AMOUNT.format("after")
    + r"(?=[，。；;,、！!）)\s]|$)"
)


def _outcomes(source: Source) -> Iterator[Proposal]:
    """Numbers with their counterpart in one clause: 办理时限由30天缩短到12天."""
    found: list[dict[str, str]] = []
    places = []
    for paragraph in source.paragraphs:
        for match in _FROM_TO.finditer(paragraph.text):
            before_unit, unit = (match[name].replace("％", "%") for name in ("before_unit", "after_unit"))
            text = re.sub(r"^(?:使|将|把|其中|全年|年底|目前|现在|同时)|[的也已]$", "", match["text"].strip())
            if (before_unit and before_unit != unit) or len(found) == OUTCOMES or len(text) < 2:
                continue
            outcome = {"text": text, "before": match["before"], "after": match["after"]}
            outcome |= {"unit": unit} if unit else {}
            if outcome in found:
                continue
            found.append(outcome)
            places.append(quote(paragraph, match.group()))
    if found:
        shown = "；".join(f"{one['text']} {one['before']}→{one['after']}{one.get('unit', '')}" for one in found)
        yield Proposal("outcomes", found, shown, "；".join(places))


def people(source: Source) -> list[str]:
    """Chinese sentences on persons, named only where a form names one."""
    found = [f"{quote(paragraph)}写明了姓名「{text[:30]}」。" for paragraph, text in labelled(source, "姓\\s*名")]
    if "同志" in source.outline.title:
        found.append("标题写的是一名同志。")
    return found
