"""What a Word file says comes through as it is seen in Word, each thing in its own words; what does not is told."""

from __future__ import annotations

import re

import pytest
from importing.word import tally
from importing.word.conversion import Converted, convert

from tests.importing.making import (
    docx,
    image,
    link,
    note,
    note_reference,
    p,
    part,
    picture,
    r,
    relations,
    tbl,
    tc,
    tr,
)


def html(*blocks: str, **settings: object) -> str:
    return read(*blocks, **settings).html


def read(*blocks: str, **settings: object) -> Converted:
    return convert(docx(*blocks, **settings))


def words(converted: str) -> str:
    return re.sub("<[^>]*>", "", re.sub("</p>|</h.>|</li>", "\n", converted)).strip()


def classes(converted: str) -> list[str]:
    return (re.findall('class="([^"]*)"', converted) or [""])[0].split()


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def box(content: str) -> str:
    """A text box as Word writes it: the same text twice, for new and old programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="文本框"/>'
        "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


class TestParagraphs:
    @pytest.mark.parametrize(
        ("paragraph", "expected"),
        [
            (p("字", align="center"), ["centred", "size-10"]),
            (p("字", align="right"), ["right", "size-10"]),
            (p("字", align="both"), ["size-10"]),
            (p("字", size=22, font="方正小标宋简体"), ["size-22", "biaosong"]),
            (p("字", size=10.5, font="宋体"), ["size-10_5", "songti"]),
            (p("字", size=16, font="仿宋_GB2312"), ["size-16", "fangsong"]),
            (p("字", font="楷体_GB2312", bold=True), ["size-10", "bold", "kaiti"]),
            (p("字", font="SimHei"), ["size-10", "heiti"]),
            (p("字", font="微软雅黑"), ["size-10"]),
            (p("字", color="FF0000"), ["size-10", "red"]),
            (p(r("长长的一段", size=16), r("短", size=12, bold=True)), ["size-16"]),
            (p(r("粗", bold=True), r(" "), r("也粗", bold=True)), ["size-10", "bold"]),
            (p("字", style="a3"), ["title", "size-10"]),
            (p("字", style="a4"), ["caption", "size-10"]),
        ],
    )
    def test_looks_are_classes(self, paragraph: str, expected: list[str]) -> None:
        assert classes(html(paragraph)) == expected

    def test_looks_come_from_styles_upon_styles(self) -> None:
        styles = (
            '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr></w:rPrDefault>'
            "</w:docDefaults>"
            '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="甲"/><w:basedOn w:val="y"/>'
            '<w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="y"><w:name w:val="乙"/>'
            '<w:basedOn w:val="x"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="44"/><w:b w:val="0"/></w:rPr></w:style>'
        )
        assert classes(html(p("字"), styles=styles)) == ["size-16", "fangsong"]
        assert classes(html(p("字", style="x"), styles=styles)) == ["centred", "size-22", "bold", "fangsong"]

    def test_the_theme_names_the_type(self) -> None:
        theme = (
            '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
            '<a:minorFont><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/></a:minorFont>'
            "</a:fontScheme></a:themeElements></a:theme>"
        ).encode()
        paragraph = p('<w:r><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/></w:rPr><w:t>字</w:t></w:r>')
        made = html(paragraph, related=[("t", "theme", "theme/theme1.xml")], more={"word/theme/theme1.xml": theme})
        assert classes(made) == ["size-10", "songti"]

    def test_headings_are_those_of_styles_and_outline_levels(self) -> None:
        wps = '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
        assert html(p("甲", style="2"), styles=wps) == '<h2 class="size-10">甲</h2>'
        assert html(p("甲", outline=2)).startswith("<h3 ")
        assert html(p("甲", outline=9, style="1")).startswith("<p ")
        assert html(p("甲", outline=7)).startswith("<p ")
        own = '<w:style w:type="paragraph" w:styleId="z"><w:name w:val="自定"/><w:basedOn w:val="2"/></w:style>'
        assert html(p("甲", style="z"), styles=wps + own).startswith("<h2 ")

    def test_a_bold_heading_is_no_bold_text(self) -> None:
        assert html(p("甲", style="1")) == '<h1 class="size-10 bold">甲</h1>'

    def test_runs_that_look_alike_in_html_are_one(self) -> None:
        made = html(
            p(r("学习", size=16, bold=True), r("在先。", size=15, font="黑体", bold=True), r("其余", font="宋体"))
        )
        assert "<strong>学习在先。</strong>其余" in made

    def test_marks_within_lines(self) -> None:
        for said, tag in [
            ("<w:i/>", "em"),
            ('<w:u w:val="single"/>', "u"),
            ("<w:strike/>", "s"),
            ('<w:vertAlign w:val="superscript"/>', "sup"),
            ('<w:vertAlign w:val="subscript"/>', "sub"),
        ]:
            assert f"<{tag}>字</{tag}>" in html(p(r("字", properties=said)))
        assert "<u>" not in html(p(r("字", properties='<w:u w:val="none"/>')))
        assert "甲<br />乙\t丙-丁" in html(
            p(r("甲"), "<w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>")
        )

    def test_rare_characters_and_markup_are_text(self) -> None:
        assert "𠮷𫖯〇·<b>&amp;" in html(p("𠮷𫖯〇·<b>&")).replace("&lt;", "<").replace("&gt;", ">")


class TestRevisions:
    def test_insertions_are_accepted_and_deletions_dropped(self) -> None:
        made = read(
            p(
                "原",
                f"<w:ins>{r('增')}</w:ins>",
                "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
                f"<w:moveFrom>{r('移走')}</w:moveFrom>",
                f"<w:moveTo>{r('移来')}</w:moveTo>",
            )
        )
        assert words(made.html) == "原增移来"
        assert made.notes == ("4 处修订已按「接受」处理。",)

    def test_a_paragraph_whose_end_is_deleted_goes_on(self) -> None:
        deleted = "<w:rPr><w:del/></w:rPr>"
        made = read(p("上半", properties=deleted), p("下半", style="1"), p("末", properties=deleted))
        assert words(made.html) == "上半下半\n末"
        assert made.html.startswith("<h1")
        assert made.notes == ("2 处修订已按「接受」处理。",)

    def test_nothing_goes_on_into_a_table(self) -> None:
        made = html(p("前", properties="<w:rPr><w:del/></w:rPr>"), tbl(tr("格")), "后")
        assert words(made) == "前\n格\n后"

    def test_rows_and_cells(self) -> None:
        made = read(
            tbl(
                tr("留"),
                tr("删", properties="<w:del/>"),
                tr("增", properties="<w:ins/>"),
                tr("格", tc("删格").replace("<w:tcPr>", "<w:tcPr><w:cellDel/>")),
            )
        )
        assert words(made.html) == "留\n增\n格"
        assert made.notes == ("3 处修订已按「接受」处理。",)

    def test_a_change_of_format_does_not_count_twice(self) -> None:
        change = '<w:pPrChange><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>'
        assert read(p("字", align="right", properties=change)).html == '<p class="right size-10">字</p>'


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


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


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


class TestInPlace:
    def test_a_text_box_is_said_once_after_its_paragraph(self) -> None:
        made = read(p(r("段"), box(p("框一") + p("框二"))), "后")
        assert words(made.html) == "段\n框一\n框二\n后"
        assert made.notes == ("1 个文本框里的文字已按原位置并入正文，请核对先后顺序。",)

    def test_boxes_in_boxes_and_old_ones(self) -> None:
        old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        assert words(html(p(box(p(r("外"), box(p("内"))) + tbl(tr("格"))), old))) == "外\n内\n格\n旧框"

    def test_of_two_ways_to_draw_the_one_that_is_understood(self) -> None:
        """A newer program may leave the old way empty, or draw in a new way that nobody else knows."""

        def either(choice: str, fallback: str) -> str:
            return f"<mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"

        new, old = r("新"), r("旧")
        assert words(html(p(either(new, "")))) == "新"
        assert words(html(p(either(new, old)))) == "新"
        assert words(html(p(either('<w:r><wps:unknown xmlns:wps="x"/></w:r>', old)))) == "旧"
        assert words(html(either(p("新"), p("旧")))) == "新"

    def test_word_art_is_text(self) -> None:
        made = read(p("段", '<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>'))
        assert words(made.html) == "段\n艺术字"
        assert made.notes == ("1 处艺术字已按普通文字带入。",)

    def test_equations_keep_their_letters(self) -> None:
        made = read(
            p("设", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"),
            "<m:oMathPara><m:oMath><m:r><m:t>y</m:t></m:r></m:oMath></m:oMathPara>",
        )
        assert words(made.html) == "设x=1\ny"
        assert made.notes == ("2 个公式只带入了其中的文字，请核对。",)

    def test_wrappers_lose_nothing(self) -> None:
        wrapped = "".join(f"<w:{tag}>{r(tag)}</w:{tag}>" for tag in ("smartTag", "customXml", "fldSimple", "dir"))
        assert words(html(p(wrapped))) == "smartTagcustomXmlfldSimpledir"
        control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('填好的')}</w:sdtContent></w:sdt>"
        empty = control.replace("<w:sdtPr/>", "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>").replace("填好的", "单击此处输入")
        assert words(html(control, empty, f"<w:customXml>{p('包着的')}</w:customXml>")) == "填好的\n包着的"

    def test_ruby_keeps_the_word(self) -> None:
        assert (
            words(html(p(f"<w:r><w:ruby><w:rt>{r('pīn')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>")))
            == "拼"
        )

    def test_fields_show_their_results(self) -> None:
        made = read(p(field("DATE", r("2012年6月")), field(r"EQ \o", "").replace('"separate"', '"other"')))
        assert words(made.html) == "2012年6月"
        assert made.notes == ("1 处域代码（如带圈字符）没有带入，请对照原文补上。",)
        ticked = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
        box = field("FORMCHECKBOX", "").replace('"begin"/>', f'"begin">{ticked}</w:fldChar>')
        assert words(html(p(box, "同意"))) == "☑同意"

    def test_symbols(self) -> None:
        made = read(
            p(
                '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="None" w:char="F0FC"/><w:sym w:char="?"/></w:r>'
            )
        )
        assert words(made.html) == "✓" or words(made.html) == "✔"
        assert made.notes == ("2 个特殊符号没有带入，请对照原文补上。",)


class TestTables:
    def test_merged_cells_and_headings(self) -> None:
        made = html(
            tbl(
                tr("甲", "乙", header=True),
                tr(tc("宽", span=2)),
                tr(tc("高", merge="restart"), "一"),
                tr(tc("", merge="continue"), "二"),
            )
        )
        assert "<thead><tr><th>" in made and made.count("<th>") == 2
        assert '<td colspan="2">' in made and '<td rowspan="2">' in made
        assert words(made) == "甲\n乙\n宽\n高\n一\n二"

    def test_rows_begin_at_the_first_column(self) -> None:
        made = html(tbl(tr("甲", "乙"), tr("丙", properties='<w:gridBefore w:val="1"/>')))
        assert "<tr><td></td><td>" in made

    def test_a_table_in_a_table(self) -> None:
        made = html(tbl(tr(tc(p("外"), tbl(tr("内"))))))
        assert made.count("<table>") == 2 and words(made) == "外\n内"

    def test_columns_are_no_more_than_word_makes(self) -> None:
        made = html(tbl(tr(tc("x", span=2_000_000_000)), tr("y", properties='<w:gridBefore w:val="999999999"/>')))
        assert set(re.findall(r'colspan="(\d+)"', made)) == {"63"}
        assert "colspan" not in html(tbl(tr(tc("x").replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="-7"/>'))))


class TestNotes:
    def test_notes_stand_at_the_end(self) -> None:
        made = read(
            p("有", note_reference(2), "和", note_reference(1, "endnote"), "和", note_reference(9)),
            footnotes='<w:footnote w:type="separator" w:id="-1"/>'
            + note(2, p("脚注", link("l", "网址")))
            + note(3, "没人引"),
            endnotes=note(1, "尾注", kind="endnote"),
            more={"word/_rels/footnotes.xml.rels": relations(("l", "hyperlink", "https://example.com/", True))},
        )
        assert '<sup><a href="#footnote-2" id="footnote-ref-2">[1]</a></sup>' in made.html
        assert '<sup><a href="#endnote-1" id="endnote-ref-1">[2]</a></sup>' in made.html
        assert '<li id="footnote-2"><p class="size-10">脚注<a href="https://example.com/">网址</a></p>' in made.html
        assert made.html.endswith('尾注</p><p> <a href="#endnote-ref-1">↑</a></p></li></ol>')
        assert "[3]" not in made.html

    def test_a_note_within_a_note_leads_nowhere_and_goes(self) -> None:
        made = html(p("有", note_reference(1)), footnotes=note(1, p("注", note_reference(1))))
        assert made.count("<sup>") == 1


class TestLinks:
    @pytest.mark.parametrize("address", ["https://example.com/", "http://example.com/甲", "mailto:a@example.com"])
    def test_addresses_of_the_web(self, address: str) -> None:
        assert f'<a href="{address}">字</a>' in html(p(link("l", "字")), links={"l": address})
        assert f'<a href="{address}">字</a>' in html(p(field(f'HYPERLINK "{address}"', r("字"))))

    @pytest.mark.parametrize(
        "address", ["file:///C:/a.doc", "\\\\server\\a", "javascript:alert(1)", "data:text/html,x", "a.doc"]
    )
    def test_others_stay_words(self, address: str) -> None:
        made = read(p(link("l", "字")), links={"l": address})
        assert made.html == '<p class="size-10">字</p>'
        assert made.notes[0].startswith("1 个链接不是网址")

    def test_links_inside_the_file_stay_words(self) -> None:
        assert html(p(f'<w:hyperlink w:anchor="x">{r("见下文")}</w:hyperlink>', '<w:bookmarkStart w:name="x"/>')) == (
            '<p class="size-10">见下文</p>'
        )


class TestPictures:
    def test_pictures_are_named_in_order_and_once(self) -> None:
        made = read(
            p(picture("a", "送教下乡现场")),
            p(picture("b"), picture("a")),
            media={"a": image("JPEG"), "b": image()},
        )
        assert re.findall('src="([^"]*)"', made.html) == [
            "picture:picture-1.jpg",
            "picture:picture-2.png",
            "picture:picture-1.jpg",
        ]
        assert 'alt="送教下乡现场"' in made.html
        assert list(made.pictures) == ["picture-1.jpg", "picture-2.png"]

    @pytest.mark.parametrize("name", ["IMG_2010.jpg", r"C:\Users\wang\图片1.png", "图片 3", "微信图片_20120601"])
    def test_file_names_are_no_descriptions(self, name: str) -> None:
        assert "alt" not in html(p(picture("a", name)), media={"a": image()})

    def test_pictures_that_cannot_be_shown(self) -> None:
        made = read(p("图", picture("a"), picture("b")), media={"a": b"\x01\x00\x00\x00EMF", "b": b"\x01\x00\x00\x00"})
        assert words(made.html) == "图"
        assert len(made.notes) == 1 and made.notes[0].startswith("有 2 张图片没有带入：是 EMF/WMF")

    def test_pictures_in_groups_and_old_shapes(self) -> None:
        group = (
            "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:group>"
            '<pic:pic><a:blip r:embed="a"/></pic:pic><pic:pic><a:blip r:embed="b"/></pic:pic>'
            "</wps:group></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )
        old = '<w:r><w:pict><v:shape alt="旧图"><v:imagedata r:id="a"/></v:shape></w:pict></w:r>'
        made = html(p(group), p(old), media={"a": image(), "b": image("JPEG")})
        assert made.count("<img") == 3 and 'alt="旧图"' in made

    def test_there_is_an_end_to_pictures(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from importing.word import conversion

        monkeypatch.setattr(conversion, "MAX_PICTURES", 1)
        made = read(p(picture("a"), picture("b"), picture("b")), media={"a": image(), "b": image()})
        assert list(made.pictures) == ["picture-1.png"]
        assert made.notes == (f"图片太多，第 {tally.MAX_PICTURES} 张以后的 1 张没有带入。",)
