"""Dated copies of a record's file, in ``.desk/history/<path>/``: plain files that anybody can find and open."""

from __future__ import annotations

import getpass
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from . import store
from .store import Unavailable
from .versions import Version

STAMP = "%Y%m%dT%H%M%S.%fZ"
_STAMP = re.compile(r"\d{8}T\d{6}\.\d{6}Z", re.ASCII)


class Copies:
    """``<time>.md`` is the text, ``<time>.json`` beside it says who and what."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs

    def add(self, path: str, what: str) -> None:
        """Copies the file as it is, unless that is what the last copy holds. ``what`` is the Chinese for what was done.

        Unavailable where nothing can be written; OSError where the file cannot be read.
        """
        data = (self._docs / path).read_bytes()
        folder = store.own_folder(self._docs, "history", *path.split("/"))
        stamps = self._stamps(folder)
        if stamps and (folder / f"{stamps[0]}.md").read_bytes() == data:
            return
        when = datetime.now(UTC)
        if stamps:
            # A clock that was set back must not put the newest version among the old ones.
            when = max(when, _time(stamps[0]) + timedelta(microseconds=1))
        stamp = when.strftime(STAMP)
        about = json.dumps({"who": _user(), "what": what}, ensure_ascii=False)
        store.replace(folder / f"{stamp}.json", about.encode())
        store.replace(folder / f"{stamp}.md", data)

    def versions(self, path: str) -> list[Version]:
        """The copies of a record's file, newest first; their ids are times in UTC."""
        folder = self._folder(path)
        return [Version(stamp, _time(stamp), *_about(folder / f"{stamp}.json")) for stamp in self._stamps(folder)]

    def data(self, path: str, stamp: str) -> bytes:
        """A copy's bytes. Unavailable where there is none of that time."""
        file = self._folder(path) / f"{stamp}.md"
        if not _STAMP.fullmatch(stamp) or not file.is_file():
            raise Unavailable("没有这个版本。")
        return file.read_bytes()

    def _folder(self, path: str) -> Path:
        return self._docs.joinpath(store.NAME, "history", *path.split("/"))

    @staticmethod
    def _stamps(folder: Path) -> list[str]:
        """Newest first."""
        return sorted((file.stem for file in folder.glob("*.md") if _STAMP.fullmatch(file.stem)), reverse=True)


def _time(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name
        return "本机"


def _about(file: Path) -> tuple[str, str]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return str(told["who"]), str(told["what"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", "保存"
