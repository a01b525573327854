"""The form of an entry in the catalogue of diagnostics."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True)
class Entry:
    """One problem the checks can find; all texts are Chinese and shown to editors.

    ``message`` and ``hint`` are format strings over the finding's values. ``about`` says why
    it matters, ``wrong`` and ``right`` show it. ``lenient`` ones are milder while a record is
    being written: a hint in a draft, a warning in a case under review. Those that are
    ``graver_in_public`` are errors on a site that anybody may read.
    """

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    about: str
    wrong: str = ""
    right: str = ""
    lenient: bool = False
    graver_in_public: bool = False
