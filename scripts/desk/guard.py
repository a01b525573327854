"""Who may talk to the desk: this machine's browser, from the desk's own pages, with what its start has printed.

Serving wraps the application in it: ``Guard(app.create(…), settings)``. For the pages: ``token`` is the form token.
Every POST carries it, as the form field ``token`` or as the header ``X-Desk-Token``; one without it is refused before
the application sees it. The guard sets the cookie, the security headers and the limits of size (64 MB for a form
that may hold files, ``multipart/form-data``, else 4 MB); it lets GET, HEAD and POST through. No inline script or
style passes its policy.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FIELD = "token"
HEADER = "X-Desk-Token"
LIMIT = 4 * 2**20
FILE_LIMIT = 64 * 2**20
# So much of a body that is too large is still read and thrown away: a browser shows an answer only when it has sent all.
DRAINED = 2**30
FIELDS = 50_000
METHODS = ("GET", "HEAD", "POST")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """``address_token`` stands in the address that is printed; the cookie and the form token are made of ``key``.

    A key that is kept lets a page that is still open go on working when the desk was started anew.
    """

    port: int
    preview_origin: str
    address_token: str
    key: bytes = field(repr=False)

    @property
    def cookie_name(self) -> str:
        """With the port, since a browser keeps one cookie jar for all ports of a host."""
        return f"desk-{self.port}"

    @property
    def cookie(self) -> str:
        """The cookie's value, 64 hexadecimal digits."""
        return self._made("cookie")

    @property
    def form_token(self) -> str:
        """What every POST carries, 64 hexadecimal digits."""
        return self._made("form")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts, with the port, that a request may be for: loopback under its three names."""
        return tuple(f"{name}:{self.port}" for name in LOOPBACK)

    def _made(self, purpose: str) -> str:
        return hmac.new(self.key, f"{purpose} {self.port}".encode(), hashlib.sha256).hexdigest()


class _Refusal(Exception):
    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said


class Guard:
    """ASGI middleware, the outermost: what it refuses, the application never sees."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._headers = {
            "Content-Security-Policy": (
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                f"connect-src 'self'; form-action 'self'; frame-src {settings.preview_origin}; "
                "base-uri 'none'; frame-ancestors 'none'"
            ),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            # With no-referrer a browser would send its own forms with the Origin `null`.
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses, or hands on; either answer bears the security headers. Websockets are closed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        try:
            answer, receive = await self._judge(scope, receive)
        except _Refusal as refusal:
            answer = _page(refusal)
        await (answer or self._app)(scope, receive, guarded)

    async def _judge(self, scope: Scope, receive: Receive) -> tuple[Response | None, Receive]:
        """An answer of the guard's own, else None and the body as it was received. _Refusal where it is refused."""
        headers = Headers(scope=scope)
        self._judge_origin(scope["method"], headers)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in query if name == FIELD]
        if scope["method"] != "POST" and given:
            if not _same(given[0], self._settings.address_token):
                raise _Refusal(403, "这个地址已经过期。请用启动编辑台的窗口里最新的地址打开。")
            return self._welcome(scope, [pair for pair in query if pair[0] != FIELD]), receive
        if not _same(_cookie(headers, self._settings.cookie_name), self._settings.cookie):
            raise _Refusal(403, "请用启动编辑台的窗口里给出的地址打开。")
        if scope["method"] != "POST":
            return None, receive
        with_files = headers.get("content-type", "").lower().startswith("multipart/form-data")
        body = await _body(headers, receive, FILE_LIMIT if with_files else LIMIT)
        if not _same(headers.get(HEADER) or await _field(scope, body), self._settings.form_token):
            raise _Refusal(403, "这一页不是从编辑台打开的，或打开得太久了。请刷新后再试，写好的内容还在草稿里。")
        return None, _again(body)

    def _judge_origin(self, method: str, headers: Headers) -> None:
        if method not in METHODS:
            raise _Refusal(405, "编辑台不支持这种请求。")
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._settings.hosts:
            raise _Refusal(421, "编辑台只在本机使用，请用 127.0.0.1 的地址打开。")
        site = headers.get("sec-fetch-site")
        # A page of the preview, or of any other program of this machine, is of the same site and another origin.
        if site not in (None, "same-origin", "none"):
            raise _Refusal(403, "编辑台不接受从别的网页来的请求。请直接打开编辑台的地址。")
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{hosts[0].lower()}":
            raise _Refusal(403, "编辑台不接受从别的网页来的请求。")
        if method == "POST" and origin is None and site != "same-origin":
            raise _Refusal(403, "编辑台不接受来历不明的请求。请换用较新的浏览器。")

    def _welcome(self, scope: Scope, query: list[tuple[str, str]]) -> Response:
        """The cookie in exchange for the address' token, which then stands in no address any more."""
        path = re.sub(r"^/+", "/", scope["path"])  # two slashes would lead to another host
        answer = RedirectResponse(path + (f"?{urlencode(query)}" if query else ""), status_code=303)
        answer.set_cookie(self._settings.cookie_name, self._settings.cookie, httponly=True, samesite="strict")
        return answer


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _cookie(headers: Headers, name: str) -> str:
    """A cookie's value, empty where there is none. Others' cookies of this host may be anything."""
    for part in "; ".join(headers.getlist("cookie")).split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            try:
                return SimpleCookie(f"{key}={value}")[key].value
            except (CookieError, KeyError):
                return ""
    return ""


async def _body(headers: Headers, receive: Receive, limit: int) -> bytes:
    """The whole body. _Refusal where it is longer than ``limit``, or ends before it should."""
    announced = headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > DRAINED:
        raise _Refusal(413, _too_large(limit))
    parts: list[bytes] = []
    size = 0
    more = True
    while more and size <= DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Refusal(400, "内容没有传完，请再试一次。")
        part = message.get("body", b"")
        size += len(part)
        more = message.get("more_body", False)
        if size <= limit:
            parts.append(part)
    if size > limit:
        raise _Refusal(413, _too_large(limit))
    return b"".join(parts)


def _too_large(limit: int) -> str:
    return f"内容太大，超过 {limit >> 20} MB，没有接收。写好的内容还在草稿里。"


async def _field(scope: Scope, body: bytes) -> str:
    """The form field that holds the token; empty where there is none."""
    try:
        async with Request(scope, _again(body)).form(
            max_fields=FIELDS, max_files=FIELDS, max_part_size=len(body) + 1
        ) as form:
            given = form.get(FIELD)
            return given if isinstance(given, str) else ""
    except (MultiPartException, ValueError) as error:
        raise _Refusal(400, "表单没有传完整，请刷新后再试。") from error


def _again(body: bytes) -> Receive:
    """The body once more, for whoever reads it next."""
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive


def _page(refusal: _Refusal) -> Response:
    said = escape(refusal.said)
    return HTMLResponse(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>编辑台</title><h1>打不开</h1><p>{said}</p></html>',
        refusal.status,
    )
