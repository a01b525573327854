"""What a build leaves on disk for the next: what it read and checked, and which file of the site is made of what.

It is a help and never a witness: a file of the site is taken over only if it is still the one
that was written, and a damaged, foreign or missing keep is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from campaign import Memory, digest
from jinja2.bccache import Bucket, BytecodeCache

FORMAT = b"zhengyou-keep-2\n"
# How many sites are remembered at a time.
SITES = 16
# Modules beside exporting/ that Word and PDF files are made with.
EXPORTED_WITH = ("numbering", "way_back")


@dataclass(frozen=True)
class Made:
    """A file of the site: the key of all it was made from, and its SHA-256.

    ``size`` in bytes and ``mtime_ns`` are how it lay on the disk when it was written.
    """

    key: str
    sha256: str
    size: int
    mtime_ns: int

    def is_there(self, file: Path | str) -> bool:
        """Whether a file lies there as this one did: of the same size and date. Its bytes are not read."""
        try:
            found = os.stat(file)  # noqa: PTH116  asked of every file of a site
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size, self.mtime_ns)


@dataclass
class Kept:
    """``made``: path below the site → how it was made. ``bytecode``: templates as Jinja compiled them."""

    memory: Memory = field(default_factory=Memory)
    made: dict[str, Made] = field(default_factory=dict)
    bytecode: dict[str, bytes] = field(default_factory=dict)


class Bytecode(BytecodeCache):
    """Spares Jinja compiling what it has compiled before; it asks by name, and looks whether the source is the same."""

    def __init__(self, known: dict[str, bytes]) -> None:
        self.known = known

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a template what it was compiled to, if that is known."""
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Notes what a template was compiled to."""
        self.known[bucket.key] = bucket.bytecode_to_string()


def place(root: Path, site: Path) -> Path:
    """Where the keep of a site lies: with the project, which is trusted as its code is."""
    return root / ".cache" / "builds" / digest(str(site.resolve()))[:16]


def read(file: Path, code: str) -> Kept:
    """What the last build kept, or nothing: ``code`` is the version of all that it was made with."""
    try:
        data = file.read_bytes()
    except OSError:
        return Kept()
    head = _head(code, data[len(FORMAT) + 64 :])
    if data[: len(head)] != head:
        return Kept()
    kept = pickle.loads(data[len(head) :])
    return kept if isinstance(kept, Kept) else Kept()


def write(file: Path, code: str, kept: Kept) -> None:
    """Puts it in the place of the last one in one step. Where nothing can be written, nothing is kept."""
    memory = kept.memory
    memory.files = {path: parsed.light() for path, parsed in memory.files.items()}
    data = pickle.dumps(kept, protocol=pickle.HIGHEST_PROTOCOL)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_head(code, data))
                stream.write(data)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
        _forget_old(file.parent.parent)


def _forget_old(builds: Path) -> None:
    """Keeps what the last builds left, for so many sites; a build that was cut short may leave some, too."""
    by_age = sorted(builds.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for folder in by_age[SITES:]:
        shutil.rmtree(folder, ignore_errors=True)


def _head(code: str, data: bytes) -> bytes:
    """What must stand before the data for them to be whole and of this version."""
    told = hashlib.sha256(code.encode())
    told.update(data)
    return FORMAT + told.hexdigest().encode()


def core_version(root: Path) -> str:
    """A digest of the core, the Python and the packages it runs on."""
    core = root / "hooks" / "campaign"
    return _of_files(root, [*sorted(core.rglob("*.py")), *sorted(core.rglob("*.j2"))], *_packages(root))


def theme_version(root: Path) -> str:
    """A digest of all else that a page's HTML is made with: hooks, theme, settings, packages."""
    hooks = root / "hooks"
    files = [
        root / "mkdocs.yml",
        *(one for one in sorted(hooks.rglob("*.py")) if hooks / "campaign" not in one.parents),
    ]
    files += [path for path in sorted((root / "overrides").rglob("*")) if path.is_file()]
    return _of_files(root, files, *_packages(root))


def exports_version(root: Path) -> str:
    """A digest of what Word and PDF files are made with besides what pages are: code, and this machine's fonts."""
    from exporting import fonts

    scripts = root / "scripts"
    parts = [path for path in sorted((scripts / "exporting").rglob("*")) if path.suffix in (".py", ".typ")]
    parts += [scripts / f"{name}.py" for name in EXPORTED_WITH]
    return _of_files(root, parts, repr(fonts.chosen()))


def _of_files(root: Path, files: list[Path], *more: str) -> str:
    parts = [part for path in files for part in (path.relative_to(root).as_posix(), path.read_bytes())]
    return digest(*parts, *more)


def _packages(root: Path) -> list[str]:
    found = [platform.python_version(), platform.system()]
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", (root / "requirements.txt").read_text(encoding="utf-8"), re.M):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found
