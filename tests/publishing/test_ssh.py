"""``ssh:`` against a real sshd on loopback."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import select
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from publishing import Refused, manifest, package, settings
from publishing.package import Package, Release
from publishing.targets import layout, session, ssh
from publishing.targets.place import Place
from publishing.targets.posix import Posix
from publishing.targets.session import PROGRAM, Session
from publishing.targets.ssh import Ssh

from tests.publishing import sshd
from tests.publishing.conftest import accept, held, is_whole, litter, package_of, quiet, refuse, settings_of, site
from tests.publishing.operations import WITHDRAWN, in_child

NOW = 1_300_000_000.0
YEAR = 365 * 24 * 3600


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sshd.Server]:
    """A server that has what it must have, and no flock."""
    with sshd.serving(tmp_path_factory.mktemp("bare")) as server:
        yield server


@pytest.fixture(scope="module")
def flocking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sshd.Server]:
    """A server with flock, whose sh is bash."""
    with sshd.serving(tmp_path_factory.mktemp("flocking"), "flock", "bash") as server:
        (server.programs / "sh").unlink()
        (server.programs / "sh").symlink_to((server.programs / "bash").resolve())
        yield server


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[sshd.Server]:
    """A server of one's own, to break its programs."""
    with sshd.serving(tmp_path / "sshd") as server:
        yield server


@pytest.fixture
def place(in_memory: Path) -> Path:
    return in_memory / "内网 的 'site' $(x)\\t"


def target(
    server: sshd.Server, place: Path, *, keep: int = 5, now: float = NOW, say: Callable[[str], None] = quiet
) -> Ssh:
    return Ssh(replace(server.settings(place), keep=keep), say=say, now=lambda: now)


def served(place: Path) -> str:
    return held(place / layout.CURRENT).id


def rot(file: Path) -> None:
    """Turns a bit around, as a disk does: date and size stay."""
    found = file.stat()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.chmod(0o644)
    file.write_bytes(data)
    file.chmod(0o444)
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


def test_first_then_another_then_back(bare: sshd.Server, place: Path, a: Package, b: Package) -> None:
    first = target(bare, place).publish(a, accept)
    second = target(bare, place).publish(b, accept)
    assert is_whole(place / "current", site("B")) and served(place) == second.id == "000002-" + b.digest[:8]
    assert (place / "current").readlink() == Path(f"releases/{second.id}")
    assert target(bare, place).rollback(None, accept) == first
    assert served(place) == first.id
    shelf = target(bare, place).shelf()
    assert [one.number for one in shelf.releases] == [1, 2] and shelf.current == 1
    lines = (place / "log").read_text(encoding="utf-8").splitlines()
    assert [line.split()[1:3] for line in lines] == [
        ["publish", first.id],
        ["publish", second.id],
        ["rollback", first.id],
    ]
    assert litter(place) == []


def test_what_has_not_changed_stays_the_same_file(bare: sshd.Server, place: Path, a: Package, b: Package) -> None:
    first = target(bare, place).publish(a, accept)
    before = {path: (place / "current" / path).stat() for path in a.files}
    second = target(bare, place, now=NOW - YEAR).publish(b, accept)
    assert second.stamp == first.stamp + 1 == int(NOW) + 1
    same = [path for path in a.files if path in b.files and a.files[path].sha256 == b.files[path].sha256]
    assert sorted(same) == ["pictures/meeting.png", "robots.txt"]
    for path in same:
        after = (place / "current" / path).stat()
        assert (after.st_ino, after.st_mtime) == (before[path].st_ino, before[path].st_mtime)
    older = {*same, *second.carried, manifest.REPORT, package.MATERIALS}
    for path in manifest.parse((place / "current" / manifest.SUMS).read_bytes()):
        found = (place / "current" / path).stat()
        assert found.st_mtime == (first.stamp if path in older else second.stamp), path
    for file in place.rglob("*"):
        mode = 0o755 if file.is_dir() else 0o444 if file.is_relative_to(place / "releases") else 0o644
        assert file.is_symlink() or stat.S_IMODE(file.stat().st_mode) == mode, file


