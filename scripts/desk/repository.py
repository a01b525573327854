"""The git repository that a docs folder is in: each save a commit of that one file, and nothing else touched."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from . import store
from .versions import Version

LIMIT = 20  # seconds that one command may take
MOST = 1000  # versions that are listed
NOBODY = {"user.name": "编辑台", "user.email": "desk@localhost"}

_COMMIT = re.compile(r"[0-9a-f]{40,64}", re.ASCII)
# What could wait for an answer, run a program of its own, or look elsewhere than in the folder.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": ":", "LC_ALL": "C.UTF-8"}
_SETTINGS = (
    "commit.gpgSign=false",
    "core.fsmonitor=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "core.quotePath=off",
)


class Failed(Exception):
    """Git cannot do it here; the text says why, in Chinese where the reason is one we know."""


class Repository:
    """Asked anew each time: a folder may become a repository, or stop being one, while the desk runs."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs

    def here(self) -> bool:
        """Whether git is installed and the folder is in one of its work trees."""
        try:
            return self._git("rev-parse", "--is-inside-work-tree").strip() == b"true"
        except Failed:
            return False

    def commit(self, path: str, what: str, others: Sequence[str] = ()) -> None:
        """Commits a file as it is, and of ``others``, which it names, those that git may have; nothing else.

        Nothing where they are as in the last commit. Failed says why not. What else is staged
        stays staged. The repository's own hooks do not run: they would refuse a draft.
        """
        if not self._is_on_a_branch():
            raise Failed("仓库不在任何分支上")
        known = self._known([path, *others])
        new = [one for one in (path, *others) if one not in known]
        if path in new:
            self._git("add", "--", path)
        for one in set(new) - {path}:
            self._git_if_it_can("add", "--", one)
        paths = [path, *(self._known(others) if others else ())]
        try:
            if path in new or self._git("diff", "--name-only", "HEAD", "--", *paths):
                subject = " ".join(what.split()) or "保存"
                self._git(*self._author(), "commit", "--quiet", "--only", "-m", subject, "--", *paths)
        except Failed:
            if new:
                self._git_if_it_can("reset", "--quiet", "--", *new)
            raise

    def _known(self, paths: Sequence[str]) -> list[str]:
        """Those that git follows."""
        told = self._git("ls-files", "-z", "--", *paths).decode("utf-8", "replace")
        return [one for one in told.split("\0") if one]

    def versions(self, path: str) -> list[Version]:
        """The commits that added or changed a file, newest first, a thousand at most; none where git fails.

        Their ids are those of the commits.
        """
        told = self._git_if_it_can(
            "log",
            f"-{MOST}",
            "--diff-filter=AMT",
            "--encoding=UTF-8",
            "--format=%H%x1f%at%x1f%an%x1f%s",
            "-z",
            "--",
            path,
        )
        found = []
        for line in told.decode("utf-8", "replace").split("\0"):
            if line.count("\x1f") >= 3:
                commit, seconds, who, what = line.split("\x1f", 3)
                found.append(Version(commit, datetime.fromtimestamp(int(seconds), UTC), who, what))
        return found

    def data(self, path: str, commit: str) -> bytes:
        """A file's bytes as it was in a commit. Failed where it was not."""
        if not _COMMIT.fullmatch(commit):
            raise Failed("没有这个版本")
        return self._git("cat-file", "blob", f"{commit}:./{path}")

    def _is_on_a_branch(self) -> bool:
        return bool(self._git_if_it_can("symbolic-ref", "--quiet", "HEAD"))

    def _author(self) -> list[str]:
        """A neutral name where git has been told none: without one it would refuse, or make one of the machine's."""
        told: list[str] = []
        for setting, neutral in NOBODY.items():
            if not self._git_if_it_can("config", setting).strip():
                told += ["-c", f"{setting}={neutral}"]
        return told

    def _git_if_it_can(self, *arguments: str) -> bytes:
        try:
            return self._git(*arguments)
        except Failed:
            return b""

    def _git(self, *arguments: str) -> bytes:
        command = [
            "git",
            "--literal-pathspecs",
            "--no-pager",
            "-c",
            f"core.hooksPath={self._docs / store.NAME / 'no-hooks'}",
        ]
        for setting in _SETTINGS:
            command += ["-c", setting]
        environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        try:
            done = subprocess.run(
                [*command, *arguments],
                cwd=self._docs,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=LIMIT,
                env={**environment, **_QUIET},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Failed(f"git 没有回应（{type(error).__name__}）") from error
        if done.returncode:
            said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().split("\n")
            raise Failed(f"git 没有做成（{said[0]}）")
        return done.stdout
