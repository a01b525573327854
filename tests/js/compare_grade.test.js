// The grade that scores come to. That it is the same as the checked records', tests/test_compare_twins.py holds.
const test = require("node:test")
const assert = require("node:assert")
const { estimate } = require("../../overrides/assets/zhengyou/compare/grade.js")
const { grading } = require("./compare_data.js").usual

const scores = (self, masses, superior) => ({ self, masses, superior })
const level = (given, before, reason) => estimate(grading, given, before || "", reason || "").level.id

test("the sum is written out exactly, whatever the width of the digits", () => {
  const found = estimate(grading, scores("90", " ８８．５０ ", "91"), "", "")
  assert.equal(found.sum, "15%×90 + 20%×88.5 + 65%×91 = 90.35")
  assert.equal(found.total, "90.35")
  assert.deepEqual(found.parts.map((part) => [part.input.title, part.score, part.points]), [
    ["支部自评", "90", "13.5"],
    ["群众评议", "88.5", "17.7"],
    ["上级评定", "91", "59.15"],
  ])
  assert.equal(estimate(grading, scores("0.1", "0.2", "0"), "", "").total, "0.055")
  assert.equal(estimate(grading, scores("100.000000", "100", "100"), "", "").total, "100")
})

test("the gate that decided is named, and only if it decided", () => {
  const shut = estimate(grading, scores("90", "89.999999", "95"), "", "")
  assert.deepEqual([shut.byTotal.id, shut.level.id], ["good", "plain"])
  assert.deepEqual(shut.gates, grading.gates)
  assert.deepEqual(estimate(grading, scores("50", "50", "50"), "", "").gates, [])
  assert.equal(level(scores("90", "90", "90")), "good")
  assert.equal(level(scores("89", "90", "90")), "fair")
})

test("one level a round, unless there is a reason; down as far as it goes", () => {
  const best = scores("95", "95", "95")
  const held = estimate(grading, best, "plain", "  ")
  assert.deepEqual([held.level.id, held.byTotal.id, held.held], ["fair", "good", true])
  assert.deepEqual([level(best, "plain", "成绩突出"), level(best, "fair"), level(best, "good")], ["good", "good", "good"])
  assert.equal(level(scores("0", "0", "0"), "good"), "poor")
  assert.equal(level(best, "no-such-level"), "good")
  assert.equal(estimate({ ...grading, step_by_step: false }, best, "poor", "").level.id, "good")
})

test("without every score there is no total; what is missing and what is wrong is said", () => {
  const found = estimate(grading, scores("", "九十", "100.5"), "plain", "")
  assert.deepEqual([found.missing, found.wrong], [["self"], ["masses", "superior"]])
  assert.deepEqual([found.total, found.sum, found.byTotal, found.level, found.gates], [null, "", null, null, []])
  for (const typed of ["-1", "1e2", "90.", ".5", "90,5", "0x10", "90分", "NaN", "1.1234567", "9".repeat(40)])
    assert.deepEqual(estimate(grading, scores(typed, "90", "90"), "", "").wrong, ["self"], typed)
  const inherited = { ...grading, inputs: [{ id: "constructor", title: "", weight: "100" }], gates: [] }
  assert.deepEqual(estimate(inherited, {}, "", "").missing, ["constructor"])
})
