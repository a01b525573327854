"""Who may talk to the desk, and who may not: every refusal, and that what is meant to pass does."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from desk import guard
from desk.guard import Guard, Settings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

PORT = 8100
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
SETTINGS = Settings(PORT, "http://127.0.0.1:8101", "address-token", b"k" * 32)
BODY = "title=%E7%94%B2"


def awaited(task: Callable[[], Awaitable[None]]) -> None:
    """Runs a task to its end, on a thread of its own: the browser's driver may hold this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, task).result()


async def _echo(request: Request) -> Response:
    if request.method == "GET":
        return PlainTextResponse("page " + request.url.path + "?" + request.url.query)
    form = await request.form()
    told = [
        f"{name}={value if isinstance(value, str) else (await value.read()).decode()}"
        for name, value in form.multi_items()
    ]
    return PlainTextResponse("posted " + "&".join(told), headers={"X-Frame-Options": "ALLOWALL"})


def _client(**settings: Any) -> TestClient:
    pages = Starlette(routes=[Route("/{path:path}", _echo, methods=["GET", "POST"])])
    return TestClient(Guard(pages, SETTINGS), base_url=ORIGIN, follow_redirects=False, **settings)


@pytest.fixture
def stranger() -> TestClient:
    return _client()


@pytest.fixture
def clerk() -> Iterator[TestClient]:
    client = _client()
    assert client.get("/", params={"token": "address-token"}).status_code == 303
    yield client


OURS = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
FORM = {**OURS, "Content-Type": "application/x-www-form-urlencoded"}


def post(client: TestClient, body: str | None = None, headers: dict[str, str] | None = None, path: str = "/save"):  # type: ignore[no-untyped-def]
    return client.post(
        path, content=body or f"{BODY}&token={SETTINGS.form_token}", headers=FORM if headers is None else headers
    )


def refused(answer: Any, status: int) -> None:
    """A short Chinese page, and nothing of what was asked for."""
    assert answer.status_code == status
    assert "page" not in answer.text and "posted" not in answer.text
    assert re.search(r"<h1>打不开</h1><p>[^<]*[\u4e00-\u9fff]", answer.text)
    assert answer.headers["content-security-policy"]


def test_the_address_s_token_is_exchanged_for_a_cookie(stranger: TestClient) -> None:
    answer = stranger.get("/edit/cases/2031/kanban.md?token=address-token&from=list")
    assert answer.status_code == 303 and answer.headers["location"] == "/edit/cases/2031/kanban.md?from=list"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"desk-{PORT}=") and "HttpOnly" in cookie and "samesite=strict" in cookie.lower()
    assert "address-token" not in cookie
    assert stranger.get("/edit/x").text == "page /edit/x?"


def test_the_exchange_leads_nowhere_else(stranger: TestClient) -> None:
    answer = stranger.request("GET", f"{ORIGIN}//evil.example/x?token=address-token")
    assert answer.headers["location"] == "/evil.example/x"


@pytest.mark.parametrize("token", ["", "wrong", "address-toke", "address-token2", "密"])
def test_a_wrong_token_opens_nothing(stranger: TestClient, token: str) -> None:
    refused(stranger.get("/", params={"token": token}), 403)
    refused(stranger.get("/"), 403)


@pytest.mark.parametrize("cookie", ["", "wrong", SETTINGS.form_token, "address-token", '"', "\\"])
def test_a_wrong_cookie_opens_nothing(stranger: TestClient, cookie: str) -> None:
    headers = {"Cookie": f"desk-{PORT}={cookie}"}
    for path in ("/", "/static/desk.css", "/edit/cases/2031/kanban.md"):
        refused(stranger.get(path, headers=headers), 403)
    refused(post(stranger, headers={**FORM, **headers}), 403)


