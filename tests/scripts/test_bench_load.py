"""``bench load``: requests that a real nginx answers under a real load; how many, no test says."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from benchmark import load
from benchmark.engines import Failed


def test_the_shipped_configuration_is_measured_beside_plain_files(tmp_path: Path) -> None:
    measured = load.measure([8], 1, tmp_path, seconds=1)
    (size,) = measured["sizes"]
    assert size["cases"] == 8
    page, shard = size["asked"]
    assert (page["path"].startswith("cases/2"), shard["path"].startswith("search/terms-")) == (True, True)
    for one in (page, shard):
        sent = tmp_path / "8" / "www" / (one["path"] + ".gz")
        assert one["bytes"] == sent.stat().st_size == (tmp_path / "8" / "plain" / one["path"]).stat().st_size
        assert len(one["ours"]) == len(one["plain"]) == 1 and one["ours"][0] > 0
        assert one["ratio"]["median"] == one["ours"][0] / one["plain"][0]
    said = load.as_text(measured)
    assert "8 个案例，案例页" in said and "随附配置" in said


@pytest.mark.parametrize(
    "out",
    [
        "Requests/sec:  10.00\n  Non-2xx or 3xx responses: 4\n",
        "Requests/sec:  10.00\n  Socket errors: connect 0, read 1, write 0, timeout 0\n",
        "unable to connect\n",
    ],
)
def test_a_load_that_was_not_answered_is_no_figure(monkeypatch: pytest.MonkeyPatch, out: str) -> None:
    monkeypatch.setattr(load, "find", str)
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: SimpleNamespace(returncode=0, stdout=out, stderr=""))
    with pytest.raises(Failed, match="wrk 没有成功"):
        load._rate("http://127.0.0.1:9/", "127.0.0.1", 1)


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("benchmark.web_server.SYSTEM", str(tmp_path))
    with pytest.raises(Failed, match="没有装 nginx"):
        load.measure([8], 1, tmp_path)
