/* The results page: whatever it shows is written in its address.

   zySearch.page(root, base). ``root`` holds form > input[name=q], an empty [data-zy-answer] and [data-zy-browse],
   the sections that are offered while nothing is asked and when nothing is found. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})

  zy.page = (root, base) => {
    const element = zyElement
    const items = zy.items
    const recent = zy.recentHere()
    const form = root.querySelector("form")
    const field = form.querySelector("input[name=q]")
    const shown = root.querySelector("[data-zy-answer]")
    const browse = root.querySelector("[data-zy-browse]")
    const name = document.title
    let state = zy.address.parse(location.search)
    let failed = false // then pressing Enter asks again
    let turned = false // whether the reader turned a page, and goes on from its top

    const past = element("div", { class: "zy-past" })
    const status = element("p", { class: "zy-results__status", role: "status", tabindex: "-1" })
    const sorts = element("p", { class: "zy-results__sorts" })
    const chosen = element("ul", { class: "zy-chips", "aria-label": "已选的条件" })
    const notes = element("div", {})
    const list = element("ol", { class: "zy-results__list", "aria-label": "搜索结果" })
    const rest = element("div", {})
    const pager = element("nav", { class: "zy-pager", "aria-label": "分页" })
    const sieve = element("details", { class: "zy-results__sieve" })
    const facets = zy.sieve(sieve, chosen, base)
    const head = element("div", { class: "zy-results__head" }, [status, sorts])
    const main = element("div", { class: "zy-results__main" }, [head, chosen, notes, list, rest, pager])
    shown.append(past, element("div", { class: "zy-results" }, [sieve, main]))
    shown.hidden = false

    function link(changes, text, attributes) {
      return items.asking(base, Object.assign({}, state, changes), attributes, [text])
    }

    function showSorts(answer) {
      const sort = (id, text) => {
        const on = state.sort === id
        return link({ sort: id, page: 1 }, text, { "aria-current": on ? "true" : null, "data-key": id })
      }
      const both = [element("span", {}, ["排序："]), sort("relevance", "相关在前"), sort("date", "最近在前")]
      items.refill(sorts, answer.total > 1 && state.q ? both : [])
    }

    function showPager(answer) {
      const turned = [
        state.page > 1 ? link({ page: state.page - 1 }, "上一页", { rel: "prev" }) : "",
        element("span", {}, ["第 " + state.page + " 页，共 " + answer.pages + " 页"]),
        state.page < answer.pages ? link({ page: state.page + 1 }, "下一页", { rel: "next" }) : "",
      ]
      items.refill(pager, answer.pages > 1 ? turned : [])
    }

    function show(answer, isCurrent) {
      state = answer.state // a page beyond the last has become the last
      let said = answer.total ? items.found(answer) : "没有找到"
      if (answer.pages > 1 && state.page > 1) said += "，第 " + state.page + " 页"
      status.textContent = said
      showSorts(answer)
      items.refill(notes, items.notes(answer, base))
      list.start = (state.page - 1) * 10 + 1
      const cards = answer.items.map((item) => items.card(item, base))
      items.refill(list, cards)
      items.refill(rest, answer.total ? [] : [items.nothing(answer, base)])
      showPager(answer)
      browse.hidden = answer.total > 0
      if (turned) head.scrollIntoView()
      if (turned) status.focus({ preventScroll: true })
      turned = false
      return facets.show(enquiry.library, answer, isCurrent)
    }

    /* Nothing asked: what was searched for lately, and the sections. */
    function showBlank() {
      const kept = recent.list().map((text) => {
        const asks = zy.address.typed(state, text)
        return element("li", {}, [items.asking(base, asks, { class: "zy-chip" }, [text])])
      })
      const clear = element("button", { type: "button", class: "zy-search__forget" }, ["清除记录"])
      clear.addEventListener("click", () => {
        recent.clear()
        field.focus()
        showBlank()
      })
      const title = element("h2", {}, ["最近搜索"])
      past.replaceChildren.apply(past, kept.length ? [title, element("ul", { class: "zy-chips" }, kept), clear] : [])
    }

    function empty() {
      ;[sorts, notes, list, rest, pager].forEach((part) => {
        part.replaceChildren()
      })
      facets.blank()
      browse.hidden = false
    }

    function blank() {
      enquiry.drop()
      status.textContent = ""
      empty()
      showBlank()
    }

    function fail(said) {
      failed = true
      empty()
      rest.replaceChildren(said)
    }

    function render() {
      const held = root.contains(document.activeElement)
      if (document.activeElement !== field) field.value = state.q
      document.title = (state.q ? state.q + " - " : "") + name
      if (zy.address.isBlank(state)) return blank()
      past.replaceChildren()
      enquiry.ask(state).then(() => {
        // What was pressed may be gone by now.
        if (held && document.activeElement === document.body) status.focus({ preventScroll: true })
      })
    }

    function go(next, how) {
      state = next
      try {
        history[how](null, "", location.pathname + zy.address.print(state))
      } catch (error) {
        root.setAttribute("data-zy-address", "fixed") // this browser keeps a local file's address; searching still works
      }
      render()
    }

    function typed() {
      go(zy.address.typed(state, field.value), "replaceState")
    }

    const enquiry = zy.enquiry(base, status, show, fail)
    const stop = zy.typing(field, typed)
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      stop()
      recent.add(field.value)
      if (failed || field.value.trim() !== state.q) typed()
      failed = false
    })
    root.addEventListener("click", (event) => {
      const next = items.asked(event)
      if (!next) return event.target.closest(".zy-result a") ? recent.add(state.q) : undefined
      stop()
      turned = Boolean(event.target.closest(".zy-pager"))
      field.value = next.q
      go(next, "pushState")
    })
    root.addEventListener("auxclick", (event) => {
      if (event.target.closest(".zy-result a")) recent.add(state.q)
    })
    window.addEventListener("popstate", () => {
      const next = zy.address.parse(location.search)
      if (zy.address.print(next) === zy.address.print(state)) return // only the place within the page changed
      state = next
      field.value = state.q
      render()
    })

    if (state.q) recent.add(state.q)
    render()
  }
})()
