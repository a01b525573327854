"""Builds the site so that it appears whole or not at all, never with a traceback, and no page of it twice.

What a build may take over from the last one is decided by keys alone: a page's is the digest of
all its text and its frame are made from. The pages left go through the engine as it is, in a
build that is told which of them have changed.
"""

from __future__ import annotations

import gc
import sys
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import keeping
import site_folder
import surprise
import watching
import workers
from campaign import Severity, digest, search_files
from campaign.render import templates
from keeping import Bytecode, Kept
from new_site import NewSite
from publishing import gates, manifest
from rounds import Settings, run_engine
from source.docs_folder import read_docs
from source.preparation import Prepared, Refused, prepare
from source.revision import revision


@dataclass(frozen=True)
class Built:
    """Whether the site was built, in how many ``seconds``, and the ``pages`` in it.

    ``written`` counts the files that were not taken over from the site before.
    """

    ok: bool
    pages: int = 0
    written: int = 0
    seconds: float = 0.0


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
    jobs = jobs or workers.default_jobs()
    try:
        with site_folder.beside(site) as made:
            built = workers.watched(_run, settings, site, made, jobs, full, jobs=jobs, seconds=seconds)
            if isinstance(built, Refused):
                raise built
            site_folder.replace(site, made)
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


class _Build:
    """One build into ``made``, with ``site`` to take over from."""

    def __init__(self, settings: Settings, site: Path, made: Path, jobs: int, full: bool) -> None:
        self._settings = settings
        self._jobs = jobs
        self._place = keeping.place(settings.root, site) / "kept"
        self._code = keeping.core_version(settings.root)
        self._kept = Kept() if full else keeping.read(self._place, self._code)
        self._new = NewSite(made, site, self._kept.made)
        self.pages = 0

    @property
    def written(self) -> int:
        return self._new.written

    def run(self) -> None:
        prepared = self._prepare()
        frame = self._frame(prepared)
        pages = [path for path in prepared.rendered.texts if path.endswith(".md")]
        stale = [path for path in pages if not self._new.takes_over(_address(path), digest(frame, prepared.key(path)))]
        self.pages = len(pages)
        bytecode = Bytecode(self._kept.bytecode)
        gc.freeze()
        gc.enable()
        made = self._new.folder
        run_engine(self._settings, made, prepared, stale, self._jobs, bytecode, lambda: self._others(prepared))
        if self._settings.exports:
            self._export(prepared, frame)
        gc.disable()
        if missing := self._new.missing():
            raise workers.Failed(f"没有生成 {len(missing)} 个文件，如 {missing[0]}。")
        self._report(prepared)

    def keep(self) -> None:
        """Before the new site is in its place: what is not there then is not taken over."""
        keeping.write(self._place, self._code, Kept(self._kept.memory, self._new.made(), self._kept.bytecode))

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
                self._new.write(path, rendered.texts[path])
        for path, text in search_files(rendered.press, self._kept.memory, self._new.last):
            self._new.write(path, text)

    def _export(self, prepared: Prepared, frame: str) -> None:
        """The files of single records that pages offer."""
        import site_exports  # loads what sets type, which most builds do not need

        version = keeping.exports_version(self._settings.root)
        stale = [
            one
            for one in site_exports.wanted(prepared)
            if not self._new.takes_over(one.address, digest("export", version, frame, prepared.key(one.path)))
        ]
        if stale:
            site_exports.write(self._settings, self._new.folder, prepared, stale, self._jobs)

    def _report(self, prepared: Prepared) -> None:
        """What was checked and what it came to, for whoever publishes this."""
        sums = self._new.sums()
        said = gates.report(
            site=manifest.digest(sums),
            pages=self.pages,
            dated=prepared.dated,
            drafts=self._settings.drafts,
            findings=Counter(one.severity.value for one in prepared.diagnostics),
        )
        self._new.put(manifest.SUMS, manifest.text(sums))
        self._new.put(manifest.REPORT, said)


def _address(path: str) -> str:
    return path[: -len(".md")] + ".html"
