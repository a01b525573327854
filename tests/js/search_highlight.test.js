// Which places of a folded text are marked.
const test = require("node:test")
const assert = require("node:assert")
require("../../overrides/assets/zhengyou/search/fold.js")
require("../../overrides/assets/zhengyou/search/highlight.js")
const spots = globalThis.zySearch.spots

test("every place of every word, in order", () => {
  assert.deepEqual(spots("承诺公开，公开承诺", ["公开", "承诺"]), [
    [0, 2],
    [2, 4],
    [5, 7],
    [7, 9],
  ])
})

test("a word within a longer one takes nothing from it", () => {
  assert.deepEqual(spots("公开承诺和承诺", ["承诺", "公开承诺"]), [
    [0, 4],
    [5, 7],
  ])
})

test("no word, no place; and never more than five hundred", () => {
  assert.deepEqual(spots("甲", []), [])
  assert.deepEqual(spots("甲", [""]), [])
  assert.equal(spots("甲".repeat(2000), ["甲"]).length, 500)
})

test("a word is found in another script, width and case, at the place where it is written", () => {
  globalThis.zySearch.learnVariants("諾诺")
  const folded = globalThis.zySearch.fold("甲：承諾 ＡＢｃ")
  assert.deepEqual(spots(folded, ["承诺", "abc"].map(globalThis.zySearch.fold)), [
    [2, 4],
    [5, 8],
  ])
})
