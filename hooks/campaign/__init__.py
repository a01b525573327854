"""The core of a campaign site: records in, site model and page texts out.

It imports no engine and reads no clock, environment or working directory.
"""

from .derive import derive
from .diagnostics import Diagnostic, Mark, Severity, has_errors
from .fingerprint import fingerprint
from .load import load
from .output import render
from .records import Record, Records
from .site import Site

__all__ = [
    "Diagnostic",
    "Mark",
    "Record",
    "Records",
    "Severity",
    "Site",
    "derive",
    "fingerprint",
    "has_errors",
    "load",
    "render",
]
