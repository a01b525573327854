"""Text as it can be printed."""

from exporting.printable import breakable, clean, ems


def test_half_a_surrogate_and_controls_are_cleaned() -> None:
    assert clean("a\ud800b\x00\x07c\r\nd\u2028e") == "a\ufffdbc\nd\ne"


def test_a_long_word_or_a_bar_may_break_and_a_number_may_not() -> None:
    assert breakable("1,234,567.89") == "1,234,567.89"
    for long in ("x" * 30, "█" * 30, "https://example.cn/a/b"):
        assert breakable(long).replace("\u200b", "") == long
        assert "\u200b" in breakable(long)


def test_latin_letters_are_narrower() -> None:
    assert ems("国“国”") == 4
    assert 1 < ems("ab") < 2
