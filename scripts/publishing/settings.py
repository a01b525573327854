"""Where to publish: an entry of ``publish.yml``, or an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import yaml

from publishing import Misasked

FILE = "publish.yml"
KNOWN_HOSTS = "publish.known_hosts"
SCHEMES = ("file", "ssh", "smb", "zip", "s3")
LAYOUTS = ("releases", "pointer", "in-place")
KEEP = 5
_NO_ADDRESS = "网站地址 {} 不对：要像 http://服务器/ 或 http://服务器/目录/ 这样写。"
# Key → schemes it is for.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "layout": ("file", "smb"),
    "identity": ("ssh",),
    "known_hosts": ("ssh",),
    "endpoint": ("s3",),
    "region": ("s3",),
    "ca": SCHEMES,
}


@dataclass(frozen=True)
class Settings:
    """A target. ``place`` is a folder: on this machine, on the server ``host``, or a prefix in the bucket ``host``.

    ``url``: where readers open the site, with a slash at its end, empty where that is not told.
    ``keep``: how many releases stay. ``options``: of :data:`OPTIONS`, those that are set.
    """

    name: str
    scheme: str
    place: str
    host: str = ""
    port: int | None = None
    user: str = ""
    url: str = ""
    keep: int = KEEP
    options: Mapping[str, str] = field(default_factory=dict)


def find(target: str, config: Path) -> Settings:
    """The entry of that name, or the address itself. Paths in an entry count from the folder of its file.

    Misasked where it is neither, or where the file cannot be read or says what cannot be.
    """
    entries = _entries(config)
    if target in entries:
        return _pinned(_entry(target, entries[target], config), config)
    if target.partition(":")[0] in SCHEMES:
        return _pinned(address(target, target, Path()), config)
    near = get_close_matches(target, entries, 1)
    known = f"{config.name} 里有：{'、'.join(entries)}" if entries else f"没有 {config}"
    hint = f"你是不是要写 {near[0]}？" if near else ""
    raise Misasked(
        f"没有叫 {target} 的目标，也不是 {'、'.join(f'{one}:' for one in SCHEMES)} 开头的地址。{known}。{hint}"
    )


def address(name: str, written: str, base: Path) -> Settings:
    """The target that an address means; one on this machine counts from ``base``. Misasked for what is none.

    ``file:FOLDER``, ``ssh://USER@HOST:PORT/FOLDER``, ``smb://USER@HOST:PORT/SHARE/FOLDER``, ``zip:FOLDER``,
    ``s3://BUCKET/PREFIX?endpoint=…&region=…``.
    """
    scheme, _, rest = written.partition(":")
    if scheme not in SCHEMES:
        raise Misasked(f"目标 {name} 的地址 {written} 不对：要以 {'、'.join(f'{one}:' for one in SCHEMES)} 开头。")
    if scheme in ("file", "zip"):
        path = re.sub(r"^//(?=/)", "", rest)
        path = re.sub(r"^/+(?=[A-Za-z]:)", "", path)
        if not path:
            raise Misasked(f"目标 {name} 的地址 {written} 没有写文件夹。")
        try:
            return Settings(name, scheme, str(base / Path(path).expanduser()))
        except RuntimeError:
            raise Misasked(f"目标 {name} 的地址 {written} 里没有这个用户。") from None
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise Misasked(f"目标 {name} 的地址 {written} 里服务器或端口不对。") from None
    if parts.password is not None:
        raise Misasked(f"目标 {name} 的地址里不要写密码：它会被看到。密码用环境变量 ZHENGYOU_PASSWORD 给，或等它问。")
    place = unquote(parts.path)
    if scheme == "ssh":
        place = place[1:] if place.startswith("/~") else place
    else:
        place = place.strip("/")
    if not parts.hostname or (not place.strip("/") and scheme != "s3"):
        raise Misasked(f"目标 {name} 的地址 {written} 不全：要写明服务器和文件夹。")
    options = dict(parse_qsl(parts.query))
    for key in options:
        if scheme not in OPTIONS.get(key, ()):
            raise Misasked(f"目标 {name} 的地址 {written} 里有不认识的 {key}。")
    return Settings(name, scheme, place, parts.hostname, port, unquote(parts.username or ""), options=options)


def _pinned(found: Settings, config: Path) -> Settings:
    """Servers' keys lie beside the settings, unless these say where."""
    if found.scheme != "ssh":
        return found
    return replace(found, options={"known_hosts": str(config.parent / KNOWN_HOSTS), **found.options})


def _entries(config: Path) -> dict[str, object]:
    if not config.is_file():
        return {}
    try:
        read = yaml.safe_load(config.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else "文件要存成 UTF-8"
        raise Misasked(f"{config} 读不懂（{where}）：缩进用空格，冒号后面空一格，带特殊符号的值加引号。") from error
    if not isinstance(read, dict) or not all(isinstance(key, str) for key in read):
        raise Misasked(f"{config} 里应当是一个个目标：名字，冒号，下面缩进写 to、url 等。")
    return read


def _entry(name: str, told: object, config: Path) -> Settings:
    if isinstance(told, str):
        told = {"to": told}
    if not isinstance(told, dict) or not isinstance(told.get("to"), str):
        raise Misasked(f"{config} 里的目标 {name} 没有写 to（发布到哪里）。")
    found = address(name, told["to"], config.parent)
    allowed = ["to", "url", "keep", *(key for key, schemes in OPTIONS.items() if found.scheme in schemes)]
    for key, value in told.items():
        if key not in allowed:
            raise Misasked(f"{config} 里的目标 {name} 有不认识的 {key}。可以写：{'、'.join(allowed)}。")
        if key == "keep":
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise Misasked(f"{config} 里的目标 {name}：keep 是保留几个版本，至少 1。")
        elif not isinstance(value, str):
            raise Misasked(f"{config} 里的目标 {name}：{key} 应当是文字。")
    options = {**found.options, **{key: told[key] for key in OPTIONS if key in told}}
    for key in ("identity", "known_hosts", "ca"):
        if key in options:
            options[key] = str(config.parent / Path(options[key]).expanduser())
    if options.get("layout", LAYOUTS[0]) not in LAYOUTS:
        raise Misasked(f"{config} 里的目标 {name}：layout 可以是 {'、'.join(LAYOUTS)}。")
    return Settings(
        name,
        found.scheme,
        found.place,
        found.host,
        found.port,
        found.user,
        web_address(told.get("url", "")),
        told.get("keep", KEEP),
        options,
    )


def web_address(written: str) -> str:
    """A site's public address with a slash at its end; empty stays empty. Misasked for what is none."""
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        host = (parts.hostname or "").encode("idna").decode("ascii") if ":" not in (parts.hostname or "") else ""
        port = parts.port
    except ValueError:  # a UnicodeError is one
        raise Misasked(_NO_ADDRESS.format(written)) from None
    if parts.username is not None:
        raise Misasked("网站地址里不要写用户名和密码：它会印在每一页上。")
    path = quote(unquote(parts.path), safe="/~!$'()*,;:@-._")
    odd = set(path.split("/")) & {".", ".."} or "//" in path or re.search(r"[\s\"<>?#]", written)
    if parts.scheme not in ("http", "https") or not host or odd:
        raise Misasked(_NO_ADDRESS.format(written))
    place = host if port is None else f"{host}:{port}"
    return f"{parts.scheme}://{place}{path.rstrip('/')}/"
