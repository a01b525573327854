"""Versions: commits of one file where there is a repository, else dated copies; and copies for what git cannot do."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk import copies
from desk.history import History
from desk.office import Office
from desk.store import Unavailable

from .conftest import CASE


def git(where: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=where, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-such-settings"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(docs: Path) -> Path:
    """A repository around the docs folder, with everything in its first commit."""
    top = docs.parent
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "docs")
    git(top, "-c", "user.name=示例甲", "-c", "user.email=a@example.invalid", "commit", "-q", "-m", "开始")
    return top


def change(docs: Path, words: str) -> str:
    file = docs / CASE
    text = file.read_text(encoding="utf-8") + f"\n{words}\n"
    file.write_text(text, encoding="utf-8", newline="\n")
    return text


def told(history: History) -> list[str]:
    return [one.what for one in history.versions(CASE)]


def test_without_a_repository_there_are_dated_copies(docs: Path) -> None:
    history = History(docs)
    assert history.versions(CASE) == []
    before = datetime.now(UTC)
    history.add(CASE, "第一次")
    first = (docs / CASE).read_text(encoding="utf-8")
    second = change(docs, "二")
    history.add(CASE, "第二次")
    history.add(CASE, "没有改动")
    assert told(history) == ["第二次", "第一次"]
    newest, oldest = history.versions(CASE)
    assert history.text(CASE, newest.id) == second and history.text(CASE, oldest.id) == first
    assert before <= oldest.when < newest.when <= datetime.now(UTC) and newest.who
    assert len(list((docs / ".desk/history" / CASE).glob("*.md"))) == 2
    assert History(docs).versions(CASE) == [newest, oldest]


def test_a_clock_set_back_does_not_reorder_copies(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History(docs)
    history.add(CASE, "第一次")
    earlier = datetime.now(UTC) - timedelta(days=400)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return earlier

    monkeypatch.setattr(copies, "datetime", Clock)
    change(docs, "二")
    history.add(CASE, "第二次")
    assert told(history) == ["第二次", "第一次"]


def test_a_copy_without_its_label_is_still_a_version(docs: Path) -> None:
    history = History(docs)
    history.add(CASE, "第一次")
    for file in (docs / ".desk/history" / CASE).glob("*.json"):
        file.write_bytes(b"{")
    assert told(history) == ["保存"]


@pytest.mark.parametrize(
    "id",
    [
        "",
        "copy-",
        "copy-../../x",
        "git-",
        "git-HEAD",
        "git-" + "0" * 40,
        "copy-20310101T000000.000000Z",
        "git---output=x",
    ],
)
def test_an_unknown_version_is_said_so(repository: Path, docs: Path, id: str) -> None:
    with pytest.raises(Unavailable, match="没有这个版本"):
        History(docs).text(CASE, id)


def test_in_a_repository_a_save_is_a_commit_of_that_file_alone(repository: Path, docs: Path) -> None:
    history = History(docs)
    (docs / "units/press.md").write_text("staged", encoding="utf-8")
    git(repository, "add", "docs/units/press.md")
    (docs / "units/works.md").write_text("changed", encoding="utf-8")
    (docs / "units/other.md").write_text("untracked", encoding="utf-8")
    git(repository, "rm", "-q", "--cached", "docs/guide/reader.md")
    status = git(repository, "status", "--porcelain")
    text = change(docs, "二")
    history.add(CASE, "改了一处：--amend\n第二行")
    assert git(repository, "status", "--porcelain") == status
    assert git(repository, "show", "--name-only", "--format=%s|%an|%ae").split("\n")[:3] == [
        "改了一处：--amend 第二行|编辑台|desk@localhost",
        "",
        f"docs/{CASE}",
    ]
    assert told(history) == ["改了一处：--amend 第二行", "开始"]
    newest, oldest = history.versions(CASE)
    assert history.text(CASE, newest.id) == text and "二" not in history.text(CASE, oldest.id)
    assert (oldest.who, newest.who) == ("示例甲", "编辑台")
    head = git(repository, "rev-parse", "HEAD")
    history.add(CASE, "没有改动")
    assert git(repository, "rev-parse", "HEAD") == head
    assert history.note == "" and not (docs / ".desk/history").exists()


def test_a_new_file_is_committed_too(repository: Path, docs: Path) -> None:
    new = "cases/2031/new.md"
    (docs / new).write_text("---\ntitle: 新\n---\n", encoding="utf-8")
    History(docs).add(new, "新建")
    assert git(repository, "show", "--name-only", "--format=%s").split() == ["新建", f"docs/{new}"]


def test_what_a_record_names_is_committed_with_it(repository: Path, docs: Path) -> None:
    folder = (docs / CASE).parent / "files"
    folder.mkdir()
    for name in ("named.txt", "ignored.txt", "other.txt"):
        (folder / name).write_text("示例\n", encoding="utf-8")
    (repository / ".git/info/exclude").write_text("ignored.txt\n", encoding="utf-8")
    text = (docs / CASE).read_text(encoding="utf-8")
    named = "attachments:\n  - files/named.txt\n  - files/ignored.txt\nsample:"
    (docs / CASE).write_text(text.replace("sample:", named), encoding="utf-8", newline="\n")
    History(docs).add(CASE, "加附件")
    what, *files = git(repository, "show", "--name-only", "--format=%s").split()
    assert (what, set(files)) == ("加附件", {f"docs/{CASE}", f"docs/{CASE.rpartition('/')[0]}/files/named.txt"})
    assert len(History(docs).versions(CASE)) == 2


def test_an_empty_repository_takes_its_first_commit(docs: Path) -> None:
    git(docs, "init", "-q", "-b", "main")
    history = History(docs)
    history.add(CASE, "第一次")
    assert told(history) == ["第一次"] and history.note == ""
    assert git(docs, "ls-files").split() == [CASE]


def test_a_message_may_begin_like_a_comment(repository: Path, docs: Path) -> None:
    change(docs, "二")
    History(docs).add(CASE, "# 一点改动")
    assert told(History(docs))[0] == "# 一点改动"


def test_the_author_is_who_git_says(repository: Path, docs: Path) -> None:
    git(repository, "config", "user.name", "示例乙")
    change(docs, "二")
    History(docs).add(CASE, "保存")
    assert git(repository, "log", "-1", "--format=%an|%ae").strip() == "示例乙|desk@localhost"


def test_hooks_signing_and_editors_stay_out_of_it(repository: Path, docs: Path) -> None:
    hooks = repository / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "commit-msg", "prepare-commit-msg", "post-commit"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch '{repository}/ran-{name}'\nexit 1\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    git(repository, "config", "commit.gpgSign", "true")
    git(repository, "config", "gpg.program", "/nonexistent")
    git(repository, "config", "core.editor", "/nonexistent")
    change(docs, "二")
    history = History(docs)
    history.add(CASE, "保存")
    assert told(history) == ["保存", "开始"] and history.note == ""
    assert not list(repository.glob("ran-*"))


def _detached(repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "checkout", "-q", "--detach")


def _merging(repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".git/MERGE_HEAD").write_text(git(repository, "rev-parse", "HEAD"), encoding="utf-8")


def _locked(repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".git/index.lock").touch()


def _broken(repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".git/index").write_bytes(b"broken")


@pytest.mark.parametrize("hindered", [_detached, _merging, _locked, _broken])
def test_what_git_cannot_do_a_copy_does_and_it_is_said_once(
    repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], hindered
) -> None:  # type: ignore[no-untyped-def]
    head = git(repository, "rev-parse", "HEAD")
    hindered(repository, docs, monkeypatch)
    history = History(docs)
    texts = []
    for number in range(2):
        texts.insert(0, change(docs, f"第 {number} 次"))
        history.add(CASE, f"第 {number} 次")
    assert told(history)[:2] == ["第 1 次", "第 0 次"] and told(history)[-1] == "开始"
    assert [history.text(CASE, one.id) for one in history.versions(CASE)][:2] == texts
    assert git(repository, "rev-parse", "HEAD") == head
    said = capsys.readouterr().err
    assert said.count("改为在 .desk/history 里保存副本") == 1 and history.note in said


def test_what_was_staged_stays_so_when_git_cannot_commit(
    repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of a merge, what somebody has put together and staged is not thrown away."""
    staged = change(docs, "合并时选定的")
    git(repository, "add", f"docs/{CASE}")
    _merging(repository, docs, monkeypatch)
    new = "cases/2031/new.md"
    (docs / new).write_text("---\ntitle: 新\n---\n", encoding="utf-8")
    change(docs, "后来写的")
    status = git(repository, "status", "--porcelain")
    History(docs).add(CASE, "保存")
    History(docs).add(new, "新建")
    assert git(repository, "status", "--porcelain") == status
    assert git(repository, "show", f":docs/{CASE}") == staged


