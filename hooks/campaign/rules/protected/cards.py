"""Bank cards (ISO/IEC 7812): by issuer and Luhn digit, or by their label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import BETWEEN, OTHER_NUMBER, Hit, led_by

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])(?:[0-9]{16,19}|[0-9]{4}(?:([ -])[0-9]{4})(?:\1[0-9]{4}){2}(?:\1[0-9]{1,3})?)"
    r"(?![0-9A-Za-z]|\.[0-9])"
)
_LABEL = re.compile(r"(?:卡号?|银行账号|银行帐号|(?:本人|个人)(?:账号|帐号|账户))(?:号码?)?" + BETWEEN)
# China's own issuer; then those of others, which only numbers of the usual length are taken for.
_UNION, _OTHERS = re.compile("62"), re.compile("4|5[1-5]|35|2[2-7]")


def find(line: str) -> Iterator[Hit]:
    """The card numbers in a line as it is seen."""
    for found in _NUMBER.finditer(line):
        written = found.group()
        number = re.sub("[ -]", "", written)
        if led_by(_LABEL, line, found.start()) or (
            is_card_number(number)
            and (_UNION.match(number) or (len(written) == 16 and _OTHERS.match(number)))
            and not led_by(OTHER_NUMBER, line, found.start())
        ):
            yield Hit(*found.span(), "personal-data", "银行卡号", f"{number[:4]} **** **** {number[-4:]}")


def is_card_number(number: str) -> bool:
    """Whether the last digit is the one that the others ask for (Luhn)."""
    from stdnum import luhn  # wanted for few lines

    return bool(luhn.is_valid(number))
