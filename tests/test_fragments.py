"""Whatever reaches the engine, checked or not: only checked fragments are put in, and no file is opened for one."""

from __future__ import annotations

import builtins
import codecs
import io
import os
from pathlib import Path

import pytest
from campaign.limits import NESTING, PAGE_CHARS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown_include.include import MarkdownInclude
from markup import fragments
from markup.fragments import Fragments
from mkdocs.exceptions import PluginError

TEXTS = {
    "includes/a.md": "甲\n",
    "includes/b.md": "\n乙 \n\n  {!includes/a.md!}\n\n- 丙  \n\n",
    "includes/empty.md": "",
    "includes/code.md": "    x\n- y\n\n> z",
    "includes/two.md": "{!includes/b.md!}\n{! includes/code.md !}",
}


def converted(text: str, texts: dict[str, str] = TEXTS) -> str:
    extension = Fragments()
    extension.texts, extension.page = texts, "guide/reader.md"
    return Markdown(extensions=[extension]).convert(text)


PARTS = [
    *("{!" + path + "!}" for path in TEXTS if path != "includes/empty.md"),  # there it passes over a line
    *("  {! includes/two.md !}  ", "\t{!includes/a.md!}", "甲", "- 乙", "> 丙", "    丁", "", "", "```", "## 题"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("docs")
    (made / "includes").mkdir()
    for path, text in TEXTS.items():
        (made / path).write_text(text, encoding="utf-8")
    return made


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=8))
@example(["甲", "", "{!includes/empty.md!}", "", "乙"])
def test_what_is_put_in_is_what_the_plain_engine_puts_in(folder: Path, lines: list[str]) -> None:
    plain = MarkdownInclude({"base_path": str(folder), "throwException": True})
    assert converted("\n".join(lines)) == Markdown(extensions=[plain]).convert("\n".join(lines))


OUTSIDE = [
    *("/etc/passwd", "~/.bashrc", "../../etc/passwd", "includes/../../mkdocs.yml", "/dev/zero", "includes/none.md"),
    *("./includes/a.md", "includes//a.md", "INCLUDES/A.MD", "includes\\a.md", "file:///etc/passwd", "includes/"),
    "campaign.md",
]


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("around", ["{}", "甲\n\n```\n{}\n```", "    {}", "`{}`", "<p>{}</p>", "| {} |", "## {}"])
def test_nothing_else_is_and_no_file_is_opened(path: str, around: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Markdown()  # what it loads at first use is not what is watched here

    def refuse(*told: object, **more: object) -> object:
        raise AssertionError(f"opened: {told}")

    for module in (builtins, io, codecs, os):
        monkeypatch.setattr(module, "open", refuse)
    with pytest.raises(PluginError) as refused:
        converted(around.format(f"{{!{path}!}}"))
    monkeypatch.undo()
    assert "guide/reader.md" in str(refused.value) and path in str(refused.value)


@pytest.mark.parametrize(
    "text", ["甲 {!includes/a.md!} 乙", "{!includes/a.md!lines=1}", "{!includes/a.md!}{!includes/a.md!}"]
)
def test_a_fragment_is_put_in_whole_and_by_itself(text: str) -> None:
    with pytest.raises(PluginError):
        converted(text)


@pytest.mark.parametrize(
    "texts",
    [
        {"includes/a.md": "{!includes/a.md!}"},
        {"includes/a.md": "{!includes/b.md!}", "includes/b.md": "{!includes/a.md!}"},
        {"includes/a.md": "{!includes/b.md!}\n" * 40_000, "includes/b.md": "甲" * 100},
        {f"includes/{name}.md": f"{{!includes/{chr(ord(name) + 1)}.md!}}\n" * 30 for name in "abcdefg"},
    ],
)
def test_circles_and_growth_end(texts: dict[str, str]) -> None:
    with pytest.raises(PluginError):
        converted("{!includes/a.md!}", texts)


def nested(depth: int) -> dict[str, str]:
    """Fragments of which each holds the next; the last holds words."""
    inner = {f"includes/{number}.md": f"{{!includes/{number + 1}.md!}}" for number in range(1, depth)}
    return {**inner, f"includes/{depth}.md": "甲"}


def test_what_the_limits_let_pass_is_put_in_and_no_more() -> None:
    assert converted("{!includes/1.md!}", nested(NESTING)) == "<p>甲</p>"
    long = {"includes/a.md": "甲" * (PAGE_CHARS // 2)}
    assert converted("{!includes/a.md!}\n" * 2, long).count("甲") == PAGE_CHARS
    for text, texts in (
        ("{!includes/1.md!}", nested(NESTING + 1)),
        ("{!includes/a.md!}\n" * 2 + "{!b!}", {**long, "b": "乙"}),
    ):
        with pytest.raises(PluginError):
            converted(text, texts)


def test_it_stands_where_the_plain_engine_stood() -> None:
    extension = Fragments()
    assert extension.in_place(["toc", "markdown_include.include", "tables"]) == ["toc", extension, "tables"]


def test_the_texts_are_those_that_were_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file changed, or made a link, after the check is not looked at again."""
    extension = Fragments()
    extension.texts = {"includes/a.md": "甲\n"}
    (tmp_path / "includes").mkdir()
    (tmp_path / "includes/a.md").symlink_to("/etc/passwd")
    monkeypatch.chdir(tmp_path)
    assert Markdown(extensions=[extension]).convert("{!includes/a.md!}") == "<p>甲</p>"
    assert fragments.PRIORITY > 30  # before the engine reads any line
