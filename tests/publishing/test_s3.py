"""Publishing to object storage: a real server, whose readers are asked after every step."""

from __future__ import annotations

import contextlib
import itertools
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from botocore.client import BaseClient
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    NoAuthTokenError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ReadTimeoutError,
    ResponseStreamingError,
    SSLError,
)
from botocore.parsers import ResponseParserError
from botocore.response import StreamingBody
from publishing import Refused, headers, manifest, names
from publishing.package import RELEASE, Release, following
from publishing.settings import address
from publishing.targets import bucket, layout, lease, objects
from publishing.targets.bucket import Bucket, Conflict
from publishing.targets.lease import KEY, TERM, Lease
from publishing.targets.objects import CONTENTS, LISTS, LOG, STATE, kind
from publishing.targets.s3 import S3, UNFINISHED

from tests.site.conftest import serving

from .conftest import Site, accept, package_of, quiet, refuse, settings_of, site
from .operations import WITHDRAWN
from .readers import Readers
from .storage import PREFIX, Killed, Requests, Storage, server

SITE_A, SITE_B = site("A", pages=1), site("B", pages=1)
A, B = package_of(SITE_A), package_of(SITE_B)
# For what does not depend on which files there are.
SMALL_A, SMALL_B = ({"index.html": letter} for letter in (b"A", b"B"))
FEW_A, FEW_B = package_of(SMALL_A), package_of(SMALL_B)
_HERE = Path()
_clients: dict[tuple[str, str], Any] = {}
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of our own; what the machine's user has is not looked at."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_CA_BUNDLE", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "publisher")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


@pytest.fixture
def fresh(endpoint: str) -> Storage:
    return Storage(endpoint, f"intranet-{next(_numbers)}")


