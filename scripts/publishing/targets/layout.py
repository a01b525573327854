"""What lies where at a target that keeps each release in a folder of its own and points a link at one of them.

``current`` is what a web server serves. On this machine or over ssh: whichever published last, the other goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from publishing import manifest, names
from publishing.package import RELEASE, Release, content, read_release

RELEASES = "releases"
# A relative link to ``releases/<id>``.
CURRENT = "current"
# Held with flock(2) by the one who publishes; the kernel frees it when they die. Never removed.
LOCK = "lock"
# The same over ssh where the server has no flock(1): see remote.sh.
LOCKS = "lock.d"
# A line for each publication and each return: `line`.
LOG = "log"
# The last number and stamp given, for when the release that had them is gone: `counted`.
COUNTER = "counter"

OURS = frozenset((RELEASES, CURRENT, LOCK, LOCKS, LOG, COUNTER))

# Names of unfinished work: in the place, and in ``releases``. Whoever holds the lock removes it.
NEW_LINK = f".{CURRENT}-"
NEW_COUNTER = f".{COUNTER}-"
STAGING = ".staging-"
TRASH = ".trash-"

_ID = re.compile(r"(\d{6,12})-[0-9a-f]{8}")
_LINE = re.compile(r"\b(\d{6,12})-[0-9a-f]{8} (\d{1,12})\b")


@dataclass(frozen=True)
class Kept:
    """A release at a target, and its files: path → SHA-256."""

    release: Release
    sums: Mapping[str, str]


def number_of(name: str) -> int | None:
    """The number of the release in a folder of that name; None if it is no release's."""
    found = _ID.fullmatch(name)
    return int(found[1]) if found else None


def link_to(id: str) -> str:
    """Where ``current`` leads when readers see that release, from the link's own folder."""
    return f"{RELEASES}/{id}"


def whole(name: str, told: bytes, listed: bytes) -> tuple[Release, dict[str, str]]:
    """The release in the folder ``name`` and its list, path → SHA-256, from its two files (:data:`package.RELEASE`,
    :data:`manifest.SUMS`). ValueError unless each of the three bears out the others."""
    release, sums = read_release(told), manifest.parse(listed)
    own = {
        path: digest
        for path, digest in sums.items()
        if path not in release.carried and path != names.VERSION and not path.startswith(f"{manifest.FOLDER}/")
    }
    if release.id != name or manifest.digest(own) != release.digest or sums.get(RELEASE) != content(told).sha256:
        raise ValueError("not a release")
    return release, sums


def counter(number: int, stamp: int) -> str:
    """What the counter's file holds."""
    return f"{number} {stamp}\n"


def counted(counter: str, log: str, folders: Iterable[str]) -> tuple[int, int]:
    """The highest number and the highest stamp ever given, from all that remembers them. None of it need be whole."""
    given = [(int(number), int(stamp)) for number, stamp in re.findall(r"^(\d{1,12}) (\d{1,12})$", counter, re.M)]
    given += [(int(number), int(stamp)) for number, stamp in _LINE.findall(log)]
    given += [(number, 0) for number in map(number_of, folders) if number is not None]
    return max((number for number, _ in given), default=0), max((stamp for _, stamp in given), default=0)


def line(now: float, action: str, release: Release, who: str) -> str:
    """When (ISO 8601, UTC), what, which release and its stamp, how many pages, who: a line of the log."""
    moment = datetime.fromtimestamp(now, tz=UTC).isoformat(timespec="seconds")
    return f"{moment} {action} {release.id} {release.stamp} {release.pages} {who}\n"