def test_many_files_and_names_that_a_shell_would_trip_over(broken: sshd.Server, place: Path) -> None:
    broken.instead("touch", '[ $# -le 103 ] || exit 1; exec $real "$@"')  # a command line has an end
    odd = ["-rf.html", "a  b/'c' \"d\".html", "$(x)/`y`.html", "*.html", "!#~;|&<>.html", "%n/第1号.html"]
    styles = {f"assets/-styles/s  {number}.a000000{number}.css": b"a{}" for number in range(3)}
    first, second = (
        {**site(version), **{f"pages/{number}.html": version.encode() for number in range(250)}} for version in "AB"
    )
    files = {**first, **styles, **{path: path.encode() for path in odd}}
    release = target(broken, place).publish(package_of(files), accept)
    assert is_whole(place / "current", files)
    assert {(place / "current" / path).stat().st_mtime for path in files} == {release.stamp}
    release = target(broken, place).publish(package_of({**second, **dict.fromkeys(odd, b"new")}), accept)
    assert set(release.carried) >= styles.keys()
    assert {(place / "current" / path).stat().st_mtime for path in odd} == {release.stamp}
    assert held(place / "current") == release


def test_open_pages_find_their_assets(bare: sshd.Server, place: Path, a: Package, b: Package) -> None:
    assets = {path for path in a.files if path.startswith("assets/")}
    first = target(bare, place).publish(a, accept)
    second = target(bare, place).publish(b, accept)
    assert set(second.carried) == assets
    target(bare, place).rollback(first.number, accept)
    for path, one in {**a.files, **{path: one for path, one in b.files.items() if path.startswith("assets/")}}.items():
        assert manifest.digest_of(place / "current" / path) == one.sha256
    # What is carried is not carried on: its own release has to be there.
    third = target(bare, place, keep=1).publish(package_of(site("C")), accept)
    assert len(third.carried) == 6
    assert len(target(bare, place, keep=1).publish(package_of(site("D")), accept).carried) == 3


def test_keeps_the_newest_and_the_one_that_is_seen(bare: sshd.Server, place: Path) -> None:
    for version in "ABC":
        target(bare, place, keep=2).publish(package_of(site(version)), accept)
    target(bare, place, keep=2).rollback(2, accept)
    assert sorted(file.name[:6] for file in (place / "releases").iterdir()) == ["000002", "000003"]
    target(bare, place, keep=1).publish(package_of(site("D")), accept)
    assert [file.name[:6] for file in (place / "releases").iterdir()] == ["000004"]
    for version in "EF":
        target(bare, place).publish(package_of(site(version)), accept)
    target(bare, place, keep=1).rollback(4, accept)
    assert sorted(file.name[:6] for file in (place / "releases").iterdir()) == ["000004", "000006"]


def test_not_confirmed_is_switched_back(bare: sshd.Server, place: Path, a: Package, b: Package) -> None:
    with pytest.raises(Refused, match="读者看到的不是这一版"):
        target(bare, place).publish(a, refuse)
    assert not os.path.lexists(place / "current") and list((place / "releases").iterdir()) == []
    first = target(bare, place).publish(a, accept)
    with pytest.raises(Refused, match="读者看到的不是这一版"):
        target(bare, place).publish(b, refuse)
    assert served(place) == first.id and [one.name for one in (place / "releases").iterdir()] == [first.id]
    second = target(bare, place).publish(b, accept)
    assert (first.number, second.number) == (2, 4)  # a number is never given twice
    with pytest.raises(Refused, match="读者看到的不是这一版"):
        target(bare, place).rollback(None, refuse)
    assert served(place) == second.id and litter(place) == []


