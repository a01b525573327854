"""Targets as people write them: in publish.yml, or as an address."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from publishing import Misasked, Refused
from publishing.settings import Settings, find, web_address
from publishing.targets import opening

from .conftest import quiet, settings_of

CONFIG = """
intranet:
  to: file:www/zhengyou
  url: http://web.example/party
  keep: 3
server:
  to: ssh://publisher@web.example:2222/srv/争优%20站
  identity: keys/id
  known_hosts: keys/known
share: {to: "smb://clerk@files.example/public/zy", layout: in-place}
store: s3://bucket/zy?endpoint=http://store.example:9000&region=local
stick: zip:dist
far: {to: "ssh://clerk%40dept@web.example/~/zy", ca: keys/ca.pem, keep: 1}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "publish.yml"
    file.write_text(CONFIG, encoding="utf-8")
    return file


def test_entries_are_read(config: Path) -> None:
    base = config.parent
    assert find("intranet", config) == Settings(
        "intranet", "file", str(base / "www/zhengyou"), url="http://web.example/party/", keep=3
    )
    ssh = find("server", config)
    assert (ssh.scheme, ssh.place, ssh.host, ssh.port, ssh.user) == (
        "ssh", "/srv/争优 站", "web.example", 2222, "publisher",
    )  # fmt: skip
    assert ssh.options == {"identity": str(base / "keys/id"), "known_hosts": str(base / "keys/known")}
    smb = find("share", config)
    assert (smb.place, smb.host, smb.user, smb.options) == (
        "public/zy",
        "files.example",
        "clerk",
        {"layout": "in-place"},
    )
    assert find("store", config).options == {"endpoint": "http://store.example:9000", "region": "local"}
    assert (find("store", config).host, find("store", config).place) == ("bucket", "zy")
    stick = find("stick", config)
    assert (stick.place, stick.host, stick.port, stick.user, stick.url, stick.keep, stick.options) == (
        str(base / "dist"), "", None, "", "", 5, {},
    )  # fmt: skip
    far = find("far", config)
    assert (far.user, far.keep) == ("clerk@dept", 1)
    assert far.options == {"ca": str(base / "keys/ca.pem"), "known_hosts": str(base / "publish.known_hosts")}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("file:/srv/zy", "/srv/zy"),
        ("file:///srv/zy", "/srv/zy"),
        ("file:out", "out"),
        ("zip:/media/usb", "/media/usb"),
        ("file:///D:/站点/zy", "D:/站点/zy"),
        ("file:////files/zy", "//files/zy"),
        ("s3://bucket", ""),
    ],
)
def test_a_folder_may_be_written_as_people_do(written: str, place: str, tmp_path: Path) -> None:
    assert find(written, tmp_path / "none.yml").place == place


def test_ssh_understands_a_home(tmp_path: Path) -> None:
    found = find("ssh://web.example/~/zy", tmp_path / "none.yml")
    assert (found.place, found.user, found.options) == (
        "~/zy",
        "",
        {"known_hosts": str(tmp_path / "publish.known_hosts")},
    )


