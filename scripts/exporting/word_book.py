"""What a compendium has in Word besides its papers: cover, contents, index of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .paper import Compendium
from .typesetting import key
from .word_blocks import Writer, words
from .word_package import section

INDEX = "单位索引"
# The styles whose titles the contents show, each with its level there.
_TOC = ' TOC \\h \\t "篇名,1,索引标题,1,汇编文题,2" '
# Word counts the pages when it opens the file; until then no number is shown rather than a wrong one.
SAID = "目录和单位索引的页码要更新后才有：打开时问是否更新域，选「是」；没有问，全选后按 F9。"
# The foot of the cover, whatever the title's length.
_FOOT = (
    '<w:framePr w:w="8845" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>'
)


def front(writer: Writer, compendium: Compendium, entries: Iterable[tuple[str, str]]) -> str:
    """The XML of the cover, without a page's number, and of the contents with Roman ones.

    ``entries``: style and title of each line of the contents.
    """
    lines = (
        ("BookTitle", compendium.title, ""),
        ("BookKind", "材料汇编", ""),
        ("BookMaker", compendium.organiser, _FOOT),
        ("BookMaker", compendium.dated, _FOOT),
    )
    cover = "".join(writer.paragraph(style, words(text), frame) for style, text, frame in lines if text)
    cover += writer.paragraph("SectionEnd", "", section(footers=False))
    contents = writer.paragraph("ContentsTitle", words("目　录")) + _contents(writer, entries)
    return cover + contents + writer.paragraph("SectionEnd", "", section(numbers="lowerRoman"))


def mark(name: str, id: int, content: str) -> str:
    """A bookmark around the content, which is XML."""
    return f'<w:bookmarkStart w:id="{id}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{id}"/>'


def _contents(writer: Writer, entries: Iterable[tuple[str, str]]) -> str:
    """The field of contents, filled with what Word finds there itself when it counts the pages anew."""
    lines = [(style, _leading(title, f"_Toc{number}")) for number, (style, title) in enumerate(entries, start=1)]
    if not lines:
        return ""
    start = _field("begin") + f'<w:r><w:instrText xml:space="preserve">{_TOC}</w:instrText></w:r>'
    lines[0] = lines[0][0], start + _field("separate") + lines[0][1]
    lines[-1] = lines[-1][0], lines[-1][1] + _field("end")
    return "".join(writer.paragraph(style, text) for style, text in lines)


def index(writer: Writer, compendium: Compendium, marks: Mapping[str, str]) -> str:
    """The XML of units' names with their papers; ``marks``: a paper's ``key`` → the bookmark where it stands."""
    made = []
    for unit, papers in compendium.units:
        found = [paper for paper in papers if key(paper) in marks]
        made.append(writer.paragraph("IndexUnit", words(unit)))
        made += (writer.paragraph("IndexPaper", _leading(one.title, marks[key(one)])) for one in found)
    return "".join(made)


def _leading(title: str, place: str) -> str:
    page = f'<w:fldSimple w:instr="PAGEREF {place} \\h"><w:r><w:t></w:t></w:r></w:fldSimple>'
    return f'<w:hyperlink w:anchor="{place}">{words(title)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'


def _field(mark: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'
