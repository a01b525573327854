"""Builds the site so that it appears whole or not at all, never with a traceback, and no page of it twice.

What a build may take over from the last one is decided by keys alone: a page's is the digest of
all its text and its frame are made from. The pages left go through the engine as it is, in a
build that is told which of them have changed.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import keeping
import surprise
import watching
import workers
from campaign import Severity, Written, digest, search_files
from campaign.render import templates
from keeping import Bytecode, Kept, Made
from publishing import gates, manifest
from rounds import Settings, run_engine
from source.docs_folder import read_docs
from source.preparation import Prepared, Refused, prepare
from source.revision import revision

MARK = "assets/zhengyou"
DAY = 24 * 60 * 60
_REPORTED = {Path(path).name for path in (manifest.SUMS, manifest.REPORT)}


@dataclass(frozen=True)
class Built:
    """Whether the site was built, in how many ``seconds``, and the ``pages`` in it.

    ``written`` counts the files that were not taken over from the site before.
    """

    ok: bool
    pages: int = 0
    written: int = 0
    seconds: float = 0.0


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that was built here, and so may be replaced. One that was published may not."""
    said = folder / manifest.FOLDER
    built = not said.exists() or {one.name for one in said.iterdir()} <= _REPORTED
    return (folder / MARK).is_dir() and (folder / "index.html").is_file() and built and not folder.is_symlink()


def build(
    root: Path,
    docs: Path,
    site: Path,
    *,
    drafts: bool = False,
    jobs: int | None = None,
    full: bool = False,
    exports: bool = False,
    seconds: float = watching.SECONDS,
) -> Built:
    """Builds beside ``site`` and puts the result in its place; on failure ``site`` is as it was, and why is printed.

    ``full`` takes nothing over from the last build. The result is the same, byte for byte. With ``exports`` cases
    and policies are there as Word and PDF files, too. No file or page may take longer than ``seconds``. All but
    the putting in place is done by processes that can be ended.
    """
    begun = time.monotonic()
    settings = Settings(root, docs, drafts, exports)
    made: Path | None = None
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        _clear_litter(site)
        made = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
        jobs = jobs or workers.default_jobs()
        built = workers.watched(_run, settings, site, made, jobs, full, jobs=jobs, seconds=seconds)
        if isinstance(built, Refused):
            raise built
        made.chmod(0o755)
        replace_folder(made, site)
        pages, written = built
        return Built(True, pages, written, time.monotonic() - begun)
    except Refused as refused:
        for one in refused.diagnostics:
            print(one, file=sys.stderr)
        count = sum(one.severity is Severity.ERROR for one in refused.diagnostics)
        print(f"内容有 {count} 个错误，网站没有生成，原来的网站没有动。", file=sys.stderr)
    except workers.Failed as failure:
        if said := str(failure).strip():
            print(said, file=sys.stderr)
        print("网站没有生成；原来的网站没有动。", file=sys.stderr)
    except OSError as error:
        print(f"写不了网站文件夹，或读不了内容：{error}", file=sys.stderr)
    except Exception as error:  # the boundary: whatever it is, a clerk gets a sentence
        surprise.tell(error, "生成网站")
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
    return Built(False)


def _run(_: int, settings: Settings, site: Path, made: Path, jobs: int, full: bool) -> tuple[int, int] | Refused:
    """How many pages there are and how many files were written."""
    # What is read and linked stays to the end: to look for garbage in it costs a sixth of a small build, and makes
    # processes that branch off copy what they share. Only the engine leaves any.
    gc.disable()
    try:
        built = _Build(settings, site, made, jobs, full)
        built.run()
        built.keep()
    except Refused as refused:
        return refused
    except OSError as error:
        raise workers.Failed(f"写不了网站文件夹，或读不了内容：{error}") from error
    return built.pages, built.written


def replace_folder(new: Path, old: Path) -> None:
    """Puts a folder in the place of another; ``old`` is missing for no longer than the time between two renames.

    OSError where that cannot be, and ``old`` is as it was.
    """
    if old.exists():
        aside = Path(tempfile.mkdtemp(prefix=f".{old.name}-old-", dir=old.parent)) / "site"
        old.rename(aside)
        try:
            new.rename(old)
        except OSError:
            aside.rename(old)
            raise
        finally:
            shutil.rmtree(aside.parent, ignore_errors=True)
    else:
        new.rename(old)


