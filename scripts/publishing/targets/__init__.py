"""The places a site can be published to. Each module has one; all keep what :class:`Target` promises."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from publishing import Refused
from publishing.package import Package, Release
from publishing.settings import Settings

Say = Callable[[str], None]
# Reads the release back as readers get it, given its files' SHA-256 by path; Refused if it is another one.
Confirm = Callable[[Release, Mapping[str, str]], None]


@dataclass(frozen=True)
class Shelf:
    """The releases at a target, oldest first, and the number of the one that readers see."""

    releases: tuple[Release, ...]
    current: int | None


class Target(ABC):
    """A place to publish to.

    Whatever happens on the way, readers see the old site or the new, to the extent of ``guarantee``. Refused, and
    OSError, where it could not be done: then the old site is what they see. One publisher at a time: a second is
    refused; a dead one's lock is free and its litter swept by the next.
    """

    # What readers are promised, one Chinese sentence.
    guarantee: ClassVar[str]
    # Whether a web server answers (404 page, site map), or readers open the files themselves.
    served: ClassVar[bool] = True
    # Whether the web server sends a .gz that lies beside a file.
    compressed: ClassVar[bool] = False

    def __init__(self, settings: Settings, *, say: Say, now: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.say = say
        self.now = now

    @abstractmethod
    def publish(self, package: Package, confirm: Confirm, *, allow_shrink: bool = False) -> Release:
        """Makes the package the release that readers see, and returns that.

        ``confirm`` is asked after the switch, and the old one is switched back to if it refuses. The gate of shrinking
        (:func:`publishing.gates.shrunk`) is asked under the lock, unless ``allow_shrink``.
        """

    @abstractmethod
    def shelf(self) -> Shelf:
        """What lies at the target now. Nothing is changed, and no lock is held."""

    @abstractmethod
    def rollback(self, number: int | None, confirm: Confirm) -> Release:
        """Makes an older release the one that readers see, and returns it; without a number, the one before.

        It is held against its list first: one that has rotted is refused. ``confirm`` is asked as in :meth:`publish`.
        """


def chosen(shelf: Shelf, number: int | None) -> Release:
    """The release to go back to. Refused if there is none, or if readers see it already."""
    if number is not None:
        found = next((one for one in shelf.releases if one.number == number), None)
        if found is None:
            known = "、".join(one.id for one in shelf.releases)
            raise Refused(f"没有第 {number} 号版本。现有：{known or '无'}。")
    else:
        before = [one for one in shelf.releases if shelf.current is None or one.number < shelf.current]
        if not before:
            raise Refused("没有更早的版本可以退回。")
        found = before[-1]
    if found.number == shelf.current:
        raise Refused(f"现在就是 {found.id}，不用退回。")
    return found
