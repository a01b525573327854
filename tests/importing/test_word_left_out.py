"""What does not come through from a Word file is told, and nothing is lost unsaid."""

from __future__ import annotations

import pytest

from .converted import box, field, html, mark, read, words
from .making import link, note, note_reference, p, part, picture, r, tbl, tc, tr


class TestLeftOut:
    def test_comments(self) -> None:
        made = read(
            p(r("正文"), '<w:r><w:commentReference w:id="0"/></w:r>'),
            comments='<w:comment w:id="0" w:author="示例">' + p("这里不妥") + "</w:comment>",
        )
        assert words(made.html) == "正文"
        assert made.notes == ("1 条批注没有带入。",)
        assert made.left_out == ("这里不妥",)

    def test_hidden_text(self) -> None:
        made = read(
            p(r("看得见"), r("看不见", properties="<w:vanish/>"), r("也看得见", properties='<w:vanish w:val="0"/>'))
        )
        assert words(made.html) == "看得见也看得见"
        assert made.notes == ("1 处隐藏文字没有带入。",)
        assert made.left_out == ("看不见",)

    def test_headers_and_footers_but_not_page_numbers(self) -> None:
        related = [("h1", "header", "header1.xml"), ("h2", "header", "header2.xml"), ("f", "footer", "footer1.xml")]
        made = read(
            "正文",
            related=related,
            more={
                "word/header1.xml": part("hdr", p("示例县局内部材料")),
                "word/header2.xml": part("hdr", p("示例县局内部材料")),
                "word/footer1.xml": part("ftr", p("第 ") + p("— 3 — 页")),
            },
        )
        assert made.notes == ("页眉页脚没有带入：「示例县局内部材料」。",)
        assert made.left_out == ("示例县局内部材料",)

    def test_a_watermark_is_told(self) -> None:
        mark = p('<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>')
        made = read("正文", related=[("h", "header", "header1.xml")], more={"word/header1.xml": part("hdr", mark)})
        assert made.left_out == ("内部资料",)

    @pytest.mark.parametrize(
        "contents",
        [
            p(field(r"TOC \o 1-3", r("一、目录里的标题 3"))),
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{p('一、目录里的标题 3')}</w:sdtContent></w:sdt>",
            p("一、目录里的标题 3", style="toc"),
        ],
        ids=["field", "block", "style"],
    )
    def test_a_table_of_contents(self, contents: str) -> None:
        styles = '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
        made = read(contents, "正文", styles=styles)
        assert words(made.html) == "正文"
        assert made.notes == ("目录没有带入：网站会自己生成。",)

    def test_contents_without_an_end_do_not_swallow_the_text(self) -> None:
        begun = field("TOC", r("目录")).rpartition("<w:r>")[0]
        assert words(html(p(begun), p("一", style="1"), "正文")) == "一\n正文"
        assert "没有正常结束" in "".join(read(p(begun), "正文").notes)
        noted = read(p("正文", note_reference(2)), footnotes=note(2, p(begun), "注"))
        assert "没有正常结束" in "".join(noted.notes)

    def test_what_cannot_be_drawn(self) -> None:
        def drawn(content: str) -> str:
            return (
                "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
                f"{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
            )

        made = read(
            p("甲", drawn('<c:chart r:id="c"/>'), drawn('<dgm:relIds r:dm="d"/>')),
            p("乙", "<w:r><w:object><o:OLEObject/></w:object></w:r>", drawn('<a:blip r:link="away"/>')),
            p(drawn('<a:blip r:embed="nowhere"/>'), "丙"),
        )
        assert words(made.html) == "甲\n乙\n丙"
        assert [sentence[:8] for sentence in made.notes] == [
            "1 个图表没有带",
            "1 个 Smar",
            "1 个嵌入的对象",
            "1 张图片只是链",
            "1 张图片在文件",
        ]

    def test_what_lies_outside_is_never_fetched(self) -> None:
        made = read(
            "正文",
            p(picture("away")),
            related=[
                ("away", "image", "http://127.0.0.1:1/a.png", True),
                ("ole", "oleObject", "\\\\server\\share\\a.xls", True),
            ],
            settings='<w:attachedTemplate r:id="t"/><w:documentProtection w:enforcement="1"/>',
        )
        assert words(made.html) == "正文"
        assert made.notes == (
            "1 张图片只是链接，没有存在文件里，没有带入：请在 Word 里重新插入。",
            "文件连着 1 处外部内容（如模板），没有读取。",
            "文件设了编辑限制，不影响带入。",
        )


_INSTRUCTION = "<w:r><w:instrText>REF x</w:instrText></w:r>"


