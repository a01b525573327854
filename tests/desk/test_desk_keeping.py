"""In the browser: nothing that was typed is lost, whatever happens to the page, the desk or the file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from campaign import has_errors
from desk.office import Office
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from ..conftest import GOLDENS, read_folder
from .conftest import CASE
from .running import Running

PATIENCE = 30_000
SUMMARY = "#c-summary"
BODY = "textarea[name='body.2.text']"

CASES = ("reloaded", "changed", "gone", "shared", "foreign", "early", "rows", "composed", "saved", "whole", "late")


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base campaign with the one case several times, so that each test has its own."""
    folder = tmp_path_factory.mktemp("keeping") / "docs"
    base = read_folder(GOLDENS / "_base" / "docs")
    for path, data in {**base, **{case(name): base[CASE] for name in CASES}}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def case(name: str) -> str:
    return f"cases/2031/{name}.md"


@pytest.fixture(scope="module")
def desk(docs: Path) -> Iterator[Running]:
    running = Running(docs)
    yield running
    running.kill()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(locale="zh-CN")
    made.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield made
    made.close()


def opened(context: BrowserContext, desk: Running, path: str) -> Page:
    """The form of a record, opened as from the address that was printed."""
    page = context.new_page()
    page.goto(desk.address)
    page.goto(f"{desk.origin}/edit/{path}")
    return page


def typed(page: Page, field: str, text: str) -> None:
    """Typed by somebody, and kept by the desk."""
    page.fill(field, text)
    expect(page.locator("#state")).to_contain_text("草稿已留存")


def save(page: Page) -> None:
    page.locator("[data-save]").click()


def on_disk(docs: Path, path: str) -> str:
    return (docs / path).read_text(encoding="utf-8")


def test_what_is_typed_outlives_a_reload_and_a_restart(docs: Path, context: BrowserContext) -> None:
    path = case("reloaded")
    desk = Running(docs)
    before = on_disk(docs, path)
    page = opened(context, desk, path)
    typed(page, SUMMARY, "问题写在看板上，人人看得见。")
    page.reload()
    expect(page.locator(SUMMARY)).to_have_value("问题写在看板上，人人看得见。")
    expect(page.locator("main")).to_contain_text("没有保存的草稿")
    assert on_disk(docs, path) == before

    # The desk is gone, and what is typed meanwhile stays in the page, which says so.
    desk.kill()
    page.fill(BODY, "挂了两块看板。")
    expect(page.locator("#state")).to_contain_text("没有应答")
    page.fill(BODY, "挂了两块看板。 ")
    save(page)
    page.wait_for_timeout(500)
    page.fill(BODY, "挂了两块看板。")
    expect(page.locator("#state")).to_contain_text("没有应答")
    again = Running(docs, desk.port)
    try:
        # The page that stayed open goes on; another one finds the draft in the list.
        typed(page, SUMMARY, "问题写在看板上，人人看得见，人人管。")
        other = context.new_page()
        other.goto(again.origin + "/")
        expect(other.locator("main")).to_contain_text("没有保存的草稿")
        other.locator(".unsaved a").first.click()
        expect(other.locator(SUMMARY)).to_have_value("问题写在看板上，人人看得见，人人管。")
        expect(other.locator(BODY)).to_have_value("挂了两块看板。")
        save(other)
        expect(other.locator("main")).to_contain_text("已保存")
        saved = on_disk(docs, path)
        assert "人人看得见，人人管。" in saved and "挂了两块看板。" in saved
        assert Office(docs).drafts.of(path) == []
    finally:
        again.kill()
        desk.kill()


def test_a_file_changed_meanwhile_shows_both_and_loses_neither(
    docs: Path, desk: Running, context: BrowserContext
) -> None:
    path = case("changed")
    page = opened(context, desk, path)
    page.fill(SUMMARY, "我写的摘要。")
    page.fill(BODY, "我写的办法。")
    others = (
        on_disk(docs, path).replace("把问题写在看板上。", "别人写的摘要。").replace("问题有人管。", "别人写的结果。")
    )
    (docs / path).write_text(others, encoding="utf-8", newline="\n")
    save(page)
    main = page.locator("main")
    expect(main).to_contain_text("在别处也改过")
    for text in ("我写的", "别人写的", "我写的办法", "别人写的结果"):
        expect(main).to_contain_text(text)
    assert on_disk(docs, path) == others
    (kept,) = Office(docs).drafts.of(path)
    assert "我写的摘要。" in kept.text and "我写的办法。" in kept.text

    # Put together: their result, our summary and way.
    page.locator("fieldset", has_text="结果").get_by_label("用磁盘上的").check()
    page.get_by_role("button", name="合并后保存").click()
    expect(page.locator("main")).to_contain_text("已保存")
    merged = on_disk(docs, path)
    assert "我写的摘要。" in merged and "我写的办法。" in merged and "别人写的结果。" in merged
    office = Office(docs)
    assert office.drafts.of(path) == [] and not has_errors(office.check(path, merged)[1])
    assert others in [office.history.text(path, one.id) for one in office.history.versions(path)]


