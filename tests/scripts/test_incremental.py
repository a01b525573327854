"""A build that takes over from the last one gives what a full build gives, byte for byte, whatever happened before."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import engine
import keeping
import pytest
import workers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markup.digests import named

from ..editing import SEQUENCES, Docs, campaign, cases, drawn, edited
from .conftest import ROOT

Digests = dict[str, str]


class Office:
    """A project with a docs folder and a site, all in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.docs = folder / "docs"
        self.site = folder / "site"
        shutil.copytree(ROOT / "overrides", self.root / "overrides")
        for name in ("mkdocs.yml", "requirements.txt"):
            shutil.copy(ROOT / name, self.root / name)
        (self.root / "hooks").symlink_to(ROOT / "hooks", target_is_directory=True)
        self.put(campaign())

    def put(self, docs: Docs) -> None:
        shutil.rmtree(self.docs, ignore_errors=True)
        for path, data in docs.items():
            file = self.docs / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

    def build(self, jobs: int = 1, full: bool = False, site: Path | None = None) -> engine.Built:
        built = engine.build(self.root, self.docs, site or self.site, jobs=jobs, full=full)
        assert built.ok
        return built

    def in_full(self) -> Digests:
        """What the same content gives where nothing is known of it."""
        with tempfile.TemporaryDirectory() as folder:
            self.build(full=True, site=Path(folder) / "site")
            return digests(Path(folder) / "site")

    def moved_to(self, folder: Path) -> Office:
        """Another with the same docs, and what a build left here as if it had been done there."""
        other = Office(folder)
        # Their times are copied, too: by them a build knows its files again.
        shutil.copytree(self.site, other.site)
        shutil.copytree(self.kept.parent, other.kept.parent)
        return other

    @property
    def kept(self) -> Path:
        return keeping.place(self.root, self.site) / "kept"


def digests(site: Path) -> Digests:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One that has built its site, for others to go on from; no test changes it."""
    office = Office(tmp_path_factory.mktemp("first"))
    assert office.build().written > 300
    return office


@pytest.fixture
def settled(first: Office, tmp_path: Path) -> Office:
    """An office of its own, its site built."""
    return first.moved_to(tmp_path)


def _template(root: Path, number: int) -> None:
    main = root / "overrides" / "main.html"
    text = main.read_text(encoding="utf-8")
    main.write_text(
        text.replace('<p class="zy-print-only', f'<p hidden>{number}</p>\n<p class="zy-print-only'), encoding="utf-8"
    )


def _settings(root: Path, number: int) -> None:
    file = root / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8") + f"\ncopyright: '{number}'\n", encoding="utf-8")


def _style(root: Path, number: int) -> None:
    with (root / "overrides/assets/zhengyou/text.css").open("a", encoding="utf-8") as file:
        file.write(f"/* {number} */\n")


OF_THE_PROJECT = st.none() | st.sampled_from((_template, _settings, _style))


# Every step is a build: an example that fails is told as it is, for making it smaller takes very long.
@pytest.mark.slow
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(edits=SEQUENCES, change=OF_THE_PROJECT, when=st.integers(0, 5))
def test_any_edits_give_what_a_full_build_gives(
    first: Office, edits: list[tuple[object, int]], change: object, when: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office, docs = first.moved_to(Path(folder)), campaign()
        for place, (edit, number) in enumerate(edits):
            docs = edited(docs, edit, number)  # type: ignore[arg-type]
            office.put(docs)
            if change and place == when % len(edits):
                change(office.root, number)  # type: ignore[operator]
            office.build()
        assert digests(office.site) == office.in_full()


def test_only_what_an_edit_can_reach_is_written(settled: Office) -> None:
    before = {path: path.stat().st_ino for path in settled.site.rglob("*.html")}
    assert settled.build().written == 0
    case = settled.docs / cases(campaign())[4]
    case.write_text(case.read_text(encoding="utf-8") + "\n多一句。\n", encoding="utf-8")
    assert 0 < settled.build().written < 40
    moved = {path for path, number in before.items() if path.stat().st_ino != number}
    page = settled.site / case.relative_to(settled.docs).with_suffix(".html")
    assert page in moved and "多一句" in page.read_text(encoding="utf-8")
    assert not any("criteria" in path.parts or "errors" in path.parts for path in moved)


def test_a_picture_makes_its_page_new_and_a_style_all_pages(settled: Office) -> None:
    before = {path: path.stat().st_ino for path in (*settled.site.rglob("*.html"), *(settled.site / "files").iterdir())}
    picture = settled.docs / "files/chart.png"
    picture.write_bytes(drawn(7))
    assert settled.build().written == 1
    (page,) = (
        path for path in before if path.is_file() and path.stat().st_ino != before[path] and "cases" in path.parts
    )
    new = named("chart.png", drawn(7))
    assert f"files/{new}" in page.read_text(encoding="utf-8")
    assert [path.name for path in (settled.site / "files").glob("*.png")] == [new]
    _style(settled.root, 1)
    settled.build()
    (style,) = (settled.site / "assets/zhengyou").glob("site.*.css")
    assert "/* 1 */" in style.read_text(encoding="utf-8")
    pages = [path.read_text(encoding="utf-8") for path in settled.site.rglob("*.html")]
    assert all(style.name in text for text in pages if "stylesheet" in text)
    assert digests(settled.site) == settled.in_full()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_many_processes_give_the_same(
    first: Office, office: Office, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "WORTH", 8)
    monkeypatch.setattr(workers, "method", lambda: method)
    office.build(jobs=4)
    assert digests(office.site) == digests(first.site)


@pytest.mark.parametrize("jobs", [1, 4])
def test_an_error_in_one_process_ends_all_once(
    settled: Office, jobs: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(settled.site)
    capsys.readouterr()
    monkeypatch.setattr(workers, "WORTH", 8)
    main = settled.root / "overrides" / "main.html"
    main.write_text(
        main.read_text(encoding="utf-8") + "{% block fonts %}{{ nothing.at.all }}{% endblock %}", encoding="utf-8"
    )
    assert not engine.build(settled.root, settled.docs, settled.site, jobs=jobs).ok
    said = capsys.readouterr().err
    assert said.count("出了意外") == 1 and "Traceback" not in said
    assert digests(settled.site) == before
    assert sorted(path.name for path in settled.site.parent.iterdir()) == ["docs", "project", "site"]
    assert not multiprocessing.active_children()


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) * 2 // 3] ^= 1
    file.write_bytes(data)


def _overwrite(file: Path) -> None:
    file.write_bytes(b"x" * file.stat().st_size)


DAMAGE = [
    *((name, "kept") for name in (_truncate, _flip, _overwrite, Path.unlink)),
    *((name, "index.html") for name in (_truncate, _overwrite, Path.unlink)),
    (_truncate, "search/index.js"),
    (shutil.rmtree, "search"),
    (shutil.rmtree, "cases"),
]


@pytest.mark.parametrize(("damage", "what"), DAMAGE, ids=lambda one: getattr(one, "__name__", one))
def test_damage_costs_time_and_nothing_else(settled: Office, damage: object, what: str) -> None:
    whole = digests(settled.site)
    case = settled.docs / cases(campaign())[4]
    text = case.read_bytes()
    case.write_bytes(text + "\n多一句。\n".encode())
    settled.build()
    damage(settled.kept if what == "kept" else settled.site / what)  # type: ignore[operator]
    case.write_bytes(text)
    settled.build()
    assert digests(settled.site) == whole


def test_what_another_version_kept_is_not_used(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = office.build()
    monkeypatch.setattr(keeping, "core_version", lambda root: "another")
    assert office.build().written == first.written


def test_a_site_from_elsewhere_is_not_taken_over(settled: Office) -> None:
    whole = digests(settled.site)
    for page in settled.site.rglob("*.html"):
        page.write_bytes(page.read_bytes().replace("示例".encode(), "例示".encode()))
    settled.build()
    assert digests(settled.site) == whole


def test_where_nothing_can_be_kept_the_site_is_built_all_the_same(office: Office) -> None:
    (office.root / ".cache").write_bytes(b"in the way")
    first = office.build()
    assert office.build().written == first.written


def test_a_disk_without_links_is_served_with_copies(
    first: Office, settled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert settled.build().written == 0
    assert digests(settled.site) == digests(first.site)


KILLED = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
import engine
engine.build(*map(Path, sys.argv[3:6]), jobs=2)
"""