@pytest.mark.parametrize("layout", ["releases", "pointer", "in-place"])
def test_every_layout_may_be_asked_for(tmp_path: Path, layout: str) -> None:
    config = tmp_path / "publish.yml"
    config.write_text(f"x: {{to: 'smb://files.example/x', layout: {layout}}}", encoding="utf-8")
    assert find("x", config).options == {"layout": layout}


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("http://web.example", "http://web.example/"),
        ("http://web.example/党建/", "http://web.example/%E5%85%9A%E5%BB%BA/"),
        ("http://web.example/%E5%85%9A", "http://web.example/%E5%85%9A/"),
        ("https://内网.example:8443/a", "https://xn--v6q792i.example:8443/a/"),
        ("http://web.example/~zy/a(1),b", "http://web.example/~zy/a(1),b/"),
        ("", ""),
    ],
)
def test_an_address_is_written_as_browsers_do(written: str, address: str) -> None:
    assert web_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        *("web.example", "ftp://web.example/", "http:///x", "http://[::1/", "http://web.example:99999/"),
        *("http://u:p@web.example/", "http://web.example/a b/", "http://web.example/?x", "http://web.example/#x"),
        *('http://web.example/"x', "http://web.example//x/", "http://web.example/a/../b/", "http://web.example/\nx"),
        *("http://u@web.example/", "http://[2001:db8::1]/", "http://web.example/./b/"),
    ],
)
def test_an_address_that_is_none_is_told(written: str) -> None:
    with pytest.raises(Misasked, match="网站地址"):
        web_address(written)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("intrnet", "你是不是要写 intranet？$"),
        ("nowhere", "publish.yml 里有：intranet、server、share、store、stick、far。$"),
        ("ftp://x/y", "没有叫 ftp"),
        ("ssh://web.example", "要写明服务器和文件夹"),
        ("ssh:///srv", "要写明服务器和文件夹"),
        ("ssh://web.example/", "要写明服务器和文件夹"),
        ("smb://clerk:secret@files.example/x", "不要写密码"),
        ("ssh://web.example:port/x", "服务器或端口不对"),
        ("ssh://[web/x", "服务器或端口不对"),
        ("s3://bucket/x?endpiont=http://store", "不认识的 endpiont"),
        ("file:~nobody-here/x", "没有这个用户"),
        ("file:", "没有写文件夹"),
        ("zip:", "没有写文件夹"),
    ],
)
def test_a_target_that_is_none_is_told(config: Path, target: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        find(target, config)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x: [1]", "没有写 to"),
        ("x: {url: http://a/}", "没有写 to"),
        ("x: {to: 'file:a', kep: 3}", "不认识的 kep.*keep"),
        ("x: {to: 'file:a', keep: 0}", "至少 1"),
        ("x: {to: 'file:a', keep: true}", "至少 1"),
        ("x: {to: 'file:a', keep: '3'}", "至少 1"),
        ("x: {to: 'file:a', url: 12}", "应当是文字"),
        ("x: {to: 'file:a', url: web.example}", "网站地址"),
        ("x: {to: 'file:a', identity: id}", "不认识的 identity"),
        ("x: {to: 'file:a', layout: flat}", "layout 可以是"),
        ("x: {to: 'ftp:a'}", "要以 file:"),
        ("- a", "一个个目标"),
        ("1: file:a", "一个个目标"),
        ("x: file:a\n1: file:b", "一个个目标"),
        ("x: {to: [", "读不懂"),
        ("x: file:a\n  y: z", "读不懂（第 2 行）"),
        ("x: !!python/object/apply:os.getcwd []", "读不懂"),
    ],
)
def test_an_entry_with_a_fault_is_told(tmp_path: Path, text: str, said: str) -> None:
    config = tmp_path / "publish.yml"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        find("x", config)


def test_an_entry_in_another_encoding_is_told(tmp_path: Path) -> None:
    config = tmp_path / "publish.yml"
    config.write_bytes("内网: file:a".encode("gb18030"))
    with pytest.raises(Misasked, match="读不懂（文件要存成 UTF-8）"):
        find("内网", config)


def test_without_settings_there_is_no_entry(tmp_path: Path) -> None:
    with pytest.raises(Misasked, match=r"没有 .*publish\.yml。$"):
        find("intranet", tmp_path / "publish.yml")


@pytest.mark.parametrize(
    ("scheme", "layout", "system", "kind"),
    [
        *(("file", "", "posix", "Posix"), ("file", "releases", "posix", "Posix"), ("file", "", "nt", "Pointer")),
        *(("file", "pointer", "posix", "Pointer"), ("file", "in-place", "posix", "Replacing")),
        *(("smb", "", "posix", "Pointer"), ("smb", "in-place", "nt", "Replacing")),
        *(("zip", "", "posix", "Zip"), ("zip", "", "nt", "Zip"), ("ssh", "", "posix", "Ssh")),
    ],
)
def test_settings_mean_a_target(
    monkeypatch: pytest.MonkeyPatch, scheme: str, layout: str, system: str, kind: str
) -> None:
    monkeypatch.setattr(opening, "os", SimpleNamespace(name=system))
    told = settings_of("x", scheme, options={"layout": layout} if layout else {})
    target = opening.open_target(told, quiet)
    assert (type(target).__name__, target.settings, target.say) == (kind, told, quiet)


@pytest.mark.parametrize(("scheme", "system"), [("smb", "posix"), ("file", "nt")])
def test_there_are_no_links_on_windows_and_shares(monkeypatch: pytest.MonkeyPatch, scheme: str, system: str) -> None:
    monkeypatch.setattr(opening, "os", SimpleNamespace(name=system))
    with pytest.raises(Refused, match="不能用 releases 布局"):
        opening.open_target(settings_of("x", scheme, options={"layout": "releases"}), quiet)