@pytest.fixture
def storage(fresh: Storage, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """One whose publishers share a client: to make one takes as long as ten requests."""
    connected = Bucket._connected

    def shared(bucket: Bucket, region: str) -> Any:
        key = (bucket._endpoint, region)
        if key not in _clients:
            _clients[key] = connected(bucket, region)
        return _clients[key]

    monkeypatch.setattr(Bucket, "_connected", shared)
    return fresh


def test_readers_get_what_was_published_and_the_server_tells_them_what_it_is(storage: Storage) -> None:
    release = storage.target().publish(A, accept)
    assert storage.held() == release.id
    assert storage.trouble(SITE_A) == []
    for path in SITE_A:
        got = storage.get(path)
        assert got.headers["Content-Type"] == kind(path)
        assert got.headers["Cache-Control"] == (
            headers.IMMUTABLE if names.is_fingerprinted(path) else headers.REVALIDATED
        )
    assert f" publish {release.id} " in storage.everything()[LOG].decode()
    # What is ours alone is kept nowhere on the way.
    for path in (STATE, LOG):
        told = storage.get(path).headers
        assert (told["Content-Type"], told["Cache-Control"]) == ("application/octet-stream", "no-store")


@pytest.mark.parametrize(
    "path, told",
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/theme.1a2b3c4d.css", "text/css; charset=utf-8"),
        ("search/index.js", "text/javascript; charset=utf-8"),
        ("api/cases.json", "application/json; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("timeline/campaign.ics", "text/calendar; charset=utf-8"),
        ("plan.PDF", "application/pdf"),
        ("meeting.png", "image/png"),
        ("form.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("form.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("form.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("cases/list.csv", "text/csv; charset=utf-8"),
        ("read.md", "text/markdown; charset=utf-8"),
        ("letters.woff2", "font/woff2"),
        ("LICENSE", "application/octet-stream"),
        ("a.html/LICENSE", "application/octet-stream"),
    ],
)
def test_the_media_type_is_told_by_the_ending(path: str, told: str) -> None:
    assert kind(path) == told


def test_only_what_changed_is_uploaded_and_put_in_place(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.target().publish(A, accept)
    changed = {**SITE_A, "index.html": SITE_B["index.html"].replace(b"B", b"C")}
    requests = Requests(monkeypatch)
    said: list[str] = []
    release = storage.target(said.append).publish(package_of(changed), accept)
    # The page, and what names the release: its version, its own description, its list.
    assert len(requests.of("put_object", CONTENTS)) == 4
    told = [f"{manifest.FOLDER}/release.json", manifest.SUMS]
    assert requests.of("copy_object") == sorted([*told, "index.html", names.VERSION])
    assert storage.held() == release.id
    # What readers do not have, but the store does, is not uploaded again.
    storage.target(said.append).publish(A, accept)
    assert [line[:8] for line in said if line.startswith("上传了 ")] == ["上传了 4 个。", "上传了 3 个。"]
    assert not [line for line in said if "中断" in line]
    assert len(requests.of("put_object", CONTENTS)) == 7


def test_a_content_that_is_gone_is_uploaded_again_though_readers_have_it(storage: Storage) -> None:
    first = storage.target().publish(FEW_A, accept)
    storage.ask("DELETE", f"/{storage.bucket}/{PREFIX}{storage.content_of(first.id, 'index.html')}")
    release = storage.target().publish(FEW_A, accept)
    assert storage.held() == release.id


def test_what_is_gone_is_not_shown(storage: Storage) -> None:
    there = objects.Objects(Bucket(storage.settings()), quiet)
    kept = layout.Kept(following(A, [], 0), {"index.html": "0" * 64})
    with pytest.raises(Refused, match=r"版本 000001-.* 里的 index\.html 不见了"):
        there.show(kept, "index.html")


def test_files_are_put_in_the_order_in_which_pages_need_them(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.target().publish(A, accept)
    requests = Requests(monkeypatch)
    storage.target().publish(B, accept)
    first_copy = requests.made.index(("copy_object", next(key for made, key in requests.made if made == "copy_object")))
    assert all(made != "put_object" or key in (STATE, LOG) for made, key in requests.made[first_copy:])
    put = [key for made, key in requests.made if made == "copy_object"]
    assert [names.rank(key) for key in put] == sorted(names.rank(key) for key in put)
    assert put[-2:] == ["index.html", names.VERSION]


def test_back_to_an_older_release_and_forward_again(storage: Storage) -> None:
    first = storage.target().publish(A, accept)
    second = storage.target().publish(B, accept)
    assert storage.target().rollback(None, accept) == first
    assert storage.held() == first.id
    assert storage.trouble(SITE_A) == []
    # Pages of the second that are open still find what they name.
    assert all(storage.get(path).body == SITE_B[path] for path in SITE_B if names.is_fingerprinted(path))
    said: list[str] = []
    shelf = storage.target(said.append).shelf()
    assert (shelf.releases, shelf.current, said) == ((first, second), first.number, [])
    with pytest.raises(Refused, match=rf"现在就是 {first.id}"):
        storage.target().rollback(first.number, accept)
    third = storage.target().publish(B, accept)
    assert third.number == 3
    assert storage.held() == third.id


def test_the_newest_stay_and_the_one_that_readers_see(storage: Storage) -> None:
    ids = [storage.target(keep=2).publish(one, accept).id for one in (FEW_A, FEW_B, FEW_A, FEW_B)]
    assert [one.id for one in storage.target().shelf().releases] == ids[2:]
    assert storage.held() == ids[3]
    storage.target(keep=1).rollback(3, accept)
    assert [one.id for one in storage.target().shelf().releases] == ids[2:]
    assert storage.held() == ids[2]


def test_what_was_withdrawn_goes_at_once(storage: Storage) -> None:
    storage.target().publish(A, accept)
    gone = ("cases/第1号.html", "pictures/meeting.png")
    fewer = package_of({path: data for path, data in SITE_A.items() if path not in gone})
    storage.target().publish(fewer, accept, allow_shrink=True)
    assert [storage.get(path).status for path in gone] == [404, 404]
    assert storage.target().rollback(1, accept).number == 1
    assert storage.trouble(SITE_A) == []
    storage.held()


def test_a_site_that_lost_a_fifth_of_its_pages_is_refused(storage: Storage) -> None:
    first = storage.target().publish(A, accept)
    fewer = package_of({path: data for path, data in SITE_B.items() if not path.startswith("cases/")})
    with pytest.raises(Refused, match="allow-shrink"):
        storage.target().publish(fewer, accept)
    assert storage.held() == first.id
    storage.target().publish(fewer, accept, allow_shrink=True)


def test_what_is_not_read_back_as_it_should_be_is_taken_back(storage: Storage) -> None:
    first = storage.target().publish(A, accept)
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().publish(B, refuse)
    assert storage.trouble(SITE_A) == []
    assert {storage.get(path).status for path in SITE_B if path.startswith("assets/")} == {200}
    assert [one.id for one in storage.target().shelf().releases] == [first.id]
    # Its number is not given again: someone may have seen it.
    second = storage.target().publish(B, accept)
    assert second.number == 3
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().rollback(first.number, refuse)
    assert storage.held() == second.id
    assert [one.number for one in storage.target().shelf().releases] == [1, 3]


def test_a_first_publication_that_is_taken_back_leaves_nothing_to_read(storage: Storage) -> None:
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().publish(A, refuse)
    hidden = (CONTENTS, LISTS, STATE)
    assert [path for path in storage.everything() if not path.startswith(hidden)] == []
    assert storage.target().shelf().current is None
    release = storage.target().publish(A, accept)
    assert storage.held() == release.id


def test_the_clock_decides_nothing(storage: Storage) -> None:
    first = storage.target(now=2_000_000_000).publish(FEW_A, accept)
    second = storage.target(now=1_000_000_000).publish(FEW_B, accept)
    assert second.number == first.number + 1
    assert second.stamp > first.stamp
    assert storage.target().shelf().current == second.number
    # Nor is a time given again that one had which is gone: a reader may have seen it.
    with pytest.raises(Refused, match="不是这一版"):
        storage.target(now=2_000_000_009).publish(FEW_A, refuse)
    storage.target().rollback(None, accept)
    assert storage.target().publish(FEW_A, accept).stamp == 2_000_000_010


@pytest.mark.slow
def test_a_publisher_who_dies_after_any_request_breaks_no_page_and_the_next_one_ends_it(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server is what it was after the last request that changed something, so these are the points to die at."""
    storage.target(keep=2).publish(A, accept)
    for fatal in itertools.count(1):
        with monkeypatch.context() as patch:
            requests = Requests(patch, fatal)
            with contextlib.suppress(Killed):
                storage.target(keep=2).publish(B, accept)
        assert storage.trouble(SITE_A, SITE_B) == [], (fatal, requests.made[-1])
        died = requests.dead
        if KEY in storage.everything():
            storage.age(KEY, TERM)
        release = storage.target(keep=2).publish(A, accept)
        assert storage.held() == release.id
        assert storage.trouble(SITE_A) == []
        if not died:
            break
    assert fatal > 20, "there was hardly a point to die at"


def test_a_dead_publishers_work_is_ended_before_a_return(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    first = storage.target().publish(A, accept)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        Requests(patch, ("copy_object", "cases/第1号.html"))
        storage.target().publish(B, accept)
    said: list[str] = []
    assert storage.target(said.append).shelf().current == 2
    assert said == [UNFINISHED]
    storage.age(KEY, TERM)
    assert storage.target(said.append).rollback(first.number, accept) == first
    assert "中断了" in said[1]
    assert storage.held() == first.id
    assert storage.trouble(SITE_A) == []


def test_a_dead_publishers_work_that_cannot_be_ended_gives_way(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.target().publish(A, accept)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        Requests(patch, ("copy_object", "cases/第1号.html"))
        storage.target().publish(B, accept)
    storage.spoil(CONTENTS + B.files["index.html"].sha256)
    storage.age(KEY, TERM)
    said: list[str] = []
    release = storage.target(said.append, keep=1).publish(A, accept)
    assert [line for line in said if line.startswith("没有做完：版本 ") and "index.html 坏了" in line]
    assert storage.held() == release.id
    assert storage.trouble(SITE_A) == []


def test_what_fails_once_readers_see_the_release_is_told_and_no_failure(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.target().publish(FEW_A, accept)
    said: list[str] = []
    with monkeypatch.context() as patch:
        Requests(patch, ("put_object", LOG), fails=Refused)
        release = storage.target(said.append).publish(FEW_B, accept)
    assert said[-1] == f"{release.id} 已经生效，只是没有清理完：no more"
    assert storage.target().shelf().current == release.number
    assert storage.trouble(SMALL_B) == []


def test_of_the_log_the_last_lines_stay(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "LOG_LINES", 2)
    there = objects.Objects(Bucket(storage.settings()), quiet)
    for line in ("one\n", "two\n", "three\n"):
        there.log(line)
    assert storage.everything()[LOG] == b"two\nthree\n"


def test_a_lost_connection_is_told_and_the_next_one_ends_it(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.target().publish(A, accept)
    with monkeypatch.context() as patch:
        Requests(patch, ("copy_object", "cases/第1号.html"), fails=Refused)
        with pytest.raises(Refused, match=r"^no more\n换回原来的版本时又出错：no more\n"):
            storage.target().publish(B, accept)
    assert storage.trouble(SITE_A, SITE_B) == []
    storage.age(KEY, TERM)
    release = storage.target().publish(B, accept)
    assert storage.held() == release.id


def test_a_request_that_fails_once_takes_the_whole_publication_back(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = storage.target().publish(A, accept)
    real = Bucket._call

    def call(bucket: Bucket, operation: str, key: str | None, **more: object) -> Any:
        if operation == "copy_object" and key == "index.html" and not failed:
            failed.append(key)
            raise Refused("对象存储满了。")
        return real(bucket, operation, key, **more)

    failed: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "_call", call)
        with pytest.raises(Refused, match=r"^对象存储满了。$"):
            storage.target().publish(B, accept)
    assert storage.trouble(SITE_A) == []
    shelf = storage.target().shelf()
    assert (shelf.releases, shelf.current) == ((first,), first.number)


def test_readers_never_meet_a_broken_page_while_releases_follow_each_other(storage: Storage) -> None:
    storage.target().publish(A, accept)
    with Readers(storage.url, [SITE_A, SITE_B]) as readers:
        for package in (B, A):
            storage.target().publish(package, accept)
        storage.target().rollback(None, accept)
    assert readers.seen.problems == []
    assert readers.seen.assets > 10
    assert set(readers.seen.of_site) == {"0", "1"}


def test_a_rotten_content_is_named_and_not_gone_back_to(storage: Storage) -> None:
    first = storage.target().publish(A, accept)
    second = storage.target().publish(B, accept)
    storage.rot(storage.content_of(first.id, "cases/第1号.html"))
    with pytest.raises(Refused, match=rf"版本 {first.id} 里的 cases/第1号.html 坏了"):
        storage.target().rollback(None, accept)
    assert storage.target().shelf().current == second.number
    assert storage.trouble(SITE_B) == []
    # To publish the same again heals it.
    third = storage.target().publish(A, accept)
    assert storage.held() == third.id
    assert storage.target().rollback(first.number, accept) == first


def test_a_file_that_someone_changed_in_readers_view_is_put_right(storage: Storage) -> None:
    storage.target().publish(FEW_A, accept)
    storage.spoil("index.html")
    release = storage.target().publish(FEW_A, accept)
    assert storage.get("index.html").body == SMALL_A["index.html"]
    assert storage.held() == release.id


def test_an_asset_that_has_rotted_is_not_carried_on(storage: Storage) -> None:
    first = storage.target().publish(A, accept)
    asset = next(filter(names.is_fingerprinted, SITE_A))
    storage.spoil(storage.content_of(first.id, asset))
    said: list[str] = []
    second = storage.target(said.append).publish(B, accept)
    assert asset not in second.carried
    assert set(second.carried) == {path for path in SITE_A if names.is_fingerprinted(path)} - {asset}
    assert [line for line in said if "坏了" in line] == [f"以前版本的 {asset} 坏了，不再带上。"]


@pytest.mark.parametrize(
    "spoilt, sentence", [(CONTENTS + FEW_B.files["index.html"].sha256, "上传的 index.html"), (LISTS, "上传的文件清单")]
)
def test_what_is_read_back_otherwise_than_it_was_sent_is_not_published(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, spoilt: str, sentence: str
) -> None:
    first = storage.target().publish(FEW_A, accept)
    real = Bucket._call

    def call(bucket: Bucket, operation: str, key: str | None, **more: Any) -> Any:
        answer = real(bucket, operation, key, **more)
        if operation == "put_object" and key and key.startswith(spoilt):
            storage.spoil(key)
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "_call", call)
        with pytest.raises(Refused, match=f"{sentence} ?读回来不一样"):
            storage.target().publish(FEW_B, accept)
    assert storage.trouble(SMALL_A) == []
    assert storage.target().shelf().current == first.number
    release = storage.target().publish(FEW_B, accept)
    assert storage.held() == release.id


def test_a_release_that_is_not_whole_is_not_listed(storage: Storage) -> None:
    ids = [storage.target().publish(one, accept).id for one in (FEW_A, FEW_B)]
    storage.ask("DELETE", f"/{storage.bucket}/{PREFIX}{storage.content_of(ids[0], 'index.html')}")
    assert [one.id for one in storage.target().shelf().releases] == ids[1:]
    listed = storage.everything()[LISTS + ids[1]]
    for rotten in (listed[:-1] + b"\x80", manifest.text({"x": "0" * 64}).encode()):
        storage.spoil(LISTS + ids[1], rotten)
        assert storage.target().shelf().releases == ()
    storage.spoil(LISTS + ids[1], listed)
    storage.ask("DELETE", f"/{storage.bucket}/{PREFIX}{storage.content_of(ids[1], RELEASE)}")
    assert storage.target().shelf().releases == ()
    release = storage.target().publish(FEW_A, accept)
    assert release.number == 3
    assert storage.held() == release.id


@pytest.mark.parametrize("harm", ["rotten", "gone"])
def test_a_state_that_is_lost_is_made_anew(storage: Storage, harm: str) -> None:
    first = storage.target().publish(FEW_A, accept)
    said: list[str] = []
    if harm == "rotten":
        for data in (None, b"[]", b"{}", b'{"there": [], "unknown": 1}'):
            storage.spoil(STATE, data)
            assert storage.target(said.append).shelf().current is None
            assert [said[-2][:9], said[-1]] == ["桶里的状态记录坏了", UNFINISHED]
        assert storage.target().rollback(1, accept) == first
        assert storage.held() == first.id
        storage.spoil(STATE)
    else:
        storage.ask("DELETE", f"/{storage.bucket}/{PREFIX}{STATE}")
    release = storage.target().publish(FEW_B, accept)
    assert (release.number, storage.held()) == (2, release.id)


def test_a_refused_release_gives_way_to_the_newest_that_is_whole_where_the_present_one_is_not(storage: Storage) -> None:
    storage.target().publish(FEW_A, accept)
    second = storage.target().publish(FEW_B, accept)
    storage.spoil(LISTS + second.id)
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().publish(FEW_B, refuse)
    assert storage.trouble(SMALL_A) == []


def test_what_readers_saw_is_gone_back_to_or_the_newest_where_nobody_knows(storage: Storage) -> None:
    def sees(one: Release, files: Site) -> bool:
        return storage.trouble(files) == [] and storage.target().shelf().current == one.number

    first, second = (storage.target().publish(one, accept) for one in (FEW_A, FEW_B))
    storage.spoil(STATE)
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().publish(FEW_A, refuse)
    assert sees(second, SMALL_B)
    storage.spoil(STATE)
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().rollback(1, refuse)
    assert sees(second, SMALL_B)
    storage.target().rollback(1, accept)
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().rollback(2, refuse)
    assert sees(first, SMALL_A)
    assert storage.target().rollback(2, accept) == second
    assert storage.held() == second.id


def test_who_dies_while_it_is_taken_back_has_begun_what_the_next_one_ends(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = storage.target().publish(A, accept)
    with monkeypatch.context() as patch:

        def refuse_and_die(release: object, sums: object) -> None:
            Requests(patch, ("copy_object", "cases/第1号.html"))
            raise Refused("不是这一版")

        with pytest.raises(Killed):
            storage.target().publish(B, refuse_and_die)
    assert storage.trouble(SITE_A) != []
    storage.age(KEY, TERM)
    with pytest.raises(Refused, match="allow-shrink"):
        storage.target().publish(package_of({"index.html": b"x"}), accept)
    assert storage.trouble(SITE_A) == []
    assert storage.held() == first.id


def test_what_has_rotted_is_not_gone_back_to_even_if_what_is_new_is_refused(storage: Storage) -> None:
    def rot(release: object, sums: object) -> None:
        storage.rot(storage.content_of(first.id, "index.html"))
        raise KeyboardInterrupt

    first = storage.target().publish(FEW_A, accept)
    with pytest.raises(Refused, match=r"^发布中断了。\n换回原来的版本时又出错：版本 .* 里的 index\.html 坏了"):
        storage.target().publish(FEW_B, rot)
    assert storage.trouble(SMALL_B) == []


def test_styles_of_pages_that_may_be_open_outlast_their_release_but_not_for_ever(storage: Storage) -> None:
    sites = [site(letter, pages=0) for letter in "ABCD"]
    for one in sites:
        storage.target(keep=1).publish(package_of(one), accept)
    found = [{storage.get(path).status for path in one if path.startswith("assets/")} for one in sites]
    assert found == [{404}, {200}, {200}, {200}]


def test_others_objects_are_neither_overwritten_nor_removed(storage: Storage) -> None:
    storage.spoil("index.html", b"theirs")
    storage.spoil("notes.txt", b"theirs too")
    with pytest.raises(Refused, match=r"index\.html 等 1 个同名文件"):
        storage.target().publish(FEW_A, accept)
    storage.ask("DELETE", f"/{storage.bucket}/{PREFIX}index.html")
    for package in (FEW_A, FEW_B, FEW_A):
        storage.target().publish(package, accept)
    assert storage.get("notes.txt").body == b"theirs too"


def test_a_second_publisher_is_refused_at_once(storage: Storage) -> None:
    def second(release: object, sums: object) -> None:
        with pytest.raises(Refused, match=r"有人正在发布到这里（.+@.+），请等他做完再来"):
            storage.target().publish(FEW_B, accept)
        with pytest.raises(Refused, match="有人正在发布"):
            storage.target().rollback(None, accept)
        asked.append(True)

    asked: list[bool] = []
    storage.target().publish(FEW_A, second)
    assert asked
    assert KEY not in storage.everything()


def test_a_dead_publishers_lease_runs_out_by_the_servers_clock(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.target().publish(FEW_A, accept)
    dead = Lease(Bucket(storage.settings()), "已经断电的人")
    dead.__enter__()
    dead._over.set()
    storage.age(KEY, TERM - 60)
    with pytest.raises(Refused, match=r"已经断电的人.+[56]\d 秒后锁会失效"):
        storage.target().publish(FEW_B, accept)
    storage.age(KEY, 61)
    # Two find it run out, or none at all, at the same moment, and one of them is first.
    slow = Lease(Bucket(storage.settings()), "慢的人")
    run_out = slow._found()
    with Lease(Bucket(storage.settings()), "快的人"):
        assert "快的人" in storage.everything()[KEY].decode()
        for at_first in (run_out, None):
            with monkeypatch.context() as patch:
                looked = iter([at_first, slow._found()])
                patch.setattr(slow, "_found", lambda looked=looked: next(looked))
                with pytest.raises(Refused, match="快的人"):
                    slow.__enter__()
    release = storage.target().publish(FEW_B, accept)
    assert storage.held() == release.id


def test_who_lost_the_lease_writes_no_more(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEWAL", 0.05)
    ours = Bucket(storage.settings())
    with Lease(ours, "一"):
        before = storage.everything()[KEY]
        ours.put("x", b"x")
        storage.age(KEY, TERM)
        _until(lambda: storage.age_of(KEY) < TERM)  # it was renewed
        assert storage.everything()[KEY] == before

        def stolen() -> bool:
            storage.spoil(KEY, b'{"owner": "other", "who": "another"}')
            return _is_refused(lambda: ours.put("y", b"y"))

        _until(stolen)
        with pytest.raises(Refused, match="锁已经失效"):
            ours.delete("x")
    assert storage.everything()["x"] == b"x"
    assert b"other" in storage.everything()[KEY], "another's lock was taken away"


def test_who_cannot_renew_the_lease_stops_before_it_runs_out(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Bucket(storage.settings())
    with Lease(ours, "一"):
        ours.put("x", b"x")
        late = time.monotonic() + TERM - lease.GRACE + 1
        monkeypatch.setattr(lease.time, "monotonic", lambda: late)
        with pytest.raises(Refused, match="锁已经失效"):
            ours.put("x", b"y")
    assert KEY in storage.everything(), "it may be another's by now"


def test_what_is_to_be_replaced_must_be_there(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Bucket(storage.settings())
    with pytest.raises(Conflict):
        ours.put("x", b"x", instead_of="0" * 32)
    # 409: somebody writes it at the same moment.
    for status, raised in ((409, Conflict), (412, Conflict), (503, Refused)):
        asked = Mock(side_effect=_answer("Other", status))
        monkeypatch.setattr(BaseClient, "_make_api_call", asked)
        with pytest.raises(raised):
            ours.put("x", b"x", new=True)
        assert asked.call_count == 1, "it was written without the condition"


def test_a_lease_whose_first_answer_got_lost_is_ours(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library asks again, and is told that what we wrote is there."""
    real, lost = Bucket._call, []

    def call(bucket: Bucket, operation: str, key: str | None, **more: Any) -> Any:
        answer = real(bucket, operation, key, **more)
        if operation == "put_object" and not lost:
            lost.append(key)
            raise Conflict(key)
        return answer

    monkeypatch.setattr(Bucket, "_call", call)
    release = storage.target().publish(FEW_A, accept)
    assert lost == [KEY]
    assert storage.held() == release.id


@pytest.mark.parametrize("answer", ["heeds nothing", "refuses conditions"])
def test_where_the_server_knows_no_conditions_the_last_to_write_has_the_lease(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    real = BaseClient._make_api_call

    def call(self: object, operation: str, told: dict[str, object]) -> Any:
        conditions = told.keys() & {"IfNoneMatch", "IfMatch"}
        if conditions and answer == "refuses conditions":
            problem = {"Error": {"Code": "NotImplemented"}, "ResponseMetadata": {"HTTPStatusCode": 501}}
            raise ClientError(problem, operation)  # type: ignore[arg-type]
        return real(self, operation, {name: value for name, value in told.items() if name not in conditions})

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    monkeypatch.setattr(lease, "PAUSE", 0.0)
    with Lease(Bucket(storage.settings()), "一"), pytest.raises(Refused, match="有人正在发布到这里（一）"):
        Lease(Bucket(storage.settings()), "二").__enter__()
    # Both look before either writes.
    found, late = Lease._found, Lease(Bucket(storage.settings()), "慢的人")
    monkeypatch.setattr(Lease, "_found", lambda self: None)
    late._tag = late._taken()
    with monkeypatch.context() as patch:
        patch.setattr(lease.time, "sleep", lambda seconds: (late._taken(), patch.setattr(Lease, "_found", found)))
        with pytest.raises(Refused, match="慢的人"):
            Lease(Bucket(storage.settings()), "快的人").__enter__()


def test_no_key_a_wrong_key_and_no_bucket_are_told(fresh: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="没有桶 nowhere"):
        S3(address("x", f"s3://nowhere/site?endpoint={fresh.endpoint}", _HERE), say=quiet).shelf()
    fresh.ask("POST", "/moto-api/reset-auth", b"0")
    try:
        with pytest.raises(Refused, match="不认这对密钥"):
            fresh.target().publish(A, accept)
    finally:
        fresh.ask("POST", "/moto-api/reset-auth", b"inf")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(Refused, match="没有对象存储的密钥"):
        fresh.target().shelf()
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(Refused, match="没有这组密钥设置：nobody"):
        fresh.target()


def _answer(code: str, status: int) -> ClientError:
    told = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "PutObject")  # type: ignore[arg-type]


_KEYS = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "AuthFailure")
_REGIONS = ("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException")
_FULL = ("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "NoSpaceLeft", "ServiceQuotaExceededException")
PROBLEMS: list[tuple[Exception, str]] = [
    *((_answer(code, 403), rf"不认这对密钥（{code}）") for code in _KEYS),
    *((_answer(code, 400), "不在这个区域.*region") for code in _REGIONS),
    *((_answer(code, 403), rf"满了.*（{code}）") for code in _FULL),
    (_answer("Other", 507), "满了"),
    (_answer("NoSuchBucket", 404), "没有桶 intranet-"),
    (_answer("AccessDenied", 403), "没有权限（AccessDenied）"),
    (_answer("Other", 401), "没有权限"),
    (_answer("RequestTimeTooSkewed", 403), "校准时钟"),
    (_answer("SlowDown", 503), "没有照做（SlowDown）：no"),
    (_answer("", 404), "没有照做（404）"),
    (_answer("OperationAborted", 409), "没有照做"),
    (_answer("PreconditionFailed", 412), "没有照做"),
    (_answer("NotImplemented", 501), "没有照做"),
    (NoCredentialsError(), "没有对象存储的密钥"),
    (PartialCredentialsError(provider="env", cred_var="x"), "没有对象存储的密钥"),
    (CredentialRetrievalError(provider="sso", error_msg="x"), "没有对象存储的密钥"),
    (NoAuthTokenError(), "没有对象存储的密钥"),
    (SSLError(endpoint_url="x", error="x"), "不信任 http.* 的证书.*用 ca 写明"),
    (ConnectTimeoutError(endpoint_url="x"), "连不上 http.*或中途断了"),
    (ReadTimeoutError(endpoint_url="x"), "连不上"),
    (OSError(5, "x"), "连不上"),
    (ParamValidationError(report="x"), "地址不对：桶 intranet-"),
    (ResponseParserError("garbage"), "用不了：garbage"),
]


def test_whatever_goes_wrong_is_a_sentence(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Bucket(storage.settings())
    for problem, sentence in PROBLEMS:
        monkeypatch.setattr(BaseClient, "_make_api_call", Mock(side_effect=problem))
        with pytest.raises(Refused, match=sentence):
            ours.put("x", b"x")


def test_what_the_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(**options: str) -> Any:
        Bucket(settings_of("", "s3", host="b", options=options))
        return session.client.call_args.kwargs

    def where(told: Any) -> tuple[object, ...]:
        return told["endpoint_url"], told["region_name"], told["verify"], told["config"].proxies

    session, ca = Mock(region_name=None), tmp_path / "ca.pem"
    ca.touch()
    monkeypatch.setattr(bucket.boto3, "Session", lambda: session)
    assert where(told()) == (None, "us-east-1", None, None)
    session.region_name = "the-machines"
    assert where(told()) == (None, "the-machines", None, None)
    assert where(told(endpoint="http://x", region="r", ca=str(ca))) == ("http://x", "r", str(ca), {})
    config = told()["config"]
    assert (config.connect_timeout, config.read_timeout) == (bucket.CONNECT, bucket.READ)
    assert config.retries == {"mode": "standard", "total_max_attempts": bucket.TRIES}
    assert config.max_pool_connections > bucket.WIDTH  # and one for the lease
    assert config.s3 == {"payload_signing_enabled": True}
    assert {config.request_checksum_calculation, config.response_checksum_validation} == {"when_required"}


@pytest.mark.parametrize("told, age", [({"date": "Sun, 06 Nov 1994 08:49:37 GMT"}, 10.0), ({}, 40.0)])
def test_an_objects_age_is_told_by_the_servers_clock_where_it_has_one(
    told: dict[str, str], age: float, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = datetime(1994, 11, 6, 8, 49, 27, tzinfo=UTC)
    answer = {"Body": BytesIO(b"x"), "ETag": '"TAG"', "LastModified": written}
    clock = Mock(now=lambda zone: written.astimezone(zone) + timedelta(seconds=40))
    monkeypatch.setattr(bucket, "datetime", clock)
    monkeypatch.setattr(Bucket, "_call", lambda *_: {**answer, "ResponseMetadata": {"HTTPHeaders": told}})
    assert Bucket(storage.settings()).read("x") == bucket.Got(b"x", "tag", age)


def test_after_the_first_failure_nothing_new_is_begun_and_what_was_begun_has_ended() -> None:
    begun, ended = [], []

    def action(number: int) -> None:
        begun.append(number)
        if not number:
            raise Refused("no")
        time.sleep(0.01)
        ended.append(number)

    with pytest.raises(Refused, match="no"):
        bucket.each(range(200), action)
    assert sorted(ended) == sorted(begun)[1:]
    assert len(begun) < 200


def test_an_answer_that_breaks_off_is_refused(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.spoil("x", b"x")
    for error in (ResponseStreamingError(error="x"), OSError("x")):
        monkeypatch.setattr(StreamingBody, "read", Mock(side_effect=error))
        with pytest.raises(Refused, match="中途断了"):
            Bucket(storage.settings()).read("x")


def test_what_is_gone_may_be_removed_whatever_the_server_says_of_it(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BaseClient, "_make_api_call", Mock(side_effect=_answer("NoSuchKey", 404)))
    Bucket(storage.settings()).delete("x")


def test_a_list_that_comes_in_parts_is_read_to_its_end(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    real = BaseClient._make_api_call

    def call(self: object, operation: str, told: dict[str, object]) -> Any:
        return real(self, operation, {**told, "MaxKeys": 2} if operation == "ListObjectsV2" else told)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    for size in range(1, 6):
        storage.spoil(f"第{size}号", bytes(size))
    found = Bucket(storage.settings()).listed()
    assert {path: one.size for path, one in found.items()} == {f"第{size}号": size for size in range(1, 6)}


def test_an_endpoint_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publishing.targets.bucket.TRIES", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Refused, match=f"连不上 {nobody}"):
        S3(address("x", f"s3://bucket/site?endpoint={nobody}", _HERE), say=quiet).shelf()


def test_an_endpoint_that_is_a_web_server_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "answers").write_text("<p>welcome", encoding="utf-8")
    (tmp_path / "redirects").mkdir()
    monkeypatch.setattr("publishing.targets.bucket.TRIES", 1)
    for name, sentence in (("answers", "没有照做"), ("redirects", "不是对象存储")):
        with serving(tmp_path) as url, pytest.raises(Refused, match=rf"{sentence}.*请核对 endpoint"):
            S3(address("x", f"s3://{name}/site?endpoint={url}", _HERE), say=quiet).shelf()


@pytest.mark.parametrize("endpoint", ["intranet:9000", "http://"])
def test_an_endpoint_that_is_no_address_is_told(endpoint: str) -> None:
    with pytest.raises(Refused, match="地址不对"):
        S3(address("x", f"s3://bucket/site?endpoint={endpoint}", _HERE), say=quiet).shelf()


def test_a_missing_certificate_is_told() -> None:
    with pytest.raises(Refused, match="没有证书文件"):
        S3(address("x", "s3://bucket/site?endpoint=https://127.0.0.1:1&ca=/nonexistent.pem", _HERE), say=quiet)


def test_the_environments_proxy_does_not_catch_an_address_that_was_written_down(
    fresh: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fresh.target().publish(FEW_A, accept).number == 1


def test_a_site_at_the_root_of_its_bucket(fresh: Storage) -> None:
    written = f"s3://{fresh.bucket}?endpoint={fresh.endpoint}&region=cn-north-1"
    S3(address("x", written, _HERE), say=quiet).publish(FEW_A, accept)
    assert fresh.ask("GET", f"/{fresh.bucket}/index.html").body == SMALL_A["index.html"]


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def _is_refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except Refused:
        return True
    return False


def test_of_what_was_withdrawn_nothing_stays_but_styles_and_scripts(storage: Storage) -> None:
    storage.target().publish(package_of({**SITE_A, **WITHDRAWN}), accept)
    storage.target().publish(B, accept)
    assert {storage.get(path).status for path in WITHDRAWN} == {404}
    assert {storage.get(path).status for path in SITE_A if path.startswith("assets/")} == {200}
    with pytest.raises(Refused, match="不是这一版"):
        storage.target().publish(package_of({**SITE_A, **WITHDRAWN}), refuse)
    assert {storage.get(path).status for path in WITHDRAWN} == {404}
    storage.target().rollback(1, accept)
    assert {storage.get(path).status for path in WITHDRAWN} == {200}


def test_though_the_publisher_died_what_was_withdrawn_goes_and_what_open_pages_need_stays(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = "assets/older.0a1b2c3d.css"
    for files in ({"index.html": b"x", older: b"b{}"}, {**SITE_A, **WITHDRAWN}):
        storage.target(keep=1).publish(package_of(files), accept)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        Requests(patch, ("delete_object", min(WITHDRAWN)))
        storage.target().publish(B, accept)
    assert {storage.get(path).status for path in WITHDRAWN} > {404}
    said: list[str] = []
    assert storage.target(said.append).shelf().current == 3
    assert said == [UNFINISHED]
    storage.age(KEY, TERM)
    with pytest.raises(Refused, match="allow-shrink"):
        storage.target().publish(package_of({"index.html": b"x"}), accept)
    assert {storage.get(path).status for path in WITHDRAWN} == {404}
    assert storage.get(older).status == 200, "a style of two releases ago, whose pages may be open"


def test_interrupted_while_it_waits_to_be_confirmed_it_is_taken_back(storage: Storage) -> None:
    def interrupt(release: Release, sums: object) -> None:
        assert storage.get("index.html").body == SMALL_B["index.html"]
        raise KeyboardInterrupt

    first = storage.target().publish(FEW_A, accept)
    with pytest.raises(KeyboardInterrupt):
        storage.target().publish(FEW_B, interrupt)
    assert storage.trouble(SMALL_A) == []
    assert storage.target().shelf().current == first.number
    assert [one.id for one in storage.target().shelf().releases] == [first.id]
