"""What must not be on the site, or not written out: secrecy marks, inside papers, personal data; and the exemptions.

None of these texts shows such a thing: the help pages are pages of the site, too.
"""

from .entry import ERROR, WARNING, Entry

ENTRIES = (
    Entry(
        "secrecy-mark", ERROR, "有国家秘密标志",
        "这里有国家秘密标志「{value}」",
        "立即停止发布，按保密规定处理；涉密内容不得上网。",
        "密级后面跟着五角星，再写期限、解密时间或解密条件，都是国家秘密标志；一处就阻止全站。检查只能发现标出来的，不能代替人工审查。",
        "密级、★、保密期限连在一起写", "不写标志；确要讲解，用文字描述",
    ),
    Entry(
        "work-secret-mark", ERROR, "工作秘密用了国家秘密标志",
        "这里给工作秘密加了五角星：「{value}」",
        "这份材料先不要发布，报保密审查人；工作秘密不得使用国家秘密的标志。",
        "五角星是国家秘密标志专用的。工作秘密本身也不上网。",
        "工作秘密后面加 ★", "不加五角星；材料不上网",
    ),
    Entry(
        "internal-mark", WARNING, "有内部资料字样",
        "这里有「{value}」字样",
        "逐件审查：不宜公开的不上网；确可公开的，审查后删去这一字样。",
        "标明只在内部使用的材料，原则上不上网。活动文件 site_level 写了公开网站的，有这种字样就不能生成网站。",
        graver_in_public=True,
    ),
    Entry(
        "personal-data", ERROR, "有未遮盖的个人信息",
        "这里有未遮盖的{what}：{masked}",
        "改成 {masked}；用不着的整个删去。",
        "身份证号、手机号、银行卡号不得原样公开。报出来的是遮盖过的样子，免得从检查结果里再泄露一次。",
        "手机：（十一位数字全写出来）", "手机：138****1234",
    ),
    Entry(
        "personal-address", WARNING, "住址写得太细",
        "{what}写得太细",
        "只写到乡镇、街道，后面的村组、门牌、楼栋删去。",
        "住址只写到乡镇、街道。单位的办公地址不受限制。",
        "家住某县某镇，再写村、组和门牌", "家住某县某镇",
    ),
    Entry(
        "personal-email", WARNING, "有个人邮箱",
        "这里有{what}：{masked}",
        "改写单位邮箱；只能用它收件的，写明是“投稿邮箱”“举报邮箱”等。不要的改成 {masked} 或删去。",
        "公众邮箱服务里的地址多半是个人的，公开了会收到骚扰邮件，也能顺着查到人。",
        "邮箱：（个人在公众邮箱服务里的地址）", "邮箱：a***@qq.com",
    ),
    Entry(
        "vehicle-plate", WARNING, "有车牌号",
        "这里有{what}：{masked}",
        "改成 {masked}，或者删去。",
        "车牌号能查到车主和行踪。照片里的车牌也要遮住，检查看不见照片。",
        "车牌：（全写出来）", "车牌：湘A***45",
    ),
    Entry(
        "landline", WARNING, "固定电话没有说明是谁的",
        "这里的{what}像是个人或家里的：{masked}",
        "是单位公开的，前面写明“办公电话”“值班电话”等；是个人或家里的，改成 {masked} 或删去。",
        "联系方式写部门电话。写明是单位电话和热线的不会报。",
        "住宅电话：（全写出来）", "住宅电话：0731-****1234",
    ),
    Entry(
        "exemption-place", ERROR, "这个文件不能豁免",
        "「{path}」不能登记豁免",
        "只有 guide/、includes/ 里已有的 .md 文件可以登记，写成 guide/privacy.md 这样的路径。",
        "只有讲解标志的指南和片段可以豁免。案例、文件里的标志是真的，不能豁免。",
    ),
    Entry(
        "exemption-unused", WARNING, "豁免没有对上",
        "「{path}」里没有要豁免的「{text}」",
        "照文件里的原文改；那一处已经删了的，把这条豁免也删去。",
        "豁免一处登记一处。对不上的豁免留着，以后真有问题就发现不了。",
    ),
)  # fmt: skip
