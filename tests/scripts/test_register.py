"""The register and the review form: what they tell of each case, how they print, and what they keep to themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import register_text
import signing
from campaign import Records, fingerprint, load
from campaign.kinds import CASE_STATUS
from campaign.register import (
    HEADINGS,
    QUESTIONS,
    REVIEWERS,
    Month,
    Sheet,
    months,
    registered,
    row,
    sheet,
    status_word,
    summary,
)
from campaign.render.printout import form_page, register_page
from commands.register import STYLE
from report import display_width

from ..conftest import Docs
from .conftest import Run

KANBAN = "cases/2031/kanban.md"


def read(docs: Docs) -> tuple[Records, list[Month]]:
    records, _ = load(docs)
    return records, months(records.of("case"))


@pytest.fixture
def taken(base: Docs) -> Docs:
    """The base, where the first case was taken down two months later."""
    gone = signing.withdraw(base[KANBAN].decode(), "revoked", date(2031, 9, 3), "示发〔2031〕9号。")
    return {**base, KANBAN: gone.encode()}


class Page(HTMLParser):
    """The cells of each row of each table, and every element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


def test_a_month_has_what_was_approved_and_what_was_taken_down_in_it(taken: Docs) -> None:
    records, found = read(taken)
    assert [(month.key, [one.id for one in month.cases], [one.id for one in month.withdrawn]) for month in found] == [
        ("2031-09", ["teacher"], ["kanban"]),
        ("2031-07", ["kanban"], []),
    ]
    assert summary(found[0], records) == [
        "审定 1 个：个人 1 个。",
        "各单位：冲压班（示例） 1 个。",
        "撤下：kanban，已撤销，2031年9月3日，依据：示发〔2031〕9号。",
    ]
    assert summary(found[1], records) == ["审定 1 个，其中后来撤下 1 个。", "撤下：没有。"]


def test_a_month_counts_what_still_shows_by_kind_and_unit(base: Docs) -> None:
    text, member = base[KANBAN].decode(), base["cases/2031/teacher.md"].decode()
    works = text.replace("unit: press", "unit: works")
    cases = {
        "z": works.replace("on: 2031-07-01", "on: 2031-07-03"),
        "aa": member.replace("on: 2031-09-01", "on: 2031-07-01"),
        "b": works,
        "a": works.replace("on: 2031-07-01", "on: 2031-07-04"),
        "y": signing.withdraw(text, "revoked", date(2031, 7, 9), "示发〔2031〕9号"),
        "x": signing.withdraw(text, "suspended", date(2031, 7, 9), "待核实。"),
        "w": signing.withdraw(text, "suspended", date(2031, 7, 10), "待核实"),
        "v": text.replace("status: published", "status: draft").partition("review:")[0] + "---\n",
    }
    records, found = read({**base, **{f"cases/2031/{id}.md": text.encode() for id, text in cases.items()}})
    month = next(one for one in found if one.key == "2031-07")
    assert [one.id for one in month.cases] == ["aa", "b", "kanban", "w", "x", "y", "z", "a"]
    assert month.title == "2031年7月"
    assert list(month.by_kind.items()) == [("organisation", 4), ("member", 1)]
    assert list(month.by_unit.items()) == [("works", 3), ("press", 2)]
    assert summary(month, records) == [
        "审定 8 个：组织 4 个，个人 1 个，其中后来撤下 3 个。",
        "各单位：总厂（示例） 3 个，冲压班（示例） 2 个。",
        "撤下：x，暂停展示，2031年7月9日，依据：待核实。",
        "撤下：y，已撤销，2031年7月9日，依据：示发〔2031〕9号。",
        "撤下：w，暂停展示，2031年7月10日，依据：待核实。",
    ]
    assert months(reversed(records.of("case"))) == found


@pytest.mark.parametrize("status", CASE_STATUS)
def test_on_the_register_stands_what_was_approved_and_published(edit: Callable[..., Docs], status: str) -> None:
    docs = edit(KANBAN, "status: published", f"status: {status}")
    case = load(docs)[0].by_path[KANBAN]
    assert registered(case) is (status not in ("draft", "review", "notice"))
    assert status_word(case) == CASE_STATUS[status]
    unsigned = docs[KANBAN].partition(b"review:")[0] + b"---\n"
    assert not registered(load({**docs, KANBAN: unsigned})[0].by_path[KANBAN])


