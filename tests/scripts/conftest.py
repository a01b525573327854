"""Runs commands as people do: the one script, in a process of its own."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from commands import ChineseParser

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
Terminal = Callable[[ModuleType, Sequence[object], Sequence[str]], tuple[int, list[str]]]


@pytest.fixture
def manage(tmp_path: Path) -> Run:
    """``manage("check", "--docs-dir", folder)`` from a working directory that is not the project's."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "manage.py"), *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            env={**os.environ, **environment},
            check=False,
        )

    return run


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The same in this process, which is quicker: for what does not hang on how a command is started."""

    def run(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = importlib.import_module(f"commands.{name}")
        parser = ChineseParser(prog=name)
        command.add_arguments(parser)
        monkeypatch.setattr("sys.stdin", None)
        capsys.readouterr()
        try:
            status = command.run(parser.parse_args([str(one) for one in arguments]))
        except SystemExit as left:
            status = left.code
        said = capsys.readouterr()
        return subprocess.CompletedProcess([name], status, said.out, said.err)

    return run


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """``terminal(command, arguments, answers)``: its status where somebody answers, and the answers nobody asked for.

    Where there is no answer left, the line is at its end.
    """

    def run(command: ModuleType, arguments: Sequence[object], answers: Sequence[str]) -> tuple[int, list[str]]:
        waiting = list(answers)

        def read(prompt: str) -> str:
            if not waiting:
                raise EOFError
            return waiting.pop(0)

        parser = ChineseParser()
        command.add_arguments(parser)
        monkeypatch.setattr("builtins.input", read)
        monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
        return command.run(parser.parse_args([str(one) for one in arguments])), waiting

    return run
