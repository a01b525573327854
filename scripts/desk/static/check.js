/* What is wrong, beside the fields, as one types: the same checks as before a build. */
;(function () {
  const desk = globalThis.desk
  let asked = 0

  /* The nearest place that the page has for what was found. */
  function slotOf(form, name) {
    const parts = name.split(".")
    while (parts.length) {
      const slot = document.getElementById("n-" + parts.join("."))
      if (slot) return slot
      parts.pop()
    }
    return null
  }

  function mark(form, name, wrong) {
    const control = document.getElementById("c-" + name)
    if (!control) return
    if (wrong) control.setAttribute("aria-invalid", "true")
    else control.removeAttribute("aria-invalid")
  }

  /* Only what differs is drawn anew: a button that somebody is on must stay. */
  function draw(slot, html) {
    const drawn = document.createElement("div")
    drawn.innerHTML = html
    if (slot.innerHTML.trim() !== drawn.innerHTML.trim()) slot.innerHTML = html
  }

  function show(told) {
    const form = desk.form()
    const texts = new Map()
    form.querySelectorAll("[data-slot]").forEach((slot) => texts.set(slot, ""))
    Object.keys(told.beside).forEach((name) => {
      const slot = slotOf(form, name)
      if (slot) texts.set(slot, (texts.get(slot) || "") + told.beside[name])
    })
    texts.forEach((html, slot) => {
      draw(slot, html)
      mark(form, slot.dataset.slot, html.includes("finding--error"))
    })
    form.querySelectorAll("[data-reading]").forEach((output) => {
      output.textContent = told.readings[output.dataset.reading] || ""
    })
    draw(document.getElementById("summary"), told.summary)
    draw(document.getElementById("tally"), told.tally)
  }

  async function check() {
    const number = ++asked
    try {
      const told = await desk.ask("/check/" + desk.path(), desk.typed())
      if (number === asked) show(told)
    } catch (error) {
      if (number === asked) desk.say(error.message)
    }
  }

  desk.changes(desk.later(check, 500))
})()
