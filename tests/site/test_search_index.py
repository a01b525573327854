"""Where search leads: every place that the index names is on its page."""

from __future__ import annotations

from pathlib import Path

from campaign.search.documents import documents

from ..search.conftest import press_of


def test_every_place_is_on_its_page(site: Path) -> None:
    for one in documents(press_of(0)):
        page = (site / one.address).read_text(encoding="utf-8")
        for section in one.sections:
            assert not section.anchor or f'id="{section.anchor}"' in page, (one.address, section.anchor)
