"""Word files as clerks type them: one for each convention, all made up, people and units marked 示例."""

from __future__ import annotations

from .making import docx, image, level, link, note, note_reference, numbering, p, picture, r, tbl, tc, tr

BODY = {"size": 16, "font": "仿宋_GB2312"}
FIRST = {"size": 16, "font": "黑体"}
SECOND = {"size": 16, "font": "楷体_GB2312"}


def styled() -> bytes:
    """Word's own heading styles, numbers put in by Word, a list, a link."""
    return docx(
        p("政务服务窗口党支部（示例）一次办结的做法", style="a3", align="center"),
        p("摘要：窗口党支部把办件流程理成一张图，一次办结率由61%提高到92%。"),
        p("关键词：政务服务；一次办结；公开承诺"),
        p("背景与起因", style="1", number=(1, 0)),
        p("2010年初，窗口办件平均要跑三趟，企业意见集中。"),
        p("做法与经过", style="1", number=(1, 0)),
        p("理清流程", style="2", number=(1, 1)),
        p("支部用两周时间把", r("27类", bold=True), "办件逐一走了一遍，删去重复的材料。"),
        p("收件只查一次", number=(2, 0)),
        p("补件只通知一次", number=(2, 0)),
        p("公开承诺", style="2", number=(1, 1)),
        p("承诺贴在窗口，样式见", link("rId9", "公开样表"), "。"),
        p("成效与反响", style="1", number=(1, 0)),
        p("一次办结率由61%提高到92%，等候时间由45分钟缩短到12分钟。"),
        p("体会", style="1", number=(1, 0)),
        p("流程是走出来的，不是写出来的。"),
        numbering=numbering(
            [level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCountingThousand", "（%2）")],
            [level(0, "bullet", "•")],
        ),
        links={"rId9": "https://example.invalid/yangbiao?a=1&b=2"},
    )


def typed() -> bytes:
    """No style at all: types and numbers as GB/T 9704 has them, run-in leads, items that are no headings."""
    return docx(
        p("示例机关办公室党支部", align="center", size=22, font="方正小标宋简体"),
        p("创先争优活动经验材料", align="center", size=22, font="方正小标宋简体"),
        p("（二〇一一年六月）", align="center", **SECOND),
        p("办公室党支部现有党员9名，负责文电、会务和督办。", **BODY),
        p("一、活动背景", **FIRST),
        p("2010年4月以来，支部把创先争优落到每一件文电上。", **BODY),
        p("二、主要做法", **FIRST),
        p("（一）晒一晒差距", **SECOND),
        p(r("一是学习在先。", bold=True, **BODY), r("每周半小时，全年学习48次，补课6人次。", **BODY)),
        p(r("二是检查在后。", bold=True, **BODY), r("每月抽查20件文电，差错当场改。", **BODY)),
        p("（二）办一办实事", **SECOND),
        p("1.文电当日分送；", **BODY),
        p("2.会务一次通知；", **BODY),
        p("3.督办到人到天。", **BODY),
        p("三、取得的成效", **FIRST),
        p("文电差错由每月14件降到3件。职工满意度从88%提高到96%。", **BODY),
        p("四、存在的不足", **FIRST),
        p("外出党员参加学习还不够及时。", **BODY),
        p("五、几点启示", **FIRST),
        p("小事天天做，就是创先争优。", **BODY),
        p("示例机关办公室党支部", align="right", **BODY),
        p("2011年6月20日", align="right", **BODY),
    )


def red_letterhead() -> bytes:
    """红头, 文号, 主送, 附件, 署名 and date around the text."""
    return docx(
        p("示例商务局委员会文件", align="center", size=36, font="方正小标宋简体", color="FF0000"),
        p("示例商党〔2011〕5号", align="center", **BODY),
        p("关于推荐市场秩序处党支部（示例）典型经验的报告", align="center", size=22, font="方正小标宋简体"),
        p("各党支部、机关各处室：", **BODY),
        p("市场秩序处党支部（示例）在创先争优活动中成绩突出，现将有关情况报告如下。", **BODY),
        p("一、基本情况", **FIRST),
        p("该支部有党员11名，承担市场秩序整顿和投诉举报处理。", **BODY),
        p("二、主要事迹", **FIRST),
        p("投诉办理由平均15个工作日缩短到7个工作日，全年办结312件。", **BODY),
        p("三、社会反响", **FIRST),
        p("群众送来锦旗4面，回访满意率97%。", **BODY),
        p("附件：1．投诉办理台账（示例）", **BODY),
        p("2．回访记录（示例）", **BODY),
        p("中共示例商务局委员会", align="right", **BODY),
        p("2011年5月16日", align="right", **BODY),
    )


def tables_and_pictures() -> bytes:
    """A plain table, one with merged cells, a frame around text, two pictures: one with a caption, one without."""
    return docx(
        p("外贸处党支部（示例）承诺上墙", align="center", size=18, bold=True),
        p("一、起因", **FIRST),
        p("承诺写得多，查得少。", **BODY),
        p("二、具体做法", **FIRST),
        p(picture("rId5")),
        p("图1 承诺公示栏（示例）", align="center", size=12),
        tbl(
            tr("承诺", "时限", "责任人", header=True),
            tr("答复企业难题|当面说明", "5个工作日", "示例党员甲"),
            tr("减少*重复*材料", "6月底", "示例党员乙"),
        ),
        p("兑现情况如下表。", **BODY),
        tbl(
            tr(tc("季度", merge="restart"), tc("兑现", span=2)),
            tr(tc("", merge="continue"), "按期", "逾期"),
            tr("一季度", "5", "1"),
        ),
        tbl(tr(tc("框里的话：承诺不在多，在兑现。"))),
        p(picture("rId6", alt="C:\\\\照片\\\\IMG_0031.JPG")),
        p("三、效果", **FIRST),
        p("按期兑现率从62%上升到95%。", **BODY),
        media={"rId5": image(), "rId6": image(size=(30, 30))},
    )


def noted() -> bytes:
    """Footnotes and endnotes, one in a heading, one with two paragraphs; letters beyond the first plane."""
    return docx(
        p("培训中心党支部（示例）先试听后打分", align="center", size=20, font="黑体"),
        p("一、背景", r("", **FIRST), **FIRST),
        p("2011年3月起，培训课先试听", note_reference(2), "再定课", note_reference(3), "。", **BODY),
        p(r("二、做法", **FIRST), note_reference(4)),
        p("学员打分不到80分的课停讲。授课人𠮷田·示例和阿依古丽·示例各重写教案3次。", **BODY),
        p("三、反响", **FIRST),
        p("平均分由71分提升至90分", note_reference(2, "endnote"), "。", **BODY),
        footnotes=note(2, "试听：每课20分钟。")
        + note(3, "定课由支委会决定。", "决定当日公布。")
        + note(4, "做法后来写进了制度。"),
        endnotes=note(2, "据培训中心台账。", kind="endnote"),
    )


def web_page() -> bytes:
    """A speech copied from a web page with all that stood around it, years blanked, broken off at the end."""
    title = "示例局长在创先争优活动推进会上的讲话"
    return docx(
        f"当前位置:示例文库网公文频道领导讲话稿党建政治{title}",
        title,
        title,
        "01-30 22:52:14  浏览次数:534次  栏目:党建政治",
        f"标签:领导讲话稿范文,http://www.example.invalid {title},http://www.example.invalid",
        "同志们:",
        "今天召开推进会,主要任务是回顾前一阶段工作,部署下一步任务。局党组对这次会议很重视。",
        "一、认清形势,把握要求。各支部要对照“五个好”“五带头”查找差距,一条一条列出来,一件一件改到位。",
        "第一,查得要准。查找差距不能关起门来,要听服务对象怎么说。",
        "二、突出重点,抓好落实。第二阶段时间从20**年 6 月到20** 年6月底,*员要带头,党*员干部都要公开承诺。",
        "http://www.example.invalid",
        "第二,改得要实。各支部每月10日前把整改情况报局机关党委,机关党委汇总以后在全局通报,逾期不报的点名,并且对照创先争优标",
        f",{title}",
        f"《{title}》相关文章",
        "示例厅长在动员会上的讲话",
        "上一篇：没有了",
        "tag: 党建政治,领导讲话稿范文",
    )


def member() -> bytes:
    """One member's deeds: a form's lines on top, sections by theme, 来源 at the end."""
    return docx(
        p("记优秀共产党员示例丙的先进事迹", style="1", align="center"),
        p("姓名：示例丙"),
        p("单位：退休干部党支部（示例）"),
        p("时间：2010年9月至2011年8月"),
        p("示例丙退休以后义务辅导社区孩子，风雨无阻。他常说：“退休不褪色。”"),
        p(r("基本情况", bold=True), style="2"),
        p("示例丙，1976年入党，退休前做统计工作。"),
        p(r("主要事迹", bold=True), style="2"),
        p("坚持十二个月", style="3"),
        p("一年里辅导216次，孩子由6人增加到31人。"),
        p("把课备在前头", style="3"),
        p(
            "备课本写了9本，第3本第12页画着分数的由来：1/2 + 1/3 = 5/6，x",
            r("2", properties='<w:vertAlign w:val="superscript"/>'),
        ),
        p(r("群众评价", bold=True), style="2"),
        p("家长们说，示例老师来得比孩子早。"),
        p("（来源：示例社区通讯）"),
    )


def plain() -> bytes:
    """Nothing marked in any way, and text that Markdown would take for something else."""
    return docx(
        "后勤处党支部（示例）小事记",
        "处里的小事有3 * 4 = 12件，*号*开头的不算。",
        "# 这不是标题",
        "- 这不是列表",
        "1. 这一行以数字开头，也不是列表，因为它是一整句话。",
        "2010. 这一年换了灯。",
        "> 这不是引用，<b>这不是标签</b>，{!includes/x.md!}也不是片段，{: .x }也不是属性。",
        "C:\\照片\\一 和 _下划线_ 和 `反引号` 和 [方括号](x) 和 ~~~ 和 &lt; 都照原样。",
        "javascript: 这个词后面有冒号。",
        "|竖线|也|不是表|",
        "***",
        "灯泡由40个减少到12个。",
    )


ALL = {
    one.__name__: one for one in (styled, typed, red_letterhead, tables_and_pictures, noted, web_page, member, plain)
}
