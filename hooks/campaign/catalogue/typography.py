"""What can be wrong with signs, characters and ordinals."""

from .entry import WARNING, Entry

_QUOTED = "引用原文的，放进引用块（行首加 > ），或在行末加 <!-- 原文如此 -->，就不再提示。"

ENTRIES = (
    Entry(
        "halfwidth-punctuation", WARNING, "中文里用了半角标点",
        "这里用了半角标点「{written}」",
        "改成全角的「{right}」。",
        "中文的逗号、冒号、括号等用全角（GB/T 15834—2011）。" + _QUOTED,
        "甲,乙(丙)", "甲，乙（丙）",
        lenient=True,
    ),
    Entry(
        "fullwidth-character", WARNING, "用了全角的字母或数字",
        "「{written}」是全角字符",
        "改成半角的「{right}」。",
        "全角的字母和数字搜不到，排出来也不齐。",
        "２０１１年", "2011年",
        lenient=True,
    ),
    Entry(
        "document-number", WARNING, "文号写法不对",
        "文号「{written}」写法不对",
        "改成「{right}」：年份用六角括号〔〕，序号前不加“第”，不补零。",
        "公文格式（GB/T 9704—2012）规定了发文字号的写法，写法一致才搜得到。",
        "商党[2010]第05号", "商党〔2010〕5号",
        lenient=True,
    ),
    Entry(
        "name-dot", WARNING, "间隔号不对",
        "这里的「{written}」应为间隔号「{right}」",
        "改成「·」（U+00B7）。如果是句子结束，改成句号。",
        "姓名里的间隔号统一用 ·（民委发〔2016〕33号）。用别的点，同一个人会搜不到。",
        "买买提•艾力（示例）", "买买提·艾力（示例）",
    ),
    Entry(
        "quotation-mark", WARNING, "引号不成对",
        "引号「{written}」不对：{reason}",
        "改成「{right}」。",
        "引号要成对，用“”（GB/T 15834—2011）。",
        '"回头看"', "“回头看”",
        lenient=True,
    ),
    Entry(
        "ellipsis", WARNING, "省略号写法不对",
        "「{written}」应为省略号「{right}」",
        "改成「……」。",
        "省略号是六个点，占两个字（GB/T 15834—2011）。",
        "学习、讨论...", "学习、讨论……",
        lenient=True,
    ),
    Entry(
        "dash", WARNING, "破折号写法不对",
        "「{written}」应为破折号「{right}」",
        "改成「——」。",
        "破折号占两个字（GB/T 15834—2011）。",
        "一件事--把话说清", "一件事——把话说清",
        lenient=True,
    ),
    Entry(
        "mixed-numerals", WARNING, "汉字年份里混了别的零",
        "「{written}」应为「{right}」",
        "改成「{right}」；也可以用阿拉伯数字。",
        "汉字年份里的零写作“〇”（GB/T 15835—2011）。",
        "二0一一年", "二〇一一年",
        lenient=True,
    ),
    Entry(
        "ordinal-form", WARNING, "序号后面的标点不对",
        "序号「{written}」应写作「{right}」",
        "改成「{right}」。",
        "一、用顿号，（一）（1）后面不加标点，1.用下圆点（GB/T 9704—2012）；第一，用逗号（GB/T 15834—2011）。",
        "（一）、", "（一）",
        lenient=True,
    ),
    Entry(
        "ordinal-jump", WARNING, "序号不连续",
        "序号「{written}」不连续：{reason}",
        "看看是不是漏了一项，或者编错了号。",
        "序号跳了或重了，常常是删改以后没有重编。",
        lenient=True,
    ),
    Entry(
        "private-use", WARNING, "有显示不出的字",
        "这里有一个别的电脑显示不出的字（U+{point}）",
        "用能造字以外的输入法重新输入这个字；生僻字可以在 GB 18030 字库里找到。",
        "自造字只在造它的电脑上看得见，姓名尤其容易坏。",
    ),
)  # fmt: skip