def test_cookies_of_others_do_not_get_in_the_way(stranger: TestClient) -> None:
    cookie = f'other=a b c"{{; ;=; desk-8200=x; desk-{PORT}={SETTINGS.cookie}; last'
    assert stranger.get("/", headers={"Cookie": cookie}).status_code == 200


def test_a_desk_on_another_port_has_another_cookie_and_token() -> None:
    other = Settings(PORT + 1, "", "a", SETTINGS.key)
    assert len({other.cookie, other.form_token, SETTINGS.cookie, SETTINGS.form_token}) == 4
    assert other.cookie_name != SETTINGS.cookie_name
    again = Settings(PORT, "", "b", SETTINGS.key)
    assert (again.cookie, again.form_token) == (SETTINGS.cookie, SETTINGS.form_token)


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:8101", f"127.0.0.1.evil.example:{PORT}", f"0.0.0.0:{PORT}", f"[::]:{PORT}", "", f"localhost.:{PORT}", f"{HOST} x"],
)  # fmt: skip
def test_a_foreign_host_is_refused(clerk: TestClient, host: str) -> None:
    refused(clerk.get("/", headers={"Host": host}), 421)
    refused(clerk.get("/?token=address-token", headers={"Host": host}), 421)
    refused(post(clerk, headers={**FORM, "Host": host}), 421)


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_loopback_by_any_name_is_ours(clerk: TestClient, host: str) -> None:
    cookie = {"Cookie": f"desk-{PORT}={SETTINGS.cookie}"}
    assert clerk.get("/", headers={"Host": host, **cookie}).status_code == 200
    assert post(clerk, headers={**FORM, "Host": host, "Origin": f"http://{host}", **cookie}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "http://127.0.0.1:8101", f"https://{HOST}", f"http://localhost:{PORT}", f"http://{HOST}.evil.example", "http://127.0.0.1", "file://", ""],
)  # fmt: skip
def test_a_foreign_origin_is_refused(clerk: TestClient, origin: str) -> None:
    """The preview's own, another name of this machine's and none at all among them."""
    refused(post(clerk, headers={**FORM, "Origin": origin}), 403)
    refused(clerk.get("/", headers={"Origin": origin}), 403)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense", ""])
def test_a_request_from_another_site_is_refused(clerk: TestClient, site: str) -> None:
    refused(post(clerk, headers={**FORM, "Sec-Fetch-Site": site}), 403)
    refused(clerk.get("/", headers={"Sec-Fetch-Site": site}), 403)
    refused(clerk.get("/?token=address-token", headers={"Sec-Fetch-Site": site}), 403)


