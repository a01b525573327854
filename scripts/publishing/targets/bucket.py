"""A bucket of S3-compatible object storage, of which everything below one prefix is ours.

What went wrong is Refused with a sentence, but for what a caller decides upon: :class:`Missing` and :class:`Conflict`.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from publishing import Refused
from publishing.settings import Settings
from publishing.targets import refusals

Item = TypeVar("Item")
Result = TypeVar("Result")

# Requests at a time.
WIDTH = 8
# Seconds. A request is tried three times at most, so it is over, well or not, after `LONGEST`.
CONNECT, READ, TRIES = 5, 15, 3
LONGEST = TRIES * (CONNECT + READ)


class Missing(Exception):
    """There is no such object."""


class Conflict(Exception):
    """The object is not (any more) as the writer thought, so nothing was written."""


class _Unheard(Exception):
    """The server knows no conditions."""


@dataclass(frozen=True)
class Stored:
    """An object in a list: its entity tag without quotes, and its size in bytes."""

    tag: str
    size: int


@dataclass(frozen=True)
class Got:
    """An object that was read. ``age``: seconds since it was written, both moments told by the server's clock."""

    data: bytes
    tag: str
    age: float


class Bucket:
    """Keys are relative to the prefix. ``guard`` is asked before each write, and raises if there must be none.

    Refused for settings that the library does not take; nothing is asked of the server yet.
    """

    def __init__(self, settings: Settings) -> None:
        self.name = settings.host
        self._prefix = f"{settings.place}/" if settings.place else ""
        self._endpoint = settings.options.get("endpoint", "")
        self._ca = settings.options.get("ca", "")
        self.guard: Callable[[], None] = lambda: None
        if self._ca and not Path(self._ca).is_file():
            raise Refused(f"没有证书文件 {self._ca}，请核对 ca。")
        try:
            self._client = self._connected(settings.options.get("region", ""))
        except (BotoCoreError, ValueError) as error:
            raise self._unanswered(error) from error

    def _connected(self, region: str) -> Any:
        session = boto3.Session()
        client = session.client(
            "s3",
            endpoint_url=self._endpoint or None,
            region_name=region or session.region_name or "us-east-1",
            verify=self._ca or None,
            config=Config(
                connect_timeout=CONNECT,
                read_timeout=READ,
                retries={"mode": "standard", "total_max_attempts": TRIES},
                max_pool_connections=WIDTH + 1,
                # An address that was written down is on the intranet: the environment's proxy leads elsewhere.
                proxies={} if self._endpoint else None,
                # Every server checks the body against its signature; many do not know the newer checksums.
                s3={"payload_signing_enabled": True},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
        # The library asks this of its own accord, and without end, where a server leads elsewhere and not to a region.
        client.meta.events.register("before-call.s3.HeadBucket", self._refuse)
        return client

    def _refuse(self, **_: object) -> None:
        raise Refused(f"{self._endpoint or '对象存储'} 不是对象存储：它把请求引到别处去。请核对 endpoint。")

    def read(self, key: str) -> Got:
        """An object. Missing where there is none."""
        answer = self._call("get_object", key)
        try:
            data = answer["Body"].read()
        except (BotoCoreError, OSError) as error:
            raise self._unanswered(error) from error
        told = answer["ResponseMetadata"]["HTTPHeaders"].get("date")
        now = parsedate_to_datetime(told) if told else datetime.now(UTC)
        return Got(data, _plain(answer["ETag"]), (now - answer["LastModified"]).total_seconds())

    def listed(self) -> dict[str, Stored]:
        """All objects below the prefix, by key."""
        found: dict[str, Stored] = {}
        more: dict[str, str] = {}
        while True:
            answer = self._call("list_objects_v2", None, Prefix=self._prefix, **more)
            for one in answer.get("Contents", ()):
                found[one["Key"][len(self._prefix) :]] = Stored(_plain(one["ETag"]), one["Size"])
            if not answer.get("IsTruncated"):
                return found
            more = {"ContinuationToken": answer["NextContinuationToken"]}

    def put(self, key: str, data: bytes, *, new: bool = False, instead_of: str = "") -> str:
        """The entity tag of what is written.

        With ``new``, or with the tag of what is to be replaced, Conflict if it is otherwise, where the server heeds
        conditions.
        """
        condition = {"IfNoneMatch": "*"} if new else {"IfMatch": f'"{instead_of}"'} if instead_of else {}
        told = {
            "Body": data,
            "ContentType": "application/octet-stream",
            "CacheControl": "no-store",
            "ChecksumSHA256": base64.b64encode(hashlib.sha256(data).digest()).decode(),
        }
        try:
            answer = self._write("put_object", key, **told, **condition)
        except Missing:
            raise Conflict(key) from None
        except _Unheard:
            answer = self._write("put_object", key, **told)
        return _plain(answer["ETag"])

    def copy(self, source: str, key: str, *, kind: str, cache: str) -> None:
        """Copies an object within the server; Missing where there is none.

        ``kind`` and ``cache``: what readers are told as Content-Type and Cache-Control.
        """
        self._write(
            "copy_object",
            key,
            CopySource={"Bucket": self.name, "Key": self._prefix + source},
            MetadataDirective="REPLACE",
            ContentType=kind,
            CacheControl=cache,
        )

    def delete(self, key: str) -> None:
        """Removes an object. Nothing is said of one that is not there."""
        with contextlib.suppress(Missing):  # some servers say it
            self._write("delete_object", key)

    def _write(self, operation: str, key: str, **more: object) -> Any:
        self.guard()
        return self._call(operation, key, **more)

    def _call(self, operation: str, key: str | None, **more: object) -> Any:
        """Every request goes through here."""
        if key is not None:
            more["Key"] = self._prefix + key
        try:
            return getattr(self._client, operation)(Bucket=self.name, **more)
        except ClientError as error:
            told, status = error.response["Error"], error.response["ResponseMetadata"]["HTTPStatusCode"]
            code = told.get("Code", "")
            conditional = "IfNoneMatch" in more or "IfMatch" in more
            if code == "NoSuchKey":
                raise Missing(key) from error
            if conditional and status in (409, 412):
                raise Conflict(key) from error
            if conditional and status == 501:
                raise _Unheard from error
            raise Refused(refusals.answered(code, status, told.get("Message", ""), self.name)) from error
        except (BotoCoreError, ResponseParserError, OSError) as error:
            raise self._unanswered(error) from error

    def _unanswered(self, error: Exception) -> Refused:
        return Refused(refusals.unanswered(error, self.name, self._endpoint))


def each(items: Iterable[Item], action: Callable[[Item], Result]) -> list[Result]:
    """``map``, several at a time; after the first failure nothing new is begun."""
    with ThreadPoolExecutor(WIDTH) as pool:  # `map` itself takes back what was not begun
        return list(pool.map(action, items))


def _plain(tag: str) -> str:
    return tag.strip('"').lower()
