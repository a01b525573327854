"""What is wrong with the content, where, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How bad a diagnostic is: an error stops a build, a warning and a hint do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def word(self) -> str:
        """错误, 警告 or 提示."""
        return {"error": "错误", "warning": "警告", "hint": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return ("error", "warning", "hint").index(self.value)


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a file: line and column, both from 1, in code points."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Fix:
    """What may be written instead: ``length`` code points from the finding's place on become ``text``."""

    length: int
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """One finding, its texts in Chinese.

    ``path`` is relative to the docs folder, with forward slashes; ``line`` and ``column`` count from 1, in code points.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    fix: Fix | None = None

    @property
    def order(self) -> tuple[str, int, int, int, str, str]:
        """The key diagnostics are sorted by: file, place, severity, code, message."""
        return (self.path, self.line, self.column, self.severity.rank, self.code, self.message)

    def __str__(self) -> str:
        """All of it in one line."""
        hint = f" → {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column} {self.severity.word} {self.message}{hint} [{self.code}]"

    def as_json(self) -> dict[str, Any]:
        """The public form that ``check --format json`` prints; what mends it is not in there."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "hint": self.hint,
        }


def has_errors(diagnostics: list[Diagnostic]) -> bool:
    """Whether any of them stops a build."""
    return any(one.severity is Severity.ERROR for one in diagnostics)
