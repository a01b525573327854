"""Forms filled in with the facts of a record: Word templates under docs/forms/, whose fields have Chinese names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from campaign import Site, attachments
from campaign.files import FORMS, is_litter
from campaign.findings import did_you_mean

from exporting.form_facts import SUBJECTS, cases_of, facts_of
from exporting.form_values import FormFacts, Refused

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

__all__ = ["Refused", "Unknown", "available", "facts_of", "fill", "made"]

# A form with the emblem and a picture or two; what is unpacked is bounded by the attachments' own reader.
MAX_SIZE = 5_000_000
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Unknown(Exception):
    """What a form or somebody names and is not there: Chinese lines that say which, and what was probably meant."""


def available(docs: Path) -> dict[str, Path]:
    """The name of each form → its template, sorted."""
    found = (docs / FORMS).glob("*.docx") if (docs / FORMS).is_dir() else ()
    return {path.stem: path for path in sorted(found) if path.is_file() and not is_litter(path.name)}


def made(docs: Path, site: Site, form_name: str, given_ids: Sequence[str]) -> bytes:
    """A form filled in for the records named: one case, honour, stage or month (2011-06), or several cases.

    Where an id is that of several kinds, it is the kind whose names the form uses. Unknown for a form or a record that
    there is not, else as :func:`fill`.
    """
    forms = available(docs)
    if form_name not in forms:
        raise Unknown(f"没有「{form_name}」这张表。{did_you_mean(form_name, list(forms))}")
    ids = [Path(one).stem if one.endswith(".md") else one for one in given_ids]
    if not ids:
        raise Unknown("没有写给谁填：后面写案例、表彰、阶段的编号，或者 2011-06 这样的月份。")
    template, cases = forms[form_name], site.records.by_kind["case"]
    if len(ids) > 1:
        if strange := [one for one in ids if one not in cases]:
            raise Unknown("\n".join(f"没有这个案例：{one}。{did_you_mean(one, sorted(cases))}" for one in strange))
        return fill(template, cases_of(site, ids))
    subjects = [name for name in SUBJECTS if name in site.records.by_kind and site.records.get(name, ids[0])]
    if _MONTH.fullmatch(ids[0]):
        subjects.append("month")
    found = [facts_of(site, subject, ids[0]) for subject in subjects]
    if not found:
        known = sorted(id for name in SUBJECTS for id in site.records.by_kind.get(name, ()))
        raise Unknown(f"没有 {ids[0]} 这个案例、表彰或阶段。{did_you_mean(ids[0], known)}")
    return fill(template, found[0] if len(found) == 1 else min(found, key=lambda one: len(_reading(template, one)[1])))


def fill(template: Path, facts: Mapping[str, object]) -> bytes:
    """The form as a Word file, the same bytes from the same facts.

    Unknown for fields that the facts do not have, all of them at once; Refused for a template that
    is none, or leaves out what has to be said of such a record.
    """
    form, wrong, said = _reading(template, facts)
    if wrong:
        subject = f"（给的是{facts.subject}）" if isinstance(facts, FormFacts) else ""
        raise Unknown("\n".join([f"表「{template.stem}」里有 {len(wrong)} 处要改{subject}：", *wrong]))
    if isinstance(facts, FormFacts) and (missing := [name for name in facts.must if name not in said]):
        reasons = "；".join(f"{facts.must[name]}（加上 {{{{ {name} }}}}）" for name in missing)
        raise Refused(f"表「{template.stem}」不能这样填：{reasons}。")
    return _filled(template, form, facts)


def _filled(template: Path, form: DocxTemplate, facts: Mapping[str, object]) -> bytes:
    from exporting.form_language import Language

    written = io.BytesIO()
    try:
        form.render(dict(facts), Language())
        form.save(written)
    except Refused as error:
        raise Refused(f"表「{template.stem}」：{error}") from error
    # Who made the template is nobody's business, and the archive gets fixed dates.
    return attachments.strip(written.getvalue(), ".docx")


def _reading(template: Path, facts: Mapping[str, object]) -> tuple[DocxTemplate, list[str], set[str]]:
    """A template ready to be filled in, what is wrong with its fields, and the names it prints."""
    from exporting.form_language import Language, Names, marks, parse

    names, language = Names(facts), Language()
    try:
        form = _opened(template)
        for part, xml in _parts(form):
            found = marks(part, xml)
            names.read(parse(language, form.patch_xml(xml), found))
    except Refused as error:
        raise Refused(f"表「{template.stem}」：{error}") from error
    return form, list(dict.fromkeys(names.wrong)), names.said


def _opened(template: Path) -> DocxTemplate:
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from lxml.etree import XMLSyntaxError

    inside = attachments.Inside()
    try:
        if template.stat().st_size > MAX_SIZE:
            raise Refused(f"文件超过 {MAX_SIZE // 1_000_000} MB；压缩里面的图片。")
        data = template.read_bytes()
        attachments.look(data, ".docx", inside)
        form = DocxTemplate(io.BytesIO(data))
        form.render_init()
    except (attachments.Unreadable, OpcError, XMLSyntaxError, ParseError, KeyError, ValueError, OSError) as error:
        reason = str(error) if isinstance(error, attachments.Unreadable) else "不是完整的 Word 文件"
        raise Refused(f"读不了：{reason}。在 Word 或 WPS 里另存为 .docx 再试。") from error
    if inside.active:
        raise Refused(f"里面有{'、'.join(dict.fromkeys(inside.active))}，去掉以后再用。")
    properties = form.core_properties
    texts = (properties.author, properties.comments, properties.identifier, properties.subject, properties.title)
    if any("{{" in text or "{%" in text for text in texts):
        raise Refused("文档属性里不能写标记。")
    return form


def _parts(form: DocxTemplate) -> Iterator[tuple[Any, str]]:
    """The body, headers, footers and footnotes, each with its XML as it will be read."""
    from docx.opc.oxml import parse_xml

    body: Any = form.get_docx().element.body
    yield body, form.get_xml()
    others = [part for uri in (form.HEADER_URI, form.FOOTER_URI) for _, part in form.get_headers_footers(uri)]
    others += [part for part in form.get_docx().part.package.parts if part.content_type == _FOOTNOTES]
    for part in others:
        element = parse_xml(part.blob)
        yield element, form.xml_to_string(element)
