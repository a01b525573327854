"""``bench``: figures are what somebody else counts; how fast anything is, no test says."""

from __future__ import annotations

import gzip
import importlib.util
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import corpus
import pytest
from benchmark import comparison, corpora, installed, material, pagefind, sizes, tasks
from benchmark.figures import Spread, ratios, spread
from benchmark.server import Sent, serving

from .conftest import Run


@pytest.mark.slow
def test_ours_alone_is_measured_whole(manage: Run, tmp_path: Path) -> None:
    run = manage("bench", "search", "--alone", "--cases", 12, "--runs", 1, "-o", "out.json")
    assert run.returncode == 0, run.stderr
    measured = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (measured["format"], measured["runs"], list(measured["titles"])) == (1, 1, ["ours"])
    (size,) = measured["sizes"]
    assert (size["cases"], size["failed"], size["ratios"]) == (12, {}, {})
    ours = size["engines"]["ours"]
    assert {name: len(taken) for name, taken in ours["seconds"].items()} == {"index": 1, "whole": 1}

    assert manage("sample", 12, "docs").returncode == 0
    assert manage("build", "--docs-dir", "docs", "--site-dir", "site").returncode == 0
    files = [file.read_bytes() for file in (tmp_path / "site/search").iterdir()]
    total = ours["index"]["total"]
    assert total["files"] == len(files)
    assert total["bytes"] == sum(map(len, files))
    assert total["gzipped"] == sum(min(len(gzip.compress(file, 6)), len(file)) for file in files)
    assert ours["index"]["per_case"]["bytes"] == round(total["bytes"] / 12, 1)
    for figure in ("files", "bytes", "gzipped"):
        assert sum(part[figure] for part in ours["index"]["parts"].values()) == total[figure]
    texts = list((tmp_path / "site/search").glob("text-*.js"))
    assert ours["index"]["parts"]["texts"]["files"] == len(texts) == size["pages"]

    assert len(ours["queries"]) == len(corpora.queries(12))
    for entry in ours["queries"]:
        assert entry["supported"] and len(entry["first"]) == len(entry["next"]) == 1
        first = entry["first"][0]
        assert first["requests"] > 0 and first["bytes"] > 0, entry["query"]
        assert (first["ms"] is not None) == bool(first["found"]), entry["query"]
    (task,) = ours["tasks"]
    assert task["own"]["script"] > 0 and task["any"]["ms"] >= task["own"]["ms"]
    assert "12 个案例" in run.stdout and "本站" in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [("searches",), ("search", "--cases", "many"), ("search", "--cases", "0"), ("search", "--runs", "0")],
)
def test_wrong_usage_is_told(here: Run, arguments: tuple[str, ...]) -> None:
    run = here("bench", *arguments)
    assert run.returncode == 2 and run.stderr and "Traceback" not in run.stderr


def test_a_peer_that_is_not_installed_is_told_of_in_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(installed, "LOCAL", tmp_path)
    monkeypatch.setenv("PATH", "")
    for peer, name in ((material.Material(), "jieba"), (pagefind.Pagefind(lambda: tmp_path), "Pagefind")):
        assert name in peer.missing() and "\n" not in peer.missing()


def test_every_plain_query_stands_somewhere() -> None:
    texts = [text for _, text in corpus.files(40)]
    for query in corpora.queries(40):
        if query.kind in corpora.PLAIN:
            assert any(all(word in text for word in query.text.split()) for text in texts), query


