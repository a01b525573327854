"""Archives to carry away: what is in them, that they open from a disk, and that nobody is left with half of one."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from publishing import Refused, binding, manifest
from publishing.gates import passed
from publishing.package import RELEASE, Package, Release, read_release
from publishing.targets import Target, archive
from publishing.targets.journal import LOCK, LOG, READY
from publishing.targets.zip import CURRENT, Zip

from .built import reported
from .conftest import accept, held, package_of, quiet, refuse, settings_of, site
from .operations import in_child, killing, met

__all__ = ["reported"]  # a fixture
SITE_A, SITE_B = site("A"), site("B")
A, B = package_of(SITE_A), package_of(SITE_B)


@pytest.fixture
def stick(in_memory: Path) -> Path:
    """A folder whose name is one that people give."""
    folder = in_memory / "争优 U盘 (新)"
    folder.mkdir()
    return folder


def to(stick: Path, now: float = 1_700_000_000, **others: object) -> Target:
    return Zip(settings_of(stick, "zip", **others), say=quiet, now=lambda: now)


def named(stick: Path, release: Release) -> Path:
    return stick / f"zhengyou-{release.id}.zip"


def unpacked(file: Path, folder: Path) -> Path:
    """The top folder of an archive."""
    shutil.unpack_archive(file, folder)
    (top,) = folder.iterdir()
    return top


def verified(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(folder / archive.VERIFY_UNIX)], cwd="/", capture_output=True, text=True, encoding="utf-8"
    )


def test_an_archive_holds_the_site_in_one_folder_and_what_to_do_with_it(stick: Path) -> None:
    release = to(stick).publish(A, accept)
    assert {one.name for one in stick.iterdir()} == {CURRENT, named(stick, release).name, manifest.FOLDER}
    assert (stick / CURRENT).read_bytes() == named(stick, release).read_bytes()
    top = unpacked(stick / CURRENT, stick / "新文件夹")
    assert top.name == f"zhengyou-{release.id}"
    beside = {archive.SUMS, archive.VERIFY_UNIX, archive.VERIFY_WINDOWS, archive.README}
    files = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    assert {path: data for path, data in files.items() if path in SITE_A} == SITE_A
    assert files.keys() - SITE_A.keys() - beside == {
        "version.json",
        *(f"{manifest.FOLDER}/{name}" for name in ("SHA256SUMS", "release.json", "report.json", "sbom.cdx.json")),
    }
    for name in beside:
        (top / name).unlink()
    assert held(top) == release


def test_the_archive_of_the_real_site_opens_from_a_disk_and_is_searched(
    stick: Path, browser: Browser, reported: Path
) -> None:
    build = passed(reported)
    files = binding.bind(build.files, "", served=Zip.served, dated=build.dated)
    release = to(stick).publish(Package(files, build.report, b"{}\n", build.pages), accept)
    top = unpacked(stick / CURRENT, stick / "新文件夹")
    assert verified(top).returncode == 0
    context = browser.new_context()
    page = context.new_page()
    outside: list[str] = []
    page.on("request", lambda asked: asked.url.startswith("file:") or outside.append(asked.url))
    page.goto((top / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("支部")
    result = page.locator("#zy-search-list [role=option]").first
    expect(result).to_be_visible()
    result.click()
    page.wait_for_url(lambda url: "index.html" not in url.rpartition("/")[2] or "/cases/" in url)
    expect(page.locator("h1")).to_have_count(1)
    assert page.url.startswith(top.as_uri())
    assert outside == []
    context.close()
    assert release.pages == build.pages


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_the_script_names_what_was_copied_badly(stick: Path, damage: str) -> None:
    to(stick).publish(A, accept)
    top = unpacked(stick / CURRENT, stick / "新文件夹")
    sound = verified(top)
    assert (sound.returncode, sound.stdout) == (0, "完好：所有文件都和发布时一样。\n")
    page = top / "cases/第2号.html"
    if damage == "changed":
        page.write_bytes(page.read_bytes()[:-1] + b"\x80")
    else:
        page.unlink()
    bad = verified(top)
    assert bad.returncode == 1
    named, sentence = bad.stdout.splitlines()
    assert named.startswith("cases/第2号.html: ")
    assert sentence.startswith("不对：")


def _cut_off(listed: bytes) -> bytes:
    return b"".join(listed.splitlines(keepends=True)[:-3])


def _cut_in_a_digest(listed: bytes) -> bytes:
    return listed[: listed.rindex(b"\n", 0, -1) + 20]


def _not_a_digest(listed: bytes) -> bytes:
    return b"z" + listed[1:]


@pytest.mark.parametrize("damage", [_cut_off, _cut_in_a_digest, _not_a_digest, lambda listed: b""])
@pytest.mark.parametrize("tool", ["sha256sum", "shasum"])
def test_the_script_does_not_trust_a_damaged_list(stick: Path, damage: Callable[[bytes], bytes], tool: str) -> None:
    """sha256sum passes over lines that are none, and knows of no file that the list lacks."""
    to(stick).publish(A, accept)
    top = unpacked(stick / CURRENT, stick / "新文件夹")
    listed = top / archive.SUMS
    listed_files = listed.read_bytes().count(b"\n")
    listed.write_bytes(damage(listed.read_bytes()))
    bad = with_only(tool, top, stick)
    assert bad.returncode == 1
    named, sentence = bad.stdout.splitlines()
    assert named.startswith(f"SHA256SUMS: 清单坏了，应有 {listed_files} 个文件，只认得 ")
    assert sentence.startswith("不对：")


def with_only(tool: str, top: Path, stick: Path) -> subprocess.CompletedProcess[str]:
    """Runs the script where one of the tools is."""
    tools = stick / "tools"
    tools.mkdir()
    for name in ("dirname", "grep", tool):
        found = shutil.which(name)
        assert found, f"{name} is missing"
        (tools / name).symlink_to(found)
    return subprocess.run(
        ["/bin/sh", str(top / archive.VERIFY_UNIX)],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_the_script_works_where_only_shasum_is(stick: Path) -> None:
    """As on macOS."""
    to(stick).publish(A, accept)
    top = unpacked(stick / CURRENT, stick / "新文件夹")
    assert with_only("shasum", top, stick).stdout == "完好：所有文件都和发布时一样。\n"


def test_the_script_for_windows_is_what_cmd_can_read(stick: Path) -> None:
    """It was not tried on Windows: its text is held against what is known of cmd.exe."""
    to(stick).publish(A, accept)
    top = unpacked(stick / CURRENT, stick / "新文件夹")
    data = (top / archive.VERIFY_WINDOWS).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 5
    lines = data.decode("utf-8").splitlines()
    # What is not ASCII comes after the code page is UTF-8; a byte order mark would be run as a command.
    assert lines[:3] == ["@echo off", "chcp 65001 >nul", 'set "ZY_HERE=%~dp0"']
    assert all(map(str.isascii, lines[:4]))
    command, _, program = lines[3].partition(' -Command "')
    assert command == "powershell -NoProfile"
    assert program.endswith('"')
    program = program.removesuffix('"')
    assert not set(program) & set('"%'), "cmd would take it for itself"
    assert program.count("{") == program.count("}")
    assert program.count("'") % 2 == 0
    assert "Substring(0, 64)" in program
    count = len((top / archive.SUMS).read_bytes().splitlines())
    assert f"$lines.Count -ne {count})" in program
    assert "$line.Length -lt 67" in program
    # In a .cmd file `set` would hide it from `errorlevel`.
    assert lines[4:6] == ["set ZY_STATUS=%errorlevel%", "if not %ZY_STATUS%==0 ("]
    assert lines[-1] == "exit /b %ZY_STATUS%"
    assert "Substring(66)" in program
    assert all(len(line.split(archive.SUMS)) <= 2 for line in lines)
    # A parenthesis would end the block.
    assert not [line for line in lines[5:] if line.startswith("  ") and set(line) & set("()")]
    assert len(lines[3]) < 8191, "the longest line cmd takes"


def test_the_leaflet_is_for_the_oldest_notepad(stick: Path) -> None:
    release = to(stick).publish(A, accept)
    with zipfile.ZipFile(stick / CURRENT) as made:
        info = made.getinfo(f"zhengyou-{release.id}/说明.txt")
        data = made.read(info)
        scripts = [made.getinfo(f"zhengyou-{release.id}/verify.{end}").filename for end in ("sh", "cmd")]
    assert info.flag_bits & 0x800, "its name is not told to be UTF-8"
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    text = data.decode("utf-8-sig")
    assert f"版本 {release.id}，2023-11-15 发布，7 页" in text
    assert "解压到一个新文件夹" in text
    assert all(script.rpartition("/")[2] in text for script in scripts)


def test_the_same_release_makes_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        to(tmp_path / name).publish(A, accept)
        made.append((tmp_path / name / CURRENT).read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one" / CURRENT) as archive_:
        infos = archive_.infolist()
    assert [one.filename for one in infos] == sorted(one.filename for one in infos)
    assert {one.date_time for one in infos} == {(2023, 11, 15, 6, 13, 20)}
    assert {one.create_system for one in infos} == {3}, "its modes are those of Unix"
    modes = {one.filename.partition("/")[2]: stat.filemode(one.external_attr >> 16) for one in infos}
    assert modes == {**dict.fromkeys(modes, "-rw-r--r--"), archive.VERIFY_UNIX: "-rwxr-xr-x"}


@pytest.mark.parametrize("now", [0, 5_000_000_000])
def test_a_clock_that_no_archive_can_hold(stick: Path, now: float) -> None:
    to(stick, now).publish(A, accept)
    assert verified(unpacked(stick / CURRENT, stick / "新文件夹")).returncode == 0


@pytest.mark.parametrize(
    "path", ["../outside.html", "/etc/page.html", "a\\..\\page.html", "C:/page.html", "a/./page.html"]
)
def test_a_file_that_would_be_unpacked_elsewhere_is_refused(stick: Path, path: str) -> None:
    with pytest.raises(Refused, match="解压时会写到别处"):
        to(stick).publish(package_of({**SITE_A, path: b"x"}), accept)
    assert not (stick / CURRENT).exists()


def test_the_newest_stay_and_the_present_one(stick: Path) -> None:
    releases = [to(stick, keep=2).publish(one, accept) for one in (A, B, A)]
    assert sorted(stick.glob("zhengyou-*.zip")) == [named(stick, one) for one in releases[1:]]
    to(stick, keep=1).rollback(2, accept)
    assert sorted(stick.glob("zhengyou-*.zip")) == [named(stick, one) for one in releases[1:]]
    assert len((stick / LOG).read_text(encoding="utf-8").splitlines()) == 4


def test_back_and_forward_whatever_the_clock_says(stick: Path) -> None:
    first = to(stick, 2_000_000_000).publish(A, accept)
    second = to(stick, 1_000_000_000).publish(B, accept)
    assert to(stick).rollback(None, accept) == first
    assert (stick / CURRENT).read_bytes() == named(stick, first).read_bytes()
    shelf = to(stick).shelf()
    assert (shelf.releases, shelf.current) == ((first, second), 1)
    assert to(stick).publish(B, accept).number == 3


def test_what_cannot_be_confirmed_is_taken_back(stick: Path) -> None:
    with pytest.raises(Refused, match="不是这一版"):
        to(stick).publish(A, refuse)
    assert not (stick / CURRENT).exists()
    first = to(stick).publish(A, accept)
    with pytest.raises(Refused, match="不是这一版"):
        to(stick).publish(B, refuse)
    assert (stick / CURRENT).read_bytes() == named(stick, first).read_bytes()
    assert to(stick).shelf().releases == (first,)


def test_an_archive_that_rots_meanwhile_does_not_come_back(stick: Path) -> None:
    def spoil_and_refuse(release: Release, sums: object) -> None:
        repacked(named(stick, first), f"zhengyou-{first.id}/index.html", b"another page")
        raise Refused("读者看到的不是这一版。")

    first = to(stick).publish(A, accept)
    with pytest.raises(Refused, match=r"也没能换回原来的版本：zhengyou-.*坏了.*或再发布一次。再"):
        to(stick).publish(B, spoil_and_refuse)
    assert _digest(stick / CURRENT) == B.digest


def test_who_is_copying_the_archive_meanwhile_gets_a_whole_one(stick: Path) -> None:
    first = to(stick).publish(A, accept)
    with (stick / CURRENT).open("rb") as copying:
        begun = copying.read(100)
        to(stick).publish(B, accept)
        assert begun + copying.read() == named(stick, first).read_bytes()


def test_a_site_that_lost_a_fifth_of_its_pages_is_refused(stick: Path) -> None:
    to(stick).publish(A, accept)
    gone = ("cases/第1号.html", "cases/第2号.html")
    fewer = package_of({path: data for path, data in SITE_A.items() if path not in gone})
    with pytest.raises(Refused, match="allow-shrink"):
        to(stick).publish(fewer, accept)
    to(stick).publish(fewer, accept, allow_shrink=True)


@pytest.mark.parametrize("spot", ["the middle", "the end", "a page that is packed anew"])
def test_an_archive_that_has_rotted_is_not_gone_back_to(stick: Path, spot: str) -> None:
    first = to(stick).publish(A, accept)
    second = to(stick).publish(B, accept)
    file = named(stick, first)
    data = bytearray(file.read_bytes())
    if spot == "the middle":
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    elif spot == "the end":
        file.write_bytes(data[:-10])
    else:
        repacked(file, f"zhengyou-{first.id}/cases/第1号.html", b"another page")
    with pytest.raises(Refused, match=r"坏了|没有更早的版本"):
        to(stick).rollback(None, accept)
    assert (stick / CURRENT).read_bytes() == named(stick, second).read_bytes()
    assert to(stick).publish(A, accept).number == 3


def test_whatever_has_rotted_an_archive_is_read_or_is_none(stick: Path) -> None:
    release = to(stick).publish(package_of({"index.html": b"x"}), accept)
    file = named(stick, release)
    data = file.read_bytes()
    entry = data.rindex(f"zhengyou-{release.id}/SHA256SUMS".encode()) - 46
    content = 30 + len(f"zhengyou-{release.id}/{manifest.SUMS}")
    # What is before the first content and its first bytes, an entry of the directory, and the end's record.
    spots = [*range(26, content + 4), *range(entry, data.index(b"PK\1\2", entry + 1))]
    spots += range(data.rindex(b"PK\5\6"), len(data))
    for at, flipped in product(spots, (0x01, 0xFF)):
        file.write_bytes(data[:at] + bytes([data[at] ^ flipped]) + data[at + 1 :])
        with suppress(ValueError):
            archive.wrong(file, release.id, {})


def test_an_archive_that_cannot_be_read_is_told_and_not_listed(stick: Path) -> None:
    first, second = to(stick).publish(A, accept), to(stick).publish(B, accept)
    named(stick, first).write_bytes(b"PK")
    said: list[str] = []
    assert Zip(settings_of(stick, "zip"), say=said.append).shelf().releases == (second,)
    assert said == [f"zhengyou-{first.id}.zip 坏了，不算在内。"]
    said.clear()
    Zip(settings_of(stick, "zip"), say=said.append).publish(A, accept)
    assert len(said) == 2, "it is told once"


@pytest.mark.parametrize("tops", [(), ("a", "b")])
def test_an_archive_of_something_else_is_none(stick: Path, tops: tuple[str, ...]) -> None:
    with zipfile.ZipFile(stick / "other.zip", "w") as made:
        for top in tops:
            made.writestr(f"{top}/{RELEASE}", "{}")
            made.writestr(f"{top}/{manifest.SUMS}", "")
    with pytest.raises(ValueError, match="not a release"):
        archive.told(stick / "other.zip")
    with pytest.raises(FileNotFoundError):
        archive.told(stick / "none.zip")


def test_a_release_whose_archive_is_gone_cannot_be_gone_back_to(stick: Path) -> None:
    """Though readers have a copy of it."""
    first, second = to(stick).publish(A, accept), to(stick).publish(B, accept)
    named(stick, second).unlink()
    shelf = to(stick).shelf()
    assert (shelf.releases, shelf.current) == ((first,), None)
    with pytest.raises(Refused, match="不是这一版"):
        to(stick).publish(B, refuse)
    assert to(stick).shelf().current == 1


def test_an_archive_that_someone_renamed_is_not_listed(stick: Path) -> None:
    first = to(stick).publish(A, accept)
    shutil.copy(named(stick, first), stick / "zhengyou-000009-00000000.zip")
    shutil.copy(named(stick, first), stick / "zhengyou-备份.zip")
    assert to(stick).shelf().releases == (first,)
    assert to(stick).publish(B, accept).number == 10, "its number may be somebody's"
    assert (stick / "zhengyou-备份.zip").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "strange",
    [
        *("a link", "a link too many", "a file twice", "a file twice, the other last", "a file too many"),
        *("a file outside", "a file beside", "a file that moved", "a file that is missing"),
    ],
)
def test_an_older_archive_that_unpacks_to_something_else_is_refused(stick: Path, strange: str) -> None:
    first = to(stick).publish(A, accept)
    to(stick).publish(B, accept)
    top = f"zhengyou-{first.id}"
    with zipfile.ZipFile(named(stick, first)) as old:
        members = [(info, old.read(info)) for info in old.infolist()]
    info = zipfile.ZipInfo(f"{top}/robots.txt")
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    if strange == "a link":  # to a file whose name is, by chance, what the file should hold
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        members = [(info if one.filename == info.filename else one, data) for one, data in members]
    elif strange == "a file that moved":
        for one, _ in members:
            one.filename = one.filename.replace(info.filename, "robots.txt")
    elif strange == "a file that is missing":
        members = [(one, data) for one, data in members if one.filename != info.filename]
    else:
        if strange == "a link too many":
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
        info.filename = {
            "a link too many": f"{top}/more.html",
            "a file too many": f"{top}/more.html",
            "a file outside": f"{top}/../outside.html",
            "a file beside": "more.html",
        }.get(strange, info.filename)
        members.insert(len(members) if strange.endswith("last") else 0, (info, b"Disallow: /"))
    with zipfile.ZipFile(named(stick, first), "w") as new:
        for one, data in members:
            new.writestr(one, data)
    with pytest.raises(Refused, match="坏了"):
        to(stick).rollback(None, accept)


def test_what_is_read_back_otherwise_is_not_published(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = to(stick).publish(A, accept)
    real = archive.packed

    def packed(*asked: object) -> bytes:
        data = bytearray(real(*asked))  # type: ignore[arg-type]
        data[len(data) // 3] ^= 1
        return bytes(data)

    monkeypatch.setattr(archive, "packed", packed)
    with pytest.raises(Refused, match="读回来的不一样"):
        to(stick).publish(B, accept)
    assert (stick / CURRENT).read_bytes() == named(stick, first).read_bytes()
    assert to(stick).shelf().releases == (first,)


def test_a_second_publisher_is_refused_at_once(stick: Path) -> None:
    def second(release: object, sums: object) -> None:
        with pytest.raises(Refused, match="正在发布"):
            to(stick).publish(B, accept)
        asked.append(True)

    asked: list[bool] = []
    to(stick).publish(A, second)
    assert asked
    assert (stick / LOCK).exists()


def test_a_publisher_killed_at_any_operation_leaves_a_whole_archive_and_the_next_one_sweeps(stick: Path) -> None:
    small_a, small_b = (package_of({"index.html": site(one)["index.html"]}) for one in "AB")
    to(stick, keep=2).publish(small_a, accept)
    packages, died = [small_b, small_a], 0
    for at in range(1000):
        child = in_child(lambda at=at: _killed(stick, packages[0], at))
        _, status = os.waitpid(child, 0)
        shown = [one for one in (small_a, small_b) if one.digest == _digest(stick / CURRENT)]
        assert shown, f"after operation {at}"
        release = to(stick, keep=2).publish(packages[0], accept)
        assert _digest(stick / CURRENT) == packages[0].digest
        assert not (stick / READY).exists()
        assert {one.name for one in stick.glob("*.zip")} >= {CURRENT, named(stick, release).name}
        assert len(list(stick.glob("*.zip"))) <= 3
        packages.reverse()
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        died += 1
    assert died > 20
    assert to(stick).shelf().current is not None


def repacked(file: Path, member: str, data: bytes) -> None:
    """The archive with another content for one member, and a right checksum of it."""
    with zipfile.ZipFile(file) as old:
        members = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(file, "w") as new:
        for info, own in members:
            new.writestr(info, data if info.filename == member else own)


def _killed(stick: Path, package: Package, at: int) -> None:
    with met(killing(at)):
        to(stick, keep=2).publish(package, accept)


def _digest(file: Path) -> str:
    """Of the site in an archive, every file of it held against the lists."""
    told, listed = archive.told(file)
    release = read_release(told)
    assert archive.wrong(file, release.id, manifest.parse(listed)) == []
    return release.digest
