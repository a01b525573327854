"""The Atom feed (RFC 4287) of what was published last: cases by their review, policies by their date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

from ..dates import Date
from ..kinds import APPLIES_TO
from ..records import Record
from ..site import Site
from . import identity
from .press import Press

SHOWN = 30
ATOM = "http://www.w3.org/2005/Atom"


def pages(press: Press) -> Iterable[tuple[str, bytes]]:
    """(path, Atom) of the one feed."""
    yield "feed.xml", _feed(press)


def entries(site: Site) -> list[tuple[date, Record]]:
    """(day, record) of the thirty newest, newest first, no drafts: a case's day of review, a policy's first day."""
    dated: list[tuple[Date | None, Record]] = [
        (case.review.on, case) for case in site.cases if case.status == "published" and case.review
    ]
    dated += [(policy.date, policy) for policy in site.policies]
    known = [(on.start, record) for on, record in dated if on and on.start]
    return sorted(known, key=lambda one: (one[0], one[1].path), reverse=True)[:SHOWN]


def _feed(press: Press) -> bytes:
    site = press.site
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    found = entries(site)
    _add(feed, "title", site.campaign.title)
    if site.campaign.summary:
        _add(feed, "subtitle", site.campaign.summary)
    _add(feed, "id", identity.urn(site, "feed"))
    _add(feed, "updated", _moment(found[0][0] if found else site.campaign.period.start or date(2000, 1, 1)))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", site.campaign.organiser)
    _link(feed, "self", press.site_url + "feed.xml")
    _link(feed, "alternate", press.site_url + "index.html")
    for on, record in found:
        _entry(press, feed, on, record)
    ElementTree.indent(feed, " ")
    text: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(press: Press, feed: ElementTree.Element, on: date, record: Record) -> None:
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "title", press.name(record))
    _add(entry, "id", identity.urn(press.site, *identity.of(record)))
    _add(entry, "updated", _moment(on))
    _link(entry, "alternate", press.site_url + record.page)
    if record.summary:
        _add(entry, "summary", record.summary)
    terms = [(record.kind.name, record.kind.title)]
    if record.applies_to:
        terms.append((record.applies_to, APPLIES_TO[record.applies_to]))
    if record.data.get("sample"):
        terms.append(("sample", "示例"))
    for term, label in terms:
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": term, "label": label})


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ElementTree.Element, rel: str, href: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href})


def _moment(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"
