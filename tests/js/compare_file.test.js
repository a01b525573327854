// Sheets as files: what is written is read again, and no file, whoever made it, does harm.
const test = require("node:test")
const assert = require("node:assert")
const file = require("../../overrides/assets/zhengyou/compare/file.js")
const sheets = require("../../overrides/assets/zhengyou/compare/sheet.js")
const { data, usual, blank, answered, dice, frozen } = require("./compare_data.js")

const filled = answered(usual, { "team/unity": "met", "work/goals": { answer: "unmet", evidence: "台账\t第3页" } })
const plan = { measure: "补台账", who: "张三", due: "2011-09-30", result: "齐全" }
const sheet = frozen({ ...sheets.plans(filled, "work/goals", [plan]), revision: 4 })
const text = file.write(sheet)
const changed = (more) => JSON.stringify({ ...sheet, ...more })

test("a file is the sheet, but follows on none that is kept", () => {
  assert.deepEqual(file.read(text), { sheet: { ...sheet, revision: 0 } })
  assert.deepEqual(file.read("\ufeff" + text.replace(/\n/g, "\r\n")), file.read(text))
})

test("any sheet comes back as it was, whatever was typed into it", () => {
  const chance = dice(11)
  const letters = Array.from("甲\u0000\u000b\n\r\t\"\\<&'=\u2028\ufeff\u202e😀\ud83d𠀀")
  const signs = letters.concat(["</script>", "__proto__", "{"])
  const word = () => Array.from({ length: chance.below(12) }, () => chance.of(signs)).join("")
  for (let run = 0; run < 200; run += 1) {
    const typed = { name: word(), unitName: word(), scores: { self: word() }, reason: word(), more: [word()] }
    let one = { ...blank(usual), ...typed }
    sheets.questions(usual).forEach(({ key, indicator }) => {
      const change = { answer: chance.of(["", "met", "unmet"]), evidence: word(), later: word() }
      one = sheets.answer(one, key, change, indicator.text)
      one = sheets.plans(one, key, [{ measure: word(), who: word(), due: word(), result: word() }])
    })
    const moved = sheets.reconcile(one, data({ team: [["unity", "班子团结"]] })).sheet
    for (const whole of [one, moved]) assert.deepEqual(file.read(file.write(whole)), { sheet: whole })
  }
})

const EMPTY = "这个文件是空的。"
const UNREAD = "这个文件读不出来：它不是「存成文件」得来的，或者没有存完整。"
const OTHER = "这不是自查表。请打开用「存成文件」得来的文件。"
const SPOILT = "这张自查表的文件被改坏了，读不出来。"
const refused = [
  [undefined, EMPTY],
  [null, EMPTY],
  [{}, EMPTY],
  ["", EMPTY],
  [" \n\u3000", EMPTY],
  ["\ufeff", EMPTY],
  ["x".repeat(9e6), "这个文件太大，不是自查表。"],
  ["<!DOCTYPE html><script>alert(1)</script>", UNREAD],
  ["PK\u0003\u0004 Word or a spreadsheet", UNREAD],
  [text.slice(0, text.length / 2), UNREAD],
  [text + text, UNREAD],
  ["[".repeat(2e5), UNREAD],
  ["[".repeat(2e5) + "]".repeat(2e5), UNREAD],
  ["null", OTHER],
  ["7", OTHER],
  ['"zhengyou-sheet"', OTHER],
  ["[" + text + "]", OTHER],
  ['{"name":"package","version":"1.0.0"}', OTHER],
  ['{"__proto__":' + text + "}", OTHER],
  [changed({ kind: ["zhengyou-sheet"] }), OTHER],
  [changed({ format: 2 }), "这张自查表是更新的版本存的，这里读不了；请到存它的网站上打开。"],
  [changed({ format: "1" }), SPOILT],
  [changed({ format: -1 }), SPOILT],
  [changed({ format: undefined }), SPOILT],
  [changed({ id: "../../etc" }), SPOILT],
  [changed({ id: ["s1"] }), SPOILT],
  [changed({ id: "s".repeat(65) }), SPOILT],
  [changed({ group: "<img src=x onerror=alert(1)>" }), SPOILT],
  [changed({ group: undefined }), SPOILT],
  [changed({ changed: "昨天" }), SPOILT],
  [changed({ changed: "2011-99-99T99:99" }), SPOILT],
  [changed({ created: 0 }), SPOILT],
  [changed({ created: ["2011-06-30T04:00"] }), SPOILT],
  [changed({ more: JSON.parse("[".repeat(40) + "]".repeat(40)) }), SPOILT],
]

