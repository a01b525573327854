"""What happened to a file's contents while it was read, as sentences for the clerk."""

from __future__ import annotations

from collections import Counter
from enum import Enum

# How much of a header or a comment is shown.
_SHOWN = 30


class Event(Enum):
    """A sentence each, in the order of the report. ``{n}`` is how often it happened."""

    REVISION = "{n} 处修订已按「接受」处理。"
    COMMENT = "{n} 条批注没有带入。"
    HIDDEN = "{n} 处隐藏文字没有带入。"
    NOTE = "{n} 条脚注、尾注已带入。"
    CONTENTS = "目录没有带入：网站会自己生成。"
    UNENDED = "文件里的目录没有正常结束，它后面的正文可能没有读到，请在 Word 里删去目录再导入。"
    BROKEN = "{n} 处域没有在段内正常结束，里面的文字已按普通文字带入，请核对。"
    BOX = "{n} 个文本框里的文字已按原位置并入正文，请核对先后顺序。"
    ART = "{n} 处艺术字已按普通文字带入。"
    EQUATION = "{n} 个公式只带入了其中的文字，请核对。"
    FIELD = "{n} 处域代码（如带圈字符）没有带入，请对照原文补上。"
    SYMBOL = "{n} 个特殊符号没有带入，请对照原文补上。"
    CHART = "{n} 个图表没有带入：请在 Word 里把图表复制、选择性粘贴为图片，再导入。"
    DIAGRAM = "{n} 个 SmartArt 图形没有带入：请在 Word 里把它复制、选择性粘贴为图片，再导入。"
    OBJECT = "{n} 个嵌入的对象（如 Excel 表格）没有带入：需要的内容请粘贴成表格或图片。"
    LINKED = "{n} 张图片只是链接，没有存在文件里，没有带入：请在 Word 里重新插入。"
    LOST = "{n} 张图片在文件里找不到，没有带入。"
    MANY = "图片太多，第 {most} 张以后的 {n} 张没有带入。"
    LINK = "{n} 个链接不是网址（指向本机、内网共享的文件等），只保留了文字。"
    EXTERNAL = "文件连着 {n} 处外部内容（如模板），没有读取。"
    PROTECTED = "文件设了编辑限制，不影响带入。"


# Pictures beyond this many are left out: each takes a second, and nobody looks at so many.
MAX_PICTURES = 100


class Tally:
    """Counts while a file is read. ``left_out`` are the texts that are not taken over."""

    def __init__(self) -> None:
        self._counts: Counter[Event] = Counter()
        self._pictures: list[str] = []
        self._margins: list[str] = []
        self.left_out: list[str] = []
        self._written = 0
        self._accounted = 0

    def count(self, event: Event, times: int = 1) -> None:
        """Something happened, so many times."""
        self._counts[event] += times

    def leave_out(self, event: Event, text: str) -> None:
        """Something happened, and this text is not taken over."""
        self.count(event)
        if text.strip():
            self.left_out.append(text.strip())

    def written(self, characters: int) -> None:
        """So much text is in what is going to be read."""
        self._written += characters

    def account(self, characters: int) -> None:
        """So much of it was read, or left out on purpose. Any difference in the end is told."""
        self._accounted += characters

    def picture(self, why: str) -> None:
        """A picture is not taken over, and why, as the rest of a Chinese sentence."""
        self._pictures.append(why)

    def margin(self, text: str) -> None:
        """The text of a header or footer is not taken over. The same one often stands in several places."""
        if text not in self._margins:
            self._margins.append(text)
            self.left_out.append(text)

    def notes(self) -> tuple[str, ...]:
        """Chinese sentences on all that happened, and on text that was neither read nor left out on purpose."""
        sentences = [
            event.value.format(n=self._counts[event], most=MAX_PICTURES) for event in Event if self._counts[event]
        ]
        sentences += [f"有 {count} 张图片没有带入：{why}。" for why, count in Counter(self._pictures).items()]
        if self._margins:
            shown = "」「".join(text if len(text) <= _SHOWN else text[:_SHOWN] + "……" for text in self._margins)
            sentences.append(f"页眉页脚没有带入：「{shown}」。")
        if self._written != self._accounted:
            sentences.append(
                f"核对字数：文件里有 {self._written} 个字，读到的和知道没有带入的共 {self._accounted} 个，"
                "可能有内容漏了或重复了，请对照原件核对。"
            )
        return tuple(sentences)
