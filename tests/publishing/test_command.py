"""``publish``, ``releases``, ``rollback`` and ``webserver``, as a publisher types them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import environment
import manage as manage_script
import pytest
from publishing import Misasked, command, guarantees, headers, iis, readback, settings

from . import nginx as nginx_server
from .built import DOCS, ROOT, copy_of, reported  # noqa: F401
from .conftest import settings_of


class Said(NamedTuple):
    status: int
    out: str
    err: str


Type = Callable[..., Said]


@pytest.fixture
def type_(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Type:
    monkeypatch.setattr(environment, "is_current", lambda root: True)

    def run(*words: object) -> Said:
        try:
            status = manage_script.main([str(word) for word in words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = Said(status, *capsys.readouterr())
        assert "Traceback" not in said.err
        return said

    return run


def test_published_listed_and_rolled_back(reported: Path, tmp_path: Path, type_: Type) -> None:  # noqa: F811
    target = f"file:{tmp_path / 'www'}"
    first = type_("publish", target, "--site-dir", reported)
    assert (first.status, "已发布：000001-" in first.out) == (0, True), first.err
    assert f"保证：{guarantees.RELEASES}" in first.out and "没有写网站地址" in first.out
    current = tmp_path / "www" / "current"
    assert (current / "index.html").read_bytes() == (reported / "index.html").read_bytes()
    assert (current / ".release/sbom.cdx.json").is_file() and (current / "index.html.gz").is_file()
    unheard = type_("publish", target, "--site-dir", reported, "--url", "http://127.0.0.1:9/")
    assert unheard.status == 1 and "没有应答" in unheard.err
    assert type_("publish", target, "--site-dir", reported).status == 0
    listed = type_("releases", target)
    assert (listed.status, listed.err) == (0, "") and f"保证：{guarantees.RELEASES}" in listed.out
    lines = listed.out.splitlines()
    assert [line[:9] for line in lines[:2]] == ["→ 000002-", "  000001-"]
    assert re.fullmatch(r"→ \S+  \d{4}-\d\d-\d\d \d\d:\d\d  \d+ 页", lines[0])
    back = type_("rollback", target)
    assert (back.status, "已退回：000001-" in back.out) == (0, True), back.err
    assert type_("rollback", target, "1").status == 1
    assert "没有第 7 号版本" in type_("rollback", target, "000007-0badcafe").err
    assert type_("rollback", target, "latest").status == 2


@pytest.mark.parametrize("scheme", ["file", "zip"])
def test_nothing_is_listed_where_nothing_was_published(tmp_path: Path, type_: Type, scheme: str) -> None:
    said = type_("releases", f"{scheme}:{tmp_path / 'www'}")
    assert (said.status, said.err) == (0, "") and "还没有发布过。" in said.out
    assert ("没有写网站地址" in said.out) is (scheme == "file"), "nobody serves an archive"


@pytest.mark.parametrize(
    ("url", "keep", "found"),
    [
        (None, None, ("http://web.example/party/", 3)),
        ("http://other.example", 1, ("http://other.example/", 1)),
        ("", None, ("", 3)),
    ],
)
def test_what_is_said_on_the_command_line_stands_in_place_of_the_entry(
    tmp_path: Path, url: str | None, keep: int | None, found: tuple[str, int]
) -> None:
    config = tmp_path / "publish.yml"
    config.write_text("www: {to: 'file:www', url: 'http://web.example/party', keep: 3}", encoding="utf-8")
    told = command.Asked("www", config, url, keep).settings()
    assert (told.url, told.keep) == found


def test_one_release_is_the_least_to_keep(tmp_path: Path) -> None:
    with pytest.raises(Misasked, match="--keep 至少是 1"):
        command.Asked("file:www", tmp_path / "publish.yml", keep=0).settings()


def test_what_readers_open_themselves_is_neither_compressed_nor_read_back(
    reported: Path,  # noqa: F811
    tmp_path: Path,
    type_: Type,
) -> None:
    config = tmp_path / "publish.yml"
    config.write_text("www: {to: 'file:www', layout: pointer, url: 'http://127.0.0.1:9/'}", encoding="utf-8")
    said = type_("publish", "www", "--config", config, "--site-dir", reported)
    assert (said.status, "没有写网站地址" in said.out) == (0, False), said.err
    assert list((tmp_path / "www/releases").rglob("*.gz")) == []


def test_what_is_no_refusal_is_not_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "open_target", interrupted)
    with pytest.raises(KeyboardInterrupt):
        command.releases(command.Asked("file:www", tmp_path / "publish.yml"))


@pytest.mark.parametrize(("layout", "folder"), [("releases", "www/current/"), ("in-place", "www/")])
def test_nginx_is_told_the_folder_that_readers_see(tmp_path: Path, type_: Type, layout: str, folder: str) -> None:
    config = tmp_path / "publish.yml"
    config.write_text(f"www: {{to: 'file:www', layout: {layout}}}", encoding="utf-8")
    said = type_("webserver", "nginx", "www", "--config", config)
    assert f'alias "{tmp_path / folder}/";'.replace("//", "/") in said.out
    assert ("gzip_static on;" in said.out) is (layout == "releases")


def test_what_readers_get_is_read_back_through_the_shipped_configuration(
    reported: Path,  # noqa: F811
    tmp_path: Path,
    type_: Type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readback, "PAUSE", 0)
    (tmp_path / "publish.yml").write_text("内网:\n  to: file:www\n", encoding="utf-8")
    asked = ("内网", "--config", tmp_path / "publish.yml")
    with _served(tmp_path, type_, asked) as url:
        told = type_("publish", *asked, "--site-dir", reported, "--url", url)
        assert (told.status, "没有写网站地址" in told.out) == (0, False), told.err
        broken = type_("publish", *asked, "--site-dir", reported, "--url", url + "elsewhere/")
        assert broken.status == 1 and "读者看到的和发布前一样" in broken.err and "服务器答 404" in broken.err
        assert "→ 000001-" in type_("releases", *asked).out
        # The number of the one that was not confirmed is not given again.
        assert "已发布：000003-" in type_("publish", *asked, "--site-dir", reported, "--url", url).out
    page = (tmp_path / "www/current/cases/index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{url}cases/index.html">' in page


@contextmanager
def _served(folder: Path, type_: Type, asked: tuple[object, ...]) -> Iterator[str]:
    """The target under the configuration that the command writes, at a sub-path."""
    own = folder / "nginx"
    own.mkdir()
    (own / "mime.types").write_bytes(Path("/etc/nginx/mime.types").read_bytes())

    def server(port: int) -> str:
        file = folder / "made.conf"
        url = f"http://127.0.0.1:{port}/party/"
        assert type_("webserver", "nginx", *asked, "--url", url, "-o", file).status == 0
        return file.read_text(encoding="utf-8").replace(f"listen {port};", f"listen 127.0.0.1:{port};")

    with nginx_server.serving(own, server) as url:
        yield url + "party/"


def test_a_site_that_fails_the_gates_goes_nowhere(reported: Path, tmp_path: Path, type_: Type) -> None:  # noqa: F811
    spoilt = copy_of(reported, tmp_path)
    (spoilt / "more.html").write_text("<p>", encoding="utf-8")
    said = type_("publish", f"file:{tmp_path / 'www'}", "--site-dir", spoilt)
    assert said.status == 1 and "more.html" in said.err
    assert not (tmp_path / "www").exists()


def test_a_folder_that_cannot_be_written_is_told(reported: Path, type_: Type) -> None:  # noqa: F811
    said = type_("publish", "file:/proc/nowhere", "--site-dir", reported)
    assert said.status == 1 and "/proc/nowhere" in said.err and said.err.endswith(f"{command.OLD}\n")


@pytest.mark.parametrize("command", ["publish", "releases", "rollback"])
def test_help_tells_what_each_target_guarantees(type_: Type, command: str) -> None:
    said = type_(command, "--help")
    assert said.status == 0
    for name, guarantee in guarantees.GUARANTEES.items():
        assert name in said.out and guarantee in said.out


@pytest.mark.parametrize("command", ["publish", "releases", "rollback"])
def test_a_target_that_is_none_is_told(type_: Type, command: str, tmp_path: Path) -> None:
    said = type_(command, "nowhere", "--config", tmp_path / "publish.yml")
    assert said.status == 2 and "没有叫 nowhere 的目标" in said.err


def test_what_is_asked_of_iis_is_what_nginx_does(type_: Type, tmp_path: Path) -> None:
    said = type_("webserver", "iis", f"file:{tmp_path}")
    root = ElementTree.fromstring(said.out)
    sent = {one.get("name"): one.get("value") for one in root.iter("add") if one.get("value") and one.get("name")}
    assert sent == headers.HEADERS
    kinds = {one.get("fileExtension"): one.get("mimeType") for one in root.iter("mimeMap")}
    assert {ending: (kind or "").partition(";")[0] for ending, kind in kinds.items()} == headers.TYPES
    assert kinds[".ics"] == "text/calendar; charset=utf-8"
    (lost,) = root.iter("error")
    assert (lost.get("statusCode"), lost.get("path")) == ("404", "404.html")
    assert [one.get("segment") for one in root.find(".//hiddenSegments") or ()] == [".release"]
    assert said.out.encode() == iis.web_config()


def test_a_disk_needs_no_web_server(type_: Type, tmp_path: Path) -> None:
    said = type_("webserver", "nginx", f"zip:{tmp_path}")
    assert said.status == 2 and "不经过要配置的网页服务器" in said.err


@pytest.mark.parametrize("inside", ["", "out", ".."])
def test_a_target_that_a_build_would_replace_is_refused(
    reported: Path,  # noqa: F811
    tmp_path: Path,
    type_: Type,
    inside: str,
) -> None:
    site = copy_of(reported, tmp_path)
    for scheme in ("file", "zip"):
        said = type_("publish", f"{scheme}:{site / inside}", "--site-dir", site)
        assert said.status == 2 and "不能互相包含" in said.err


def test_a_folder_of_that_name_on_a_server_is_another(tmp_path: Path) -> None:
    command._refuse_overlap(settings_of(tmp_path, "ssh"), tmp_path)


def test_what_was_published_is_not_built_over(reported: Path, tmp_path: Path, type_: Type) -> None:  # noqa: F811
    type_("publish", f"file:{tmp_path / 'www'}", "--site-dir", reported)
    current = tmp_path / "www/current"
    for site in (current, current.resolve()):
        said = type_("build", "--docs-dir", DOCS, "--site-dir", site)
        assert said.status == 2, said
    assert type_("releases", f"file:{tmp_path / 'www'}").out.startswith("→ 000001-")


def test_a_broken_release_that_readers_see_is_told(reported: Path, tmp_path: Path, type_: Type) -> None:  # noqa: F811
    target = f"file:{tmp_path / 'www'}"
    for _ in range(2):
        type_("publish", target, "--site-dir", reported)
    (tmp_path / "www/current/feed.xml").unlink()
    said = type_("releases", target)
    assert said.status == 1 and "不是上面任何一个完整的版本" in said.err


def test_the_example_is_one(tmp_path: Path) -> None:
    file = ROOT / "publish.example.yml"
    names = [
        line[:-1] for line in file.read_text(encoding="utf-8").splitlines() if line[:1].strip("# ") and line[-1] == ":"
    ]
    assert {settings.find(name, file).scheme for name in names} == set(settings.SCHEMES)
