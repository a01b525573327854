"""Papers as Word files: real styles and numbers in the layout of GB/T 9704-2012, the same bytes whenever they are made."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image, ImageOps

from .made import Made
from .paper import Block, Compendium, Figure, Paper
from .typesetting import clean
from .word_blocks import Writer, words
from .word_styles import HEAD, W, numbering, styles

Picture = Callable[[str], bytes | None]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_R = f'xmlns:r="{_OFFICE}"'
# No export says when it was made: the same content is the same file.
_DATE = (1980, 1, 1, 0, 0, 0)
# English metric units in an inch; the text is 156 mm wide, and a picture at most 120 mm high and 120 dots an inch.
_INCH, _WIDEST, _HIGHEST, _DOTS = 914400, 156 * 36000, 120 * 36000, 120
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "odd": "footer",
    "even": "footer",
}
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
    'w:header="851" w:footer="1417" w:gutter="0"/>{first}<w:docGrid w:type="lines" w:linePitch="579"'
    '/></w:sectPr>'
)  # fmt: skip


def of_paper(paper: Paper, picture: Picture) -> Made:
    """The Word file of one record."""
    maker = _Maker(picture)
    return maker.made(maker.paper(paper, "Title"), paper.title, "")


def of_compendium(compendium: Compendium, picture: Picture) -> Made:
    """The Word file of 材料汇编: cover, contents, parts, papers."""
    maker = _Maker(picture)
    writer, contents, content = maker.writer, [], []
    for part in compendium.parts:
        contents.append(("TOC1", part.title))
        content.append(maker.marked("PartTitle", part.title))
        for paper in part.papers:
            contents.append(("TOC2", paper.title))
            content.append(maker.paper(paper, "PaperTitle"))
    cover = writer.paragraph("BookTitle", words(compendium.title))
    cover += "".join(writer.paragraph("BookMaker", words(one)) for one in (compendium.organiser, compendium.dated))
    cover += writer.paragraph("ContentsTitle", words("目录"))
    return maker.made(cover + _contents(writer, contents) + "".join(content), compendium.title, compendium.organiser)


def _contents(writer: Writer, entries: Iterable[tuple[str, str]]) -> str:
    """The field of contents, filled with what Word finds there itself when it counts the pages anew."""
    lines = []
    for number, (style, title) in enumerate(entries, start=1):
        page = f'<w:fldSimple w:instr="PAGEREF _Toc{number} \\h"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        lines.append(
            (style, f'<w:hyperlink w:anchor="_Toc{number}">{words(title)}<w:r><w:tab/></w:r>{page}</w:hyperlink>')
        )
    if not lines:
        return ""
    start = (
        _field("begin") + '<w:r><w:instrText xml:space="preserve"> TOC \\h \\t "篇名,1,汇编文题,2" </w:instrText></w:r>'
    )
    lines[0] = lines[0][0], start + _field("separate") + lines[0][1]
    lines[-1] = lines[-1][0], lines[-1][1] + _field("end")
    return "".join(writer.paragraph(style, text) for style, text in lines)


def _field(mark: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'


class _Maker:
    """One file in the making: its notes and pictures, and what has to be said on it."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.writer = Writer(self.drawing)
        self.media: dict[str, bytes] = {}
        self.names: dict[str, tuple[str, int, int] | None] = {}
        self.sentences: dict[str, None] = {}
        self.notes: list[str] = []
        self.drawings = self.marks = 0

    def marked(self, style: str, title: str) -> str:
        """A title that the contents lead to."""
        self.marks += 1
        bookmark = f'<w:bookmarkStart w:id="{self.marks}" w:name="_Toc{self.marks}"/>'
        return self.writer.paragraph(style, f'{bookmark}{words(title)}<w:bookmarkEnd w:id="{self.marks}"/>')

    def paper(self, paper: Paper, style: str) -> str:
        writer = self.writer
        numbers: dict[str, int] = {}

        def noted(id: str) -> int | None:
            if id in paper.notes and id not in numbers:
                self.notes.append("")  # its place, before it cites others
                numbers[id] = len(self.notes)
                self.notes[numbers[id] - 1] = self.note(paper.notes[id])
            return numbers.get(id)

        writer.noted = noted
        if self.marks:
            writer.restart()
        made = self.marked(style, paper.title) + self.aside(paper.lead)
        made += writer.blocks(paper.body) + self.aside(paper.tail)
        writer.given = True
        ends = (("审核（复核）日期", paper.reviewed), ("网页地址", paper.address))
        made += "".join(writer.paragraph("Colophon", words(f"{name}：{text}")) for name, text in ends if text)
        writer.given = False
        return made

    def aside(self, blocks: Iterable[Block]) -> str:
        """What is the page's, in styles of its own."""
        self.writer.given = True
        made = self.writer.blocks(blocks)
        self.writer.given = False
        return made

    def note(self, blocks: Iterable[Block]) -> str:
        return self.writer.blocks(blocks, "FootnoteText") or self.writer.paragraph("FootnoteText", "")

    def drawing(self, figure: Figure) -> str:
        if figure.path not in self.names:
            data = self.picture(figure.path)
            found = _readable(data) if data else None
            if found:
                kind, content, width, height = found
                name = f"picture{len(self.media) + 1}.{kind}"
                self.media[name] = content
                self.names[figure.path] = name, width, height
            else:
                self.names[figure.path] = None
                self.sentences[f"图片 {clean(figure.path)} {'打不开' if data else '找不到'}，只写了它的说明。"] = None
        known = self.names[figure.path]
        if not known:
            return ""
        self.drawings += 1
        name, width, height = known
        size, alt = f'cx="{width}" cy="{height}"', escape(clean(figure.alt))
        named = f'id="{self.drawings}" name="{name}" descr="{alt}"'
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent {size}/><wp:docPr {named}/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def made(self, content: str, title: str, author: str) -> Made:
        book = self.marks > 1
        section = _SECTION.format(first="<w:titlePg/>" if book else "")
        footnotes = _footnotes(self.notes)
        settings = '<w:updateFields w:val="true"/>' if book else ""
        own = "".join(_relation(name, kind, f"{name}.xml") for name, kind in _PARTS.items())
        shared = "".join(_relation(one, "image", f"media/{one}") for one in self.media)
        shared += "".join(
            _relation(id, "hyperlink", escape(to), ' TargetMode="External"') for to, id in self.writer.links.items()
        )
        parts = {
            "[Content_Types].xml": _types(),
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="document" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="core" '
            f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": _core(title, author),
            "word/document.xml": f"{HEAD}<w:document {W} {_R}><w:body>{content}{section}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations(own + shared),
            # A link or picture in a footnote is looked for in the relations of its own part.
            "word/_rels/footnotes.xml.rels": _relations(shared),
            "word/styles.xml": styles(),
            "word/numbering.xml": numbering(self.writer.lists),
            "word/footnotes.xml": footnotes,
            "word/settings.xml": f"{HEAD}<w:settings {W}><w:evenAndOddHeaders/>{settings}"
            '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
            'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>',
            "word/odd.xml": _footer("PageRight"),
            "word/even.xml": _footer("PageLeft"),
        }
        media = {f"word/media/{name}": data for name, data in self.media.items()}
        return Made(_zipped({**{name: text.encode() for name, text in parts.items()}, **media}), tuple(self.sentences))