def test_asked_to_confirm_what_is_there(bare: sshd.Server, place: Path, a: Package) -> None:
    asked = []
    release = target(bare, place).publish(a, lambda release, sums: asked.append((release, dict(sums), served(place))))
    listed = manifest.parse((place / "current" / manifest.SUMS).read_bytes())
    sums_themselves = {manifest.SUMS: manifest.digest_of(place / "current" / manifest.SUMS)}
    assert asked == [(release, {**listed, **sums_themselves}, release.id)]


def test_a_fifth_of_the_pages_gone(bare: sshd.Server, place: Path, a: Package) -> None:
    target(bare, place).publish(a, accept)
    small = package_of(site("B", pages=2))
    with pytest.raises(Refused, match="只有 4 页"):
        target(bare, place).publish(small, accept)
    assert is_whole(place / "current", site("A"))
    target(bare, place).publish(small, accept, allow_shrink=True)
    assert is_whole(place / "current", site("B", pages=2))


def test_a_torn_release_is_none(bare: sshd.Server, place: Path, a: Package, b: Package) -> None:
    first = target(bare, place).publish(a, accept)
    second = target(bare, place).publish(b, accept)
    (place / "releases" / second.id / "404.html").unlink()
    (place / "releases" / "000009-00000000").mkdir()
    shelf = target(bare, place).shelf()
    assert shelf.releases == (first,) and shelf.current is None
    with pytest.raises(Refused, match="没有第 2 号版本"):
        target(bare, place).rollback(2, accept)
    assert target(bare, place).publish(b, accept).number == 10
    assert is_whole(place / "current", site("B"))


def test_rot_does_not_spread(bare: sshd.Server, place: Path, a: Package, b: Package) -> None:
    first = target(bare, place).publish(a, accept)
    lost = next(path for path in a.files if path.startswith("assets/app"))
    rot(place / "current" / "pictures/meeting.png")
    rot(place / "current" / lost)
    (place / "current" / "robots.txt").chmod(0o644)  # somebody could write to it
    said: list[str] = []
    second = target(bare, place, say=said.append).publish(b, accept)
    assert is_whole(place / "current", site("B"))
    for path in ("pictures/meeting.png", "robots.txt"):
        found = (place / "current" / path).stat()
        assert (found.st_mtime, stat.S_IMODE(found.st_mode), found.st_nlink) == (second.stamp, 0o444, 1)
    assert lost not in second.carried and len(second.carried) == 2
    assert any(lost in line for line in said)
    with pytest.raises(Refused, match=f"{first.id} 里的 (pictures/meeting.png|{re.escape(lost)}) 坏了"):
        target(bare, place).rollback(None, accept)
    assert served(place) == second.id


@pytest.mark.parametrize("kind", ["bare", "flocking"])
def test_one_at_a_time(
    kind: str, request: pytest.FixtureRequest, place: Path, a: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = request.getfixturevalue(kind)
    monkeypatch.setattr(ssh, "_PAUSE", 0)
    who = base64.b64encode("王芳@办公室".encode()).decode()
    with Session(server.settings(place)) as other:
        assert other.try_to("hold", who) == (0, [])
        with pytest.raises(Refused, match=r"有人正在发布到 .*（王芳@办公室 进程 \d+）"):
            target(server, place).publish(a, accept)
        if kind == "flocking":
            with pytest.raises(Refused, match=r"有人正在发布到 .*王芳@办公室"):
                Posix(settings_of(place), say=quiet).publish(a, accept)
    target(server, place).publish(a, accept)
    assert is_whole(place / "current", site("A"))
    if kind == "flocking":
        with Place(place).locked(), pytest.raises(Refused, match="有人正在发布到"):
            target(server, place).publish(a, accept)


@pytest.mark.parametrize("kind", ["bare", "flocking"])
def test_of_many_at_once_one_gets_the_lock(kind: str, request: pytest.FixtureRequest, place: Path) -> None:
    server = request.getfixturevalue(kind)
    sessions = [Session(server.settings(place)) for _ in range(4)]
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(Session.__enter__, sessions))
            statuses = list(threads.map(lambda one: one.try_to("hold", "")[0], sessions))
    finally:
        for one in sessions:
            one.__exit__()
    assert sorted(statuses) == [0, 43, 43, 43]


