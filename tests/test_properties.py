"""Whatever a file holds, the checks answer with findings, never with a traceback."""

from __future__ import annotations

import string

import pytest
import yaml
from campaign import derive, has_errors, load
from campaign.catalogue import CATALOGUE
from campaign.frontmatter import Mapping, Scalar, Sequence, read
from campaign.markdown import Body
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import GOLDENS, read_folder

BASE = read_folder(GOLDENS / "_base" / "docs")
PATHS = sorted(BASE)
SNIPPETS = [
    *(
        "---",
        "\n",
        ": ",
        "- ",
        "  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!str ",
        "|",
        ">",
        '"',
        "'",
        "#",
        "null",
        "~",
    ),
    *("2031-02-30", "20XX", "../..", "2031/2030", "true", "-1", "1e9", "99999999999999999999", "0x10", "press", "gold"),
    *("title:", "status: draft", "grades:", "unit: press", "criteria:", "sample: 是", "review:", "steps:"),
    *(
        "## 标题",
        "##标题",
        "```",
        "~~~",
        "<script>",
        "<!--",
        "-->",
        "{!includes/x.md!}",
        "{!",
        "![](",
        "](",
        "[^1]",
        "[^1]: 注",
    ),
    *(
        "\x00",
        "\r",
        "\u202e",
        "\ufeff",
        "𠮷",
        "é",
        "👍🏽",
        "秘密★1年",
        "13800138000",
        "&#x6a;avascript:",
        "{onclick=x}",
        "|a|b|\n|-|-|",
    ),
]
text = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8)), max_size=12).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """The base with one file cut, spliced, overwritten or replaced."""
    path = draw(st.sampled_from(PATHS))
    content = BASE[path]
    at = draw(st.integers(0, len(content)))
    to = draw(st.integers(at, len(content)))
    put = draw(st.one_of(st.binary(max_size=20), text.map(lambda one: one.encode("utf-8", "surrogatepass"))))
    target = draw(st.sampled_from([path, "guide/new.md", "includes/x.md", "cases/2031/new.md", "odd name.md"]))
    return {**BASE, target: content[:at] + put + content[to:]}


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_damage_is_answered_with_findings(docs: dict[str, bytes]) -> None:
    records, diagnostics = load(docs)
    assert diagnostics == sorted(diagnostics, key=lambda one: one.order)
    for one in diagnostics:
        assert one.code in CATALOGUE
        assert one.path in docs or one.path == "campaign.md"
        lines = docs.get(one.path, b"").decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= one.line <= len(lines) + 1, one
        assert one.column >= 1
    if not has_errors(diagnostics):
        site = derive(records)
        assert all(case.status == "published" for case in site.cases)


@settings(max_examples=150, deadline=None)
@given(damaged(), st.randoms())
def test_the_order_of_files_does_not_matter(docs: dict[str, bytes], dice) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(docs)
    dice.shuffle(shuffled)
    assert load({path: docs[path] for path in shuffled})[1] == load(docs)[1]


@settings(max_examples=300, deadline=None)
@given(text)
def test_front_matter_agrees_with_yaml(front: str) -> None:
    """What is accepted means what YAML says it means; what YAML refuses is refused."""
    found: list[str] = []
    if any(letter in front for letter in "\x00\r\ufeff\u202e") or (not front.isprintable() and "\x85" in front):
        return
    tree = read(front, 2, lambda code, mark, **values: found.append(code))
    try:
        expected = yaml.load(front, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # the two differ on `---\t`
    except yaml.YAMLError:
        assert tree is None and found
        return
    if tree is not None and not found:
        assert plain(tree) == (expected if isinstance(expected, dict) else {})


def plain(node: object) -> object:
    match node:
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain(one) for one in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda data: data.replace(b"\n", b"\r\n"), []),
        (lambda data: data.replace(b"\n", b"\r"), []),
        (lambda data: b"\xef\xbb\xbf" + data, ["byte-order-mark"]),
        (lambda data: data.decode().encode("gb18030"), ["encoding"]),
        (lambda data: data.decode().encode("utf-16"), ["encoding"]),
        (lambda data: data.decode().encode("utf-16-le"), ["encoding"]),
        (lambda data: data + b"\x00", ["control-character"]),
        (lambda data: data + "\u2028".encode(), ["control-character"]),
        (lambda data: data + b"\xff", ["encoding"]),
    ],
    ids=["CRLF", "CR", "BOM", "GB18030", "UTF-16", "UTF-16 without a mark", "NUL", "line separator", "broken"],
)
def test_encodings_editors_bring(change, codes: list[str]) -> None:  # type: ignore[no-untyped-def]
    path = "guide/reader.md"
    docs = {**BASE, path: change(BASE[path])}
    found = [one.code for one in load(docs)[1] if one.path == path]
    if codes == ["encoding"]:
        assert found[0] == "encoding"
    else:
        assert found == codes


def test_line_ends_change_nothing_else() -> None:
    crlf = {path: data.replace(b"\n", b"\r\n") for path, data in BASE.items()}
    records, same = load(BASE)[0], load(crlf)[0]
    assert [(one.path, one.data["title"], one.body.text) for one in records.of("case")] == [
        (one.path, one.data["title"], one.body.text) for one in same.of("case")
    ]


@pytest.mark.parametrize("letter", sorted(set(string.punctuation) - {'"', "\\", "-"}))
def test_a_quoted_title_may_begin_with_any_sign(letter: str) -> None:
    path = "guide/reader.md"
    docs = {**BASE, path: BASE[path].replace("title: 怎么看".encode(), f'title: "{letter}怎么看"'.encode())}
    records, diagnostics = load(docs)
    assert diagnostics == []
    assert records.by_kind["guide"]["reader"].title == f"{letter}怎么看"


@given(st.text(alphabet=st.characters(exclude_characters="\n\r\\\0", exclude_categories=["P", "S", "Cs", "Nd"])))
def test_characters_are_counted_without_white_space(text: str) -> None:
    assert Body("文" + text).chars == 1 + sum(not letter.isspace() for letter in text)