def _readable(data: bytes) -> tuple[str, bytes, int, int] | None:
    """Kind, bytes, width and height of a picture that Word can show; None for what is no such picture."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            kind = {"PNG": "png", "JPEG": "jpg"}.get(image.format or "")
            upright = ImageOps.exif_transpose(image)
            if not kind or image.getexif().get(0x0112, 1) != 1:
                out = io.BytesIO()
                upright.convert("RGBA").save(out, "PNG")
                kind, data = "png", out.getvalue()
            width, height = upright.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    scale = min(_INCH / _DOTS, _WIDEST / width, _HIGHEST / height)
    return kind, data, max(1, int(width * scale)), max(1, int(height * scale))


def _footnotes(notes: Iterable[str]) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for id, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    own = "".join(
        f'<w:footnote w:id="{id}">{text.replace("</w:pPr>", f"</w:pPr>{mark}", 1)}</w:footnote>'
        for id, text in enumerate(notes, start=1)
    )
    return f"{HEAD}<w:footnotes {W} {_R}>{lines}{own}</w:footnotes>"


def _relation(id: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"{more}/>'


def _relations(text: str) -> str:
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{text}</Relationships>'


def _footer(style: str) -> str:
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    text = f"{words('— ')}{number}{words(' —')}"
    return f'{HEAD}<w:ftr {W} {_R}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{text}</w:p></w:ftr>'


def _core(title: str, author: str) -> str:
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    named = f"<dc:title>{escape(clean(title))}</dc:title><dc:creator>{escape(clean(author))}</dc:creator>"
    return f"{HEAD}<cp:coreProperties {spaces}>{named}<dc:language>zh-CN</dc:language></cp:coreProperties>"


def _types() -> str:
    kinds = {**_PARTS, "document": "document.main"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>' for name, kind in kinds.items()
    )
    defaults = (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
                ("png", "image/png"), ("jpg", "image/jpeg"))  # fmt: skip
    known = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{known}{parts}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, _DATE)
            entry.create_system, entry.compress_type = 3, ZIP_DEFLATED  # the same on any machine
            archive.writestr(entry, data)
    return out.getvalue()
