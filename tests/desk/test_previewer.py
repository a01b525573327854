"""Live preview: the real build, on a copy, served where only the desk can frame it."""

from __future__ import annotations

import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.previewer import Previewer, State, explain
from desk.shadow import Shadow
from desk.store import Unavailable

from .conftest import CASE, ROOT

PATIENCE = 120
DESK = 8100


@pytest.fixture
def previewer(docs: Path, tmp_path: Path) -> Iterator[Previewer]:
    """A desk's preview whose folder is not the project's own."""
    root = tmp_path / "root"
    root.mkdir()
    for name in ("hooks", "overrides", "scripts", ".venv", "mkdocs.yml", "requirements.txt"):
        (root / name).symlink_to(ROOT / name)
    previewing = Previewer(root, docs, DESK)
    yield previewing
    previewing.close()


def wait(previewer: Previewer, ticket: int) -> State:
    until = time.monotonic() + PATIENCE
    while (state := previewer.state(ticket))["said"].startswith("正在生成"):
        assert time.monotonic() < until
        time.sleep(0.1)
    return state


def get(url: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return (
                answer.status,
                answer.read().decode("utf-8", "replace"),
                {k.lower(): v for k, v in answer.headers.items()},
            )
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace"), {k.lower(): v for k, v in error.headers.items()}


def test_what_is_typed_is_shown_by_the_real_build(previewer: Previewer, docs: Path) -> None:
    before = (docs / CASE).read_bytes()
    text = before.decode()
    assert previewer.state() == State(ticket=0, ready=False, said="还没有要预览的内容。", url="")
    with pytest.raises(Unavailable):
        previewer.ask("../x.md", text)

    first = previewer.ask(CASE, text.replace("挂一块看板", "先挂一块"))
    last = previewer.ask(CASE, text.replace("挂一块看板", "挂两块看板"))
    assert previewer.ask(CASE, text.replace("挂一块看板", "挂两块看板")) == last > first
    assert previewer.state(first)["said"].startswith("另一个页面")
    state = wait(previewer, last)
    assert state["ready"] and not state["said"]
    assert state["url"].startswith(previewer.origin) and state["url"].split("?")[0].endswith("/cases/2031/kanban.html")
    status, page, headers = get(state["url"])
    assert status == 200 and "挂两块看板" in page and "先挂一块" not in page
    assert (docs / CASE).read_bytes() == before

    # A mistake keeps the last good site, and says where it is.
    broken = wait(previewer, previewer.ask(CASE, text.replace("date: 2031-06", "date: 2031-66")))
    assert not broken["ready"] and "第 7 行" in broken["said"] and "挂两块看板" in get(broken["url"])[1]

    # A case that is not on disk yet, a draft; the other one is again as it is on disk.
    new = "cases/2031/new.md"
    draft = "---\ntitle: 草稿里的（示例）\nkind: organisation\nstatus: draft\nunit: press\ncriteria:\n  - zero-return\ndate: 2031-06\nsummary: 试写。\n---\n\n## 问题\n\n还在写。\n"
    fresh = wait(previewer, previewer.ask(new, draft))
    assert fresh["ready"] and "草稿里的（示例）" in get(fresh["url"])[1] and fresh["url"] != state["url"]
    assert "挂一块看板" in get(state["url"])[1] and not (docs / new).exists()

    # Relative links lead on, the site's own files are there, and nothing answers without the secret.
    base = fresh["url"].split("cases/")[0]
    assert get(base + "index.html")[0] == 200 and get(base)[0] == 200
    style = re.search(r"assets/zhengyou/site\.\w+\.css", get(base + "index.html")[1])
    assert style and get(base + style.group())[0] == 200
    assert get(base + "cases")[0] == 404 and get(base + "nothing.html")[0] == 404
    for elsewhere in ("/", "/index.html", "/cases/2031/new.html", "/x/index.html"):
        assert get(previewer.origin + elsewhere)[0] == 403
    secret = base.removeprefix(previewer.origin)
    for spelled in (
        "../docs/campaign.md",
        "%2e%2e/docs/campaign.md",
        "..%2fdocs/campaign.md",
        "%2e%2e%5cdocs/campaign.md",
        "//etc/hosts",
    ):
        assert get(previewer.origin + secret + spelled)[0] in (403, 404)
    assert get(base + "index.html", Host="evil.example")[0] == 421
    assert "frame-ancestors http://127.0.0.1:8100 http://localhost:8100" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer" and headers["cache-control"] == "no-store"


def test_closing_ends_a_running_build(previewer: Previewer, docs: Path) -> None:
    previewer.ask(CASE, (docs / CASE).read_text(encoding="utf-8"))
    until = time.monotonic() + PATIENCE
    while previewer._process is None and time.monotonic() < until:
        time.sleep(0.01)
    process = previewer._process
    assert process is not None
    previewer.close()
    assert process.poll() is not None
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(previewer.origin, timeout=2)


def test_where_nothing_can_be_kept_a_passing_folder_does(docs: Path, tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("in the way", encoding="utf-8")
    previewing = Previewer(tmp_path, docs)
    folder = previewing._folder
    assert folder.is_dir() and tmp_path not in folder.parents
    previewing.close()
    assert not folder.exists()


def test_only_previews_that_are_used_are_kept(docs: Path, tmp_path: Path) -> None:
    kept = tmp_path / ".cache/desk-preview"
    for name in ("old", "new"):
        (kept / name / "site").mkdir(parents=True)
    os.utime(kept / "old", (1, 1))
    previewing = Previewer(tmp_path, docs)
    mine = previewing._folder
    assert {one.name for one in kept.iterdir()} == {"new", mine.name}
    previewing.close()
    assert {one.name for one in kept.iterdir()} == {"new"}, "nothing was built, so nothing is left"
    previewing = Previewer(tmp_path, docs)
    (mine / "site").mkdir()
    previewing.close()
    assert mine.is_dir()


@pytest.fixture
def shadow(docs: Path, tmp_path: Path) -> Shadow:
    return Shadow(docs, tmp_path / "shadow")


def contents(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_the_copy_follows_the_folder(shadow: Shadow, docs: Path, base: dict[str, bytes]) -> None:
    (docs / "files").mkdir()
    (docs / "files/plan.txt").write_bytes(b"plan")
    (docs / ".desk").mkdir()
    (docs / ".desk/secret.md").write_bytes(b"draft")
    wanted = {**base, "files/plan.txt": b"plan"}
    shadow.lay(CASE, "甲\n")
    assert contents(shadow.folder) == {**wanted, CASE: "甲\n".encode()}
    shadow.lay("cases/2031/new.md", "乙\n")
    assert contents(shadow.folder) == {**wanted, "cases/2031/new.md": "乙\n".encode()}

    (docs / "files/plan.txt").unlink()
    (docs / CASE).unlink()
    (docs / "units/press.md").write_bytes(b"changed")
    shadow.lay("units/works.md", "丙\n")
    after = {**base, "units/press.md": b"changed", "units/works.md": "丙\n".encode()}
    del after[CASE]
    assert contents(shadow.folder) == after
    assert (docs / "units/works.md").read_bytes() == base["units/works.md"]


def test_what_has_not_changed_is_not_copied_again(shadow: Shadow, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shadow.lay(CASE, "甲\n")
    copied: list[str] = []
    monkeypatch.setattr(Shadow, "_copy", lambda self, path: copied.append(path))
    shadow.lay(CASE, "乙\n")
    assert copied == []
    os.utime(docs / "units/press.md", (5, 5))
    shadow.lay("units/works.md", "乙\n")
    assert sorted(copied) == [CASE, "units/press.md"]


def test_a_written_copy_never_reaches_the_folder(shadow: Shadow, docs: Path) -> None:
    """Records are copied and not linked: what is laid over one must not show through."""
    shadow.lay(CASE, "甲\n")
    assert all(one.stat().st_nlink == 1 for one in shadow.folder.rglob("*.md"))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            "units/press.md:2:1 错误 不认识的项目 → 删去。 [unknown-key]\ncases/2031/kanban.md:8:7 错误 日期不对：2031-66 → 改。 [bad-date]\n内容有 2 个错误，网站没有生成，原来的网站没有动。\n",
            "内容有错误，下面还是上一次的样子：第 8 行，日期不对：2031-66。",
        ),
        (
            "units/press.md:2:1 错误 不认识的项目 → 删去。 [unknown-key]\ncases/2031/kanban.md:8:7 提示 短 [too-short]\n",
            "别的文件有错误，暂时生成不了预览：units/press.md 第 2 行，不认识的项目。",
        ),
        ("写不了网站文件夹：磁盘已满\n", "预览没有做成：写不了网站文件夹：磁盘已满"),
        (
            "guide/reader.md 用了 30 秒还没有处理完，已经停止。\n网站没有生成；原来的网站没有动。\n",
            "预览没有做成：guide/reader.md 用了 30 秒还没有处理完，已经停止。",
        ),
        ("", "预览没有做成：没有说明原因"),
    ],
)
def test_why_a_build_failed_is_told_from_what_it_printed(told: str, said: str) -> None:
    assert explain(told, CASE) == said
