"""Builds the project's own site once per run and serves it on loopback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
# Its command line, under whatever engine answers to its name (see tests/engines).
MKDOCS = (sys.executable, "-c", "from mkdocs.__main__ import cli; cli()")


def mkdocs_build(site_dir: Path, *, docs_dir: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs the engine as anyone would, with further settings for other docs; strict, so that no warning is overlooked."""
    config = ROOT / "mkdocs.yml"
    if docs_dir is not None:
        config = site_dir.parent / f"{site_dir.name}.yml"
        told = {"site_url": "", **settings}
        config.write_text(
            f"INHERIT: {(ROOT / 'mkdocs.yml').as_posix()}\ndocs_dir: {docs_dir.as_posix()}\n"
            + "".join(f"{name}: '{value}'\n" for name, value in told.items())
            + f"theme:\n  custom_dir: {(ROOT / 'overrides').as_posix()}\n"
            "hooks:\n" + "".join(f"  - {(ROOT / hook).as_posix()}\n" for hook in hooks_of(ROOT)),
            encoding="utf-8",
        )
    command = [*MKDOCS, "build", "--strict", "-d", str(site_dir), "-f", str(config)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", env=environment)


def hooks_of(root: Path) -> list[str]:
    """Paths of the hooks that a project's settings name, from its root, in their order."""
    return re.findall(r"^  - (hooks/.*\.py)$", (root / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of docs/, shared by all workers of a run."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    target = shared / "site"
    with FileLock(str(shared / "site.lock")):
        if not target.exists():
            made = shared / "site-in-the-making"
            shutil.rmtree(made, ignore_errors=True)
            run = mkdocs_build(made)
            assert run.returncode == 0, run.stderr
            made.rename(target)
    return target


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """The address under which ``folder`` is served at ``prefix``, on loopback."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            if not path.startswith(prefix):
                return str(folder / "outside-the-prefix")
            return super().translate_path("/" + path[len(prefix) :])

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that leaves a page hangs up; nobody needs a traceback of that."""

    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def root_url(site: Path) -> Iterator[str]:
    with serving(site) as url:
        yield url


@pytest.fixture(params=["root", "sub-path", "disk"])
def published(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the site in each way it may be published."""
    if request.param == "disk":
        yield site.resolve().as_uri() + "/"
    else:
        with serving(site, "/" if request.param == "root" else "/party/zhengyou/") as url:
            yield url


def page_paths(site: Path) -> list[str]:
    """Every HTML page of a built site that is not a mere redirect, sorted."""
    return sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    )


Opener = Callable[..., object]

# One page of every kind that the site has, by the beginning of its address.
KINDS = {
    "home": "index.html",
    "campaign": "campaign.html",
    "timeline": "timeline/index.html",
    "year": "timeline/2011.html",
    "stage": "stages/stage-3.html",
    "criteria": "criteria/index.html",
    "matrix": "criteria/matrix.html",
    "criterion": "criteria/masses-good.html",
    "self-checks": "compare/index.html",
    "self-check": "compare/groups/five-good.html",
    "grades": "compare/grades.html",
    "progress": "progress/index.html",
    "cases": "cases/index.html",
    "facet": "cases/by/criterion/masses-good.html",
    "case": "cases/2010/window-one-stop.html",
    "member case": "cases/2010/member-jia-refund.html",
    "units": "units/index.html",
    "unit": "units/foreign-trade-branch.html",
    "honours": "honours/index.html",
    "honour": "honours/2011-qiyi.html",
    "commitments": "commitments/index.html",
    "sheet": "commitments/foreign-trade-2011.html",
    "policies": "policy/index.html",
    "policy": "policy/mobilisation-speech.html",
    "guides": "guide/index.html",
    "guide": "guide/glossary.html",
    "editors": "editors/index.html",
    "fields": "editors/fields/case.html",
    "errors": "editors/errors/index.html",
    "error": "editors/errors/unknown-key.html",
    "templates": "editors/templates.html",
    "register": "editors/register.html",
    "review form": "editors/review-form.html",
    "search": "search.html",
    "site index": "site-index/index.html",
    "initial": "site-index/s.html",
    "not found": "404.html",
}
