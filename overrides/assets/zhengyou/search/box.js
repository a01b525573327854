/* The box of the header: a combobox over a list of results, with recent searches while nothing is typed.

   zySearch.box(root, base) → {open(from)}. ``root`` holds form > input[name=q], [data-zy-search-clear],
   [data-zy-search-close] and an empty [data-zy-search-panel]. Focus stays in the field; the list's options are
   pointed at by aria-activedescendant. What else can be pressed (kinds, notes) is reached by Tab. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const SHOWN = 8

  zy.box = (root, base) => {
    const element = zyElement
    const items = zy.items
    const recent = zy.recentHere()
    const form = root.querySelector("form")
    const field = form.querySelector("input[name=q]")
    const panel = root.querySelector("[data-zy-search-panel]")
    const clear = root.querySelector("[data-zy-search-clear]")
    let state = zy.address.parse("")
    let back = null
    let isOpen = false
    let scrolled = false

    const status = element("p", { class: "zy-search__status", role: "status" })
    const tools = element("div", {})
    const kinds = element("div", { class: "zy-search__kinds", role: "group", "aria-label": "按栏目缩小范围" })
    const notes = element("div", { class: "zy-search__notes" })
    const list = element("div", {
      class: "zy-search__list",
      id: "zy-search-list",
      role: "listbox",
      "aria-label": "搜索结果",
    })
    const lines = zy.listbox(field, list)
    const side = element("div", { class: "zy-search__side" })
    const rest = element("div", { class: "zy-search__rest" })
    const head = element("div", { class: "zy-search__head" }, [status, tools])
    panel.append(head, kinds, notes, element("div", { class: "zy-search__lines" }, [list, side]), rest)

    function show(parts) {
      lines.fill(parts.options)
      list.setAttribute("aria-label", parts.name)
      items.refill(tools, parts.tools)
      items.refill(notes, parts.notes)
      items.refill(side, parts.side)
      items.refill(rest, parts.rest)
      field.setAttribute("aria-expanded", String(isOpen && lines.size() > 0))
      clear.hidden = !field.value
      panel.hidden = !isOpen
      if (scrolled) panel.scrollTop = 0 // costs a layout, so only where it changes something
      scrolled = false
    }

    function idle() {
      enquiry.drop()
      const parts = zy.idle(base, recent, () => {
        field.focus()
        idle()
      })
      status.textContent = parts.options.length ? parts.name : ""
      kinds.replaceChildren()
      show(parts)
    }

    function showKinds(counts) {
      const chips = counts.map((one) => {
        const pressed = zy.address.isChosen(state, "kind", one.id)
        const count = element("span", { class: "zy-chip__count" }, [String(one.count)])
        const attributes = {
          type: "button",
          class: "zy-chip",
          "aria-pressed": String(pressed),
          "data-key": "kind" + one.id,
        }
        const chip = element("button", attributes, [one.title, count])
        chip.addEventListener("click", () => {
          ask(zy.address.toggled(state, "kind", one.id))
        })
        return chip
      })
      items.refill(kinds, chips.length > 1 || state.chosen.kind ? chips : [])
    }

    function showAnswer(answer, isCurrent) {
      status.textContent = answer.total ? items.found(answer) : "没有找到"
      const all = items.asking(base, state, { class: "zy-search__all", role: "option", tabindex: "-1" }, [
        "查看全部 " + answer.total + " 条结果",
      ])
      all.zyState = null // leads to the results page, not back into the box
      show({
        name: "搜索结果",
        options: answer.total ? items.options(answer, base, SHOWN).concat(all) : [],
        notes: items.notes(answer, base),
        tools: [],
        side: [],
        rest: answer.total ? [] : [items.nothing(answer, base)],
      })
      return zy.count(enquiry.library, answer, "kind").then((counts) => {
        if (isCurrent()) showKinds(counts)
      })
    }

    function fail(said) {
      kinds.replaceChildren()
      show({ name: "搜索结果", options: [], tools: [], notes: [], side: [], rest: [said] })
    }

    function ask(next) {
      state = next
      if (!state.q) return idle()
      clear.hidden = false
      panel.hidden = !isOpen
      enquiry.ask(state)
    }

    function remember() {
      recent.add(field.value)
    }

    function appear() {
      isOpen = true
      root.classList.add("zy-search--open")
      document.documentElement.classList.add("zy-searching")
    }

    function close(giveBack) {
      if (!isOpen) return
      isOpen = false
      stop()
      enquiry.drop()
      root.classList.remove("zy-search--open")
      document.documentElement.classList.remove("zy-searching")
      panel.hidden = true
      lines.point(-1)
      field.setAttribute("aria-expanded", "false")
      if (giveBack && back) {
        back.focus()
        if (document.activeElement === field) field.blur() // opened from the page itself, which takes no focus
      }
      back = null
    }

    function open(from) {
      if (from && from !== field) back = from
      if (isOpen) return
      appear()
      ask(zy.address.typed(state, field.value))
    }

    function go(href, event) {
      remember()
      if (event.ctrlKey || event.metaKey) window.open(href, "_blank", "noopener")
      else location.assign(href)
    }

    function choose(event) {
      const option = lines.current()
      if (option && option.zyState) return take(option.zyState)
      if (option) return go(option.href, event)
      const typed = state.q === field.value.trim() ? state : zy.address.typed(state, field.value)
      go(base + "search.html" + zy.address.print(typed), event)
    }

    function take(next) {
      field.value = next.q
      ask(next)
    }

    const enquiry = zy.enquiry(base, status, showAnswer, fail)
    const stop = zy.typing(field, () => {
      appear()
      ask(zy.address.typed(state, field.value))
    })

    const keys = {
      ArrowDown: () => {
        if (isOpen) lines.move(1)
        else open(null)
      },
      ArrowUp: () => {
        lines.move(-1)
      },
      Enter: choose,
      Escape: () => {
        close(true)
      },
    }

    field.addEventListener("keydown", (event) => {
      const answer = keys[event.key]
      if (!answer || event.isComposing || event.keyCode === 229) return
      if (event.altKey || event.shiftKey) return
      event.preventDefault()
      answer(event)
    })
    field.addEventListener("input", () => {
      lines.point(-1) // the options answer to what stood there before
      clear.hidden = !field.value
    })
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      choose(event)
    })
    clear.addEventListener("click", () => {
      field.value = ""
      field.focus()
      ask(zy.address.typed(state, ""))
    })
    panel.addEventListener("scroll", () => {
      scrolled = true
    })
    panel.addEventListener("mousedown", (event) => {
      if (event.target.closest("[role=option]") && !event.button) event.preventDefault() // focus stays in the field
    })
    panel.addEventListener("click", (event) => {
      const next = items.asked(event)
      if (!next) return event.target.closest("a") ? remember() : undefined
      field.focus()
      take(next)
    })
    panel.addEventListener("auxclick", (event) => {
      if (event.target.closest("a")) remember()
    })
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target !== field) close(true)
    })
    root.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !root.contains(event.relatedTarget)) close(false)
    })
    document.addEventListener("mousedown", (event) => {
      if (!root.contains(event.target)) close(false)
    })
    root.querySelector("[data-zy-search-close]").addEventListener("click", () => {
      close(true)
    })

    return { open }
  }
})()
