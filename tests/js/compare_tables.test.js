// A sheet for other programs. That a table parses and a document is one, tests/test_compare_twins.py holds.
const test = require("node:test")
const assert = require("node:assert")
const tables = require("../../overrides/assets/zhengyou/compare/tables.js")
const sheets = require("../../overrides/assets/zhengyou/compare/sheet.js")
const { data, usual, answered } = require("./compare_data.js")

const plan = { measure: "补台账", who: "张三", due: "2011-09-30", result: "齐全" }
const filled = {
  ...answered(usual, {
    "team/unity": { answer: "met", evidence: "纪要，共3份" },
    "work/goals": { answer: "unmet", evidence: '说"快了"\r\n没有台账' },
    "work/window": "partly",
  }),
  unitName: "市场处党支部",
  type: "branch",
  round: "2011年上半年",
}
const sheet = sheets.plans(filled, "work/goals", [plan, { ...plan, measure: "=HYPERLINK(1)", due: "年底前" }])

test("a table has a line for each measure, and for each question without", () => {
  const lines = tables.csv(sheet, usual).split("\r\n")
  assert.deepEqual(lines, [
    "\ufeff单位,轮次,标准,指标,对照结果,佐证,措施,责任人,完成时限,预期结果",
    "市场处党支部,2011年上半年,team好,班子团结,做到,纪要，共3份,,,,",
    "市场处党支部,2011年上半年,team好,坚持学习,未答,,,,,",
    '市场处党支部,2011年上半年,work好,完成任务,没做到,"说""快了""\n没有台账",补台账,张三,2011-09-30,齐全',
    '市场处党支部,2011年上半年,work好,完成任务,没做到,"说""快了""\n没有台账",\'=HYPERLINK(1),张三,年底前,齐全',
    "市场处党支部,2011年上半年,work好,窗口一次办结,部分做到,,,,,",
    "",
  ])
})

test("measures against what has since been met are in no table", () => {
  const met = sheets.answer(sheet, "work/goals", { answer: "met" }, "完成任务")
  assert.ok(tables.csv(sheet, usual).includes("补台账"))
  assert.ok(!tables.csv(met, usual).includes("补台账"))
  assert.equal(tables.csv(met, usual).split("完成任务").length, 2) // the question itself stays, on one line
})

test("answers to what is no question any more come last, in a table and in a document", () => {
  const today = data({ work: [["window", "窗口一次办结"]] }, { grading: null })
  const lines = tables.csv(sheet, today).trim().split("\r\n")
  assert.deepEqual(lines.slice(2).map((line) => line.split(",").slice(2, 4)), [
    ["已不在标准里", "班子团结"],
    ["已不在标准里", "完成任务"],
    ["已不在标准里", "完成任务"],
  ])
  const text = tables.word(sheet, today)
  assert.ok(text.indexOf("已不在标准里的回答") > text.indexOf("差距和措施"))
  assert.ok(!tables.word(sheet, usual).includes("已不在标准里"))
})

test("a document has the basis, the answers, gaps with their measures and places to sign", () => {
  const text = tables.word(sheet, usual)
  const order = ["五个好对标自查表", "市场处党支部", "2011年6月30日", "纪要，共3份", "完成任务（没做到）", "2011年9月30日"]
  const rest = ["同上", "年底前", "窗口一次办结（部分做到）", "填表人：", "单位负责人："]
  const places = order.concat(rest).map((words) => text.indexOf(words))
  assert.ok(!places.includes(-1), places.join())
  assert.deepEqual(places, places.slice().sort((one, other) => one - other))
  assert.ok(text.includes("说&quot;快了&quot;<br>没有台账"))
  assert.ok(!text.includes("等次估算"))
  const scored = { ...sheet, scores: { self: "90", masses: "88", superior: "91" } }
  const sum = "15%×90 + 20%×88 + 65%×91 = 90.25。按总分是“好”"
  assert.ok(tables.word(scored, usual).includes(sum + "，按门槛和逐级晋升的规则是“一般”。只是估算，不作为结论。"))
  assert.ok(tables.word(scored, { ...usual, grading: { ...usual.grading, gates: [] } }).includes(sum + "。只是估算"))
  assert.match(tables.word(answered(usual, {}), usual), /没有填出差距。/)
})

test("a member's document is signed by the member, and has no grade", () => {
  const member = { ...usual, group: { id: "five-lead", title: "五带头", kind: "member" }, grading: null }
  const text = tables.word({ ...sheet, scores: { self: "90" } }, member)
  assert.ok(text.includes("本人：") && text.includes("姓名") && !text.includes("单位负责人") && !text.includes("估算"))
})
