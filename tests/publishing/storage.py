"""A real server that speaks S3, in a thread of this process, and what is asked of a bucket that was published to."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urljoin

from publishing import manifest, names
from publishing.package import RELEASE, content
from publishing.settings import Settings
from publishing.targets import Target, layout
from publishing.targets.bucket import Bucket
from publishing.targets.objects import CONTENTS, LISTS, LOG, STATE
from publishing.targets.s3 import S3

from .conftest import quiet, settings_of

# The account that the server has when nobody told it another.
ACCOUNT = "123456789012"
_NAMED = re.compile(rb'(?:href|src)="([^"]+)"')
PREFIX = "party/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


class Storage:
    """A bucket of its own on the server at ``endpoint``."""

    def __init__(self, endpoint: str, bucket: str) -> None:
        self.endpoint = endpoint
        self.bucket = bucket
        self.url = f"{endpoint}/{bucket}/{PREFIX}"
        self._connection = http.client.HTTPConnection(endpoint.removeprefix("http://"), timeout=20)
        assert self.ask("PUT", f"/{bucket}").status == 200
        # Readers have no key, and neither have those who spoil things here.
        everyone = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{bucket}/*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [everyone]}).encode()
        assert self.ask("PUT", f"/{bucket}?policy", policy).status in (200, 204)

    def settings(self, **others: Any) -> Settings:
        options = {"endpoint": self.endpoint}
        return settings_of(PREFIX.rstrip("/"), "s3", host=self.bucket, options=options, **others)

    def target(self, say: Callable[[str], None] = quiet, now: float = 1_700_000_000, **others: Any) -> Target:
        return S3(self.settings(**others), say=say, now=lambda: now)

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        self._connection.request(method, path, body)
        answer = self._connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    def get(self, path: str) -> Answer:
        """As a reader asks, without a key."""
        return self.ask("GET", f"/{self.bucket}/{PREFIX}{quote(path)}")

    @property
    def _objects(self) -> Any:
        from moto.s3.models import s3_backends

        return s3_backends[ACCOUNT]["aws"].buckets[self.bucket].keys

    def everything(self) -> dict[str, bytes]:
        """All objects below the prefix, from the server's memory."""
        return {key.removeprefix(PREFIX): bytes(one.value) for key, one in self._objects.items()}

    def spoil(self, path: str, data: bytes | None = None) -> None:
        """Another content, or a flipped bit, in the place of an object's."""
        data = data or self.everything()[path][:-1] + b"\x80"
        self.ask("PUT", f"/{self.bucket}/{PREFIX}{quote(path)}", data)

    def rot(self, path: str) -> None:
        """Flips a bit beneath the server, which notices nothing: its tag stays."""
        one = self._objects[PREFIX + path]
        one.value = bytes([*one.value[:-1], one.value[-1] ^ 1])

    def age_of(self, path: str) -> float:
        """Seconds since it was written."""
        return float(
            (datetime.now(UTC).replace(tzinfo=None) - self._objects[PREFIX + path].last_modified).total_seconds()
        )

    def age(self, path: str, seconds: float) -> None:
        self._objects[PREFIX + path].last_modified -= timedelta(seconds=seconds)

    def content_of(self, id: str, path: str) -> str:
        """The object that a release has for a path."""
        return CONTENTS + manifest.parse(self.everything()[LISTS + id])[path]

    def trouble(self, *sites: Mapping[str, bytes]) -> list[str]:
        """What a reader of every page finds wrong: a page of no site, an asset that is not there as its page has it."""
        found = []
        for page in filter(names.is_page, sites[0]):
            answer = self.get(page)
            site = next((one for one in sites if one.get(page) == answer.body), None)
            if answer.status != 200 or site is None:
                found.append(f"{page}: {answer.status} {answer.body[:60]!r}")
                continue
            for named in _NAMED.findall(answer.body):
                asset = urljoin(page, named.decode())
                if (got := self.get(asset)).body != site[asset]:
                    found.append(f"{page} names {asset}: {got.status}")
        return found

    def held(self) -> str:
        """The id of the release that readers see: all is as it should be when nobody publishes, or the test fails."""
        there = self.everything()
        state = json.loads(there[STATE])
        lists = {key.removeprefix(LISTS): data for key, data in there.items() if key.startswith(LISTS)}
        contents = {key.removeprefix(CONTENTS): data for key, data in there.items() if key.startswith(CONTENTS)}
        needed = set()
        for id, listed in lists.items():
            sums = manifest.parse(listed)
            layout.whole(id, contents[sums[RELEASE]], listed)
            needed |= {*sums.values(), content(listed).sha256}
        assert {content(data).sha256: data for data in contents.values()} == contents, "a content is not what it says"
        assert contents.keys() == needed, "the store lacks something, or has what nobody needs"
        sums = {**manifest.parse(lists[state["current"]]), manifest.SUMS: content(lists[state["current"]]).sha256}
        public = {key: content(data).sha256 for key, data in there.items() if not key.startswith((CONTENTS, LISTS))}
        for ours in (STATE, LOG):
            public.pop(ours, None)
        assert public.keys() == set(state["there"]), "readers get files that nobody knows of"
        assert {path: public.pop(path, None) for path in sums} == sums
        assert not any(map(names.is_page, public)), "a page is there that the release lacks"
        assert state["finished"]
        return str(state["current"])


class Killed(BaseException):
    """The publisher's process is no more."""


class Requests:
    """A publisher's requests. After the ``fatal`` one none gets through: the one of that number, counting those that
    change something, or the one of that operation and key."""

    def __init__(self, patch: Any, fatal: int | tuple[str, str] = 0, fails: type[BaseException] = Killed) -> None:
        self.made: list[tuple[str, str]] = []
        self.dead = False
        self._changes = 0
        self._lock = threading.Lock()
        real = Bucket._call

        def call(bucket: Bucket, operation: str, key: str | None, **more: object) -> Any:
            with self._lock:
                if self.dead:
                    raise fails("no more")
                answer = real(bucket, operation, key, **more)
                self.made.append((operation, key or ""))
                self._changes += operation in ("put_object", "copy_object", "delete_object")
                if fatal in (self._changes, (operation, key)):
                    self.dead = True
                    raise fails("no more")
                return answer

        patch.setattr(Bucket, "_call", call)

    def of(self, operation: str, below: str = "") -> list[str]:
        return sorted(key for made, key in self.made if made == operation and key.startswith(below))


@contextmanager
def server() -> Iterator[str]:
    """The address of a new server without any bucket."""
    import logging

    from moto import backends
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    known = [*backends.list_of_moto_modules()]
    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    # At each request it looks through the folder that it lies in: a sixth of what a test takes.
    with patch.object(backends, "list_of_moto_modules", lambda: known):
        running.start()
        host, port = running.get_host_and_port()
        try:
            yield f"http://{host}:{port}"
        finally:
            running.stop()
