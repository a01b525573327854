"""What can be wrong with a file that is published beside the pages, as it is."""

from .entry import ERROR, WARNING, Entry

_CLEAN = "运行 clean {path}，或在编辑台里重新上传这个文件，会自动清掉；内容不变。"

ENTRIES = (
    Entry(
        "attachment-broken", ERROR, "附件打不开",
        "附件检查不了：{reason}",
        "用原来的软件打开看看，另存一份再放进来；打不开就向提供的人重新要。",
        "附件原样发布，检查看不到里面的内容，就不能放行。坏了的文件读者也打不开。",
        lenient=True,
    ),
    Entry(
        "attachment-content", ERROR, "附件和后缀不符",
        "后缀是「{suffix}」，内容却是：{really}",
        "用原来的软件打开，「另存为」选 {suffix}；不要靠改名换类型。",
        "改名不会改变文件的类型。读者的电脑按后缀打开它，会打不开；把网页、程序改名成图片，是常见的攻击办法。",
        "附件.jpg（其实是网页）",
        lenient=True,
    ),
    Entry(
        "attachment-locked", ERROR, "附件有密码",
        "附件加了密码，读者打不开，也没法检查",
        "用原来的软件打开，去掉密码和权限限制，再保存。",
        "有密码的文件检查不了里面有没有涉密标志和个人信息。",
        lenient=True,
    ),
    Entry(
        "attachment-active", ERROR, "附件里有会动的东西",
        "附件里有{what}",
        "用原来的软件去掉，另存为普通文档；或者转成 PDF 再发布。",
        "宏、脚本、嵌入的文件会在读者的电脑上执行或打开别的东西；链接的外部文件，别人打不开，还会露出本机的路径。",
        lenient=True,
    ),
    Entry(
        "attachment-traces", ERROR, "附件带着看不见的信息",
        "附件里带着看不见的信息：{what}",
        _CLEAN,
        "照片里有拍摄地点，文档属性里有作者、单位和最后编辑人，PDF 里可能还留着以前的版本。页面上看不见，下载的人都看得到。",
        lenient=True,
    ),
    Entry(
        "attachment-revisions", ERROR, "附件里有修订或批注",
        "附件里还有{what}",
        "用原来的软件打开，接受或拒绝所有修订，删除所有批注（Word、WPS 都在「审阅」里），再保存。留哪一稿，程序不能替您定。",
        "修订记录和批注会把没有定稿的话、审稿人的名字一起公开。",
        lenient=True,
    ),
    Entry(
        "attachment-hidden", WARNING, "附件里有藏起来的内容",
        "附件里有不显示的内容：{what}",
        "打开看一看：不该公开的删掉，可以公开的就取消隐藏。只要读者看，最好转成 PDF。",
        "隐藏的工作表、行列、文字和备注，点几下就能看到。盖了电子签章的文件一改签章就失效，里面的作者等信息只能由盖章的单位处理。",
        lenient=True,
    ),
    Entry(
        "attachment-unseen", WARNING, "附件没有全看",
        "附件没有全部检查：{what}",
        "转成 PDF 或新格式（docx、xlsx）再发布；不转，就请人工看一遍。",
        "没有看到的部分，检查不能担保。",
        lenient=True,
    ),
)  # fmt: skip
