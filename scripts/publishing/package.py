"""What is published: a site's files as they are to lie at their target, and the release that names them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from publishing import Refused, manifest, names

RELEASE = f"{manifest.FOLDER}/release.json"
MATERIALS = f"{manifest.FOLDER}/sbom.cdx.json"

# Below this a response has one packet either way.
WORTH_COMPRESSING = 1024
COMPRESSED_TYPES = (".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".txt", ".ics")


@dataclass(frozen=True)
class Content:
    """A file's bytes, or where they lie; ``size`` in bytes."""

    sha256: str
    size: int
    source: Path | bytes

    def read(self) -> bytes:
        """Its bytes. Refused if the file is another by now, OSError if it cannot be read."""
        if isinstance(self.source, bytes):
            return self.source
        data = self.source.read_bytes()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise Refused(f"{self.source} 在发布的时候改了，没有发布。请等它改完，重新生成后再发布。")
        return data


def content(data: bytes) -> Content:
    """A file that is made here, of these bytes."""
    return Content(hashlib.sha256(data).hexdigest(), len(data), data)


Contents = Mapping[str, Content]


@dataclass(frozen=True)
class Package:
    """A site that passed the gates, bound to its target. ``files`` lack only what names the release.

    ``report`` and ``materials`` (CycloneDX) go beside them; ``pages`` counts the HTML pages.
    """

    files: Contents
    report: bytes
    materials: bytes
    pages: int

    @property
    def digest(self) -> str:
        """The identity of the site's content: the SHA-256 of the list of its files."""
        return manifest.digest({path: one.sha256 for path, one in self.files.items()})


@dataclass(frozen=True)
class Release:
    """A publication. Its order is ``number``; the publisher's clock (``published``, ISO 8601, UTC) decides nothing.

    ``stamp``: seconds since 1970 that every file new in it is dated, greater than of any release before, since a
    server tells readers by date and size whether a file has changed. ``carried``: styles and scripts of the
    releases before that pages which are still open may ask for.
    """

    number: int
    digest: str
    stamp: int
    published: str
    pages: int
    carried: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What it is called: its number in six digits or more, and the first eight of its digest."""
        return f"{self.number:06d}-{self.digest[:8]}"

    def as_json(self) -> bytes:
        """What ``release.json`` holds, UTF-8."""
        return _json({**asdict(self), "id": self.id})


def read_release(data: bytes) -> Release:
    """The release that ``release.json`` tells of. ValueError if it is not what :meth:`Release.as_json` writes."""
    told = json.loads(data)
    try:
        release = Release(**{one.name: told[one.name] for one in fields(Release)})
        release = Release(**{**asdict(release), "carried": tuple(release.carried)})
    except (KeyError, TypeError) as error:
        raise ValueError("not a release") from error
    if release.as_json() != data:
        raise ValueError("not a release")
    return release


def following(
    package: Package,
    before: Iterable[Release],
    now: float,
    carried: Iterable[str] = (),
    counter: int = 0,
    stamp: int = 0,
) -> Release:
    """The next release. ``counter`` and ``stamp`` are the highest ever given, where that is known besides the releases
    that are left."""
    known = list(before)
    return Release(
        number=max([counter, *(one.number for one in known)]) + 1,
        digest=package.digest,
        stamp=max([int(now), stamp + 1, *(one.stamp + 1 for one in known)]),
        published=datetime.fromtimestamp(now, tz=UTC).isoformat(timespec="seconds"),
        pages=package.pages,
        carried=tuple(sorted(set(carried) - package.files.keys())),
    )


def carried(sums: Iterable[tuple[Release, manifest.Manifest]]) -> dict[str, str]:
    """Styles and scripts to carry over: path → SHA-256, of each release's own, not of what it carried itself."""
    return {
        path: digest
        for release, found in sums
        for path, digest in found.items()
        if names.is_carried(path) and path not in release.carried
    }


def entries(package: Package, release: Release, carried: Contents | None = None) -> dict[str, Content]:
    """All files of a release: the site, what is carried over, what tells of the release, and the list of all these."""
    told = {"release": release.id, "number": release.number, "published": release.published, "site": release.digest}
    more = {
        names.VERSION: content(_json(told)),
        manifest.REPORT: content(package.report),
        MATERIALS: content(package.materials),
        RELEASE: content(release.as_json()),
    }
    files = {**{path: (carried or {})[path] for path in release.carried}, **package.files, **more}
    listed = manifest.text({path: one.sha256 for path, one in files.items()})
    return dict(sorted({**files, manifest.SUMS: content(listed.encode("utf-8"))}.items()))


def compressed(files: Contents) -> dict[str, Content]:
    """The same with a ``.gz`` beside each text that is the smaller for it (RFC 1952, no name, no date)."""
    worth = [path for path, one in files.items() if path.endswith(COMPRESSED_TYPES) and one.size >= WORTH_COMPRESSING]
    with ThreadPoolExecutor() as threads:  # zlib lets other threads run
        packed = list(threads.map(lambda path: gzip.compress(files[path].read(), 9, mtime=0), worth))
    made = {
        f"{path}.gz": content(data) for path, data in zip(worth, packed, strict=True) if len(data) < files[path].size
    }
    return dict(sorted({**files, **made}.items()))


def _json(told: Mapping[str, object]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
