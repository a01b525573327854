// How a search is written in an address.
const test = require("node:test")
const assert = require("node:assert")
globalThis.zyFilter = require("../../overrides/assets/zhengyou/filter.js")
require("../../overrides/assets/zhengyou/search/address.js")
const address = globalThis.zySearch.address

const blank = { q: "", chosen: {}, sort: "relevance", page: 1, exact: false }

test("an address without a query is the blank state, and the other way round", () => {
  assert.deepEqual(address.parse(""), blank)
  assert.equal(address.print(blank), "")
  assert.ok(address.isBlank(address.parse("?sort=date&other=1")))
})

test("everything of a state is in its address, in one order", () => {
  const state = {
    q: "公开 承诺&=",
    chosen: { kind: ["case", "policy"], year: ["2011"] },
    sort: "date",
    page: 2,
    exact: true,
  }
  const search = address.print(state)
  assert.match(search, /^\?q=.*&kind=case&kind=policy&year=2011&sort=date&page=2&exact=1$/)
  assert.deepEqual(address.parse(search), state)
})

test("what makes no sense is left out", () => {
  assert.deepEqual(address.parse("?kind=&sort=oldest&page=-2&exact=yes"), blank)
  assert.deepEqual(address.parse("?kind=case&kind=case").chosen, { kind: ["case"] })
  assert.equal(address.parse("?page=x").page, 1)
})

test("a new text starts on the first page and may be read freely again", () => {
  const before = Object.assign({}, blank, { q: "甲", page: 3, exact: true, chosen: { kind: ["case"] } })
  assert.deepEqual(address.typed(before, " 乙 "), Object.assign({}, blank, { q: "乙", chosen: { kind: ["case"] } }))
})

test("a value chosen twice is not chosen", () => {
  const once = address.toggled(Object.assign({}, blank, { page: 2 }), "unit", "u1")
  assert.ok(address.isChosen(once, "unit", "u1"))
  assert.equal(once.page, 1)
  assert.deepEqual(address.toggled(once, "unit", "u1").chosen, {})
})
