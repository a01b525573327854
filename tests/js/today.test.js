// What day it is: the pure half of today.js.
const test = require("node:test")
const assert = require("node:assert")
const today = require("../../overrides/assets/zhengyou/today.js")

test("a day is written as the reader's own date", () => {
  assert.equal(today.iso(new Date(2011, 2, 5)), "2011-03-05")
})

test("both ends of a stage belong to it", () => {
  const phase = (day) => today.phase(day, "2010-06-01", "2011-06-30")
  assert.equal(phase("2010-05-31"), "future")
  assert.equal(phase("2010-06-01"), "now")
  assert.equal(phase("2011-06-30"), "now")
  assert.equal(phase("2011-07-01"), "past")
})

test("an open end is begun, never under way; no dates say nothing", () => {
  assert.equal(today.phase("2026-01-01", "2012-07-01", null), "begun")
  assert.equal(today.phase("2012-06-30", "2012-07-01", null), "future")
  assert.equal(today.phase("2012-06-30", null, "2012-06-30"), null)
  assert.equal(today.phase("2012-07-01", null, "2012-06-30"), "past")
  assert.equal(today.phase("2012-07-01", null, null), null)
})

test("what is due counts down, and only open things are overdue", () => {
  assert.deepEqual(today.due("2011-03-01", "2011-03-15", false), { state: "future", text: "还有 14 天" })
  assert.deepEqual(today.due("2011-03-15", "2011-03-15", true), { state: "now", text: "今天" })
  assert.deepEqual(today.due("2011-03-16", "2011-03-15", false), { state: "past", text: "已过" })
  assert.deepEqual(today.due("2011-03-16", "2011-03-15", true), { state: "overdue", text: "已逾期" })
  assert.equal(today.due("2012-02-28", "2012-03-01", false).text, "还有 2 天")
})

test("the next few come in order of date, today's included", () => {
  const dates = ["2011-06-30", "2010-01-01", "2011-03-15", "2011-03-01", "2012-01-01"]
  assert.deepEqual(today.upcoming("2011-03-01", dates, 3), [3, 2, 0])
  assert.deepEqual(today.upcoming("2013-01-01", dates, 3), [])
})

test("what is late has a day before today, and is counted in words", () => {
  assert.deepEqual(today.late("2011-03-15", ["2011-03-14", "2011-03-15", "2012-01-01"]), [true, false, false])
  assert.equal(today.lateWords(2), "已逾期 2 项")
  assert.equal(today.lateWords(0), "没有逾期的")
})

test("today's place on the chart is in proportion, and nowhere outside it", () => {
  assert.equal(today.position("2011-01-01", "2010-01-01", "2012-01-01", 0, 730), 365)
  assert.equal(today.position("2009-12-31", "2010-01-01", "2012-01-01", 0, 730), null)
})
