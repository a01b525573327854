"""What holds on every page of a site, whatever the campaign."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from making import dead_links, front, pages_of, read, readings, rendered
from small_campaign import case, empty_docs, small_docs

HOOKS = Path(__file__).resolve().parents[2] / "hooks"


@pytest.mark.parametrize("docs", [small_docs(), empty_docs()], ids=["small", "empty"])
@pytest.mark.parametrize("drafts", [False, True], ids=["published", "drafts"])
def test_every_link_leads_to_a_page_and_an_anchor(docs: dict[str, str], drafts: bool) -> None:
    assert dead_links(pages_of(docs, drafts=drafts)) == []


def test_the_link_checker_sees_a_dead_link(small: dict[str, str]) -> None:
    broken = dict(small)
    del broken["units/first.md"]
    assert any("units/first.html" in one for one in dead_links(broken))
    broken = dict(small, **{"policy/notice.md": small["policy/notice.md"].replace("{#demands}", "{#others}")})
    assert any("#demands" in one for one in dead_links(broken))


def test_ids_are_unique_and_elements_closed_on_every_page(small: dict[str, str], empty: dict[str, str]) -> None:
    for pages in (small, empty):
        for address, reading in readings(pages).items():
            assert [id for id, count in Counter(reading.ids).items() if count > 1] == [], address
            assert reading.left_open == [], address


def test_every_page_has_one_first_heading_and_skips_no_level(small: dict[str, str], empty: dict[str, str]) -> None:
    for pages in (small, empty):
        for address, reading in readings(pages).items():
            levels = [level for level, _ in reading.headings]
            assert levels[:1] == [1], address
            assert levels.count(1) == 1, address
            assert all(after <= before + 1 for before, after in pairwise(levels)), address


def test_every_page_names_its_sources_and_has_a_title(small: dict[str, str]) -> None:
    for path, text in small.items():
        if path.endswith(".md"):
            assert "zy-sources" in read(text).classes(), path
            assert front(text)["title"], path


def test_the_edit_link_opens_the_record_a_page_came_from() -> None:
    docs = small_docs()
    sources = rendered(docs).sources
    assert set(sources.values()) <= set(docs)
    assert all(sources[path] == path for path in sources if path in docs)
    assert sources["cases/by/criterion/study.md"] == "criteria/study.md"
    assert sources["cases/by/unit/first.md"] == "units/first.md"
    assert sources["cases/by/tag/xue-xi.md"] == sources["index.md"] == sources["timeline/index.md"] == "campaign.md"
    assert "editors/errors/dead-link.md" not in sources and "editors/fields/case.md" not in sources


def test_no_page_runs_script_or_sets_style(small: dict[str, str]) -> None:
    for address, reading in readings(small).items():
        for tag, known in reading.elements:
            assert tag not in ("script", "style", "iframe", "aside"), address
            assert not [name for name in known if name.startswith("on") or name == "style"], address


def test_tables_name_the_cells_for_narrow_screens(small: dict[str, str]) -> None:
    """A table that folds into cards says in each cell what its column is."""
    for path, text in small.items():
        for piece in text.split('<table class="zy-table')[1:]:
            table = piece.partition("</table>")[0]
            if table.startswith(" zy-table--wide"):
                continue
            assert "<td>" not in table, path


def test_the_order_of_files_changes_nothing(small: dict[str, str]) -> None:
    docs = small_docs()
    assert pages_of(dict(reversed(docs.items()))) == small


def test_the_seed_of_hashes_changes_nothing(small: dict[str, str]) -> None:
    code = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:]\n"
        "from making import pages_of; from small_campaign import small_docs\n"
        "print(hashlib.sha256(repr(pages_of(small_docs())).encode()).hexdigest())"
    )
    here = str(Path(__file__).parent)
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, here, str(HOOKS)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def test_templates_and_modules_hold_no_word_of_one_campaign() -> None:
    for file in sorted((HOOKS / "campaign" / "render").rglob("*")):
        if file.suffix in (".py", ".j2"):
            text = file.read_text(encoding="utf-8")
            assert not [word for word in ("党", "创先", "争优", "五个好", "五带头", "商务") if word in text], file


def test_drafts_show_only_in_a_preview_and_say_so() -> None:
    docs = small_docs()
    docs["cases/2020/waiting.md"] = case("等着公示", status="notice", more="notice: 2020-06-01/2020-06-07")
    published, preview = pages_of(docs), pages_of(docs, drafts=True)
    for title in ("还没写完", "等着公示"):
        assert not [path for path, text in published.items() if title in text]
        assert [path for path, text in preview.items() if title in text]
    assert "尚未发布" in preview["cases/2020/draft.md"]
    assert "草稿" in preview["cases/index.md"]


def test_a_draft_may_lack_almost_everything() -> None:
    docs = small_docs()
    docs["cases/2020/bare.md"] = "---\ntitle: 只有标题\nkind: member\nstatus: draft\n---\n"
    assert "只有标题" in pages_of(docs, drafts=True)["cases/2020/bare.md"]
