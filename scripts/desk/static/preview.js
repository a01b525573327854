/* The page that the form makes, by the real build, in a frame of its own. */
;(function () {
  const desk = globalThis.desk
  const PAUSE = 700
  let open = false
  let asked = 0

  function pane() {
    const aside = document.getElementById("preview")
    if (!aside.firstChild) {
      const bar = document.createElement("div")
      bar.className = "preview__bar"
      const said = document.createElement("p")
      said.className = "preview__said"
      said.setAttribute("role", "status")
      bar.appendChild(said)
      const frame = document.createElement("iframe")
      frame.className = "preview__frame"
      frame.title = "预览"
      aside.append(bar, frame)
    }
    return aside
  }

  const tell = (text) => {
    pane().querySelector(".preview__said").textContent = text
  }

  const wait = (time) => new Promise((done) => setTimeout(done, time))

  async function refresh() {
    if (!open) return
    const number = ++asked
    tell("正在生成预览……")
    try {
      const { ticket } = await desk.ask("/preview/" + desk.path(), desk.typed())
      let state = { waiting: true }
      while (number === asked && open && state.waiting) {
        await wait(PAUSE)
        state = await desk.ask("/previewed?ticket=" + ticket)
      }
      if (number !== asked || !open) return
      const frame = pane().querySelector("iframe")
      if (state.ready && state.url) frame.src = state.url
      tell(state.said || (state.ready ? "预览与表单一致" : "这一条不在网站上，没有页面可看"))
    } catch (error) {
      if (number === asked) tell(error.message)
    }
  }

  function toggle(button) {
    open = !open
    const aside = pane()
    aside.hidden = !open
    desk.form().classList.toggle("sheet--split", open)
    button.setAttribute("aria-expanded", String(open))
    button.textContent = open ? "收起预览" : "预览"
    if (open) refresh()
  }

  desk.begins((form) => {
    const button = document.createElement("button")
    button.type = "button"
    button.dataset.preview = ""
    button.setAttribute("aria-expanded", String(open))
    button.setAttribute("aria-controls", "preview")
    button.textContent = open ? "收起预览" : "预览"
    button.addEventListener("click", () => toggle(button))
    form.querySelector("[data-keep]").after(button)
  })
  desk.changes(desk.later(refresh, 1500))
})()