def test_an_ignored_file_is_copied(repository: Path, docs: Path) -> None:
    (repository / ".gitignore").write_text("new.md\n", encoding="utf-8")
    new = "cases/2031/new.md"
    (docs / new).write_text("---\ntitle: 新\n---\n", encoding="utf-8")
    history = History(docs)
    history.add(new, "新建")
    assert [one.what for one in history.versions(new)] == ["新建"] and history.note


def test_without_git_there_are_copies(repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    history = History(docs)
    history.add(CASE, "第一次")
    assert told(history) == ["第一次"] and history.note == ""


def test_a_git_that_hangs_is_not_waited_for(repository: Path, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desk import repository as repository_module

    programs = repository / "programs"
    programs.mkdir()
    (programs / "git").write_text("#!/bin/sh\nsleep 2\necho true\n", encoding="utf-8")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(repository_module, "LIMIT", 0.2)
    history = History(docs)
    history.add(CASE, "第一次")
    monkeypatch.undo()
    assert told(History(docs))[0] == "第一次"


def test_a_copy_is_found_beside_commits_in_order_of_time(repository: Path, docs: Path) -> None:
    history = History(docs)
    (repository / ".git/index.lock").touch()
    change(docs, "一")
    history.add(CASE, "副本")
    (repository / ".git/index.lock").unlink()
    change(docs, "二")
    history.add(CASE, "提交")
    assert sorted(told(history)) == sorted(["提交", "副本", "开始"])


def test_saving_in_a_repository_commits_through_the_office(repository: Path, docs: Path) -> None:
    office = Office(docs)
    held = office.read(CASE)
    held = office.save(CASE, held.text + "\n一\n", held.digest, "保存一")
    change(docs, "别处")
    office.save(CASE, held.text + "\n二\n", office.read(CASE).digest, "保存二")
    assert told(office.history) == ["保存二", "在编辑台之外写的", "保存一", "开始"]
    assert git(repository, "status", "--porcelain") == ""


def test_a_fragment_changed_meanwhile_does_not_hide_what_was_signed(docs: Path) -> None:
    from campaign import fingerprint

    (docs / "includes").mkdir()
    (docs / "includes/promise.md").write_text("说到做到。\n", encoding="utf-8")
    change(docs, "{!includes/promise.md!}")
    office = Office(docs)
    records = office.records()
    signed = fingerprint(records.by_path[CASE], records.includes)
    held = office.read(CASE)
    held = office.save(
        CASE,
        held.text.replace("  on: 2031-07-01\n", f"  on: 2031-07-01\n  fingerprint: {signed}\n"),
        held.digest,
        "审签",
    )
    office.save(CASE, held.text + "\n后来。\n", held.digest, "又改")
    (docs / "includes/promise.md").write_text("说了就做。\n", encoding="utf-8")
    version = office.reviewed(office.records().by_path[CASE])
    assert version is not None and version.what == "审签"


def test_what_was_never_signed_has_no_reviewed_version(office: Office) -> None:
    office.history.add(CASE, "保存")
    assert office.reviewed(office.records().by_path[CASE]) is None
    assert office.reviewed(office.records().by_path["units/press.md"]) is None
