"""What is found in a line as it is seen, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """A piece of a line that must not stand there: its offsets, the code it is reported by, and what it is, in Chinese.

    ``masked`` is what may stand in its place, None where nothing can be offered.
    """

    start: int
    end: int
    code: str
    what: str
    masked: str | None


def led_by(label: re.Pattern[str], line: str, start: int, reach: int = 24) -> bool:
    """Whether a label stands right before a place, within ``reach`` characters; its pattern must end in ``$``."""
    return label.search(line[max(start - reach, 0) : start]) is not None


# What may stand between a label and what it labels: 身份证号：, 手机 |, 电话（…, 卡号为.
BETWEEN = r"[ :=|*_`(\[{<>,是为系\"'“]{0,8}$"
# What other long numbers are called: no telephone and no card.
OTHER_NUMBER = re.compile(
    r"(?:编号|单号|订单|合同|流水|批号|批次|证书|证号|许可证?|学号|工号|警号|序列号|代码|条码|条形码|文号|"
    r"发票|货号|案号|登记号|索引号|标识码|税号|商标|专利|指标|项目|科目|ISBN|ISSN|第|№|No\.?|QQ群?)"
    r"[号码]{0,2}" + BETWEEN,
    re.IGNORECASE,
)