class TestNothingIsLostUnsaid:
    def test_a_field_that_never_ends_keeps_the_text(self) -> None:
        made = read(p("前", mark("begin"), _INSTRUCTION, "同段"), p("后"), tbl(tr("格")))
        assert words(made.html) == "前同段\n后\n格"
        assert made.notes == ("1 处域没有在段内正常结束，里面的文字已按普通文字带入，请核对。",)

    def test_the_other_fields_of_such_a_file_are_read_as_ever(self) -> None:
        begun = p(mark("begin"), "甲")
        assert words(html(begun, p(field("DATE", r("2012年6月"))), p(field("TOC", r("目录"))), p("乙"))) == (
            "甲\n2012年6月\n乙"
        )
        over = p(mark("begin"), _INSTRUCTION), p("中", mark("separate"), "果"), p(mark("end"), "后")
        assert words(html(*over)) == "中果\n后"

    @pytest.mark.parametrize(
        "block",
        [
            p("甲", f"<w:foo>{r('乙')}</w:foo>", "丙"),
            p("甲", "<w:foo><w:t>乙</w:t></w:foo>", "丙"),
            p("甲", "<w:r><w:foo><w:t>乙</w:t></w:foo></w:r>", "丙"),
            p("甲", f"<w:r><w:foo>{r('乙')}<w:del>{r('删')}</w:del></w:foo></w:r>", "丙"),
            p("甲", f"<w:foo><w:foo>{link('none', '乙')}</w:foo></w:foo>", "丙"),
        ],
    )
    def test_elements_nobody_knows_in_a_paragraph(self, block: str) -> None:
        made = read(block)
        assert words(made.html) == "甲乙丙" and "核对字数" not in "".join(made.notes)

    @pytest.mark.parametrize(
        "block",
        [
            f"<w:bar>{p('乙')}</w:bar>",
            f"<w:bar><w:bar>{r('乙')}</w:bar></w:bar>",
            "<w:bar><w:t>乙</w:t></w:bar>",
            r("乙"),
            f"<w:bar>{tbl(tr('乙'))}</w:bar>",
            f"<w:tbl><w:bar>{tr('乙')}</w:bar></w:tbl>",
            f"<w:tbl><w:tr><w:bar>{tc('乙')}</w:bar></w:tr></w:tbl>",
            f"<w:tbl><mc:AlternateContent><mc:Choice>{tr('乙')}</mc:Choice><mc:Fallback>{tr('乙')}</mc:Fallback>"
            "</mc:AlternateContent></w:tbl>",
        ],
    )
    def test_elements_nobody_knows_around_blocks(self, block: str) -> None:
        made = read(p("甲"), block, p("丙"))
        assert words(made.html) == "甲\n乙\n丙" and made.notes == ()

    def test_what_is_not_read_all_the_same_is_told(self) -> None:
        lost = f"<w:tbl><w:tr>{p('三个字')}{tc('格')}</w:tr></w:tbl>"
        made = read(p("正文"), lost)
        assert words(made.html) == "正文\n格"
        assert made.notes == (
            "核对字数：文件里有 6 个字，读到的和知道没有带入的共 3 个，可能有内容漏了或重复了，请对照原件核对。",
        )
        made = read(p("正文", note_reference(2)), footnotes=note(2, lost))
        assert "文件里有 6 个字" in made.notes[-1]
        inside = p(mark("begin"), "域里的字", mark("end"), "后")
        assert "文件里有 5 个字" in read(inside).notes[-1]

    @pytest.mark.parametrize(
        "block",
        [
            p("甲", f"<w:del>{r('删')}</w:del><w:moveFrom>{r('移')}</w:moveFrom>"),
            f"<w:moveFrom>{p('移')}</w:moveFrom>",
            tbl(tr("删", properties="<w:del/>"), tr("甲")),
            tbl(f"<w:tr>{tc('甲')}<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('删')}</w:tc></w:tr>"),
            f"<w:tbl><w:del>{tr('删')}</w:del>{tr('甲')}</w:tbl>",
            p(field("TOC", r("目录") + box(p("框")))),
            p(mark("begin"), field("MERGEFIELD x", r("值")), _INSTRUCTION, mark("separate"), "果", mark("end")),
            p(r("看不见", properties="<w:vanish/>")),
            p(f"<w:r><w:ruby><w:rt>{r('pīn')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>"),
            p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击')}</w:sdtContent></w:sdt>"),
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>",
            p(box(p("框一") + p(box(p("框二"))))),
        ],
    )
    def test_what_is_left_out_knowingly_is_no_difference(self, block: str) -> None:
        assert not [one for one in read(p("正文"), block).notes if "核对字数" in one]