def _killed(office: Office) -> Iterator[float]:
    """Starts builds and kills each, with all it has started, at another moment; gives the moments as shares."""
    command = [sys.executable, "-c", KILLED, str(ROOT / "hooks"), str(ROOT / "scripts")]
    command += [str(office.root), str(office.docs), str(office.site)]
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - begun
    chance = random.Random(20100701)
    for number in range(5):
        office.put({**campaign(), "guide/round.md": f"---\ntitle: 第{number}轮\n---\n\n甲。\n".encode()})
        if number % 2:
            _style(office.root, number)
        share = chance.uniform(0.2, 1.0)
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(timeout=whole * share)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        yield share


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a group of processes")
def test_killed_at_any_moment_the_next_build_is_right(office: Office) -> None:
    for _ in _killed(office):
        office.build()
        assert digests(office.site) == office.in_full()


@pytest.mark.parametrize("jobs", [1, 3])
def test_it_is_said_how_far_a_build_has_got(
    office: Office, jobs: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "STRIDE", 100)
    built = office.build(jobs=jobs)
    said = [line for line in capfd.readouterr().err.splitlines() if line.startswith("已生成约")]
    assert len(said) == built.pages // 100
    assert all(line.endswith(f"共 {built.pages} 页……") for line in said)


def _told(number: int) -> int:
    return number


def test_what_a_process_brings_early_is_not_lost() -> None:
    with workers.Crew(2, _told) as crew:
        deadline = time.monotonic() + 30
        while len(crew._brought) < 2 and time.monotonic() < deadline:
            crew.check()
        assert sorted(crew.results()) == [0, 1]


def test_templates_compiled_in_another_process_are_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH", 10_000)
    office.build(jobs=2)
    kept = keeping.read(office.kept, keeping.core_version(office.root))
    assert any(b"md-container" in code for code in kept.bytecode.values())
