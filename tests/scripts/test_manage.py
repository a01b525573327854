"""The one script: its list of commands, its help, its exit status for wrong usage."""

from __future__ import annotations

from pathlib import Path

import environment
import manage as manage_script
import pytest
import surprise
from source import docs_folder

from .conftest import Run

COMMANDS = tuple(manage_script.COMMANDS)


def test_alone_it_lists_its_commands(manage: Run) -> None:
    run = manage()
    assert run.returncode == 0
    assert [name for name in COMMANDS if f" {name} " not in run.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese(manage: Run, command: str) -> None:
    run = manage(command, "--help")
    assert run.returncode == 0
    assert run.stdout.startswith("用法：manage.py " + command)
    assert "选项" in run.stdout and "show this help" not in run.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("publsh",), "没有这个选择"),
        (("check", "--formt", "json"), "不认识的参数"),
        (("check", "--format", "xml"), "没有这个选择"),
        (("sample", "ten", "x"), "应当是整数"),
        (("new",), "缺少参数"),
        (("build", "--docs-dir", "nowhere"), "没有这个内容文件夹"),
        (("serve", "--docs-dir", "nowhere"), "没有这个内容文件夹"),
        (("stage", "out", "--docs-dir", "nowhere"), "没有这个内容文件夹"),
        (("new", "case", "--docs-dir", "nowhere", "--title", "甲"), "没有这个内容文件夹"),
    ],
)
def test_wrong_usage_is_said_in_chinese(manage: Run, arguments: tuple[str, ...], said: str) -> None:
    run = manage(*arguments)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_no_surprise_reaches_a_clerk_as_a_traceback(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def surprise_(folder: object) -> None:
        raise RuntimeError("surprise")

    monkeypatch.setattr(environment, "is_current", lambda root: True)
    monkeypatch.setattr(docs_folder, "read_docs", surprise_)
    monkeypatch.setattr(surprise.tempfile, "gettempdir", lambda: str(tmp_path))
    assert manage_script.main(["check", "--docs-dir", str(docs)]) == 1
    said = capsys.readouterr().err
    assert "RuntimeError" in said and said.count("\n") == 1 and "Traceback" not in said
