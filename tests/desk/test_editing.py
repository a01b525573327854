"""The form of a record, as a browser without script has it: opened, its buttons, and what is saved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk.office import Office
from starlette.testclient import TestClient

from .conftest import CASE
from .pages import Page, words


def test_opened_and_saved_without_a_change_the_file_is_the_same_to_the_byte(
    client: TestClient, send: Any, docs: Path
) -> None:
    for path in sorted(file.relative_to(docs).as_posix() for file in docs.rglob("*.md")):
        if path.startswith("includes/"):
            continue
        before = (docs / path).read_bytes()
        page = Page(client.get(f"/edit/{path}").text)
        answer = send(f"/edit/{path}", page.pairs, do="save")
        assert "已保存" in answer.text, path
        assert (docs / path).read_bytes() == before, path


def test_a_change_is_saved_and_its_draft_is_gone(client: TestClient, send: Any, docs: Path, office: Office) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    answer = send(f"/keep/{CASE}?script=1", page.filled(summary="改过的摘要。"))
    assert re.fullmatch(r"\d\d:\d\d:\d\d", answer.json()["kept"]) and len(office.drafts.of(CASE)) == 1
    answer = send(f"/edit/{CASE}", page.filled(summary="改过的摘要。"), do="save")
    assert "summary: 改过的摘要。" in (docs / CASE).read_text(encoding="utf-8")
    late = send(f"/keep/{CASE}?script=1", page.filled(summary="改过的摘要。"))
    assert late.json() == {"kept": ""}, "what was on its way when the form was saved is no draft"
    assert office.drafts.of(CASE) == [] and "已保存" in answer.text


def test_what_was_typed_is_there_again_under_the_same_address(client: TestClient, send: Any) -> None:
    answer = client.get(f"/edit/{CASE}")
    page = Page(answer.text)
    send(f"/keep/{CASE}", page.filled(title="还没有保存的标题"))
    assert "还没有保存的标题" in client.get(str(answer.url)).text
    listed = client.get("/").text
    assert "没有保存的草稿" in listed and "继续" in client.get(f"/edit/{CASE}").text
    form = dict(page.pairs)["form"]
    client.post("/discard", data={"token": "the-token", "form": form})
    assert "没有保存的草稿" not in client.get("/").text


def test_errors_stand_beside_their_fields(client: TestClient, send: Any, docs: Path) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    answer = send(f"/edit/{CASE}", page.filled(title="", date="上个月", unit="nowhere", summary="字" * 130), do="check")
    slots = dict(re.findall(r'data-slot="([^"]+)">(.*?)</div>', answer.text, re.DOTALL))
    assert "还没有填「标题」" in slots["title"]
    assert "日期写法不对" in slots["date"]
    assert "nowhere" in slots["unit"]
    assert "最多 120 个" in slots["summary"]
    assert answer.text.count('aria-invalid="true"') == 4
    empty = re.sub("^summary:.*$", "summary:", (docs / CASE).read_text(encoding="utf-8"), flags=re.M)
    (docs / CASE).write_text(empty, encoding="utf-8", newline="\n")
    slots = dict(re.findall(r'data-slot="([^"]+)">(.*?)</div>', client.get(f"/edit/{CASE}").text, re.DOTALL))
    assert "还没有填「摘要」" in slots["summary"], "also where the file has the name and nothing behind it"
    assert 'href="#f-date"' in answer.text and "上个月" in Page(answer.text).filled().__repr__()


def test_errors_of_a_section_stand_beside_it(client: TestClient, send: Any) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    key = next(name for name, value in page.pairs if name.startswith("body.") and name.endswith(".text") and value)
    answer = send(f"/edit/{CASE}", page.filled(**{key: "见[这里](../gone.md)。"}), do="check")
    slots = dict(re.findall(r'data-slot="([^"]+)">(.*?)</div>', answer.text, re.DOTALL))
    assert "gone.md" in slots[key]


def test_a_row_is_added_filled_moved_and_taken_out_without_script(client: TestClient, send: Any, docs: Path) -> None:
    path = "honours/first.md"
    page = Page(client.get(f"/edit/{path}").text)
    page = Page(send(f"/edit/{path}", page.pairs, do="add:awards").text)
    assert [value for name, value in page.pairs if name == "awards"] == ["0", "1"]
    filled = page.filled(awards__1__category="示例类", awards__1__winner="示例集体")
    page = Page(send(f"/edit/{path}", filled, do="up:awards:1").text)
    assert [value for name, value in page.pairs if name == "awards"] == ["1", "0"]
    page = Page(send(f"/edit/{path}", page.pairs, do="remove:awards:0").text)
    send(f"/edit/{path}", page.pairs, do="save")
    text = (docs / path).read_text(encoding="utf-8")
    assert "示例集体" in text and "质量班组" not in text


def test_what_mends_a_finding_is_a_button(client: TestClient, send: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from campaign import Diagnostic, Fix, Severity

    checked = Office.check

    def with_fix(self: Office, path: str, text: str) -> Any:
        record, found = checked(self, path, text)
        lines = text.split("\n")
        for number, line in enumerate(lines, start=1):
            if (at := line.find("错字")) >= 0:
                one = Diagnostic("too-long", Severity.WARNING, path, number, at + 1, "写错了", "", Fix(2, "正字"))
                found = [*found, one]
        return record, found

    monkeypatch.setattr(Office, "check", with_fix)
    page = Page(client.get(f"/edit/{CASE}").text)
    answer = send(f"/edit/{CASE}", page.filled(summary="前面𠀀有错字。", title="标题照旧"), do="check")
    assert "改为「正字」" in answer.text
    button = next(one for one in Page(answer.text).buttons if one.startswith("fix:"))
    answer = send(f"/edit/{CASE}", Page(answer.text).pairs, do=button)
    assert dict(Page(answer.text).pairs)["summary"] == "前面𠀀有正字。"
    assert dict(Page(answer.text).pairs)["title"] == "标题照旧"


def test_what_a_program_proposed_is_confirmed_by_a_button(client: TestClient, send: Any, docs: Path) -> None:
    file = docs / CASE
    said = "# 请核对：第 3 段「门口没有看板」。"
    file.write_text(file.read_text(encoding="utf-8").replace("\ndate:", f"\n{said}\ndate:"), encoding="utf-8")
    shown = client.get(f"/edit/{CASE}").text
    assert "门口没有看板" in shown.partition('id="f-date"')[2].partition('id="f-summary"')[0]
    page = Page(shown)
    button = next(one for one in page.buttons if one.startswith("fix:"))
    assert "核对过了" in shown
    answer = send(f"/edit/{CASE}", page.pairs, do=button)
    assert "核对过了" not in answer.text
    send(f"/edit/{CASE}", Page(answer.text).pairs, do="save")
    assert said not in file.read_text(encoding="utf-8")
    assert "\n\n" not in file.read_text(encoding="utf-8").partition("---\n")[2].partition("---\n")[0]


def test_what_is_not_finished_is_not_sent_for_review(client: TestClient, send: Any, docs: Path) -> None:
    file = docs / CASE
    text = re.sub(r"^summary:.*$", "summary:", file.read_text(encoding="utf-8"), flags=re.M)
    file.write_text(text.replace("status: published", "status: draft"), encoding="utf-8", newline="\n")
    page = Page(client.get(f"/edit/{CASE}").text)
    answer = send(f"/edit/{CASE}", page.pairs, do="status:review")
    assert "还不能转为「待审」" in answer.text and "finding--error" in answer.text
    assert "status: draft" in file.read_text(encoding="utf-8")
    answer = send(f"/edit/{CASE}", page.filled(summary="写好了。"), do="status:review")
    assert "status: review" in file.read_text(encoding="utf-8") and "已保存并送审" in answer.text


def test_a_mark_of_secrecy_is_not_saved(client: TestClient, send: Any, docs: Path) -> None:
    before = (docs / CASE).read_text(encoding="utf-8")
    page = Page(client.get(f"/edit/{CASE}").text)
    answer = send(f"/edit/{CASE}", page.filled(summary="机密★10年"), do="save")
    assert "没有保存" in answer.text and (docs / CASE).read_text(encoding="utf-8") == before


def test_saved_with_errors_says_so(client: TestClient, send: Any) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    answer = send(f"/edit/{CASE}", page.filled(date="没有日期"), do="save")
    assert "已保存，但还有" in answer.text and "网站不能生成" in answer.text


def test_a_draft_goes_its_way_by_buttons(client: TestClient, send: Any, docs: Path, office: Office) -> None:
    file = docs / CASE
    text = re.sub(
        r"^notice:.*\n", "", file.read_text(encoding="utf-8").replace("status: published", "status: draft"), flags=re.M
    )
    file.write_text(text, encoding="utf-8", newline="\n")
    page = Page(client.get(f"/edit/{CASE}").text)
    file.write_text(text + "\n别处加的。\n", encoding="utf-8", newline="\n")
    assert send(f"/edit/{CASE}", page.pairs, do="status:review").status_code == 409
    assert "status: review" in office.drafts.of(CASE)[0].text
    file.write_text(text, encoding="utf-8", newline="\n")
    page = Page(send(f"/edit/{CASE}", page.filled(title="边改边送"), do="status:review").text)
    assert "status: review" in file.read_text(encoding="utf-8") and "title: 边改边送" in file.read_text(
        encoding="utf-8"
    )
    answer = send(f"/edit/{CASE}", page.filled(notice=""), do="status:notice")
    assert "公示期" in words(answer) and "status: review" in file.read_text(encoding="utf-8")
    send(f"/edit/{CASE}", page.filled(notice="2032-01-01/2032-01-08"), do="status:notice")
    assert "status: notice" in file.read_text(encoding="utf-8")
    page = Page(client.get(f"/edit/{CASE}").text)
    assert send(f"/edit/{CASE}", page.pairs, do="status:published").status_code == 400
    assert "status: notice" in file.read_text(encoding="utf-8")


def test_a_file_no_form_can_show_is_mended_as_text(client: TestClient, send: Any, docs: Path) -> None:
    file = docs / CASE
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("title: ", "title： ", 1), encoding="utf-8", newline="\n")
    answer = client.get(f"/edit/{CASE}")
    page = Page(answer.text)
    assert "不能用表单填写" in answer.text and "第 " in words(answer)
    answer = send(f"/edit/{CASE}", page.filled(text=good.replace("\n", "\r\n")), do="save")
    assert "已保存" in answer.text and file.read_text(encoding="utf-8") == good
    assert 'name="title"' in answer.text


def test_a_field_in_a_strange_shape_can_be_emptied(client: TestClient, send: Any, docs: Path) -> None:
    file = docs / CASE
    text = re.sub(r"^tags:.*\n(?:  - .*\n)*", "", file.read_text(encoding="utf-8"), flags=re.M)
    text = text.replace("status:", "tags: 一 二\nstatus:", 1)
    file.write_text(text, encoding="utf-8", newline="\n")
    answer = client.get(f"/edit/{CASE}")
    assert "表单显示不了" in answer.text
    page = Page(send(f"/edit/{CASE}", Page(answer.text).pairs, do="clear:tags").text)
    send(f"/edit/{CASE}", page.filled(tags="一\r\n二"), do="save")
    assert "tags:\n  - 一\n  - 二\n" in file.read_text(encoding="utf-8")


def test_a_form_that_did_not_arrive_whole_changes_nothing(client: TestClient, send: Any, docs: Path) -> None:
    before = (docs / CASE).read_bytes()
    page = Page(client.get(f"/edit/{CASE}").text)
    assert send(f"/edit/{CASE}", page.pairs[:-1], do="save").status_code == 400
    assert send(f"/edit/{CASE}", page.filled(base="%%%"), do="save").status_code == 400
    assert (docs / CASE).read_bytes() == before
