"""E-mail addresses that people have for themselves; none on an office's own domain, none said to be an office's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .hit import Hit, led_by

MAY_HOLD = re.compile("@")
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+*-])(?P<first>[A-Za-z0-9])[A-Za-z0-9._%+-]{0,63}@(?P<domain>(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,10})"
)
# Providers whose mailboxes are given to anybody, the vip. of each included.
_PROVIDERS = frozenset((
    *("qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "188.com", "139.com", "189.cn", "wo.cn", "sina.com"),
    *("sina.cn", "sina.com.cn", "sohu.com", "tom.com", "21cn.com", "263.net", "263.net.cn", "aliyun.com", "eyou.com"),
    *("gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "live.com", "live.cn", "msn.com", "msn.cn"),
    *("yahoo.com", "yahoo.cn", "yahoo.com.cn", "icloud.com", "me.com", "mac.com", "protonmail.com", "proton.me"),
))  # fmt: skip
_OFFICE = re.compile(
    r"(?:投稿|来稿|征文|征集|举报|监督|信访|信箱|投诉|咨询|反馈|办公|单位|部门|机关|支部|公共|公开|官方|报名|报送)"
    r"[^,.;。、|]{0,6}?(?:邮箱|信箱|邮件|mail)[^A-Za-z0-9]{0,4}$",
    re.IGNORECASE,
)


def find(line: str) -> Iterator[Hit]:
    """The addresses of people's own mailboxes in a line as it is seen."""
    for found in _ADDRESS.finditer(line):
        domain = found["domain"].lower().removeprefix("vip.")
        if domain in _PROVIDERS and not led_by(_OFFICE, line, found.start()):
            yield Hit(*found.span(), "personal-email", "个人邮箱", f"{found['first']}***@{found['domain']}")