def _clear_litter(site: Path) -> None:
    """Takes away what builds that were killed have left beside the site, unless one may still be at it."""
    for folder in site.parent.glob(f".{site.name}-*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > DAY:
            shutil.rmtree(folder, ignore_errors=True)


class _Build:
    """One build into ``made``, with ``site`` to take over from."""

    def __init__(self, settings: Settings, site: Path, made: Path, jobs: int, full: bool) -> None:
        self._settings = settings
        self._site = site
        self._made = made
        self._jobs = jobs
        self._place = keeping.place(settings.root, site) / "kept"
        self._code = keeping.core_version(settings.root)
        self._kept = Kept() if full else keeping.read(self._place, self._code)
        self._keys: dict[str, str] = {}
        self._sums: dict[str, str] = {}
        self._folders: set[str] = set()
        self.pages = 0
        self.written = 0

    def run(self) -> None:
        prepared = self._prepare()
        texts = prepared.rendered.texts
        frame = self._frame(prepared)
        stale = [
            path
            for path in texts
            if path.endswith(".md") and not self._take_over(_address(path), digest(frame, prepared.key(path)))
        ]
        self.pages = sum(path.endswith(".md") for path in texts)
        self.written = len(stale)
        bytecode = Bytecode(self._kept.bytecode)
        gc.freeze()
        gc.enable()
        run_engine(self._settings, self._made, prepared, stale, self._jobs, bytecode, lambda: self._others(prepared))
        if self._settings.exports:
            self._export(prepared, frame)
        gc.disable()
        missing = [address for address in self._keys if not os.path.isfile(f"{self._made}/{address}")]  # noqa: PTH113  many
        if missing:
            raise workers.Failed(f"没有生成 {len(missing)} 个文件，如 {missing[0]}。")
        self._report(prepared)

    def keep(self) -> None:
        """Before the new site is in its place: what is not there then is not taken over."""
        made = {}
        for address, key in self._keys.items():
            found = os.stat(f"{self._made}/{address}")  # noqa: PTH116  many
            made[address] = Made(key, self._sums[address], found.st_size, found.st_mtime_ns)
        keeping.write(self._place, self._code, Kept(self._kept.memory, made, self._kept.bytecode))

    def _prepare(self) -> Prepared:
        settings, memory = self._settings, self._kept.memory
        templates.ENVIRONMENT.bytecode_cache = Bytecode(self._kept.bytecode)
        prepared = prepare(
            read_docs(settings.docs),
            drafts=settings.drafts,
            site_url=settings.site_url,
            revision=revision(settings.docs),
            exports=settings.exports,
            memory=memory,
            parse_all=partial(workers.parse_all, jobs=self._jobs),
            begin=watching.begin,
        )
        for one in prepared.diagnostics:
            print(one, file=sys.stderr)
        print("内容检查通过，正在生成……", file=sys.stderr, flush=True)
        return prepared

    def _frame(self, prepared: Prepared) -> str:
        """A digest of what every page's HTML is made with besides its own text."""
        campaign = prepared.site.campaign
        said = (campaign.title, campaign.summary, campaign.organiser)
        return digest(keeping.theme_version(self._settings.root), repr(said), repr(self._settings.told))

    def _others(self, prepared: Prepared) -> None:
        """The files that no engine needs to see."""
        rendered = prepared.rendered
        for path in rendered.texts:
            if not path.endswith(".md"):
                self._write(path, rendered.texts[path])
        for path, text in search_files(rendered.press, self._kept.memory, self._last):
            self._write(path, text)

    def _export(self, prepared: Prepared, frame: str) -> None:
        """The files of single records that pages offer."""
        import site_exports  # loads what sets type, which most builds do not need

        version = keeping.exports_version(self._settings.root)
        stale = [
            one
            for one in site_exports.wanted(prepared)
            if not self._take_over(one.address, digest("export", version, frame, prepared.key(one.path)))
        ]
        self.written += len(stale)
        for one in stale:
            self._file(one.address)
        if stale:
            site_exports.write(self._settings, self._made, prepared, stale, self._jobs)

    def _report(self, prepared: Prepared) -> None:
        """What was checked and what it came to, for whoever publishes this."""
        for path, file in manifest.files_of(self._made):
            if path not in self._sums:
                self._sums[path] = manifest.digest_of(file)
        said = gates.report(
            site=manifest.digest(self._sums),
            pages=self.pages,
            dated=prepared.dated,
            drafts=self._settings.drafts,
            findings=Counter(one.severity.value for one in prepared.diagnostics),
        )
        for path, data in ((manifest.SUMS, manifest.text(self._sums).encode("utf-8")), (manifest.REPORT, said)):
            Path(self._file(path)).write_bytes(data)

    def _write(self, path: str, text: str | bytes | Written) -> None:
        if not self._take_over(path, text.key if isinstance(text, Written) else digest(text)):
            told = text.text if isinstance(text, Written) else text
            Path(self._file(path)).write_bytes(told.encode("utf-8") if isinstance(told, str) else told)
            self.written += 1

    def _last(self, path: str) -> str | None:
        """A file of the last site, if it is still as it was."""
        before = self._kept.made.get(path)
        file = self._site / path
        return file.read_text(encoding="utf-8") if before and before.is_there(file) else None

    def _take_over(self, address: str, key: str) -> bool:
        """Puts the file of the last site into the new one, if it is made of the same and still as it was."""
        if address in self._keys:
            raise ValueError(f"two files of one address: {address}")
        self._keys[address] = key
        before = self._kept.made.get(address)
        here, there = f"{self._site}/{address}", self._file(address)
        if before is None or before.key != key or not before.is_there(here):
            return False
        try:
            os.link(here, there)
        except OSError:  # a disk without links, or a site that was moved away just now
            try:
                shutil.copy2(here, there)
            except OSError:
                Path(there).unlink(missing_ok=True)
                return False
        if not before.is_there(there):
            return False
        self._sums[address] = before.sha256
        return True

    def _file(self, address: str) -> str:
        """Where a file of the new site goes, with a folder for it."""
        folder, _, _ = address.rpartition("/")
        if folder not in self._folders:
            (self._made / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._made}/{address}"


def _address(path: str) -> str:
    return path[: -len(".md")] + ".html"