def test_a_lock_is_held_by_none_but_the_living_process_it_names(bare: sshd.Server, place: Path) -> None:
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    dead = os.fork()  # and its parent has not looked yet
    if dead == 0:
        os._exit(0)
    os.waitid(os.P_PID, dead, os.WEXITED | os.WNOWAIT)

    def life(process: int) -> str:
        began = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()[19]
        return f"{process}-{began}"

    alive = f"{life(os.getpid())}-{boot}"
    free = [f"{os.getpid()}-1-{boot}", f"{life(os.getpid())}-another-boot", f"{life(dead)}-{boot}"]
    locks = place / layout.LOCKS
    locks.mkdir(parents=True)
    try:
        for number, holder in zip(range(100_007, 100_100, 10), [alive, *free], strict=False):
            (locks / f"{number}").symlink_to(holder)
            with Session(bare.settings(place)) as server:
                assert server.try_to("hold", "")[0] == (43 if holder == alive else 0), holder
            assert [file.name for file in locks.iterdir()] == [f"{number + (holder != alive)}"]
    finally:
        os.waitpid(dead, 0)


def test_who_the_server_is(bare: sshd.Server, tmp_path: Path, place: Path, a: Package) -> None:
    unknown = bare.settings(place, known_hosts=str(tmp_path / "none of them"))
    with pytest.raises(Refused, match=rf"还不认识服务器.*ssh-keyscan -p {bare.port} 127\.0\.0\.1 > .*none of them"):
        Ssh(unknown, say=quiet).publish(a, accept)
    other = tmp_path / "other"
    other.write_text(f"[127.0.0.1]:{bare.port} {(bare.identity.with_suffix('.pub')).read_text()}")
    with pytest.raises(Refused, match="可能有人在冒充它"):
        Ssh(bare.settings(place, known_hosts=str(other)), say=quiet).publish(a, accept)
    assert not place.exists()


def test_who_we_are(bare: sshd.Server, place: Path, a: Package) -> None:
    with pytest.raises(Refused, match="不接受登录"):
        Ssh(bare.settings(place, identity=str(bare.programs.parent / "host")), say=quiet).publish(a, accept)


def test_no_server(bare: sshd.Server, place: Path) -> None:
    with pytest.raises(Refused, match="连不上服务器"):
        Ssh(replace(bare.settings(place), port=1), say=quiet).shelf()
    with pytest.raises(Refused, match="找不到服务器"):
        Ssh(replace(bare.settings(place), host="no-such-host.invalid"), say=quiet).shelf()


