"""The lock of a target that has no kernel to free it when its holder dies: a lease, which runs out if not renewed.

It is an object of the store. Whether it has run out is told by the server's clock alone; the holder, who cannot
see that clock in time, counts from before its last renewal and stops writing well before.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from types import TracebackType

from publishing import Refused, manifest
from publishing.targets.bucket import LONGEST, Bucket, Conflict, Got, Missing

KEY = f"{manifest.FOLDER}/lock"
# Seconds: what a lease is good for; how often it is renewed; how long a request that was begun in time may last.
TERM = 240.0
RENEWAL = 30.0
GRACE = 2.0 * LONGEST
# Where a server takes no conditions, two writers at the same moment are told apart by who is there after a while.
PAUSE = 3.0


class Lease:
    """``with Lease(bucket, who):`` — Refused if somebody else holds it.

    In it, the bucket writes only while it holds.
    """

    def __init__(self, bucket: Bucket, who: str) -> None:
        self._bucket = bucket
        self._mine = json.dumps({"owner": uuid.uuid4().hex, "who": who}, ensure_ascii=False).encode("utf-8")
        self._tag = ""
        self._renewed = 0.0
        self._lost = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="lease", daemon=True)

    def __enter__(self) -> Lease:
        self._renewed = time.monotonic()
        try:
            self._tag = self._taken()
        except Conflict:
            # Also where our own request was answered twice: the first answer got lost.
            found = self._found()
            if found is None or found.data != self._mine:
                raise Refused(_busy(found)) from None
            self._tag = found.tag
        if not self._exclusive():
            time.sleep(PAUSE)
            found = self._found()
            if found is None or found.data != self._mine:
                raise Refused(_busy(found))
        self._bucket.guard = self._check
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        try:
            self._bucket.delete(KEY)
        except Refused:
            # It runs out by itself; and what is in flight says more than this would.
            return
        finally:
            self._bucket.guard = lambda: None

    def _taken(self) -> str:
        found = self._found()
        if found is None:
            return self._bucket.put(KEY, self._mine, new=True)
        if found.age < TERM:
            raise Refused(_busy(found))
        return self._bucket.put(KEY, self._mine, instead_of=found.tag)

    def _exclusive(self) -> bool:
        """Whether the server heeds conditions: it must not let us take what is taken."""
        try:
            self._tag = self._bucket.put(KEY, self._mine, new=True)
        except Conflict:
            return True
        return False

    def _found(self) -> Got | None:
        try:
            return self._bucket.read(KEY)
        except Missing:
            return None

    def _renew(self) -> None:
        while not self._over.wait(RENEWAL):
            began = time.monotonic()
            if began - self._renewed > TERM - GRACE:
                return
            try:
                self._tag = self._bucket.put(KEY, self._mine, instead_of=self._tag)
            except Conflict:
                found = self._found_at_last()
                if found is None or found.data != self._mine:
                    self._lost = True
                    return
                self._tag = found.tag
            except Refused:
                continue  # the next may get through; until then the lease runs
            self._renewed = began

    def _found_at_last(self) -> Got | None:
        try:
            return self._found()
        except Refused:
            return None

    def _check(self) -> None:
        if self._lost or time.monotonic() - self._renewed > TERM - GRACE:
            raise Refused("和对象存储断了太久，发布的锁已经失效，停止写入。请再发布一次。")


def _busy(found: Got | None) -> str:
    """``found``: the other's lease, as far as it can be read."""
    if found is None:
        return "另一个人刚刚在发布到这里，请再试一次。"
    try:
        who = str(json.loads(found.data)["who"])
    except (ValueError, KeyError, TypeError):
        who = "不明"
    return (
        f"有人正在发布到这里（{who}），请等他做完再来。他要是中断了，{max(1, round(TERM - found.age))} 秒后锁会失效。"
    )