test("what is no sheet is refused with a sentence that says why", () => {
  assert.ok(refused.length > 25)
  refused.forEach(([hostile, error], place) => assert.deepEqual(file.read(hostile), { error }, "file " + place))
})

const bare = (more) => ({ ...sheet, answers: {}, plans: {}, ...more })
const cleaned = [
  // what the file says, how many parts of it are odd, what is read
  [{ name: 7, unit: null }, 2, { name: "", unit: "" }],
  [{ name: undefined }, 0, { name: "" }],
  [{ revision: -3 }, 0, { revision: 0 }],
  [{ revision: 1e300 }, 0, { revision: 0 }],
  [{ answers: [] }, 1, bare({ plans: sheet.plans })],
  [{ answers: "met", plans: 3, left: {} }, 3, bare()],
  [{ answers: undefined, plans: undefined, left: undefined }, 0, bare()],
  [{ answers: { "a/b": 1, "../x": {}, "a/b/c": {}, constructor: {}, "a/c": { answer: 1 } } }, 5, {
    answers: { "a/c": { answer: "", evidence: "", text: "" } },
  }],
  [{ plans: { "a/b": "x", "a/c": [null, { measure: "补", who: {} }, []] } }, 4, {
    plans: { "a/c": [{ measure: "补", who: "", due: "", result: "" }] },
  }],
  [{ left: [null, { key: "a/b", plans: [7] }] }, 2, {
    left: [{ key: "a/b", answer: "", evidence: "", text: "", plans: [] }],
  }],
  [{ scores: { self: 90, masses: "90", "a b": "1" }, before: [], reason: undefined }, 3, {
    scores: { masses: "90" },
    before: "",
    reason: "",
  }],
  [{ later: { any: ["thing"] } }, 0, { later: { any: ["thing"] } }],
]

test("in a sheet, parts of the wrong shape are left out and counted; unknown parts stay", () => {
  cleaned.forEach(([more, odd, expected]) => {
    const found = file.read(changed(more))
    assert.deepEqual(found.sheet, { ...sheet, ...expected }, JSON.stringify(more))
    const note = "文件里有 " + odd + " 处内容不合格式，没有读入；其余都已读入。"
    assert.equal(found.note, odd ? note : undefined)
  })
})

test("a file cannot change what objects are", () => {
  const poison = '"__proto__":{"answer":"met","polluted":1}'
  const hostile = text.replace('"answers": {', poison + ',"answers": {' + poison + ',"a/b":{' + poison + "},")
  const found = file.read(hostile)
  assert.match(found.note, /有 3 处/)
  assert.equal({}.polluted, undefined)
  assert.equal(found.sheet.polluted, undefined)
  assert.equal(found.sheet.answers["a/b"].answer, "")
  assert.equal(Object.getPrototypeOf(found.sheet.answers), Object.prototype)
})

test("a refused or a cleaned file leaves every function of a sheet standing", () => {
  cleaned.forEach(([more]) => {
    const opened = sheets.reconcile(file.read(changed(more)).sheet, usual).sheet
    assert.equal(sheets.profile(opened, usual).length, 2)
    assert.doesNotThrow(() => sheets.rounds(opened, sheet, usual))
    assert.doesNotThrow(() => [sheets.gaps, sheets.open, sheets.left].map((read) => read(opened, usual)))
  })
})

test("a file's name is one on every system", () => {
  const named = (unitName, name) => file.name({ unitName, name }, "json")
  assert.equal(named("市场处 党支部", "2011年自查"), "对标自查-市场处 党支部-2011年自查.json")
  assert.equal(named("", ""), "对标自查.json")
  assert.equal(named("..\\..", 'a/b:c*d?e"f<g>h|i\n\u0000\u202egpj'), "对标自查-a b c d e f g h i gpj.json")
  assert.equal(named(" . ", "完. ."), "对标自查-完.json")
  assert.equal(named("", "\ud83d😀"), "对标自查-😀.json")
  assert.ok(Buffer.byteLength(named("𠀀".repeat(90), "")) < 255)
})
