/* The form of a record as it stands, and how the desk is asked about it. Every other script of the form stands on this
   one: `desk.begins` runs for each form that is drawn, `desk.changed` for each thing typed. */
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

  /* The same as one text, to see whether anything has been typed since. */
  desk.written = () => new URLSearchParams(desk.typed()).toString()

  /* What is sent goes one after the other: an older text must not arrive last. */
  let line = Promise.resolve()
  desk.inTurn = (act) => (line = line.then(act, act))

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

  /* Whether the form is not as the desk sent it: something was typed before the scripts had come, or is put back by
     the browser. */
  function isTouched(one) {
    if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked
    if (one.tagName !== "SELECT") return "defaultValue" in one && one.value !== one.defaultValue
    const options = Array.from(one.options)
    return one.selectedIndex !== Math.max(0, options.findIndex((option) => option.defaultSelected))
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = desk.form()
    form.addEventListener("input", desk.changed)
    form.addEventListener("change", desk.changed)
    desk.begin()
    if (Array.from(form.elements).some(isTouched)) desk.changed()
  })

  desk.begin = () => {
    beginnings.forEach((act) => act(desk.form()))
  }
})()
