"""The desk in a browser: making, editing, importing, mending, previewing and signing, by mouse and by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.attached import picture
from tests.conftest import golden_docs
from tests.site.test_axe import OVER, violations, violations_by_day_and_night

from .conftest import CASE
from .running import Running

PATIENCE = 60_000


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Path]]:
    """One desk for the tests of this module, each of which works on a record of its own."""
    docs = tmp_path_factory.mktemp("desk") / "docs"
    for path, data in golden_docs("_base").items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    running = Running(docs)
    yield running, docs
    running.stop()


@pytest.fixture
def docs(shared: tuple[Running, Path]) -> Path:
    return shared[1]


@pytest.fixture
def case(docs: Path) -> str:
    """A case as the base has it, whatever another test has made of it, and no draft of another test's."""
    shutil.rmtree(docs / ".desk" / "drafts", ignore_errors=True)
    (docs / CASE).write_bytes(golden_docs("_base")[CASE])
    return CASE


@pytest.fixture
def origin(shared: tuple[Running, Path]) -> str:
    return shared[0].origin


@pytest.fixture
def page(browser: Browser, shared: tuple[Running, Path]) -> Iterator[Page]:
    """A window that has been let in. Nothing may be said on its console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if "409" not in message.text else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(shared[0].address)
    yield opened
    context.close()
    assert said == []


def slot(page: Page, name: str) -> object:
    return page.locator(f'[data-slot="{name}"]')


def test_a_new_case_is_made_filled_in_and_saved(page: Page, origin: str, docs: Path) -> None:
    page.get_by_role("link", name="新建", exact=True).click()
    page.get_by_role("link", name=re.compile("^案例")).click()
    expect(page.get_by_label("标题")).to_be_focused()
    page.keyboard.type("早会只开五分钟（示例）")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("早会只开五分钟（示例）")
    expect(page.locator("#tally")).to_contain_text("没有错误")
    page.select_option('[name="unit"]', "press")
    page.locator('[name="criteria"][value="zero-return"]').check()
    page.fill('[name="date"]', "2031年5月")
    expect(page.locator('[data-reading="date"]')).to_have_text("2031年5月")
    page.fill('[name="summary"]', "早会从半小时减到五分钟。")
    expect(page.locator('[name="summary"] + .counter')).to_have_text("12 / 120 字")
    expect(page.get_by_placeholder("在这里写问题。")).to_be_visible()
    for box in page.locator("textarea.prose").all():
        if box.is_visible():
            box.fill("示例班组这样做。")
    page.keyboard.press("Control+s")
    expect(page.locator(".note").first).to_contain_text("已保存")
    text = next((docs / "cases").rglob("zao-hui*.md")).read_text(encoding="utf-8")
    assert re.search("^date: 2031-05 ", text, re.M) and re.search("^unit: press ", text, re.M)
    assert "<!--" not in text and text.count("示例班组这样做。") == 3


def test_errors_come_beside_the_field_as_one_types_and_go_again(page: Page, origin: str, case: str) -> None:
    page.goto(f"{origin}/edit/{case}")
    page.fill('[name="date"]', "上个月")
    page.press('[name="date"]', "Enter")
    expect(slot(page, "date")).to_contain_text("日期")
    expect(page.locator('[name="date"]')).to_be_focused()
    expect(page.locator('[name="date"]')).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#tally")).to_contain_text("1 个错误")
    page.locator("#summary a").first.click()
    expect(page.locator('[name="date"]')).to_be_focused()
    page.fill('[name="date"]', "2031-06")
    expect(slot(page, "date")).to_be_empty()
    expect(page.locator("#tally")).to_contain_text("没有错误")


def test_a_finding_is_mended_by_its_button(page: Page, origin: str, case: str) -> None:
    page.goto(f"{origin}/edit/{case}")
    page.fill('[name="summary"]', "有问题找示例人，电话13812345678。")
    page.get_by_role("button", name=re.compile("改为")).click()
    expect(page.locator('[name="summary"]')).to_have_value("有问题找示例人，电话138****5678。")
    expect(page.locator('[name="summary"]')).to_be_focused()
    expect(slot(page, "summary")).to_be_empty()


def test_why_something_is_not_saved_is_in_sight(page: Page, origin: str, case: str, docs: Path) -> None:
    before = (docs / case).read_text(encoding="utf-8")
    page.goto(f"{origin}/edit/{case}")
    page.locator("textarea.prose:visible").last.fill("机密★10年。")
    page.keyboard.press("Control+s")
    expect(page.locator(".note--wrong")).to_contain_text("没有保存")
    expect(page.locator(".note--wrong")).to_be_in_viewport()
    assert (docs / case).read_text(encoding="utf-8") == before


def test_what_is_typed_survives_a_reload(page: Page, origin: str, case: str, docs: Path) -> None:
    page.goto(f"{origin}/edit/{case}")
    page.fill('[name="title"]', "还没保存的标题（示例）")
    expect(page.locator("#state")).to_contain_text("草稿已留存")
    page.reload()
    expect(page.locator('[name="title"]')).to_have_value("还没保存的标题（示例）")
    assert "还没保存" not in (docs / case).read_text(encoding="utf-8")
    page.goto(origin)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=re.compile("^丢弃草稿")).click()
    expect(page.get_by_role("heading", name="没有保存的草稿")).to_have_count(0)


def test_rows_are_added_moved_and_taken_out_where_the_keyboard_is(page: Page, origin: str, docs: Path) -> None:
    page.goto(f"{origin}/edit/honours/first.md")
    page.get_by_role("button", name="添加一项获奖名单").press("Enter")
    expect(page.locator('[name="awards.1.category"]')).to_be_focused()
    page.keyboard.type("示例类")
    page.keyboard.press("Tab")
    page.keyboard.type("示例集体")
    page.get_by_role("button", name="获奖名单第 2 项上移").press("Enter")
    expect(page.locator('[name="awards"]').first).to_have_value("1")
    page.get_by_role("button", name="删除获奖名单第 2 项").press("Enter")
    expect(page.locator('[name="awards"]')).to_have_count(1)
    expect(page.locator('[name="awards.1.winner"]')).to_have_value("示例集体")


def test_a_list_of_choices_is_narrowed_by_initials(page: Page, origin: str, docs: Path) -> None:
    unit = (docs / "units/press.md").read_text(encoding="utf-8")
    for number in range(9):
        title = "装配班（示例）" if number == 4 else f"某班{number}（示例）"
        text = re.sub("^title:.*$", f"title: {title}", unit, flags=re.M)
        (docs / f"units/team-{number}.md").write_text(text, encoding="utf-8", newline="\n")
    page.goto(f"{origin}/edit/{CASE}")
    narrowing = page.get_by_label("筛选单位")
    expect(narrowing).to_have_attribute("placeholder", "输入文字、拼音或首字母筛选")
    narrowing.fill("zpb")
    assert page.locator('[name="unit"] option[data-find]:not([hidden])').all_inner_texts() == [
        "冲压班（示例）",
        "装配班（示例）",
    ]
    page.keyboard.press("Enter")
    expect(page.locator('[name="unit"]')).to_have_value("team-4")


def test_the_toolbar_writes_marks_that_can_be_undone(page: Page, origin: str, case: str) -> None:
    page.goto(f"{origin}/edit/{case}")
    box = page.locator("textarea.prose:visible").first
    box.fill("一句话")
    box.evaluate("box => box.setSelectionRange(0, 3)")
    page.get_by_role("group", name="编排").first.get_by_role("button", name="加粗").click()
    expect(box).to_have_value("**一句话**")
    page.keyboard.press("Control+z")
    expect(box).to_have_value("一句话")


def test_a_picture_comes_where_the_caret_is_and_asks_what_it_shows(page: Page, origin: str, case: str) -> None:
    page.goto(f"{origin}/edit/{case}")
    box = page.locator("textarea.prose:visible").first
    box.fill("上文下文")
    box.evaluate("box => box.setSelectionRange(2, 2)")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("group", name="编排").first.get_by_role("button", name="图片").click()
    chooser.value.set_files([{"name": "kanban.png", "mimeType": "image/png", "buffer": picture("PNG")}])
    expect(box).to_have_value("上文\n\n![](files/kanban-kanban.png)\n\n下文")
    beside = slot(page, str(box.get_attribute("name")))
    expect(beside).to_contain_text("没有文字说明")
    page.keyboard.type("看板")
    expect(box).to_have_value("上文\n\n![看板](files/kanban-kanban.png)\n\n下文")
    expect(beside).to_be_empty()


def test_a_word_file_is_dropped_and_opens_as_a_draft(page: Page, origin: str, docs: Path) -> None:
    from tests.importing.making import docx, p

    page.goto(f"{origin}/import")
    data = docx(p("示例班组把备件送到机旁"), p("一、背景"), p("领备件要走二十分钟，示例班组一天跑三趟。"))
    transfer = page.evaluate_handle(
        "bytes => { const held = new DataTransfer(); held.items.add(new File([new Uint8Array(bytes)], '材料.docx')); return held }",
        list(data),
    )
    page.dispatch_event("#import", "drop", {"dataTransfer": transfer})
    page.get_by_role("link", name="打开草稿核对").click()
    expect(page.locator('[name="title"]')).to_have_value("示例班组把备件送到机旁")
    assert list((docs / "cases").rglob("shi-li-ban-zu*.md"))


def test_the_preview_is_made_by_the_real_build(page: Page, origin: str, case: str) -> None:
    page.goto(f"{origin}/edit/{case}")
    page.fill('[name="title"]', "预览里的标题（示例）")
    page.get_by_role("button", name="预览", exact=True).click()
    expect(page.locator(".preview__said")).to_have_text("预览与表单一致", timeout=4 * PATIENCE)
    expect(page.frame_locator(".preview__frame").get_by_role("heading", level=1)).to_contain_text("预览里的标题")


def test_what_has_no_page_is_said_to_have_none(page: Page, origin: str, case: str) -> None:
    nothing = {"ticket": 1, "ready": False, "said": "", "url": "", "waiting": False}
    page.route(re.compile("/preview/|/previewed"), lambda route: route.fulfill(json=nothing))
    page.goto(f"{origin}/edit/{case}")
    page.get_by_role("button", name="预览", exact=True).click()
    expect(page.locator(".preview__said")).to_have_text("这一条不在网站上，没有页面可看")


def test_a_case_is_signed_with_the_keyboard_alone(page: Page, origin: str, case: str, docs: Path) -> None:
    page.goto(f"{origin}/edit/{case}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "审签…":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign/**")
    page.locator('[name="question-0"]').first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    for name in ("示例甲", "示例乙", "示例丙"):
        page.keyboard.type(name)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".note").first).to_contain_text("已审签")
    assert "fingerprint: sha256:" in (docs / case).read_text(encoding="utf-8")


def test_without_script_a_case_is_edited_checked_and_saved(
    browser: Browser, shared: tuple[Running, Path], case: str
) -> None:
    running, docs = shared
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(running.address)
    page.goto(f"{running.origin}/edit/{case}")
    page.fill('[name="date"]', "上个月")
    page.press('[name="date"]', "Enter")
    expect(slot(page, "date")).to_contain_text("日期")
    page.fill('[name="date"]', "2031-06")
    page.fill('[name="summary"]', "不用脚本改的。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".note").first).to_contain_text("已保存")
    assert "summary: 不用脚本改的。" in (docs / case).read_text(encoding="utf-8")
    context.close()


WHOLE = f"/edit/{CASE}#whole"  # once its button has been pressed
PAGES = ["/", "/new", "/new/case", "/import", "/register?month=", "/help/bad-date", "/nowhere"]
PAGES += [f"/{name}/{CASE}" for name in ("edit", "sign", "withdraw", "history")]
PAGES += ["/edit/campaign.md", "/edit/honours/first.md", WHOLE]


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_open_to_everybody(browser: Browser, shared: tuple[Running, Path], case: str, width: int) -> None:
    running, docs = shared
    # Something is wrong, so that findings are looked at, too.
    text = (docs / case).read_text(encoding="utf-8").replace("date: ", "date: 约", 1)
    (docs / case).write_text(text, encoding="utf-8", newline="\n")
    page = looked_at(browser, running, width)
    found = []
    for path in PAGES:
        page.goto(running.origin + path)
        if path == WHOLE:
            page.get_by_role("button", name="改原文").click()
            expect(page.get_by_label("原文", exact=True)).to_be_visible()
        found += violations_by_day_and_night(page, path)
        wider = page.evaluate(OVER)
        found += [f"{path} is {wider} px too wide"] if wider > 0 else []
    page.context.close()
    assert found == []


def looked_at(browser: Browser, running: Running, width: int) -> Page:
    """A window in which axe may be put into the pages."""
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(running.address)
    return page


def test_the_page_of_a_conflict_is_open_to_everybody(browser: Browser, shared: tuple[Running, Path], case: str) -> None:
    running, docs = shared
    page = looked_at(browser, running, 390)
    page.goto(f"{running.origin}/edit/{case}")
    text = (docs / case).read_text(encoding="utf-8").replace("问题没有人记。", "问题没有人记，也没有人管。")
    (docs / case).write_text(text, encoding="utf-8", newline="\n")
    page.fill('[name="title"]', "我的标题（示例）")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("别处也改过")
    assert violations(page, "conflict") == []
    page.get_by_role("button", name="合并后保存").click()
    expect(page.locator(".note").first).to_contain_text("已保存")
    page.context.close()
