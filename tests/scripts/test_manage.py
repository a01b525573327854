"""The one script: its list of commands, its help, its exit status for wrong usage."""

from __future__ import annotations

import pytest

from .conftest import Run

COMMANDS = ("serve", "build", "check", "new", "sample", "stage", "wheelhouse", "test")


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