def test_the_server_counts_what_a_client_gets(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search/long.js").write_text("公开承诺" * 500, encoding="utf-8")
    (tmp_path / "short.txt").write_bytes(b"x")
    got = []
    with serving(tmp_path) as served:
        served.pack(("search/",))
        for path in ("search/long.js?v=1", "short.txt"):
            with urllib.request.urlopen(served.url + path) as answer:
                body = answer.read()
                got.append(len(body))
                zipped = answer.headers["Content-Encoding"] == "gzip"
                file = tmp_path / path.partition("?")[0]
                assert (gzip.decompress(body) if zipped else body) == file.read_bytes()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(served.url + "nothing.js")
    assert served.sent == [Sent("search/long.js", got[0]), Sent("short.txt", got[1]), Sent("nothing.js", 0)]
    assert got[0] < 200 and got[1] == 1
    assert sizes.weigh([tmp_path / "search/long.js"]) == sizes.Weight(1, 6000, got[0])


def test_ratios_are_of_pairs() -> None:
    assert spread([3, 1, 8]) == Spread(3, 1, 8)
    assert spread([]) is None
    assert ratios([4, None, 9, 6], [2, 5, 3, None]) == Spread(2.5, 2, 3)
    assert ratios([4], [0]) is None


def _measured(seconds: dict[str, list[float]], *queries: tuple[bool, list[float | None]]) -> dict[str, Any]:
    answer = [{"supported": takes, "first": _answers(ms), "next": _answers(ms)} for takes, ms in queries]
    weight = {"files": 1, "bytes": 10, "gzipped": 5}
    return {"seconds": seconds, "index": {"total": weight}, "queries": answer}


def _answers(ms: list[float | None]) -> list[dict[str, float | None]]:
    return [{"requests": 1, "bytes": 10, "ms": one} for one in ms]


def test_engines_are_compared_by_what_both_take() -> None:
    ours = _measured({"index": [1.0, 2.0], "whole": [10.0, 10.0]}, (True, [10, 20]), (True, [1, 1]))
    theirs = _measured({"whole": [20.0, 30.0], "without": [16.0, 20.0]}, (True, [30, None]), (False, []))
    found = comparison.of_all({"ours": ours, "peer": theirs})["peer"]
    assert found["search_seconds"] == {"median": 4.5, "min": 4, "max": 5}
    assert found["whole_seconds"] == {"median": 2.5, "min": 2, "max": 3}
    assert found["first_ms"] == {"median": 3, "min": 3, "max": 3}
    assert found["index_bytes"] == {"median": 1, "min": 1, "max": 1}


def test_a_peer_that_failed_in_the_browser_has_no_answers_to_compare() -> None:
    ours = _measured({"index": [1.0], "whole": [10.0]}, (True, [10]))
    theirs = _measured({"index": [2.0], "whole": [20.0]})
    del theirs["queries"]
    found = comparison.of_all({"ours": ours, "peer": theirs})["peer"]
    assert found["search_seconds"] == {"median": 2, "min": 2, "max": 2} and found["first_ms"] is None


def test_a_task_s_script_is_what_ran_of_the_search() -> None:
    url = "http://127.0.0.1/"
    main, other = {"pid": 1, "tid": 1}, {"pid": 1, "tid": 2}

    def event(name: str, ts: int, dur: int, path: str | None = None, on: dict[str, int] = main) -> dict[str, Any]:
        data = {} if path is None else {"data": {"url": path and url + path}}
        return {"name": name, "ph": "X", "ts": ts, "dur": dur, "args": data, **on}

    events = [
        {"name": "thread_name", "ph": "M", "args": {"name": "CrRendererMain"}, **main},
        event("RunTask", 0, 50_000),
        event("FunctionCall", 1_000, 10_000, "search/engine.js?v=1"),
        event("FunctionCall", 2_000, 5_000, "search/store.js"),
        event("RunMicrotasks", 20_000, 20_000),
        event("FunctionCall", 21_000, 4_000, ""),
        event("RunTask", 60_000, 90_000),
        event("FunctionCall", 61_000, 80_000, "theme.js"),
        event("FunctionCall", 61_000, 80_000, "search/engine.js", other),
    ]
    assert list(tasks.tasks(events, url, ("search/",))) == [
        tasks.Task(50.0, 26.0, ("engine.js", "store.js")),
        tasks.Task(90.0, 0.0, ()),
    ]
