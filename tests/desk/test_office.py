"""The docs folder as the desk sees it: read anew where it changed, written without losing anything."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
import writing
from campaign import Severity, digest, load
from desk import folder, lock, store
from desk.office import Conflict, Office
from desk.store import Unavailable
from hypothesis import given
from hypothesis import strategies as st

from .conftest import CASE, DRAFT, NEW, ROOT

# Every spelling of "elsewhere" that a path may come in.
ELSEWHERE = [
    "../outside.md",
    "cases/../../outside.md",
    "cases/2031/../../../outside.md",
    "cases/2031/..\\..\\..\\outside.md",
    "..\\outside.md",
    "%2e%2e/outside.md",
    "cases/%2e%2e/%2e%2e/outside.md",
    "/etc/hosts.md",
    "C:/outside.md",
    "C:\\outside.md",
    "//host/share/outside.md",
    "cases/2031/kanban.md\0",
    "cases/2031/\0kanban.md",
    "cases/2031/.hidden.md",
    ".desk/drafts/x.md",
    ".git/x.md",
    "cases/2031/./kanban.md",
    "cases//2031/kanban.md",
    "cases/2031/kanban.md/",
    "cases/2031/kanban.md:stream.md",
    "cases/２０３１/kanban.md",
    "cases/2031/con.md",
    "cases/2031/kanban",
    "cases/2031/kanban.txt",
    "files/x.md",
    "includes/x.md",
    "~/outside.md",
    "",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_path_leads_out_of_the_folder(office: Office, docs: Path, path: str) -> None:
    (docs.parent / "outside.md").write_text("geheim", encoding="utf-8")
    for attempt in (
        lambda: office.read(path),
        lambda: office.check(path, DRAFT),
        lambda: office.save(path, DRAFT, None, "保存"),
        lambda: office.attach(path, "a.txt", b"a"),
        lambda: office.history.versions(path),
        lambda: office.history.text(path, "copy-20310101T000000.000000Z"),
        lambda: office.history.add(path, "保存"),
    ):
        with pytest.raises(Unavailable):
            attempt()
    assert (docs.parent / "outside.md").read_text(encoding="utf-8") == "geheim"
    assert sorted(one.name for one in docs.parent.iterdir()) == ["docs", "outside.md"]


@given(path=st.text(alphabet="./\\%2eacsdm0319:~\0 案", max_size=30))
def test_any_other_path_is_refused_or_stays_inside(path: str) -> None:
    here = folder.Folder(Path("/nowhere/docs"))
    try:
        file = here.file(path)
    except Unavailable:
        return
    assert Path("/nowhere/docs") in Path(os.path.normpath(file)).parents
    assert not any(part.startswith(".") for part in file.relative_to("/nowhere/docs").parts)


def test_links_to_elsewhere_are_not_followed(office: Office, docs: Path) -> None:
    outside = docs.parent / "outside"
    outside.mkdir()
    (outside / "x.md").write_text(DRAFT, encoding="utf-8")
    (docs / "cases/2032").symlink_to(outside)
    (docs / "cases/2031/linked.md").symlink_to(outside / "x.md")
    for path in ("cases/2032/x.md", "cases/2031/linked.md", "cases/2032/new.md"):
        with pytest.raises(Unavailable):
            office.read(path)
        with pytest.raises(Unavailable):
            office.save(path, DRAFT, None, "保存")
    assert {entry.path for entry in office.entries()}.isdisjoint({"cases/2032/x.md", "cases/2031/linked.md"})


def test_a_file_is_read_as_the_core_reads_it(office: Office, docs: Path) -> None:
    held = office.read(CASE)
    data = (docs / CASE).read_bytes()
    assert (held.text, held.digest) == (data.decode(), digest(data))
    with pytest.raises(Unavailable, match="不在了"):
        office.read(NEW)
    (docs / CASE).write_bytes("---\ntitle: 甲\n---\n".encode("gb18030"))
    with pytest.raises(Unavailable, match="UTF-8"):
        office.read(CASE)


def test_records_and_findings_are_those_of_a_reading_of_the_whole(
    office: Office, docs: Path, base: dict[str, bytes]
) -> None:
    records, diagnostics = load(base)
    assert [one.path for one in office.records().all()] == [one.path for one in records.all()]
    assert office.diagnostics() == diagnostics


def test_only_what_changed_is_read_again(office: Office, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in docs.rglob("*.md"):
        os.utime(file, (1, 1))
    opened: list[str] = []
    real = open

    def watched(file, *arguments, **settings):  # type: ignore[no-untyped-def]
        opened.append(str(file))
        return real(file, *arguments, **settings)

    monkeypatch.setattr(folder, "open", watched, raising=False)
    before = office.records()
    assert len(opened) == sum(1 for _ in docs.rglob("*.md"))
    opened.clear()
    assert office.records() is before and opened == []

    (docs / CASE).write_text(
        (docs / CASE).read_text(encoding="utf-8").replace("看板上墙", "看板下墙"), encoding="utf-8"
    )
    assert office.records().by_path[CASE].title == "看板下墙（示例）"
    assert opened == [str(docs / CASE)]
    (docs / CASE).unlink()
    assert CASE not in office.records().by_path


def test_a_change_within_the_clock_s_grain_is_seen(office: Office, docs: Path) -> None:
    """Same size, same time: what was only just written is not trusted to be still so."""
    file = docs / CASE
    office.records()
    status = file.stat()
    file.write_bytes(file.read_bytes().replace("看板上墙".encode(), "看板下墙".encode()))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert office.records().by_path[CASE].title == "看板下墙（示例）"


def test_check_looks_at_the_text_among_the_others_on_disk(office: Office) -> None:
    text = office.read(CASE).text
    assert office.check(CASE, text)[1] == []
    record, found = office.check(CASE, text.replace("unit: press", "unit: pres"))
    assert record is not None and [one.code for one in found] == ["unknown-reference"]
    assert office.check(CASE, text.replace("status: published", "status: nonsense"))[1][0].severity is Severity.ERROR
    assert office.diagnostics() == []
    assert office.check(CASE, "no front matter")[0] is None
    assert office.check(CASE, "---\n\ud800: [\n")[0] is None
    assert office.check(NEW, DRAFT)[0] is not None


@given(text=st.text(alphabet=st.sampled_from("-\n: title[]{}&*!|>'\"#案\t\r\0\ud800%@`"), max_size=60))
def test_check_never_raises_for_what_is_typed(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    office = Office(_empty(tmp_path_factory))
    office.check(CASE, text)
    office.check(CASE, "---\n" + text + "\n---\n")


_folders: list[Path] = []


def _empty(factory: pytest.TempPathFactory) -> Path:
    if not _folders:
        _folders.append(factory.mktemp("empty"))
    return _folders[0]


def test_saving_writes_the_text_and_a_version(office: Office, docs: Path) -> None:
    held = office.read(CASE)
    text = held.text.replace("挂一块", "挂两块")
    after = office.save(CASE, text, held.digest, "改了块数")
    assert (docs / CASE).read_bytes() == text.encode() and after == office.read(CASE)
    assert [one.what for one in office.history.versions(CASE)] == ["改了块数", "在编辑台之外写的"]
    office.save(CASE, text, after.digest, "什么也没改")
    assert len(office.history.versions(CASE)) == 2

    office.save(NEW, DRAFT, None, "新建")
    assert (docs / NEW).read_bytes() == DRAFT.encode()
    office.save("cases/2032/first.md", DRAFT, None, "新建")
    assert not list(docs.rglob("*.part")) and not list(docs.glob(".desk/lock*"))


@pytest.mark.parametrize(
    "before",
    [
        b"---\r\ntitle: a\r\n---\r\n",
        b"---\ntitle: a\n---\n",
        b"---\ntitle: a\n---\r\n",
        b"---\rtitle: a\r---\r",
        b"\xef\xbb\xbf---\ntitle: a\n---\n",
    ],
)
def test_an_unchanged_text_leaves_the_file_to_the_byte(office: Office, docs: Path, before: bytes) -> None:
    (docs / CASE).write_bytes(before)
    held = office.read(CASE)
    assert "\r" not in held.text and "\ufeff" not in held.text
    office.save(CASE, held.text, held.digest, "保存")
    assert (docs / CASE).read_bytes() == before


def test_line_ends_stay_as_the_file_has_them(office: Office, docs: Path) -> None:
    crlf = (docs / CASE).read_bytes().replace(b"\n", b"\r\n")
    (docs / CASE).write_bytes(crlf)
    held = office.read(CASE)
    office.save(CASE, held.text.replace("挂一块", "挂两块"), held.digest, "保存")
    assert (docs / CASE).read_bytes() == crlf.replace("挂一块".encode(), "挂两块".encode())
    # What a browser posts has \r\n, whatever the file has.
    plain = office.read("units/press.md")
    office.save("units/press.md", plain.text.replace("\n", "\r\n") + "\r\n末行\r\n", plain.digest, "保存")
    assert b"\r" not in (docs / "units/press.md").read_bytes()


def test_half_a_character_is_no_failure(office: Office) -> None:
    held = office.save(NEW, DRAFT + "\ud83d\n", None, "新建")
    assert held.text == DRAFT + "?\n" and office.read(NEW) == held


def test_a_file_changed_meanwhile_is_a_conflict_and_stays(office: Office, docs: Path) -> None:
    held = office.read(CASE)
    others = (docs / CASE).read_bytes().replace("挂一块".encode(), "挂三块".encode())
    (docs / CASE).write_bytes(others)
    with pytest.raises(Conflict) as conflict:
        office.save(CASE, held.text.replace("挂一块", "挂两块"), held.digest, "保存")
    assert conflict.value.theirs == office.read(CASE) and (docs / CASE).read_bytes() == others
    (docs / CASE).unlink()
    with pytest.raises(Conflict) as conflict:
        office.save(CASE, held.text, held.digest, "保存")
    assert conflict.value.theirs is None and not (docs / CASE).exists()
    office.save(NEW, DRAFT, None, "新建")
    with pytest.raises(Conflict):
        office.save(NEW, DRAFT + "又一个\n", None, "新建")
    assert (docs / NEW).read_bytes() == DRAFT.encode()


def test_what_was_changed_outside_is_a_version_before_it_is_written_over(office: Office, docs: Path) -> None:
    held = office.read(CASE)
    held = office.save(CASE, held.text + "\n一\n", held.digest, "保存")
    outside = (docs / CASE).read_text(encoding="utf-8") + "\n在别处写的\n"
    (docs / CASE).write_text(outside, encoding="utf-8")
    office.save(CASE, held.text, office.read(CASE).digest, "用我的")
    texts = [office.history.text(CASE, one.id) for one in office.history.versions(CASE)]
    assert outside in texts


def test_a_folder_that_cannot_be_written_is_said_so(office: Office, docs: Path) -> None:
    (docs / ".desk").write_text("in the way", encoding="utf-8")
    held = office.read(CASE)
    with pytest.raises(Unavailable, match="不能写入"):
        office.save(CASE, held.text + "x", held.digest, "保存")
    with pytest.raises(Unavailable, match="不能写入"):
        office.drafts.keep("abcdefgh", CASE, "x", None)
    assert office.read(CASE) == held


def test_a_failure_half_way_leaves_the_file_whole(office: Office, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = office.read(CASE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(Unavailable, match="写不了"):
        office.save(CASE, held.text + "x", held.digest, "保存")
    assert office.read(CASE) == held and not list(docs.rglob("*.half")) and not list(docs.glob(".desk/lock*"))


def test_a_version_that_cannot_be_kept_before_stops_a_save_and_one_after_does_not(
    office: Office, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = office.read(CASE)
    real = office.history.add

    def failing(which: str) -> None:
        def add(path: str, what: str) -> None:
            if (what == "保存") == (which == "after"):
                raise Unavailable("磁盘满了。")
            real(path, what)

        monkeypatch.setattr(office.history, "add", add)

    failing("before")
    with pytest.raises(Unavailable):
        office.save(CASE, held.text + "一\n", held.digest, "保存")
    assert office.read(CASE) == held
    failing("after")
    after = office.save(CASE, held.text + "一\n", held.digest, "保存")
    assert office.read(CASE) == after
    monkeypatch.setattr(office.history, "add", real)
    office.save(CASE, held.text, after.digest, "保存")
    assert after.text in [office.history.text(CASE, one.id) for one in office.history.versions(CASE)]


def test_the_desk_s_own_folder_is_no_content(office: Office, docs: Path) -> None:
    office.drafts.keep("abcdefgh", CASE, "x", None)
    held = office.read(CASE)
    office.save(CASE, held.text + "\nx\n", held.digest, "保存")
    assert (docs / ".desk/.gitignore").read_text(encoding="utf-8") == "*\n"
    assert all(not path.startswith(".") for path in folder.Folder(docs).read())


def test_a_lock_left_behind_is_broken_and_a_living_one_waited_for(docs: Path) -> None:
    store.own_folder(docs)
    (docs / ".desk/lock").write_bytes(b"dead")
    with lock.held(docs, stale=0.1) as still_held:
        assert still_held()
    assert not (docs / ".desk/lock").exists()

    order: list[str] = []
    entered = threading.Event()

    def second() -> None:
        entered.wait()
        with lock.held(docs):
            order.append("second")

    other = threading.Thread(target=second)
    other.start()
    with lock.held(docs):
        entered.set()
        other.join(0.2)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_a_lock_that_was_taken_over_is_told(docs: Path) -> None:
    with lock.held(docs) as still_held:
        (docs / ".desk/lock").write_bytes(b"another's")
        assert not still_held()
    assert (docs / ".desk/lock").read_bytes() == b"another's"


_HAMMER = """
import sys
sys.path[:0] = [{hooks!r}, {scripts!r}]
from pathlib import Path
from desk.office import Conflict, Office

office, name, done = Office(Path({docs!r})), sys.argv[1], 0
while done < 12:
    held = office.read("{case}")
    try:
        office.save("{case}", held.text + f"\\n{{name}}-{{done}}\\n", held.digest, f"{{name}}-{{done}}")
        done += 1
    except Conflict:
        pass
"""


def test_two_desks_at_once_lose_no_text(office: Office, docs: Path) -> None:
    code = _HAMMER.format(hooks=str(ROOT / "hooks"), scripts=str(ROOT / "scripts"), docs=str(docs), case=CASE)
    desks = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("one", "two")]
    assert [desk.wait(120) for desk in desks] == [0, 0]
    text = office.read(CASE).text
    wanted = {f"{name}-{number}" for name in ("one", "two") for number in range(12)}
    assert {line for line in text.split("\n") if line in wanted} == wanted
    versions = office.history.versions(CASE)
    assert {one.what for one in versions} == wanted | {"在编辑台之外写的"}
    # Each version holds all that was accepted before it, and one thing more.
    told = [office.history.text(CASE, one.id) for one in reversed(versions)]
    assert all(later.startswith(earlier) and later != earlier for earlier, later in pairwise(told))
