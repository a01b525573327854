"""A folder on a file server, over SMB 2 and 3, without its being mounted."""

from __future__ import annotations

import errno
import getpass
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import smbclient
from smbprotocol.exceptions import SMBAuthenticationError, SMBException, SMBOSError
from smbprotocol.header import NtStatus

from publishing import Refused
from publishing.settings import Settings
from publishing.targets.folders import OTHER_PUBLISHER, Folder

Result = TypeVar("Result")

PASSWORD = "ZHENGYOU_PASSWORD"
PORT = 445
# Seconds until a server that does not answer is given up.
TIMEOUT = 15
# Seconds that a lock is asked for: a server frees a dead publisher's a moment after it.
MOMENT = 1.0

_HELD = (NtStatus.STATUS_SHARING_VIOLATION, NtStatus.STATUS_ACCESS_DENIED, NtStatus.STATUS_DELETE_PENDING)
_QUOTA_EXCEEDED = 0xC0000044
# What the library has no errno for.
_MEANING = {
    NtStatus.STATUS_DISK_FULL: (errno.ENOSPC, "文件服务器上的空间不够了"),
    _QUOTA_EXCEEDED: (errno.EDQUOT, "文件服务器上的配额用完了"),
    NtStatus.STATUS_ACCESS_DENIED: (errno.EACCES, "没有权限"),
}


