"""What was typed outlives everything but being thrown away."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk.drafts import Drafts, new_form
from desk.store import Unavailable
from hypothesis import example, given
from hypothesis import strategies as st

from .conftest import CASE, ROOT


def test_a_draft_is_there_again_in_another_process(docs: Path) -> None:
    before = datetime.now(UTC)
    form = new_form()
    code = (
        f"import sys; sys.path[:0] = [{str(ROOT / 'hooks')!r}, {str(ROOT / 'scripts')!r}]\n"
        "from pathlib import Path; from desk.drafts import Drafts; import os\n"
        f"Drafts(Path({str(docs)!r})).keep({form!r}, {CASE!r}, '写了一半\\n', 'seen'); os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    kept = Drafts(docs).get(form)
    assert kept is not None
    assert (kept.form, kept.path, kept.text, kept.seen) == (form, CASE, "写了一半\n", "seen")
    assert before <= kept.when <= datetime.now(UTC)


def test_each_form_has_its_own(docs: Path) -> None:
    drafts, others = Drafts(docs), Drafts(docs)
    drafts.keep("first-form", CASE, "甲", "a")
    others.keep("second-form", CASE, "乙", "a")
    others.keep("third-form", "units/press.md", "丙", None)
    drafts.keep("first-form", CASE, "甲甲", "a")
    assert [(kept.form, kept.text) for kept in drafts.of(CASE)] == [("first-form", "甲甲"), ("second-form", "乙")]
    assert {kept.form for kept in others.all()} == {"first-form", "second-form", "third-form"}
    drafts.drop("first-form")
    drafts.drop("first-form")
    assert drafts.get("first-form") is None and [kept.form for kept in others.of(CASE)] == ["second-form"]


@example(text="\ud83d\r\n\0", seen=None)
@given(text=st.text(), seen=st.none() | st.text(max_size=9))
def test_any_text_comes_back_as_it_was(text: str, seen: str | None, tmp_path_factory: pytest.TempPathFactory) -> None:
    drafts = Drafts(tmp_path_factory.getbasetemp())
    drafts.keep("round-trip", CASE, text, seen)
    kept = drafts.get("round-trip")
    assert kept is not None and (kept.text, kept.seen) == (text, seen)


@pytest.mark.parametrize(
    "form", ["", "short", "../../outside", "a/b/c/d/e/f", "..%2f..%2fxx", "a" * 65, "abcdefgh\0", "abcdefgh\n"]
)
def test_a_form_s_name_is_no_path(docs: Path, form: str) -> None:
    for attempt in (
        lambda: Drafts(docs).keep(form, CASE, "x", None),
        lambda: Drafts(docs).get(form),
        lambda: Drafts(docs).drop(form),
    ):
        with pytest.raises(Unavailable):
            attempt()
    assert not list(docs.parent.glob("*.json"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b"\xff",
        b'{"form": "other-form", "path": "", "text": "", "seen": null, "when": "2031-01-01"}',
    ],
)
def test_a_damaged_file_is_passed_over_and_left_alone(docs: Path, data: bytes) -> None:
    drafts = Drafts(docs)
    drafts.keep("whole-form", CASE, "x", None)
    damaged = docs / ".desk/drafts/damaged-form.json"
    damaged.write_bytes(data)
    assert drafts.get("damaged-form") is None and [kept.form for kept in drafts.all()] == ["whole-form"]
    assert damaged.read_bytes() == data


def test_names_of_forms_differ() -> None:
    assert len({new_form() for _ in range(100)}) == 100
