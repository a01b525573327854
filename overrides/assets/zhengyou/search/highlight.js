/* Marks the words a reader came by, on the page they lead to, and a line at its top to go from one to the next.

   zySearch.spots(folded, words) → [[from, to], …], in order and apart; zySearch.highlight(root, "word word"). */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const MOST = 500
  const SKIPPED = "textarea, select, button, svg, .headerlink, .zy-sr"

  function display(node) {
    return getComputedStyle(node).display
  }

  /* Longer words first, so that a word within another takes nothing from it. */
  zy.spots = (folded, words) => {
    const spots = []
    words
      .slice()
      .sort((a, b) => b.length - a.length)
      .forEach((word) => {
        for (let at = folded.indexOf(word); at >= 0 && word; at = folded.indexOf(word, at + word.length)) {
          const end = at + word.length
          const free = spots.every((spot) => end <= spot[0] || at >= spot[1])
          if (free) spots.push([at, end])
          if (spots.length >= MOST) break
        }
      })
    return spots.slice(0, MOST).sort((a, b) => a[0] - b[0])
  }

  /* The text that can be read, as [{node, from}] and one string; blocks are kept apart by a line break. */
  function read(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => {
        if (node.nodeType === 1 && (node.matches(SKIPPED) || display(node) === "none")) return NodeFilter.FILTER_REJECT
        return NodeFilter.FILTER_ACCEPT
      },
    })
    const block = (node) => {
      while (node !== root && display(node).startsWith("inline")) node = node.parentNode
      return node
    }
    const pieces = []
    let text = ""
    let last = null
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (node.nodeType === 1) {
        if (node.nodeName === "BR") last = null
        continue
      }
      const mine = block(node.parentNode)
      if (mine !== last) text += "\n"
      last = mine
      pieces.push({ node, from: text.length })
      text += node.data
    }
    return { pieces, text }
  }

  /* Wraps each spot; one that runs over several nodes gets several marks. Gives the first mark of each. */
  function wrap(pieces, spots) {
    const firsts = []
    pieces.forEach((piece) => {
      let rest = piece.node
      let start = piece.from
      const end = start + rest.length
      spots.forEach((spot, index) => {
        const from = Math.max(spot[0], start)
        const to = Math.min(spot[1], end)
        if (from >= to) return
        const middle = rest.splitText(from - start)
        rest = middle.splitText(to - from)
        start = to
        const mark = zyElement("mark", { class: "zy-hit" }, [])
        middle.replaceWith(mark)
        mark.append(middle)
        if (!firsts[index]) firsts[index] = mark
      })
    })
    return firsts
  }

  function unwrap(root) {
    Array.from(root.querySelectorAll("mark.zy-hit")).forEach((mark) => {
      const parent = mark.parentNode
      mark.replaceWith.apply(mark, Array.from(mark.childNodes))
      parent.normalize()
    })
  }

  function reveal(mark) {
    for (let node = mark; node; node = node.parentElement) if (node.nodeName === "DETAILS") node.open = true
    mark.scrollIntoView({ block: "center" })
  }

  zy.highlight = (root, text) => {
    if (!root) return
    const words = text.split(/\s+/).filter(Boolean)
    const found = read(root)
    const folded = words.map(zy.fold)
    const marks = wrap(found.pieces, zy.spots(zy.fold(found.text), folded))
    if (!marks.length) return
    let here = -1
    const status = zyElement("span", { role: "status" }, ["共 " + marks.length + " 处"])
    const next = zyElement("button", { type: "button" }, ["下一处"])
    const clear = zyElement("button", { type: "button" }, ["清除标记"])
    const there = words.filter((word, at) => zy.fold(found.text).includes(folded[at]))
    const said = zyElement("span", { class: "zy-hits__words" }, ["已标出：" + there.join("、")])
    const line = zyElement("div", { class: "zy-hits", role: "region", "aria-label": "搜索词的标记" }, [
      said,
      status,
      next,
      clear,
    ])
    next.addEventListener("click", () => {
      if (marks[here]) marks[here].classList.remove("zy-hit--now")
      here = (here + 1) % marks.length
      marks[here].classList.add("zy-hit--now")
      reveal(marks[here])
      status.textContent = "第 " + (here + 1) + " 处，共 " + marks.length + " 处"
    })
    clear.addEventListener("click", () => {
      const url = new URL(location.href)
      url.searchParams.delete("h")
      unwrap(root)
      line.remove()
      root.focus({ preventScroll: true })
      try {
        history.replaceState(history.state, "", url.href)
      } catch (error) {
        return // this browser keeps a local file's address: the words come back when the page is opened anew
      }
    })
    root.prepend(line)
    const target = document.querySelector(":target")
    if (target) target.scrollIntoView() // the line has moved it, and lies over what is at the top
  }
})()
