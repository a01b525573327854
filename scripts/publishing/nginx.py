"""A configuration of nginx for a published site. Tested with nginx itself."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from publishing import Refused, binding, headers, names


def configuration(folder: str, url: str, *, precompressed: bool) -> str:
    """A file for ``conf.d``: the site in ``folder`` at the address ``url`` (empty: the root of any host).

    Nothing is kept open (``open_file_cache``): it would outlive a switch. Refused for a name that nginx cannot be told.
    """
    if "$" in folder or "$" in url:
        raise Refused("nginx 的配置里写不了带 $ 的文件夹或地址，请换一个名字。")
    parts = urlsplit(url)
    prefix = unquote(parts.path) or "/"
    lines = [
        "# 放到 /etc/nginx/conf.d/ 里，先 nginx -t 检查，再 nginx -s reload。内容由 manage.py webserver 生成。",
        "map $uri $zhengyou_cache {",
        f"    default {_quoted(headers.REVALIDATED)};",
        f"    {_quoted('~' + names.FINGERPRINTED)} {_quoted(headers.IMMUTABLE)};",
        "}",
        "",
        "server {",
        f"    listen {parts.port or 80};",
        f"    server_name {parts.hostname or '_'};",
    ]
    if parts.scheme == "https":
        lines[-2:] = [
            f"    listen {parts.port or 443} ssl;",
            f"    server_name {parts.hostname};",
            "    # 证书由贵单位签发，请改成实际的文件。",
            "    ssl_certificate /etc/nginx/zhengyou.crt;",
            "    ssl_certificate_key /etc/nginx/zhengyou.key;",
        ]
    lines += [
        "    server_tokens off;",
        "    absolute_redirect off;",
        "    index index.html;",
        "    etag on;",
        "    if_modified_since exact;",
        "    open_file_cache off;",
        *(("    gzip_static on;", "    gzip_vary on;") if precompressed else ()),
        "    include mime.types;",
        "    types {",
        *(f"        {kind} {ending[1:]};" for ending, kind in headers.TYPES.items()),
        "    }",
        "    charset utf-8;",
        f"    charset_types {' '.join(headers.TEXT_TYPES[1:])};",
        "",
        *(f"    add_header {name} {_quoted(value)} always;" for name, value in headers.HEADERS.items()),
        "    add_header Cache-Control $zhengyou_cache always;",
        "",
        f"    error_page 404 403 {_quoted(prefix + binding.LOST)};",
        r"    location ~ /\. { return 404; }",
        f"    location {_quoted(prefix)} {{",
        f"        alias {_quoted(str(PurePosixPath(folder)) + '/')};",
        "    }",
    ]
    if prefix != "/":
        lines.append(f"    location = {_quoted(prefix.rstrip('/'))} {{ return 301 {_quoted(prefix)}; }}")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