def test_a_file_that_is_gone_can_be_put_back(docs: Path, desk: Running, context: BrowserContext) -> None:
    path = case("gone")
    page = opened(context, desk, path)
    page.fill(SUMMARY, "我写的摘要。")
    (docs / path).unlink()
    save(page)
    expect(page.locator("main")).to_contain_text("被删去或移走")
    page.get_by_role("button", name="照原样存回去").click()
    expect(page.locator("main")).to_contain_text("已保存")
    assert "我写的摘要。" in on_disk(docs, path)


def test_two_desks_at_once_neither_overwrites_the_other(
    docs: Path,
    desk: Running,
    context: BrowserContext,
    browser: Browser,
) -> None:
    path = case("shared")
    second = Running(docs)
    others_context = browser.new_context(locale="zh-CN")
    others_context.set_default_timeout(PATIENCE)
    try:
        one, other = opened(context, desk, path), opened(others_context, second, path)
        typed(one, SUMMARY, "甲写的摘要。")
        typed(other, SUMMARY, "乙写的摘要。")
        assert {"甲写的摘要。" in kept.text for kept in Office(docs).drafts.of(path)} == {True, False}
        one.reload()
        expect(one.locator(SUMMARY)).to_have_value("甲写的摘要。")
        save(one)
        expect(one.locator("main")).to_contain_text("已保存")
        save(other)
        expect(other.locator("main")).to_contain_text("在别处也改过")
        expect(other.locator("main")).to_contain_text("甲写")
        assert "甲写的摘要。" in on_disk(docs, path)
        other.get_by_role("button", name="整份用我的").click()
        expect(other.locator("main")).to_contain_text("已保存")
        assert "乙写的摘要。" in on_disk(docs, path)
        office = Office(docs)
        texts = [office.history.text(path, version.id) for version in office.history.versions(path)]
        assert any("甲写的摘要。" in text for text in texts)
    finally:
        others_context.close()
        second.kill()


class Held:
    """The next request to an address, waiting for ``free`` as on a machine that is busy."""

    def __init__(self, page: Page, address: str) -> None:
        self._routes: list[Route] = []
        self._page = page
        page.route(address, lambda route: self._routes.append(route), times=1)

    def free(self) -> None:
        for _ in range(PATIENCE // 10):
            if self._routes:
                break
            self._page.wait_for_timeout(10)
        self._routes.pop().continue_()


def test_what_is_typed_before_the_scripts_have_come_is_checked_and_kept(
    docs: Path, desk: Running, context: BrowserContext
) -> None:
    path = case("early")
    page = context.new_page()
    page.goto(desk.address)
    scripts = Held(page, "**/static/check.js")
    page.goto(f"{desk.origin}/edit/{path}", wait_until="commit")
    page.fill("#c-date", "2031年5月")
    scripts.free()
    expect(page.locator('[data-reading="date"]')).to_have_text("2031年5月")
    expect(page.locator("#state")).to_contain_text("草稿已留存")
    expect(page.locator("#c-date")).to_be_focused()
    (kept,) = Office(docs).drafts.of(path)
    assert "date: 2031-05 " in kept.text or "date: 2031-05\n" in kept.text


def test_what_is_typed_while_a_row_is_added_stays_where_it_is(desk: Running, context: BrowserContext) -> None:
    page = opened(context, desk, case("rows"))
    answers = Held(page, f"**/edit/{case('rows')}")
    page.get_by_role("button", name="添加一项成效数据").click()
    page.locator(SUMMARY).focus()
    page.keyboard.type("甲")
    page.keyboard.press("ArrowLeft")
    answers.free()
    expect(page.locator('[name="outcomes"]')).to_have_count(1)
    page.keyboard.type("乙")
    text = page.locator(SUMMARY).input_value()
    assert "乙甲" in text and page.locator('[name="outcomes.0.text"]').input_value() == ""


def test_a_word_that_is_being_composed_is_not_broken_off(desk: Running, context: BrowserContext) -> None:
    page = opened(context, desk, case("composed"))
    keys = context.new_cdp_session(page)
    page.fill(SUMMARY, "")
    answers = Held(page, f"**/edit/{case('composed')}")
    page.get_by_role("button", name="添加一项成效数据").click()
    page.locator(SUMMARY).focus()
    keys.send("Input.imeSetComposition", {"text": "kan", "selectionStart": 3, "selectionEnd": 3})
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if "/edit/" in request.url else None)
    with page.expect_response(f"**/edit/{case('composed')}") as answer:
        answers.free()
    answer.value.finished()
    page.evaluate("fetch('/previewed?script=1').then(() => 0)")
    assert posts == []  # neither drawn anew nor sent once more before the word is there
    expect(page.locator('[name="outcomes"]')).to_have_count(0)
    keys.send("Input.insertText", {"text": "看板"})
    expect(page.locator('[name="outcomes"]')).to_have_count(1)
    expect(page.locator(SUMMARY)).to_have_value("看板")
    expect(page.locator(SUMMARY)).to_be_focused()


