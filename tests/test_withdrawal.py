"""A case that is taken down leaves its id, the day and the grounds, and nothing of what it said: anywhere, at once."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
import signing
from campaign import Memory, derive, load, render, render_pages, search_files
from campaign.kinds import TAKEN_DOWN

from .editing import Docs
from .withdrawn import BASIS, CASE, LINK, SAID, TEXT, folder, found

WAYS = [*((status, False) for status in TAKEN_DOWN), (TAKEN_DOWN[0], True)]


def outcome(docs: Docs, drafts: bool = False) -> dict[str, bytes]:
    """All that a build writes or hands on, by path; what it serves as it is, by name."""
    records, _ = load(docs)
    site = derive(records, drafts=drafts)
    texts = render(site, site_url="https://example.org/", revision=7).texts
    made = {path: text if isinstance(text, bytes) else text.encode() for path, text in texts.items()}
    return {**made, **dict.fromkeys(site.static_files, b"")}


@cache
def taken_down(status: str, drafts: bool) -> dict[str, bytes]:
    """The same once the case is taken down."""
    docs = folder(signing.withdraw(TEXT, status, date(2022, 3, 1), BASIS))
    _, diagnostics = load(docs)
    assert [str(one) for one in diagnostics if one.severity.value == "error"] == []
    return outcome(docs, drafts)


def test_while_it_shows_every_word_of_it_is_there() -> None:
    """Else the search below would find nothing for want of looking."""
    docs = folder(TEXT)
    _, diagnostics = load(docs)
    assert [str(one) for one in diagnostics if one.severity.value == "error"] == []
    assert set(SAID) - found(outcome(docs)) == set()


@pytest.mark.parametrize(("status", "drafts"), WAYS)
def test_taken_down_no_word_of_it_is_left(status: str, drafts: bool) -> None:
    made = taken_down(status, drafts)
    assert found(made) == set()
    naming = {path for path, data in made.items() if b"case-secret" in data}
    linking = {path for path in naming if "一个做法".encode() in made[path]}
    register = {"editors/register/2021-05.md", "editors/register/2022-03.md"}
    # The campaign's office is told the id of what waits for a decision, programs that of all they should drop.
    office = {"progress/index.md"} if status == "suspended" else set()
    assert naming - linking == {CASE, "cases/2021/case-before.html", "api/cases.json", *register, *office}
    assert all(BASIS.encode() in made[path] for path in (CASE, "editors/register/2022-03.md"))


@pytest.mark.parametrize(("status", "drafts"), WAYS)
def test_taken_down_it_is_as_if_it_had_never_said_anything(status: str, drafts: bool) -> None:
    """What two cases said can make no difference once both are taken down alike."""
    silent = TEXT
    for words in SAID.values():
        silent = silent.replace(words, "甲")
    silent = silent.replace("files/甲", f"files/{SAID['file']}").replace("unit-0001", "unit-0002")
    silent = silent.replace("date: 2021-03", "date: 2022-01").replace("stage: prepare\n", "")
    silent = signing.withdraw(silent, status, date(2022, 3, 1), BASIS)
    assert taken_down(status, drafts) == outcome(folder(silent), drafts)


def test_put_away_not_even_its_name_is_told() -> None:
    docs = folder(TEXT.replace("status: published", "status: archived"))
    made = outcome({path: data.replace(LINK, b"") for path, data in docs.items()})
    assert found(made) == set()
    for name in ("case-secret", "case-before"):
        assert not [path for path, data in made.items() if name in path or name.encode() in data]


def test_it_is_gone_from_what_a_build_takes_over_from_the_last() -> None:
    memory, last = Memory(), {}
    for text in (TEXT, signing.withdraw(TEXT, "revoked", date(2022, 3, 1), BASIS)):
        records, _ = load(folder(text), memory)
        rendered = render_pages(derive(records), revision=7)
        index = {
            path: entry if isinstance(entry, str) else entry.text
            for path, entry in search_files(rendered.press, memory, last.get)
        }
        said = found({path: one.encode() for path, one in index.items()})
        assert bool(said) is not bool(last), "in the index of the first build, in none of the second's files"
        last = index
