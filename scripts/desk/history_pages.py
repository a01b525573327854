"""The versions of a record: listed, brought back as a draft, beside what is on disk now."""

from __future__ import annotations

from urllib.parse import quote

from campaign.kinds import KINDS
from starlette.responses import Response

from . import answers
from .comparing import side_by_side
from .drafts import new_form
from .edit_page import titled
from .office import Held
from .store import Unavailable
from .web import Asked, Desk, address, kind_of, to


def history(desk: Desk, asked: Asked) -> Response:
    """The versions of a record; a post opens one of them in the form, as a draft."""
    path = asked.path
    kind_of(path)
    held = desk.office.read(path)
    if asked.method == "POST":
        text = answers.unsigned(desk.history.text(path, asked.post.get("version")), held.text, KINDS[kind_of(path)])
        form = new_form()
        desk.drafts.keep(form, path, text, held.digest)
        return to(address(path, form, "old"))
    versions = desk.history.versions(path)
    return desk.page(
        "history.html.j2",
        path=path,
        title=_called(desk, held),
        versions=versions,
        compare=lambda id: f"/compare/{quote(path)}?from={quote(id, safe='')}",
        back=address(path),
    )


def compare(desk: Desk, asked: Asked) -> Response:
    """A version beside what is on disk now."""
    path = asked.path
    held = desk.office.read(path)
    version = next((one for one in desk.history.versions(path) if one.id == asked.query.get("from", "")), None)
    if version is None:
        raise Unavailable("没有这个版本。")
    return desk.page(
        "compare.html.j2",
        path=path,
        title=_called(desk, held),
        version=version,
        rows=side_by_side(desk.history.text(path, version.id), held.text),
        back=f"/history/{quote(path)}",
    )


def _called(desk: Desk, held: Held) -> str:
    record, _ = desk.office.check(held.path, held.text)
    return titled(record, desk.office.records(), "内容")
