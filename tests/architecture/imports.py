"""Which module of the project imports which, read from the source; nothing of it is run.

What is loaded by a name that is put together while a program runs is not seen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Where the project's own modules are found by their first name.
FOLDERS = (ROOT / "hooks", ROOT / "scripts")


def modules() -> dict[str, Path]:
    """Every module's file by its name; a package's own is its ``__init__``."""
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): path
        for folder in FOLDERS
        for path in sorted(folder.rglob("*.py"))
    }


def imports(found: Mapping[str, Path]) -> dict[str, set[str]]:
    """Module → the modules it imports, wherever in it that stands; not what only a type checker reads."""
    return {
        name: {_known(one, found) for one in _named(ast.parse(path.read_text(encoding="utf-8")), name, path)}
        - {"", name}
        for name, path in found.items()
    }


def _named(tree: ast.AST, module: str, path: Path) -> Iterator[str]:
    """What is imported, as ``package.module.name``, whether the last is a module or what it holds."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = module.split(".")[: None if path.stem == "__init__" else -1]
            base = [*above[: len(above) + 1 - node.level], node.module or ""] if node.level else [node.module or ""]
            yield from (".".join(filter(None, (*base, one.name))) for one in node.names)
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            yield from _named(node, module, path)


def _known(name: str, found: Mapping[str, Path]) -> str:
    """The module of ours that the name means or is in; empty for anybody else's."""
    while name and name not in found:
        name = name.rpartition(".")[0]
    return name
