"""What ssh and rsync are told, and what is made of what they say: no server is asked."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any
from unittest.mock import Mock

import pytest
from publishing import Refused
from publishing.package import following
from publishing.settings import Settings
from publishing.targets import session, ssh
from publishing.targets.session import Session
from publishing.targets.ssh import Ssh

from tests.publishing.conftest import package_of, quiet, refuse, site

PLAIN = Settings("内网", "ssh", "/srv/site/", "server")
TOLD = Settings(
    "内网", "ssh", "~/site", "server", 2222, "web", options={"identity": "/k/a%h b", "known_hosts": "/k/known hosts"}
)

# Nobody asks or is asked; only a key that is known counts; nothing is forwarded; a dead connection is noticed.
ALWAYS = {
    "ControlPersist=no",
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    "UpdateHostKeys=no",
    "ClearAllForwardings=yes",
    "ForwardAgent=no",
    "PermitLocalCommand=no",
    "RemoteCommand=none",
    "ConnectTimeout=20",
    "ServerAliveInterval=10",
    "ServerAliveCountMax=3",
}
OURS = {
    'UserKnownHostsFile="/k/known hosts"',
    "GlobalKnownHostsFile=/dev/null",
    'IdentityFile="/k/a%%h b"',
    "IdentitiesOnly=yes",
}


class Started:
    """In the place of a program: its command, and what it says and how it ends."""

    def __init__(self, said: bytes = b"", status: int = 0) -> None:
        self.said, self.returncode = said, status
        self.command: list[str] = []

    def __call__(self, command: list[str], *_: object) -> Any:
        self.command = command
        return self

    def communicate(self) -> tuple[bytes, None]:
        return self.said, None

    def poll(self) -> int:
        return self.returncode


@contextlib.contextmanager
def talking(settings: Settings, folder: Path) -> Iterator[Session]:
    """A session without a connection."""
    server = Session(settings)
    server._socket = folder / "s"
    with (folder / "errors").open("a+b") as server._errors:
        yield server


@pytest.fixture
def over_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an ssh that starts on this machine what it is to start over there, where a login is greeted."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "ssh").write_text('#!/bin/sh\necho Welcome home\nshift $(($# - 1))\nexec sh -c "$1"\n')
    (programs / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return programs


@pytest.mark.parametrize(
    "settings, options, rest",
    [
        (PLAIN, ALWAYS, ["--", "server"]),
        (TOLD, ALWAYS | OURS, ["-p", "2222", "-l", "web", "--", "server"]),
    ],
)
def test_how_ssh_is_called(
    settings: Settings, options: set[str], rest: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, sent = Started(), []
    monkeypatch.setattr(session, "_started", started)
    monkeypatch.setattr(Session, "_send", lambda self, data: sent.append(data))
    monkeypatch.setattr(Session, "_answer", lambda self: (0, []))
    with talking(settings, tmp_path) as server:
        server._connect()
    *command, starts = started.command
    given = iter(command[5:])
    assert command[:5] == ["ssh", "-T", "-M", "-S", str(tmp_path / "s")]
    told = {next(given) for _ in options if next(given) == "-o"}
    assert (told, list(given)) == (options, rest)
    program = session.PROGRAM.read_bytes()
    assert starts == f"""exec sh -c 'eval "$(head -c {len(program)})"'"""
    assert sent == [program + settings.place.rstrip("/").encode() + b"\n"]


@pytest.mark.parametrize("before", [None, "000001-00000000"])
def test_how_rsync_is_called_and_what_it_says_it_sent(
    before: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        "<f+++++++++ new.html",
        "cf..t...... 第1号 a.html",
        ">fcst...... c",
        "hf          linked",
        ".f...p..... same",
    ]
    started = Started("\n".join([*lines, "cd+++++++++ folder/", ""]).encode())
    monkeypatch.setattr(session, "_started", started)
    with talking(PLAIN, tmp_path) as server:
        assert server.upload(tmp_path / "tree", "/srv/a b/.staging-1", before) == ["new.html", "第1号 a.html", "c"]
    ssh = f"ssh -F /dev/null -S {tmp_path / 's'} -o ControlMaster=no -o ProxyCommand=false"
    assert started.command == [
        *("rsync", "-rLp8", "--checksum", "--chmod=D755,F444", "--out-format=%i %n", "-e", ssh),
        "--rsync-path=cd '/srv/a b/.staging-1' && exec rsync",
        *([f"--link-dest=../{before}"] if before else []),
        *(f"{tmp_path / 'tree'}/", "server:."),
    ]


def test_an_answer_is_to_the_last_request_and_half_of_one_is_a_lost_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with talking(PLAIN, tmp_path) as server:
        server._ssh = Mock(stdout=BytesIO(b"bad a b\n= 0\nbad \xff\n= 3\n= 0\n= 43"))
        assert server.ask("check") == [("bad", "a b")]
        assert server.try_to("check") == (3, [("bad", "\ufffd")])
        server._errors.write(b"No space left on device")
        monkeypatch.setattr(session, "_started", Started(status=12))
        with pytest.raises(Refused, match="没有做成"):  # for reasons of its own
            server.upload(tmp_path, "/srv", None)
        with pytest.raises(Refused, match="连接断了"):
            server.upload(tmp_path, "/srv", None)
    # It does not end either.
    stuck = Mock(side_effect=TimeoutExpired("ssh", 10))
    broken = Mock(stdin=Mock(write=Mock(side_effect=BrokenPipeError)), stdout=BytesIO(b"= 0\n"), wait=stuck)
    with talking(PLAIN, tmp_path) as server, pytest.raises(Refused, match="连接断了"):
        server._ssh = broken
        server.ask("check")


def test_what_ssh_says_as_it_ends_explains_a_lost_connection(over_here: Path) -> None:
    (over_here / "ssh").write_text(
        "#!/bin/sh\nexec >&-\nsleep 0.1\nprintf 'Host key verification failed.\\377\\n' >&2\nexit 255\n"
    )
    why = r"还不认识服务器 server：/k/known hosts 里没有.*ssh-keyscan -p 2222 server > /k/known hosts，"
    with pytest.raises(Refused, match=why), Session(TOLD):
        pass


def test_ctrl_c_ends_rsync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, ended = Mock(communicate=Mock(side_effect=KeyboardInterrupt)), Mock()
    monkeypatch.setattr(session, "_started", lambda *_: run)
    monkeypatch.setattr(session, "_end", ended)
    with talking(PLAIN, tmp_path) as server, pytest.raises(KeyboardInterrupt):
        server.upload(tmp_path, "/srv", None)
    ended.assert_called_once_with(run)


def test_the_program_over_there_ends_by_itself_and_is_killed_only_if_not(
    over_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = Mock(side_effect=os.killpg)
    monkeypatch.setattr(os, "killpg", killed)
    nowhere = replace(PLAIN, place=str(tmp_path / "none"))
    with Session(nowhere) as server:
        assert server.ask("shelf") == []
        with pytest.raises(Refused, match="没有做成"):
            server.ask("check", "none")
    assert server._ssh and server._ssh.returncode == 0 and not killed.called
    for hindrance in (TimeoutExpired("ssh", 10), KeyboardInterrupt()):
        with contextlib.suppress(KeyboardInterrupt), Session(nowhere) as stuck:
            assert stuck._ssh and os.getsid(stuck._ssh.pid) == stuck._ssh.pid  # Ctrl-C in a terminal is not for it
            monkeypatch.setattr(stuck._ssh, "communicate", Mock(side_effect=hindrance))
        assert stuck._ssh.returncode == -signal.SIGKILL
    assert server._errors.closed and not server.folder.exists()


def test_what_the_server_lacks_is_told_at_once(over_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("sh", "head"):
        (over_here / program).symlink_to(str(shutil.which(program)))
    monkeypatch.setenv("PATH", str(over_here))
    with pytest.raises(Refused, match="server 上没有 rsync、sha256sum、base64，"), Session(PLAIN):
        pass


@pytest.mark.parametrize("wrong", [{"place": "/srv/a\nb"}, {"host": "-oProxyCommand=sh"}])
def test_an_address_that_would_be_taken_for_something_else(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match="地址不对"):
        Ssh(replace(PLAIN, **wrong), say=quiet)  # type: ignore[arg-type]


def test_not_from_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(Refused, match="WSL"):
        patch.setattr(ssh.os, "name", "nt")
        Ssh(PLAIN, say=quiet)


def test_a_machine_without_ssh_is_told_and_nothing_is_left_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setenv("PATH", "")
        server = Session(PLAIN)
        with pytest.raises(Refused, match="没有 ssh，请先安装"):
            server.__enter__()
        assert list(Path(folder).iterdir()) == []


@pytest.mark.parametrize(
    "status, answer, told, tries",
    [
        (41, {}, "上一级文件夹还没有", 1),
        (42, {"foreign": "账本"}, "有别的东西：账本。", 1),
        (43, {"holder": "王芳"}, "发布到 server 上的 /srv/site/（王芳），", 6),
        (43, {"holder": ""}, "发布到 server 上的 /srv/site/，", 6),
        (44, {}, "不是链接", 1),
        (1, {}, "^no$", 1),
    ],
)
def test_why_the_folder_cannot_be_had(
    status: int, answer: dict[str, str], told: str, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssh, "_PAUSE", 0)
    server = Mock(try_to=Mock(return_value=(status, list(answer.items()))), failed=lambda: Refused("no"))
    with pytest.raises(Refused, match=told):
        Ssh(PLAIN, say=quiet)._held(server)
    assert server.try_to.call_count == tries


def test_what_cannot_be_switched_back_is_told_and_what_fails_later_is_no_failure() -> None:
    release, found = following(package_of(site("A")), [], 0), ssh._Found((), None, (0, 0), {})
    server = Mock(ask=Mock(side_effect=[[], Refused("断了。")]))
    with pytest.raises(Refused, match=rf"新版本 {release.id} 没有得到确认，又没能换回原来的版本。断了。"):
        Ssh(PLAIN, say=quiet)._switch(server, release, {}, refuse, found)
    assert [call.args for call in server.ask.call_args_list] == [("switch", release.id), ("unpublish",)]
    said: list[str] = []
    Ssh(PLAIN, say=said.append)._afterwards(Mock(ask=Mock(side_effect=Refused("断了。"))), "publish", release, found)
    assert said == [f"{release.id} 已经生效，只是没有记完日志、清理完旧版本：断了。"]


WHY = [
    (
        "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
        "冒充它.*重新取得：.*ssh-keyscan",
    ),
    (
        "Host key verification failed.",
        "还不认识服务器 server：~/.ssh/known_hosts 里.*ssh-keyscan server > ~/.ssh/known_hosts，",
    ),
    ("web@server: Permission denied (publickey,password).", "不接受登录"),
    ("Received disconnect: Too many authentication failures", "不接受登录"),
    ("WARNING: UNPROTECTED PRIVATE KEY FILE!", "不接受登录"),
    ("ssh: Could not resolve hostname server: Name or service not known", "找不到服务器 server"),
    ("ssh: connect to host server port 22: Connection refused", "连不上服务器 server"),
    ("ssh: connect to host server port 22: Connection timed out", "连不上服务器"),
    ("ssh: connect to host server port 22: Operation timed out", "连不上服务器"),
    ("ssh: connect to host server port 22: No route to host", "连不上服务器"),
    ("ssh: connect to host server port 22: Network is unreachable", "连不上服务器"),
    ("mux_client_request_session: session request failed: Session open refused by peer", "MaxSessions"),
    ("rsync: write failed on x: No space left on device (28)", "磁盘满了"),
    ("mkdir: cannot create directory 'x': Disk quota exceeded", "磁盘满了"),
    ("rsync: Quota exceeded", "磁盘满了"),
    ("mkdir: cannot create directory 'x': Read-only file system", "/srv/site/ 是只读的"),
    ("mkdir: cannot create directory 'x': Permission denied", "/srv/site/ 里没有写的权限"),
    ("touch: setting times of 'x': Operation not permitted", "没有写的权限"),
    ("something\nelse " + "x" * 300, "^服务器 server 上没有做成：else x{195}$"),
]


@pytest.mark.parametrize("said, told", WHY)
def test_what_programs_complain_of_is_a_sentence(said: str, told: str, tmp_path: Path) -> None:
    with talking(PLAIN, tmp_path) as server:
        # What was said of an earlier request counts no more.
        server._heard = ["No space left on device"]
        server._errors.write(b"Could not resolve hostname")
        server._forget()
        server._errors.write(f"{said}\n".encode())
        assert re.search(told, str(server.failed()))
        server._forget()
        server._heard = said.split("\n")
        assert re.search(told, str(server.failed()))


@pytest.mark.parametrize(
    "name, stays",
    [("plain-1._", True), ("with space", False), ("内网", False), ("%h", False), ("x" * 53, True), ("x" * 54, False)],
)
def test_the_socket_has_a_name_that_ssh_takes(name: str, stays: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as above:
        folder = Path(above) / name
        folder.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        with session._temporary() as made:
            assert Path(made).parent == (folder if stays else Path("/tmp"))
