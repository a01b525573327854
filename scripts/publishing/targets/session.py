"""One ssh connection to a server: the program at its other end answers requests, and rsync sends files beside it.

All goes through the one connection, so whatever acts on the server ends with it. What runs there, and is all that a
key need be allowed: ``exec sh -c 'eval "$(head -c N)"'``, which then reads ``remote.sh`` and requests, and
``cd FOLDER/releases/.staging-ID && exec rsync --server …``. In ``authorized_keys`` the key can have ``restrict``.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from publishing import Refused
from publishing.settings import Settings

PROGRAM = Path(__file__).with_name("remote.sh")
STARTS = "exec sh -c 'eval \"$(head -c {length})\"'"

# A Unix socket's name has 108 bytes, and ssh adds some of its own for a moment.
_LONGEST_FOLDER = 70
_PLAIN = re.compile(r"[\w./-]+", re.ASCII)

# What ssh, rsync and the server's tools say → what it means. The first that is found counts.
_REASONS = (
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "服务器 {host} 的主机密钥和 {known} 里记的不一样，可能有人在冒充它，没有连接。请向管理员核对；确实换过，就重新取得：{obtain}",
    ),
    (r"Host key verification failed", "还不认识服务器 {host}：{known} 里没有它的主机密钥，没有连接。{obtain}"),
    (
        r"Permission denied \([a-z,-]+\)|Too many authentication failures|UNPROTECTED PRIVATE KEY",
        "服务器 {host} 不接受登录：请把公钥交给管理员加到那个用户的 authorized_keys 里，并在 publish.yml 里用 identity 写明私钥文件（只有自己能读，不设口令或已交给 ssh-agent）。",
    ),
    (r"Could not resolve hostname", "找不到服务器 {host}：名字不对，或没有连上内网。"),
    (
        r"Connection refused|Connection timed out|Operation timed out|No route to host|Network is unreachable",
        "连不上服务器 {host}：请看地址和端口对不对，服务器的 ssh 开了没有。",
    ),
    (
        r"Session open refused by peer",
        "服务器 {host} 不让一个连接开两个会话，没有发布。请管理员把 sshd_config 里的 MaxSessions 改成 2 或更多。",
    ),
    (r"No space left on device|[Qq]uota exceeded", "服务器 {host} 的磁盘满了，没有发布。请腾出地方再来。"),
    (r"Read-only file system", "服务器 {host} 上的 {place} 是只读的，没有发布。请找管理员。"),
    (r"Permission denied|Operation not permitted", "在服务器 {host} 的 {place} 里没有写的权限，没有发布。请找管理员。"),
)
_OBTAIN = (
    "在可信的线路上运行 ssh-keyscan {port}{host} > {known}，"
    "再用 ssh-keygen -lf {known} 看指纹，和管理员在服务器上看到的一致才可以用。"
)


_LOST = "和服务器 {host} 的连接断了。读者看到的仍是完整的一版，用 releases 看是哪一版；请再发布一次。"


class Session:
    """``with Session(settings) as server:``. Refused if there is no connection, or when it is lost.

    ``folder`` is a temporary one of this machine, there while the session lasts.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known = settings.options.get("known_hosts", "")
        self._ssh: subprocess.Popen[bytes] | None = None
        # The lines of the last answer, and where in the errors those of the last request begin.
        self._heard: list[str] = []
        self._said = 0
        # Requests whose answer has not come, since somebody pressed Ctrl-C. And whether one was not even sent whole.
        self._owed = 0
        self._torn = False

    def __enter__(self) -> Session:
        self._temporary = _temporary()
        self.folder = Path(self._temporary.name)
        self._socket = self.folder / "s"
        self._errors: IO[bytes] = (self.folder / "errors").open("a+b")
        try:
            self._connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._ssh is not None:
            # The end of its input ends the program over there, and that ends the connection.
            try:
                with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                    self._ssh.communicate(timeout=10)
            finally:
                _end(self._ssh)
        self._errors.close()
        self._temporary.cleanup()

    def ask(self, verb: str, *words: str, told: bytes = b"") -> list[tuple[str, str]]:
        """The lines of the answer, each its first word and the rest; what programs complained of is among them.

        Refused if it could not be done. What can be asked for, ``remote.sh`` says.
        """
        status, answer = self.try_to(verb, *words, told=told)
        if status:
            raise self.failed()
        return answer

    def try_to(self, verb: str, *words: str, told: bytes = b"") -> tuple[int, list[tuple[str, str]]]:
        """The same with the status, for where that has a meaning. Refused if the connection is lost."""
        while self._owed:
            self._answer()
        self._forget()
        self._send(" ".join((verb, *words, str(len(told)))).encode() + b"\n" + told)
        return self._answer()

    def failed(self) -> Refused:
        """Why the last request was not done, from what was said about it."""
        return Refused(self._reason("服务器 {host} 上没有做成：{said}"))

    def upload(self, tree: Path, staging: str, before: str | None) -> list[str]:
        """The paths of files that are new on the server, once a folder has been sent into another there, ``staging``.

        Those that the release ``before`` has alike, byte for byte, are linked from there. Refused where it fails.
        """
        # This ssh has no way to the server but through the connection that holds the lock.
        ssh = ["ssh", "-F", "/dev/null", "-S", str(self._socket), "-o", "ControlMaster=no", "-o", "ProxyCommand=false"]
        command = ["rsync", "-rLp8", "--checksum", "--chmod=D755,F444", "--out-format=%i %n", "-e", shlex.join(ssh)]
        command += [f"--rsync-path=cd {shlex.quote(staging)} && exec rsync"]
        command += [f"--link-dest=../{before}"] if before else []
        command += [f"{tree}/", "server:."]
        self._forget()
        run = _started(command, subprocess.DEVNULL, self._errors)
        try:
            sent, _ = run.communicate()
        finally:
            _end(run)
        if run.returncode:
            failure = self.failed()
            self.ask("shelf")  # refused if it is the connection that failed
            raise failure
        # YXcstpoguax NAME: Y is `.` or `h` where there is nothing new, X is `f` for a file (rsync(1), --itemize-changes).
        return re.findall(r"^[<>c]f\S{9} (.+)$", sent.decode("utf-8"), re.M)

    def _connect(self) -> None:
        program = PROGRAM.read_bytes()
        settings = self._settings
        command = ["ssh", "-T", "-M", "-S", str(self._socket)]
        for option in self._options():
            command += ["-o", option]
        command += ["-p", str(settings.port)] if settings.port else []
        command += ["-l", settings.user] if settings.user else []
        command += ["--", settings.host, STARTS.format(length=len(program))]
        self._ssh = _started(command, subprocess.PIPE, self._errors)
        self._send(program + settings.place.rstrip("/").encode() + b"\n")
        _, answer = self._answer()
        lacks = [name for word, name in answer if word == "lacks"]
        if lacks:
            raise Refused(f"服务器 {settings.host} 上没有 {'、'.join(lacks)}，请管理员安装后再发布。")

    def _options(self) -> Iterable[str]:
        yield from ("ControlPersist=no", "BatchMode=yes", "StrictHostKeyChecking=yes", "UpdateHostKeys=no")
        yield from ("ClearAllForwardings=yes", "ForwardAgent=no", "PermitLocalCommand=no", "RemoteCommand=none")
        yield from ("ConnectTimeout=20", "ServerAliveInterval=10", "ServerAliveCountMax=3")
        if self._known:
            yield f"UserKnownHostsFile={_quoted(self._known)}"
            yield "GlobalKnownHostsFile=/dev/null"
        if "identity" in self._settings.options:
            yield f"IdentityFile={_quoted(self._settings.options['identity'])}"
            yield "IdentitiesOnly=yes"

    def _send(self, data: bytes) -> None:
        assert self._ssh and self._ssh.stdin
        if self._torn:
            raise Refused(_LOST.format(host=self._settings.host))
        self._torn = True  # until all is sent: the rest of it would be taken for the next request, or the next for it
        try:
            self._ssh.stdin.write(data)
            self._ssh.stdin.flush()
        except OSError:
            raise self._lost() from None
        self._owed += 1
        self._torn = False

    def _answer(self) -> tuple[int, list[tuple[str, str]]]:
        assert self._ssh and self._ssh.stdout
        while True:
            line = self._ssh.stdout.readline().decode("utf-8", "replace")
            if not line.endswith("\n"):
                raise self._lost()
            word, _, rest = line[:-1].partition(" ")
            if word == "=":
                self._owed -= 1
                return int(rest), [(word, rest) for word, _, rest in (line.partition(" ") for line in self._heard)]
            self._heard.append(line[:-1])

    def _forget(self) -> None:
        self._heard = []
        self._said = self._errors.seek(0, os.SEEK_END)

    def _lost(self) -> Refused:
        assert self._ssh
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._ssh.wait(10)
        return Refused(self._reason(_LOST))

    def _reason(self, otherwise: str) -> str:
        self._errors.seek(self._said)
        said = "\n".join([self._errors.read().decode("utf-8", "replace"), *self._heard]).strip()
        settings = self._settings
        known = self._known or "~/.ssh/known_hosts"
        port = f"-p {settings.port} " if settings.port else ""
        facts = {"host": settings.host, "place": settings.place, "known": known, "said": said.rpartition("\n")[2][:200]}
        facts["obtain"] = _OBTAIN.format(**facts, port=port)
        return next((told for sign, told in _REASONS if re.search(sign, said)), otherwise).format(**facts)


def _started(command: list[str], told: int, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C is for the publisher, who switches back and needs the connection for that."""
    try:
        return subprocess.Popen(command, stdin=told, stdout=subprocess.PIPE, stderr=errors, start_new_session=True)
    except FileNotFoundError:
        raise Refused(
            f"这台机器上没有 {command[0]}，请先安装（Debian、麒麟等：apt install openssh-client rsync）。"
        ) from None


def _end(run: subprocess.Popen[bytes]) -> None:
    """It, and what it has started, if it has not ended."""
    if run.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()


def _quoted(file: str) -> str:
    """A file's name in an option of ssh, which splits at spaces and replaces ``%h`` and the like."""
    return '"' + file.replace("%", "%%") + '"'


def _temporary() -> tempfile.TemporaryDirectory[str]:
    found = tempfile.gettempdir()
    fits = len(found) <= _LONGEST_FOLDER and _PLAIN.fullmatch(found)
    return tempfile.TemporaryDirectory(prefix="publish-", dir=found if fits else "/tmp")
