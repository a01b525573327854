"""What can be wrong with a file before it is read."""

from .entry import ERROR, HINT, Entry

ENTRIES = (
    Entry(
        "missing-campaign", ERROR, "没有活动文件",
        "没有找到 campaign.md",
        "在内容文件夹里建一份 campaign.md，写明活动名称、总体要求和标准分组；可运行 new campaign 得到模板。",
        "活动的名称、标准分组、等次和体例都写在 campaign.md 里，没有它，别的记录就没有依据。",
    ),
    Entry(
        "encoding", ERROR, "编码不对",
        "文件不是 UTF-8 编码{guess}",
        "用记事本或 WPS 打开，「另存为」时编码选 UTF-8，再覆盖原文件。",
        "网站只认 UTF-8。Windows 上的旧软件常存成 GBK/GB18030，网页上会变成乱码。",
    ),
    Entry(
        "control-character", ERROR, "有看不见的控制字符",
        "这里有一个看不见的控制字符（U+{point}）",
        "删掉这个字符；多半是从别的软件复制时带来的，把这一行重新输入一遍即可。",
        "控制字符在网页、订阅和打印中会造成错误，也可能藏匿内容。",
    ),
    Entry(
        "byte-order-mark", HINT, "开头有 BOM",
        "文件开头带有 BOM 标记，已忽略",
        "可以不管；另存为「UTF-8（无 BOM）」就不会再提示。",
        "BOM 是 Windows 记事本加在文件开头的三个字节，不影响发布。",
    ),
    Entry(
        "file-name", ERROR, "文件名不合要求",
        "文件名「{name}」不能用：{reason}",
        "改名为 {suggestion}；标题写在文件里面的 title，不靠文件名。",
        "文件名就是这条记录的永久编号，会出现在网址里，并被别的记录引用，所以只用英文小写字母、数字和连字符，定了就不再改。",
        "先进事迹 材料.md", "xianjin-shiji.md",
    ),
    Entry(
        "misplaced-file", ERROR, "文件放错了地方",
        "「{path}」不在任何一类记录的文件夹里",
        "按类别放进：{folders}。",
        "每类记录有自己的文件夹，放错了就不会出现在任何页面上。",
    ),
    Entry(
        "year-folder", ERROR, "没有放进年份文件夹",
        "案例要放在 cases/年份/ 里，这里是「{folder}」",
        "移到 cases/{year}/ 下面。",
        "案例按年份分文件夹，年份是四位数字。",
        "cases/my-case.md", "cases/2011/my-case.md",
    ),
    Entry(
        "duplicate-id", ERROR, "编号重复",
        "编号「{id}」已经被 {other} 用了",
        "给其中一个文件改名。",
        "别的记录靠编号引用它；两个文件同名（哪怕在不同年份文件夹里）就分不清了。",
    ),
    Entry(
        "unused-file", HINT, "文件没有用到",
        "没有哪个要发布的页面用到这个文件，它不会被发布",
        "要发布，就在记录的 attachments 里写上它，或在正文里用图片、链接引用；不需要了就删掉。",
        "只发布有页面引用的图片和附件，免得草稿的材料被带出去。",
    ),
    Entry(
        "linked-file", ERROR, "链接不是文件",
        "这里是指向别处的链接，或不是普通文件",
        "把文件本身复制进来，代替链接；用不着就删掉。",
        "链接可能指到内容文件夹之外，把不该公开的文件带进网站。内容文件夹里只放普通的文件和文件夹。",
    ),
    Entry(
        "file-size", ERROR, "文件太大",
        "文件有 {size} KB，最多 {most} KB",
        "拆成几个文件；图片和附件单独放，不要写在文字里。",
        "几百页的书也没有这么长，多半是把别的东西贴了进来。太大的文件，检查和生成都会卡住。",
    ),
    Entry(
        "line-length", ERROR, "一行太长",
        "这一行有 {count} 个字，最多 {most} 个",
        "按段落断开，段落之间空一行。",
        "一行就是一段，没有这么长的段落。极长的一行会让检查和生成卡住。",
    ),
)  # fmt: skip
