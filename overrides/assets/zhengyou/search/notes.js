/* What was understood, in Chinese, each with the search that takes it back or tries another guess. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const READ_AS = {
    script: "按简体查了",
    pinyin: "按拼音查了",
    initials: "按首字母查了",
    beginning: "按开头的字母查了",
    topic: "查了",
  }

  function text(note) {
    const to = (note.to || []).join("、")
    if (note.kind === "synonym") return "同时查了同义的：" + to
    if (note.kind === "loose") return "没有一处写着全部字词，下面的含有其中一半以上"
    const as = READ_AS[note.kind] || "没有“" + note.from + "”这样写的，按读音查了"
    return as + "“" + to + "”"
  }

  const FINAL = ["loose", "script"] // nothing to take back: the same words, or as near as there is

  zy.said = (state, notes) =>
    notes.flatMap((note) => {
      const undo = FINAL.includes(note.kind) ? null : { ...state, exact: true, page: 1 }
      const first = {
        kind: note.kind,
        text: text(note),
        undo,
        undoText: undo && "只查原文",
      }
      const guesses = (note.guesses || []).map((guess) => {
        const typed = zy.fold(state.q).replace(note.from.replace(/'/g, " "), guess)
        const other = { ...state, q: typed.includes(guess) ? typed : guess, page: 1 }
        return { kind: "guess", text: "也可能是“" + guess + "”", undo: other, undoText: "查这个" }
      })
      return [first, ...guesses]
    })
})()
