"""The environment: made when needed, made again when the lists change, explained when it cannot be made."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import environment
import pytest
import tarballs

from .conftest import ROOT


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with lists, where making and installing only leave a trace."""
    for name in environment.TEST:
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")

    def create(root: Path) -> None:
        python = environment.python_of(root)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.write_text("", encoding="utf-8")
        trace(root, "create")

    monkeypatch.setattr(environment, "_create", create)
    monkeypatch.setattr(environment, "_install", lambda root, lock, wheelhouse: trace(root, lock))
    return tmp_path


def trace(root: Path, what: str) -> None:
    with (root / "trace").open("a", encoding="utf-8") as file:
        file.write(what + "\n")


def traced(root: Path) -> list[str]:
    path = root / "trace"
    lines = path.read_text(encoding="utf-8").split() if path.exists() else []
    path.unlink(missing_ok=True)
    return lines


def test_it_is_made_once(root: Path) -> None:
    environment.prepare(root, environment.RUN)
    assert traced(root) == ["create", *environment.RUN]
    environment.prepare(root, environment.RUN)
    assert traced(root) == []


def test_tests_add_to_what_is_there(root: Path) -> None:
    environment.prepare(root, environment.RUN)
    traced(root)
    environment.prepare(root, environment.TEST)
    assert traced(root) == ["requirements-publish.txt", "requirements-test.txt"]


def test_a_changed_list_makes_it_anew(root: Path) -> None:
    environment.prepare(root, environment.TEST)
    traced(root)
    (root / "requirements.txt").write_text("# other\n", encoding="utf-8")
    environment.prepare(root, environment.RUN)
    assert traced(root) == ["create", *environment.RUN]


@pytest.mark.parametrize("damage", ["gone", "half", "older python", "no interpreter"])
def test_damage_makes_it_anew(root: Path, damage: str) -> None:
    environment.prepare(root, environment.RUN)
    traced(root)
    stamp = root / ".venv" / environment.STAMP
    if damage == "gone":
        stamp.unlink()
    elif damage == "half":
        stamp.write_text('{"python": ', encoding="utf-8")
    elif damage == "older python":
        stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "python": "3.9.0"}), encoding="utf-8")
    else:
        environment.python_of(root).unlink()
    environment.prepare(root, environment.RUN)
    assert traced(root)[0] == "create"


def test_an_interrupted_installation_goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(root: Path, lock: str, wheelhouse: Path | None) -> None:
        trace(root, lock)
        if lock == "requirements.txt":
            raise environment.Missing("没有网络")

    with monkeypatch.context() as broken:
        broken.setattr(environment, "_install", fails)
        with pytest.raises(environment.Missing):
            environment.prepare(root, environment.RUN)
    traced(root)
    environment.prepare(root, environment.RUN)
    assert "requirements.txt" in traced(root)
    environment.prepare(root, environment.RUN)
    assert traced(root) == []


def test_a_missing_wheelhouse_is_named(root: Path) -> None:
    with pytest.raises(environment.Missing, match="没有这个文件夹"):
        environment.prepare(root, environment.RUN, root / "wheels")


def test_two_at_once_make_it_once(root: Path) -> None:
    threads = [threading.Thread(target=environment.prepare, args=(root, environment.RUN)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert traced(root).count("create") == 1


def test_a_failing_installer_is_one_sentence(tmp_path: Path) -> None:
    """A real environment and a real installer, with nowhere to install from."""
    (tmp_path / "requirements.txt").write_text(
        "no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8"
    )
    (tmp_path / "empty").mkdir()
    with pytest.raises(environment.Missing) as caught:
        environment.prepare(tmp_path, environment.RUN, tmp_path / "empty")
    assert "安装 requirements.txt 没有成功" in str(caught.value) and "\n" not in str(caught.value)
    assert (tmp_path / ".venv" / "install.log").stat().st_size


@pytest.mark.slow
def test_a_wheelhouse_has_what_the_tests_of_pages_need(tmp_path: Path, wheelhouse: Path) -> None:
    """All that was downloaded once installs with no registry; that of the site itself is rehearsed, see rehearsal/."""
    tests, npm = tmp_path / "tests", shutil.which("npm")
    assert npm
    tests.mkdir()
    for name in (tarballs.LOCK, tarballs.MANIFEST):
        shutil.copyfile(ROOT / "tests" / name, tests / name)
    tarballs.install(npm, tests, wheelhouse / tarballs.FOLDER)
    lock = json.loads((tests / tarballs.LOCK).read_text(encoding="utf-8"))
    assert [path for path in lock["packages"] if not (tests / path).is_dir()] == []


def test_the_locks_name_no_address_and_hash_everything() -> None:
    for name in environment.TEST:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index-url" not in text and "--find-links" not in text
        for line in text.split("\n"):
            if line and line[0].isalpha():
                assert "==" in line and line.endswith("\\"), line


def test_every_dependency_has_its_reason() -> None:
    for path in ROOT.glob("requirements*.in"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-")):
                assert len(line.partition("#")[2].strip()) > 4, line
