"""The self-check as a reader fills it in: answers, gaps, plan, estimate; kept, printed, handed on, compared."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Dialog, Download, Page, Route, expect
from publishing.headers import CSP
from pypdf import PdfReader

from .conftest import page_paths
from .test_axe import context_for, violations_by_day_and_night
from .test_browser import Watch
from .test_old_browsers import FORGET

FORM = "compare/groups/five-good.html"
NOW = "2011-11-20T02:32:00Z"
EVIDENCE = "支部委员会记录第 3 次，<b>分工表</b>"
STORED = "Object.keys(localStorage).filter((key) => key.includes('.compare.'))"


@pytest.fixture(params=[390, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def watch(browser: Browser, root_url: str) -> Iterator[Watch]:
    """One reader's browser, at a known time; nothing may go wrong, nothing be asked of anyone else."""
    watch = reader(browser, root_url)
    yield watch
    watch.close()
    assert watch.trouble == []


def reader(browser: Browser, base: str, width: int = 1280, **options: object) -> Watch:
    watch = Watch(browser, base, viewport={"width": width, "height": 800}, timezone_id="Asia/Shanghai", **options)
    watch.page.clock.set_fixed_time(NOW)
    return watch


def opened(watch: Watch, path: str = FORM) -> Page:
    page = watch.open(path)
    expect(page.locator(".zy-sheets__state")).not_to_be_empty()
    return page


def question(page: Page, place: int):  # type: ignore[no-untyped-def]
    return page.locator(".zy-question").nth(place)


def answer(page: Page, *answers: str) -> None:
    """Answers the first questions by their words; an empty word leaves one out."""
    for place, word in enumerate(answers):
        if word:
            question(page, place).get_by_label(word, exact=True).check()


def state(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".zy-sheets__state")


def kept(page: Page) -> None:
    """Waits until all that is answered on the page is in the browser's storage."""
    expect(state(page)).to_have_text("已存在这个浏览器里 10:32")
    page.wait_for_function(
        f"""() => {STORED}.some((key) =>
          JSON.parse(localStorage.getItem(key)).kind &&
          Object.values(JSON.parse(localStorage.getItem(key)).answers).filter((one) => one.answer).length ===
          document.querySelectorAll(".zy-question input:checked").length)"""
    )


def note(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".zy-sheets__note").first


def button(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator(".zy-sheets").get_by_role("button", name=name, exact=True)


def behind(page: Page, one: str, bar: str) -> bool:
    """Whether the top of something is behind a bar that stays at the top of the window."""
    box, above = page.locator(one).bounding_box(), page.locator(bar).bounding_box()
    assert box and above
    return bool(box["y"] < above["y"] + above["height"])


def handed(page: Page, name: str) -> Download:
    with page.expect_download() as download:
        button(page, name).click()
    return download.value


def take(page: Page, name: str, content: bytes) -> None:
    with page.expect_file_chooser() as chooser:
        button(page, "打开文件").click()
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})


