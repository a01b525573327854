/* The form of a record sent as it stands, and parts of the page drawn anew from the answer. Every other script of the
   form stands on this one: `desk.begins` runs for each form that is drawn, `desk.changed` for each thing typed. */
;(function () {
  const desk = (globalThis.desk = globalThis.desk || {})
  const beginnings = []
  const listeners = []

  desk.form = () => document.getElementById("sheet")

  desk.begins = (act) => {
    beginnings.push(act)
  }

  desk.changes = (act) => {
    listeners.push(act)
  }

  desk.changed = () => {
    listeners.forEach((act) => act())
  }

  /* After the last of several calls, so many milliseconds later. */
  desk.later = (act, wait) => {
    let timer = 0
    return () => {
      clearTimeout(timer)
      timer = setTimeout(act, wait)
    }
  }

  desk.say = (text) => {
    document.getElementById("state").textContent = text
  }

  /* Everything on the form but chosen files, which only an upload needs. */
  desk.typed = () => {
    const data = new FormData(desk.form())
    data.delete("upload")
    return data
  }

  /* The answer to one of our own addresses, as JSON; rejects with what the desk says is wrong. */
  desk.ask = async (address, data) => {
    const where = address + (address.includes("?") ? "&" : "?") + "script=1"
    let answer
    try {
      answer = await fetch(where, data ? { method: "POST", body: data } : {})
    } catch (error) {
      throw new Error("编辑台没有应答，请看看运行编辑台的窗口还开着没有")
    }
    const told = await answer.json().catch(() => ({}))
    if (!answer.ok) throw new Error(told.sorry || "编辑台没有收下，请刷新这一页")
    return told
  }

  desk.path = () => desk.form().dataset.path

  function begin() {
    const form = desk.form()
    form.addEventListener("input", desk.changed)
    form.addEventListener("change", desk.changed)
    beginnings.forEach((act) => act(form))
  }

  /* The form in a new state, the keyboard where the server says it goes on. */
  function swap(text) {
    const page = new DOMParser().parseFromString(text, "text/html")
    const drawn = page.getElementById("sheet")
    if (!drawn) {
      const sorry = page.querySelector("main .note")
      desk.say(sorry ? sorry.textContent : "没有成功，请再试一次")
      return
    }
    const form = desk.form()
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
    beginnings.forEach((act) => act(form))
    if (marked.length) marked[0].focus()
    desk.changed()
  }

  async function submit(button) {
    const big = button.hasAttribute("data-big")
    const data = big ? new FormData(desk.form()) : desk.typed()
    if (button.name) data.append(button.name, button.value)
    button.disabled = true
    desk.say("请稍候……")
    try {
      const address = button.hasAttribute("formaction") ? button.formAction : desk.form().action
      const answer = await fetch(address, { method: "POST", body: data })
      desk.say("")
      if (answer.redirected) location.href = answer.url
      else swap(await answer.text())
    } catch (error) {
      desk.say("编辑台没有应答，请看看运行编辑台的窗口还开着没有")
    }
    button.disabled = false
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-part]")
    if (!button || !desk.form() || !desk.form().contains(button)) return
    event.preventDefault()
    submit(button)
  })

  document.addEventListener("DOMContentLoaded", begin)
})()
