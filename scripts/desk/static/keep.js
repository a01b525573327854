/* What is typed is kept as a draft: a moment after the last key, and when the page is left. */
;(function () {
  const desk = globalThis.desk
  let waiting = false

  async function keep() {
    if (!waiting) return
    waiting = false
    try {
      const told = await desk.ask("/keep/" + desk.path(), desk.typed())
      if (told.kept) desk.say("草稿已留存 " + told.kept + "，还没有保存")
    } catch (error) {
      waiting = true
      desk.say("草稿没有留住：" + error.message)
    }
  }

  const soon = desk.later(keep, 1200)

  desk.changes(() => {
    waiting = true
    soon()
  })

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep()
  })
  /* Where the desk does not answer, the browser would show an error in place of the form: so what is typed is kept
     first, and the form is sent only when that is done. Its draft must not be written after that. */
  document.addEventListener("submit", async (event) => {
    const button = event.submitter || document.activeElement
    if (event.defaultPrevented || !waiting || event.target !== desk.form() || button.value === "discard") {
      waiting = false
      return
    }
    event.preventDefault()
    await keep()
    if (waiting) return
    if (button.form === event.target) button.click()
    else event.target.submit()
  })
  globalThis.addEventListener("pagehide", () => {
    if (!waiting || !desk.form()) return
    const data = desk.typed()
    navigator.sendBeacon("/keep/" + desk.path() + "?script=1", data)
  })
})()
