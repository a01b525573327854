"""Each page of the desk, as a browser without script has it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk.office import Office
from desk.web import tokens
from starlette.testclient import TestClient

from .conftest import CASE
from .pages import Page, words

EVERY = [
    "/",
    "/?kind=unit",
    "/?q=kb",
    "/new",
    "/new/case",
    "/import",
    "/register",
    f"/sign/{CASE}",
    f"/withdraw/{CASE}",
]
EVERY += [f"/history/{CASE}", "/help/bad-date", f"/edit/{CASE}", "/edit/campaign.md"]


@pytest.mark.parametrize("address", EVERY)
def test_every_page_opens_without_inline_script_or_style(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert not re.search(
        r"<script(?![^>]* src=)|<style| style=| on[a-z]+=|javascript:|(?:src|href)=.https?:", answer.text
    )
    for made in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
        assert client.get(made).status_code == 200, made


def test_the_desk_has_the_sites_own_colours_dark_ones_too(client: TestClient) -> None:
    css = client.get("/static/tokens.css").text
    assert css == tokens() and css.count("--zy-paper: #171412") == 2 and "prefers-color-scheme: dark" in css


def test_the_list_says_what_each_record_lacks(client: TestClient, docs: Path) -> None:
    file = docs / CASE
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub("^summary:.*\n", "", text, flags=re.M).replace("status: published", "status: draft"),
        encoding="utf-8",
        newline="\n",
    )
    said = words(client.get("/"))
    assert "还缺：摘要" in said and "草稿" in said
    assert "没有找到" in words(client.get("/?q=none-such")) and "看板" in words(client.get("/?q=kanban"))


def test_a_new_case_is_a_draft_until_it_is_saved(client: TestClient, send: Any, docs: Path) -> None:
    answer = client.post("/new/case", data={"token": "the-token", "title": "把看板搬到门口（示例）"})
    assert "还没有保存" in answer.text and not list(docs.rglob("ba-kan-ban*"))
    assert "把看板搬到门口" in client.get("/").text or "ba-kan-ban" in client.get("/").text
    path = re.search(r'action="/edit/([^"]+)"', answer.text).group(1)  # type: ignore[union-attr]
    saved = send(f"/edit/{path}", Page(answer.text).filled(summary="示例摘要。"), do="save")
    assert "已保存" in saved.text and (docs / path).is_file()
    assert "请先写标题" in client.post("/new/case", data={"token": "the-token", "title": " "}).text


@pytest.mark.parametrize("kind", ["policy", "criterion", "stage", "unit", "commitment", "honour", "guide"])
def test_a_new_record_of_every_kind_opens_in_its_form(client: TestClient, send: Any, docs: Path, kind: str) -> None:
    answer = client.post(f"/new/{kind}", data={"token": "the-token", "title": "示例一份"})
    path = re.search(r'action="/edit/([^"]+)"', answer.text).group(1)  # type: ignore[union-attr]
    assert answer.status_code == 200 and 'name="whole" value="1"' not in answer.text
    assert send(f"/edit/{path}", Page(answer.text).pairs, do="save").status_code == 200 and (docs / path).is_file()


@pytest.mark.parametrize(
    "path",
    [
        "../campaign.md",
        "..%2fcampaign.md",
        "%2e%2e/x.md",
        "includes/aims.md",
        ".desk/x.md",
        "cases/2031/kanban.txt",
        "/etc/passwd",
        "cases\\2031\\kanban.md",
        "x%00.md",
    ],
)
@pytest.mark.parametrize("page", ["edit", "history", "sign", "withdraw", "compare"])
def test_nothing_but_records_can_be_opened(client: TestClient, page: str, path: str) -> None:
    answer = client.get(f"/{page}/{path}")
    assert answer.status_code in (400, 404) and "Traceback" not in answer.text and "回到全部内容" in answer.text


def test_what_goes_wrong_inside_is_told_in_a_sentence(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def broken(self: Office) -> Any:
        raise ZeroDivisionError("示例")

    monkeypatch.setattr(Office, "entries", broken)
    answer = client.get("/")
    assert answer.status_code == 500 and "Traceback" not in answer.text and "ZeroDivision" not in answer.text
    assert "编辑台出了意外" in answer.text and "ZeroDivisionError" in capsys.readouterr().err


def test_a_word_file_becomes_a_draft_with_a_report(client: TestClient, docs: Path) -> None:
    from tests.importing.making import docx, p

    data = docx(p("示例班组把看板搬到门口"), p("一、背景"), p("门口没有看板，示例班组每天要跑两趟。"))
    sent = {"files": ("材料.docx", data)}
    answer = client.post("/import", data={"token": "the-token"}, files=sent)
    assert "已生成草稿" in answer.text and "示例班组把看板搬到门口" in answer.text
    path = re.search(r'href="/edit/(cases/[^"]+)"', answer.text).group(1)  # type: ignore[union-attr]
    assert (docs / path).is_file() and client.get(f"/edit/{path}").status_code == 200
    assert "已经导入过" in client.post("/import", data={"token": "the-token"}, files=sent).text
    refused = client.post("/import", data={"token": "the-token"}, files={"files": ("坏.docx", b"PK\3\4broken")})
    assert "没有导入" in refused.text and refused.status_code == 200
    assert "请先选" in client.post("/import", data={"token": "the-token"}).text