def test_saving_does_not_stop_whoever_goes_on_typing(docs: Path, desk: Running, context: BrowserContext) -> None:
    path = case("saved")
    page = opened(context, desk, path)
    answers = Held(page, f"**/edit/{path}")
    page.fill(SUMMARY, "甲。")
    page.keyboard.press("Control+s")
    page.keyboard.type("乙。")
    answers.free()
    expect(page.locator(".note").first).to_have_text("已保存。")
    page.keyboard.type("丙。")
    assert page.locator(SUMMARY).input_value() == "甲。乙。丙。"
    assert "summary: 甲。\n" in on_disk(docs, path)
    expect(page.locator("#state")).to_contain_text("草稿已留存")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text("已保存。")
    assert "summary: 甲。乙。丙。\n" in on_disk(docs, path)
    # Back to what it was opened with: not what is saved, so it is kept.
    typed(page, SUMMARY, "把问题写在看板上。")
    page.reload()
    expect(page.locator(SUMMARY)).to_have_value("把问题写在看板上。")


def test_the_text_as_a_whole_is_saved_as_calmly(docs: Path, desk: Running, context: BrowserContext) -> None:
    path = case("whole")
    page = opened(context, desk, path)
    page.get_by_role("button", name="改原文").click()
    box = page.get_by_label("原文", exact=True)
    text = box.input_value()
    box.fill(text.replace("把问题写在看板上。", "甲。"))
    box.evaluate("box => box.setSelectionRange(box.value.indexOf('甲。') + 2, box.value.indexOf('甲。') + 2)")
    answers = Held(page, f"**/edit/{path}")
    page.keyboard.press("Control+s")
    page.keyboard.type("乙。")
    answers.free()
    expect(page.locator(".note").first).to_have_text("已保存。")
    page.keyboard.type("丙。")
    assert "summary: 甲。乙。丙。\n" in box.input_value()
    assert "summary: 甲。\n" in on_disk(docs, path)
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_have_text("已保存。")
    assert "summary: 甲。乙。丙。\n" in on_disk(docs, path)
    assert Office(docs).drafts.of(path) == []
    # What no form can show is one again as soon as it can be.
    box.fill("没有头部")
    save(page)
    expect(page.locator(".note").first).to_contain_text("还有 1 个错误")
    page.reload()
    box.fill(text)
    save(page)
    expect(page.locator(SUMMARY)).to_have_value("把问题写在看板上。")


def test_an_older_draft_never_takes_the_place_of_a_newer_one(desk: Running, context: BrowserContext) -> None:
    page = opened(context, desk, case("late"))
    # A window that is put away keeps what was typed at once.
    page.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'hidden'})")
    hidden = "document.dispatchEvent(new Event('visibilitychange'))"
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/keep/" in request.url else None)
    draft = Held(page, "**/keep/**")
    for text in ("先写的。", "后写的。"):
        page.fill(SUMMARY, text)
        page.evaluate(hidden)
    page.evaluate("fetch('/previewed?script=1').then(() => 0)")
    assert len(sent) == 1  # the second waits for the first
    with page.expect_request("**/keep/**"):
        draft.free()
    page.reload()
    expect(page.locator(SUMMARY)).to_have_value("后写的。")


class Foreign(BaseHTTPRequestHandler):
    """An empty page, to act from."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>x</title>")

    def log_message(self, format: str, *args: object) -> None:
        return


def test_a_page_of_another_origin_can_do_nothing_to_the_desk(
    docs: Path, desk: Running, context: BrowserContext
) -> None:
    """As a page of any other program on this machine would try, the cookie being sent along by the browser."""
    path = case("foreign")
    before = on_disk(docs, path)
    opened(context, desk, path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        read = page.evaluate(
            "address => fetch(address, {credentials: 'include'}).then(answer => answer.text(), () => 'refused')",
            desk.origin + "/",
        )
        assert read == "refused"
        sent = page.evaluate(
            """address => fetch(address, {method: 'POST', mode: 'no-cors', credentials: 'include',
                body: new URLSearchParams({do: 'save', whole: '1', text: 'x', end: '1'})}).then(() => 'sent', () => 'refused')""",
            f"{desk.origin}/edit/{path}",
        )
        assert sent in ("sent", "refused") and on_disk(docs, path) == before
        with page.expect_navigation():
            page.evaluate(
                """address => { const form = document.createElement('form'); form.method = 'post';
                    form.action = address; document.body.append(form); form.submit() }""",
                f"{desk.origin}/edit/{path}",
            )
        expect(page.locator("body")).to_contain_text("不接受从别的网页来的请求")
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.evaluate(
            """address => { const frame = document.createElement('iframe'); frame.src = address;
                document.body.append(frame) }""",
            desk.origin + "/",
        )
        page.wait_for_timeout(500)
        assert all("看板" not in frame.content() for frame in page.frames[1:] if not frame.is_detached())
    finally:
        server.shutdown()
        server.server_close()
