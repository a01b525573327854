"""Words that keep a paper inside the house: 内部资料 注意保管, 内部使用 不得外传, 工作秘密 and their kin.

Unlike a secrecy mark they are no bar by law; how much they weigh depends on who can read the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...han import HAN
from .visible import spaced


def _any(*words: str) -> str:
    return "(?:" + "|".join(map(spaced, words)) + ")"


_PAPER = _any(*(f"内部{what}" for what in ("资料", "材料", "文件", "刊物", "参考", "文稿", "读物", "使用", "传阅")))
_GAP = r"[ ,.、。:;*_~`]{0,6}"
_KEPT = _any("保管", "保存", "保密")
_ASKED = "(?:请|须|应当?|要|注 ?意|妥 ?善|严 ?格)"
# 内部文件保管制度 is about keeping; what is asked for may go on.
_KEEP = f"(?:(?:{_ASKED} ?){{1,3}}{_KEPT}|{_KEPT}(?![{HAN}]))"
# 会后收回问卷 is about something else than the paper it stands on.
_TAKEN = f" ?(?:本|此|该|会议)?(?:文件|材料|资料|文稿|件)|(?![{HAN}0-9])|(?=不得|请勿|严禁|并|销毁)"
_NOT = _any("不得", "请勿", "严禁", "禁止", "切勿", "不准", "不要")
_DEED = _any("外传", "外泄", "外借", "扩散", "公开", "翻印", "复制", "复印", "上网", "转载", "摘抄", "传播", "转发")
_CONSENT = r"(?:未经[^,.;。\n]{0,8}?(?:批准|许可|同意)[ ,]{0,2})?"
_LABEL = _any("内部资料", "内部材料", "内部文件", "内部刊物", "内部参考", "工作秘密")
_FORMS = (
    f"{_PAPER}{_GAP}{_KEEP}",
    f"(?:{_PAPER}|工作秘密){_GAP}{_CONSENT}{_NOT}[ 擅自]{{0,3}}{_DEED}",
    f"[【〔(\\[] ?{_LABEL} ?[】〕)\\]](?! ?[★☆])",
    f"^[ >#*_|]*{_LABEL}[ *_|]*$",
    f"{_NOT} ?{spaced('翻印')}|{spaced('翻印必究')}",
    f"{spaced('会后')} ?请?(?:{_any('收回', '清退')}(?:{_TAKEN})|{_any('交回', '退回')}(?! ?(?:问卷|选票|答卷|测评)))",
    f"仅[供限]{spaced('内部')} ?(?:{_any('使用', '参考', '传阅', '学习', '掌握')})",
    f"仅限[^ ,.;。]{{0,6}}(?:{_any('传阅')}|{_any('掌握')}(?![{HAN}]))",
)
# One of these stands in every form.
MAY_HOLD = re.compile("|".join(map(spaced, ("内部", "翻印", "会后", "工作秘密", "仅限"))))
_INTERNAL = re.compile("|".join(_FORMS))


def find(line: str) -> Iterator[re.Match[str]]:
    """Such words in a line as it is seen."""
    yield from _INTERNAL.finditer(line)
