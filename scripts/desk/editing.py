"""The form of one record: opened, and what its buttons do: rows added, statuses changed, findings mended, saved."""

from __future__ import annotations

from contextlib import suppress

from campaign import Severity
from campaign.kinds import CASE_STATUS, KINDS, UNPUBLISHED
from campaign.rewrite import rewrite
from starlette.responses import Response

from . import answers, conflicts, placing
from .controls import Post
from .drafts import new_form
from .edit_page import SAID, as_published, show
from .office import Conflict
from .sheet import Sheet, again, fresh, sent
from .store import Unavailable
from .web import Asked, Desk, address, kind_of, moment, to

SECRET = "停止：内容里有国家秘密标志，没有保存。请立即停止编辑，把材料移出这台电脑，并按保密规定报告。"


def edit(desk: Desk, asked: Asked) -> Response:
    """The form, and what its buttons do. A form without a name is given one, at an address that bears it."""
    if asked.method == "POST":
        return _done(desk, sent(desk, asked))
    kind_of(asked.path)
    form = asked.query.get("form", "")
    if not form:
        desk.office.read(asked.path)
        return to(address(asked.path, new_form(), asked.query.get("said", "")))
    kept = desk.drafts.get(form)
    if kept is not None and kept.path == asked.path:
        sheet = fresh(desk, asked.path, form, kept.text, kept.seen)
        said = SAID.get(asked.query.get("said", ""), f"接着上次没有保存的草稿（{moment(kept.when)}）继续填写。")
        return show(desk, sheet, said, kept=True)
    held = desk.office.read(asked.path)
    sheet = fresh(desk, asked.path, form, held.text, held.digest)
    return show(desk, sheet, SAID.get(asked.query.get("said", ""), ""))


def _done(desk: Desk, sheet: Sheet) -> Response:
    """What a button asks for: its value is a verb, and what it is about after a colon."""
    verb, _, about = sheet.post.get("do").partition(":")
    if verb == "discard":
        return _discarded(desk, sheet)
    changed = sheet.text != sheet.since or desk.drafts.get(sheet.form) is not None or sheet.seen is None
    if changed:
        desk.drafts.keep(sheet.form, sheet.path, sheet.text, sheet.seen)
    if verb == "save":
        return _saved(desk, sheet, "保存" if sheet.seen else "新建", "saved")
    if verb == "status":
        return _moved(desk, sheet, about)
    if verb == "fix":
        return _fixed(desk, sheet, about)
    if verb == "whole":
        return show(desk, sheet, whole=True, kept=changed)
    if verb == "form":
        return show(desk, again(desk, sheet, sheet.text), kept=changed)
    if verb == "clear" and sheet.opened:
        text = rewrite(sheet.text, {about: None}, kind=sheet.opened.kind)
        return show(desk, again(desk, sheet, text), focus=about, kept=True)
    if verb in ("add", "remove", "up") and sheet.opened:
        name, _, key = about.partition(":")
        post, focus = _rows(sheet.post, verb, name, key)
        return show(desk, sheet.holding(post), focus=focus, kept=changed)
    return show(desk, sheet, "草稿已留存。" if verb == "keep" else "", kept=changed)


def _rows(post: Post, verb: str, name: str, key: str) -> tuple[Post, str]:
    """The form with a row more, less or higher up, and the row that the keyboard goes on in."""
    if verb == "add":
        made, key = post.with_row(name)
        return made, f"{name}.{key}"
    if verb == "up":
        return post.raised(name, key), f"{name}.{key}"
    keys = post.all(name)
    left = [one for one in keys if one != key]
    at = min(keys.index(key), len(left) - 1) if key in keys else -1
    return post.without(name, key), f"{name}.{left[at]}" if left and at >= 0 else name


def _discarded(desk: Desk, sheet: Sheet) -> Response:
    desk.drafts.drop(sheet.form)
    return to(address(sheet.path, said="discarded") if sheet.seen else "/")


def _saved(desk: Desk, sheet: Sheet, what: str, said: str, status: str | None = None) -> Response:
    """Writes the file, or shows both versions where it has changed meanwhile; the draft goes only when it is written.

    Nothing that a signature decides changes on the way, but for ``status``.
    """
    kind, text = KINDS[kind_of(sheet.path)], sheet.text
    with suppress(Unavailable):  # a file that is new, or gone, says nothing
        text = answers.unsigned(text, desk.office.read(sheet.path).text, kind)
    if status:
        text = rewrite(text, {"status": status}, kind=kind)
    if any(one.code == "secrecy-mark" for one in desk.office.check(sheet.path, text)[1]):
        return show(desk, sheet, SECRET, wrong=True, kept=True)
    try:
        desk.office.save(sheet.path, text, sheet.seen, what)
    except Conflict as conflict:
        desk.drafts.keep(sheet.form, sheet.path, text, sheet.seen)
        began = conflicts.original(desk, sheet.path, sheet.since, sheet.seen)
        return conflicts.show(desk, sheet.path, sheet.form, text, conflict.theirs, began)
    desk.drafts.drop(sheet.form)
    return to(address(sheet.path, said=said))


def _moved(desk: Desk, sheet: Sheet, status: str) -> Response:
    """The case saved in another status, among those that need no signature."""
    if sheet.opened is None or sheet.opened.status not in UNPUBLISHED or status not in UNPUBLISHED:
        raise Unavailable("这一步要通过审签或撤下来做。")
    record, diagnostics = desk.office.check(sheet.path, sheet.text)
    if status != "draft" and any(one.severity is Severity.ERROR for one in as_published(diagnostics)):
        said = f"还不能转为「{CASE_STATUS[status]}」：先改好、填好下面标为错误的各处。内容还在草稿里。"
        return show(desk, sheet, said, wrong=True, in_earnest=True, kept=True)
    if status == "notice" and (record is None or record.notice is None):
        return show(desk, sheet, "公示前先填写「公示期」（起止日期）。", wrong=True, focus="notice", kept=True)
    return _saved(desk, sheet, f"转为「{CASE_STATUS[status]}」", status, status)


def _fixed(desk: Desk, sheet: Sheet, key: str) -> Response:
    record, diagnostics = desk.office.check(sheet.path, sheet.text)
    shown = placing.place(sheet.opened, sheet.composed, record, diagnostics)
    found = [one for one in zip(diagnostics, shown, strict=True) if one[1].fix == key]
    if not found:
        return show(desk, sheet, "这一处已经改过了。", kept=True)
    wrong, placed = found[0]
    return show(desk, again(desk, sheet, placing.fixed(sheet.text, wrong)), focus=placed.name, kept=True)
