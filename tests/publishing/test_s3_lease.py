"""The lease against a server that says what the test wants, and a clock that goes as it wants."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

import pytest
from publishing import Refused
from publishing.targets import lease
from publishing.targets.bucket import Conflict, Got, Missing
from publishing.targets.lease import GRACE, RENEWAL, TERM, Lease

# How long a request takes here, in seconds.
ANSWER = 7.0
OTHER = b'{"owner": "other", "who": "another"}'
NO_ANSWER = Refused("no answer")


class Server:
    """A bucket and a clock. ``answers``: what is said of each renewal, the last one for all that follow; ``holds``:
    what is found in the lease's place."""

    def __init__(self, answers: Iterable[str | Exception], holds: Got | Exception) -> None:
        self.answers = iter(answers)
        self.holds = holds
        self.clock = 0.0
        self.asked: list[tuple[float, str]] = []

    def guard(self) -> None:
        """As :attr:`Bucket.guard`."""

    def put(self, key: str, data: bytes, *, new: bool = False, instead_of: str = "") -> str:
        self.asked.append((self.clock, instead_of))
        self.clock += ANSWER
        answer = next(self.answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read(self, key: str) -> Got:
        if isinstance(self.holds, Exception):
            raise self.holds
        return self.holds


def renewed(monkeypatch: pytest.MonkeyPatch, server: Server, rounds: int) -> Lease:
    """A lease that was taken at 0 with the tag `t0`, after so many times that it was to be renewed."""
    one = Lease(server, "一")  # type: ignore[arg-type]
    one._tag = "t0"
    left = iter([False] * rounds + [True])

    def wait(seconds: float) -> bool:
        server.clock += seconds
        return next(left)

    monkeypatch.setattr(lease.time, "monotonic", lambda: server.clock)
    monkeypatch.setattr(one._over, "wait", wait)
    if isinstance(server.holds, Got) and not server.holds.data:
        server.holds = Got(one._mine, server.holds.tag, 0.0)
    one._renew()
    return one


MINE, OTHERS = Got(b"", "t9", 0.0), Got(OTHER, "t9", 0.0)
CONFLICT = Conflict("lock")


@pytest.mark.parametrize(
    "answers, holds, is_lost, tags, since",
    [
        (["t1", "t2"], OTHERS, False, ["t0", "t1"], RENEWAL * 2 + ANSWER),
        ([NO_ANSWER, "t2"], OTHERS, False, ["t0", "t0"], RENEWAL * 2 + ANSWER),
        # Its own answer got lost, and it was asked again.
        ([CONFLICT, "t2"], MINE, False, ["t0", "t9"], RENEWAL * 2 + ANSWER),
        (["t1", CONFLICT], OTHERS, True, ["t0", "t1"], RENEWAL),
        ([CONFLICT], OTHERS, True, ["t0"], 0),
        ([CONFLICT], Missing("lock"), True, ["t0"], 0),
        ([CONFLICT], NO_ANSWER, True, ["t0"], 0),
    ],
)
def test_a_lease_is_renewed_in_the_place_of_the_last_and_counts_from_before_it_was_asked_for(
    answers: list[str | Exception],
    holds: Got | Exception,
    is_lost: bool,
    tags: list[str],
    since: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = Server(answers, holds)
    one = renewed(monkeypatch, server, 2)
    assert [tag for _, tag in server.asked] == tags
    assert (one._lost, one._renewed) == (is_lost, since)
    server.clock = since + TERM - GRACE
    if not is_lost:
        one._check()
        server.clock += 1
    with pytest.raises(Refused, match="锁已经失效"):
        one._check()


def test_what_runs_out_is_not_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(itertools.repeat(NO_ANSWER), OTHERS)
    one = renewed(monkeypatch, server, 100)
    moments = [moment for moment, _ in server.asked]
    assert moments[-1] <= TERM - GRACE < moments[-1] + ANSWER + RENEWAL
    assert one._renewed == 0


@pytest.mark.parametrize("answers", [[CONFLICT], ["t1", "t2"]])
def test_who_was_there_and_is_gone_again_is_told(
    answers: list[str | Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server heeds conditions, and where it does not."""
    monkeypatch.setattr(lease, "PAUSE", 0.0)
    with pytest.raises(Refused, match="刚刚在发布到这里"):
        Lease(Server(answers, Missing("lock")), "一").__enter__()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "found, said",
    [
        (Got('{"who": "王芳"}'.encode(), "", 40.4), "（王芳）.*，200 秒后"),
        (Got(b"garbage", "", 0.0), "（不明）.*，240 秒后"),
        (Got(b"{}", "", TERM - 0.1), "（不明）.*，1 秒后"),
        (Got(b"[]", "", TERM), "（不明）.*，1 秒后"),
        (None, "刚刚在发布到这里，请再试一次"),
    ],
)
def test_who_has_it_and_how_long_is_told(found: Got | None, said: str) -> None:
    assert re.search(said, lease._busy(found))
