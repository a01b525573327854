"""A configuration of nginx for a published site. Tested with nginx itself."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

from publishing import Refused, binding, headers, names

# What nginx' own list of types lacks.
_UNKNOWN = (".ics", ".csv", ".ofd")


def configuration(folder: str, url: str, *, precompressed: bool) -> str:
    """A file for ``conf.d``: the site in ``folder`` at the address ``url`` (empty: the root of any host).

    Nothing is kept open (``open_file_cache``): it would outlive a switch. Refused for a name that nginx cannot be told,
    and for a folder that only the one who logs in there finds.
    """
    if "$" in folder or "$" in url:
        raise Refused("nginx 的配置里写不了带 $ 的文件夹或地址，请换一个名字。")
    if not (PurePosixPath(folder).is_absolute() or PureWindowsPath(folder).is_absolute()):
        raise Refused(f"nginx 找不到文件夹 {folder}：请在发布目标里从根目录写起，如 /srv/zhengyou。")
    parts = urlsplit(url)
    prefix = unquote(parts.path) or "/"
    listen = [f"listen {parts.port or 80};", f"server_name {parts.hostname or '_'};"]
    if parts.scheme == "https":
        listen = [
            f"listen {parts.port or 443} ssl;",
            f"server_name {parts.hostname};",
            "# 证书由贵单位签发，请改成实际的文件。",
            "ssl_certificate /etc/nginx/zhengyou.crt;",
            "ssl_certificate_key /etc/nginx/zhengyou.key;",
        ]
    site = [
        f"location {_quoted(prefix)} {{",
        f"    alias {_quoted(str(PurePosixPath(folder)) + '/')};",
        "    index index.html;",
        f"    error_page 404 403 {_quoted(prefix + binding.LOST)};",
        r"    location ~ /(\.|web\.config$) { return 404; }",
        "    etag on;",
        "    if_modified_since exact;",
        "    open_file_cache off;",
        *(("    gzip_static on;", "    gzip_vary on;") if precompressed else ()),
        "    include mime.types;",
        f"    types {{ {' '.join(f'{headers.TYPES[ending]} {ending[1:]};' for ending in _UNKNOWN)} }}",
        "    charset utf-8;",
        f"    charset_types {' '.join(headers.TEXT_TYPES[1:])};",
        *(f"    add_header {name} {_quoted(value)} always;" for name, value in headers.HEADERS.items()),
        "    add_header Cache-Control $zhengyou_cache always;",
        "}",
    ]
    if prefix != "/":
        site.append(f"location = {_quoted(prefix.rstrip('/'))} {{ return 301 {_quoted(prefix)}; }}")
    lines = [
        "# 放到 /etc/nginx/conf.d/ 里，先 nginx -t 检查，再 nginx -s reload。内容由 manage.py webserver 生成。",
        "map $uri $zhengyou_cache {",
        f"    default {_quoted(headers.REVALIDATED)};",
        f"    {_quoted('~' + names.FINGERPRINTED)} {_quoted(headers.IMMUTABLE)};",
        "}",
        "",
        "# 这个主机名已经有 server 的，不要再加一个：只把下面的 location 搬进原来的 server。",
        "server {",
        *(f"    {line}" for line in [*listen, "server_tokens off;", "absolute_redirect off;", "", *site]),
        "}",
    ]
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
