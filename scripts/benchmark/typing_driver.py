"""The script that types into a search field and waits for the first result."""

from __future__ import annotations

import json

# An item that stood there before the field was emptied is not this query's result. Whoever
# listens for keys instead of input gets a key, too.
_SCRIPT = """() => {
  const names = %s
  const all = (selector) => Array.from(document.querySelectorAll(selector))
  const type = (field, text) => {
    field.value = text
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }))
    field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "Process" }))
  }
  const until = (done, patience) => new Promise((resolve) => {
    const observer = new MutationObserver(look)
    const clock = setTimeout(() => finish(undefined), patience)
    function finish(value) { observer.disconnect(); clearTimeout(clock); resolve(value) }
    function look() { const value = done(); if (value !== undefined) finish(value) }
    observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true })
    look()
  })
  const status = () => all(names.status).map((one) => one.textContent).join(" ")
  globalThis.zyBench = {
    open: async () => {
      const end = performance.now() + 10000
      const there = () => document.activeElement && document.activeElement.matches(names.field)
      while (!there() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    ask: async (text) => {
      const field = document.querySelector(names.field)
      if (field.value) {
        const last = status()
        type(field, "")
        await until(() => (all(names.item).length || status() === last ? undefined : true), 1500)
      }
      const before = new Set(all(names.item))
      const said = status()
      const begun = performance.now()
      type(field, text)
      const found = await until(() => {
        if (all(names.item).some((one) => !before.has(one))) return true
        return status() !== said && status().includes(names.none) ? false : undefined
      }, 60000)
      const ms = performance.now() - begun
      if (found === undefined) return { ms: null, found: null }
      if (!found) return { ms, found: 0 }
      // The count may come a moment after the first item; Material writes 2.1k for 2,103.
      const number = await until(() => {
        const digits = status() === said ? null : /(\\d+(?:\\.\\d+)?)(k?)/.exec(status().replace(/[,\\s]/g, ""))
        return digits ? Math.round(Number(digits[1]) * (digits[2] ? 1000 : 1)) : undefined
      }, 500)
      return { ms, found: number === undefined ? all(names.item).length : number }
    },
  }
}"""


def script(*, field: str, item: str, status: str, none: str) -> str:
    """A driver for a page with a field, items and a status line, by their selectors; ``none`` is said of no result."""
    return _SCRIPT % json.dumps({"field": field, "item": item, "status": status, "none": none}, ensure_ascii=False)
