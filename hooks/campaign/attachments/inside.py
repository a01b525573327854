"""What a reader found in an attachment besides what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field

# Characters of text that are looked through. A book has half a million.
MAX_TEXT = 2_000_000


class Unreadable(Exception):
    """The file cannot be looked into. The text says why, in Chinese; ``code`` is that of the finding."""

    code = "attachment-broken"


class Locked(Unreadable):
    """It wants a password."""

    code = "attachment-locked"


class Mislabelled(Unreadable):
    """It is no file of its type. The text says what it is, in Chinese."""

    code = "attachment-content"


@dataclass
class Inside:
    """Each list is of Chinese words for what was found, in its order.

    ``traces`` can be taken out by a program, ``revisions`` only by who knows what was meant. ``active`` runs or
    fetches something; ``hidden`` is there and does not show; ``unseen`` could not be looked at. ``lines`` are
    (place, text): all that is written in it, visible or not. ``sealed``: a signature stands on it, which
    any change would break.
    """

    traces: list[str] = field(default_factory=list)
    revisions: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    sealed: bool = False
    _length: int = 0

    def says(self, place: str, text: str) -> None:
        """Take in a text and its place, in Chinese, as long as there is room; what is blank is passed over."""
        if not text.strip():
            return
        if self._length + len(text) > MAX_TEXT:
            self.unseen.append("文字太长，后面的没有看")
            self._length = MAX_TEXT
            return
        self._length += len(text)
        self.lines.append((place, text))

    def shows(self, picture: Inside) -> None:
        """Take in what a picture on one of its pages carries."""
        self.traces += [f"图片里的{what}" for what in picture.traces]
        for place, text in picture.lines:
            self.says(place, text)


def decoded(data: bytes) -> str:
    """The text that bytes of an untold encoding hold, by the likeliest of UTF-16, UTF-8 and GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="ignore")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="ignore")
