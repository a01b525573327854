"""``new``: a record one can go on with, and never one that was there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import given
import hypothesis
import pytest
from campaign import load
from campaign.kinds import KINDS
from campaign.scaffold import template_text
from commands import new
from hypothesis import strategies as st
from naming import with_ids

from ..conftest import read_folder
from .conftest import ROOT, Run, Terminal

Answer = Callable[[Sequence[object], Sequence[str]], tuple[int, list[str]]]


# What a kind must have besides a title.
REQUIRED = {
    "case": (),
    "guide": (),
    "unit": ("type=branch",),
    "commitment": ("unit=press", "period=2032", "items.0.text=说到做到", "items.0.status=open"),
    "honour": ("date=2032-06", "by=示例公司", "awards.0.category=先进班组", "awards.0.winner=press"),
    "policy": ("type=plan", "issuer=示例公司", "date=2032-01", "status=in-force", "source.title=示例汇编"),
    "criterion": ("group=line", "order=2", "meaning=零差错", "indicators.0.text=一年没有差错"),
    "stage": ("order=3", "period=2032-01/2032-06"),
}
# The same by answers, the title among them; an empty answer ends a list and a text of several lines.
ANSWERS = {
    "case": ("新来的", "2", "1", "1", "2032年3月", "做了一件事"),
    "guide": ("新来的",),
    "unit": ("新来的", "3"),
    "commitment": ("1", "2032年", "说到做到", "", "1", "再做一件", "", "进行中", ""),
    "honour": ("新来的", "2032-06-28", "示例公司", "先进班组", "1", "先进个人", "示例党员甲", ""),
    "policy": ("新来的", "3", "示例公司", "2032-01", "1", "示例汇编"),
    "criterion": ("新来的", "1", "", "零差错", "处处如此", "", "一年没有差错", "", ""),
    "stage": ("新来的", "", "2032-01/2032-06"),
}
CAMPAIGN = ("示例活动", "示例公司", "2032-01/2033-12", "一次做对", "每道工序一次做对", "", "", "五个零", "1", "")


def errors(folder: Path) -> list[str]:
    _, diagnostics = load(read_folder(folder))
    return [str(one) for one in diagnostics if one.severity.value != "hint"]


@pytest.fixture
def answer(terminal: Terminal) -> Answer:
    """``answer(arguments, answers)``: the command on a terminal."""
    return lambda arguments, answers: terminal(new, arguments, answers)


def test_every_kind_is_tried_in_both_ways() -> None:
    assert set(REQUIRED) == set(ANSWERS) == set(KINDS) - {"campaign"} == set(new.KINDS) - {"campaign"}


@pytest.mark.parametrize("kind", sorted(REQUIRED))
def test_a_record_of_every_kind_is_made_without_a_question(here: Run, docs: Path, kind: str) -> None:
    settings = [part for one in REQUIRED[kind] for part in ("--set", one)]
    run = here("new", kind, "--docs-dir", docs, "--title", "新来的", *settings)
    assert run.returncode == 0, run.stderr
    path = Path(run.stdout.strip().removeprefix("已新建："))
    assert path.is_file() and path.is_relative_to(docs)
    assert errors(docs) == []


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_a_record_of_every_kind_is_made_by_answers(answer: Answer, docs: Path, kind: str) -> None:
    before = set(docs.rglob("*.md"))
    assert answer([kind, "--docs-dir", docs], ANSWERS[kind]) == (0, [])
    assert errors(docs) == []
    records, _ = load(read_folder(docs))
    (path,) = set(docs.rglob("*.md")) - before
    record = records.by_path[path.relative_to(docs).as_posix()]
    lacking = [one.name for one in record.kind.fields if one.required and one.name not in record.data]
    assert record.kind.name == kind and lacking == []


def test_a_campaign_is_made_where_there_is_none(answer: Answer, tmp_path: Path) -> None:
    folder = tmp_path / "fresh"
    folder.mkdir()
    assert answer(["campaign", "--docs-dir", folder], CAMPAIGN) == (0, [])
    assert errors(folder) == []
    records, _ = load(read_folder(folder))
    assert records.campaign is not None
    assert [group.id for group in records.campaign.groups] == ["wu-ge-ling"]


def test_the_answers_stand_in_the_record(answer: Answer, docs: Path) -> None:
    answer(["case", "--docs-dir", docs], ANSWERS["case"])
    answer(["commitment", "--docs-dir", docs], ANSWERS["commitment"])
    answer(["criterion", "--docs-dir", docs], ANSWERS["criterion"])
    answer(["honour", "--docs-dir", docs], ANSWERS["honour"])
    records, _ = load(read_folder(docs))
    case = records.by_kind["case"]["xin-lai-de"]
    assert (case.applies_to, case.unit, case.criteria, case.date.edtf) == (
        "member",
        "press",
        ("bright-eye",),
        "2032-03",
    )
    assert case.status == "draft"
    assert [heading.text for heading in case.body.headings] == ["其人", "其事"], (
        "a member's case has a member's sections"
    )
    sheet = records.by_kind["commitment"]["press-2032"]
    assert [(item.id, item.text, item.status) for item in sheet.items] == [
        ("shuo-dao-zuo-dao", "说到做到", "open"),
        ("zai-zuo-yi-jian", "再做一件", "open"),
    ]
    criterion = records.by_kind["criterion"]["xin-lai-de"]
    assert (criterion.order, criterion.meaning) == (2, "零差错\n处处如此")
    assert [award.winner for award in records.by_kind["honour"]["xin-lai-de"].awards] == ["press", "示例党员甲"]


def test_only_criteria_that_fit_are_offered(answer: Answer, docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(["case", "--docs-dir", docs], ("新来的", "1", "1"))
    offered = capsys.readouterr().out.partition("体现的标准")[2]
    assert "零返工" in offered and "眼睛亮" not in offered


def test_a_case_may_be_filled_in_later(answer: Answer, docs: Path) -> None:
    assert answer(["case", "--docs-dir", docs], ("新来的", "", "", "", "", "")) == (0, [])
    records, diagnostics = load(read_folder(docs))
    assert records.by_kind["case"]["xin-lai-de"].unit is None
    assert {one.severity.value for one in diagnostics} == {"hint"}


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        ("unit", ("", "新来的", "3"), "这一项必须写"),
        ("unit", ("长" * 61, "新来的", "3"), "有 61 个字"),
        ("unit", ("新来的", "9", "支部"), "不能写「9」"),
        ("honour", ("新来的", "去年", "2032-13", "2032", "示例公司", "先进", "1", ""), "没有这一天"),
        ("honour", ("新来的", "2032", "示例公司", "先进", "nobody", "示例党员甲", ""), "没有编号是「nobody」的单位"),
        ("commitment", ("9", "press", "2032", "做到", "", "1", ""), "请写上面的序号"),
        ("stage", ("新来的", "x", "", "2032"), "应当是"),
    ],
)
def test_a_wrong_answer_is_asked_for_again(
    answer: Answer, docs: Path, capsys: pytest.CaptureFixture[str], kind: str, answers: Sequence[str], said: str
) -> None:
    assert answer([kind, "--docs-dir", docs], answers) == (0, [])
    assert said in capsys.readouterr().out
    assert errors(docs) == []


def test_what_does_not_go_with_the_other_records_is_asked_for_again(
    answer: Answer, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["criterion", "--docs-dir", docs], ("新来的", "1", "1", "零差错", "", "没有差错", "", "", "2")) == (
        0,
        [],
    )
    assert "请重新填写" in capsys.readouterr().out
    assert errors(docs) == []


def test_what_need_not_be_there_may_be_left_out_when_it_is_asked_for_again(
    answer: Answer, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = ["--title", "新来的", "--set", "type=branch", "--set", "parent=nobody", "--set", "founded=去年"]
    assert answer(["unit", "--docs-dir", docs, *settings], ("", "")) == (0, [])
    assert "请重新填写" in capsys.readouterr().out
    assert errors(docs) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2032-01/2032-06", "2032-01/2032-06"),
        ("2032-01/..", "2032-01/.."),
        ("2032年1月至2032年6月", "2032-01/2032-06"),
    ],
)
def test_a_period_is_recorded_as_it_was_answered(answer: Answer, docs: Path, written: str, read: str) -> None:
    assert answer(["stage", "--docs-dir", docs], ("新来的", "", written)) == (0, [])
    records, _ = load(read_folder(docs))
    assert records.by_kind["stage"]["xin-lai-de"].period.edtf == read


@pytest.mark.parametrize("asked", range(5))
def test_giving_up_writes_nothing(answer: Answer, docs: Path, capsys: pytest.CaptureFixture[str], asked: int) -> None:
    before = read_folder(docs)
    assert answer(["policy", "--docs-dir", docs], ANSWERS["policy"][:asked]) == (130, [])
    assert "没有写文件" in capsys.readouterr().err
    assert read_folder(docs) == before


def test_stopping_it_writes_nothing(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(prompt: str) -> str:
        raise KeyboardInterrupt

    before = read_folder(docs)
    monkeypatch.setattr("builtins.input", stop)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    arguments = SimpleNamespace(kind="unit", docs_dir=docs, title=None, id=None, settings=[])
    assert new.run(arguments) == 130  # type: ignore[arg-type]
    assert "没有写文件" in capsys.readouterr().err
    assert read_folder(docs) == before


def test_what_must_be_made_first_is_said(answer: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "fresh"
    folder.mkdir()
    assert answer(["campaign", "--docs-dir", folder], CAMPAIGN) == (0, [])
    assert answer(["commitment", "--docs-dir", folder], ()) == (2, [])
    assert "现在还一个也没有" in capsys.readouterr().err


def test_on_a_terminal_it_asks(docs: Path) -> None:
    import pty  # there is none on Windows, and these tests run where there is

    master, terminal = pty.openpty()
    command = [sys.executable, str(ROOT / "scripts" / "manage.py"), "new", "unit", "--docs-dir", str(docs)]
    with subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, encoding="utf-8") as process:
        os.close(terminal)
        os.write(master, "新来的\n支部\n".encode())
        assert process.stdout is not None
        said = process.stdout.read()
    os.close(master)
    assert process.returncode == 0
    assert "3. 支部" in said and "已新建：" in said
    assert errors(docs) == []


def test_all_that_is_missing_is_named_at_once(here: Run, docs: Path) -> None:
    before = read_folder(docs)
    run = here("new", "policy", "--docs-dir", docs, "--set", "type=plan", "--set", "source.note=甲")
    assert run.returncode == 2
    assert "缺少：标题（title）、发文机关（issuer）、日期（date）、效力（status）" in run.stderr
    assert '--title "标题" --set issuer=…' in run.stderr
    assert read_folder(docs) == before


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("type", "写成 字段=值"),
        ("typ=branch", "是不是「type」"),
        ("type=班组", "可选：committee（党委）"),
        ("type=支部", "「支部」写作 branch"),
        ("type.x=支部", "没有小项"),
        ("type=branch parent=nobody", "没有这个单位"),
        ("type=branch members=很多", "整数"),
        ("type=branch founded=2010年5月", "是不是 2010-05"),
        ("type=branch grades=2011", "写成 grades.0.小项=值"),
        ("type=branch grades.0=2011", "grades.0.round"),
        ("type=branch grades.0.rond=2011", "是不是「round」"),
        ("type=branch type=office", "写了两次"),
    ],
)
def test_a_wrong_setting_is_said_in_the_words_of_the_checks(here: Run, docs: Path, settings: str, said: str) -> None:
    before = read_folder(docs)
    parts = [part for setting in settings.split() for part in ("--set", setting)]
    run = here("new", "unit", "--docs-dir", docs, "--title", "甲", *parts)
    assert run.returncode == 2 and said in run.stderr
    assert "Traceback" not in run.stderr
    assert read_folder(docs) == before


NAMES = st.sampled_from(sorted({one.name for kind in KINDS.values() for _, one in kind.walk()} | {"edtf", "own", "x"}))
PATHS = st.lists(NAMES | st.integers(0, 12).map(str) | st.text(max_size=3), min_size=1, max_size=4).map(".".join)
SETTINGS = st.lists(st.tuples(PATHS, st.text(st.characters(exclude_categories=["Cs"]), max_size=8)).map("=".join), max_size=5)  # fmt: skip


@hypothesis.settings(max_examples=300, deadline=None)
@hypothesis.given(st.sampled_from(sorted(KINDS)), SETTINGS)
def test_any_settings_make_a_file_that_can_be_read_or_a_sentence(kind: str, settings: list[str]) -> None:
    try:
        known = with_ids(KINDS[kind], given.values(KINDS[kind], settings))
    except ValueError as error:
        assert "「" in str(error)
        return
    text = template_text(kind, given=known)
    folder = KINDS[kind].folder
    path = f"{folder}/{'2031/' if KINDS[kind].by_year else ''}a.md" if folder else "campaign.md"
    records, _ = load({path: text.encode()})
    assert path in records.by_path


def test_an_item_is_named_by_its_title_and_never_as_another() -> None:
    given_id = {"id": "zhun-bei", "title": "后写的"}
    made = with_ids(KINDS["stage"], {"steps": [{"due": "2010-05", "title": "准备"}, given_id, {"title": "准备"}]})
    assert [one["id"] for one in made["steps"]] == ["zhun-bei-2", "zhun-bei", "zhun-bei-3"]
    assert list(made["steps"][0]) == ["id", "due", "title"]


def test_parts_of_a_date_lists_and_scores_can_be_set(docs: Path) -> None:
    unit = given.values(KINDS["unit"], ["founded.edtf=2010-05~", "founded.basis=inferred", "grades.1.round=2012", "grades.0.scores.own=90", "grades.0.round=2011"])  # fmt: skip
    assert unit == {
        "founded": {"edtf": "2010-05~", "basis": "inferred"},
        "grades": [{"scores": {"own": "90"}, "round": "2011"}, {"round": "2012"}],
    }
    case = given.values(KINDS["case"], ["criteria=a", "criteria=b", "tags.1=乙", "tags.0=甲", "title=a=b"])
    assert case == {"criteria": ["a", "b"], "tags": ["甲", "乙"], "title": "a=b"}


def test_nothing_is_overwritten(manage: Run, docs: Path) -> None:
    before = (docs / "guide/reader.md").read_bytes()
    run = manage("new", "guide", "--docs-dir", docs, "--title", "甲", "--id", "reader")
    assert run.returncode == 2 and "已经有了" in run.stderr
    assert (docs / "guide/reader.md").read_bytes() == before
    assert manage("new", "campaign", "--docs-dir", docs, "--title", "甲").returncode == 2


def test_an_id_of_another_year_is_taken_too(here: Run, docs: Path) -> None:
    assert here("new", "case", "--docs-dir", docs, "--title", "甲", "--id", "kanban").returncode == 2


def test_the_second_of_one_title_gets_a_number(here: Run, docs: Path) -> None:
    made = [here("new", "guide", "--docs-dir", docs, "--title", "先进事迹").stdout.strip() for _ in range(2)]
    assert [Path(one).name for one in made] == ["xian-jin-shi-ji.md", "xian-jin-shi-ji-2.md"]


@pytest.mark.parametrize("id", ["标题", "A", "con", "index", "a/b", "../x", "a b", "-a"])
def test_a_bad_id_is_refused(here: Run, docs: Path, id: str) -> None:
    run = here("new", "guide", "--docs-dir", docs, "--title", "甲", f"--id={id}")
    assert run.returncode == 2 and "不能用" in run.stderr


@pytest.mark.parametrize(
    "title", ['他说："好"', "a: b # c", "- 甲", "\\n", "'", "👍🏽", "{ x }", "---", "甲\n乙", "null", "2010-05"]
)
def test_any_title_survives(base: dict[str, bytes], title: str) -> None:
    text = template_text("guide", title=title)
    records, diagnostics = load({**base, "guide/new.md": text.encode()})
    assert diagnostics == []
    assert records.by_kind["guide"]["new"].title == title.replace("\n", " ")


def test_the_title_must_be_given_where_nobody_can_be_asked(here: Run, docs: Path) -> None:
    run = here("new", "case", "--docs-dir", docs)
    assert run.returncode == 2 and "--title" in run.stderr
