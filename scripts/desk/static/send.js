/* Buttons of the form that are answered in place. Whoever goes on typing meanwhile loses nothing: not a letter, and not
   the place. */
;(function () {
  const desk = globalThis.desk
  // A word that is being composed, as Chinese is, would be broken off if the form were drawn anew.
  let composed = Promise.resolve()

  document.addEventListener("compositionstart", (event) => {
    composed = new Promise((done) => event.target.addEventListener("compositionend", done, { once: true }))
  })

  /* What to do once the form is another one, so that the keyboard goes on where it is; null where it is nowhere. */
  function standing(form, button) {
    const on = document.activeElement
    if (on === button || !form.contains(on)) return null
    const [from, to] = [on.selectionStart, on.selectionEnd]
    return () => {
      const alike = Array.from(form.elements).filter((one) => one.name === on.name && one.value === on.value)
      const there = on.id ? document.getElementById(on.id) : alike[0]
      if (!there) return
      there.focus({ preventScroll: true })
      if (typeof from === "number") there.setSelectionRange(from, to)
    }
  }

  /* Which parts are unfolded, to unfold them again. */
  function unfolded(form) {
    const all = () => Array.from(form.querySelectorAll("details"))
    const open = new Set(all().filter((one) => one.open).map((one) => one.parentElement.id))
    return () => all().forEach((one) => (one.open = one.open || open.has(one.parentElement.id)))
  }

  /* The form in a new state, the keyboard where the server says it goes on, unless somebody has gone on by himself. */
  function swap(drawn, button) {
    const form = desk.form()
    const stay = standing(form, button)
    const unfold = unfolded(form)
    const shown = document.getElementById("preview")
    const split = form.classList.contains("sheet--split")
    // A frame that is moved loads anew, so only what stands around it is exchanged.
    const fresh = document.importNode(drawn, true)
    const marked = Array.from(fresh.querySelectorAll("[autofocus]"))
    marked.forEach((control) => control.removeAttribute("autofocus"))
    const place = fresh.querySelector("#preview")
    Array.from(form.children).forEach((child) => child !== shown && child.remove())
    let before = true
    Array.from(fresh.children).forEach((child) => {
      if (child === place) before = false
      else if (before) form.insertBefore(child, shown)
      else form.appendChild(child)
    })
    form.toggleAttribute("data-whole", fresh.hasAttribute("data-whole"))
    form.classList.toggle("sheet--split", split)
    desk.begin()
    unfold()
    if (stay) stay()
    else if (marked.length) marked[0].focus()
    desk.changed()
  }

  /* The form goes on from what was saved. What is typed stays as it is; later changes count from there. */
  function goOn(drawn) {
    const form = desk.form()
    form.elements.form.value = drawn.elements.form.value
    form.elements.seen.value = drawn.elements.seen.value
    form.elements.since.value = drawn.elements.base.value
    ;[".sheet__head", "#f-status"].forEach((where) => {
      const [old, made] = [form.querySelector(where), drawn.querySelector(where)]
      if (old && made) old.replaceWith(document.importNode(made, true))
    })
    const discard = form.querySelector('[value="discard"]')
    if (discard) discard.remove()
    desk.changed()
  }

  function tell(answered, otherwise) {
    const note = answered.querySelector(".sheet__head > .note[role], main > .note")
    if (note || otherwise) desk.say(note ? note.textContent : otherwise)
  }

  async function post(address, body) {
    const answer = await fetch(address, { method: "POST", body })
    const answered = new DOMParser().parseFromString(await answer.text(), "text/html")
    return { answer, answered, drawn: answered.getElementById("sheet") }
  }

  /* Sent once more where something was typed meanwhile, since the answer does not have it. */
  async function send(button) {
    const form = desk.form()
    const address = button.hasAttribute("formaction") ? button.formAction : form.action
    for (;;) {
      const sent = desk.written()
      const body = button.hasAttribute("data-big") ? new FormData(form) : desk.typed()
      body.append(button.name, button.value)
      const { answer, answered, drawn } = await post(address, body)
      if (answer.redirected && drawn) {
        // A text that could not be shown as a form is one now.
        const opens = form.hasAttribute("data-whole") && !form.querySelector('[value="form"]')
        if (opens && sent === desk.written()) swap(drawn, button)
        else goOn(drawn)
        history.replaceState(null, "", answer.url)
        document.title = answered.title
        return tell(answered)
      }
      // Both versions of a file that was changed elsewhere are a page of their own.
      if (answer.status === 409) return leave(form, button)
      if (!drawn) return tell(answered, "没有成功，请再试一次")
      await composed
      if (sent === desk.written()) {
        swap(drawn, button)
        const refused = form.querySelector(".sheet__head > .note--wrong")
        if (refused) refused.scrollIntoView({ block: "center" })
        return tell(answered)
      }
    }
  }

  function leave(form, button) {
    const pressed = document.createElement("input")
    Object.assign(pressed, { type: "hidden", name: button.name, value: button.value })
    form.appendChild(pressed)
    form.submit()
  }

  /* The form with what was typed into it before, as ``desk.written`` had it; nothing where somebody types already. */
  desk.bringBack = async (written) => {
    const body = new FormData()
    new URLSearchParams(written).forEach((value, name) => body.append(name, value))
    body.append("do", "check")
    const before = desk.written()
    const { drawn } = await post(desk.form().action, body)
    if (drawn && before === desk.written()) swap(drawn)
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-part]")
    if (!button || !desk.form().contains(button)) return
    event.preventDefault()
    // Saved twice is saved; whatever else is pressed twice would be done twice.
    button.disabled = !button.hasAttribute("data-save")
    desk.say("请稍候……")
    desk.inTurn(() => send(button))
      .catch(() => desk.say("编辑台没有应答，请看看运行编辑台的窗口还开着没有"))
      .then(() => (button.disabled = false))
  })
})()
