"""Personal data is found however it is typed, with its masked form as the mend; ordinary figures are not."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from campaign import Fix, Mark
from campaign.kinds import KINDS
from campaign.rules import protected
from campaign.rules.protected import FIGURES, cards, citizens
from campaign.rules.protected.visible import seen
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from .labelled import each, found, labelled

# As GB/T 2260 numbers the provinces.
PLACES = [
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
    71,
    81,
    82,
    83,
]
Told = tuple[str, Mark, Fix | None, str]


def told(text: str) -> list[Told]:
    findings: list[Told] = []

    def report(code: str, mark: Mark, /, *, fix: Fix | None = None, **values: object) -> None:
        findings.append((code, mark, fix, str(values)))

    protected.check_text(text, report)
    return findings


def mended(text: str) -> str:
    """The text with every fix made, the last first."""
    lines = text.split("\n")
    for _, mark, fix, _ in reversed(told(text)):
        assert fix is not None
        line, at = lines[mark.line - 1], mark.column - 1
        lines[mark.line - 1] = line[:at] + fix.text + line[at + fix.length :]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("身份证 11010519491231002X。", "身份证 11\\*\\*\\*\\*\\*\\*\\*\\*\\*\\*\\*\\*\\*02X。"),
        ("`11010519491231002X`", "`11*************02X`"),
        ("手机138-0013-8000转", "手机138\\*\\*\\*\\*8000转"),
        ("---\nby: 甲 13800138000\n---\n", "---\nby: 甲 138****8000\n---\n"),
        ("`手机` 13800138000 `13900139000`", "`手机` 138\\*\\*\\*\\*8000 `139****9000`"),
        ("卡号 6222 0212 3456 7894", "卡号 6222 \\*\\*\\*\\* \\*\\*\\*\\* 7894"),
        ("住宅电话0731-80000001", "住宅电话0731-\\*\\*\\*\\*0001"),
        ("demo@qq.com", "d\\*\\*\\*@qq.com"),
        ("湘A·12345", "湘A\\*\\*\\*45"),
        ("家住某县某镇某村三组5号，七十岁", "家住某县某镇，七十岁"),
        ("家住某县　某镇 某村 三组 5 号，七十岁", "家住某县　某镇，七十岁"),
        ("𠮷某 １３８００１３８０００", "𠮷某 138\\*\\*\\*\\*8000"),
        ("𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎", "138\\*\\*\\*\\*8000"),
        ("手机&#49;3800138000和+86 13800138000", "手机138\\*\\*\\*\\*8000和+86 138\\*\\*\\*\\*8000"),
    ],
)
def test_the_mend_is_the_official_masking(text: str, right: str) -> None:
    assert mended(text) == right
    assert told(right) == []


def test_no_mend_where_it_would_tear_markup_or_there_is_none() -> None:
    assert [fix for _, _, fix, _ in told("手机 138<b>0013</b>8000，家住示例路12号3栋")] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        *("单据 430102650812001", "编号 6222021234567894", "6222021234567895", "4367 0000 0000 0009"),
        *("v13800138000x", "110105194912310021", "第13800138000号", "2010 13800138000元", "宅基 80000001", "赣ABCDE1"),
        "住址精确到乡镇社区即可",
    ],
)
def test_ordinary_figures(text: str) -> None:
    assert found(text) == []


def test_a_home_may_be_written_with_spaces() -> None:
    forms = (
        "家住{幸福小区|阳光花城|某市 某路8号院} 5{| }{栋|幢|号楼|单元|座|室|弄|组}",
        "住址：{某市　某区 |某区某街道 |}{某大道|某路|幸福里|某社区|某村} {|第}{12|三} 号",
        "家住某县某镇某村 {|某路}",
    )
    assert [text for form in forms for text in each(form) if found(text) != ["personal-address"]] == []


def test_a_space_ends_what_is_no_address() -> None:
    forms = (
        "家住某镇 {任某村支部书记|第3组组长|3 组组织委员|2010年入党 在3组工作}",
        "现住{某市|长沙|某区} {5 号报到|5 号参加某村活动|某路}",
        "住在{|小区 |本小区 }5 {号楼|栋|单元}的居民",
        "家住某街道 5 号{线开通|令|文}",
    )
    assert [(text, codes) for form in forms for text in each(form) if (codes := found(text))] == []


NUMERALS = "{0|〇|零|一|二|三|四|五|六|七|八|九|十|百}"
# ^ stands where what is told begins: behind what a home is called, or behind the township.
HOMES = [
    "{家庭住址|家庭地址|家庭详细住址|家庭详细地址|住址|家住|居住在|住在|居住于}{：|为|是| | = |｜|：** |}^某里6号",
    "{现住|现住址|现住地|现住地址|常住|常住址|常住地|常住地址|居住地|居住址|居住地址}{：|}^某里6号",
    "{户籍地|户籍地址|户籍所在地|现居|现居地|现居地址|现居于|现居在|现居住|现居住地|现居住地址|现居住于|现居住在}{：|}^某里6号",
    "张某{ |，|、|（}住{：|}^某里6号",
    "家住：：：：：：^某里6号",
    "{住址|现住址}^{小区|本小区|大院|}5号楼甲",
    "{居住地|住在：|住在=|住在｜}^5号楼甲",
    "住址：{__|`}^某里6号",
    "家住^某某{省|州|盟|市|区|县|旗|道|村|路|街|巷|弄|里|园|苑|庄|坊} 某{市|区|县|旗|道|村|路|街|巷|弄|里|园|苑|庄|坊}6号",
    "家住^某市 甲甲甲甲甲甲甲甲甲路6号",
    "家住^某某{道|村|路|街|巷|弄|里|园|苑|庄|坊|大院|村组|小区|社区} {|第}{5|1234}{| }号",
    *(f"家住^某某{before}{NUMERALS}{after}" for before, after in (("路 ", "号"), ("甲 ", "栋"), ("甲", " 栋"))),
    "家住^某某甲 第{5|1234}栋",
    "家住某某{镇|乡}^ 某市6号",
    "家住某市 某乡^6号",
    "家住^某某3组甲乙",
    "家住^" + "甲" * 58 + "6号",
    "家住^{街道|镇|乡}某里6号",
    "家住^{3个|各|几|两|这些|不同|所在|所属}{街道|镇}某里6号",
    "家住^某{镇江路|镇政府大院|镇党委大院|镇长巷|乡镇路|乡政府大院|乡党委大院|乡长巷|乡村路}6号",
    "家住某{街道|街道办事处|镇|乡}^某{村|小区|路|街|巷|弄|胡同|花园|大院|组|小组|社区|居委|居委会}",
    "家住某镇^5{里|楼|层|门}",
    "家住几江街道^某村",
    f"家住^某某{NUMERALS}{{号|栋|幢|座|单元|室|组|弄|号楼}}",
    "家住^某某{村组|村民小组|居民小组}",
]
NO_HOMES = [
    "张某住某里6号",
    "张某，住{院|房|户|建|宅|宿|所|持}某里6号",
    "家住：：：：：：：某里6号",
    "家住路5号",
    "家住" + "甲" * 59 + "6号",
    "家住某某某某{，|．|。|；|：|、|｜|（|）}6号楼在此",
    "家住某某路 参加过5号楼活动",
    "家住某某人 到某路5栋走访",
    "家住某某某5 有人在6栋",
    "家住某某甲 座谈6号楼",
    "家住某某某某 3组{织|长|合|成|建}过5栋活动",
    "家住某某{组甲|村民小组长}",
    "家住某镇某{号|栋|里|楼}",
    "住在{12|第二|〇|零|一|三|四|五|六|七|八|九|十|百}号楼的居民",
    "家住某某{小组|5号文|5号令|5号通知|5号通告|5号公告|5号会议|5号线|5号提案|5号窗口}",
    "家住某镇{某地|某街道|某组织|某组长|某组合|某组成|某组建}",
    "居住地{社区|村|街道|小区|乡镇|派出所}5号报到",
    "住在{本|该|同|一|本个|}{小区|大院|院|社区|}{|第| 第}5{号|号楼|栋|幢|座|单元|组|室}的居民",
]


def test_a_home_begins_behind_its_label_or_its_township() -> None:
    for text in (one for form in HOMES for one in each(form)):
        plain = text.replace("^", "")
        assert [(code, mark.column - 1) for code, mark, *_ in told(plain)] == [("personal-address", text.index("^"))], (
            text
        )
    assert [text for form in NO_HOMES for text in each(form) if found(text)] == []


# What is behind a township. ^ stands where what may go ends; without it a sentence would be torn.
BEHIND = [
    "{某村|某村3-501|某村3-5Ab#c|某村3组5号|某路5号2栋|5号楼|某居委会}^{|，甲|。}",
    "甲甲甲甲甲甲甲甲村^",
    "甲甲甲甲甲甲甲甲甲村",
    "某村{甲|5甲| 甲|**甲|__甲|`甲| 5| A| a}",
    "某{的|了|着|过|来|去|是|在|有|不|年|为|和|与|坚|持|走|帮}某{村|路}",
    "某村{的|了|着}路",
]


def test_an_address_goes_alone_or_stays() -> None:
    for text in (one for form in BEHIND for one in each(form)):
        ((_, _, fix, _),) = told("家住某镇" + text.replace("^", ""))
        assert (fix.length if fix else -1) == text.find("^"), text


@pytest.mark.parametrize("line", [one for one in labelled() if one.codes], ids=lambda one: one.text[:20])
def test_what_is_said_gives_nothing_away(line: object) -> None:
    """Findings are copied into logs: they hold no number in full."""
    for code, _, fix, values in told(line.document):  # type: ignore[attr-defined]
        if not code.endswith("-mark"):
            assert found(values) == []
            assert fix is None or found(fix.text) == []


@settings(deadline=None)
@given(st.sampled_from(labelled()), st.text("𠮷𪚥𫝀㐂龘\U0002f800甲", min_size=1, max_size=6))
def test_rare_characters_move_the_place_and_nothing_else(line: object, before: str) -> None:
    text = line.text  # type: ignore[attr-defined]
    plain, moved = told(f"。，{text}"), told(f"{before}，{text}")
    assert [(code, mark.column - 1, fix) for code, mark, fix, _ in plain] == [
        (code, mark.column - len(before), fix) for code, mark, fix, _ in moved
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_fields_of_the_schema(name: str) -> None:
    assert any(path[-1] == name for kind in KINDS.values() for path, _ in kind.walk())
    assert told(f"---\n{name}: 13800138000\n---\n") == []
    assert [code for code, *_ in told(f"---\n{name}: 11010519491231002X\n---\n")] == ["personal-data"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("620102195108050154", [1]),  # which would pass for a card as well
        ("13800138000，身份证430102650812001，证件号11010519491231002X，6222021234567894", [1, 16, 35, 54]),
        ("住址：某镇某村3组13800138000，13800138000", [6, 10, 22]),
    ],
)
def test_each_is_told_once_where_it_stands(text: str, places: list[int]) -> None:
    assert [mark.column for _, mark, *_ in told(text)] == places


def test_a_number_across_two_numbers_is_none() -> None:
    first, second = "110109196301241816", "110120196303245608"
    assert citizens.is_citizen_number((first + second)[8:26])
    assert [mark.column for _, mark, *_ in told(f"{first} {second}")] == [1, 20]


def test_a_credit_code_is_no_citizen_number() -> None:
    from stdnum.cn import uscc

    bodies = [
        f"{head}430102{number:09}" for head in ("11", "12", "53", "91") for number in range(0, 99_000_000, 977_777)
    ]
    codes = [body + uscc.calc_check_digit(body + "0") for body in bodies]
    assert [code for code in codes if citizens.is_citizen_number(code)] == []


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=15, max_size=15))
def test_card_numbers_by_luhn(body: str) -> None:
    passing = [digit for digit in "0123456789" if cards.is_card_number(body + digit)]
    assert len(passing) == 1


@pytest.mark.parametrize(
    ("digits", "heads"), [(16, [(22, 27), (35, 35), (40, 49), (51, 55), (62, 62)]), (17, [(62, 62)]), (19, [(62, 62)])]
)
def test_cards_by_their_issuer(digits: int, heads: list[tuple[int, int]]) -> None:
    bodies = [f"{head}{'2085' * 5}"[: digits - 1] for head in range(10, 100)]
    taken = [int(body[:2]) for body in bodies if found(body + luhn.calc_check_digit(body))]
    assert taken == [one for first, last in heads for one in range(first, last + 1)]


def checks(body: str) -> list[str]:
    """The last characters that make a citizen number of it."""
    return [check for check in "0123456789X" if citizens.is_citizen_number(body + check)]


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 999))
def test_citizen_numbers_have_one_check_character(born: date, number: int) -> None:
    assert len(checks(f"430105{born:%Y%m%d}{number:03}")) == 1


def test_places_and_years_of_citizen_numbers() -> None:
    assert [place for place in range(10, 100) if checks(f"{place}010519491231002")] == PLACES
    assert [year for year in (1799, 1800, 2099, 2100) if checks(f"110105{year}1231002")] == [1800, 2099]
    assert checks("110105194902300" + "02") == []


PIECES = [
    *(
        "机密",
        "绝",
        "密",
        "&#32477;",
        "★",
        "☆",
        "1年",
        "内部资料",
        "内部",
        "使用",
        "不得外传",
        "&amp;",
        "\n",
        " ",
        "\u3000",
    ),
    *(
        "13800138000",
        "138",
        "0013",
        "8000",
        "６２２２",
        "0212",
        "3456",
        "7894",
        "&#49;",
        "-",
        "－",
        "—",
        "+86",
        "１１０１０５",
    ),
    *(
        "X",
        "Ｘ",
        "19491231",
        "002",
        "文",
        "a",
        "．",
        "²",
        "٣",
        "@qq.com",
        "湘A",
        "湘Ａ",
        "0731",
        "(",
        ")",
        "家住",
        "镇",
        "3栋",
    ),
    *("<b>", "\\", "\u200b", "2031-05-31", "|", "`", "https://", "身份证"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_the_short_way_passes_over_nothing(text: str) -> None:
    short = told(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protected, "is_odd", lambda text: True)
        assert told(text) == short


@settings(deadline=None)
@given(st.text(st.sampled_from("机密★1a &#9733;<b>\\u2605\u200b絕１㎏\n𠮷*")))
def test_every_character_that_is_seen_was_written(text: str) -> None:
    read = seen(text)
    assert len(read.text) == len(read.starts) == len(read.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(read.starts, read.ends, strict=True))
    assert read.starts == sorted(read.starts)


HOSTILE = [
    *("1", "12 ", "1 1", "★", "秘密", " 秘 密 ", "<", "<!--", "&amp;", "&#9733;", "\\", "`1", "`a` 13800138000 ", "a@"),
    *(
        "湘A",
        "13800138000 ",
        "http://a 13800138000 ",
        "家住某镇",
        "内部",
        "住址：某镇",
        "住址 某路 5 号 ",
        "密\n",
        "机密★\n",
        "１",
        "0731-",
        "12-34 ",
    ),
    *("工作秘密 ", "6222 0212 3456 7894 ", "11010519491231002X ", "内部资料,", "(86)", "a@qq.com ", "\u200b", "　"),
]


def seconds(run: Callable[[], object]) -> float:
    def once() -> float:
        begun = time.process_time()
        run()
        return time.process_time() - begun

    return min(once() for _ in range(3))


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_cost_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Ten times the text, and far less than the hundred times as long that a quadratic pattern takes."""
    small, large = (f"{piece * (length // len(piece))}x" for length in (1_500, 15_000))
    least = 0.002  # below it the clock says nothing
    assert seconds(lambda: told(large)) < 40 * max(seconds(lambda: told(small)), least)
