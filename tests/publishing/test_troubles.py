"""What the operating system says, in words for a publisher."""

from __future__ import annotations

import errno
import os
import re

import pytest
from publishing import troubles


@pytest.mark.parametrize("code", sorted(troubles.MEANING))
def test_no_english_word_is_left(code: int) -> None:
    assert re.search(r"[A-Za-z]{2}|。", troubles.meaning(OSError(code, os.strerror(code)))) is None


def test_the_file_is_named() -> None:
    error = OSError(errno.ENOSPC, "No space left on device", "/srv/网站/index.html")
    assert troubles.meaning(error) == "磁盘满了，请腾出空间后再试（/srv/网站/index.html）"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError("something else"), "something else"),
        (OSError(errno.EXDEV, "Invalid cross-device link", 3), "Invalid cross-device link"),
    ],
)
def test_what_is_not_known_is_told_as_it_is(error: OSError, said: str) -> None:
    assert troubles.meaning(error) == said
