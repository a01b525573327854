/* Keeps the open sheet in this browser: a moment after every change and when the page goes away, and never over what
   another window has kept: then there are two sheets. */
var zyKeeping = (function () {
  const PAUSE = 400 // milliseconds without a key pressed
  const ASIDE = "（另一个窗口）"

  /* Day and time by the reader's own clock: "2011-06-30T10:32". */
  function local(instant) {
    const date = new Date(instant)
    const two = (number) => String(number).padStart(2, "0")
    const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-")
    return day + "T" + two(date.getHours()) + ":" + two(date.getMinutes())
  }

  /* A name for a sheet that no other has. */
  function fresh() {
    return "s" + Date.now().toString(36) + Math.random().toString(36).slice(2, 8)
  }

  /* ``said(state)`` hears how it stands: "new", "kept", "full", "refused" or "aside": kept, as a sheet of its own. */
  function keeper(kept, now, said) {
    let sheet = null
    let unsaved = false
    let inFile = false // the reader has it in a file as it is
    let timer = 0
    // Sheets that the browser would not keep, by id: here as long as the page is, whichever sheet is open.
    const loose = new Map()

    function save() {
      clearTimeout(timer)
      if (!unsaved) return
      const result = kept.save(Object.assign({}, sheet, { changed: now().toISOString() }))
      if (result.why === "conflict") {
        sheet = Object.assign({}, sheet, { id: fresh(), name: sheet.name + ASIDE, revision: 0 })
        save()
        if (!unsaved) said("aside")
        return
      }
      unsaved = !result.ok
      if (result.ok) sheet = result.sheet
      said(result.ok ? "kept" : result.why)
    }

    return {
      sheet: () => sheet,
      isUnsaved: () => unsaved,
      /* Whether anything would be gone with the page. */
      isLost: () => (unsaved && !inFile) || Array.from(loose.values()).some((one) => !one.inFile),
      /* The open sheet as it is here, or one that is not; null for none. */
      get: (id) => {
        if (sheet && sheet.id === id) return sheet
        return loose.has(id) ? loose.get(id).sheet : kept.get(id)
      },
      /* All sheets of a group but the open one, should that not be kept yet. */
      list: (group) =>
        Array.from(loose.values(), (one) => one.sheet).concat(kept.list(group).filter((one) => !loose.has(one.id))),
      save,
      change: (next) => {
        sheet = next
        unsaved = true
        inFile = false
        clearTimeout(timer)
        timer = setTimeout(save, PAUSE)
      },
      /* Goes on with another sheet; what was typed into the last one is kept before. */
      open: (next) => {
        save()
        if (unsaved) loose.set(sheet.id, { sheet, inFile })
        const again = loose.get(next.id)
        loose.delete(next.id)
        sheet = next
        unsaved = Boolean(again)
        inFile = unsaved && again.inFile
        if (unsaved) save()
        else said(next.revision ? "kept" : "new")
      },
      handed: () => {
        inFile = true
      },
      /* Lets the open sheet go unsaved, since it is to be deleted. */
      drop: () => {
        clearTimeout(timer)
        unsaved = false
      },
    }
  }

  return { local, fresh, keeper }
})()
if (typeof module === "object" && module.exports) module.exports = zyKeeping