def test_why_there_is_no_connection_is_told_however_soon_it_is_known(
    bare: sshd.Server, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = session._started

    def over(*told: Any) -> Any:
        run = started(*told)
        run.wait(20)
        return run

    monkeypatch.setattr(session, "_started", over)
    with pytest.raises(Refused, match="连不上服务器"):
        Ssh(replace(bare.settings(place), port=1), say=quiet).shelf()


def test_keys_of_servers_lie_beside_the_settings(tmp_path: Path) -> None:
    config = tmp_path / settings.FILE
    config.write_text(
        "内网: ssh://web@server/srv/site\n钥匙: {to: 'ssh://web@server/srv', known_hosts: k}\n", encoding="utf-8"
    )
    assert settings.find("内网", config).options["known_hosts"] == str(tmp_path / "publish.known_hosts")
    assert settings.find("钥匙", config).options["known_hosts"] == str(tmp_path / "k")
    assert settings.find("ssh://server/srv", config).options["known_hosts"] == str(tmp_path / "publish.known_hosts")


def test_a_folder_of_somebody_else(bare: sshd.Server, place: Path, a: Package) -> None:
    place.mkdir()
    (place / "账本.xlsx").write_bytes(b"x")
    with pytest.raises(Refused, match=r"有别的东西：账本\.xlsx"):
        target(bare, place).publish(a, accept)
    assert [file.name for file in place.iterdir()] == ["账本.xlsx"]
    with pytest.raises(Refused, match="上一级文件夹还没有"):
        target(bare, place / "one" / "two").publish(a, accept)


def test_current_that_is_no_link_of_ours(bare: sshd.Server, place: Path, a: Package) -> None:
    (place / "current").mkdir(parents=True)
    with pytest.raises(Refused, match="不是链接"):
        target(bare, place).publish(a, accept)
    (place / "current").rmdir()
    (place / "current").symlink_to("/etc")
    with pytest.raises(Refused, match="指向别处（/etc）"):
        target(bare, place).publish(a, accept)
    (place / "current").unlink()
    (place / "current").symlink_to("releases/000001-00000000")
    target(bare, place).publish(a, accept)
    assert is_whole(place / "current", site("A"))


def test_nothing_is_made_where_one_only_looks(bare: sshd.Server, place: Path) -> None:
    assert target(bare, place).shelf().releases == ()
    with pytest.raises(Refused, match="没有更早的版本"):
        target(bare, place).rollback(None, accept)
    assert not place.exists()


def test_home_is_the_servers(bare: sshd.Server, a: Package) -> None:
    """``ssh://host/~/site``"""
    target(bare, Path("~/site")).publish(a, accept)
    assert is_whole(bare.home / "site" / "current", site("A"))


def test_goes_on_with_what_was_published_on_the_server(
    flocking: sshd.Server, place: Path, a: Package, b: Package
) -> None:
    here = Posix(settings_of(place), say=quiet, now=lambda: NOW)
    here.publish(a, accept)
    kept = (place / "current" / "robots.txt").stat()
    second = target(flocking, place).publish(b, accept)
    assert second.number == 2 and len(second.carried) == 3
    assert (place / "current" / "robots.txt").stat().st_ino == kept.st_ino
    third = here.publish(a, accept)
    assert third.number == 3 and third.stamp == int(NOW) + 2
    assert (place / "current" / "robots.txt").stat().st_ino == kept.st_ino
    assert target(flocking, place).rollback(1, accept).number == 1
    assert here.shelf() == target(flocking, place).shelf()
    assert litter(place) == []


def test_an_older_log_and_counter_are_remembered(bare: sshd.Server, place: Path, a: Package) -> None:
    place.mkdir()
    (place / "counter").write_text("7 1400000000\n")
    (place / "log").write_text("cut o")
    release = target(bare, place).publish(a, accept)
    assert (release.number, release.stamp) == (8, 1_400_000_001)
    assert (place / "counter").read_text() == "8 1400000001\n"
    cut_off, line = (place / "log").read_text().splitlines()
    assert cut_off == "cut o" and release.id in line


def test_a_bit_that_flips_on_the_way(broken: sshd.Server, place: Path, a: Package, b: Package) -> None:
    target(broken, place).publish(a, accept)
    broken.instead("rsync", 'umask 0; $real "$@"; s=$?; rm -f 404.html; echo 1 >404.html; exit $s')
    with pytest.raises(Refused, match=r"404\.html 传过去的和读回来的不一样"):
        target(broken, place).publish(b, accept)
    assert is_whole(place / "current", site("A")) and litter(place) == []
    assert len(list((place / "releases").iterdir())) == 1


@pytest.mark.parametrize("program", ["rsync", "touch", "sync", "mv"])
def test_a_full_disk(broken: sshd.Server, place: Path, a: Package, b: Package, program: str) -> None:
    target(broken, place).publish(a, accept)
    broken.instead(program, '$real "$@"; echo "write failed: No space left on device (28)" >&2; exit 11')
    with pytest.raises(Refused, match="磁盘满了"):
        target(broken, place).publish(b, accept)
    assert is_whole(place / "current", site("A"))
    broken.mend(program)
    target(broken, place).publish(b, accept)
    assert is_whole(place / "current", site("B")) and litter(place) == []


def test_what_a_dead_publisher_left_is_swept_even_if_it_still_writes(broken: sshd.Server, place: Path) -> None:
    for left in ("releases/.staging-1/folder", "releases/.trash-1/folder", ".current-1", ".counter-1"):
        (place / left).mkdir(parents=True)
    once = broken.home / "once"
    broken.instead("rm", f'[ $1 != -rf ] || [ -e {once} ] || {{ : >{once}; exit 1; }}; exec $real "$@"')
    broken.instead("sleep", f"echo $1 >>{broken.home}/slept")
    with Session(broken.settings(place)) as server:
        server.ask("hold", "")
    assert (broken.home / "slept").read_text() == "1\n"
    assert [file.name for file in place.glob("releases/.*")] == []
    for _ in range(2):
        with Session(broken.settings(place)) as server:
            server.ask("hold", "")
        assert litter(place) == []
        once.unlink()  # rm fails once more, where nothing is left


def test_each_step_is_on_the_disk_before_the_next(broken: sshd.Server, place: Path, a: Package, b: Package) -> None:
    told = broken.home / "told"
    for program in ("ln", "mv", "sync"):
        # What programs say is understood in English only.
        broken.instead(program, f'[ "$LC_ALL" = C ] || exit 1; echo {program} "$@" >>{told}; exec $real "$@"')

    def done() -> list[str]:
        lines = re.sub(r"counter-\d+", "counter-N", told.read_text()).splitlines()
        told.unlink()
        return [line for line in lines if "lock.d" not in line and not line.startswith("ln -f")]

    def switched(id: str) -> list[str]:
        return [f"ln -sT releases/{id} .current-{id}", f"mv -T .current-{id} current", "sync ."]

    def finished(id: str) -> list[str]:
        steps = [f"sync -f releases/.staging-{id}", "mv -T .counter-N counter"]
        return [*steps, f"mv -T releases/.staging-{id} releases/{id}", "sync releases ."]

    with pytest.raises(Refused, match="不是这一版"):
        target(broken, place).publish(a, refuse)
    lost = f"000001-{a.digest[:8]}"
    assert done() == [*finished(lost), *switched(lost), "sync .", f"mv -T releases/{lost} releases/.trash-{lost}"]
    first = target(broken, place).publish(a, accept).id
    assert done() == [*finished(first), *switched(first), "sync log"]
    second = target(broken, place).publish(b, accept).id
    assert done() == ["sync -f releases", *finished(second), *switched(second), "sync log"]
    target(broken, place).rollback(2, accept)
    assert done() == ["sync -f releases", *switched(first), "sync log"]


def test_programs_of_the_server_that_do_not_do_what_they_should(
    broken: sshd.Server, place: Path, a: Package, b: Package
) -> None:
    first = target(broken, place).publish(a, accept)
    # A file of somebody else's may not get a second name. An older sync knows no file systems.
    broken.instead("ln", 'case $1 in -f) exit 1 ;; esac; exec $real "$@"')
    all_of_it = f"echo all >>{broken.home}/synced"
    broken.instead("sync", f'case $#$1 in 2-f) exit 1 ;; 0) {all_of_it} ;; *) exec $real "$@" ;; esac')
    carried = target(broken, place).publish(b, accept).carried
    assert [(place / "current" / path).stat().st_mtime for path in carried] == [first.stamp] * 3
    assert is_whole(place / "current", site("B")) and litter(place) == []
    assert (broken.home / "synced").read_text() == "all\n" * 2
    broken.instead("sha256sum", "exit 1")
    with pytest.raises(Refused, match="没有做成"):
        target(broken, place).publish(package_of(site("C")), accept)
    assert is_whole(place / "current", site("B")) and litter(place) == []
    # While one looks, another may clear old releases away.
    broken.instead("base64", 'case $2 in */000001-*.json | */000002-*SUMS) exit 1 ;; esac; exec $real "$@"')
    assert target(broken, place).shelf().releases == ()


def test_requests_for_little_or_nothing(bare: sshd.Server, place: Path) -> None:
    hundred, empty = [f"{number}" for number in range(100)], hashlib.sha256().hexdigest()
    releases = place / "releases"
    with Session(bare.settings(place)) as server:
        server.ask("hold", "")
        server.ask("unpublish")
        server.ask("begin", "1")
        # As many as `touch` is given at once, and none are left.
        server.ask("stamp", "1", "7", told="".join(f"{one}\n" for one in hundred).encode())
        assert {file.name: file.stat().st_mtime for file in releases.glob(".staging-1/*")} == dict.fromkeys(hundred, 7)
        listed = manifest.text(dict.fromkeys(hundred, empty)).encode()
        assert server.ask("check", ".staging-1", told=listed) == []
        assert server.try_to("check", ".staging-1", told=listed + b"half a li")[0] != 0
        server.ask("begin", "2")
        (releases / ".staging-2" / "7").write_bytes(b"older")
        server.ask("carry", ".staging-2", told=b".staging-1 7\n")
        assert (releases / ".staging-1" / "7").samefile(releases / ".staging-2" / "7")
        server.ask("drop", "3", "2", "1")
    assert list(releases.iterdir()) == []


def test_what_a_request_leaves_of_its_bytes_is_no_request(bare: sshd.Server, place: Path) -> None:
    with Session(bare.settings(place)) as server:
        assert server.try_to("check", "000001-00000000", told=b"shelf 0\n" * 50_000)[0] != 0
        assert server.ask("shelf") == []
        assert server.try_to("nothing")[0] != 0
        assert server.ask("shelf") == []


def test_another_is_a_moment_quicker(broken: sshd.Server, place: Path) -> None:
    def hold(place: Path) -> int:
        with Session(broken.settings(place)) as server:
            return server.try_to("hold", "")[0]

    broken.instead("mkdir", 'case $1 in --) $real "$@" ;; esac; exec $real "$@"')
    assert hold(place) == 0
    broken.instead("ln", '$real "$@"; exec $real "$@"')
    assert hold(place) == 43
    # One has come, made way for one more, and gone.
    broken.instead("ln", '$real "$@"; exec $real -s "$2" "lock.d/$((${3#lock.d/} + 1))"')
    assert hold(place) == 43
    broken.instead("ln", "exit 1")
    assert hold(place) == 1
    assert sorted(file.name for file in (place / layout.LOCKS).iterdir()) == ["100001", "100002", "100004"]
    # Or has taken the folder away: nothing is done where the session began.
    broken.instead("mkdir", 'case $1 in --) exit 0 ;; esac; exec $real "$@"')
    assert hold(place.with_name("gone")) in (1, 2)


def test_what_the_server_lacks(broken: sshd.Server, place: Path, a: Package) -> None:
    for program in ("rsync", "sha256sum", "base64"):
        (broken.programs / program).unlink()
    with pytest.raises(Refused, match="没有 rsync、sha256sum、base64，"):
        target(broken, place).publish(a, accept)


def test_two_sessions_are_needed(tmp_path: Path, place: Path, a: Package) -> None:
    with sshd.serving(tmp_path / "sshd", sessions=1) as server, pytest.raises(Refused, match="MaxSessions 改成 2"):
        target(server, place).publish(a, accept)
    assert list((place / "releases").iterdir()) == []


def test_names_are_those_of_the_layout() -> None:
    text = PROGRAM.read_text(encoding="utf-8")
    case = next(line for line in text.splitlines() if '"*" |' in line)
    assert set(case.strip().removesuffix(") ;;").split(" | ")) == {'"*"', "lost+found", *layout.OURS}
    assert {layout.STAGING, layout.TRASH, layout.NEW_LINK, layout.NEW_COUNTER} == set(
        re.findall(r"\.[a-z]+-(?=[*])", text)
    )


def test_of_what_was_withdrawn_nothing_stays_but_styles_and_scripts(bare: sshd.Server, place: Path, b: Package) -> None:
    target(bare, place).publish(package_of({**site("A"), **WITHDRAWN}), accept)
    second = target(bare, place).publish(b, accept)
    target(bare, place).publish(package_of({**site("A"), **WITHDRAWN}), accept)
    assert target(bare, place).rollback(second.number, accept) == second
    assert len(second.carried) == 3
    assert not any((place / "current" / path).exists() for path in WITHDRAWN)


def test_a_folder_of_another_layout(bare: sshd.Server, place: Path, a: Package) -> None:
    (place / ".release").mkdir(parents=True)
    with pytest.raises(Refused, match=r"有别的东西：\.release"):
        target(bare, place).publish(a, accept)
    assert [file.name for file in place.iterdir()] == [".release"]


def test_ctrl_c_in_a_terminal_is_not_for_ssh(bare: sshd.Server, place: Path, a: Package, b: Package) -> None:
    """The terminal signals the whole process group; the connection is needed to switch back."""
    first = target(bare, place).publish(a, accept)

    def press(release: Release, sums: object) -> None:
        os.killpg(0, signal.SIGINT)
        time.sleep(20)

    def run() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with pytest.raises(KeyboardInterrupt):
            target(bare, place).publish(b, press)
        assert [one.id for one in target(bare, place).shelf().releases] == [first.id]

    _, status = os.waitpid(in_child(run), 0)
    assert status == 0
    assert served(place) == first.id


@pytest.mark.parametrize("verb", ["begin", "finish", "switch"])
def test_ctrl_c_between_a_request_and_its_answer(
    bare: sshd.Server, place: Path, a: Package, b: Package, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked then gets its own answer, not the one that nobody waited for."""
    first = target(bare, place).publish(a, accept)
    real, asked, answers = Session._answer, Session._send, []

    def send(server: Session, data: bytes) -> None:
        asked(server, data)
        if data.startswith(f"{verb} ".encode()) and not answers:
            answers.append("none")
            raise KeyboardInterrupt

    def answer(server: Session) -> tuple[int, list[tuple[str, str]]]:
        got = real(server)
        if answers:
            answers.append(str(server._owed))
        return got

    monkeypatch.setattr(Session, "_send", send)
    monkeypatch.setattr(Session, "_answer", answer)
    with pytest.raises(KeyboardInterrupt):
        target(bare, place).publish(b, accept)
    monkeypatch.undo()
    assert answers[0] == "none" and len(answers) >= 3
    assert set(answers[1:]) == {"0"}
    assert served(place) == first.id
    assert target(bare, place).shelf().releases == (first,)


def test_after_half_a_request_there_is_no_other(bare: sshd.Server, place: Path, a: Package) -> None:
    target(bare, place).publish(a, accept)
    with Session(bare.settings(place)) as server:
        assert server._ssh and server._ssh.stdin
        real = server._ssh.stdin

        class Half:
            def write(self, data: bytes) -> None:
                real.write(data[:5])
                raise KeyboardInterrupt

        server._ssh.stdin = Half()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            server.ask("note", told=b"a line\n")
        server._ssh.stdin = real
        with pytest.raises(Refused, match="连接断了"):
            server.ask("switch", "000001-00000000")


def test_a_program_that_is_ended_takes_what_it_started_along(tmp_path: Path) -> None:
    with (tmp_path / "errors").open("a+b") as errors:
        run = session._started(["sh", "-c", "sleep 60 & echo $!; wait"], subprocess.DEVNULL, errors)
        assert run.stdout
        child = int(run.stdout.readline())
        session._end(run)
        assert child != run.pid
        assert select.select([run.stdout], [], [], 5)[0], "the child holds it open until it is gone"