def test_a_case_signed_again_moves_to_the_month_of_its_last_review(base: Docs) -> None:
    records, _ = load(base)
    signed = signing.sign(records.by_path[KANBAN], base[KANBAN].decode(), {}, "甲", "乙", "丙", date(2031, 8, 1))
    _, found = read({**base, KANBAN: signed.encode()})
    assert [(month.key, [one.id for one in month.cases]) for month in found] == [
        ("2031-09", ["teacher"]),
        ("2031-08", ["kanban"]),
    ]


def test_a_line_has_a_text_for_every_heading(taken: Docs) -> None:
    records, _ = load(taken)
    lines = {one.id: dict(zip(HEADINGS, row(one, records), strict=True)) for one in records.of("case")}
    assert lines["teacher"]["标题"] == "老师傅（示例）" and lines["teacher"]["单位"] == "冲压班（示例）"
    assert [lines["teacher"][title] for title in REVIEWERS.values()] == ["示例甲", "示例乙", "示例丙"]
    assert lines["teacher"]["审定日期"] == "2031-09-01" and lines["teacher"]["撤下依据"] == ""
    signed = {"采集人": "示例甲", "保密审查人": "示例乙", "终审人": "示例丙", "审定日期": "2031-07-01"}
    told = {"编号": "kanban", **signed, "状态": "已撤销", "撤下日期": "2031-09-03", "撤下依据": "示发〔2031〕9号。"}
    assert {name: text for name, text in lines["kanban"].items() if text} == told


def test_what_was_not_written_or_does_not_hold_is_not_told(base: Docs) -> None:
    text, mark = base[KANBAN].decode(), "sha256:" + "0123456789abcdef" * 4
    gone = signing.withdraw(text, "revoked", date(2031, 9, 3), "示例")
    cases = {
        "unsigned": f"---\nkind: member\nunit: gone\nstatus: draft\nreview:\n  fingerprint: {mark}\n---\n",
        "shown": gone.replace("status: revoked", "status: published"),
        "bare": text.replace("status: published", "status: revoked"),
        "some-day": gone.replace("  on: 2031-09-03\n", ""),
        "no-grounds": gone.replace("  basis: 示例\n", ""),
        "x": text.replace("unit: press\n", "").replace("kind: organisation\n", ""),
        "y": text.replace("unit: press", "unit: gone"),
        "z": text.replace("unit: press", "unit: gone"),
        "some-year": gone.replace("2031-07-01", "20XX-07-01").replace("2031-09-03", "20XX-09-03"),
    }
    records, found = read({**base, **{f"cases/2031/{id}.md": one.encode() for id, one in cases.items()}})
    lines = {id: dict(zip(HEADINGS, row(records.by_path[f"cases/2031/{id}.md"], records), strict=True)) for id in cases}
    told = {"编号": "unsigned", "标题": "unsigned", "单位": "gone", "状态": "草稿", "文本指纹": mark[7:23]}
    assert {name: text for name, text in lines["unsigned"].items() if text != ""} == told
    taken = {id: (line["撤下日期"], line["撤下依据"]) for id, line in lines.items() if id != "some-year"}
    assert {id: one for id, one in taken.items() if one != ("", "")} == {
        "some-day": ("", "示例"),
        "no-grounds": ("2031-09-03", ""),
    }
    assert [(month.key, [one.id for one in month.cases], [one.id for one in month.withdrawn]) for month in found] == [
        ("2031-09", ["teacher"], ["no-grounds"]),
        ("2031-07", ["bare", "kanban", "no-grounds", "shown", "some-day", "x", "y", "z"], []),
    ]
    assert summary(found[0], records)[-1] == "撤下：no-grounds，已撤销，2031年9月3日，依据：。"
    assert summary(found[1], records)[:2] == [
        "审定 8 个：组织 4 个，其中后来撤下 3 个。",
        "各单位：gone 2 个，冲压班（示例） 2 个。",
    ]


