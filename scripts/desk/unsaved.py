"""What is typed and not saved yet: checked as one types, kept as a draft, previewed; files put beside the record."""

from __future__ import annotations

import re
from contextlib import suppress

from campaign.schema import Date
from starlette.responses import JSONResponse, Response

from . import controls, placing
from .answers import Opened
from .controls import Post
from .edit_page import show
from .previewer import WAITING
from .sheet import sent
from .store import Unavailable
from .web import Asked, Desk


def check(desk: Desk, asked: Asked) -> Response:
    """What is wrong with what is typed, as pieces of the page: for the script, as one types.

    JSON: ``summary`` and ``tally`` are HTML, ``beside`` is control → HTML, ``readings`` control → how its date is read.
    """
    sheet = sent(desk, asked)
    record, diagnostics = desk.office.check(sheet.path, sheet.text)
    placed = placing.place(sheet.opened, sheet.composed, record, diagnostics)
    beside = placing.by_control(placed)
    return JSONResponse(
        {
            "summary": desk.part("parts.html.j2", "summary", placed),
            "tally": desk.part("parts.html.j2", "tally", placing.counts(placed)),
            "beside": {name: desk.part("parts.html.j2", "findings", found) for name, found in beside.items() if name},
            "readings": _readings(sheet.opened, sheet.post) if sheet.opened else {},
        }
    )


def _readings(opened: Opened, post: Post) -> dict[str, str]:
    """How each date that is filled in is read."""
    found = {}
    for name, value in post.pairs:
        read = controls.reading(value) or controls.reading(controls.typed(Date(span=True), value.strip()))
        if value.strip() and read:
            found[name] = read
    return found


def keep(desk: Desk, asked: Asked) -> Response:
    """Keeps what is typed, though it is not saved.

    JSON: ``kept`` is the time of day, empty where there is nothing to keep.
    """
    sheet = sent(desk, asked)
    if sheet.text == sheet.since and desk.drafts.get(sheet.form) is None:
        return JSONResponse({"kept": ""})
    with suppress(Unavailable):  # the file is gone: all the more reason
        if sheet.seen and desk.office.read(sheet.path).text == sheet.text:
            # Typed back to what the file says, or on its way when the form was saved.
            desk.drafts.drop(sheet.form)
            return JSONResponse({"kept": ""})
    kept = desk.drafts.keep(sheet.form, sheet.path, sheet.text, sheet.seen)
    return JSONResponse({"kept": f"{kept.when.astimezone():%H:%M:%S}"})


def upload(desk: Desk, asked: Asked) -> Response:
    """Files put beside the record, and into its list of attachments.

    For the script JSON: ``paths`` from the record's folder, in the order sent; Unavailable where one is refused. Else
    the form, which says of each what became of it.
    """
    sheet = sent(desk, asked)
    if not asked.files:
        return show(desk, sheet, "先选好文件，再按「上传」。", focus="attachments", kept=True)
    if asked.by_script:
        return JSONResponse({"paths": [desk.office.attach(sheet.path, one.name, one.data) for one in asked.files]})
    post, said = sheet.post, []
    for one in asked.files:
        try:
            path = desk.office.attach(sheet.path, one.name, one.data)
        except Unavailable as error:
            said.append(f"{one.name}：{error}")
            continue
        if path not in [value for name, value in post.pairs if name.startswith("attachments.")]:
            post, key = post.with_row("attachments")
            post = Post([*post.pairs, (f"attachments.{key}", path)])
        said.append(f"已上传 {path.rpartition('/')[2]}。")
    arranged = sheet.holding(post)
    changed = arranged.text != sheet.since or desk.drafts.get(sheet.form) is not None
    if changed:
        desk.drafts.keep(sheet.form, sheet.path, arranged.text, sheet.seen)
    return show(desk, arranged, "".join(said), focus="attachments", kept=changed)


def preview(desk: Desk, asked: Asked) -> Response:
    """A ticket for the page that what is typed would become. JSON: ``ticket``."""
    sheet = sent(desk, asked)
    return JSONResponse({"ticket": desk.previewer.ask(sheet.path, sheet.text)})


def previewed(desk: Desk, asked: Asked) -> Response:
    """How far a preview is. JSON: the previewer's state, and whether it is still ``waiting`` for its turn."""
    ticket = asked.query.get("ticket", "")
    if ticket and not re.fullmatch(r"[0-9]{1,9}", ticket):
        raise Unavailable("没有这一次预览。请回到编辑的那一页，再改一处。")
    state = desk.previewer.state(int(ticket) if ticket else None)
    return JSONResponse({**state, "waiting": state["said"] == WAITING})