def test_a_sheet_is_filled_by_keyboard_and_there_after_a_reload(browser: Browser, root_url: str, width: int) -> None:
    watch = reader(browser, root_url, width)
    watch.page.clock.set_fixed_time("2011-03-20T02:32:00Z")
    page = opened(watch)
    keys = page.keyboard
    expect(state(page)).to_contain_text("还没有填")
    total = page.locator(".zy-question").count()
    page.get_by_role("button", name="到没答的题").focus()
    keys.press("Enter")
    for press in ("Space", "ArrowRight", "ArrowRight", "Tab", "Tab"):
        keys.press(press)
    keys.type(EVIDENCE)
    page.get_by_role("button", name="到没答的题").focus()
    keys.press("Enter")
    keys.press("Space")
    expect(page.locator(".zy-compare__progress")).to_contain_text(f"已答 2/{total}，做到 1")
    page.get_by_label("单位", exact=True).fill("外贸处党支部（示例）")
    expect(page.get_by_label("单位类型")).to_have_value("branch")
    last = page.get_by_label("上一轮等次")
    brought = last.input_value()
    last.select_option("poor")
    page.get_by_label("单位", exact=True).fill("外贸处党支部")
    page.get_by_label("单位", exact=True).fill("外贸处党支部（示例）")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # all parts show the sheet at once
    expect(last).to_have_value("poor")  # what the reader chose stays
    last.select_option(brought)

    long = question(page, 6).get_by_label("佐证")
    long.fill("长" * 2000)
    expect(question(page, 6)).to_contain_text("最多 2000 字")
    long.fill("")
    expect(question(page, 6)).not_to_contain_text("最多 2000 字")

    question(page, 5).get_by_label("佐证").focus()
    for _ in range(6):  # backwards, out of the window's upper edge
        keys.press("Shift+Tab")
        assert not behind(page, ":focus", ".zy-compare__progress")

    gap = page.locator(".zy-gap")
    expect(gap).to_have_count(1)
    expect(gap).to_contain_text(EVIDENCE)
    expect(gap).to_contain_text("没做到")
    expect(gap).to_contain_text("同为支部")
    assert 2 <= gap.locator("dt:text('可以学的案例') + dd a").count() <= 3
    gap.get_by_role("button", name="加一条措施").focus()
    keys.press("Enter")
    expect(gap.get_by_label("措施", exact=True)).to_be_focused()
    keys.type("分工表上墙")
    keys.press("Tab")
    keys.type("组织委员")
    gap.get_by_label("完成时限按活动安排选").focus()
    keys.press("ArrowDown")
    due = gap.get_by_label("完成时限", exact=True).input_value()
    assert due >= "2011-03-20"
    keys.press("ArrowDown")
    assert gap.get_by_label("完成时限", exact=True).input_value() > due
    keys.press("ArrowUp")
    for name, score in (("支部自评", "90"), ("群众评议", "88"), ("上级评定", "９１")):
        page.locator("#zy-grade").get_by_label(re.compile(name + "得分")).fill(score)
    kept(page)
    page.reload()

    kept(page)
    assert question(page, 0).get_by_label("没做到", exact=True).is_checked()
    assert question(page, 0).get_by_label("佐证").input_value() == EVIDENCE
    assert gap.get_by_label("措施", exact=True).input_value() == "分工表上墙"
    assert gap.get_by_label("责任人").input_value() == "组织委员"
    assert gap.get_by_label("完成时限", exact=True).input_value() == due
    grade = page.locator(".zy-grade")
    expect(grade).to_contain_text("估算等次：一般")
    expect(grade).to_contain_text("15%×90 + 20%×88 + 65%×91 = 90.25")
    expect(grade).to_contain_text("群众评议不到 90 分")
    expect(grade).to_contain_text("只是估算，不作为结论")
    page.get_by_label(re.compile("群众评议得分")).fill("九十")
    expect(grade).to_contain_text("群众评议的得分要写 0 到 100 的数")
    gap.get_by_role("button", name="删去措施 1").click()
    gap.get_by_role("button", name="撤销").click()
    expect(gap.get_by_label("措施", exact=True)).to_have_value("分工表上墙")
    question(page, 0).get_by_role("button", name="取消回答").click()
    expect(gap).to_have_count(0)
    expect(page.locator("#zy-gaps .zy-empty")).to_contain_text("没有差距")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    watch.close()
    assert watch.trouble == []


