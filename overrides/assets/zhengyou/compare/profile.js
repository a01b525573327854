/* 结果一览: a table of how many answers each criterion has of each kind, every row with a bar that shows the same. */
var zyProfile = (function () {
  const WIDTH = 240
  const HEIGHT = 18
  const SPACE = "http://www.w3.org/2000/svg"
  // Each kind has a pattern of its own: told apart in grey, too. What is not answered is left white.
  const PATTERNS = {
    met: [],
    partly: [["path", { d: "M-2 2l4-4M0 8l8-8M6 10l4-4" }]],
    unmet: [["circle", { cx: 2, cy: 2, r: 1.3 }], ["circle", { cx: 6, cy: 6, r: 1.3 }]],
    inapplicable: [["path", { d: "M0 4h8" }]],
  }

  function drawn(tag, attributes, children) {
    const node = document.createElementNS(SPACE, tag)
    Object.keys(attributes).forEach((name) => node.setAttribute(name, attributes[name]))
    ;(children || []).forEach((child) => node.append(child))
    return node
  }

  function kinds(data) {
    return data.answers.concat({ id: "open", title: "未答" })
  }

  /* The patterns, once on the page. */
  function patterns() {
    const made = Object.keys(PATTERNS).map((id) =>
      drawn("pattern", { id: "zy-tile-" + id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, [
        drawn("rect", { width: 8, height: 8, class: "zy-tile__ground zy-tile__ground--" + id }),
        ...PATTERNS[id].map((one) => drawn(one[0], Object.assign({ class: "zy-tile__mark" }, one[1]))),
      ])
    )
    return drawn("svg", { class: "zy-tiles", width: 0, height: 0, "aria-hidden": "true" }, [drawn("defs", {}, made)])
  }

  function piece(id, x, width) {
    return drawn("rect", {
      class: "zy-piece",
      x,
      y: 1,
      width,
      height: HEIGHT - 2,
      fill: PATTERNS[id] ? "url(#zy-tile-" + id + ")" : "none",
    })
  }

  function bar(row, data) {
    const all = kinds(data).reduce((sum, kind) => sum + row[kind.id], 0) || 1
    const scale = (WIDTH - 2) / all
    let x = 1
    const pieces = []
    kinds(data).forEach((kind) => {
      if (row[kind.id]) pieces.push(piece(kind.id, x, row[kind.id] * scale))
      x += row[kind.id] * scale
    })
    return drawn("svg", { class: "zy-stack", viewBox: "0 0 " + WIDTH + " " + HEIGHT, "aria-hidden": "true" }, pieces)
  }

  function key(data) {
    return zyElement(
      "p",
      { class: "zy-stack__key", "aria-hidden": "true" },
      kinds(data).map((kind) =>
        zyElement("span", {}, [
          drawn("svg", { class: "zy-stack__swatch", viewBox: "0 0 24 18" }, [piece(kind.id, 1, 22)]),
          kind.title,
        ])
      )
    )
  }

  function percent(share) {
    return share === null ? "—" : Math.round(share * 100) + "%"
  }

  function mount(root, work) {
    const data = work.data
    const live = zyForm.place(root.querySelector("[data-zy-profile]"))
    const heads = ["标准", "图"].concat(
      kinds(data).map((kind) => kind.title),
      "做到程度"
    )
    const place = zyElement("div")
    const note = "做到程度＝（做到＋部分做到的一半）÷（做到＋部分做到＋没做到），不适用的和未答的不算在内。"
    zyForm.fill(live, [patterns(), place, key(data), zyElement("p", { class: "zy-small" }, [note])])
    return {
      show: (sheet) => {
        const rows = zySheet.profile(sheet, data).map((row) => {
          const counts = kinds(data).map((kind) => String(row[kind.id]))
          return [row.title, bar(row, data), ...counts, percent(row.share)]
        })
        zyForm.blank(live, !zySheet.isAnswered(sheet, data))
        zyForm.fill(place, [zyForm.table(heads, rows, { class: "zy-table zy-profile" }, "各项标准的回答")])
      },
    }
  }

  return { mount, percent }
})()
if (typeof module === "object" && module.exports) module.exports = zyProfile