def test_where_a_post_comes_from_must_be_told(clerk: TestClient) -> None:
    kind = {"Content-Type": FORM["Content-Type"]}
    refused(post(clerk, headers=kind), 403)
    refused(post(clerk, headers={**kind, "Sec-Fetch-Site": "none"}), 403)
    assert post(clerk, headers={**kind, "Origin": ORIGIN}).status_code == 200
    assert post(clerk, headers={**kind, "Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("body", [BODY, f"{BODY}&token=", f"{BODY}&token=wrong", f"{BODY}&token=address-token", f"{BODY}&token={SETTINGS.cookie}", "x"])  # fmt: skip
def test_a_post_without_the_form_s_token_is_refused(clerk: TestClient, body: str) -> None:
    refused(post(clerk, body), 403)
    refused(post(clerk, body, headers={**FORM, "X-Desk-Token": "wrong"}), 403)
    refused(post(clerk, body, path=f"/save?token={SETTINGS.form_token}"), 403)


def test_the_form_s_token_passes_in_each_way_it_may_come(clerk: TestClient) -> None:
    token = SETTINGS.form_token
    assert post(clerk).text == f"posted title=甲&token={token}"
    assert post(clerk, BODY, headers={**FORM, "X-Desk-Token": token}).text == "posted title=甲"
    answer = clerk.post("/upload", data={"token": token}, files={"file": ("甲.txt", "内容".encode())}, headers=OURS)
    assert answer.text == f"posted token={token}&file=内容"
    refused(clerk.post("/upload", data={"token": "x"}, files={"file": ("甲.txt", b"a")}, headers=OURS), 403)
    refused(clerk.post("/upload", files={"token": ("token", token.encode())}, headers=OURS), 403)


@pytest.mark.parametrize("body", ["--x\r\nbroken", "", "--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"])
def test_a_broken_form_is_refused_not_a_failure(clerk: TestClient, body: str) -> None:
    headers = {**OURS, "Content-Type": "multipart/form-data; boundary=x"}
    assert clerk.post("/upload", content=body, headers=headers).status_code in (400, 403)
    assert clerk.post("/upload", content=body, headers={**OURS, "Content-Type": "multipart/form-data"}).status_code in (
        400,
        403,
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(clerk: TestClient, method: str) -> None:
    refused(clerk.request(method, "/", headers=OURS), 405)


def test_what_is_too_large_is_refused_announced_or_not(clerk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LIMIT", 1000)
    monkeypatch.setattr(guard, "FILE_LIMIT", 5000)
    token = {"X-Desk-Token": SETTINGS.form_token}
    fits, over = b"a=" + b"x" * 998, b"a=" + b"x" * 999
    assert clerk.post("/keep", content=fits, headers={**FORM, **token}).status_code == 200
    refused(clerk.post("/keep", content=over, headers={**FORM, **token}), 413)
    # In pieces, as a body comes whose length is not told.
    pieces = lambda whole: iter([whole[:600], whole[600:]])  # noqa: E731
    assert clerk.post("/keep", content=pieces(fits), headers={**FORM, **token}).status_code == 200
    refused(clerk.post("/keep", content=pieces(over), headers={**FORM, **token}), 413)
    file = {"file": ("a.txt", b"x" * 4000)}
    assert clerk.post("/upload", files=file, headers={**OURS, **token}).status_code == 200
    refused(clerk.post("/upload", files={"file": ("a.txt", b"x" * 5000)}, headers={**OURS, **token}), 413)
    # Whoever has no cookie is refused before anything is read.
    refused(_client().post("/keep", content=over, headers=FORM), 403)


@pytest.mark.parametrize("length", ["-1", "x", "9" * 30, "1e3", "\xb3"])
def test_a_length_that_is_none_is_refused(clerk: TestClient, length: str) -> None:
    told = {**FORM, "X-Desk-Token": SETTINGS.form_token}
    headers = {name: value.encode() for name, value in told.items()} | {"Content-Length": length.encode("latin-1")}
    refused(clerk.post("/keep", content=b"a=1", headers=headers), 413)


def test_a_body_is_not_held_beyond_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body without end is read no further than what is thrown away at most, and never kept."""
    monkeypatch.setattr(guard, "DRAINED", 50_000)
    received = 0

    async def receive() -> dict[str, Any]:
        nonlocal received
        received += 1000
        return {"type": "http.request", "body": b"x" * 1000, "more_body": True}

    async def ask() -> None:
        with pytest.raises(guard._Refusal) as refusal:
            await guard._body(guard.Headers({}), receive, 2000)
        assert refusal.value.status == 413

    awaited(ask)
    assert received == 51_000


def test_a_body_that_breaks_off_is_no_body() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def ask() -> None:
        with pytest.raises(guard._Refusal):
            await guard._body(guard.Headers({}), receive, 2000)

    awaited(ask)


def test_every_answer_carries_the_headers(clerk: TestClient, stranger: TestClient) -> None:
    for answer in (clerk.get("/"), post(clerk), stranger.get("/"), stranger.get("/?token=address-token")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-src http://127.0.0.1:8101;" in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in answer.headers


def test_no_socket_is_opened_to_anyone(clerk: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, clerk.websocket_connect("/"):
        pass
    assert closed.value.code == 1008
