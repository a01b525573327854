"""Each page of the desk, as a browser without script has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from desk import app
from desk.office import Office
from desk.web import tokens
from starlette.testclient import TestClient

from .conftest import CASE

Pairs = list[tuple[str, str]]


class Preview:
    """Stands in for the build: remembers what it was asked to show."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def ask(self, path: str, text: str) -> int:
        self.asked.append((path, text))
        return len(self.asked)

    def state(self, ticket: int | None = None) -> dict[str, Any]:
        return {"ticket": ticket, "ready": True, "said": "", "url": "http://127.0.0.1:1/x/"}


class Page(HTMLParser):
    """What a browser would send back from the page's form: every successful control, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: Pairs = []
        self.buttons: list[str] = []
        self._area: tuple[str, str] | None = None
        self._select: tuple[str, list[tuple[str, bool]]] | None = None
        self._form = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") != "file":
            if given.get("type") in ("radio", "checkbox") and "checked" not in given:
                return
            self.pairs.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._area = (name, "")
        elif tag == "select":
            self._select = (name, [])
        elif tag == "option" and self._select:
            self._select[1].append((given["value"], "selected" in given))
        elif tag == "button":
            self.buttons.append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area = (self._area[0], self._area[1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            name, text = self._area
            self.pairs.append((name, text.removeprefix("\n").replace("\n", "\r\n")))
            self._area = None
        elif tag == "select" and self._select:
            name, options = self._select
            chosen = [value for value, selected in options if selected] or [options[0][0]]
            self.pairs.append((name, chosen[-1]))
            self._select = None

    def filled(self, **changes: str) -> Pairs:
        """The controls with some of them holding something else; a dot is written as two underscores."""
        named = {name.replace("__", "."): value for name, value in changes.items()}
        kept = [(name, named.pop(name, value)) for name, value in self.pairs]
        return [*kept, *named.items()]


@pytest.fixture
def preview() -> Preview:
    return Preview()


@pytest.fixture
def client(office: Office, preview: Preview) -> TestClient:
    pages = app.create(office, office.drafts, office.history, preview, "the-token")  # type: ignore[arg-type]
    return TestClient(pages, base_url="http://127.0.0.1:8100")


@pytest.fixture
def send(client: TestClient) -> Callable[..., httpx.Response]:
    """``send(address, pairs, **button)``: a form posted as a browser posts one with files in it."""

    def sent(address: str, pairs: Pairs, files: list[tuple[str, bytes]] | None = None, **more: str) -> httpx.Response:
        parts = [(name, (None, value)) for name, value in [*pairs, *more.items()]]
        parts += [("upload", file) for file in files or []]  # type: ignore[misc]
        return client.post(address, files=parts)  # type: ignore[arg-type, return-value]

    return sent


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text))


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


def test_the_register_and_the_review_form_can_be_printed(client: TestClient) -> None:
    printed = client.get("/register?print=1")
    assert "attachment" in printed.headers["content-disposition"] and "登记" in printed.text
    form = client.get(f"/register?form={CASE}")
    assert "attachment" in form.headers["content-disposition"] and "审批表" in form.text
