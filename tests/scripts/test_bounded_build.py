"""A build that one file or page would hold up for ever, or fill the memory with, ends and says which it was."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import engine
import mkdocs.structure.pages
import pytest
import watching
import workers

from ..conftest import GOLDENS
from .conftest import ROOT, Run

# ``campaign.load`` is also the name of what is in it.
LOADING = importlib.import_module("campaign.load")
# Long enough for anything else on a busy machine.
SECONDS = 6
HOSTILE = "guide/reader.md"


def lost() -> None:
    """In the regular expressions' own code: no signal and no thread of this process gets a turn any more."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def hungry() -> None:
    held = []
    while True:
        held.append(bytearray(1 << 20))


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A docs folder with pages enough for two processes, and the site of it."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(GOLDENS / "_base" / "docs", folder / "docs")
    for number in range(20):
        (folder / f"docs/guide/page-{number}.md").write_text(f"---\ntitle: 第{number}页\n---\n", encoding="utf-8")
    assert engine.build(ROOT, folder / "docs", folder / "site").ok
    return folder


@pytest.fixture
def docs(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built / "docs", tmp_path / "docs")
    return tmp_path / "docs"


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built / "site", tmp_path / "site")
    return tmp_path / "site"


def in_parsing(monkeypatch: pytest.MonkeyPatch, does: Callable[[], None]) -> None:
    plain = LOADING.parse

    def parse(path: str, data: bytes) -> object:
        if path == HOSTILE:
            does()
        return plain(path, data)

    monkeypatch.setattr(LOADING, "parse", parse)


def in_converting(monkeypatch: pytest.MonkeyPatch, does: Callable[[], None]) -> None:
    plain = mkdocs.structure.pages.Page.render

    def render(self: mkdocs.structure.pages.Page, *told: object) -> None:
        if self.file.src_uri == HOSTILE:
            does()
        plain(self, *told)

    monkeypatch.setattr(mkdocs.structure.pages.Page, "render", render)


PLACES = [in_parsing, in_converting]


def refused(docs: Path, site: Path, jobs: int) -> None:
    """Builds anew, which must fail, leave the site as it was, and nothing beside it."""
    before, beside = contents(site), sorted(site.parent.iterdir())
    assert not engine.build(ROOT, docs, site, jobs=jobs, full=True, seconds=SECONDS).ok
    assert contents(site) == before
    assert sorted(site.parent.iterdir()) == beside
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("place", PLACES)
def test_a_page_that_never_ends_is_ended_and_named(
    place: Callable[..., None],
    jobs: int,
    docs: Path,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(workers, "WORTH", 8)
    place(monkeypatch, lost)
    refused(docs, site, jobs)
    said = capfd.readouterr().err
    assert said.count(f"{HOSTILE} 用了 {SECONDS} 秒还没有处理完，已经停止") == 1, said
    assert "原来的网站没有动" in said and "Traceback" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
@pytest.mark.parametrize(("place", "jobs"), [(in_parsing, 1), (in_converting, 2)])
def test_a_page_that_fills_the_memory_is_ended_and_named(
    place: Callable[..., None],
    jobs: int,
    docs: Path,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(workers, "WORTH", 8)
    monkeypatch.setattr(watching, "allowance", lambda: 400 << 20)
    place(monkeypatch, hungry)
    refused(docs, site, jobs)
    said = capfd.readouterr().err
    assert said.count(f"{HOSTILE} 用的内存超过了 400 MB，已经停止") == 1, said
    assert "Traceback" not in said


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_the_system_ends_is_accounted_for(
    jobs: int, docs: Path, site: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "WORTH", 8)
    in_converting(monkeypatch, killed)
    refused(docs, site, jobs)
    assert f"处理 {HOSTILE} 时，进程被系统中止了" in capfd.readouterr().err


def test_a_check_that_never_ends_is_ended_and_told_as_json(
    docs: Path, here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers.watched, "__kwdefaults__", {"jobs": 1, "seconds": SECONDS})
    in_parsing(monkeypatch, lost)
    # Asked only for another file: of that one nothing is known now.
    run = here("check", "--docs-dir", docs, "--format", "json", docs / "campaign.md")
    (found,) = json.loads(run.stdout)
    assert run.returncode == 1
    assert (found["path"], found["code"], found["severity"]) == (HOSTILE, "too-complex", "error")


@pytest.mark.parametrize("given", ["0", "-1", "nan", "x"])
def test_no_time_at_all_is_refused(given: str, docs: Path, tmp_path: Path, here: Run) -> None:
    run = here("build", "--docs-dir", docs, "--site-dir", tmp_path / "site", "--page-seconds", given)
    assert run.returncode == 2


def _waits(number: int, file: Path) -> None:
    file.write_text(str(os.getpid()), encoding="ascii")
    watching.begin("甲.md")
    time.sleep(600)


BEGINS = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:4]
import workers
from tests.scripts.test_bounded_build import _waits
workers.watched(_waits, Path(sys.argv[4]))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_what_was_begun_ends_with_what_began_it(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    command = [sys.executable, "-c", BEGINS, *(str(ROOT / name) for name in ("hooks", "scripts", "")), str(file)]
    began = subprocess.Popen(command)
    deadline = time.monotonic() + 60
    while not (file.exists() and file.read_text(encoding="ascii")):
        assert time.monotonic() < deadline and began.poll() is None
        time.sleep(0.05)
    begun = int(file.read_text(encoding="ascii"))
    began.kill()
    began.wait()
    while _is_there(begun):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that has ended and that nobody has asked after is still in the list.
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")
