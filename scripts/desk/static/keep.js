/* What is typed is kept as a draft: a moment after the last key, and when the page is left. */
;(function () {
  const desk = globalThis.desk
  const LATE = "typed-late"
  let typed = 0 // how often something was typed
  let kept = 0 // up to which of these times the desk has it

  /* Whether all that was typed by then is kept. */
  const keep = () =>
    desk.inTurn(async () => {
      const now = typed
      if (kept === now) return true
      try {
        const told = await desk.ask("/keep/" + desk.path(), desk.typed())
        kept = now
        if (told.kept) desk.say("草稿已留存 " + told.kept + "，还没有保存")
        return true
      } catch (error) {
        desk.say("草稿没有留住：" + error.message)
        return false
      }
    })

  const soon = desk.later(keep, 1200)

  desk.changes(() => {
    typed += 1
    soon()
  })

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep()
  })
  /* Where the desk does not answer, the browser would show an error in place of the form: so what is typed is kept
     first, and the form is sent only when that is done. Its draft must not be written after that. */
  document.addEventListener("submit", async (event) => {
    const button = event.submitter || document.activeElement
    if (event.defaultPrevented || event.target !== desk.form()) return
    if (kept === typed || button.value === "discard") {
      kept = typed
      return
    }
    event.preventDefault()
    if (!(await keep())) return
    kept = typed // what was typed while it was kept is sent with the form
    if (button.form === event.target) button.click()
    else event.target.submit()
  })
  globalThis.addEventListener("pagehide", () => {
    if (kept === typed || !desk.form()) return
    const data = desk.typed()
    navigator.sendBeacon("/keep/" + desk.path() + "?script=1", data)
  })

  /* A page that is loaded anew at once is made before the desk has what was typed last: this window hands it on. */
  globalThis.addEventListener("beforeunload", () => {
    if (kept !== typed) sessionStorage.setItem(LATE, desk.written())
  })
  document.addEventListener("DOMContentLoaded", () => {
    const late = sessionStorage.getItem(LATE)
    sessionStorage.removeItem(LATE)
    if (!late || performance.getEntriesByType("navigation")[0].type !== "reload") return
    const isThis = new URLSearchParams(late).get("form") === desk.form().elements.form.value
    if (isThis && late !== desk.written()) desk.inTurn(() => desk.bringBack(late))
  })
})()
