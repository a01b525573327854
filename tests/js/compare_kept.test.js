// Sheets in a browser's storage: kept, never written over another window's, and quiet whatever the storage does.
const test = require("node:test")
const assert = require("node:assert")
const kept = require("../../overrides/assets/zhengyou/compare/kept.js")
const file = require("../../overrides/assets/zhengyou/compare/file.js")
const { usual, blank, answered } = require("./compare_data.js")

const SCOPE = "/site/"

/* What localStorage is to a script; ``faults`` are methods that do something else. */
function storage(faults) {
  const map = new Map()
  const made = {
    map,
    key: (index) => Array.from(map.keys())[index],
    getItem: (key) => (map.has(key) ? map.get(key) : null),
    setItem: (key, text) => void map.set(key, text),
    removeItem: (key) => void map.delete(key),
  }
  Object.defineProperty(made, "length", { configurable: true, get: () => map.size })
  return Object.defineProperties(made, Object.getOwnPropertyDescriptors(faults || {}))
}

function thrown(name) {
  return () => {
    throw Object.assign(new Error("no"), { name })
  }
}

test("what is saved is read again, the newest first, by group; keys of others are left alone", () => {
  const place = storage()
  const here = kept(place, SCOPE)
  place.setItem(SCOPE + "__palette", "dark")
  kept(place, "/").save(blank(usual, "elsewhere"))
  const sheet = answered(usual, { "team/unity": { answer: "met", evidence: "“纪要”\n第3页" } })
  const { ok, sheet: saved } = here.save(sheet)
  assert.ok(ok)
  assert.deepEqual(saved, { ...sheet, revision: 1 })
  assert.deepEqual(here.get("s1"), saved)
  here.save({ ...blank(usual, "s2"), changed: "2011-07-01T00:00:00.000Z", name: "后来" })
  here.save({ ...blank(usual, "s3"), group: "five-lead" })
  here.save({ ...blank(usual, "s0"), changed: "2010-07-01T00:00:00.000Z", name: "从前" })
  assert.deepEqual(here.list("five-good"), [
    { id: "s2", name: "后来", changed: "2011-07-01T00:00:00.000Z", edition: usual.edition },
    { id: "s1", name: "2011年自查", changed: sheet.changed, edition: usual.edition },
    { id: "s0", name: "从前", changed: "2010-07-01T00:00:00.000Z", edition: usual.edition },
  ])
  here.remove("s1")
  assert.equal(here.get("s1"), null)
  assert.deepEqual(here.damaged(), [])
  assert.deepEqual(Array.from(place.map.keys()).sort(), [
    "/.compare.elsewhere",
    "/site/.compare.s0",
    "/site/.compare.s2",
    "/site/.compare.s3",
    "/site/__palette",
  ])
})

test("of two windows the later is told of the earlier, and neither is written over", () => {
  const place = storage()
  const [one, other] = [kept(place, SCOPE), kept(place, SCOPE)]
  const first = one.save(blank(usual)).sheet
  const mine = one.save({ ...first, name: "甲" }).sheet
  assert.deepEqual(other.save({ ...first, name: "乙" }), { ok: false, why: "conflict", theirs: mine })
  assert.deepEqual(other.get("s1"), mine)
  assert.ok(other.save({ ...first, name: "乙", id: "s9", revision: 0 }).ok)
  assert.equal(one.list("five-good").length, 2)
  one.remove("s1")
  assert.ok(other.save(mine).ok, "deleted in one window, still written in the other")
})

test("a file of a sheet that is kept is a conflict, even at the same revision", () => {
  const here = kept(storage(), SCOPE)
  const saved = here.save(blank(usual)).sheet
  const opened = file.read(file.write({ ...saved, name: "另一台电脑上的" })).sheet
  assert.deepEqual(here.save(opened), { ok: false, why: "conflict", theirs: saved })
})

test("a damaged entry is in no list, is never written over and can be had as text", () => {
  const place = storage()
  const here = kept(place, SCOPE)
  const good = here.save(blank(usual)).sheet
  const texts = {
    half: JSON.stringify(good).slice(0, 90),
    other: JSON.stringify(good), // under another's key
    odd: JSON.stringify({ ...good, id: "odd", answers: 7 }),
    later: JSON.stringify({ ...good, id: "later", format: 2 }),
  }
  for (const id of Object.keys(texts)) place.setItem(SCOPE + ".compare." + id, texts[id])
  assert.deepEqual(here.list("five-good").map((one) => one.id), ["s1"])
  const expected = Object.keys(texts).map((id) => ({ id, text: texts[id] }))
  assert.deepEqual(here.damaged(), expected)
  for (const id of Object.keys(texts)) {
    assert.equal(here.get(id), null)
    assert.deepEqual(here.save(blank(usual, id)), { ok: false, why: "conflict", theirs: null })
    assert.equal(place.getItem(SCOPE + ".compare." + id), texts[id])
  }
})

test("a full storage says so and keeps what it had", () => {
  for (const name of ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED"]) {
    const place = storage()
    const here = kept(place, SCOPE)
    const saved = here.save(blank(usual)).sheet
    place.setItem = thrown(name)
    assert.deepEqual(here.save({ ...saved, name: "长" }), { ok: false, why: "full" })
    assert.deepEqual(here.get("s1"), saved)
  }
})

test("a storage that refuses, throws or only pretends makes nothing throw", () => {
  const refused = { ok: false, why: "refused" }
  const no = thrown("SecurityError")
  const places = [
    null,
    undefined,
    storage({ getItem: no }),
    storage({ setItem: no }),
    storage({ setItem: () => {} }),
    storage({ getItem: no, setItem: no, removeItem: no, key: no }),
  ]
  for (const place of places) {
    const here = kept(place, SCOPE)
    assert.deepEqual(here.save(blank(usual)), refused)
    assert.equal(here.get("s1"), null)
    assert.doesNotThrow(() => here.remove("s1"))
    assert.deepEqual([here.list("five-good"), here.damaged()], [[], []])
  }
  const place = storage()
  kept(place, SCOPE).save(blank(usual))
  Object.defineProperty(place, "length", { get: no })
  assert.deepEqual(kept(place, SCOPE).list("five-good"), [])
})
