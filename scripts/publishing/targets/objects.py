"""What lies where in a bucket that is published to: contents by their SHA-256, the lists of releases, what readers see.

Readers' files lie below the prefix; all else in the hidden folder, which readers need not be let into.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from publishing import Refused, headers, manifest, names
from publishing.package import RELEASE, Content, Contents, carried, content
from publishing.targets import Say, layout
from publishing.targets.bucket import Bucket, Missing, Stored, each

CONTENTS = f"{manifest.FOLDER}/objects/"
LISTS = f"{manifest.FOLDER}/releases/"
STATE = f"{manifest.FOLDER}/state.json"
LOG = f"{manifest.FOLDER}/log"
LOG_LINES = 1000

# What Python's own list lacks, or tells otherwise than browsers want it.
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    **headers.TYPES,
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".woff2": "font/woff2",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_KNOWN = mimetypes.MimeTypes()


@dataclass(frozen=True)
class State:
    """What readers see. Written before the first file is replaced, so that whoever comes next can end what was begun.

    ``current``: a release's id, empty for none. ``there``: the paths of all that was put where readers look, also of
    earlier releases. ``number``, ``stamp``: the highest ever given.
    """

    current: str = ""
    finished: bool = True
    number: int = 0
    stamp: int = 0
    there: tuple[str, ...] = ()


class Objects:
    """``state`` and what else is known of the bucket is as it was when last looked at, and as it was changed since."""

    def __init__(self, bucket: Bucket, say: Say) -> None:
        self.bucket = bucket
        self.say = say
        self.state = State()
        self._found: Mapping[str, Stored] = {}

    def look(self) -> list[layout.Kept]:
        """The whole releases, oldest first, as they are now; ``state`` is as it is now, too."""
        self._found = self.bucket.listed()
        kept = [one for one in each(self._ids(), self._kept) if one]
        self.state = self._read_state({path for one in kept for path in one.sums})
        return sorted(kept, key=lambda one: one.release.number)

    def _ids(self) -> list[str]:
        return [key.removeprefix(LISTS) for key in self._found if key.startswith(LISTS)]

    def _read_state(self, known: set[str]) -> State:
        """``known``: paths of files that are ours at any rate."""
        try:
            told = json.loads(self.bucket.read(STATE).data)
            return State(**{**told, "there": tuple(told["there"])})
        except Missing:
            return State(there=tuple(known))
        except (ValueError, TypeError, KeyError):
            self.say("桶里的状态记录坏了，不知道读者看到的是哪一版。再发布一次就好。")
            return State(finished=False, there=tuple(known))

    def _kept(self, id: str) -> layout.Kept | None:
        """None for what is no whole release: its list is not its own, or a content is gone."""
        try:
            listed = self.bucket.read(LISTS + id).data
            told = self.bucket.read(CONTENTS + manifest.parse(listed)[RELEASE]).data
            release, found = layout.whole(id, told, listed)
        except (Missing, ValueError, KeyError):
            return None
        found[manifest.SUMS] = content(listed).sha256
        return layout.Kept(release, found) if all(CONTENTS + one in self._found for one in found.values()) else None

    def current(self, kept: Iterable[layout.Kept]) -> layout.Kept | None:
        """The release that readers see; None where it is not among these."""
        return next((one for one in kept if one.release.id == self.state.current), None)

    def counted(self) -> tuple[int, int]:
        """The highest number and stamp ever given."""
        number, _ = layout.counted("", "", self._ids())
        return max(number, self.state.number), self.state.stamp

    def foreign(self, new: layout.Kept) -> list[str]:
        """Objects in the way of the release's files that we have not put there."""
        return sorted((new.sums.keys() - set(self.state.there)) & self._found.keys())

    def lent(self, kept: Iterable[layout.Kept], files: Contents) -> dict[str, Content]:
        """Styles and scripts of earlier releases, for pages that are open, as far as they are sound."""

        def lent(wanted: tuple[str, str]) -> tuple[str, Content] | None:
            path, digest = wanted
            found = self._sound(digest)
            if found is None:
                self.say(f"以前版本的 {path} 坏了，不再带上。")
            return (path, found) if found else None

        known = carried((one.release, one.sums) for one in kept)
        return dict(filter(None, each([one for one in known.items() if one[0] not in files], lent)))

    def store(self, files: Contents) -> int:
        """How many contents had to be uploaded: each is in the store when this returns.

        What readers will get from there was read back. Refused where it is not what was sent.
        """
        paths: dict[str, list[str]] = {}
        for path, one in files.items():
            paths.setdefault(one.sha256, []).append(path)
        return sum(each(paths, lambda digest: self._stored(files[paths[digest][0]], paths[digest])))

    def _stored(self, one: Content, paths: list[str]) -> bool:
        data, key = one.read(), CONTENTS + one.sha256
        # Where a server's tags are of the content (MD5), they spare reading what readers have already.
        tag = hashlib.md5(data, usedforsecurity=False).hexdigest()
        if all(at in self._found and self._found[at].tag == tag for at in (key, *paths)):
            return False
        if key in self._found and self._sound(one.sha256):
            return False
        self.bucket.put(key, data)
        if not self._sound(one.sha256):
            raise Refused(f"上传的 {paths[0]} 读回来不一样，没有发布。请再试；还是这样，请检查对象存储。")
        return True

    def _sound(self, digest: str) -> Content | None:
        with contextlib.suppress(Missing):
            found = content(self.bucket.read(CONTENTS + digest).data)
            if found.sha256 == digest:
                return found
        return None

    def verify(self, kept: layout.Kept, paths: Iterable[str]) -> None:
        """Refused if the content of one of these files has rotted or is gone."""

        def verify(path: str) -> None:
            if not self._sound(kept.sums[path]):
                raise Refused(f"版本 {kept.release.id} 里的 {path} 坏了（和清单不一样），不能用它。请换一个版本。")

        each(paths, verify)

    def lacking(self, kept: layout.Kept) -> list[str]:
        """The release's files that readers do not have as they are in the store, in the order they are to be put.

        The bucket is looked at anew.
        """
        self._found = self.bucket.listed()
        nothing = Stored("", 0)
        return names.in_order(
            path
            for path, digest in kept.sums.items()
            if path not in self._found or self._found[path] != self._found.get(CONTENTS + digest, nothing)
        )

    def show(self, kept: layout.Kept, path: str) -> None:
        """Puts a file of the release where readers look. Refused where its content is gone."""
        cache = headers.IMMUTABLE if names.is_fingerprinted(path) else headers.REVALIDATED
        try:
            self.bucket.copy(CONTENTS + kept.sums[path], path, kind=kind(path), cache=cache)
        except Missing:
            raise Refused(f"版本 {kept.release.id} 里的 {path} 不见了。请再发布一次。") from None

    def keep_list(self, new: layout.Kept, listed: bytes) -> None:
        """Writes a release's list, and reads it back: from then on it is a release. Refused where it is another."""
        self.bucket.put(LISTS + new.release.id, listed)
        if self.bucket.read(LISTS + new.release.id).data != listed:
            raise Refused("上传的文件清单读回来不一样，没有发布。请再试；还是这样，请检查对象存储。")

    def drop_list(self, kept: layout.Kept) -> None:
        """Takes a release's list away: it is none from then on."""
        self.bucket.delete(LISTS + kept.release.id)

    def change(self, **state: object) -> None:
        """Writes the state with these fields changed."""
        self.state = replace(self.state, **state)  # type: ignore[arg-type]
        self.bucket.put(STATE, json.dumps(asdict(self.state), ensure_ascii=False).encode("utf-8"))

    def finish(self, paths: Iterable[str]) -> None:
        """Ends what was begun: the last step is to remove these files, which readers are to see no more."""
        gone = set(paths)
        each(sorted(gone), self.bucket.delete)
        self.change(there=tuple(path for path in self.state.there if path not in gone), finished=True)

    def log(self, line: str) -> None:
        """Adds a line to the log, of which the last thousand stay."""
        lines: list[bytes] = []
        with contextlib.suppress(Missing):
            lines = self.bucket.read(LOG).data.splitlines(keepends=True)
        self.bucket.put(LOG, b"".join([*lines[1 - LOG_LINES :], line.encode("utf-8")]))

    def prune(self, now: layout.Kept, keep: int) -> None:
        """Removes all but the newest releases, ``keep`` of them, and ``now``, the one that readers see.

        Of contents those stay that these need.
        """
        staying = {one.release.id: one for one in [*self.look()[-keep:], now]}
        needed = {LISTS + id for id in staying}
        needed |= {CONTENTS + digest for one in staying.values() for digest in one.sums.values()}
        for below in (LISTS, CONTENTS):
            each([key for key in self._found if key.startswith(below) and key not in needed], self.bucket.delete)


def kind(path: str) -> str:
    """The media type of a file, with the character set where it is text."""
    ending = "." + path.rpartition(".")[2].lower()
    found = _TYPES.get(ending) or _KNOWN.guess_type(f"x{ending}")[0] or "application/octet-stream"
    text = found.startswith("text/") or found in headers.TEXT_TYPES
    return f"{found}; charset=utf-8" if text else found
