"""What every page of the desk stands on: the request as it was read, the parts beneath, and how a page is drawn."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import surprise
from campaign.files import place
from campaign.kinds import KINDS
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from python_multipart.exceptions import FormParserError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from .controls import Post
from .drafts import Drafts
from .history import History
from .office import Office
from .previewer import Previewer
from .store import Unavailable

HERE = Path(__file__).resolve().parent
OVERRIDES = HERE.parents[1] / "overrides" / "assets" / "zhengyou"
# A campaign's own record has hundreds of controls; a text may be as large as the guard lets through.
FIELDS, PART = 50_000, 4 * 2**20


@dataclass(frozen=True)
class Upload:
    """A file that was sent, under the name that the browser gave."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Asked:
    """A request: its method, the record's path or other words from the address, what was posted, the files.

    ``path`` is empty for addresses that have none.
    """

    method: str
    path: str
    query: Mapping[str, str]
    post: Post = field(default_factory=lambda: Post([]))
    files: tuple[Upload, ...] = ()

    @property
    def by_script(self) -> bool:
        """Whether a script of ours asks, which takes an answer in JSON."""
        return self.query.get("script") == "1"


@dataclass(frozen=True)
class Desk:
    """Everything a page may ask."""

    office: Office
    drafts: Drafts
    history: History
    previewer: Previewer
    token: str
    pages: Environment

    def page(self, template: str, code: int = 200, /, **values: Any) -> HTMLResponse:
        """A page drawn from its template."""
        return HTMLResponse(self.pages.get_template(template).render(values), status_code=code)

    def part(self, template: str, macro: str, *values: Any) -> str:
        """One piece of a page, as HTML: what a template's macro makes of these values."""
        return str(getattr(self.pages.get_template(template).module, macro)(*values))

    def sorry(self, title: str, said: str, status: int) -> HTMLResponse:
        """A page that says what is not so, and where to go."""
        return self.page("sorry.html.j2", status, title=title, said=said)


Handler = Callable[[Desk, Asked], Response]


def desk(office: Office, drafts: Drafts, history: History, previewer: Previewer, token: str) -> Desk:
    """The parts with their templates. ``token`` is what every form of theirs carries."""
    pages = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    pages.filters["moment"] = moment
    pages.globals.update(token=token, kinds=KINDS, edit=address, site_name=lambda: _site_name(office))
    return Desk(office, drafts, history, previewer, token, pages)


def _site_name(office: Office) -> str:
    try:
        campaign = office.records().campaign
    except Unavailable:
        return ""
    return campaign.title or "" if campaign else ""


def moment(when: datetime) -> str:
    """A time as this machine's clock shows it."""
    local = when.astimezone()
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def view(desk: Desk, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The handler as the server calls it. Whatever goes wrong inside, the clerk gets a page that says so.

    A script of ours gets it as JSON, ``sorry``.
    """

    async def endpoint(request: Request) -> Response:
        asked = None
        try:
            asked = await _asked(request)
            return await run_in_threadpool(handler, desk, asked)
        except Unavailable as error:
            return _failed(desk, request, "做不到", str(error), 400)
        except HTTPException as error:
            return _failed(desk, request, "没有这一页", str(error.detail), error.status_code)
        except Exception as error:  # the boundary: a clerk must get a sentence, the rest goes to the log
            surprise.tell(error, f"打开 {request.url.path} ")
            return _failed(
                desk,
                request,
                "编辑台出了意外",
                "刚才填写的内容仍在上一页，也留了草稿：请返回上一页再试。详情见运行编辑台的窗口。",
                500,
            )

    return endpoint


def _failed(desk: Desk, request: Request, title: str, said: str, status: int) -> Response:
    if request.query_params.get("script") == "1":
        return JSONResponse({"sorry": said}, status_code=status)
    return desk.sorry(title, said, status)


async def _asked(request: Request) -> Asked:
    path = request.path_params.get("path", "")
    query = dict(request.query_params)
    if request.method != "POST":
        return Asked(request.method, path, query)
    pairs: list[tuple[str, str]] = []
    files: list[Upload] = []
    try:
        form = await request.form(max_files=20, max_fields=FIELDS, max_part_size=PART)
    except (FormParserError, HTTPException) as error:
        raise Unavailable("没有收全，请再试一次。") from error
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            pairs.append((name, value))
        elif value.filename:
            files.append(Upload(value.filename, await value.read()))
    await form.close()
    return Asked(request.method, path, query, Post(pairs), tuple(files))


def kind_of(path: str) -> str:
    """The name of the kind a path is for. Unavailable for what is no record's."""
    placed = place(path, lambda *_, **__: None) if path.endswith(".md") else None
    if placed is None:
        raise Unavailable("没有这样的内容文件。")
    return placed[0].name


def address(path: str, form: str = "", said: str = "") -> str:
    """The address of a record's form. ``said``: which sentence of :data:`edit_page.SAID` is to stand above it."""
    query = "&".join(f"{name}={value}" for name, value in (("form", form), ("said", said)) if value)
    return f"/edit/{quote(path)}" + (f"?{query}" if query else "")


def to(where: str) -> RedirectResponse:
    """An answer that sends on to another page, which is then got, not posted to."""
    return RedirectResponse(where, status_code=303)


def tokens() -> str:
    """The site's own colours and type, dark where the machine is set to dark: the desk has no switch for it."""
    css = (OVERRIDES / "tokens.css").read_text(encoding="utf-8")
    dark = re.search(r'\[data-md-color-scheme="slate"\] \{(.*?)\n\}', css, re.DOTALL)
    assert dark is not None
    return f"{css}\n@media screen and (prefers-color-scheme: dark) {{\n:root {{{dark.group(1)}\n}}\n}}\n"
