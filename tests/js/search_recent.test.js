// Recent searches, over a storage that may hold or do anything.
const test = require("node:test")
const assert = require("node:assert")
require("../../overrides/assets/zhengyou/search/recent.js")

function over(kept) {
  return globalThis.zySearch.recent(
    () => kept,
    (list) => {
      kept = list
    }
  )
}

test("the newest comes first, once, and eight are kept", () => {
  const recent = over(null)
  for (const text of ["一", "二", "三", "四", "五", "六", "七", "八", "九", "二"]) recent.add(text)
  assert.deepEqual(recent.list(), ["二", "九", "八", "七", "六", "五", "四", "三"])
})

test("blank and overlong texts are not kept, and spaces do not make another", () => {
  const recent = over([])
  recent.add("  ")
  recent.add("长".repeat(61))
  recent.add("公开  承诺 ")
  recent.add("公开 承诺")
  assert.deepEqual(recent.list(), ["公开 承诺"])
})

test("one can be taken out, and all", () => {
  const recent = over(["一", "二"])
  recent.remove("一")
  assert.deepEqual(recent.list(), ["二"])
  recent.clear()
  assert.deepEqual(recent.list(), [])
})

test("rubbish in the storage is no list", () => {
  for (const rubbish of [null, undefined, 7, "一", { length: 2 }, [1, null, {}, ""]])
    assert.deepEqual(over(rubbish).list(), [])
  assert.deepEqual(over(["一", 2, "一", "二"]).list(), ["一", "二"])
})

test("a storage that takes nothing leaves nothing", () => {
  const refused = globalThis.zySearch.recent(
    () => null,
    () => {}
  )
  refused.add("一")
  assert.deepEqual(refused.list(), [])
})
