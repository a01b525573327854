"""What the islands hook makes of a page is what Markdown alone makes of it, with fewer letters read."""

from __future__ import annotations

from pathlib import Path

import islands
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markup.islands import _Preprocessor
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
CONFIG = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(ROOT / "docs"))
CONFIG.mdx_configs["markdown_include.include"]["base_path"] = CONFIG.docs_dir
PLAIN = list(CONFIG.markdown_extensions)


def rendered(text: str, *, hooked: bool) -> tuple[object, ...]:
    """What MkDocs makes of a page's text, and what it knows of the page then."""
    CONFIG.markdown_extensions = list(PLAIN)
    if hooked:
        islands.on_config(CONFIG)
    page = Page(None, File("a.md", src_dir=None, dest_dir="", use_directory_urls=False), CONFIG)
    page.markdown = text
    page.render(CONFIG, Files([]))
    if hooked:
        islands.on_page_content(page.content or "", page=page, config=CONFIG, files=Files([]))
    headings = [(one.title, one.id, one.level) for one in page.toc]
    return page.content, page.title, page.present_anchor_ids, headings


def taken(text: str) -> list[str]:
    """The blocks that the hook takes out of a text."""
    md = Markdown()
    _Preprocessor(md).run(md.preprocessors["normalize_whitespace"].run(text.split("\n")))
    return [str(block).rstrip("\n") for block in md.htmlStash.rawHtmlBlocks]


def same(text: str) -> None:
    assert rendered(text, hooked=True) == rendered(text, hooked=False)


PAGE = """# 题 {#zy-top}

<p class="zy-lead">甲 &amp; 乙&#123;#x&#125; a < b</p>

正文 *一* [链](a.md#b)。

<dl class="zy-facts">
<div><dt>单位</dt><dd>甲<br>
乙 <svg viewBox="0 0 1 1"><path d="M0 0"/></svg><b class="c" id="here&amp;">丙</b><i name="not" data-id="nor" xml:id="or"></i><a name="there"></a><img src="a.png"><input><wbr><hr></dd></div>
<div hidden
  data-zy-a xml:lang="y"  Z="1"
 >&#x4e2d;&#X4E;</div>
</dl>


- 项

<pre tabindex="0"><code># 不是标题
    &lt;p&gt;</code></pre>

## 二 {#two}

<h2>不进目录</h2>
"""


def test_blocks_of_the_core_are_taken_out() -> None:
    text = PAGE.replace(" a < b", "")
    assert [block[:4] for block in taken(text)] == ["<p c", "<dl ", "<pre", "<h2>"]
    same(text)
    assert islands._extension.anchors == {"here&", "there"}


@pytest.mark.parametrize(
    "text",
    [
        PAGE,  # a "<" that opens no tag
        "<p>甲</p>\n<p>乙</p>\n\n丙",
        "<p>甲</p> 乙 >\n\n丙",
        "<p>甲</p>乙</p>\n\n丙",
        "<div>\n\n<p>甲</p>\n\n</div>\n\n丙",
        "<div><p>甲</div></p>\n\n丙",
        "<div><b>甲</div>\n\n<p>乙</p>",
        "</p>\n\n<p>甲</p>",
        "甲\n<p>乙</p>\n\n丙",
        " <p>甲</p>\n\n乙",
        "<b>甲</b>\n\n<p>乙</p>",
        "<hr>\n\n<p>乙</p>",
        "<div/>\n\n<p>乙</p>",
        "<p>甲</p>\n\n<!-- 乙\n\n<p>丙</p>\n\n丁 -->",
        "<p>甲</p>\n\n乙 <a title='\n\n<p>丙</p>\n\n'> 丁",
        '<p>甲</p>\n\n`<div class="`\n\n<p title="丙">丁</p>',
        "<div><div>甲</div>\n\n<p>乙</p>",
        "<div><b><div></b></div>\n*甲*</div>\n\n乙",
        "<div><script>'<p>'</script></div>\n\n乙",
        "<p>&#甲;</p>\n\n<p>乙; *丙*</p>",
        "<p>&#;</p>\n\n<p>乙; *丙*</p>",
        "<p>&#x;</p>\n\n<p>乙; *丙*</p>",
        '<p><a title="甲"href="乙">丙</a></p>\n\n丁',
        "&#; 甲;\n\n&#; <p>乙</p>\n\n<p>丙</p>",
        "<p>&#65 </p>\n\n<p>乙;</p>",
        "<p class=甲>乙</p>\n\n丙",
        "<P>甲</P>\n\n乙",
    ],
)
def test_a_page_that_holds_anything_else_is_left_alone(text: str) -> None:
    assert taken(text) == []
    same(text)


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_fenced_html_is_code(fence: str) -> None:
    text = f"甲\n\n{fence}\n\n<p>乙</p>\n\n{fence}\n\n<p>丙</p>\n"
    assert str(rendered(text, hooked=True)[0]).count("&lt;p&gt;") == 1
    same(text)


