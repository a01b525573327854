/* An answer as elements: results, notes on what was understood, and what to try when nothing was found.
   Text reaches the page as text only. A link that asks anew carries its state as ``zyState``. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})

  const element = zyElement

  /* [[text, marked], …] with <mark> around what was searched for. */
  function marked(parts) {
    return parts.map((part) => (part[1] ? element("mark", {}, [part[0]]) : part[0]))
  }

  /* An excerpt under the name of its section; nothing where there is neither. */
  function excerpt(item, tag, name) {
    if (!item.excerpt.length) return null
    const place = item.place.length ? [element("b", {}, marked(item.place)), "　"] : []
    return element(tag, { class: name }, place.concat(marked(item.excerpt)))
  }

  function plain(parts) {
    return parts.map((part) => part[0]).join("")
  }

  function target(base, address, anchor, words) {
    const url = new URL(address, base)
    if (words.length) url.searchParams.set("h", words.join(" "))
    if (anchor) url.hash = anchor
    return url.href
  }

  function asking(base, state, attributes, children) {
    const href = base + "search.html" + zy.address.print(state)
    const link = element("a", Object.assign({ href }, attributes), children)
    link.zyState = state
    return link
  }

  /* The state behind a click that the page itself may answer; a click for a new tab is the browser's. */
  function asked(event) {
    const link = event.target.closest("a")
    if (!link || !link.zyState || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return null
    event.preventDefault()
    return link.zyState
  }

  /* Fills a box anew, and gives focus back to what stands there under the same data-key. */
  function refill(box, children) {
    const held = box.contains(document.activeElement) && document.activeElement.getAttribute("data-key")
    box.replaceChildren.apply(box, children)
    if (!held) return
    const same = Array.from(box.querySelectorAll("[data-key]")).find((node) => node.getAttribute("data-key") === held)
    if (same) same.focus()
  }

  function found(answer) {
    return (answer.approximate ? "找到约 " : "找到 ") + answer.total + " 条"
  }

  function badges(item) {
    return item.badges.map((badge) => element("span", { class: "zy-badge zy-badge--" + badge[0] }, [badge[1]]))
  }

  function meta(item) {
    const kind = element("span", { class: "zy-badge zy-badge--plain" }, [item.kindTitle])
    const words = item.meta ? element("span", { class: "zy-found__words" }, [item.meta]) : null
    return element("span", { class: "zy-found__meta" }, [kind].concat(badges(item), words))
  }

  /* The options of a listbox: each result, and its two best further places as options of their own. */
  function options(answer, base, limit) {
    const list = []
    answer.items.slice(0, limit).forEach((item) => {
      const link = (anchor, name, children) => {
        const href = target(base, item.address, anchor, item.words)
        list.push(element("a", { class: "zy-found " + name, role: "option", tabindex: "-1", href }, children))
      }
      link(item.anchor, "zy-found--page", [
        element("span", { class: "zy-found__title" }, marked(item.title)),
        meta(item),
        excerpt(item, "span", "zy-found__text"),
      ])
      item.sections.slice(0, 2).forEach((section) => {
        link(section.anchor, "zy-found--section", [
          element("span", { class: "zy-sr" }, [plain(item.title) + "："]),
          element("span", { class: "zy-found__title" }, marked(section.title)),
        ])
      })
    })
    return list
  }

  /* A result of the results page. */
  function card(item, base) {
    const link = (anchor, name, parts) => {
      return element("a", { class: name, href: target(base, item.address, anchor, item.words) }, marked(parts))
    }
    const places = item.sections.map((section) =>
      element("li", {}, [
        link(section.anchor, "zy-result__place", section.title),
        element("span", { class: "zy-result__excerpt" }, marked(section.excerpt)),
      ])
    )
    return element("li", { class: "zy-result" }, [
      element("h2", { class: "zy-result__title" }, [link(item.anchor, "zy-result__link", item.title)]),
      meta(item),
      excerpt(item, "p", "zy-result__text"),
      places.length ? element("ul", { class: "zy-result__places", "aria-label": "同一页的其他位置" }, places) : null,
    ])
  }

  function notes(answer, base) {
    return answer.notes.map((note, index) => {
      const undo = note.undo ? asking(base, note.undo, { "data-key": "undo" + index }, [note.undoText]) : null
      return element("p", { class: "zy-search-note" }, [note.text, undo ? "　" : null, undo])
    })
  }

  /* Why there is nothing, and the nearest thing there is. */
  function nothing(answer, base) {
    const state = answer.state
    const narrowed = Object.keys(state.chosen).length
    const ask = (text, more) => {
      const chosen = { q: text, chosen: {}, exact: false }
      return asking(
        base,
        zy.address.changed(state, chosen),
        { class: "zy-chip", "data-key": "try" + text },
        [text].concat(more)
      )
    }
    const row = (title, chips) => {
      if (!chips.length) return null
      const items = chips.map((chip) => element("li", {}, [chip]))
      return element("div", {}, [
        element("p", { class: "zy-nothing__title" }, [title]),
        element("ul", { class: "zy-chips" }, items),
      ])
    }
    const lone = answer.nothing ? answer.nothing.words : []
    const alone = lone.map((word) => {
      if (word.total) return ask(word.text, [element("span", { class: "zy-chip__count" }, [String(word.total)])])
      return element("span", { class: "zy-chip zy-chip--none" }, [
        word.text,
        element("span", { class: "zy-chip__count" }, ["0"]),
      ])
    })
    const near = (answer.nothing ? answer.nothing.near : []).map((text) => ask(text, []))
    let why = "没有找到“" + state.q.replace(/["“”]/g, "") + "”。"
    if (lone.length > 1) why = "没有一页同时含有这些词。"
    if (narrowed) why = state.q ? "所选条件下没有这样的内容。" : "没有符合所选条件的内容。"
    const wider =
      narrowed && state.q
        ? asking(base, zy.address.changed(state, { chosen: {} }), { "data-key": "wider" }, ["不限条件再找"])
        : null
    return element("div", { class: "zy-nothing" }, [
      element("p", { class: "zy-nothing__why" }, [why, wider]),
      row("分开来找", lone.length > 1 ? alone : []),
      row("是不是要找", near),
    ])
  }

  /* What is said when the index cannot be read; the list of everything needs no script. */
  function failure(base) {
    const link = element("a", { href: base + "site-index/index.html" }, ["全站索引"])
    return element("p", { class: "zy-search-note" }, ["搜索数据没有读到，可以稍后再试，或用", link, "。"])
  }

  zy.items = {
    asking,
    asked,
    refill,
    found,
    options,
    card,
    notes,
    nothing,
    failure,
  }
})()
