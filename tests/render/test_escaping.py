"""What editors write in fields stays text: it becomes no markup, no inclusion, no address."""

from __future__ import annotations

import json

import pytest
from campaign.render.templates import html, lines, markdown
from making import body, front, pages_of, read
from markupsafe import Markup
from small_campaign import case, small_docs

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "include": "{!includes/other.md!}",
    "attributes": "{onclick=a} {: .x onclick=a }",
    "link": "](javascript:a) [b](javascript:a)",
    "quotes": '" onclick="a" \' &quot; &amp;lt;',
    "fence": "``` ~~~ `code` **bold** _it_ # x",
    "template": "{{ 7*7 }} {% raw %} {## x ##}",
    "html": "</p></div><!-- <b onclick=alert(1)>",
    "footnote": "[^1] *[x]: y | --- | \\ \\< $",
}


def _with(text: str) -> dict[str, str]:
    """The small campaign with a text in every field that takes one."""
    docs = small_docs()
    value = json.dumps(text, ensure_ascii=False)
    replaced = {
        "campaign.md": [
            "星火行动",
            "某某市某某局",
            "学得进",
            "四项要求",
            "金星",
            "自己评",
            "报一次进度",
            "进度表",
            "三月中",
            "收稿",
        ],
        "criteria/study.md": ["学习好", "大家都学。", "每周学一次", "签到表", "这周学了吗？"],
        "stages/start.md": ["起步", "动员", "开会", "班组长", "上半年"],
        "units/first.md": ["一组"],
        "policy/old-notice.md": ["关于开展星火行动的通知", "旧的通知。"],
        "honours/round-one.md": ["第一次表扬", "好班组", "张三"],
        "commitments/first-2020.md": ["装一块牌子", "已通车"],
        "guide/reader.md": ["怎样看", "编辑组", "三句话。"],
        "cases/2020/weekly.md": ["每周一学", "一周学一次。", "办理时间"],
        "cases/2020/gone.md": ["某发〔2021〕3号"],
    }
    for path, fields in replaced.items():
        head, mark, rest = docs[path].removeprefix("---\n").partition("\n---\n")
        for old in fields:
            for before, after in ((f": {old}\n", "\n"), (f": {old},", ","), (f": {old}" + "}", "}"), (f"[{old}]", "]")):
                opening = "[" if before.startswith("[") else ": "
                head = (head + "\n").replace(before, opening + value + after).removesuffix("\n")
        assert value in head, path
        docs[path] = "---\n" + head + mark + rest
    docs["cases/2020/weekly.md"] = docs["cases/2020/weekly.md"].replace(
        "tags: [学习]", f"tags: [{json.dumps(text[:20])}]"
    )
    return docs


def test_text_in_html_has_nothing_an_engine_looks_for() -> None:
    assert html("{!x!} `y` ~~~ <b>&\"'") == "&#123;!x!&#125; &#96;y&#96; &#126;&#126;&#126; &lt;b&gt;&amp;&#34;&#39;"
    assert html(None) == ""
    assert html(Markup("<b>")) == "<b>"


def test_text_in_markdown_keeps_no_ascii_punctuation() -> None:
    assert markdown("a*b\n{c}") == "a&#42;b &#123;c&#125;"
    assert markdown("学习（好）2020") == "学习（好）2020"


def test_lines_leave_no_blank_line() -> None:
    assert lines(" 甲\n\n<乙>\n") == "甲<br>\n&lt;乙&gt;"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_fields_stay_text(text: str) -> None:
    pages = pages_of(_with(text))
    assert "cases/2020/weekly.md" in pages
    for path, page in pages.items():
        if not path.endswith(".md"):
            continue
        assert "{!" not in body(page), path
        reading = read(page)
        for tag, known in reading.elements:
            assert tag not in ("script", "b", "em", "iframe"), path
            assert not [name for name in known if name.startswith("on")], path
            assert "javascript:" not in (known.get("href") or ""), path
        assert reading.left_open == [], path
    shown = " ".join(read(pages["cases/2020/weekly.md"]).text.split())
    assert " ".join(text.split()) in shown


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_titles_are_whole_in_headings_and_front_matter(text: str) -> None:
    pages = pages_of(_with(text))
    for path in ("cases/2020/weekly.md", "units/first.md", "criteria/study.md", "guide/reader.md"):
        title = front(pages[path])["title"]
        assert "<" not in title and '"' not in title
        assert read(pages[path]).headings[0] == (1, " ".join(text.split()))


def test_titles_of_any_script_survive_the_front_matter() -> None:
    docs = small_docs()
    for title in ("𠮷野家：一次", "a: b # c", "'单' “双”", "😀 表情", "yes", "2020", "[列表]"):
        docs["cases/2020/weekly.md"] = small_docs()["cases/2020/weekly.md"].replace(
            "title: 每周一学", f"title: {json.dumps(title, ensure_ascii=False)}"
        )
        assert front(pages_of(docs)["cases/2020/weekly.md"])["title"] == title.replace("'", "&#x27;")


def test_an_editors_inclusion_reaches_the_engine_untouched() -> None:
    docs = small_docs()
    docs["includes/words.md"] = "原话。\n"
    docs["cases/2020/weekly.md"] = docs["cases/2020/weekly.md"].replace("好了。", "好了。\n\n{!includes/words.md!}")
    assert "\n{!includes/words.md!}\n" in pages_of(docs)["cases/2020/weekly.md"]


def test_explorer_data_is_one_call_with_json(small: dict[str, str]) -> None:
    text = small["cases/explorer.js"]
    data = json.loads(text.removeprefix("zyCases(").removesuffix(")\n"))
    assert [row["u"] for row in data["cases"]] == ["2020/second.html", "2020/weekly.html"]
    assert data["cases"][0]["x"] == 1 and "x" not in data["cases"][1]
    assert data["labels"]["unit"] == {"first": "一组", "second": "二组（示例）"}


def test_one_case_more_is_in_the_list() -> None:
    docs = small_docs()
    docs["cases/2021/new.md"] = case("又一个", date="2021-01-01")
    assert "又一个" in pages_of(docs)["cases/index.md"]
