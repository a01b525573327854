"""Signing a case, taking it down, bringing it back."""

from __future__ import annotations

import contextlib
from datetime import date

from campaign import Diagnostic, Record, Records, fingerprint
from campaign.kinds import CASE_STATUS, TAKEN_DOWN
from campaign.register import QUESTIONS, REVIEWERS, unit_name
from starlette.responses import Response

from . import placing
from .comparing import side_by_side
from .office import Conflict, Held
from .sheet import fresh, sent
from .store import Unavailable
from .web import Asked, Desk, address, kind_of, moment, to


def case_of(desk: Desk, path: str) -> tuple[Held, Record, Records, list[Diagnostic]]:
    """A case as it is on disk, and what is wrong with it."""
    if kind_of(path) != "case":
        raise Unavailable("只有案例要审签。")
    held = desk.office.read(path)
    record, diagnostics = desk.office.check(path, held.text)
    if record is None:
        raise Unavailable("这个案例的头部读不了，先到编辑页改好。")
    return held, record, desk.office.records(), diagnostics


def _day(text: str) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text.strip())
    return None


def sign(desk: Desk, asked: Asked) -> Response:
    """The sheet on which a case is signed: what hinders it, what changed, five questions, three names, a day."""
    import signing

    held, record, records, diagnostics = case_of(desk, asked.path)
    post = asked.post
    names = {name: " ".join(post.get(name).split()) for name in REVIEWERS}
    on = _day(post.get("on"))
    hindering = _hindering(desk, held, record, diagnostics, date.today())
    wrong: dict[str, str] = {}
    weigh: list[str] = []
    if asked.method == "POST":
        wrong = _unsigned(
            post.get("on"), on, names, [post.get(f"question-{number}") for number in range(len(QUESTIONS))]
        )
        if post.get("seen") != held.digest:
            wrong["page"] = "打开这一页以后，案例又改过了。请重新看一遍下面的内容，再审签。"
        if on:
            hindering = _hindering(desk, held, record, diagnostics, on)
        weigh = signing.what_to_weigh(**names)
        if not wrong and not hindering and (not weigh or post.get("weighed")):
            assert on is not None
            text = signing.sign(
                record, held.text, records.includes, names["by"], names["secrecy_by"], names["final_by"], on
            )
            return _written(desk, held, text, "审签发布", "signed")
    return desk.page(
        "sign.html.j2",
        422 if asked.method == "POST" else 200,
        **_shown(desk, held, record, records),
        hindering=hindering,
        wrong=wrong,
        weigh=weigh,
        questions=QUESTIONS,
        answers=[post.get(f"question-{number}") for number in range(len(QUESTIONS))],
        reviewers=REVIEWERS,
        names=names,
        on=post.get("on") or date.today().isoformat(),
        since=_since(desk, held, record),
        chars=record.body.chars,
        fingerprint=fingerprint(record, records.includes),
        drafts=desk.drafts.of(held.path),
    )


def _hindering(desk: Desk, held: Held, record: Record, diagnostics: list[Diagnostic], on: date) -> list[str]:
    """Why it cannot be signed: what is wrong with the text in the words of its form."""
    import signing

    form = fresh(desk, held.path, "", held.text, held.digest)
    placed = placing.place(form.opened, form.composed, record, signing.errors(record, diagnostics))
    said = [f"{one.title or '正文'}：{one.message}。{one.hint}".replace("。。", "。") for one in placed]
    return said + signing.what_hinders(record, desk.office.records(), (), on=on)


def _unsigned(said: str, on: date | None, names: dict[str, str], given: list[str]) -> dict[str, str]:
    """What is still missing on the sheet, by control."""
    wrong = {name: f"请写{title}的姓名。" for name, title in REVIEWERS.items() if not names[name]}
    if on is None:
        wrong["on"] = f"「{said[:20]}」不是日期，写成 2012-01-09 这样。" if said.strip() else "请写审定日期。"
    elif on > date.today():
        wrong["on"] = f"审定日期 {on} 还没有到。"
    for number, answer in enumerate(given):
        if answer == "yes":
            wrong[f"question-{number}"] = "答「是」的内容不能发布。请先改稿或停止发布，报保密工作部门。"
        elif answer != "no":
            wrong[f"question-{number}"] = "请回答「是」或「否」。"
    return wrong


def _shown(desk: Desk, held: Held, record: Record, records: Records) -> dict[str, object]:
    return {
        "held": held,
        "record": record,
        "title": record.title or "未命名的案例",
        "unit": unit_name(record, records),
        "status": CASE_STATUS.get(record.status or "", ""),
        "back": address(held.path),
    }


def _since(desk: Desk, held: Held, record: Record) -> tuple[str, list[object]] | None:
    """When it was last signed, and what has changed since; None where it never was, or the history has it not."""
    version = desk.office.reviewed(record)
    if version is None:
        return None
    return moment(version.when), list(
        side_by_side(_signed_part(desk.history.text(held.path, version.id)), _signed_part(held.text))
    )


def _signed_part(text: str) -> str:
    """A text without what signing itself writes."""
    from campaign.rewrite import rewrite

    try:
        return rewrite(text, {"status": None, "review": None})
    except ValueError:
        return text


def _written(desk: Desk, held: Held, text: str, what: str, said: str) -> Response:
    try:
        desk.office.save(held.path, text, held.digest, what)
    except Conflict as conflict:
        raise Unavailable("案例刚刚在别处改过，没有写入。请返回，看过新的内容再办。") from conflict
    return to(address(held.path, said=said))


def withdraw(desk: Desk, asked: Asked) -> Response:
    """Takes a case down, for a time or for good: the form that asks why, and what still names the case."""
    import signing

    held, record, records, _ = case_of(desk, asked.path)
    post = asked.post
    said = ""
    choices = {one: CASE_STATUS[one] for one in signing.ways_down(record.status)}
    if not choices:
        raise Unavailable("这个案例没有在网站上展示，不用撤下。")
    if asked.method == "POST":
        on = _day(post.get("on"))
        try:
            if on is None:
                raise ValueError("请写撤下日期，写成 2012-01-09 这样。")
            if on > date.today():
                raise ValueError(f"撤下日期 {on} 还没有到。")
            text = signing.withdraw(held.text, post.get("status"), on, post.get("basis"))
            return _written(desk, held, text, f"撤下（{CASE_STATUS[post.get('status')]}）", "withdrawn")
        except ValueError as error:
            said = str(error)
    return desk.page(
        "withdraw.html.j2",
        422 if said else 200,
        **_shown(desk, held, record, records),
        said=said,
        choices=choices,
        chosen=post.get("status") or next(iter(choices)),
        on=post.get("on") or date.today().isoformat(),
        basis=post.get("basis"),
        named=[(path, records.by_path[path].title or path) for path in signing.still_named(record, records)],
    )


def restore(desk: Desk, asked: Asked) -> Response:
    """Brings a case back, to be reviewed anew. What was typed in the form is kept as a draft."""
    import signing

    held, record, _, _ = case_of(desk, asked.path)
    if record.status not in TAKEN_DOWN:
        raise Unavailable("这个案例没有撤下，不用恢复。")
    if asked.post.get("end"):  # the button stands in the form, and brings what was typed there
        typed = sent(desk, asked)
        if typed.text != typed.since:
            desk.drafts.keep(typed.form, typed.path, typed.text, typed.seen)
    return _written(desk, held, signing.restore(held.text), "恢复为待审", "restored")
