"""What was reported of the rules: text that a mend took away, places nobody looked at, and false alarms."""

from __future__ import annotations

import pytest
from campaign.rules.protected import secrecy

from .labelled import found
from .test_personal import mended, seconds, told
from .test_typography import found as typographic
from .test_typography import said


@pytest.mark.parametrize(
    ("text", "piece", "right"),
    [
        ("他家住东湖街道水岸社区多年来坚持义务巡逻", "水岸社区", None),
        ("家住东湖街道水岸社区多年来走街串巷，人人夸", "水岸社区多年来走街串巷", None),
        ("家住某镇某村三组5号 七旬老人", "某村三组5号", None),
        ("家住某镇某村3-501，七十岁", "某村3-501", ""),
        ("家住某镇某村三组5号，七十岁", "某村三组5号", ""),
        ("家住某路12号3栋401室多年来坚持", "某路12号3栋401室", None),
        ("住址：12号楼", "12号楼", None),
    ],
)
def test_the_piece_of_an_address(text: str, piece: str, right: str | None) -> None:
    ((code, mark, fix, _),) = told(text)
    assert (code, mark.column - 1) == ("personal-address", text.index(piece))
    assert (fix.text if fix else None) == right
    assert fix is None or fix.length == len(piece)


@pytest.mark.parametrize(
    "text",
    [
        *("住在5号楼的居民", "家住小区3栋的党员", "党员到居住地社区报到制度落实12号文件", "常住地在12个街道村居的党员"),
        *("家住各镇村的党员", "居住地落实12号文件"),
        *(
            "联系人：李华（0571-87654321）",
            "（联系人：王晓明，010-65201234）",
            "值班：010-65201234",
            "报名：010-65201234",
        ),
        *("商业秘密★", "保护商业秘密 ★ 3年", "秘密□3年", "绝密□ 机密□ 秘密■ 3年"),
        *("内部文件保管制度", "会后收回问卷120份", "会后请清退人员", "仅限掌握情况的人"),
        *("文件编号皖A20101", "文件编号：皖A20101", "青A00001标准", "新A12345项目", "执行青A00001"),
    ],
)
def test_no_alarm(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (text, "internal-mark")
            for text in (
                "内部文件保管",
                "会后交回会务组",
                "会后收回材料",
                "会后收回 编号001",
                "会后收回不得外传",
                "仅限处级以上掌握",
            )
        ),
        *(
            (text, "vehicle-plate")
            for text in ("驾驶湘A12345小型轿车", "湘A12345停放在门口", "（湘A12345）", "一辆湘A12345")
        ),
        *((text, "landline") for text in ("联系人：李华，家庭电话0571-87654321", "李华（0571-87654321）")),
        *((text, "secrecy-mark") for text in ("商业街，秘密★1年", "秘密※1年")),
    ],
)
def test_and_still_found(text: str, code: str) -> None:
    assert found(text) == [code]


LONG = "长" * 900


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("<!-- 机密★20年 -->甲", "secrecy-mark", 6),
        ("<!-- ★机密 -->", "secrecy-mark", 7),
        ('<span title="机密★20年">甲</span>', "secrecy-mark", 14),
        ("<!-- 秘<b>密</b>★1年 -->", "secrecy-mark", 6),
        ('<!-- <i title="机密★1年"> -->', "secrecy-mark", 16),
        ("<!-- 内部资料，注意保管 -->", "internal-mark", 6),
        (f"机<!-- {LONG} -->密★1年", "secrecy-mark", 1),
        (f'机<b title="{LONG}">密★1年', "secrecy-mark", 1),
        (f"机<!-- <!-- {LONG} -->密★1年", "secrecy-mark", 1),
        (f"<!-- {LONG}机密★1年 -->", "secrecy-mark", 906),
        ('<a href="tel:13812345678">电话</a>', "personal-data", 14),
        ("甲<!-- 手机13812345678 -->", "personal-data", 9),
        ('<img alt="湘A·12345">', "vehicle-plate", 11),
        ("<!--\n家住某镇某村三组5号\n-->", "personal-address", 5),
    ],
)
def test_what_no_reader_sees(text: str, code: str, column: int) -> None:
    assert [(one, mark.column) for one, mark, _, _ in told(text)] == [(code, column)]


def test_each_place_is_told_once_and_in_order() -> None:
    text = '甲<!-- 机密★1年 -->乙 机密★2年 <b title="秘密★3年">'
    assert [one.text for one in secrecy.marks(text)] == ["机密★1年", "机密★2年", "秘密★3年"]
    assert len(told(text)) == 3


def test_no_backslash_where_it_would_show() -> None:
    assert mended('<a href="tel:13812345678">') == '<a href="tel:138****5678">'
    fenced = "甲 13812345678\n\n```\n13812345678\n~~~\n```\n\n13812345678\n\n~~~ text\n13812345678\n~~~\n"
    right = (
        "甲 138\\*\\*\\*\\*5678\n\n```\n138****5678\n~~~\n```\n\n138\\*\\*\\*\\*5678\n\n~~~ text\n138****5678\n~~~\n"
    )
    assert mended(fenced) == right
    assert mended("> ```\n> 13812345678\n> ```\n").count("\\") == 0
    for no_fence in ("``", "~~", "```a`b", "甲```"):
        assert mended(f"{no_fence}\n13812345678\n").count("\\") == 4
    assert mended("- 甲\n\n    ```\n    13812345678\n    ```\n").count("\\") == 0
    assert mended("    ```\n    ```\n13812345678\n").count("\\") == 4
    assert mended("---\nsummary: |\n  ```\n---\n13812345678\n").count("\\") == 4
    assert mended("---\ntitle: 甲\n---\n```\n13812345678\n```\n") == "---\ntitle: 甲\n---\n```\n138****5678\n```\n"


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- ",
        "<a ",
        "<!-- 机密★1年 -->",
        '<b title="13812345678">',
        "<!-->",
        "家住各村",
        "联系人：",
        "<!-- <b> ",
        "```\n13812345678\n",
    ],
)
def test_the_cost_of_looking_there(piece: str) -> None:
    small, large = (piece * (length // len(piece)) for length in (1_500, 15_000))
    assert seconds(lambda: told(large)) < 40 * max(seconds(lambda: told(small)), 0.002)


@pytest.mark.parametrize(
    "body",
    [
        "一、甲\n\n一、二、三组的党员",
        "一、甲\n\n一、二支部的做法",
        "## 一、二期工程\n\n## 二、乙",
        "一、甲\n\n一、二组的党员",
    ],
)
def test_what_begins_like_an_ordinal(body: str) -> None:
    assert [one.code for one in typographic("\n" + body)] == []


@pytest.mark.parametrize("body", ["一、甲\n\n一、一季度工作", "一、甲\n\n一、二〇一〇年工作"])
def test_ordinals_before_numbers_count(body: str) -> None:
    assert [one.code for one in typographic("\n" + body)] == ["ordinal-jump"]


@pytest.mark.parametrize(("body", "column"), [("“甲”乙”丙", 5), ("甲“乙“丙", 4)])
def test_marks_that_do_not_pair_have_no_mend(body: str, column: int) -> None:
    assert said("\n" + body) == [("quotation-mark", column, None)]
