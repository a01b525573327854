"""Word files to draft cases: read safely, then understood.

Imports here stay light: the child process that converts a file imports this package too.
"""

from typing import TYPE_CHECKING, Any

from importing.converter import read_bytes, read_word
from importing.reading import Picture, Reading, Refusal

if TYPE_CHECKING:
    from importing.casefile import understand
    from importing.draft import Draft
    from importing.filing import Imported, import_word

__all__ = [
    "Draft",
    "Imported",
    "Picture",
    "Reading",
    "Refusal",
    "import_word",
    "read_bytes",
    "read_word",
    "understand",
]

_LATER = {"Draft": "draft", "understand": "casefile", "Imported": "filing", "import_word": "filing"}


def __getattr__(name: str) -> Any:
    """What needs the whole core, loaded when it is asked for."""
    if name not in _LATER:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"importing.{_LATER[name]}"), name)
