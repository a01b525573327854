// A self-check sheet: nothing typed is ever lost, and what is read off it is what was typed.
const test = require("node:test")
const assert = require("node:assert")
const sheets = require("../../overrides/assets/zhengyou/compare/sheet.js")
const { data, usual, blank, answered, dice, frozen } = require("./compare_data.js")

const kinds = (changes) => changes.map((one) => [one.kind, one.key, one.before])

test("a blank sheet has every question open, and today's edition has no news for it", () => {
  const sheet = frozen(blank(usual))
  assert.deepEqual(sheets.open(sheet, usual), ["team/unity", "team/study", "work/goals", "work/window"])
  const again = sheets.reconcile(sheet, usual)
  assert.deepEqual(again, { sheet, changes: [] })
  assert.equal(sheet.edition, usual.edition)
  assert.equal(sheet.revision, 0)
})

test("a member's sheet never holds scores or a grade, whatever a file says", () => {
  const member = data({ learn: [["read", "读书"]] }, { group: { id: "five-lead", title: "五带头", kind: "member" } })
  const sheet = blank(member)
  assert.ok(!("scores" in sheet || "before" in sheet || "reason" in sheet))
  const forged = { ...sheet, scores: { self: "90" }, before: "good", reason: "破格" }
  assert.deepEqual(sheets.reconcile(forged, member).sheet, sheet)
  assert.deepEqual(sheets.reconcile(sheet, usual).sheet.scores, {})
  assert.deepEqual(sheets.reconcile(forged, usual).sheet.scores, { self: "90" })
})

test("what came, went, moved and was reworded is told, in the order of the form", () => {
  const old = answered(usual, {
    "team/unity": { answer: "met", evidence: "会议记录" },
    "team/study": { answer: "partly", evidence: "笔记" },
    "work/goals": "unmet",
  })
  const planned = frozen(sheets.plans(old, "work/goals", [{ measure: "补课", who: "", due: "", result: "" }]))
  const today = data(
    { team: [["together", "班子团结"], ["new", "守纪律"]], work: [["goals", "按时完成任务"]] },
    { edition: "0000000b" }
  )
  const { sheet, changes } = sheets.reconcile(planned, today)
  assert.deepEqual(changes, [
    { kind: "renamed", key: "team/together", text: "班子团结", before: "team/unity" },
    { kind: "added", key: "team/new", text: "守纪律" },
    { kind: "reworded", key: "work/goals", text: "按时完成任务", before: "完成任务" },
    { kind: "removed", key: "team/study", text: "坚持学习" },
    { kind: "removed", key: "work/window", text: "窗口一次办结" },
  ])
  assert.deepEqual(sheet.answers["team/together"], { answer: "met", evidence: "会议记录", text: "班子团结" })
  assert.deepEqual(sheet.answers["work/goals"], { answer: "unmet", evidence: "", text: "按时完成任务" })
  assert.equal(sheet.plans["work/goals"][0].measure, "补课")
  assert.deepEqual(sheet.left, [{ key: "team/study", answer: "partly", evidence: "笔记", text: "坚持学习" }])
  assert.deepEqual(sheets.left(planned, today), sheet.left)
  assert.deepEqual(sheets.reconcile(sheet, today), { sheet, changes: [] })
  const other = data({ team: [["study", "坚持锻炼"]] })
  assert.equal(sheets.reconcile(sheet, other).sheet.answers["team/study"].answer, "")
  const back = sheets.reconcile(sheet, usual)
  assert.equal(back.sheet.answers["team/study"].evidence, "笔记")
  assert.deepEqual(back.sheet.left, [])
  assert.deepEqual(kinds(back.changes).slice(0, 2), [
    ["renamed", "team/unity", "team/together"],
    ["added", "team/study", undefined],
  ])
})

test("an answer goes with its words where ids are swapped, and a whole criterion may be renamed", () => {
  const old = answered(usual, { "team/unity": "met", "team/study": "unmet" })
  const swapped = data({ team: [["unity", "坚持学习"], ["study", "班子团结"]], work: [["goals", "完成任务"]] })
  const { sheet, changes } = sheets.reconcile(old, swapped)
  assert.equal(sheet.answers["team/unity"].answer, "unmet")
  assert.equal(sheet.answers["team/study"].answer, "met")
  assert.deepEqual(kinds(changes).slice(0, 2), [
    ["renamed", "team/unity", "team/study"],
    ["renamed", "team/study", "team/unity"],
  ])
  const renamed = data({ crew: [["unity", "班子团结"], ["study", "坚持学习"]] })
  assert.equal(sheets.reconcile(old, renamed).sheet.answers["crew/unity"].answer, "met")
})

