"""What readers see while publishers to a server die, or their connection does."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from publishing import Refused
from publishing.package import Package
from publishing.targets import layout
from publishing.targets.ssh import Ssh

from tests.publishing import nginx, sshd
from tests.publishing.conftest import accept, held, litter, package_of, quiet, site
from tests.publishing.readers import Readers

PACKAGES = {version: package_of(site(version)) for version in "AB"}
ROUNDS = 10


@pytest.fixture
def server(tmp_path: Path) -> Iterator[sshd.Server]:
    with sshd.serving(tmp_path / "sshd") as server:
        yield server


@pytest.fixture
def place(in_memory: Path) -> Path:
    return in_memory / "内网 place"


def publish(server: sshd.Server, place: Path, package: Package) -> None:
    Ssh(replace(server.settings(place), keep=2), say=quiet).publish(package, accept)


# Kills all processes of the session that a program was called by, up to sshd, before the program does its work, the Nth
# time that any program is called. The process that serves a session is `sshd`, or `sshd-session` since OpenSSH 9.8.
CUT = """
read -r left <{folder}/left
echo $((left - 1)) >{folder}/left.$$
{mv} {folder}/left.$$ {folder}/left
[ $left = 1 ] || exec $real "$@"
parent_of() {{ read -r stat </proc/$1/stat; set -- ${{stat##*) }}; echo $2; }}
pid=$PPID
all=
while all="$pid $all"; read -r name </proc/$pid/comm; case $name in sshd*) false ;; esac; do pid=$(parent_of $pid); done
kill -9 $all $$
"""
CHANGING = ("ln", "mkdir", "mv", "rm", "rsync", "sync", "touch")


@pytest.mark.slow
def test_the_session_dies_before_any_command(server: sshd.Server, place: Path, tmp_path: Path) -> None:
    publish(server, place, PACKAGES["A"])
    publish(server, place, PACKAGES["B"])
    for program in CHANGING:
        server.instead(program, CUT.format(folder=tmp_path, mv=shutil.which("mv")))
    seen = set()
    number = lost = 0
    left = 0
    while left < 1:
        number += 1
        (tmp_path / "left").write_text(f"{number}\n")
        try:
            publish(server, place, PACKAGES["AB"[number % 2]])
        except Refused as refused:
            assert "连接断了" in str(refused)
            lost += 1
        seen.add(held(place / layout.CURRENT).digest)
        wait_for_the_end(place)
        left = int((tmp_path / "left").read_text())
    # Once readers see a release, what is lost is the log and the clearing: that is told, and no failure.
    assert number > lost > 15
    assert seen == {one.digest for one in PACKAGES.values()}
    assert litter(place) == [] and len(list((place / layout.RELEASES).iterdir())) == 2


def wait_for_the_end(place: Path) -> None:
    """What a server does for a publisher who is gone ends with the command it is at: see `hold_by_name`."""
    process = max((place / layout.LOCKS).iterdir()).readlink().name.partition("-")[0]
    with contextlib.suppress(FileNotFoundError):
        while ") Z " not in Path("/proc", process, "stat").read_text():
            time.sleep(0.01)


def killed(work: Callable[[], None], victim: Callable[[int], int | None], seconds: float) -> str:
    """Does the work in a process group of its own and kills ``victim`` of it after so many seconds: how it ended."""
    child = os.fork()
    if child == 0:
        status = 3
        try:
            os.setpgid(0, 0)
            work()
            status = 0
        except Refused:
            status = 1
        finally:
            os._exit(status)
    with contextlib.suppress(PermissionError):
        os.setpgid(child, child)
    time.sleep(seconds)
    found = victim(child)
    if found is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(found, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return "killed" if os.WIFSIGNALED(status) else {0: "done", 1: "refused"}[os.WEXITSTATUS(status)]


def whole_group(child: int) -> int:
    return -child


def an_ssh_of(chance: random.Random) -> Callable[[int], int | None]:
    """One of the publisher's ssh: the connection, or rsync's way through it. What it starts leads a session each."""

    def told(process: str) -> tuple[str, int, int]:
        """Its name, parent and session."""
        name, _, rest = Path("/proc", process, "stat").read_text().partition("(")[2].rpartition(")")
        return name, int(rest.split()[1]), int(rest.split()[3])

    def found(child: int) -> int | None:
        mine = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                name, _, leader = told(process.name)
                if name == "ssh" and told(str(leader))[1] == child:
                    mine.append(int(process.name))
        return chance.choice(sorted(mine)) if mine else None

    return found


@pytest.mark.parametrize("kind", ["group", "ssh"])
def test_killed_at_random_while_people_read(
    server: sshd.Server, place: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(place.parent))  # who is killed leaves there what they were to send
    chance = random.Random(7)
    victim = whole_group if kind == "group" else an_ssh_of(chance)
    began = time.monotonic()
    publish(server, place, PACKAGES["A"])
    lasts = time.monotonic() - began
    ended: list[str] = []
    cut_off = "killed" if kind == "group" else "refused"
    with (
        nginx.serving(tmp_path / "nginx", nginx.plain(place / layout.CURRENT)) as url,
        Readers(url, [site("A"), site("B")]) as readers,
    ):
        for number in range(6 * ROUNDS):
            at_first = held(place / layout.CURRENT).id
            one = PACKAGES["BA"[number % 2]]
            moment = chance.random() * lasts
            ended.append(killed(lambda one=one: publish(server, place, one), victim, moment))
            assert held(place / layout.CURRENT).id != at_first or ended[-1] != "done"
            publish(server, place, one)
            assert held(place / layout.CURRENT).digest == one.digest and litter(place) == []
            if ended[-1] == "done":  # it was quicker than the one that was timed
                lasts *= 0.85
            if ended.count(cut_off) == ROUNDS:
                break
    assert readers.seen.problems == []
    assert readers.seen.pages > 20 and readers.seen.assets > 60 and readers.seen.of_site.keys() == {"0", "1"}
    assert ended.count(cut_off) == ROUNDS, ended
