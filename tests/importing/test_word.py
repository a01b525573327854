"""What a Word file says comes through as it is seen in Word, each thing in its own words."""

from __future__ import annotations

import re

import pytest
from importing.word import tally

from .converted import box, field, html, read, words
from .making import image, link, note, note_reference, p, picture, r, relations, tbl, tc, tr


def classes(converted: str) -> list[str]:
    return (re.findall('class="([^"]*)"', converted) or [""])[0].split()


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
