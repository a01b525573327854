"""The hash-locked lists as they are written: what each line pins, and where it applies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.markers import Marker

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^    # via (.+)$")


@dataclass(frozen=True)
class Locked:
    """One pinned package: any of the files with these SHA-256 may be installed, where the marker (PEP 508) holds.

    ``asked_by``: the locked packages that need it, and ``-r FILE`` for the list's own wishes.
    """

    name: str
    version: str
    marker: Marker | None
    hashes: tuple[str, ...]
    asked_by: tuple[str, ...] = ()

    @property
    def pin(self) -> str:
        """``name==version``."""
        return f"{self.name}=={self.version}"

    def applies(self, environment: dict[str, str]) -> bool:
        """Whether the package is for a machine of which markers say this."""
        return self.marker is None or self.marker.evaluate(environment)

    def as_line(self) -> str:
        """The line for pip, without the marker, which pip would hold against its own machine."""
        return " ".join([self.pin, *(f"--hash=sha256:{digest}" for digest in self.hashes)])


def read(text: str) -> list[Locked]:
    """Every entry of a list that ``uv pip compile --generate-hashes --annotation-style=line`` wrote.

    ValueError for a line that is not pinned or has no hash.
    """
    # Once every list is installed, the commands that need this have it; manage.py itself runs without.
    from packaging.requirements import InvalidRequirement, Requirement

    found: list[Locked] = []
    for line in text.replace("\\\n", "").splitlines():
        if via := _VIA.match(line):
            found[-1] = replace(found[-1], asked_by=tuple(via[1].split(", ")))
        elif line.strip() and not line.lstrip().startswith("#"):
            wish, _, rest = line.partition(" --hash")
            hashes = tuple(_HASH.findall("--hash" + rest))
            try:
                requirement = Requirement(wish.strip())
            except InvalidRequirement as error:
                raise ValueError(line) from error
            pins = list(requirement.specifier)
            if len(pins) != 1 or pins[0].operator != "==" or not hashes:
                raise ValueError(line)
            found.append(Locked(requirement.name, pins[0].version, requirement.marker, hashes))
    return found