class Share(Folder):
    """A folder on a file server. What the library raises is an OSError in Chinese."""

    # The library's time goes into packing messages, which threads cannot share; its credits are not counted for them.
    width = 1

    def __init__(self, settings: Settings) -> None:
        """Connects. Refused if the server, the account or the share is not there."""
        self._root = "\\\\" + "\\".join([settings.host, *settings.place.split("/")])
        port = settings.port or PORT
        # A connection of its own: the lock must end with it, and nothing may go over a second one without the lock.
        connections: dict[str, Any] = {}
        self._arguments = {
            "username": settings.user or None,
            "password": _password(settings),
            "port": port,
            "connection_cache": connections,
            "connection_timeout": TIMEOUT,
        }
        self._made = {""}
        share = settings.place.partition("/")[0]
        try:
            smbclient.register_session(settings.host, **self._arguments)
            (self._connection,) = connections.values()
            smbclient.stat(f"\\\\{settings.host}\\{share}", **self._arguments)
        except SMBAuthenticationError as error:
            raise Refused(f"文件服务器 {settings.host} 不认这个用户名或密码。") from error
        except ValueError as error:  # so the library says that nobody answers
            raise Refused(f"连不上文件服务器 {settings.host}（端口 {port}）。请检查网络和地址。") from error
        except (SMBException, OSError) as error:
            status = getattr(error, "ntstatus", getattr(error, "status", None))
            if status == NtStatus.STATUS_LOGON_FAILURE:
                raise Refused(f"文件服务器 {settings.host} 不认这个用户名或密码。") from error
            raise Refused(
                f"打不开文件服务器 {settings.host} 上的共享 {share}：没有它，或者这个用户没有权限。"
            ) from error

    def close(self) -> None:
        """Ends the connection, and with it a lock that is held."""
        with suppress(SMBException, OSError, ValueError):
            self._connection.disconnect(close=True, timeout=TIMEOUT)

    def read(self, path: str) -> bytes:
        """A file's bytes; others may be writing it."""

        def read() -> bytes:
            with self._open(path, "rb", share_access="rwd") as stream:
                return bytes(stream.readall())

        return self._patiently(path, read)

    def write(self, path: str, data: bytes, stamp: int | None = None) -> None:
        """Writes a file that nobody else has open."""
        self.make(path.rpartition("/")[0])

        def write() -> None:
            with self._open(path, "wb", share_access="") as stream:
                _write(stream, data)
            if stamp is not None:
                smbclient.utime(self._at(path), times=(stamp, stamp), **self._arguments)

        self._patiently(path, write)

    def append(self, path: str, data: bytes) -> None:
        """Adds to a file's end; others may be reading it."""

        def append() -> None:
            with self._open(path, "ab", share_access="r") as stream:
                _write(stream, data)

        self._patiently(path, append)

    def replace(self, old: str, new: str) -> None:
        """Renames a file on the server, which is one step."""
        self._patiently(new, lambda: smbclient.replace(self._at(old), self._at(new), **self._arguments))

    def delete(self, path: str) -> None:
        """Removes a file that nobody else has open."""
        with suppress(FileNotFoundError):
            self._patiently(path, lambda: smbclient.remove(self._at(path), **self._arguments))

    def names(self, path: str) -> dict[str, bool]:
        """What lies in a folder; empty for a file, too."""

        def names() -> dict[str, bool]:
            with smbclient.scandir(self._at(path), **self._arguments) as found:
                return {one.name: one.is_dir() for one in found}

        try:
            return self._patiently(path, names)
        except (FileNotFoundError, NotADirectoryError):
            return {}

    def make(self, path: str) -> None:
        """Makes a folder; one that was made over this connection is not asked for again."""
        if path not in self._made:
            self.make(path.rpartition("/")[0])
            with suppress(FileExistsError):
                self._patiently(path, lambda: smbclient.mkdir(self._at(path), **self._arguments))
            self._made.add(path)

    def remove(self, path: str) -> None:
        """Removes an empty folder. OSError for one that is not, or is not there."""
        self._made = {""}
        self._patiently(path, lambda: smbclient.rmdir(self._at(path), **self._arguments))

    @contextmanager
    def lock(self, path: str) -> Iterator[None]:
        """Holds a file open that nobody else may. A dead publisher's is freed after a moment: that is waited for."""
        self._told("", lambda: smbclient.makedirs(self._root, exist_ok=True, **self._arguments))
        self.make(path.rpartition("/")[0])
        held = self._taken(path)
        try:
            yield
        finally:
            with suppress(SMBException, OSError):  # then the connection is gone, and the lock with it
                held.close()

    def _taken(self, path: str) -> Any:
        """The lock file, open for nobody else. (So none can read who has it.)"""
        end = time.monotonic() + MOMENT
        while True:
            try:
                return self._told(path, lambda: self._open(path, "ab", share_access=""))
            except OSError as error:
                if _status(error) != NtStatus.STATUS_SHARING_VIOLATION:
                    raise
                if time.monotonic() > end:
                    raise Refused(OTHER_PUBLISHER) from error
            time.sleep(0.1)

    def _open(self, path: str, mode: str, share_access: str) -> Any:
        return smbclient.open_file(self._at(path), mode=mode, buffering=0, share_access=share_access, **self._arguments)

    def _at(self, path: str) -> str:
        return "\\".join([self._root, *path.split("/")]) if path else self._root

    def _patiently(self, path: str, action: Callable[[], Result]) -> Result:
        return super()._patiently(path, lambda: self._told(path, action))

    def _told(self, path: str, action: Callable[[], Result]) -> Result:
        """Does it; what the library raises becomes an OSError in Chinese."""
        if not self._connection.transport.connected:
            raise _lost(path)
        try:
            return action()
        except SMBOSError as error:
            number, said = _MEANING.get(error.ntstatus, (error.errno or None, error.strerror))
            if not number:
                said = f"文件服务器报错 {error.ntstatus:#010x}"
            # Anew, so that Python makes it a FileNotFoundError and the like.
            raise OSError(number, said, path) from error
        except (SMBException, ValueError) as error:
            raise _lost(path) from error

    def _is_held(self, error: OSError) -> bool:
        return _status(error) in _HELD


def _status(error: OSError) -> int | None:
    """What the server said."""
    return getattr(error.__cause__, "ntstatus", None)


def _write(stream: Any, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[stream.write(left) :]
    stream.flush()


def _lost(path: str) -> OSError:
    return ConnectionError(errno.ECONNRESET, "和文件服务器的连接断了", path)


def _password(settings: Settings) -> str | None:
    """None where no account is named: then the machine's own is tried, which a domain knows."""
    if not settings.user:
        return None
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if not sys.stdin.isatty():
        raise Refused(
            f"不知道 {settings.user} 在 {settings.host} 上的密码。请设好环境变量 {PASSWORD}，或在终端里运行。"
        )
    return getpass.getpass(f"{settings.user} 在 {settings.host} 上的密码：")
