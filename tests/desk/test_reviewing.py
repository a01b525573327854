"""Signing, taking down and bringing back; old versions; the register."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk.office import Office
from starlette.testclient import TestClient

from .conftest import CASE
from .pages import Page, words

TODAY = date.today().isoformat()
SIGNED = {"by": "示例甲", "secrecy_by": "示例乙", "final_by": "示例丙", "on": TODAY}
NO = {f"question-{number}": "no" for number in range(5)}


def sheet(client: TestClient) -> dict[str, str]:
    return {name: value for name, value in Page(client.get(f"/sign/{CASE}").text).pairs if name in ("seen", "token")}


def test_a_case_is_signed_with_five_answers_three_names_and_a_day(client: TestClient, docs: Path) -> None:
    answer = client.post(f"/sign/{CASE}", data={**sheet(client), **SIGNED, **NO})
    assert "已审签" in answer.text
    text = (docs / CASE).read_text(encoding="utf-8")
    assert "by: 示例甲" in text and f"on: {TODAY}" in text and "fingerprint: sha256:" in text
    changed = text.replace("title: ", "title: 又", 1)
    (docs / CASE).write_text(changed, encoding="utf-8", newline="\n")
    assert "修改后未重审" in client.get("/").text and "审签后改过" in client.get(f"/edit/{CASE}").text
    assert "上次审签" in client.get(f"/sign/{CASE}").text and "<ins>又</ins>" in client.get(f"/sign/{CASE}").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"by": " "}, "请写采集人的姓名"),
        ({"on": "明天"}, "不是日期"),
        ({"question-2": "yes"}, "不能发布"),
        ({"question-4": ""}, "请回答"),
        ({"final_by": "示例甲"}, "是同一个人"),
        ({"seen": "another"}, "又改过了"),
        ({"on": "2000-01-02"}, "才结束"),
        ({"on": "2999-01-01"}, "还没有到"),
    ],
)
def test_without_all_that_it_is_not_signed(client: TestClient, docs: Path, changes: dict[str, str], said: str) -> None:
    text = (
        (docs / CASE)
        .read_text(encoding="utf-8")
        .replace("status: published", "status: published\nnotice: 2000-01-01/2000-01-09")
    )
    (docs / CASE).write_text(text, encoding="utf-8", newline="\n")
    answer = client.post(f"/sign/{CASE}", data={**sheet(client), **SIGNED, **NO, **changes})
    assert answer.status_code == 422 and said in words(answer)
    assert (docs / CASE).read_text(encoding="utf-8") == text


def test_a_case_with_errors_is_not_signed(client: TestClient, docs: Path) -> None:
    text = re.sub("^unit:.*$", "unit: nowhere", (docs / CASE).read_text(encoding="utf-8"), flags=re.M)
    (docs / CASE).write_text(text, encoding="utf-8", newline="\n")
    answer = client.post(f"/sign/{CASE}", data={**sheet(client), **SIGNED, **NO})
    assert "还不能审签" in answer.text and "nowhere" in answer.text
    assert (docs / CASE).read_text(encoding="utf-8") == text


def test_a_case_is_taken_down_and_brought_back(client: TestClient, docs: Path) -> None:
    given = {"token": "the-token", "status": "revoked", "on": TODAY}
    assert "还没有到" in client.post(f"/withdraw/{CASE}", data={**given, "on": "2999-01-01", "basis": "示例决定"}).text
    assert "依据" in client.post(f"/withdraw/{CASE}", data={**given, "basis": " "}).text
    client.post(f"/withdraw/{CASE}", data={**given, "basis": "示例决定"})
    text = (docs / CASE).read_text(encoding="utf-8")
    assert "status: revoked" in text and "basis: 示例决定" in text
    client.post(f"/restore/{CASE}", data={"token": "the-token"})
    text = (docs / CASE).read_text(encoding="utf-8")
    assert "status: review" in text and "revoked:" not in text


def test_what_is_suspended_can_still_be_revoked_and_what_is_down_needs_no_taking_down(
    client: TestClient, docs: Path
) -> None:
    given = {"token": "the-token", "on": TODAY, "basis": "示例决定"}
    client.post(f"/withdraw/{CASE}", data={**given, "status": "suspended"})
    edited = words(client.get(f"/edit/{CASE}"))
    assert "撤销…" in edited and "撤下…" not in edited
    asked = client.get(f"/withdraw/{CASE}").text
    assert 'value="revoked" checked' in asked and 'value="suspended"' not in asked
    client.post(f"/withdraw/{CASE}", data={**given, "status": "revoked"})
    assert "status: revoked" in (docs / CASE).read_text(encoding="utf-8")
    assert "撤销…" not in words(client.get(f"/edit/{CASE}"))
    assert "不用撤下" in client.post(f"/withdraw/{CASE}", data={**given, "status": "suspended"}).text
    assert "status: revoked" in (docs / CASE).read_text(encoding="utf-8")


def signed_and_withdrawn(client: TestClient, docs: Path) -> str:
    """The case signed, then taken down; the version that was signed."""
    client.post(f"/sign/{CASE}", data={**sheet(client), **SIGNED, **NO})
    versions = re.findall(r'name="version" value="([^"]+)"', client.get(f"/history/{CASE}").text)
    given = {"token": "the-token", "status": "revoked", "on": TODAY, "basis": "示例决定"}
    client.post(f"/withdraw/{CASE}", data=given)
    assert "status: revoked" in (docs / CASE).read_text(encoding="utf-8")
    return versions[0]


def test_an_old_version_does_not_bring_a_case_back_online(client: TestClient, send: Any, docs: Path) -> None:
    version = signed_and_withdrawn(client, docs)
    answer = client.post(f"/history/{CASE}", data={"token": "the-token", "version": version})
    send(f"/edit/{CASE}", Page(answer.text).filled(title="又来了"), do="save")
    text = (docs / CASE).read_text(encoding="utf-8")
    assert "title: 又来了" in text and "status: revoked" in text and "basis: 示例决定" in text


@pytest.mark.parametrize("how", ["mine", "merge"])
def test_a_form_that_was_open_meanwhile_does_not_either(client: TestClient, send: Any, docs: Path, how: str) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    signed_and_withdrawn(client, docs)
    answer = send(f"/edit/{CASE}", page.filled(title="还要的"), do="save")
    assert "状态" not in [name for name, _ in Page(answer.text).pairs] and "choose:status" not in answer.text
    pairs = [(name, "mine" if name.startswith("choose:") else value) for name, value in Page(answer.text).pairs]
    send(f"/merge/{CASE}", pairs, do=how)
    text = (docs / CASE).read_text(encoding="utf-8")
    assert "title: 还要的" in text and "status: revoked" in text and "basis: 示例决定" in text


def test_nor_does_the_file_edited_as_text(client: TestClient, send: Any, docs: Path) -> None:
    signed_and_withdrawn(client, docs)
    page = Page(send(f"/edit/{CASE}", Page(client.get(f"/edit/{CASE}").text).pairs, do="whole").text)
    text = dict(page.pairs)["text"].replace("status: revoked", "status: published")
    send(f"/edit/{CASE}", page.filled(text=text), do="save")
    assert "status: revoked" in (docs / CASE).read_text(encoding="utf-8")


def test_what_was_typed_is_kept_when_a_case_is_brought_back(
    client: TestClient, send: Any, docs: Path, office: Office
) -> None:
    signed_and_withdrawn(client, docs)
    page = Page(client.get(f"/edit/{CASE}").text)
    send(f"/restore/{CASE}", page.filled(title="刚刚写的"))
    assert "status: review" in (docs / CASE).read_text(encoding="utf-8")
    assert "title: 刚刚写的" in office.drafts.of(CASE)[0].text


def test_an_old_version_comes_back_as_a_draft(client: TestClient, send: Any, docs: Path, office: Office) -> None:
    original = (docs / CASE).read_text(encoding="utf-8")
    page = Page(client.get(f"/edit/{CASE}").text)
    send(f"/edit/{CASE}", page.filled(title="第二版"), do="save")
    versions = office.history.versions(CASE)
    assert len(versions) == 2
    compared = client.get(f"/compare/{CASE}", params={"from": versions[-1].id})
    assert "第二版" in words(compared) and "<del>" in compared.text
    answer = client.post(f"/history/{CASE}", data={"token": "the-token", "version": versions[-1].id})
    assert "历史版本" in answer.text and (docs / CASE).read_text(encoding="utf-8") != original
    send(f"/edit/{CASE}", Page(answer.text).pairs, do="save")
    assert (docs / CASE).read_text(encoding="utf-8") == original


def test_the_register_and_the_review_form_can_be_printed(client: TestClient) -> None:
    printed = client.get("/register?print=1")
    assert "attachment" in printed.headers["content-disposition"] and "登记" in printed.text
    form = client.get(f"/register?form={CASE}")
    assert "attachment" in form.headers["content-disposition"] and "审批表" in form.text
