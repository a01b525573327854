"""What is typed and not saved: checked as one types, previewed, with files put beside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from .conftest import CASE
from .pages import Page, Preview


def test_an_error_inside_a_row_stands_beside_its_control_whatever_rows_are_called(
    client: TestClient, send: Any
) -> None:
    path = "honours/first.md"
    page = Page(client.get(f"/edit/{path}").text)
    page = Page(send(f"/edit/{path}", page.pairs, do="add:awards").text)
    page = Page(send(f"/edit/{path}", page.filled(awards__1__category="示例类"), do="add:awards").text)
    filled = page.filled(awards__1__category="", awards__2__category="示例类", awards__2__case="nothing")
    told = send(f"/check/{path}?script=1", filled).json()["beside"]
    assert "nothing" in told["awards.2.case"] and "还没有填「获奖者」" in told["awards.2.winner"]


def test_checking_as_one_types_tells_the_same(client: TestClient, send: Any) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    told = send(f"/check/{CASE}?script=1", page.filled(date="2011年6月", title="")).json()
    assert told["readings"]["date"] == "2011年6月"
    assert "还没有填「标题」" in told["beside"]["title"] and "1 个错误" in told["tally"]


def test_a_preview_is_asked_for_what_is_typed(client: TestClient, send: Any, preview: Preview) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    ticket = send(f"/preview/{CASE}?script=1", page.filled(title="预览的标题")).json()["ticket"]
    assert preview.asked[0][0] == CASE and "title: 预览的标题" in preview.asked[0][1]
    assert client.get(f"/previewed?ticket={ticket}&script=1").json()["ready"] is True
    assert client.get("/previewed?script=1").json()["ready"] is True
    for wrong in ("1" * 4301, "²", "甲"):
        answer = client.get("/previewed", params={"ticket": wrong, "script": "1"})
        assert answer.status_code == 400 and "没有这一次预览" in answer.json()["sorry"]


def test_a_file_is_put_beside_the_record_and_listed(client: TestClient, send: Any, docs: Path) -> None:
    page = Page(client.get(f"/edit/{CASE}").text)
    answer = send(f"/upload/{CASE}", page.filled(title="同时改的"), files=[("名单.txt", "示例名单".encode())])
    page = Page(answer.text)
    added = [value for name, value in page.pairs if re.fullmatch(r"attachments\.\d+", name)]
    assert len(added) == 1 and (docs / CASE).parent.joinpath(added[0]).read_text(encoding="utf-8") == "示例名单"
    assert dict(page.pairs)["title"] == "同时改的"
    told = send(f"/upload/{CASE}?script=1", page.pairs, files=[("名单.txt", "示例名单".encode())]).json()
    assert told == {"paths": added}
    refused = send(f"/upload/{CASE}", page.pairs, files=[("程序.exe", b"MZ")])
    assert "不能用这种文件" in refused.text
    send(f"/edit/{CASE}", page.pairs, do="save")
    assert added[0] in (docs / CASE).read_text(encoding="utf-8")
