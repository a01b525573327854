"""Reads a release back as its readers get it."""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
import time
from collections.abc import Mapping
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

from publishing import Refused, names, troubles
from publishing.package import Release

# A server may need a moment to see the switch.
TRIES = 6
PAUSE = 0.5
SECONDS = 10
LARGEST = 8 * 1024 * 1024


class Reader:
    """``url``: the site's public address; ``ca``: a file of certificates to trust besides the system's."""

    def __init__(self, url: str, ca: str = "") -> None:
        self._url = url
        context = ssl.create_default_context()
        if ca:
            try:
                context.load_verify_locations(ca)
            except OSError as error:
                raise Refused(f"证书文件 {ca} 读不了：{troubles.meaning(error)}。") from error
        # What the machine has for the world outside is not asked about the intranet.
        self._opener = build_opener(ProxyHandler({}), HTTPSHandler(context=context))

    def confirm(self, release: Release, sums: Mapping[str, str]) -> None:
        """Refused if readers do not get this release: its name, and its first page to the byte."""
        said = ""
        for left in reversed(range(TRIES)):
            said = self._wrong(release, sums)
            if not said:
                return
            if left:
                time.sleep(PAUSE)
        raise Refused(f"切换后从 {self._url} 读回来的不是新版本（{said}），没有采用它，读者看到的和发布前一样。")

    def reach(self) -> None:
        """Refused if no web server answers at the address; whatever it answers, it is there."""
        try:
            self._read(names.VERSION)
        except HTTPError:
            return
        except (OSError, HTTPException) as error:
            raise Refused(
                f"网站地址 {self._url} 没有应答（{_why(error)}），没有发布。请检查地址和网页服务器。"
            ) from error

    def _wrong(self, release: Release, sums: Mapping[str, str]) -> str:
        try:
            told = json.loads(self._read(names.VERSION))
            if not isinstance(told, dict) or told.get("release") != release.id:
                return f"读到的版本是 {told.get('release') if isinstance(told, dict) else '别的东西'}"
            if hashlib.sha256(self._read("index.html")).hexdigest() != sums["index.html"]:
                return "首页和发布的不一样"
        except ValueError:
            return f"{names.VERSION} 不是版本文件"
        except (OSError, HTTPException) as error:
            return f"读不到：{_why(error)}"
        return ""

    def _read(self, path: str) -> bytes:
        request = Request(self._url + path, headers={"Cache-Control": "no-cache", "Accept-Encoding": "identity"})
        with self._opener.open(request, timeout=SECONDS) as answer:
            return bytes(answer.read(LARGEST))


def _why(error: Exception) -> str:
    """Why nothing could be read, in Chinese."""
    if isinstance(error, HTTPError):
        return f"服务器答 {error.code}"
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLError):
        return "证书不可信，或不是这台服务器的；可以用 ca 指明证书文件"
    if isinstance(reason, socket.gaierror):
        return "没有这个主机名"
    if isinstance(reason, TimeoutError):
        return "等了很久没有回答"
    return troubles.meaning(reason) if isinstance(reason, OSError) else "答得不合规矩"


def no_confirmation(release: Release, sums: Mapping[str, str]) -> None:
    """What stands for :meth:`Reader.confirm` where no public address is told: nobody can ask it."""