def test_what_was_taken_down_is_named_by_id_only_in_every_form(taken: Docs) -> None:
    records, found = read(taken)
    texts = (
        register_text.as_text(found, records),
        register_text.as_csv(found, records),
        register_page(found, records),
    )
    for text in texts:
        assert "kanban" in text and "看板上墙" not in text


def test_columns_stand_below_one_another(taken: Docs) -> None:
    records, found = read(taken)
    lines = register_text.as_text(found, records).split("\n")
    head, line = lines[1], lines[2]
    for title, value in (("单位", "冲压班"), ("终审人", "示例丙"), ("状态", "已发布")):
        assert display_width(head[: head.index(title)]) == display_width(line[: line.index(value)])


def test_a_spreadsheet_reads_it_and_runs_nothing(base: Docs) -> None:
    text = base[KANBAN].decode().replace("title: 看板上墙（示例）", 'title: "=HYPERLINK(1)，\\"看板\\"（示例）"')
    records, found = read({**base, KANBAN: text.encode()})
    written = register_text.as_csv(found, records)
    assert written.startswith("\ufeff月份,编号,标题")
    lines = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert [line["编号"] for line in lines] == ["teacher", "kanban"]
    assert lines[1]["标题"] == '\'=HYPERLINK(1)，"看板"（示例）'


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＠"])
def test_no_cell_begins_like_a_formula(sign: str) -> None:
    assert register_text._guarded(f"{sign}1").startswith("'")
    assert register_text._guarded(f"1{sign}") == f"1{sign}"


def test_the_printed_register_stands_alone(taken: Docs) -> None:
    records, found = read(taken)
    page = Page(register_page(found, records))
    assert [len(one) for one in page.rows] == [10] * 4
    assert page.rows[1][:4] == ["1", "老师傅（示例）", "teacher", "冲压班（示例）"]
    assert page.rows[3][:4] == ["1", "—", "kanban", "—"]
    assert not [tag for tag, known in page.elements if tag in ("script", "link", "img", "iframe") or "src" in known]


def test_a_form_is_filled_in_for_the_text_as_it_is(base: Docs) -> None:
    records, _ = load(base)
    case = records.by_path["cases/2031/teacher.md"]
    filled = sheet(case, records)
    assert (filled.id, filled.title, filled.kind, filled.chars) == ("teacher", "老师傅（示例）", "个人", "8")
    assert filled.fingerprint == fingerprint(case, records.includes)
    assert filled.consent == "2031年8月20日 本网站"
    assert filled.names == {} and filled.on == "", "a review without a fingerprint may be of another text"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", {}),
        ("consent:\n  on: 2031-08-20\n", {"consent": "2031年8月20日"}),
        ("consent:\n  scope: 本网站\n", {"consent": "本网站"}),
        ("status: draft\n", {}),
        ("unit: gone\n", {"unit": "gone"}),
        ("sample: true\n", {"title": "题（示例）"}),
    ],
)
def test_a_form_of_what_is_hardly_begun_leaves_the_rest_open(base: Docs, more: str, told: dict[str, Any]) -> None:
    records, _ = load({**base, KANBAN: f"---\ntitle: 题\n{more}---\n\n甲\n".encode()})
    case = records.by_path[KANBAN]
    plain = Sheet("kanban", "题", chars="1", fingerprint=fingerprint(case, records.includes))
    assert sheet(case, records) == replace(plain, **told)
    signed = f"---\ntitle: 题\n{more}review:\n  fingerprint: {plain.fingerprint}\n---\n\n甲\n"
    records, _ = load({**base, KANBAN: signed.encode()})
    assert sheet(records.by_path[KANBAN], records) == replace(plain, **told, names=dict.fromkeys(REVIEWERS, ""))
    assert status_word(case) == ("草稿" if "draft" in more else "")


