"""What passes the checks cannot run in a reader's browser, whatever the engine makes of it."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

import markdown
import pytest
import yaml
from campaign import load
from campaign.anchors import Anchors, slug
from campaign.diagnostics import Mark
from campaign.markdown import Body
from campaign.rules import markup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markup.sanitising import sanitised

from .conftest import GOLDENS, read_folder
from .gate.labelled import each

BASE = read_folder(GOLDENS / "_base" / "docs")
ROOT = GOLDENS.parents[1]
PATH = "guide/reader.md"
ACTIVE = {
    *(
        "script",
        "style",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "form",
        "input",
        "button",
        "textarea",
        "select",
    ),
    *("link", "meta", "base", "svg", "math", "video", "audio", "source", "template", "portal", "html", "body", "head"),
}
# What the engine's own extensions write for footnotes.
HOSTILE = [
    *(
        "<script>alert(1)</script>",
        "<script",
        "</script>",
        "<SCRIPT SRC=//x>",
        "<img src=x onerror=alert(1)>",
        "<img\nonerror=x>",
    ),
    *(
        "<svg onload=x>",
        "<a href=javascript:x>",
        "<b onclick=x>",
        "<style>",
        "<iframe src=x>",
        "<meta http-equiv=refresh>",
    ),
    *(
        "[x](javascript:alert(1))",
        "[x](java&#115;cript:x)",
        "[x](javascript&colon;x)",
        "[x](javascript&amp;#58;x)",
        "[x](<javascript:x>)",
        "[x](JaVaScRiPt:x)",
        "![x](javascript:x)",
    ),
    *(
        "[x]: javascript:x",
        "[x][]",
        "[x]",
        "<javascript:x>",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "[x](java\tscript:x)",
    ),
    *("{onclick=x}", "{: onclick=x }", "{: href=javascript:x }", "{#id onclick='x'}", "{.a onclick=x}", "{ style=x }"),
    *(
        "`",
        "``",
        "```",
        "~~~",
        "````",
        "``` html",
        "```\n<script>x</script>\n```",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "  - ",
    ),
    *(
        "<!--",
        "-->",
        "<!-- x -->",
        "<!-->",
        "<!--->",
        "<![CDATA[",
        "<?php",
        "?>",
        "<!DOCTYPE x>",
        "&lt;script&gt;",
        "\\<script>",
    ),
    *(
        "[^1]",
        "[^1]: <b onclick=x>",
        ":   ",
        "!!! note\n    ",
        "| a | b |\n|---|---|\n| x | y |",
        "*",
        "**",
        "_",
        "## 标题",
        "\n",
        "\n\n",
    ),
    *(
        "<br>",
        "<kbd>",
        "</kbd>",
        "<u>",
        "文字",
        " ",
        "[链接](plan.md)",
        "https://example.org/",
        "<https://example.org/>",
        "&#x3c;script&#x3e;",
    ),
    *(
        "<x-y onclick=z>",
        "< script>",
        "<\x0bscript>",
        "<script\n>",
        "<a\nhref=javascript:x>",
        "{!includes/x.md!}",
        "///Footnotes Go Here///",
    ),
]


@lru_cache
def engine() -> markdown.Markdown:
    """Python-Markdown with the extensions of mkdocs.yml."""
    settings_ = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    names, options = [], {}
    for extension in settings_["markdown_extensions"]:
        name, given_ = next(iter(extension.items())) if isinstance(extension, dict) else (extension, {})
        if name != "markdown_include.include":
            names.append(name)
            options[name] = given_
    options["toc"]["slugify"] = slug
    return markdown.Markdown(extensions=names, extension_configs=options)


class Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[str] = []
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.active.append(tag)
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20]+", "", value or "").lower()
            if name.startswith("on") or name in ("srcdoc", "formaction", "action", "style"):
                self.active.append(f"{tag} {name}")
            if name in ("href", "src", "xlink:href") and re.match(r"(javascript|vbscript|data):", plain):
                self.active.append(f"{tag} {name}={value}")
            if tag == "img" and name == "src" and re.match(r"(https?:)?//", plain):
                self.active.append(f"img from outside: {value}")


def active(text: str) -> list[str]:
    reading = Reading()
    reading.feed(engine().reset().convert(text))
    reading.close()
    return reading.active


def codes(text: str) -> list[str]:
    docs = {**BASE, PATH: f"---\ntitle: 甲\n---\n{text}".encode("utf-8", "replace")}
    return [one.code for one in load(docs)[1] if one.path == PATH and one.severity.value == "error"]


@settings(max_examples=800, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text("ab<>&;:/!-`{}()[]\"'= \n", max_size=6)), max_size=9).map(
        "".join
    )
)
@example("`a\n<script>alert(1)</script>\n`")
@example("- x\n\n    ```\n    <script>x</script>\n    ```\n")
@example("``` a b\n<script>x</script>\n```")
@example("``` html`<script>alert(1)</script>`")
@example("\t```\n<script>x</script>\n```")
@example("<!-- --!> <script>x</script> -->")
@example("<!-- > <script>x</script> -->")
def test_what_passes_does_not_run(text: str) -> None:
    if not codes(text):
        assert active(text) == [], engine().reset().convert(text)


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if active(one)])
def test_what_runs_is_refused(hostile: str) -> None:
    assert codes(hostile)


TAGS = (
    "{script|style|iframe|frame|frameset|object|embed|applet|form|input|button|textarea|select|link|meta|base|svg|math|img"
    "|video|audio|source|template|portal|body|html|head|noscript|xml|SCRIPT|Svg}"
)
INERT = "{br|sub|sup|kbd|mark|u|s|small|ruby|rt|rp|BR}"


@pytest.mark.parametrize(
    ("form", "code", "column"),
    [
        (f"甲<{{|/}}{TAGS}{{>| a=b>|⏎>|⏎a='<b'⏎乙>}}", "active-markup", 2),
        ("甲<{scripts|b|div|xscript|!doctype|?php|!|b乙}{>|⏎乙>}", "raw-html", 2),
        (f"甲<{INERT}{{ a=b>|⏎>}}", "raw-html", 2),
        # What begins a line may be a block, which needs no end.
        ("<{b|/br|div⏎⏎乙>|u a|br}", "raw-html", 1),
        ("{  |> |>>|- |* |+ }<{b|/b}", "raw-html", 3),
        ("12{.|)} <{b|/b}", "raw-html", 5),
        ("123456789. <{b|/b}", "raw-html", 12),
        ("-\t<{b|/b}", "raw-html", 3),
        ("甲<{u|br|b|u a=b} on{click|load|xyz}{| |  }=x>", "active-markup", 2),
        ("甲<u on{a|ab}=x>", "raw-html", 2),
        ("<{b>甲</b|B>甲</b|b>甲</B}>乙", "raw-html", 1),
        ("<!-- <b> --><i>甲</I>", "raw-html", 13),
        ("甲{javascript|vbscript|livescript|JavaScript}{| |&#9;}:乙", "active-markup", 2),
        ("甲(data:{| }text{| }/{|&#9;}html", "active-markup", 3),
        ("甲java{&#115;cript:|&amp;#115;cript&colon;}x", "active-markup", 2),
        ("甲&#106;avascript:x", "active-markup", 1),  # its first letters are nowhere to be seen
        ("甲{onclick=x}", "active-markup", 2),
        ("甲{:x}", "active-markup", 2),
        ("甲{: #a{=|\"|'}b}", "active-markup", 2),
        ("甲{ a=b }", "active-markup", 2),
        ("甲{#a} {.b #zy-x}", "reserved-anchor", 11),
    ],
)
def test_what_is_refused_and_where(form: str, code: str, column: int) -> None:
    assert [(text, told) for text in each(form) if (told := said(text)) != [(code, 1, column)]] == []


@pytest.mark.parametrize(
    "form",
    [
        *(
            f"<{INERT}{{>|/>| />}}",
            f"</{INERT}>",
            "<u>甲</u>",
            "3 <5",
            "{a|甲} < {b|b>|/b>|!b>|script>|乙 > c}",
            "甲<{y，乙|/y|y⏎⏎乙>|y⏎```⏎```⏎>|y <z|y '|script|乙>|/ b>|/>|>|}",
            "{1.|甲 |1234567890. }<b",
            "<{http|https|HTTPS}://a.cn/?a=b>",
            "<mailto:a@b.cn>",
        ),
        *(
            "<a.b+c-d@b.cn>",
            "{.a}",
            "{#a}",
            "{: #a .b }",
            "{甲}",
            "{!includes/a=b.md!}",
            "javascript",
            "data:text/plain",
        ),
    ],
)
def test_what_is_let_through(form: str) -> None:
    assert [(text, told) for text in each(form) if (told := said(text))] == []


@settings(max_examples=300, deadline=None)
@given(st.text("ab甲<>/?='\" \n", max_size=16).map("甲".__add__))
@example("甲<b且a>甲")
@example("甲<b\n`甲`\na>")
def test_what_is_let_through_is_shown(text: str) -> None:
    """Whatever the engine takes for HTML, and the site leaves out, is refused."""
    if not said(text):
        reading = Reading()
        reading.feed(sanitised(engine().reset().convert(text)))
        reading.close()
        letters = re.compile("[^ab甲<]")
        assert letters.sub("", "".join(reading.text)) == letters.sub("", text)


def test_an_end_is_told_with_its_beginning_and_no_other_tag() -> None:
    assert said("<b>甲<b>乙</b></i>") == [("raw-html", 1, 1), ("raw-html", 1, 5), ("raw-html", 1, 13)]


PLACES = [
    ("\n甲<b>\n\n乙<i>丙</i><b\na=c>", ["raw-html 2:2 <b>", "raw-html 4:2 <i>", "raw-html 4:10 <b"]),
    ("<https://a.cn>甲<b>", ["raw-html 1:16 <b>"]),
    ("甲<u a='>' b=\">\" onclick=x>", ["active-markup 1:2 <u a='>' b=\">\" onclick=x>"]),
    ("甲<a@b onclick=x>", ["active-markup 1:2 <a@b onclick=x>"]),
    ("甲<https://a<b>", ["raw-html 1:12 <b>"]),
    ("甲<b>乙<i", ["raw-html 1:2 <b>", "raw-html 1:6 <i"]),
    ("甲<u X>", ["raw-html 1:2 <u X>"]),
    (f"甲<{'b' * 50}>", [f"raw-html 1:2 <{'b' * 39}"]),
    ("甲\n乙{onclick=x}", ["active-markup 2:2 {onclick=x}"]),
    (f"甲{{a={'b' * 50}}}", [f"active-markup 1:2 {{a={'b' * 37}"]),
    ("甲\njav javascript:x", ["active-markup 2:5 javascript:"]),
    ("甲\n乙{.a #zy-x}", ["reserved-anchor 2:6 zy-x"]),
]


@pytest.mark.parametrize(("text", "told"), PLACES)
def test_each_is_told_where_it_is_written(text: str, told: list[str]) -> None:
    found: list[str] = []

    def report(code: str, mark: Mark, /, **values: object) -> None:
        found.append(f"{code} {mark.line}:{mark.column} {values.get('what', values.get('anchor'))}")

    markup.check_body(Body(text), report)
    assert found == told


def said(text: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    markup.check_body(Body(text), lambda code, mark, **values: found.append((code, mark.line, mark.column)))
    return found


@pytest.mark.parametrize(
    "plain",
    [
        "满意率由 80% 提高到 95%，x<3，3 < 5，a < b，a > b，A & B。",
        "写作 `<script>` 和 `{onclick=x}` 都只是字样。",
        "```\n<script>alert(1)</script>\n```",
        "一行<br>两行，H<sub>2</sub>O，按 <kbd>Ctrl</kbd>。",
        "<!-- 在这里写背景与起因，写完删去这一行。 -->",
        "网址 <https://example.org/a?b=c>，[站外](https://example.org/)。",
        "## 标题 {#title}\n\n段落。\n{.note}",
        "集合 {甲，乙}，文号商党〔2010〕5号。",
        "脚注[^1]。\n\n[^1]: 见某报道。",
    ],
)
def test_ordinary_text_is_left_alone(plain: str) -> None:
    assert codes(plain) == []
    assert active(plain) == []


heading = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "背景与起因",
            "一、做法（一）",
            "1. 快速开始",
            "A/B 测试",
            "`code` 字样",
            "**重** 点",
            "？",
            "_1",
            "甲 {#id}",
            "甲-乙",
            "é",
            "𠮷",
        ]
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(heading, max_size=6))
@example(["甲", "甲", "甲_1", "甲"])
@example(["甲 {#乙}", "乙"])
def test_anchors_are_those_the_engine_makes(titles: list[str]) -> None:
    titles = [re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029#<>\[\]\\&{}|`*_~!^]", "", one).strip() or "空" for one in titles]
    text = "\n\n".join(f"## {title}" for title in titles)
    body = Body(text)
    html = engine().reset().convert(text)
    assert re.findall(r'<h2 id="([^"]*)"', html) == [one.anchor for one in body.headings]
    anchored = engine().reset().convert(body.anchored)
    assert re.findall(r'<h2 id="([^"]*)"', anchored) == [one.anchor for one in body.headings]


@given(st.lists(st.sampled_from(["甲", "甲_1", "甲_01", "甲_1_1", "甲_9", "_1", "1", "甲_²"]), max_size=40))
def test_an_anchor_is_the_first_free_one(titles: list[str]) -> None:
    """Counted on from the name itself, one by one."""
    given = Anchors()
    used = {given.reserve("甲_3")}
    for title in titles:
        expected = slug(title)
        while expected in used:
            head, _, tail = expected.rpartition("_")
            expected = f"{head}_{int(tail) + 1}" if head and re.fullmatch("[0-9]+", tail) else f"{expected}_1"
        used.add(expected)
        assert given.of(title) == expected


def test_many_headings_of_one_name_take_no_time() -> None:
    class Counted(set[str]):
        asked = 0

        def __contains__(self, anchor: object) -> bool:
            self.asked += 1
            return super().__contains__(anchor)

    given = Anchors()
    given.used = Counted()
    assert [given.of("甲") for _ in range(1000)][-1] == "甲_999"
    assert given.used.asked < 5000