@pytest.mark.parametrize(
    ("storage", "said"),
    [
        ("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})", "不让网页存内容"),
        ("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }", "存不下"),
    ],
    ids=["refused", "full"],
)
def test_what_the_browser_does_not_keep_goes_into_a_file(watch: Watch, storage: str, said: str) -> None:
    watch.context.add_init_script(storage)
    page = opened(watch)
    answer(page, "没做到", "做到")
    expect(state(page)).to_contain_text(said)
    expect(state(page)).to_contain_text("请「存成文件」")
    expect(page.locator(".zy-gap")).to_have_count(1)
    button(page, "新建").click()
    assert not question(page, 0).get_by_label("没做到", exact=True).is_checked()
    expect(page.get_by_label("表名")).to_have_value("五个好自查 2011-11-20（2）")
    page.get_by_label("换一张表").select_option(index=1)
    expect(question(page, 0).get_by_label("没做到", exact=True)).to_be_checked()
    expect(state(page)).to_contain_text(said)
    asked: list[str] = []

    def heard(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", heard)
    page.reload()
    assert asked == ["beforeunload"]
    answer(opened(watch), "没做到")
    expect(state(page)).to_contain_text(said)
    file = handed(page, "存成文件").path().read_bytes()
    assert json.loads(file)["answers"]
    page.reload()
    assert len(asked) == 1
    take(page, "甲.json", file)
    answer(page, "", "做到")
    take(page, "甲.json", file)  # the older file does not take the place of what has been written since
    expect(page.get_by_label("表名")).to_have_value(re.compile("（文件）$"))
    page.get_by_label("换一张表").select_option(index=1)
    expect(question(page, 1).get_by_label("做到", exact=True)).to_be_checked()


def test_a_sheet_is_handed_on_deleted_brought_back_and_compared(watch: Watch) -> None:
    page = opened(watch)
    page.get_by_label("表名").fill("上半年")
    answer(page, "没做到", "做到", "做到")
    question(page, 0).get_by_label("佐证").fill("=1+1 " + EVIDENCE)
    file = handed(page, "存成文件")
    assert file.suggested_filename == "对标自查-上半年.json"
    text = file.path().read_text(encoding="utf-8")
    table = list(csv.reader(io.StringIO(handed(page, "导出表格").path().read_text(encoding="utf-8-sig"), newline="")))
    assert any("'=1+1 " + EVIDENCE in row for row in table)
    assert "&lt;b&gt;分工表" in handed(page, "导出 Word").path().read_text(encoding="utf-8-sig")

    button(page, "删除").click()
    expect(note(page)).to_contain_text("已删除「上半年」")
    expect(page.get_by_label("表名")).not_to_have_value("上半年")
    note(page).get_by_role("button", name="撤销").click()
    expect(page.get_by_label("表名")).to_have_value("上半年")
    button(page, "删除").click()
    page.reload()
    assert page.evaluate(STORED) == []
    take(page, "上半年.json", text.encode())
    expect(page.get_by_label("表名")).to_have_value("上半年")
    kept(page)
    take(page, "上半年.json", text.encode())
    expect(page.get_by_label("换一张表")).to_be_hidden()  # the same again is no second sheet

    page.clock.set_fixed_time("2012-05-20T02:32:00Z")
    button(page, "复制为新一轮").click()
    expect(page.get_by_label("表名")).to_have_value("上半年（新一轮）")
    answer(page, "部分做到", "没做到", "不适用")
    button(page, "与另一张表比较").click()
    expect(page.get_by_label("与哪一张表比较")).to_be_focused()
    assert not behind(page, "#zy-rounds h2", ".md-header")
    page.get_by_label("与哪一张表比较").select_option(label="上半年")
    rounds = page.locator("#zy-rounds")
    expect(rounds).to_contain_text("从「上半年」到「上半年（新一轮）」：上升 1 项，下降 1 项，没有变 0 项。")
    expect(rounds.locator(".zy-shifts tbody tr")).to_have_text(
        [re.compile("没做到部分做到↑"), re.compile("做到没做到↓"), re.compile("做到不适用－ 不再计入")]
    )
    page.get_by_label("换一张表").select_option(index=1)
    expect(page.get_by_label("表名")).to_have_value("上半年")
    expect(question(page, 0).get_by_label("没做到", exact=True)).to_be_checked()
    expect(state(page)).to_have_text("已存在这个浏览器里 2011年11月20日 10:32")
    page.get_by_label("换一张表").select_option(index=0)
    button(page, "复制为新一轮").click()
    expect(page.get_by_label("表名")).to_have_value("上半年（新一轮）（2）")


def test_a_hostile_file_is_told_of_in_a_sentence(watch: Watch) -> None:
    page = opened(watch)
    answer(page, "没做到")
    own = {"format": 1, "kind": "zhengyou-sheet", "id": "a", "created": NOW, "changed": NOW}
    other = json.dumps({**own, "group": "five-lead"})
    for content, said in (
        ("<script>alert(1)</script>", "读不出来"),
        ('{"a": ' * 5000, "读不出来"),
        ("[]", "不是自查表"),
        (other, "另一组标准"),
    ):
        take(page, "甲.json", content.encode())
        expect(note(page)).to_contain_text(said)
        note(page).get_by_role("button", name="知道了").click()
    marked = {
        "answers": {"leadership-good/clear-duties": {"answer": "met", "evidence": "<img src=x onerror=alert(1)>"}}
    }
    hostile = {**own, "group": "five-good", "name": "<i>名", "scores": [], **marked}
    take(page, "乙.json", json.dumps(hostile).encode())
    expect(note(page)).to_contain_text("不合格式")
    expect(page.get_by_label("表名")).to_have_value("<i>名")
    assert question(page, 0).get_by_label("佐证").input_value().startswith("<img")
    assert page.locator(".zy-compare img, .zy-compare i").count() == 0


def test_a_sheet_of_an_older_edition_says_what_has_changed_and_loses_nothing(watch: Watch) -> None:
    page = opened(watch)
    answer(page, "没做到", "做到", "部分做到", "做到")
    kept(page)
    page.evaluate(
        """(stored) => {
          const key = eval(stored)[0], sheet = JSON.parse(localStorage.getItem(key))
          const [first, second, third] = Object.keys(sheet.answers)
          sheet.edition = "00000000"
          sheet.answers[first].text = "原来的说法"
          sheet.answers["leadership-good/old-id"] = sheet.answers[second]
          delete sheet.answers[second]
          sheet.answers["leadership-good/gone"] = {answer: "unmet", evidence: "旧台账", text: "去掉了的指标"}
          delete sheet.answers[third]
          localStorage.setItem(key, JSON.stringify(sheet))
        }""",
        STORED,
    )
    page.reload()
    told = page.locator(".zy-compare .zy-note--warn")
    for words in ("共 4 处", "新增的", "原来是：原来的说法", "换了位置或编号", "去掉了的指标"):
        expect(told).to_contain_text(words)
    assert question(page, 0).get_by_label("没做到", exact=True).is_checked()
    assert question(page, 1).get_by_label("做到", exact=True).is_checked()
    left = page.locator(".zy-compare__left")
    expect(left).not_to_have_attribute("open", re.compile(""))
    left.locator("summary").click()
    expect(left).to_contain_text("去掉了的指标　没做到。佐证：旧台账")
    answer(page, "", "", "做到")
    kept(page)
    page.reload()
    expect(told).to_have_count(0)
    expect(left).to_contain_text("旧台账")


def test_two_windows_never_write_over_each_other(watch: Watch) -> None:
    page = opened(watch)
    answer(page, "没做到")
    kept(page)
    page.get_by_label("表名").fill("甲")
    kept(page)
    page.wait_for_function(f"() => {STORED}.some((key) => localStorage.getItem(key).includes('\"甲\"'))")
    other = watch.context.new_page()
    other.clock.set_fixed_time(NOW)
    other.goto(watch.base + FORM)
    question(other, 1).get_by_label("做到", exact=True).check()
    expect(question(page, 1).get_by_label("做到", exact=True)).to_be_checked()  # nothing was waiting here: it follows
    page.evaluate(
        """(stored) => {
          const key = eval(stored)[0], sheet = JSON.parse(localStorage.getItem(key))
          sheet.revision += 1
          localStorage.setItem(key, JSON.stringify(sheet))
        }""",
        STORED,
    )
    question(page, 2).get_by_label("佐证").fill("这里写的")
    expect(note(page)).to_contain_text("另存为「甲（另一个窗口）」，两张都在")
    assert len(page.evaluate(STORED)) == 2
    page.evaluate("localStorage.setItem('/.compare.broken', '{')")
    page.reload()
    expect(page.get_by_label("表名")).to_have_value(re.compile("^甲"))
    expect(page.get_by_label("换一张表").locator("option")).to_have_count(2)
    expect(note(page)).to_contain_text("存坏了")
    with page.expect_download() as download:
        note(page).get_by_role("button", name="存成文件").click()
    assert download.value.path().read_text(encoding="utf-8") == "{"
    note(page).get_by_role("button", name="删去").click()
    expect(page.locator(".zy-sheets__note")).to_have_count(0)
    assert len(page.evaluate(STORED)) == 2
    button(other, "复制为新一轮").click()
    expect(page.get_by_label("换一张表").locator("option")).to_have_count(3)  # known here without a reload


def printed(page: Page, folder: Path) -> str:
    page.pdf(path=folder / "a.pdf", prefer_css_page_size=True)
    text = "".join(one.extract_text() for one in PdfReader(folder / "a.pdf").pages)
    return re.sub(r"\s", "", normalize("NFKC", text))  # some fonts give a radical for a character of its shape


def test_it_prints_as_it_was_filled(watch: Watch, tmp_path: Path) -> None:
    page = opened(watch)
    text = printed(page, tmp_path)
    for words in ("差距措施责任人", "合计", "本轮估算"):  # with nothing filled in, the form to be filled in by hand
        assert words in text, words
    for words in ("没有差距", "未答", "2011年"):
        assert words not in text, words
    answer(page, "没做到", "做到")
    question(page, 0).get_by_label("佐证").fill("佐证写在这里\n" * 8 + "末行")
    page.get_by_role("button", name="加一条措施").click()
    page.locator(".zy-plan").get_by_label("措施", exact=True).fill("分工表上墙")
    page.locator(".zy-plan").get_by_label("完成时限", exact=True).fill("2011-12-31")
    page.wait_for_timeout(300)
    text = printed(page, tmp_path)
    for words in ("末行", "■没做到", "□做到", "分工表上墙", "2011年12月31日", "填表人", "差距措施责任人"):
        assert words in text, words
    for words in ("存成文件", "可以学的案例", "到没答的题", "两轮对比", "取消回答"):
        assert words not in text, words


def test_without_script_the_questions_are_there_to_be_answered_by_hand(browser: Browser, root_url: str) -> None:
    watch = Watch(browser, root_url, java_script_enabled=False)
    page = watch.open(FORM)
    expect(question(page, 0)).to_contain_text("□ 做到")
    expect(page.locator(".zy-sheets, .zy-gap")).to_have_count(0)
    watch.close()
    assert watch.trouble == []


def test_the_data_may_be_missing(watch: Watch) -> None:
    watch.page.route(re.compile(r"five-good\.js"), lambda route: route.fulfill(body=""))
    page = watch.open(FORM)
    expect(question(page, 0)).to_contain_text("□ 做到")
    watch.page.unroute_all()
    watch.page.route(re.compile(r"five-good\.js"), lambda route: route.abort())
    page = watch.open(FORM)
    expect(page.locator("[data-zy-sheets]")).to_contain_text("没有读到")
    watch.trouble.clear()


@pytest.mark.parametrize("published", ["sub-path", "disk"], indirect=True)
def test_it_works_however_the_site_is_published_and_on_old_browsers(browser: Browser, published: str) -> None:
    watch = reader(browser, published)
    watch.context.add_init_script(FORGET)
    page = opened(watch, "compare/groups/five-lead.html")
    answer(page, "没做到")
    kept(page)
    expect(page.locator("#zy-grade")).to_have_count(0)
    file = handed(page, "存成文件").path().read_bytes()
    assert "scores" not in json.loads(file)
    page.reload()
    assert question(page, 0).get_by_label("没做到", exact=True).is_checked()
    button(page, "新建").click()
    take(page, "a.json", file)
    expect(question(page, 0).get_by_label("没做到", exact=True)).to_be_checked()
    watch.close()
    assert watch.trouble == []


def test_the_publisher_s_policy_needs_no_exception(watch: Watch) -> None:
    def strictly(route: Route) -> None:
        got = route.fetch()
        route.fulfill(response=got, headers={**got.headers, "content-security-policy": CSP})

    watch.page.route(re.compile(r"\.html"), strictly)
    page = opened(watch)
    answer(page, "没做到", "部分做到", "做到")
    expect(page.locator(".zy-gap")).to_have_count(2)
    page.get_by_role("button", name="加一条措施").first.click()
    handed(page, "存成文件")
    kept(page)


def test_other_pages_load_nothing_of_it(site: Path) -> None:
    ours = re.compile(r"zhengyou/compare(-\w+\.|/client\.)")
    loading = {path for path in page_paths(site) if ours.search((site / path).read_text(encoding="utf-8"))}
    assert loading == {FORM, "compare/groups/five-lead.html"}


def test_no_accessibility_violation(browser: Browser, root_url: str, width: int) -> None:
    context = context_for(browser, width)
    page = context.new_page()
    page.goto(root_url + FORM)
    answer(page, "没做到", "部分做到", "做到", "不适用")
    page.get_by_role("button", name="加一条措施").first.click()
    button(page, "复制为新一轮").click()
    answer(page, "做到")
    page.get_by_label("与哪一张表比较").select_option(index=1)
    button(page, "删除").click()
    expect(page.locator(".zy-sheets__note")).to_be_visible()
    found = violations_by_day_and_night(page, FORM)
    context.close()
    assert found == []
