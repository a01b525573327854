/* Sheets kept in this browser: zyKept(storage, scope), one key for each under a scope of this site's own.

   ``storage`` is localStorage, or null where even asking for it is refused; nothing here throws. Saving gives the
   sheet its next revision, which the caller goes on with. If what is kept has another revision than the sheet was
   read with, another window saved meanwhile: a conflict, and the caller keeps both. An entry that cannot be read
   whole is in no list, but stays. */
var zyKept = (function () {
  return function (storage, scope) {
    const prefix = scope + ".compare."

    /* [{key, text, sheet or null}] of all that is kept. */
    function all() {
      try {
        const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
        return keys
          .filter((key) => key !== null && key.startsWith(prefix))
          .map((key) => {
            const text = storage.getItem(key)
            return { key, text, sheet: sheetOf(key, text) }
          })
      } catch (error) {
        return []
      }
    }

    function sheetOf(key, text) {
      const { sheet, note } = zyFile.read(text)
      return sheet && !note && prefix + sheet.id === key ? sheet : null
    }

    function list(group) {
      return all()
        .filter((one) => one.sheet && one.sheet.group === group)
        .map(({ sheet }) => ({ id: sheet.id, name: sheet.name, changed: sheet.changed, edition: sheet.edition }))
        .sort((one, other) => (one.changed < other.changed ? 1 : one.changed > other.changed ? -1 : 0))
    }

    function damaged() {
      return all()
        .filter((one) => !one.sheet)
        .map(({ key, text }) => ({ id: key.slice(prefix.length), text }))
    }

    /* The sheet, or null for none that can be read. */
    function get(id) {
      try {
        return sheetOf(prefix + id, storage.getItem(prefix + id))
      } catch (error) {
        return null
      }
    }

    function isFull(error) {
      return error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED"
    }

    /* {ok: true, sheet} or {ok: false, why: "conflict" | "full" | "refused", theirs: the other window's sheet}. */
    function save(sheet) {
      const key = prefix + sheet.id
      const next = { ...sheet, revision: sheet.revision + 1 }
      const text = JSON.stringify(next)
      try {
        const kept = storage.getItem(key)
        const theirs = kept === null ? null : sheetOf(key, kept)
        if (kept !== null && !(theirs && theirs.revision === sheet.revision))
          return { ok: false, why: "conflict", theirs }
        storage.setItem(key, text)
        if (storage.getItem(key) !== text) return { ok: false, why: "refused" }
      } catch (error) {
        return { ok: false, why: isFull(error) ? "full" : "refused" }
      }
      return { ok: true, sheet: next }
    }

    function remove(id) {
      try {
        storage.removeItem(prefix + id)
      } catch (error) {
        return // refused: then nothing was kept either
      }
    }

    return { list, damaged, get, save, remove }
  }
})()
if (typeof module === "object" && module.exports) {
  var zyFile = require("./file.js")
  module.exports = zyKept
}