# Texts such as the core hands on, and, now and then, something that comes near.
WORDS = st.lists(
    st.sampled_from(["甲", "a b", "*", "_", "`", "#", "&amp;", "&#39;", "&#x41;", "& ", ";", "[^1]", "{#x}", "\\", "-"])
).map("".join)
INLINE = st.builds(
    lambda form, words: form.replace("{}", words),
    st.sampled_from(
        ["{}", "<b>{}</b>", '<a href="x.html#y" id="z&amp;" name="n">{}</a>', "{}<br>\n{}", "<br/>{}", "<hr>{}"]
    ),
    WORDS,
)


def element(inner: st.SearchStrategy[str], *names: str) -> st.SearchStrategy[str]:
    return st.builds(
        "<{0}{1}>{2}{3}{2}</{0}>".format,
        st.sampled_from(names),
        st.sampled_from(["", ' class="a b"', ' id="甲" hidden', '\ndata-x="&#34;>"']),
        st.sampled_from(["", "\n"]),
        st.lists(inner, max_size=3).map("".join),
    )


NAMES = ("p", "div", "ul", "li", "h2", "table", "pre")
HTML = element(st.recursive(INLINE, lambda inner: element(inner, *NAMES, "span"), max_leaves=6), *NAMES)
PROSE = st.builds(
    "{}{}".format,
    st.sampled_from(["", "# ", "## ", "- ", "    ", "> ", "1. ", "[^1]: ", "!!! note\n    ", "| a |\n|--|\n| "]),
    WORDS,
)
STRAY = st.sampled_from(
    [
        "<",
        "<b",
        "<b>",
        "</p>",
        "<div>",
        "<!--",
        "-->",
        "<?",
        "<p>",
        "<https://x.y>",
        "```",
        "&#",
        "\x02",
        ' "',
        "\r",
        "\t",
    ]
)
GOOD = st.lists(st.one_of(HTML, PROSE).map(lambda block: block + "\n\n")).map("".join)
ENDS = st.sampled_from(["\n\n", "\n\n\n", "\n \n", "\n", ""])
NEAR = st.lists(st.tuples(st.one_of(HTML, PROSE, STRAY), ENDS).map("".join)).map("".join)
TEXT = st.one_of(GOOD, GOOD, st.builds("".join, st.tuples(GOOD, NEAR, GOOD)))


@given(TEXT)
@example("<div>\n<p>甲</p>\n</div>")
def test_any_page_comes_out_as_without_the_hook(text: str) -> None:
    same(text)


def test_rebuilding_with_one_configuration_takes_no_page_apart_twice() -> None:
    CONFIG.markdown_extensions = list(PLAIN)
    islands.on_config(CONFIG)
    islands.on_config(CONFIG)
    assert len(CONFIG.markdown_extensions) == len(PLAIN) + 1
