"""What IIS is told: word for word what was read over, for no IIS is here to be asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing import iis

GOLDEN = Path(__file__).with_name("iis-web.config")


def test_what_iis_is_told(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update-goldens"):
        GOLDEN.write_bytes(iis.web_config())
    assert iis.web_config() == GOLDEN.read_bytes()
