/* Sheets as text: written for a file or this browser's storage, and read from whatever may turn up there.

   A text is read whole or not at all: what is no sheet is refused with one sentence. In a sheet, parts of the wrong
   shape are left out and counted in ``note``; parts with unknown names stay, a later version may have put them. */
var zyFile = (function () {
  const LONGEST = 8e6 // characters; more than any browser keeps for one site
  const DEEPEST = 12
  const ID = /^[A-Za-z0-9][\w-]{0,63}$/
  const KEY = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/
  const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
  const TEXTS = ["edition", "name", "unit", "unitName", "type", "round"]
  const ANSWER = ["answer", "evidence", "text"]
  const PLAN = ["measure", "who", "due", "result"]

  /* A file follows on no sheet: opened where its sheet is kept already, it must be a conflict (see kept.js). */
  function write(sheet) {
    return JSON.stringify({ ...sheet, revision: 0 }, null, 1) + "\n"
  }

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
  }

  function isDeep(value, left) {
    if (typeof value !== "object" || value === null) return false
    return left === 0 || Object.keys(value).some((key) => isDeep(value[key], left - 1))
  }

  /* Functions that give what is of the right shape and count the rest. */
  function cleaners() {
    let count = 0

    function texts(found, names) {
      const made = { ...found }
      names.forEach((name) => {
        if (typeof made[name] === "string") return
        if (name in made) count += 1
        made[name] = ""
      })
      return made
    }

    function list(found, clean) {
      if (found === undefined) return []
      const fit = Array.isArray(found) ? found.filter(isObject) : []
      count += Array.isArray(found) ? found.length - fit.length : 1
      return fit.map(clean)
    }

    function table(found, pattern, fits, clean) {
      const made = {}
      if (found !== undefined && !isObject(found)) count += 1
      Object.keys(isObject(found) ? found : {}).forEach((key) => {
        if (pattern.test(key) && fits(found[key])) made[key] = clean(found[key])
        else count += 1
      })
      return made
    }

    return { texts, list, table, count: () => count, odd: () => (count += 1) }
  }

  function cleaned(found, to) {
    const plansOf = (rows) => to.list(rows, (row) => to.texts(row, PLAN))
    const sheet = to.texts(found, TEXTS)
    if (!Number.isSafeInteger(sheet.revision) || sheet.revision < 0) sheet.revision = 0
    sheet.answers = to.table(found.answers, KEY, isObject, (entry) => to.texts(entry, ANSWER))
    sheet.plans = to.table(found.plans, KEY, Array.isArray, plansOf)
    sheet.left = to.list(found.left, (one) => {
      const made = to.texts(one, ["key", ...ANSWER])
      if ("plans" in one) made.plans = plansOf(one.plans)
      return made
    })
    if ("scores" in found) {
      sheet.scores = to.table(found.scores, ID, (score) => typeof score === "string", String)
      Object.assign(sheet, to.texts({ before: "", reason: "", ...sheet }, ["before", "reason"]))
    }
    return sheet
  }

  /* What every part of the page relies on; a sheet without it was not written by this page. */
  function isWhole(found) {
    const told = [found.id, found.group, found.created, found.changed]
    if (found.format !== zySheet.FORMAT || told.some((one) => typeof one !== "string")) return false
    const isNamed = ID.test(found.id) && ID.test(found.group)
    const isDated = told.slice(2).every((one) => INSTANT.test(one) && !isNaN(Date.parse(one)))
    return isNamed && isDated && !isDeep(found, DEEPEST)
  }

  /* {sheet, note?} or {error}: sentences for the reader. */
  function read(text) {
    if (typeof text !== "string" || !text.trim()) return { error: "这个文件是空的。" }
    if (text.length > LONGEST) return { error: "这个文件太大，不是自查表。" }
    const to = cleaners()
    let found
    try {
      // Editors of old put a mark before the text. Set like any other, the name "__proto__" would change the object.
      found = JSON.parse(text.replace(/^\ufeff/, ""), (name, value) => (name === "__proto__" ? void to.odd() : value))
    } catch (error) {
      return { error: "这个文件读不出来：它不是「存成文件」得来的，或者没有存完整。" }
    }
    if (!isObject(found) || found.kind !== zySheet.KIND)
      return { error: "这不是自查表。请打开用「存成文件」得来的文件。" }
    if (found.format > zySheet.FORMAT) return { error: "这张自查表是更新的版本存的，这里读不了；请到存它的网站上打开。" }
    if (!isWhole(found)) return { error: "这张自查表的文件被改坏了，读不出来。" }
    const sheet = cleaned(found, to)
    const note = "文件里有 " + to.count() + " 处内容不合格式，没有读入；其余都已读入。"
    return to.count() ? { sheet, note } : { sheet }
  }

  /* No separators, wildcards, control or invisible characters; dots and spaces only inside. */
  function plain(text) {
    return text
      .replace(/[\\/:*?"<>|]|[\p{Cc}\p{Cf}\p{Cs}]/gu, " ")
      .replace(/\s+/g, " ")
      .replace(/^[ .]+|[ .]+$/g, "")
  }

  /* A file's name that every system takes, ``ending`` without its dot. */
  function name(sheet, ending) {
    const parts = ["对标自查", sheet.unitName, sheet.name].map(plain).filter(Boolean)
    return plain(Array.from(parts.join("-")).slice(0, 60).join("")) + "." + ending
  }

  return { write, read, name }
})()
if (typeof module === "object" && module.exports) {
  var zySheet = require("./sheet.js")
  module.exports = zyFile
}
