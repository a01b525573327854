"""The styles and numbers of a Word file: all its looks, in the layout of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# What the page says of a record, not the record's own text: such a style's id and name begin like this.
GIVEN_ID, GIVEN_NAME = "Given", "争优"
# Numbers of the definitions: those of headings, points, counted lists.
HEADINGS, POINTS, COUNTED = 1, 2, 3
_HEADING_FORMS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
_STEP = 640


@dataclass(frozen=True)
class Style:
    """A paragraph's style; ``size`` in points, ``frame`` and ``looks`` more of its w:pPr and w:rPr."""

    id: str
    name: str
    font: str = ""
    size: float = 0
    frame: str = ""
    looks: str = ""
    based: str = "Normal"


_FLUSH = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_CENTRED = _FLUSH + '<w:jc w:val="center"/>'
_RIGHT = _FLUSH + '<w:jc w:val="right"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number - 1}"/>'


def _numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADINGS}"/></w:numPr>'


STYLES = (
    Style("Title", "Title", "方正小标宋简体", 22, _KEPT + '<w:spacing w:after="400"/>' + _CENTRED),
    Style("Heading1", "heading 1", "黑体", 0, _KEPT + _numbered(1) + _level(1)),
    Style("Heading2", "heading 2", "楷体", 0, _KEPT + _numbered(2) + _level(2)),
    Style("Heading3", "heading 3", "仿宋", 0, _KEPT + _numbered(3) + _level(3), "<w:b/>"),
    Style("Heading4", "heading 4", "仿宋", 0, _KEPT + _numbered(4) + _level(4)),
    Style("Heading5", "heading 5", "仿宋", 0, _KEPT + _level(5)),
    *(
        Style(f"Plain{n}", f"标题 {n} 无编号", "", 0, '<w:numPr><w:numId w:val="0"/></w:numPr>', "", f"Heading{n}")
        for n in range(1, 5)
    ),
    Style("Summary", "摘要", "楷体"),
    Style("Status", "状态", "黑体", 0, _CENTRED),
    Style("Caption", "caption", "黑体", 12, "<w:keepNext/>" + _CENTRED),
    Style("Picture", "图片", "", 0, '<w:snapToGrid w:val="0"/>' + _CENTRED),
    Style("TableText", "表格文字", "仿宋", 12, '<w:snapToGrid w:val="0"/>' + _FLUSH),
    Style("TableHead", "表头文字", "黑体", 12, '<w:snapToGrid w:val="0"/>' + _CENTRED),
    Style("TableCentre", "表格文字居中", "", 0, '<w:jc w:val="center"/>', "", "TableText"),
    Style("TableRight", "表格文字居右", "", 0, '<w:jc w:val="right"/>', "", "TableText"),
    Style("ListText", "列表文字", "", 0, _FLUSH),
    Style("ListMore", "列表续段", "", 0, f'<w:ind w:left="{2 * _STEP}" w:firstLine="0" w:firstLineChars="0"/>'),
    Style("Quote", "Quote", "楷体", 0, f'<w:ind w:left="{_STEP}" w:right="{_STEP}"/>'),
    Style("BoxTitle", "提示标题", "黑体", 0, f'<w:keepNext/><w:ind w:left="{_STEP}" w:firstLine="0" w:firstLineChars="0"/>'),
    Style("BoxText", "提示文字", "", 14, f'<w:ind w:left="{_STEP}"/>'),
    Style("Code", "代码", "宋体", 12, _FLUSH),
    Style("Rule", "横线", "", 0, '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>' + _FLUSH),
    Style("FootnoteText", "footnote text", "", 10.5, '<w:snapToGrid w:val="0"/>' + _FLUSH),
    Style("PageRight", "页码居右", "宋体", 14, '<w:ind w:right="280" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="right"/>'),
    Style("PageLeft", "页码居左", "宋体", 14, '<w:ind w:left="280" w:firstLine="0" w:firstLineChars="0"/>'),
    Style("Colophon", "版尾", "", 14, '<w:snapToGrid w:val="0"/>' + _FLUSH),
    Style("BookTitle", "汇编名称", "方正小标宋简体", 36, '<w:spacing w:before="3600" w:after="3600"/>' + _CENTRED),
    Style("BookMaker", "汇编单位", "楷体", 18, _CENTRED),
    Style("PartTitle", "篇名", "黑体", 22, "<w:keepNext/><w:pageBreakBefore/>" + '<w:spacing w:after="400"/>' + _CENTRED),
    Style("PaperTitle", "汇编文题", "", 0, "<w:pageBreakBefore/>", "", "Title"),
    Style("ContentsTitle", "目录标题", "黑体", 22, "<w:pageBreakBefore/>" + _CENTRED),
    *(
        Style(
            f"TOC{n}", f"toc {n}", font, 0,
            f'<w:tabs><w:tab w:val="right" w:leader="middleDot" w:pos="8845"/></w:tabs>'
            f'<w:ind w:left="{(n - 1) * 320}" w:firstLine="0" w:firstLineChars="0"/>',
        )
        for n, font in ((1, "黑体"), (2, "仿宋"))
    ),
)  # fmt: skip


