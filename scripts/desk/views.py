"""The list of records, and the ways in: a new record, a Word file."""

from __future__ import annotations

import contextlib
import unicodedata
from collections import Counter
from datetime import date

from campaign.catalogue import CATALOGUE
from campaign.kinds import CASE_STATUS, KINDS
from campaign.scaffold import template_text
from starlette.responses import Response

from .drafts import new_form
from .form import found_by
from .listing import Entry
from .store import Unavailable
from .web import Asked, Desk, address, to

PAGE = 100


def index(desk: Desk, asked: Asked) -> Response:
    """Records of a kind, by status, found by words, a hundred a page; what is not saved stands above."""
    entries = desk.office.entries()
    per_kind = Counter(one.kind for one in entries)
    kind = asked.query.get("kind", "case")
    if kind not in KINDS:
        kind = "case"
    words = asked.query.get("q", "").strip()
    of_kind = [one for one in entries if one.kind == kind and _matches(one, words)]
    statuses = Counter(one.status for one in of_kind if one.status)
    status = asked.query.get("status", "")
    shown = [one for one in of_kind if not status or one.status == status]
    shown.sort(key=lambda one: (not one.errors, not one.changed_since_review, one.path))
    pages = max(1, -(-len(shown) // PAGE))
    number = min(max(_number(asked.query.get("page", "1")), 1), pages)
    titles = {one.path: one.title for one in entries}
    return desk.page(
        "index.html.j2",
        entries=shown[(number - 1) * PAGE : number * PAGE],
        total=len(shown),
        kind=KINDS[kind],
        per_kind=per_kind,
        statuses=statuses,
        status=status,
        words=words,
        number=number,
        pages=pages,
        drafts=desk.drafts.all(),
        titles=titles,
        marks={label: status for status, label in CASE_STATUS.items()},
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def _matches(one: Entry, words: str) -> bool:
    """Whether each word is in the title, its pinyin or its initials, or the file's name."""
    if not words:
        return True
    text = found_by(one.title, one.id)
    return all(word in text for word in unicodedata.normalize("NFKC", words).lower().split())


def choose(desk: Desk, asked: Asked) -> Response:
    """The kinds a new record may be of."""
    there = desk.office.records().campaign is not None
    offered = [one for one in KINDS.values() if one.name != "campaign" or not there]
    offered.sort(key=lambda one: one.name != "case")  # what is added most often leads
    return desk.page("choose.html.j2", offered=offered)


def new(desk: Desk, asked: Asked) -> Response:
    """Asks for a title, and opens the form of a record that is not saved yet. Unavailable for a kind there is not."""
    kind = KINDS.get(asked.path)
    if kind is None:
        raise Unavailable("没有这一类内容。")
    asks = kind.group.field("title") is not None
    title = " ".join(asked.post.get("title").split())
    if asked.method == "GET" or (asks and not title):
        said = "" if asked.method == "GET" else "请先写标题。"
        return desk.page("new.html.j2", kind=kind, asks=asks, said=said)
    # Spelling pinyin loads dictionaries; only a new record needs a name.
    from naming import free_id

    records = desk.office.records()
    today = date.today()
    waiting = {one.path.rpartition("/")[2].removesuffix(".md") for one in desk.drafts.all()}
    taken = {*records.by_kind[kind.name], *(id for of, id in records.unreadable if of == kind.name), *waiting}
    id = free_id(taken, title, f"{kind.name}-{today:%Y}")
    folder = "/".join(filter(None, (kind.folder, f"{today:%Y}" if kind.by_year else "", f"{id}.md")))
    path = "campaign.md" if kind.name == "campaign" else folder
    text = template_text(kind.name, title=title or None, today=today, records=records)
    form = new_form()
    desk.drafts.keep(form, path, text, None)
    return to(address(path, form, "new"))


def help_(desk: Desk, asked: Asked) -> Response:
    """What a finding means, from the catalogue of all that can be found."""
    entry = CATALOGUE.get(asked.path)
    if entry is None:
        raise Unavailable("没有这条说明。")
    return desk.page("help.html.j2", entry=entry)


def discard(desk: Desk, asked: Asked) -> Response:
    """Forgets a draft that is not wanted."""
    desk.drafts.drop(asked.post.get("form"))
    return to("/")


def import_(desk: Desk, asked: Asked) -> Response:
    """Word files made into drafts, each with a report of what was understood."""
    if asked.method == "GET":
        return desk.page("import.html.j2", done=[], said="")
    if not asked.files:
        return desk.page("import.html.j2", done=[], said="请先选一个 Word 文件（.docx）。")
    # The converter brings a good deal; only who imports waits for it.
    from importing import Refusal, import_word, read_bytes

    done = []
    for one in asked.files:
        try:
            made = import_word(read_bytes(one.name, one.data), desk.office.docs, again=bool(asked.post.get("again")))
        except Refusal as refusal:
            done.append((one.name, "", str(refusal), False))
            continue
        except OSError as error:
            done.append(
                (one.name, "", f"内容文件夹不能写入（{error.strerror or error}）。请找维护人员开通写入权限。", False)
            )
            continue
        with contextlib.suppress(Unavailable):  # the draft is there, whatever becomes of its history
            desk.history.add(made.path, "从 Word 导入")
        done.append((one.name, made.path, made.account, True))
    return desk.page("import.html.j2", done=done, said="")
