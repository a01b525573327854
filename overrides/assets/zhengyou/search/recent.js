/* What this reader searched for lately, newest first, in this browser only. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const KEEP = 8
  const LONGEST = 60

  function tidy(text) {
    return text.trim().replace(/\s+/g, " ")
  }

  /* The list, over any storage: ``read()`` gives what was written, or anything at all; ``write(list)`` may do nothing. */
  zy.recent = (read, write) => {
    function list() {
      const kept = read()
      if (!Array.isArray(kept)) return []
      return kept
        .filter(
          (text, index) =>
            typeof text === "string" && tidy(text) && text.length <= LONGEST && kept.indexOf(text) === index
        )
        .slice(0, KEEP)
    }

    function without(text) {
      return list().filter((one) => one !== text)
    }

    return {
      list,
      add: (text) => {
        text = tidy(text)
        if (text && text.length <= LONGEST) write([text].concat(without(text)).slice(0, KEEP))
      },
      remove: (text) => {
        write(without(text))
      },
      clear: () => {
        write([])
      },
    }
  }

  /* Under a key of this site's own, so that two sites on one server keep their lists apart (see ../storage.js). */
  zy.recentHere = () => {
    return zy.recent(
      () => __md_get("search.recent"),
      (list) => {
        __md_set("search.recent", list)
      }
    )
  }
})()
