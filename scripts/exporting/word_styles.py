"""The styles and numbers of a Word file: all its looks, in the layout of GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from way_back import GIVEN_ID, GIVEN_NAME

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Numbers of the definitions: those of headings, points, counted lists.
HEADINGS, POINTS, COUNTED = 1, 2, 3
# How deep lists go; deeper ones stand where the deepest does.
LEVELS = 9
_HEADING_FORMS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
_STAND_INS = (("方正小标宋简体", "华文中宋"), ("仿宋", "仿宋_GB2312"), ("楷体", "楷体_GB2312"))
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


_INDENT = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
_FLUSH = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_LEFT = '<w:jc w:val="left"/>'
_CENTRED = _FLUSH + '<w:jc w:val="center"/>'
_RIGHT = _FLUSH + '<w:jc w:val="right"/>'
_KEPT = "<w:keepNext/><w:keepLines/>"


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number - 1}"/>'


def _numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADINGS}"/></w:numPr>'


_FIXED = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:eastAsia="宋体"/>'
_FREE = '<w:snapToGrid w:val="0"/>'
# A line of a title, 22 points high, with what stands above and below it.
_LARGE = _FREE + '<w:spacing w:before="{}" w:after="{}" w:line="680" w:lineRule="exact"/>' + _CENTRED
_PAGE = '<w:tabs><w:tab w:val="right" w:leader="middleDot" w:pos="8845"/></w:tabs>'


def _moved(left: int, right: int = 0, first: int = 0) -> str:
    """Moved in from the margins, the first line by so many characters more."""
    line = f'w:firstLine="{first * 320}" w:firstLineChars="{first * 100}"'
    return f'<w:ind w:left="{left}" w:right="{right}" {line}/>'


def _bordered(*sides: str) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="auto"/>' for side in sides)
    return f"<w:pBdr>{lines}</w:pBdr>"


def _spaced(before: int) -> str:
    return _FREE + f'<w:spacing w:before="{before}"/>'


_BOX = _bordered("top", "left", "bottom", "right")
_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>'
_UNNUMBERED = '<w:numPr><w:numId w:val="0"/></w:numPr>'

STYLES = (
    Style("Title", "Title", "方正小标宋简体", 22, _KEPT + _LARGE.format(0, 400)),
    Style("Heading1", "heading 1", "黑体", 0, _KEPT + _numbered(1) + _level(1)),
    Style("Heading2", "heading 2", "楷体", 0, _KEPT + _numbered(2) + _level(2)),
    Style("Heading3", "heading 3", "仿宋", 0, _KEPT + _numbered(3) + _level(3), "<w:b/>"),
    Style("Heading4", "heading 4", "仿宋", 0, _KEPT + _numbered(4) + _level(4)),
    Style("Heading5", "heading 5", "仿宋", 0, _KEPT + _level(5)),
    *(
        Style(f"Plain{n}", f"标题 {n} 无编号", "", 0, _UNNUMBERED + _INDENT, "", f"Heading{n}")
        for n in range(1, 5)
    ),
    Style("Summary", "摘要", "楷体"),
    Style("Status", "状态", "楷体", 0, _CENTRED),
    Style("Caption", "caption", "黑体", 12, "<w:keepNext/>" + _CENTRED),
    Style("Picture", "图片", "", 0, _FREE + _CENTRED),
    Style("TableText", "表格文字", "仿宋", 12, _FREE + _FLUSH + _LEFT),
    Style("TableHead", "表头文字", "黑体", 12, _FREE + _CENTRED),
    Style("TableCentre", "表格文字居中", "", 0, '<w:jc w:val="center"/>', "", "TableText"),
    Style("TableRight", "表格文字居右", "", 0, '<w:jc w:val="right"/>', "", "TableText"),
    Style("ListText", "列表文字", "", 0, _FLUSH + _LEFT),
    *(Style(f"ListMore{n}", f"列表续段 {n}", "", 0, _moved((n + 1) * _STEP) + _LEFT) for n in range(1, LEVELS + 1)),
    Style("Quote", "Quote", "楷体", 0, f'<w:ind w:left="{_STEP}" w:right="{_STEP}"/>'),
    Style("BoxTitle", "提示标题", "黑体", 14, "<w:keepNext/>" + _BOX + _spaced(160) + _moved(160, 160)),
    Style("BoxText", "提示文字", "", 14, _BOX + _FREE + _moved(160, 160, 2)),
    Style("Code", "代码", "", 10.5, _SHADED + _FREE + _FLUSH + _LEFT, _FIXED),
    Style("Rule", "横线", "", 0, _bordered("bottom") + _FLUSH),
    Style("FootnoteText", "footnote text", "", 10.5, _FREE + _FLUSH),
    Style("PageRight", "页码居右", "宋体", 14, _moved(0, 280) + '<w:jc w:val="right"/>'),
    Style("PageLeft", "页码居左", "宋体", 14, _moved(280)),
    Style("Colophon", "版尾", "", 12, _bordered("top", "bottom") + _spaced(80) + _FLUSH + _LEFT),
    Style("BookTitle", "汇编名称", "方正小标宋简体", 32, _FREE + '<w:spacing w:before="2895" w:after="579"/>' + _CENTRED),
    Style("BookKind", "汇编种类", "楷体", 22, _CENTRED),
    Style("BookMaker", "汇编单位", "仿宋", 18, _CENTRED),
    Style("PartTitle", "篇名", "", 0, "<w:keepNext/><w:pageBreakBefore/>" + _LARGE.format(4053, 400), "", "Title"),
    Style("PaperTitle", "汇编文题", "", 0, "<w:pageBreakBefore/>", "", "Title"),
    Style("ContentsTitle", "目录标题", "", 0, "", "", "Title"),
    Style("IndexTitle", "索引标题", "", 0, "<w:pageBreakBefore/>", "", "Title"),
    Style("IndexUnit", "索引单位", "黑体", 0, "<w:keepNext/>" + _FLUSH),
    Style("IndexPaper", "索引文题", "", 0, _PAGE + _moved(_STEP) + _LEFT),
    # Holds the end of a section, and no room.
    Style("SectionEnd", "分节", "", 1, _FREE + '<w:spacing w:line="20" w:lineRule="exact"/>' + _FLUSH),
    *(
        Style(f"TOC{n}", f"toc {n}", font, 0, _PAGE + _moved((n - 1) * _STEP) + _LEFT)
        for n, font in ((1, "黑体"), (2, "仿宋"))
    ),
)  # fmt: skip


def styles() -> str:
    """The part word/styles.xml."""
    default = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        'w:eastAsia="仿宋" w:cs="Times New Roman" w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{_INDENT}<w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="-4"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="Letters"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0B3D91"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="CodeText"><w:name w:val="代码字"/>'
        f"<w:rPr>{_FIXED}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="Bare"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
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


def fonts() -> str:
    """The part word/fontTable.xml: which font of an older machine stands in for one that it has not."""
    own = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _STAND_INS
    )
    return f"{HEAD}<w:fonts {W}>{own}</w:fonts>"


def numbering(lists: Sequence[tuple[int, int]]) -> str:
    """The part word/numbering.xml. ``lists``: definition and first number of each list, from numId 2 on."""
    levels = "".join(
        _number(
            at, form, text, f'<w:pStyle w:val="Heading{at + 1}"/><w:suff w:val="nothing"/>', f"<w:pPr>{_INDENT}</w:pPr>"
        )
        for at, (form, text) in enumerate(_HEADING_FORMS)
    )
    points = "".join(_number(at, "bullet", "•", "", _indent(at)) for at in range(LEVELS))
    counted = "".join(_number(at, "decimal", f"%{at + 1}.", "", _indent(at)) for at in range(LEVELS))
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
    restarted: Iterable[int] = range(4) if definition == HEADINGS else range(LEVELS)
    over = "".join(
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for at in restarted
    )
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{definition}"/>{over}</w:num>'
