"""The desk as an application: which page answers which address."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from . import conflicts, editing, history_pages, register, reviewing, unsaved, views, web
from .drafts import Drafts
from .history import History
from .office import Office
from .previewer import Previewer


def create(office: Office, drafts: Drafts, history: History, previewer: Previewer, token: str) -> Starlette:
    """The pages over the parts beneath. Who may ask, and how much, is for the guard around it to say."""
    desk = web.desk(office, drafts, history, previewer, token)

    def route(path: str, handler: web.Handler, *methods: str) -> Route:
        return Route(path, web.view(desk, handler), methods=list(methods or ("GET",)))

    async def lost(request: Request, error: Exception) -> Response:
        return desk.sorry("没有这一页", "地址不对，或这一页已经不在了。", 404)

    async def wrong(request: Request, error: Exception) -> Response:
        return desk.sorry("不能这样打开", "请从编辑台的按钮进入这一页。", 405)

    return Starlette(
        routes=[
            route("/", views.index),
            route("/new", views.choose),
            route("/new/{path}", views.new, "GET", "POST"),
            route("/import", views.import_, "GET", "POST"),
            route("/help/{path}", views.help_),
            route("/discard", views.discard, "POST"),
            route("/register", register.register),
            route("/edit/{path:path}", editing.edit, "GET", "POST"),
            route("/save/{path:path}", editing.edit, "POST"),
            route("/check/{path:path}", unsaved.check, "POST"),
            route("/keep/{path:path}", unsaved.keep, "POST"),
            route("/upload/{path:path}", unsaved.upload, "POST"),
            route("/preview/{path:path}", unsaved.preview, "POST"),
            route("/previewed", unsaved.previewed),
            route("/merge/{path:path}", conflicts.merge, "POST"),
            route("/sign/{path:path}", reviewing.sign, "GET", "POST"),
            route("/withdraw/{path:path}", reviewing.withdraw, "GET", "POST"),
            route("/restore/{path:path}", reviewing.restore, "POST"),
            route("/history/{path:path}", history_pages.history, "GET", "POST"),
            route("/compare/{path:path}", history_pages.compare),
            Route("/static/tokens.css", _tokens),
            Route("/favicon.ico", _icon),
            Mount("/static", StaticFiles(directory=web.HERE / "static")),
        ],
        exception_handlers={404: lost, 405: wrong},
    )


def _tokens(request: Request) -> Response:
    return Response(web.tokens(), media_type="text/css")


def _icon(request: Request) -> Response:
    return FileResponse(web.OVERRIDES / "favicon.svg", media_type="image/svg+xml")
