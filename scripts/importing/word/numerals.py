"""A number as Word's automatic numbering writes it, by the name of the format in the file (ECMA-376-1 §17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


def _counting(digits: str, zero: str, units: tuple[str, str, str], bare_ten: bool) -> Callable[[int], str]:
    """十一, 一百零一: as one counts aloud, up to 9999."""

    def write(number: int) -> str:
        written, gap = "", False
        for unit, size in zip((*reversed(units), ""), (1000, 100, 10, 1), strict=True):
            digit = number // size % 10
            if digit:
                written += (zero if gap and written else "") + digits[digit] + unit
            gap = not digit
        return written[1:] if bare_ten and 10 <= number < 20 else written

    return write


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _cycle(first: str | int, count: int) -> Callable[[int], str]:
    """One character for each number, as ① or 甲; plain digits after the last."""

    def write(number: int) -> str:
        if number > count:
            return str(number)
        return first[number - 1] if isinstance(first, str) else chr(first + number - 1)

    return write


def _letters(first: str) -> Callable[[int], str]:
    """a … z, then aa, bb, as Word goes on."""
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 % 20 + 1)


def _roman(number: int) -> str:
    written = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        written += letters * (number // size)
        number %= size
    return written


_CHINESE = _counting(_DIGITS, "零", ("十", "百", "千"), bare_ten=True)
_CHINESE_LEGAL = _counting(_LEGAL, "零", ("拾", "佰", "仟"), bare_ten=False)
_STEMS = _cycle("甲乙丙丁戊己庚辛壬癸", 10)
_BRANCHES = _cycle("子丑寅卯辰巳午未申酉戌亥", 12)
_CIRCLED = _cycle(0x2460, 20)

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _cycle(0x2474, 20),
    "decimalEnclosedFullstop": _cycle(0x2488, 20),
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _CHINESE,
    "chineseLegalSimplified": _CHINESE_LEGAL,
    "ideographDigital": _digits(_DIGITS),
    "ideographEnclosedCircle": _cycle(0x3280, 10),
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "japaneseCounting": _CHINESE,
    "japaneseDigitalTenThousand": _digits(_DIGITS),
    "taiwaneseCounting": _CHINESE,
    "taiwaneseCountingThousand": _CHINESE,
    "taiwaneseDigital": _digits(_DIGITS),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
_MOST = 9999


def write(number: int, format: str) -> str:
    """A number in a format; plain digits where the format is not known or does not reach so far. Empty for ``none``."""
    if not 1 <= number <= _MOST:
        return "" if format == "none" else str(number)
    return _FORMATS.get(format, str)(number)