def test_a_form_names_who_signed_only_while_that_holds(base: Docs) -> None:
    text = base[KANBAN].decode().replace("status: published", "notice: 2031-06-20/2031-06-30\nstatus: published")
    records, _ = load({**base, KANBAN: text.encode()})
    signed = signing.sign(records.by_path[KANBAN], text, {}, "甲", "乙", "丙", date(2031, 8, 1))
    records, _ = load({**base, KANBAN: signed.encode()})
    filled = sheet(records.by_path[KANBAN], records)
    assert filled.names == dict(zip(REVIEWERS, "甲乙丙", strict=True)) and filled.on == "2031年8月1日"
    assert (filled.kind, filled.notice, filled.consent) == ("组织", "2031年6月20日至6月30日", "")
    records, _ = load({**base, KANBAN: signed.replace("一块", "两块").encode()})
    filled = sheet(records.by_path[KANBAN], records)
    assert (filled.names, filled.on) == ({}, "")


def test_the_printed_form_asks_every_question(base: Docs) -> None:
    records, _ = load(base)
    text = form_page([sheet(records.by_path[KANBAN], records), Sheet()], records, STYLE.read_text(encoding="utf-8"))
    page = Page(text)
    answers = [line for line in page.rows if line[-1].replace("\xa0", " ") == "□ 是　□ 否"]
    assert len(answers) == 2 * len(QUESTIONS)
    assert [line[-2] for line in answers[: len(QUESTIONS)]] == [f"{n}. {one}" for n, one in enumerate(QUESTIONS, 1)]
    assert [line[0] for line in page.rows if line[0].endswith("意见")] == [
        f"{one}意见" for one in REVIEWERS.values()
    ] * 2
    assert not [tag for tag, known in page.elements if tag in ("script", "link", "img", "iframe") or "src" in known]
    assert "@page { size: A4 portrait" in text and ".zy-form" in text


def test_what_editors_write_stays_text(base: Docs) -> None:
    text = base[KANBAN].decode().replace("title: 看板上墙（示例）", 'title: "<script>alert(1)</script>（示例）"')
    records, found = read({**base, KANBAN: text.encode()})
    for page in (register_page(found, records), form_page([sheet(records.by_path[KANBAN], records)], records, "")):
        assert "<script" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "老师傅（示例）"),
        (("--month", "2031-07"), "看板上墙（示例）"),
        (("--month", "2031-08"), "没有登记"),
        (("--format", "csv"), "月份,编号"),
        (("--format", "html"), "网站信息发布登记表"),
        (("--form",), "信息发布保密审查审批表"),
        (("--form", "kanban", KANBAN), "看板上墙（示例）"),
    ],
)
def test_the_command_prints(here: Run, docs: Path, arguments: tuple[str, ...], said: str) -> None:
    run = here("register", "--docs-dir", docs, *arguments)
    assert run.returncode == 0, run.stderr
    assert said in run.stdout
    assert ("老师傅" in run.stdout) is ("--month" not in arguments and "--form" not in arguments)


@pytest.mark.parametrize(
    ("name", "begins"), [("a.html", b"<!doctype html>"), ("a.csv", b"\xef\xbb\xbf"), ("a.txt", "2031年9月".encode())]
)
def test_the_suffix_decides(manage: Run, docs: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    run = manage("register", "--docs-dir", docs, "-o", tmp_path / name)
    assert run.returncode == 0 and run.stdout == ""
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--month", "2031-13"), "不是月份"),
        (("--form", "nobody"), "没有这个案例"),
        (("--form", "--format", "csv"), "没有 csv 格式"),
        (("-o", "nowhere/a.html"), "写不到"),
    ],
)
def test_wrong_usage(here: Run, docs: Path, arguments: tuple[str, ...], said: str) -> None:
    run = here("register", "--docs-dir", docs, *arguments)
    assert run.returncode == 2 and said in run.stderr and "Traceback" not in run.stderr


def test_no_form_for_what_was_taken_down(here: Run, docs: Path, taken: Docs) -> None:
    (docs / KANBAN).write_bytes(taken[KANBAN])
    run = here("register", "--form", "kanban", "--docs-dir", docs)
    assert run.returncode == 2 and "已经撤下" in run.stderr and "看板上墙" not in run.stdout
