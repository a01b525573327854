"""Puts a draft case where it belongs: the record, its pictures, the Word file as it was, and the report."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath, PurePosixPath

from campaign import Diagnostic, Memory, load
from campaign import dates as edtf
from naming import free_id
from source.docs_folder import read_docs
from writing import IGNORE, IGNORED, ORIGINALS

from . import account
from .casefile import understand
from .draft import CASE, Draft
from .reading import Reading, Refusal

_WORD_TYPES = (".docx", ".doc", ".wps", ".rtf")


@dataclass(frozen=True)
class Imported:
    """``path`` is the draft's, relative to docs; ``account`` the report; ``diagnostics`` what ``check`` says of it."""

    path: str
    account: str
    diagnostics: Sequence[Diagnostic]


def import_word(reading: Reading, docs: Path, again: bool = False) -> Imported:
    """A draft case in the docs folder, with all that belongs to it, or nothing at all.

    Refusal where the same file was imported before (unless ``again``), bears a mark of secrecy or
    holds no text; OSError where the folder cannot be written.
    """
    files = read_docs(docs)
    memory = Memory()
    records, _ = load(files, memory)
    before = _same(docs, reading.original) if not again else None
    if before is not None and records.knows("case", before.stem):
        record = records.get("case", before.stem)
        raise Refusal(
            f"这个文件已经导入过，就是 {record.path if record else before.stem}，没有再写。"
            "确实要再导入一份的，在编辑台里勾选「以前导入过的也再导入一份」，用命令的加 --again。"
        )
    draft = understand(reading, records)
    # Beside the case it was exported from, where its attachments are found under the same names.
    folder = PurePosixPath(draft.original.path).parent if draft.original else f"{CASE.folder}/{_year(draft)}"
    id = free_id(_taken(docs, records.by_kind["case"]), str(draft.value("title")), "an-li")
    path, text = f"{folder}/{id}.md", draft.text(id)
    pictures = {f"{folder}/{target}": name for target, name in draft.targets(id).items()}
    data = {one: reading.pictures[name].data for one, name in pictures.items()}
    _, found = load({**files, **data, path: text.encode("utf-8")}, memory)
    diagnostics = [one for one in found if one.path == path or one.path in data]
    told = account.write(draft, text, path, diagnostics)
    suffix = PurePath(reading.name).suffix.lower()
    originals = f"{folder}/{ORIGINALS}/{id}"
    ignore = f"{folder}/{ORIGINALS}/{IGNORE}"
    _write_all(
        docs,
        {
            **({} if (docs / ignore).exists() else {ignore: IGNORED}),
            f"{originals}{suffix if suffix in _WORD_TYPES else '.docx'}": reading.original,
            f"{originals}.txt": told.encode("utf-8"),
            **data,
            path: text.encode("utf-8"),
        },
    )
    return Imported(path, told, diagnostics)


def _year(draft: Draft) -> str:
    """The folder's year: that of the case where it is known, else the present one."""
    value = draft.value("date")
    read = edtf.parse(str(value)) if value else None
    return read.year if read and read.year else f"{date.today():%Y}"


def _same(docs: Path, original: bytes) -> Path | None:
    """Where the same bytes were kept before."""
    for kept in sorted(_kept(docs)):
        if kept.suffix != ".txt" and kept.stat().st_size == len(original) and kept.read_bytes() == original:
            return kept
    return None


def _kept(docs: Path) -> Iterable[Path]:
    return (one for one in docs.glob(f"{CASE.folder}/*/{ORIGINALS}/*") if one.name != IGNORE)


def _taken(docs: Path, records: Iterable[str]) -> set[str]:
    """Ids that a case has, or that something beside one is named by."""
    kept = {one.stem for one in _kept(docs)}
    shown = {re.sub(r"-\d+$", "", one.stem) for one in docs.glob(f"{CASE.folder}/*/files/*")}
    written = {one.stem for one in docs.glob(f"{CASE.folder}/*/*.md")}
    return {*records, *kept, *shown, *written}


def _write_all(docs: Path, contents: dict[str, bytes]) -> None:
    """Every file, in this order, or none; never over one that is there.

    All is on the disk before anything has its name, so a full disk leaves nothing behind.
    """
    made: list[Path] = []
    written: list[Path] = []
    try:
        for name, data in contents.items():
            path = docs / name
            missing = [one for one in (path.parent, *path.parent.parents) if not one.exists()]
            for folder in reversed(missing):
                folder.mkdir(exist_ok=True)
                made.append(folder)
            beside = path.with_name(f".{path.name}.{os.getpid()}.part")
            written.append(beside)
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for name in contents:
            path = docs / name
            with path.open("xb"):  # takes the name, or fails where somebody was faster
                written.append(path)
            path.with_name(f".{path.name}.{os.getpid()}.part").replace(path)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
