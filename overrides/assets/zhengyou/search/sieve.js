/* Beside the results: the values of each facet with their counts, and above them what is chosen.

   zySearch.sieve(root, chosen, base) → {show(library, answer, isCurrent), blank()}. ``root`` is a <details>: on a wide
   screen it is always open, on a narrow one its columns are read only when it is opened. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const SHOWN = 12

  zy.sieve = (root, chosen, base) => {
    const element = zyElement
    const items = zy.items
    const wide = matchMedia("(min-width: 60em)")
    const summary = element("summary", {}, ["缩小范围"])
    const unfolded = {} // facets whose further values the reader has unfolded
    const titles = {} // of all values met so far
    let pending = null
    root.append(summary)
    const slots = {} // by facet, in the order in which the first answer names them

    function slotFor(facet) {
      if (!slots[facet.id]) {
        slots[facet.id] = element("section", { class: "zy-facet", "aria-label": facet.title })
        root.append(slots[facet.id])
      }
      return slots[facet.id]
    }

    function line(state, facet, value) {
      const on = zy.address.isChosen(state, facet.id, value.id)
      const attributes = { "data-key": facet.id + value.id, "aria-current": on ? "true" : null }
      const count = element("span", { class: "zy-chip__count" }, [String(value.count)])
      const link = items.asking(base, zy.address.toggled(state, facet.id, value.id), attributes, [
        element("span", {}, [value.title]),
        count,
      ])
      return element("li", {}, [link])
    }

    function fill(slot, state, facet, values) {
      slot.hidden = !values.length || (values.length < 2 && !state.chosen[facet.id])
      const lines = values.map((value) => line(state, facet, value))
      const more = lines.length > SHOWN + 1 ? lines.splice(SHOWN) : []
      const fold = element("details", { class: "zy-facet__more" }, [
        element("summary", { "data-key": "more" + facet.id }, ["更多（" + more.length + "）"]),
        element("ul", { class: "zy-facet__values" }, more),
      ])
      fold.open = Boolean(unfolded[facet.id])
      fold.addEventListener("toggle", () => {
        unfolded[facet.id] = fold.open
      })
      items.refill(slot, [
        element("h2", { class: "zy-facet__title" }, [facet.title]),
        element("ul", { class: "zy-facet__values" }, lines),
        more.length ? fold : "",
      ])
    }

    /* A chosen value as a chip that takes it away again. */
    function tag(state, facet, value) {
      const attributes = {
        class: "zy-chip zy-chip--drop",
        "aria-label": "取消“" + facet.title + "：" + value.title + "”",
        "data-key": "chosen" + facet.id + value.id,
      }
      return element("li", {}, [
        items.asking(base, zy.address.toggled(state, facet.id, value.id), attributes, [value.title]),
      ])
    }

    function showChosen(state) {
      const tags = []
      pending.answer.facets.forEach((facet) => {
        ;(state.chosen[facet.id] || []).forEach((id) => {
          const title = titles[facet.id + " " + id] || (pending.counted[facet.id] && id) // an id that means nothing here
          if (title) tags.push(tag(state, facet, { id, title }))
        })
      })
      const attributes = { class: "zy-search__forget", "data-key": "clear" }
      const clear = items.asking(base, zy.address.changed(state, { chosen: {} }), attributes, ["清除条件"])
      if (tags.length) tags.push(element("li", {}, [clear]))
      items.refill(chosen, tags)
      chosen.hidden = !tags.length
    }

    function count(asked, facet) {
      return zy.count(asked.library, asked.answer, facet.id).then((values) => {
        if (!asked.isCurrent()) return
        const state = asked.answer.state
        asked.counted[facet.id] = true
        values.forEach((value) => {
          titles[facet.id + " " + value.id] = value.title
        })
        fill(slotFor(facet), state, facet, values)
        if (state.chosen[facet.id]) showChosen(state)
      })
    }

    function countAll(wanted) {
      return Promise.all(pending.answer.facets.filter(wanted).map((facet) => count(pending, facet)))
    }

    function isNeeded(facet) {
      return root.open || pending.answer.state.chosen[facet.id]
    }

    function fits() {
      root.open = wide.matches
      summary.hidden = wide.matches
    }

    root.addEventListener("toggle", () => {
      if (pending && root.open) countAll((facet) => !pending.counted[facet.id]).catch(console.error)
    })
    wide.addListener(fits)
    fits()

    return {
      show: (library, answer, isCurrent) => {
        pending = { library, answer, isCurrent, counted: {} }
        const state = answer.state
        answer.facets.forEach(slotFor)
        const number = Object.keys(state.chosen).reduce((sum, facet) => sum + state.chosen[facet].length, 0)
        root.hidden = !number && !answer.total
        summary.textContent = number ? "缩小范围（已选 " + number + " 项）" : "缩小范围"
        showChosen(state)
        return countAll(isNeeded)
      },
      blank: () => {
        pending = null
        root.hidden = true
        chosen.hidden = true
      },
    }
  }
})()
