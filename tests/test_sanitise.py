"""What sanitising leaves is, element for element, all that our templates and Markdown make; what authors add cannot run."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import keeping
import mkdocs.commands.build
import pytest
import sanitise
from campaign.rules.markup import INERT_TAGS
from markup import allowed
from markup.sanitising import sanitised
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "hooks" / "campaign" / "render" / "templates"

# Extension → a text for it, and what it makes of it. Whoever adds an extension adds a line.
FEATURES = {
    "toc": ("# 题 {#zy-top}\n\n## 一、*重* `码` {.wide}\n\n### 小 & 节", '<a class="headerlink"'),
    "admonition": ('!!! note "提示 <b> &amp; \\"引\\""\n    甲\n\n    - 乙', 'class="admonition note"'),
    "attr_list": ("段落\n{#here .wide title='甲 \"乙\"' lang=en}\n\n![图](files/a.png){width=40}", 'id="here"'),
    "def_list": ("词\n:   释\n\n    又释", "<dd>"),
    "footnotes": ("甲[^1]，又[^1]、[^二]。\n\n[^1]: 注[链](a.md)\n[^二]: 注", 'class="footnote"'),
    "tables": ("| 左 | 中 | 右 |\n|:--|:-:|--:|\n| `a|b` | **二** | 3<br>4 |", '<td align="right">'),
    "pymdownx.superfences": (
        '```python\nprint("<b>", 1)  # *x*\n```\n\n~~~ {.yaml #code linenums="1" hl_lines="1" title="甲"}\na: 1\n~~~\n\n'
        "1. 项\n\n    ```\n    码\n    ```",
        'class="highlight"',
    ),
    "fenced_code": ("```\n甲\n```", "<code>"),
    "markdown_include.include": ("{!inner.md!}", "内文"),
    "_": (
        "一行  \n二行<br/>\n\n---\n\n> 引\n>\n> 1. 甲\n> 2. 乙\n\n3. 三\n    - 四\n\n"
        '<https://例.cn/?a=1&b=2> <me@example.cn> [电话](tel:110) [根](/x "题") ![](a.png)\n\n'
        "H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd> <mark>亮</mark> <u>u</u> <s>s</s> <small>小</small> "
        "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby> &lt;script&gt; &copy; &#x4e2d; &nbsp;\n\n"
        '<details open>\n<summary>多</summary>\n<p>细</p>\n</details>\n\n<a name="old"></a>\n\n    缩进 <b>\n\n'
        "[参][r]\n\n[r]: b.md '题'",
        'href="tel:110"',
    ),
}

# Pairs of HTML → the numbers of those that are not one tree, comments and the cut of text into nodes aside.
DIFFERENT = """pairs => {
  const tree = html => {
    const body = new DOMParser().parseFromString("<!doctype html><body>", "text/html").body
    body.innerHTML = html
    const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
    const comments = []
    while (walker.nextNode()) comments.push(walker.currentNode)
    comments.forEach(one => one.remove())
    body.normalize()
    return body
  }
  return pairs.flatMap(([before, after], index) => tree(before).isEqualNode(tree(after)) ? [] : [index])
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    page = browser.new_page()
    yield page
    page.close()


def converted(text: str, folder: Path) -> str:
    """A text as the engine converts it with all of the site's extensions."""
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(folder))
    config.mdx_configs["markdown_include.include"]["base_path"] = str(folder)
    page = Page(None, File("a.md", src_dir=None, dest_dir="", use_directory_urls=False), config)
    page.markdown = text
    page.render(config, Files([]))
    assert page.content
    return page.content


def extensions() -> set[str]:
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(ROOT / "docs"))
    return {one for one in config.markdown_extensions if isinstance(one, str)}


def test_every_extension_of_the_site_is_tried() -> None:
    assert set(FEATURES) - {"_"} == extensions()


