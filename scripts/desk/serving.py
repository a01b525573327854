"""Runs the desk on loopback until Ctrl+C, and opens it in the browser."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
import threading
import webbrowser
from pathlib import Path

import surprise
import uvicorn
from campaign import digest
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import app, store
from .guard import FIELD, Guard, Settings
from .office import Office
from .previewer import Previewer
from .store import Unavailable

HOST = "127.0.0.1"
TRIES = 20


def run(root: Path, docs: Path, port: int, open_browser: bool) -> int:
    """The exit status: 0 once it was interrupted, 1 where the desk cannot be opened."""
    try:
        store.own_folder(docs)
    except Unavailable as error:
        print(error, file=sys.stderr)
        return 1
    listening = _listening(port)
    if listening is None:
        print(f"从 {port} 起的 {TRIES} 个端口都被占用，请用 --port 换一个。", file=sys.stderr)
        return 1
    port = listening.getsockname()[1]
    office = Office(docs)
    previewer = Previewer(root, docs, port)
    settings = Settings(port, previewer.origin, secrets.token_urlsafe(24), _key(root, docs))
    pages = app.create(office, office.drafts, office.history, previewer, settings.form_token)
    address = f"http://{HOST}:{port}/?{FIELD}={settings.address_token}"
    server = _Server(_configuration(Guard(_Sentences(pages), settings)), address, open_browser)
    try:
        with contextlib.suppress(KeyboardInterrupt):  # how it is meant to end
            server.run(sockets=[listening])
    finally:
        previewer.close()
        listening.close()
    print("\n编辑台已关闭。没有保存的内容留在草稿里，下次打开还在。", file=sys.stderr)
    return 0


class _Server(uvicorn.Server):
    """Says where the desk is once it answers there."""

    def __init__(self, configuration: uvicorn.Config, address: str, open_browser: bool) -> None:
        super().__init__(configuration)
        self._address = address
        self._open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"编辑台：{self._address}", flush=True)
        print("这个地址只在本机有效，请不要发给别人。用完按 Ctrl+C 关闭。", file=sys.stderr, flush=True)
        if self._open_browser:
            threading.Thread(target=_show, args=(self._address,), daemon=True).start()


class _Sentences:
    """The last boundary: what the application did not catch becomes a sentence here and on the terminal."""

    def __init__(self, pages: ASGIApp) -> None:
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._pages(scope, receive, watched)
        except Exception as error:  # the boundary: a clerk must get a sentence
            surprise.tell(error, "打开编辑台的一页")
            if not begun:
                said = "编辑台出了意外。写好的内容还在草稿里，请返回后刷新；再出现时请找维护人员。"
                await HTMLResponse(f'<!doctype html><meta charset="utf-8"><p>{said}</p>', 500)(scope, receive, send)


def _configuration(pages: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        pages,
        lifespan="off",
        ws="none",
        loop="asyncio",
        http="h11",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )


def _listening(port: int) -> socket.socket | None:
    """A socket on the port or the next free one; None where none of a score is free."""
    for candidate in range(port, min(port + TRIES, 65536)):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:  # there the same option would let another program take the port away
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined, unused-ignore]
        try:
            listening.bind((HOST, candidate))
            listening.listen(64)
        except OSError:
            listening.close()
            continue
        if candidate != port:
            print(f"端口 {port} 被占用，改用 {listening.getsockname()[1]}。", file=sys.stderr)
        return listening
    return None


def _key(root: Path, docs: Path) -> bytes:
    """A secret that outlives the desk where it can be kept, so that a page left open can still save afterwards.

    It lies with the project, for this user alone to read. Where that cannot be, a new one each time.
    """
    file = root / ".cache" / "desk" / digest(str(docs))[:16]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
                stream.write(secrets.token_bytes(32))
        except FileExistsError:
            pass
        key = file.read_bytes()
        status = file.stat()
    except OSError:
        return secrets.token_bytes(32)
    strange = os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o077)
    return key if len(key) == 32 and not strange else secrets.token_bytes(32)


def _show(address: str) -> None:
    """Opens the browser. Where there is none, the printed address is enough."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return  # there might be one for text, which would take the terminal over
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
