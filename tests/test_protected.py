"""Secrecy marks and personal data are found however they are typed; ordinary figures are not."""

from __future__ import annotations

import pytest
from campaign.rules import protected
from campaign.rules.protected import check_text, is_card_number, is_citizen_number
from hypothesis import given
from hypothesis import strategies as st


def found(text: str) -> list[str]:
    codes: list[str] = []
    check_text(text, lambda code, mark, **values: codes.append(code))
    return codes


@pytest.mark.parametrize(
    "text",
    [
        *("秘密★1年", "机密★5年", "绝密★长期", "机密★会议开始前", "秘密★2031年5月1日", "机密★"),
        *("秘密 ★ 1年", "秘密\u3000★1年", "机密☆5年", "机密&#9733;5年", "机密&#x2605;5年", "机密⭐5年"),
    ],
)
def test_secrecy_marks_in_every_form(text: str) -> None:
    assert found(text) == ["secrecy-mark"]


@pytest.mark.parametrize(
    "text",
    [
        "保守国家秘密",
        "机密级文件不得上网",
        "★★★ 三星",
        "秘密：不外传",
        "**秘密**是什么",
        "国家秘密**不得**上网",
        "商业秘密",
        "五★级",
    ],
)
def test_words_about_secrecy_are_not_marks(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["内部资料，注意保管", "内部资料 注意保存", "内部资料请注意保密", "内部使用，不得外传"]
)
def test_internal_marks(text: str) -> None:
    assert found(text) == ["internal-mark"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "11010519491231002X",
            "11010519491231002x",
            "号码：11010519491231002X。",
            "１１０１０５１９４９１２３１００２Ｘ",
        ),
        *(
            "13800138000",
            "+86 138 0013 8000",
            "86-13800138000",
            "138-0013-8000",
            "１３８００１３８０００",
            "手机13800138000转",
        ),
        *("6222021234567894", "6222 0212 3456 7894", "6222-0212-3456-7894"),
    ],
)
def test_personal_data(text: str) -> None:
    assert found(text) == ["personal-data"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "138****1234",
            "35*************123",
            "6222 **** **** 1234",
            "20100528",
            "2010-05-31",
            "1,234,567",
            "0731-82281234",
        ),
        *(
            "商党〔2010〕5号",
            "110105194912310021",
            "第12345678901号",
            "编号 20100528000123",
            "3.1415926535897932",
            "0000 0000 0000 0000",
        ),
        *(
            "sha256:3b1f8e0c5d7a9b2c4e6f8a1b3c5d7e9f0a2b4c6d8e0f1a3b5c7d9e1f3a5b7c9d",
            "http://example.org/t20111201_87672.html",
        ),
        *("978-7-5010-1234-5", "content_1181436.htm", "v13800138000x"),
    ],
)
def test_ordinary_figures(text: str) -> None:
    assert found(text) == []


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
        "+86",
        "１１０１０５",
        "X",
        "Ｘ",
    ),
    *("19491231", "002", "文", "a", "．", "²", "٣"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_the_short_way_passes_over_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protected, "_WORDS", ("",))
        every = found(text)
    assert found(text) == every


@given(st.text(alphabet="0123456789", min_size=15, max_size=15))
def test_card_numbers_by_luhn(body: str) -> None:
    passing = [digit for digit in "0123456789" if is_card_number(body + digit)]
    assert len(passing) == (0 if len(set(body)) == 1 and passing == [] else 1)


@given(
    st.from_regex(r"[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])\d{3}", fullmatch=True).filter(str.isascii)
)
def test_citizen_numbers_have_one_check_character(body: str) -> None:
    assert sum(is_citizen_number(body + check) for check in "0123456789X") == 1
