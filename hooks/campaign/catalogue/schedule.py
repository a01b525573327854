"""What can be wrong with the schedule, the criteria, the grading rules and the commitments."""

from .entry import ERROR, WARNING, Entry

ENTRIES = (
    Entry(
        "stage-order", ERROR, "阶段次序重复",
        "次序 {order} 已经被阶段「{other}」用了",
        "给每个阶段一个不同的次序。",
        "时间线按次序排列阶段。",
    ),
    Entry(
        "stage-sequence", WARNING, "阶段时间与次序不符",
        "这个阶段比次序在前的「{other}」开始得还早",
        "核对次序和起止时间。",
        "次序在后的阶段一般不会更早开始。",
    ),
    Entry(
        "step-outside-stage", ERROR, "环节超出阶段",
        "环节「{step}」的{what}（{date}）不在阶段的起止时间（{period}）之内",
        "改正环节或阶段的日期。",
        "环节是阶段的一部分，时间要落在阶段里面。",
    ),
    Entry(
        "stated-count", WARNING, "在册的比原文说的多",
        "原文称有 {stated} 个{what}，在册已有 {recorded} 个",
        "核对原文；多出来的可能是补写的，原文没有的不要补写。",
        "页面会把原文所称的数目和在册的数目并列出来。",
    ),
    Entry(
        "criterion-order", ERROR, "标准次序重复",
        "分组「{group}」里次序 {order} 已经被「{other}」用了",
        "给组内每条标准一个不同的次序。",
        "标准按次序排列。",
    ),
    Entry(
        "weight-sum", ERROR, "权重合计不是 100",
        "各项权重合计是 {total}，应当是 100",
        "调整各项的 weight。",
        "加权得分要落在 0 到 100 之间。",
    ),
    Entry(
        "level-order", ERROR, "等次的起点分不对",
        "{problem}",
        "从好到差排列，起点分逐级降低，末等写 0。",
        "每一等从起点分（含）到上一等的起点分（不含），这样任何得分都恰好落在一个等次里。",
    ),
    Entry(
        "template-range", ERROR, "字数范围不对",
        "体例「{template}」的最少字数 {low} 大于最多字数 {high}",
        "改正 min_chars 或 max_chars。",
        "最少字数不能大于最多字数。",
    ),
    Entry(
        "grade-mismatch", ERROR, "等次与得分不符",
        "按得分应为「{computed}」（{sum}），这里写的是「{recorded}」",
        "核对得分和等次；确属降等处理的，在 reason 里说明。",
        "等次由权重、门槛和逐级晋升的规则算出来，页面会把算式列出。",
    ),
    Entry(
        "grade-jump", ERROR, "一次升了不止一等",
        "从「{before}」直接升到「{recorded}」，规则是一轮只升一等",
        "确属破格的在 reason 里说明，否则改为升一等。",
        "逐级晋升，突出的可以破格，但要说明理由。",
    ),
    Entry(
        "grade-exempt", ERROR, "当年新建不定级",
        "这个单位 {founded}成立，{round}这一轮不应定级",
        "删去这一条定级记录，或核对成立时间。",
        "活动规定当年新建的单位不参加当年定级。",
    ),
    Entry(
        "grade-order", ERROR, "轮次没有按先后排列",
        "轮次 {round} 应当排在 {before} 之前",
        "把定级记录按轮次从早到晚排列。",
        "升了还是降了，要和上一轮比。",
    ),
    Entry(
        "score-missing", WARNING, "得分不全",
        "缺少「{inputs}」的得分，无法核对等次",
        "补全各项得分；确实没有的，等次照录，页面会写明无法核对。",
        "有了全部得分，页面才能列出算式。",
    ),
    Entry(
        "grading-missing", ERROR, "没有定级规则",
        "campaign.md 里没有定级规则，无法记录等次",
        "在 campaign.md 里写 grading，或删去定级记录。",
        "等次的名称和算法都由活动规定。",
    ),
    Entry(
        "commitment-date", WARNING, "缺少兑现日期",
        "这一项已兑现，但没有写兑现日期 done_on",
        "补上 done_on。",
        "台账要能看出是否按期兑现。",
    ),
    Entry(
        "commitment-reason", ERROR, "没有说明原因",
        "这一项写的是「{status}」，但没有写情况说明 evidence",
        "在 evidence 里写明原因和后续安排。",
        "没有兑现的承诺要向群众说明。",
    ),
    Entry(
        "commitment-open", WARNING, "状态与兑现日期不符",
        "这一项写了兑现日期，状态却是「{status}」",
        "已兑现的把 status 改为 done，否则删去 done_on。",
        "状态和日期要一致。",
    ),
)  # fmt: skip