test("of two questions with the same words each keeps its own answer", () => {
  const twice = data({ a: [["x", "有记录"]], b: [["x", "有记录"]] })
  const old = answered(twice, { "a/x": "met", "b/x": "unmet" })
  const { sheet } = sheets.reconcile(old, data({ b: [["y", "有记录"]], a: [["y", "有记录"]] }))
  assert.equal(sheet.answers["a/y"].answer, "met")
  assert.equal(sheet.answers["b/y"].answer, "unmet")
  const near = data({ a: [["x", "有记录"], ["y", "有记录"]] })
  const turned = data({ a: [["y", "有记录"], ["x", "有记录"]] })
  const both = answered(near, { "a/x": "met", "a/y": "unmet" })
  assert.deepEqual(sheets.reconcile(both, turned), { sheet: both, changes: [] })
})

test("a plan is kept though its answer was taken back, and goes where there is none", () => {
  const plan = { measure: "补课", who: "", due: "", result: "" }
  const sheet = frozen(sheets.plans(blank(usual), "team/unity", [plan]))
  const gone = sheets.reconcile(sheet, data({ work: [["goals", "完成任务"]] })).sheet
  assert.deepEqual(gone.left, [{ key: "team/unity", answer: "", evidence: "", text: "班子团结", plans: [plan] }])
  assert.deepEqual(sheets.reconcile(gone, usual).sheet.plans, sheet.plans)
  assert.deepEqual(sheets.plans(sheet, "team/unity", []).plans, {})
  const bare = { ...sheet, answers: {} }
  assert.deepEqual(new Set(sheets.reconcile(bare, usual).changes.map((one) => one.kind)), new Set(["added"]))
  assert.deepEqual(sheets.reconcile(bare, usual).sheet.plans, sheet.plans)
})

/* Every answer and plan of a sheet, wherever it stands, as marks that were unique when they were typed. */
function marks(sheet) {
  const entries = Object.values(sheet.answers).concat(sheet.left)
  const plans = Object.values(sheet.plans).concat(sheet.left.map((one) => one.plans || []))
  return {
    answers: entries.filter((one) => one.evidence).map((one) => one.answer + one.evidence).sort(),
    plans: plans.map((rows) => rows.map((row) => row.measure).join()).filter(Boolean).sort(),
  }
}

test("through any history of a standard nothing that was typed is lost or doubled, and it comes back", () => {
  const chance = dice(7)
  const words = ["甲", "乙", "丙", "丁", "戊", "己", "庚"]
  const random = (edition) => {
    const criteria = {}
    for (const id of ["a", "b", "c"].filter(() => chance.below(4))) {
      const ids = ["p", "q", "r", "s"].filter(() => chance.below(3))
      criteria[id] = ids.map((name) => [name, chance.of(words) + (chance.below(3) ? id + name : "")])
    }
    return data(criteria, { edition })
  }
  let returns = 0
  for (let run = 0; run < 150; run += 1) {
    let about = random("e0")
    let sheet = blank(about)
    for (let step = 1; step < 8; step += 1) {
      sheets.questions(about).forEach(({ key, indicator }) => {
        if (sheet.answers[key].evidence || chance.below(2)) return
        const mark = run + "." + step + "." + key
        const change = { answer: chance.of(["met", "partly", "unmet"]), evidence: mark }
        sheet = sheets.answer(sheet, key, change, indicator.text)
        if (chance.below(2)) sheet = sheets.plans(sheet, key, [{ measure: mark, who: "", due: "", result: "" }])
      })
      const before = frozen(sheet)
      const next = random("e" + step)
      const made = sheets.reconcile(before, next)
      assert.deepEqual(marks(made.sheet), marks(before))
      assert.deepEqual(Object.keys(made.sheet.answers), sheets.questions(next).map((one) => one.key))
      assert.deepEqual(sheets.reconcile(made.sheet, next), { sheet: made.sheet, changes: [] })
      const texts = (one) => sheets.questions(one).map((question) => question.indicator.text)
      if (new Set(texts(about)).size === texts(about).length) {
        const back = sheets.reconcile(made.sheet, about).sheet
        sheets.questions(about).forEach(({ key, indicator }) => {
          const mark = before.answers[key].evidence
          const isReworded = made.changes.some((one) => one.before === indicator.text)
          if (!mark || isReworded || texts(next).includes(indicator.text)) return
          assert.equal(back.answers[key].evidence, mark)
          returns += 1
        })
      }
      sheet = made.sheet
      about = next
    }
  }
  assert.ok(returns > 200, "the histories let answers come back: " + returns)
})

