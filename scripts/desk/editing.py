"""The form of one record: opened, added to, checked, kept, previewed and saved."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from campaign import Diagnostic, Record, Records, Severity
from campaign.catalogue import CATALOGUE
from campaign.kinds import CASE_STATUS, KINDS, UNPUBLISHED
from campaign.rewrite import rewrite
from campaign.schema import Date
from starlette.responses import JSONResponse, Response

from . import answers, conflicts, controls, placing
from .answers import Opened
from .controls import Post
from .drafts import new_form
from .form import Form
from .office import Conflict, changed_since_review
from .placing import Placed
from .previewer import WAITING
from .sheet import Sheet, again, fresh, packed, sent
from .store import Unavailable
from .web import Asked, Desk, address, kind_of, moment, to

SAID = {
    "saved": "已保存。",
    "draft": "已退回草稿。",
    "review": "已保存并送审。",
    "notice": "已保存并转为公示中。公示期满、没有异议以后再审签。",
    "signed": "已审签，状态改为「已发布」。下次生成网站时上网。",
    "withdrawn": "已撤下。下次生成网站时，列表、搜索和导出里都不再有它，页面只留一句说明。",
    "restored": "已恢复为「待审」，要重新审签才会上网。",
    "old": "这是历史版本，还没有保存。核对以后按「保存」才算恢复。",
    "discarded": "草稿已丢弃，下面是磁盘上的内容。",
    "theirs": "用了磁盘上的内容。您原来填写的还留作草稿，见上方。",
    "new": "新的一份，还没有保存。填写中会自动留草稿。",
}

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
        return save(desk, sheet, sheet.text, "保存" if sheet.seen else "新建", "saved")
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
        arranged = replace(sheet, post=post, composed=answers.compose(sheet.opened, post))
        return show(desk, arranged, focus=focus, kept=changed)
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


def save(desk: Desk, sheet: Sheet, text: str, what: str, said: str, status: str | None = None) -> Response:
    """Writes the file, or shows both versions where it has changed meanwhile; the draft goes only when it is written.

    Nothing that a signature decides changes on the way, but for ``status``.
    """
    kind = KINDS[kind_of(sheet.path)]
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
    if status != "draft" and any(one.severity is Severity.ERROR for one in _in_earnest(diagnostics)):
        said = f"还不能转为「{CASE_STATUS[status]}」：先改好、填好下面标为错误的各处。内容还在草稿里。"
        return show(desk, sheet, said, wrong=True, in_earnest=True, kept=True)
    if status == "notice" and (record is None or record.notice is None):
        return show(desk, sheet, "公示前先填写「公示期」（起止日期）。", wrong=True, focus="notice", kept=True)
    return save(desk, sheet, sheet.text, f"转为「{CASE_STATUS[status]}」", status, status)


def _in_earnest(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The findings as they would count if the record were published."""
    return [replace(one, severity=min(one.severity, CATALOGUE[one.code].severity, key=_rank)) for one in diagnostics]


def _rank(severity: Severity) -> int:
    return severity.rank


def _fixed(desk: Desk, sheet: Sheet, key: str) -> Response:
    record, diagnostics = desk.office.check(sheet.path, sheet.text)
    found = [one for one in zip(diagnostics, locate(sheet, record, diagnostics), strict=True) if one[1].fix == key]
    if not found:
        return show(desk, sheet, "这一处已经改过了。", kept=True)
    wrong, placed = found[0]
    return show(desk, again(desk, sheet, placing.fixed(sheet.text, wrong)), focus=placed.name, kept=True)


def locate(sheet: Sheet, record: Record | None, diagnostics: list[Diagnostic]) -> list[Placed]:
    """Every finding with the control that it stands under; with none where the text is not shown as a form."""
    if sheet.opened is None:
        return placing.loose(diagnostics)
    return placing.place(sheet.opened, sheet.composed, record, diagnostics)


def show(
    desk: Desk,
    sheet: Sheet,
    said: str = "",
    *,
    wrong: bool = False,
    in_earnest: bool = False,
    whole: bool = False,
    focus: str = "",
    kept: bool = False,
) -> Response:
    """The form as a page. ``wrong`` is what is said of something that was not done.

    ``in_earnest`` judges a draft as if it were published; ``whole`` shows the text in one field; ``focus`` names the
    control that the keyboard goes on in; ``kept`` tells that there is a draft.
    """
    opened = None if whole else sheet.opened
    records = desk.office.records()
    record, diagnostics = desk.office.check(sheet.path, sheet.text)
    if in_earnest:
        diagnostics = _in_earnest(diagnostics)
    placed = locate(replace(sheet, opened=opened), record, diagnostics)
    errors = placing.counts(placed)["error"]
    if said == SAID["saved"] and errors:
        said, wrong = f"已保存，但还有 {errors} 个错误；改好以前，网站不能生成。", True
    form = Form(opened, sheet.post, records) if opened else None
    kind = KINDS[kind_of(sheet.path)]
    return desk.page(
        "edit.html.j2",
        sheet=sheet,
        opened=opened,
        # A form that cannot be shown is another matter than one that is not wanted.
        can_form=sheet.opened is not None or answers.front(sheet.text) is not None,
        base=packed(sheet.base),
        since=packed(sheet.since) if sheet.since != sheet.base else "",
        kind=kind,
        record=record,
        title=titled(record, records, kind.title),
        widgets=form.widgets() if form else [],
        sections=form.sections() if form else [],
        locked=_locked(opened) if opened else [],
        beside=_beside(placed),
        placed=placed,
        counts=placing.counts(placed),
        said=said,
        wrong=wrong,
        focus=focus,
        kept=kept,
        others=[one for one in desk.drafts.of(sheet.path) if one.form != sheet.form],
        changed_since_review=record is not None and changed_since_review(record, records),
        statuses=CASE_STATUS,
    )


def titled(record: Record | None, records: Records, kind: str) -> str:
    """What the page of a record is called; ``kind`` is the Chinese for one that has no title yet."""
    if record is None:
        return f"未命名的{kind}"
    if record.kind.name == "commitment":
        unit = records.get("unit", record.unit or "")
        return f"{unit.title if unit else record.unit or ''}承诺"
    return record.title or f"未命名的{kind}"


def _locked(opened: Opened) -> list[tuple[str, str]]:
    """(name, title) of fields that are written in a way no form can show."""
    signed = answers.SIGNED.get(opened.kind.name, ())
    return [(one.name, one.title) for one in opened.kind.fields if one.name in opened.locked and one.name not in signed]


def _beside(placed: list[Placed]) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for one in placed:
        found.setdefault(one.name, []).append(one)
    return found


def check(desk: Desk, asked: Asked) -> Response:
    """What is wrong with what is typed, as pieces of the page: for the script, as one types.

    JSON: ``summary`` and ``tally`` are HTML, ``beside`` is control → HTML, ``readings`` control → how its date is read.
    """
    sheet = sent(desk, asked)
    record, diagnostics = desk.office.check(sheet.path, sheet.text)
    placed = locate(sheet, record, diagnostics)
    beside = {name: desk.part("parts.html.j2", "findings", found) for name, found in _beside(placed).items() if name}
    readings = _readings(sheet.opened, sheet.post) if sheet.opened else {}
    return JSONResponse(
        {
            "summary": desk.part("parts.html.j2", "summary", placed),
            "tally": desk.part("parts.html.j2", "tally", placing.counts(placed)),
            "beside": beside,
            "readings": readings,
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
    assert sheet.opened is not None
    arranged = replace(sheet, post=post, composed=answers.compose(sheet.opened, post))
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