@pytest.mark.parametrize("name", FEATURES)
def test_what_markdown_makes_stays(name: str, tmp_path: Path, tab: Tab) -> None:
    (tmp_path / "inner.md").write_text("内文 *重*", encoding="utf-8")
    text, sign = FEATURES[name]
    before = converted(text, tmp_path)
    assert sign in before
    assert tab.evaluate(DIFFERENT, [[before, sanitised(before)]]) == []


def test_the_comparison_tells_trees_apart(tab: Tab) -> None:
    pairs = [
        ["<p>甲", "<p>甲</p>"],
        ["<p a b>", "<p b='' a>"],
        ["甲<!-- -->", "甲"],
        ["<p a>", "<p>"],
        ["<b>甲</b>", "甲"],
    ]
    assert tab.evaluate(DIFFERENT, pairs) == [3, 4]


def test_every_page_of_the_site_stays_as_it_was(tmp_path: Path, tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str, str]] = []

    def watched(config: MkDocsConfig) -> None:
        methods = config.plugins.events["page_content"]
        (index,) = [at for at, one in enumerate(methods) if one.__code__.co_filename.endswith("sanitise.py")]
        method = methods[index]

        def told(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
            after = method(html, page=page, config=config, files=files)
            seen.append((page.file.src_uri, html, after))
            return str(after)

        methods[index] = told

    monkeypatch.setattr(logging.getLogger("mkdocs"), "disabled", True)
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path))
    watched(config)
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs.commands.build.build(config)
    assert len(seen) > 300
    different = tab.evaluate(DIFFERENT, [[before, after] for _, before, after in seen])
    assert [seen[index][0] for index in different] == []
    # What the lists allow beyond Markdown's own is there because a page holds it.
    everything = "".join(after for _, _, after in seen)
    assert [name for name in allowed.VALUES if f"<{name}" not in everything] == []


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p onclick="x" style="x" class="甲 md-overlay 乙">甲</p>', '<p class="甲 乙">甲</p>'),
        ('<p class="md-overlay zy-skip zy-hits zy-search--open zy-search__box">甲</p>', "<p>甲</p>"),
        ('<pre class="mermaid"><code>甲</code></pre>', "<pre><code>甲</code></pre>"),
        ('<p id="__config" data-md-component="search">甲</p><a name="__x">乙</a>', "<p>甲</p><a>乙</a>"),
        ('<p id="&#95;_config">甲</p>', "<p>甲</p>"),
        ('<div data-zy-explorer data-src="//e/evil.js"></div>', '<div data-zy-explorer=""></div>'),
        ('<div data-src="../evil.js"></div><div data-src="files/evil.js"></div>', "<div></div><div></div>"),
        ('<div data-src="list.js?x"></div><p data-src="list.js">甲</p>', "<div></div><p>甲</p>"),
        ('<div data-src="five-good.js"></div>', '<div data-src="five-good.js"></div>'),
        ('<form action="//e" method="post"><input type="password" name="p"></form>', "<form><input></form>"),
        ('<a href="javascript:x">甲</a><a href="data:text/html,x">乙</a>', "<a>甲</a><a>乙</a>"),
        ('<a href="file:///x">甲</a><a href="ftp://x">乙</a>', "<a>甲</a><a>乙</a>"),
        ('<a href="../a.md?b=c#d">甲</a>', '<a href="../a.md?b=c#d">甲</a>'),
        ('<svg><rect fill="url(//e/x#y)"/><image href="//e"/><use href="#x"/></svg>', "<svg><rect></rect></svg>"),
        ("<style>x</style><script>y</script><noscript>z</noscript>甲", "甲"),
        ("甲<!-- 乙 -->", "甲"),
        ('<div role="alert" tabindex="1">甲</div>', "<div>甲</div>"),
        ('<div role="note" tabindex="0">甲</div>', '<div role="note" tabindex="0">甲</div>'),
        ('<p id="a" title="b: c">甲</p><a name="d">乙</a>', '<p id="a" title="b: c">甲</p><a name="d">乙</a>'),
    ],
)
def test_what_is_not_on_the_list_goes(html: str, left: str) -> None:
    assert sanitised(html) == left