test("the profile counts, and a share leaves out what does not apply or is not answered", () => {
  const sheet = answered(usual, { "team/unity": "met", "team/study": "partly", "work/goals": "inapplicable" })
  assert.deepEqual(sheets.profile(sheet, usual), [
    { id: "team", title: "team好", met: 1, partly: 1, unmet: 0, inapplicable: 0, open: 0, share: 0.75 },
    { id: "work", title: "work好", met: 0, partly: 0, unmet: 0, inapplicable: 1, open: 1, share: null },
  ])
  const odd = sheets.answer(sheet, "work/window", { answer: "constructor" }, "窗口一次办结")
  assert.deepEqual(sheets.open(odd, usual), ["work/window"])
})

test("what is not met comes before what is partly met", () => {
  const sheet = answered(usual, {
    "team/unity": "partly",
    "team/study": { answer: "unmet", evidence: "没有计划" },
    "work/goals": "met",
    "work/window": "unmet",
  })
  const found = sheets.gaps(sheet, usual)
  assert.deepEqual(found.map((one) => [one.key, one.answer, one.evidence]), [
    ["team/study", "unmet", "没有计划"],
    ["work/window", "unmet", ""],
    ["team/unity", "partly", ""],
  ])
  assert.equal(found[0].criterion, usual.criteria[0])
  assert.equal(found[0].indicator, usual.criteria[0].indicators[1])
})

test("lessons come from units of one's own type first, and say why", () => {
  const cases = [
    { title: "甲", type: "office", outcome: "群众满意率 80→95 %" },
    { title: "乙" },
    { title: "丙", type: "branch", outcome: "办理时限 30→12 天", honoured: "2011年6月29日" },
    { title: "丁", type: "branch" },
  ]
  const criterion = { title: "作风好", cases }
  const told = (type) => sheets.lessons(criterion, type, usual).map((one) => [one.case.title, one.reason])
  assert.deepEqual(told("branch"), [
    ["丙", "体现「作风好」；同为支部；成效：办理时限 30→12 天；2011年6月29日受表彰"],
    ["丁", "体现「作风好」；同为支部"],
    ["甲", "体现「作风好」；成效：群众满意率 80→95 %"],
  ])
  assert.deepEqual(told("").map((one) => one[0]), ["甲", "乙", "丙"])
  assert.deepEqual(told("unheard-of").map((one) => one[0]), ["甲", "乙", "丙"])
})

test("two rounds side by side: up, down, new and gone, by today's questions", () => {
  const before = answered(usual, {
    "team/unity": "unmet",
    "team/study": "met",
    "work/goals": "inapplicable",
    "work/window": "partly",
  })
  const today = data({ team: [["together", "班子团结"], ["study", "坚持学习"]], work: [["goals", "完成任务"]] })
  const after = answered(today, { "team/together": "partly", "team/study": "partly", "work/goals": "met" })
  const { rows, criteria, up, down, same } = sheets.rounds(before, after, today)
  assert.deepEqual(rows, [
    { key: "team/together", text: "班子团结", before: "unmet", after: "partly", move: "up" },
    { key: "team/study", text: "坚持学习", before: "met", after: "partly", move: "down" },
    { key: "work/goals", text: "完成任务", before: "inapplicable", after: "met", move: "new" },
    { key: "work/window", text: "窗口一次办结", before: "partly", after: "", move: "gone" },
  ])
  assert.deepEqual(criteria, [
    { id: "team", title: "team好", before: 0.5, after: 0.5 },
    { id: "work", title: "work好", before: null, after: 1 },
  ])
  assert.deepEqual([up, down, same], [1, 1, 0])
  const moves = (one, other) => sheets.rounds(one, other, usual).rows.map((row) => row.move)
  assert.deepEqual(moves(before, blank(usual)), ["gone", "gone", "same", "gone"])
  assert.deepEqual(moves(before, before), ["same", "same", "same", "same"])
  assert.equal(sheets.rounds(before, before, usual).same, 4)
  const little = answered(usual, { "team/unity": "met" })
  assert.equal(sheets.rounds(little, little, usual).same, 1) // what nobody answered is nothing that stayed
  const both = sheets.rounds(before, answered(usual, { "work/window": "met" }), today).rows
  assert.deepEqual(both[3], { key: "work/window", text: "窗口一次办结", before: "partly", after: "met", move: "gone" })
})
