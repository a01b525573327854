"""Two versions of one record: both are shown, either may be chosen whole or in parts, and nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk.office import Office
from starlette.testclient import TestClient

from .conftest import CASE
from .pages import Page, words


def test_a_file_that_changed_meanwhile_is_shown_beside_ours_and_nothing_is_lost(
    client: TestClient, send: Any, docs: Path, office: Office
) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    file = docs / CASE
    theirs = re.sub("^title:.*$", "title: 他们的标题", file.read_text(encoding="utf-8"), flags=re.M)
    theirs += "\n他们加的一段。\n"
    file.write_text(theirs, encoding="utf-8", newline="\n")
    answer = send(f"/edit/{CASE}", page.filled(summary="我的摘要。"), do="save")
    assert answer.status_code == 409
    assert "我的摘要" in words(answer) and "他们的标题" in words(answer) and "他们加的一段" in words(answer)
    assert file.read_text(encoding="utf-8") == theirs and "我的摘要" in office.drafts.of(CASE)[0].text
    conflict = Page(answer.text)
    send(f"/merge/{CASE}", conflict.pairs, do="merge")  # what only one of the two has changed is chosen already
    merged = file.read_text(encoding="utf-8")
    assert "title: 他们的标题" in merged and "summary: 我的摘要。" in merged and "他们加的一段。" in merged
    assert office.drafts.of(CASE) == []


def test_a_conflict_may_be_settled_field_by_field(client: TestClient, send: Any, docs: Path) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    file = docs / CASE
    text = file.read_text(encoding="utf-8").replace("看板上墙", "他们的标题").replace("问题没有人记。", "他们的话。")
    file.write_text(text, encoding="utf-8", newline="\n")
    key = next(name for name, value in page.pairs if name.startswith("body.") and "没有人记" in value)
    answer = send(f"/edit/{CASE}", page.filled(title="我的标题", **{key: "我的话。"}), do="save")
    conflict = Page(answer.text)
    assert [name for name, _ in conflict.pairs if name.startswith("choose:")] == ["choose:title", "choose:body.1"]
    chosen = [(name, {"choose:title": "theirs"}.get(name, value)) for name, value in conflict.pairs]
    send(f"/merge/{CASE}", chosen, do="merge")
    merged = file.read_text(encoding="utf-8")
    assert "他们的标题" in merged and "我的话。" in merged and "他们的话。" not in merged and "我的标题" not in merged


def test_a_conflict_that_changes_again_is_shown_again(client: TestClient, send: Any, docs: Path) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    file = docs / CASE
    file.write_text(file.read_text(encoding="utf-8") + "\n一。\n", encoding="utf-8", newline="\n")
    conflict = Page(send(f"/edit/{CASE}", page.filled(title="我的"), do="save").text)
    file.write_text(file.read_text(encoding="utf-8") + "\n二。\n", encoding="utf-8", newline="\n")
    for how in ("merge", "mine"):
        answer = send(f"/merge/{CASE}", conflict.pairs, do=how)
        assert (
            answer.status_code == 409
            and "二。" in words(answer)
            and "title: 我的" not in file.read_text(encoding="utf-8")
        )


@pytest.mark.parametrize("how", ["mine", "theirs"])
def test_one_whole_version_may_be_chosen_and_the_other_is_kept(
    client: TestClient, send: Any, docs: Path, office: Office, how: str
) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    theirs = (docs / CASE).read_text(encoding="utf-8").replace("date: 2031-06", "date: 2031-05")
    (docs / CASE).write_text(theirs, encoding="utf-8", newline="\n")
    conflict = Page(send(f"/edit/{CASE}", page.filled(title="我的标题"), do="save").text)
    send(f"/merge/{CASE}", conflict.pairs, do=how)
    now = (docs / CASE).read_text(encoding="utf-8")
    if how == "mine":
        assert "title: 我的标题" in now and "date: 2031-06" in now
        texts = [office.history.text(CASE, one.id) for one in office.history.versions(CASE)]
        assert theirs in texts
    else:
        assert now == theirs and "我的标题" in office.drafts.of(CASE)[0].text


def test_a_file_that_is_gone_can_be_put_back(client: TestClient, send: Any, docs: Path) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    (docs / CASE).unlink()
    answer = send(f"/edit/{CASE}", page.filled(title="还要的"), do="save")
    assert "文件不在了" in answer.text
    send(f"/merge/{CASE}", Page(answer.text).pairs, do="mine")
    assert "title: 还要的" in (docs / CASE).read_text(encoding="utf-8")
