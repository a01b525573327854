/* What the box holds while nothing is typed: recent searches, each with its own way out, and what can be typed. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const HINTS = [
    ["拼音或首字母", "chengnuo、cn"],
    ["原话", "“一次办结”"],
    ["不含某词", "承诺 -示例"],
    ["文号", "〔2010〕12号"],
    ["时间", "2010年5月"],
  ]

  function hints() {
    const element = zyElement
    const lines = HINTS.map((hint) => element("div", {}, [element("dt", {}, [hint[0]]), element("dd", {}, [hint[1]])]))
    return element("div", { class: "zy-search__hints" }, [element("p", {}, ["可以这样查"]), element("dl", {}, lines)])
  }

  /* A button that changes the list, after which ``again`` shows what is left. */
  function button(attributes, children, change, again) {
    const node = zyElement("button", Object.assign({ type: "button" }, attributes), children)
    node.addEventListener("click", () => {
      change()
      again()
    })
    return node
  }

  zy.idle = (base, recent, again) => {
    const kept = recent.list()
    const blank = zy.address.parse("")
    const past = kept.map((text) => {
      const attributes = { class: "zy-search__past", role: "option", tabindex: "-1" }
      return zy.items.asking(base, zy.address.typed(blank, text), attributes, [text])
    })
    // Buttons are no options: they stand beside the list, line by line.
    const drops = kept.map((text) => {
      const drop = () => {
        recent.remove(text)
      }
      return button({ class: "zy-search__drop", "aria-label": "删去记录：" + text }, [], drop, again)
    })
    const clear = kept.length ? [button({ class: "zy-search__forget" }, ["清除记录"], recent.clear, again)] : []
    return { name: "最近搜索", options: past, tools: clear, notes: [], side: drops, rest: [hints()] }
  }
})()
