"""The core of a campaign site: records in, site model and page texts out.

It imports no engine and reads no clock, environment or working directory.
"""

from .derive import derive
from .diagnostics import Diagnostic, Fix, Mark, Severity, has_errors
from .fingerprint import fingerprint
from .load import load, parse_each
from .memory import Memory, digest
from .output import render, render_pages, search_files
from .records import Record, Records
from .render.page import Rendered, Written
from .site import Site

__all__ = [
    "Diagnostic",
    "Fix",
    "Mark",
    "Memory",
    "Record",
    "Records",
    "Rendered",
    "Severity",
    "Site",
    "Written",
    "derive",
    "digest",
    "fingerprint",
    "has_errors",
    "load",
    "parse_each",
    "render",
    "render_pages",
    "search_files",
]
