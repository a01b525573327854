"""The Word and PDF files beside the pages of a site, made in as many processes as help."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import watching
from campaign.render.exported import FORMATS, address, is_exported
from exporting.exporter import Exporter
from rounds import Settings
from source.preparation import Prepared
from workers import Crew


@dataclass(frozen=True)
class Export:
    """A file to be made of the record at ``path``, for an address below the site."""

    path: str
    format: str
    address: str


def wanted(prepared: Prepared) -> list[Export]:
    """All that a site's pages offer: of cases and policies, a file in each format."""
    site = prepared.site
    return [
        Export(record.path, format, address(record, format))
        for record in (*site.cases, *site.policies)
        if is_exported(record)
        for format in FORMATS
    ]


def write(settings: Settings, made: Path, prepared: Prepared, exports: Sequence[Export], jobs: int) -> None:
    """Makes the files below ``made``, in ``jobs`` processes.

    What stood in for something missing is said once, whichever file it was in. Failed where a process cannot go on.
    """
    jobs = max(min(jobs, len(exports)), 1)
    if len(exports) > 50:
        print(f"正在生成 {len(exports)} 个 Word 和 PDF 文件……", file=sys.stderr, flush=True)
    shares = [exports[number::jobs] for number in range(jobs)]
    with Crew(jobs - 1, _beside, settings, made, prepared, shares[1:]) as crew:
        said = _make(settings, made, prepared, shares[0])
        for others in crew.results():
            said += others
    for line in dict.fromkeys(said):
        print(line, file=sys.stderr)


def _beside(
    number: int, settings: Settings, made: Path, prepared: Prepared, shares: Sequence[Sequence[Export]]
) -> list[str]:
    return _make(settings, made, prepared, shares[number])


def _make(settings: Settings, made: Path, prepared: Prepared, share: Sequence[Export]) -> list[str]:
    exporter = Exporter(prepared, settings.docs, settings.config)
    said: list[str] = []
    for one in share:
        watching.begin(one.path)
        file = exporter.one(prepared.site.records.by_path[one.path], one.format)
        (made / one.address).write_bytes(file.data)
        said += file.said
    watching.begin("")
    return said
