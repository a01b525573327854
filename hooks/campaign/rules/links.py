"""Links, images and attachments lead to something that will be published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from ..diagnostics import Mark
from ..files import ATTACHMENT_TYPES, FORMS, GENERATED_PAGES, IMAGE_TYPES
from ..findings import Findings, Report, did_you_mean
from ..kinds import TAKEN_DOWN
from ..records import Record, Records
from ..scan import Link
from ..schema import FilePath
from ..walk import values

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE | re.ASCII)
_INVISIBLE = re.compile(r"[\s\x00-\x20\x7f-\xa0]+")
# Besides those of the web.
ALLOWED_SCHEMES = ("mailto", "tel")


def check_record(records: Records, record: Record, findings: Findings) -> None:
    """A record's links, images and attachments, each held against what will be published."""
    report = findings.at(record.path)
    pages = records.by_path
    for link in record.body.links:
        _link(records, report, pages, record, link)
    for place, _, type_, value in values(record):
        if isinstance(type_, FilePath):
            _file(records, report, record.path, value, record.mark(*place), ATTACHMENT_TYPES)


def check(records: Records, findings: Findings) -> None:
    """The files that no record leads to, but for the forms of exports."""
    linked = {path for record in records.all() for path in record.leads_to}
    for path in records.files:
        if path not in linked and not path.startswith(f"{FORMS}/"):
            findings.report("unused-file", path, Mark())


def leads_to(record: Record) -> tuple[str, ...]:
    """The paths that a record's links and attachments name, sorted; those out of the docs folder are left out.

    An address of the web is among them as a path that no file has, a link within the page as the record's folder.
    """
    found = {resolve(record.path, split_target(link.target)[0]) for link in record.body.links}
    found.update(resolve(record.path, value) for _, _, type_, value in values(record) if isinstance(type_, FilePath))
    return tuple(sorted(path for path in found if not path.startswith("..")))


def published_files(records: Records, visible: list[Record]) -> tuple[str, ...]:
    """The paths of the files, not records, that the visible records attach, show or link to; sorted."""
    found = {path for record in visible for path in record.leads_to}
    return tuple(sorted(found & set(records.files)))


def linked_pictures(published: Iterable[str], visible: list[Record]) -> dict[str, bool]:
    """Those of the published files that are pictures a text shows or links to → whether a record attaches it besides."""
    pictures = {path for path in published if posixpath.splitext(path)[1].lower() in IMAGE_TYPES}
    linked, attached = set(), set()
    for record in visible:
        named = pictures.intersection(record.leads_to)
        given = named and {resolve(record.path, one) for one in record.data.get("attachments", ())} & named
        if given:  # then only the text tells whether it names them, too
            attached |= given
            named -= given - {resolve(record.path, split_target(one.target)[0]) for one in record.body.links}
        linked |= named
    return {path: path in attached for path in sorted(linked)}


def resolve(path: str, target: str) -> str:
    """A target relative to a file's folder, as a path from the docs folder; out of it, it begins with ``..``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def split_target(target: str) -> tuple[str, str]:
    """Path and anchor of a target, percent signs and entities decoded, a query dropped."""
    plain, _, anchor = unescape(target).partition("#")
    return unquote(plain.partition("?")[0]), unquote(anchor)


def _link(records: Records, report: Report, pages: dict[str, Record], record: Record, link: Link) -> None:
    plain = _INVISIBLE.sub("", unescape(unescape(link.target)))
    scheme = _SCHEME.match(plain)
    path, anchor = split_target(link.target)
    if link.image and not link.label.strip():
        report("image-alt", link.mark, target=link.target)
    if plain.startswith(("//", "\\")) or (scheme and scheme.group(1).lower() in ("http", "https")):
        if link.image:
            report("external-resource", link.mark, target=link.target)
        elif not scheme:
            report("link-scheme", link.mark, target=link.target)
    elif scheme:
        if link.image or scheme.group(1).lower() not in ALLOWED_SCHEMES:
            report("link-scheme", link.mark, target=link.target)
    elif plain.startswith("/"):
        relative = posixpath.relpath(path.lstrip("/") or ".", posixpath.dirname(record.path) or ".")
        report("rooted-link", link.mark, target=link.target, relative=relative)
    elif not path:
        _anchor(report, record, link, record, anchor)
    elif path.endswith(".md"):
        _page(report, pages, record, link, path, anchor)
    else:
        types = IMAGE_TYPES if link.image else ATTACHMENT_TYPES
        _file(records, report, record.path, path, link.mark, types)


def _page(report: Report, pages: dict[str, Record], record: Record, link: Link, path: str, anchor: str) -> None:
    target = resolve(record.path, path)
    if target.startswith(".."):
        report("outside-link", link.mark, target=link.target)
        return
    there = pages.get(target)
    if there is None:
        if target not in GENERATED_PAGES:
            names = [
                posixpath.relpath(one, posixpath.dirname(record.path) or ".") for one in (*pages, *GENERATED_PAGES)
            ]
            report("dead-link", link.mark, target=link.target, hint=did_you_mean(path, sorted(names)))
        elif anchor:
            report("dead-anchor", link.mark, page=target, anchor=anchor, hint="自动生成的页面只能链接到整页。")
        return
    hidden = there.kind.name == "case" and there.status not in ("published", *TAKEN_DOWN)
    shown = record.kind.name != "case" or record.status == "published"
    if hidden and shown:
        report("dead-link", link.mark, target=link.target, hint="那个案例还没有发布，发布以后再链接。")
    elif anchor:
        _anchor(report, there, link, record, anchor)


def _anchor(report: Report, there: Record, link: Link, record: Record, anchor: str) -> None:
    if anchor not in there.body.anchors:
        hint = did_you_mean(anchor, [one.anchor for one in there.body.headings])
        page = "本页" if there is record else there.path
        report("dead-anchor", link.mark, page=page, anchor=anchor, hint=hint)


def _file(records: Records, report: Report, path: str, target: str, mark: Mark, types: tuple[str, ...]) -> None:
    found = resolve(path, target)
    suffix = posixpath.splitext(found)[1]
    if found.startswith("..") or target.startswith("/"):
        report("outside-link", mark, target=target)
    elif found not in records.files or target.endswith(("/", "/.")):  # as an address that is a folder's
        near = [posixpath.relpath(one, posixpath.dirname(path) or ".") for one in records.files]
        report("attachment-missing", mark, target=target, hint=did_you_mean(target, near))
    elif suffix.lower() not in types:
        report("attachment-type", mark, suffix=suffix or "无后缀", allowed="、".join(one[1:] for one in types))
