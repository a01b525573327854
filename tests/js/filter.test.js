// The explorer's filters: what they choose and how they are written in an address.
const test = require("node:test")
const assert = require("node:assert")
const filter = require("../../overrides/assets/zhengyou/filter.js")

const rows = [
  { t: "窗口一次办结", k: "organisation", c: ["a", "b"], n: "u1", y: "2011", w: ["服务"] },
  { t: "ＡＢＣ 学习", k: "member", c: ["c"], n: "u1", y: "2010" },
  { t: "市场整治", k: "organisation", c: ["b"], n: "u2", y: "2010", h: ["r1"] },
]
const titles = (search) => filter.select(rows, filter.parse(search)).map((row) => row.t)

test("values of one facet are alternatives, facets must agree", () => {
  assert.equal(titles("").length, 3)
  assert.deepEqual(titles("?criterion=a&criterion=c"), ["窗口一次办结", "ＡＢＣ 学习"])
  assert.deepEqual(titles("?criterion=b&year=2010"), ["市场整治"])
  assert.deepEqual(titles("?unit=u2&kind=member"), [])
})

test("a text is found in titles, whatever its width and case", () => {
  assert.deepEqual(titles("?text=abc"), ["ＡＢＣ 学习"])
  assert.deepEqual(titles("?text=" + encodeURIComponent("一次 办")), ["窗口一次办结"])
})

test("oldest first turns the order round", () => {
  assert.deepEqual(titles("?sort=old"), ["市场整治", "ＡＢＣ 学习", "窗口一次办结"])
})

test("what is printed parses to the same state", () => {
  const search = "?criterion=b&criterion=a&year=2010&text=%E4%B8%80&sort=old&page=3"
  const state = filter.parse(search)
  assert.deepEqual(filter.parse(filter.print(state)), state)
  assert.equal(filter.print(filter.parse("")), "")
  assert.ok(filter.isEmpty(filter.parse("?other=1")))
  assert.equal(filter.parse("?page=-3").page, 1)
  assert.equal(filter.parse("?page=x").page, 1)
})

test("a facet counts what its values would show beside the other facets", () => {
  const state = filter.parse("?criterion=a&year=2010")
  assert.deepEqual(filter.counts(rows, state, "criterion"), { b: 1, c: 1 })
  assert.deepEqual(filter.counts(rows, state, "year"), { 2011: 1 })
})

test("choosing twice is choosing not, and goes back to the first page", () => {
  const once = filter.toggled(filter.parse("?page=2"), "kind", "member")
  assert.deepEqual(once.chosen, { kind: ["member"] })
  assert.equal(once.page, 1)
  assert.deepEqual(filter.toggled(once, "kind", "member").chosen, {})
})
