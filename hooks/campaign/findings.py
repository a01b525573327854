"""Collects diagnostics: looks up the code, fills in the words, weighs the record's status."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache

from .catalogue import CATALOGUE
from .diagnostics import Diagnostic, Fix, Mark, Severity

Report = Callable[..., None]

_MILDER = {"draft": Severity.HINT, "review": Severity.WARNING}


@dataclass
class Findings:
    """All diagnostics of one reading of a docs folder."""

    _found: list[Diagnostic] = field(default_factory=list)
    _status: dict[str, str] = field(default_factory=dict)
    # Whether anybody may read the site: some findings weigh more then.
    public: bool = False

    def report(self, code: str, path: str, mark: Mark, /, *, fix: Fix | None = None, **values: object) -> None:
        """Add a finding; ``fix`` mends it by itself, ``values`` go into the catalogue's texts.

        KeyError for an unknown code, or a value that its texts ask for and is not given.
        """
        entry = CATALOGUE[code]
        self._found.append(
            Diagnostic(
                code,
                entry.severity,
                path,
                mark.line,
                mark.column,
                entry.message.format(**values),
                entry.hint.format(**values),
                fix,
            )
        )

    def at(self, path: str) -> Report:
        """``report(code, mark, fix=None, **values)`` for one file: :meth:`report` without the path."""

        def report(code: str, mark: Mark, /, *, fix: Fix | None = None, **values: object) -> None:
            self.report(code, path, mark, fix=fix, **values)

        return report

    def written_as(self, path: str, status: str) -> None:
        """Say which status a file's record has, so that its lenient findings can be weighed, those made before too."""
        self._status[path] = status

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Take in findings that were made before, not yet weighed."""
        self._found += found

    def leave_out(self, exempt: Iterable[Diagnostic]) -> None:
        """Forget findings that are none: what they found may stand."""
        out = set(exempt)
        self._found = [one for one in self._found if one not in out]

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """As they were reported, not yet weighed."""
        return tuple(self._found)

    def sorted(self) -> list[Diagnostic]:
        """Every finding once, weighed by its record's status and by who may read the site; by file and place."""
        unique = {self._weigh(one) for one in self._found}
        return sorted(unique, key=lambda one: one.order)

    def _weigh(self, found: Diagnostic) -> Diagnostic:
        if self.public and CATALOGUE[found.code].graver_in_public:
            return replace(found, severity=Severity.ERROR)
        milder = _MILDER.get(self._status.get(found.path, ""))
        if milder and CATALOGUE[found.code].lenient and milder.rank > found.severity.rank:
            return replace(found, severity=milder)
        return found


@lru_cache(maxsize=4096)
def _nearest(text: str, choices: tuple[str, ...]) -> str | None:
    """One slip in a list of units may stand in thousands of records; it is looked up once."""
    return next(iter(get_close_matches(text, choices, n=1, cutoff=0.6)), None)


def did_you_mean(text: str, choices: list[str]) -> str:
    """是不是「…」？ with the nearest choice; else the first twelve choices, or that there are none. In Chinese."""
    near = _nearest(text, tuple(choices))
    if near:
        return f"是不是「{near}」？"
    if not choices:
        return "目前一个也没有。"
    shown = "、".join(choices[:12])
    return f"可用的有：{shown}{'……' if len(choices) > 12 else ''}。"
