"""The list of words: what is written wrong, what is right, who says so, and since when."""

from __future__ import annotations

from ..schema import Choice, Date, Field, Flag, Group, Kind, ListOf, Text

LEVELS = {"error": "错误", "warning": "警告", "hint": "提示"}

WORDING = Kind(
    "wording",
    "词表",
    "",
    help="全站只有一份：docs/wording.yml。写明哪些词容易写错、应当怎么写、根据什么。",
    fields=(
        Field(
            "terms",
            "词条",
            ListOf(
                Group(
                    (
                        Field("right", "正确写法", Text(60), required=True),
                        Field(
                            "wrong",
                            "错误写法",
                            ListOf(Text(60)),
                            help="可以写几个。正式名称（official）可以不写：同音误写会自动发现。",
                            example="[台帐]",
                        ),
                        Field("level", "级别", Choice(LEVELS), help="不写就是 hint。错误会阻止生成网站。"),
                        Field("source", "出处", Text(120), required=True, help="哪部规范、词典或文件这样规定。"),
                        Field("note", "说明", Text(200), help="什么时候该改，什么时候不必改。"),
                        Field(
                            "except",
                            "例外",
                            ListOf(Text(60)),
                            help="含有这个写法、却没有写错的词语，遇到就不提示。",
                            example="[按排名]",
                        ),
                        Field("since", "起用时间", Date(), help="只管这个时间以后的内容。"),
                        Field("until", "停用时间", Date(), help="只管这个时间以前的内容。"),
                        Field(
                            "official",
                            "正式名称",
                            Flag(),
                            help="true：「正确写法」是正式名称，一个字的同音误写也会提示。",
                        ),
                    ),
                    key="right",
                )
            ),
            required=True,
            draft=False,
            help="一个正确写法一条。",
        ),
    ),
)
