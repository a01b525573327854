"""One opened form: what it was opened on, what was posted, and the text that makes."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from . import answers, sections
from .answers import Composed, Opened
from .controls import Post
from .store import Unavailable
from .web import Asked, Desk, kind_of


@dataclass(frozen=True)
class Sheet:
    """One opened form as it was sent back: the text it was opened on, what was posted, and the text that makes.

    ``opened`` is None where the front matter cannot be read: the file's text is then edited as it is.
    """

    path: str
    form: str
    seen: str | None
    base: str
    opened: Opened | None
    post: Post
    composed: Composed

    @property
    def text(self) -> str:
        return self.composed.text


def fresh(desk: Desk, path: str, form: str, text: str, seen: str | None) -> Sheet:
    """A form opened on a text, nothing changed yet."""
    opened = answers.opened(kind_of(path), text, desk.office.records())
    post = Post(opened.pairs()) if opened else Post([])
    composed = answers.compose(opened, post) if opened else Composed(text, {}, ())
    return Sheet(path, form, seen, text, opened, post, composed)


def sent(desk: Desk, asked: Asked) -> Sheet:
    """The form as it was posted. Unavailable where some of it did not arrive."""
    post = asked.post
    if not post.get("end"):
        raise Unavailable("没有收全，请返回上一页再试一次。")
    try:
        base = base64.b64decode(post.get("base"), validate=True).decode("utf-8", "surrogatepass")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Unavailable("没有收全，请返回上一页再试一次。") from error
    seen = post.get("seen") or None
    opened = answers.opened(kind_of(asked.path), base, desk.office.records())
    if post.get("whole"):
        text = base if _as_posted(post.get("text")) == _as_posted(base) else _as_posted(post.get("text")) + "\n"
        return Sheet(asked.path, post.get("form"), seen, base, None, post, Composed(text, {}, ()))
    if opened is None:
        raise Unavailable("没有收全，请返回上一页再试一次。")
    return Sheet(asked.path, post.get("form"), seen, base, opened, post, answers.compose(opened, post))


def _as_posted(text: str) -> str:
    return sections.as_posted(text).rstrip("\n")


def again(desk: Desk, sheet: Sheet, text: str) -> Sheet:
    """The same form on another text, kept as its draft."""
    desk.drafts.keep(sheet.form, sheet.path, text, sheet.seen)
    return fresh(desk, sheet.path, sheet.form, text, sheet.seen)
