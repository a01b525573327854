"""What was typed and not saved, kept on disk: it outlives a reload, a crash and a restart of the desk."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from . import store
from .store import Unavailable

_FORM = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


@dataclass(frozen=True)
class Kept:
    """A draft, kept at ``when`` (UTC). ``form`` names one opened form.

    ``seen`` is the digest of the file when it was opened, None if it was new.
    """

    form: str
    path: str
    text: str
    seen: str | None
    when: datetime


def new_form() -> str:
    """A name for a form that is being opened. Each has its own draft, so two desks never write over each other's."""
    return secrets.token_urlsafe(12)


class Drafts:
    """One file for each form. Nothing is ever written over but what the same form kept before."""

    def __init__(self, docs: Path) -> None:
        self._docs = docs

    def keep(self, form: str, path: str, text: str, seen: str | None) -> Kept:
        """What a form holds now. Unavailable where the folder cannot be written, or the form's name is none."""
        kept = Kept(form, path, text, seen, datetime.now(UTC))
        told = {**asdict(kept), "when": kept.when.isoformat()}
        file = store.own_folder(self._docs, "drafts") / self._name(form)
        store.replace(file, json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
        return kept

    def get(self, form: str) -> Kept | None:
        """The draft of a form, None where it has none. Unavailable if the form's name is none."""
        return self._read(self._docs / store.NAME / "drafts" / self._name(form))

    def of(self, path: str) -> list[Kept]:
        """The drafts of one record, newest first."""
        return [one for one in self.all() if one.path == path]

    def all(self) -> list[Kept]:
        """Every draft, newest first."""
        files = (self._docs / store.NAME / "drafts").glob("*.json")
        found = [kept for file in files if (kept := self._read(file)) is not None]
        return sorted(found, key=lambda one: (one.when, one.form), reverse=True)

    def drop(self, form: str) -> None:
        """Forgets a draft, once it is saved or thrown away by the one who typed it.

        Unavailable where it cannot be removed, or the form's name is none; without draft nothing happens.
        """
        try:
            (self._docs / store.NAME / "drafts" / self._name(form)).unlink(missing_ok=True)
        except OSError as error:
            raise Unavailable(f"删不了草稿（{error.strerror or error}）。") from error

    @staticmethod
    def _name(form: str) -> str:
        if not _FORM.fullmatch(form):
            raise Unavailable("这一页的编号不对，请刷新后再试。")
        return f"{form}.json"

    @staticmethod
    def _read(file: Path) -> Kept | None:
        """None for what is not there or was not written here; such a file is left alone."""
        try:
            told = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
            kept = Kept(**told)
            return replace(kept, when=datetime.fromisoformat(told["when"])) if kept.form == file.stem else None
        except (OSError, ValueError, TypeError, KeyError):
            return None