def test_what_is_no_text_goes_with_its_element() -> None:
    unread = "iframe math noembed noframes noscript object script style template textarea xmp"
    assert {sanitised(f"甲<{tag}>乙</{tag}>丙") for tag in unread.split()} == {"甲丙"}
    assert sanitised("甲<plaintext>乙") == "甲"


def test_all_inert_html_that_the_checks_let_pass_stays() -> None:
    for tag in INERT_TAGS:
        assert sanitised(f"甲<{tag}>乙").startswith(f"甲<{tag}>乙"), tag


class Unlisted(HTMLParser):
    """What a template writes that is on no list. Where it fills something in, there is a space."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []
        self.feed(re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " ", template, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {one.lower() for one in allowed.TAGS}:
            self.found.append((tag, "", None))
        names = {name.lower() for name in allowed.ATTRIBUTES["*"] | allowed.ATTRIBUTES.get(tag, frozenset())}
        values = allowed.VALUES.get(tag, {})
        self.found += [(tag, *one) for one in attrs if one[0] not in names and one[1] not in values.get(one[0], ())]


def test_whatever_a_template_may_write_is_on_the_lists() -> None:
    """Also where no page of our own needs it, as in a campaign of more levels."""
    templates = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.md.j2")}
    unlisted = {name: Unlisted(text).found for name, text in templates.items()}
    assert {name: found for name, found in unlisted.items() if found} == {"parts.md.j2": [("h", "", None)]}
    patterns = re.findall(r'<pattern id="([^"]+)"', "".join(templates.values()))
    assert allowed.VALUES["rect"]["fill"] == {f"url(#{id})" for id in patterns}


@pytest.mark.parametrize(
    "address", ["https://e/x.png", "//e/x.png", "\\\\e\\x.png", "/\\e/x.png", " /\t/e", "da\nta:image/png,", "HTTP:x"]
)
def test_pictures_come_from_this_site_alone(address: str) -> None:
    assert "src" not in sanitised(f'<img alt="图" src="{address}">')


@pytest.mark.parametrize("address", ["files/a.png", "../a b.png", "/a.png", "甲.png", "a/b:c.png", "!//a.png"])
def test_pictures_of_this_site_stay(address: str) -> None:
    assert f'src="{address}"' in sanitised(f'<img src="{address}">')


def test_the_table_of_contents_is_sanitised_as_well() -> None:
    inner = AnchorLink("<img src=x>甲 &amp; 乙", '"><b>', 2)
    outer = AnchorLink("题", "zy-top", 1)
    outer.children.append(inner)
    sanitise._sanitise_toc([outer])
    assert (outer.title, outer.url) == ("题", "#zy-top")
    assert (inner.title, inner.url) == ("甲 &amp; 乙", "#&quot;&gt;&lt;b&gt;")


def test_the_hook_sanitises_a_page_and_its_table_of_contents() -> None:
    link = AnchorLink("<b>甲</b>", "a", 1)
    page = SimpleNamespace(toc=[link])
    html = sanitise.on_page_content('<p onclick="x">乙</p>', page, MkDocsConfig(), Files([]))  # type: ignore[arg-type]
    assert (html, link.title) == ("<p>乙</p>", "甲")


def test_a_change_of_the_lists_makes_every_page_anew(tmp_path: Path) -> None:
    (tmp_path / "hooks" / "markup").mkdir(parents=True)
    for name in ("mkdocs.yml", "requirements.txt", "hooks/markup/allowed.py"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    before = keeping.theme_version(tmp_path)
    with (tmp_path / "hooks" / "markup" / "allowed.py").open("a", encoding="utf-8") as file:
        file.write("# 改\n")
    assert keeping.theme_version(tmp_path) != before