def styles() -> str:
    """The part word/styles.xml."""
    default = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        'w:eastAsia="仿宋" w:cs="Times New Roman"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="-4"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="Letters"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0B3D91"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="CodeText"><w:name w:val="代码字"/>'
        '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:eastAsia="宋体"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Bare"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="Bare"/><w:tblPr><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr></w:style>"
    )
    own = "".join(_style(one) for one in STYLES)
    given = "".join(
        _style(Style(GIVEN_ID + one.id, GIVEN_NAME + one.name, based=one.id))
        for one in (Style("Normal", "正文"), *STYLES)
    )
    return f"{HEAD}<w:styles {W}>{default}{fixed}{own}{given}</w:styles>"


def _style(style: Style) -> str:
    custom = "" if style.name[:1].isascii() else ' w:customStyle="1"'
    font = f'<w:rFonts w:eastAsia="{style.font}"/>' if style.font else ""
    half = round(style.size * 2)
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else ""
    frame = f"<w:pPr>{style.frame}</w:pPr>" if style.frame else ""
    looks = font + style.looks + size
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/><w:qFormat/>{frame}{f"<w:rPr>{looks}</w:rPr>" if looks else ""}</w:style>'
    )


def numbering(lists: Sequence[tuple[int, int]]) -> str:
    """The part word/numbering.xml. ``lists``: definition and first number of each list, from numId 2 on."""
    levels = "".join(
        _number(at, form, text, f'<w:pStyle w:val="Heading{at + 1}"/><w:suff w:val="nothing"/>', "")
        for at, (form, text) in enumerate(_HEADING_FORMS)
    )
    points = "".join(_number(at, "bullet", "•", "", _indent(at)) for at in range(9))
    counted = "".join(_number(at, "decimal", f"%{at + 1}.", "", _indent(at)) for at in range(9))
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{text}</w:abstractNum>'
        for id, text in ((HEADINGS, levels), (POINTS, points), (COUNTED, counted))
    )
    used = "".join(_used(id, *one) for id, one in enumerate(((HEADINGS, 1), *lists), start=1))
    return f"{HEAD}<w:numbering {W}>{defined}{used}</w:numbering>"


def _number(at: int, form: str, text: str, more: str, frame: str) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{frame}</w:lvl>'
    )


def _indent(at: int) -> str:
    return f'<w:pPr><w:ind w:left="{(at + 2) * _STEP}" w:hanging="{_STEP}"/></w:pPr>'


def _used(id: int, definition: int, start: int) -> str:
    restarted: Iterable[int] = range(4) if definition == HEADINGS else range(9)
    over = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for at in restarted
    )
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{definition}"/>{over}</w:num>'
