/* What was understood, in Chinese, each with the search that takes it back or tries another guess. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const SAID = {
    synonym: (from, to) => "同时查了同义的：" + to,
    script: (from, to) => "按简体查了“" + to + "”",
    pinyin: (from, to) => "按拼音查了“" + to + "”",
    initials: (from, to) => "按首字母查了“" + to + "”",
    letters: (from, to) => "按首字母查了“" + to + "”",
    beginning: (from, to) => "按开头的字母查了“" + to + "”",
    corrected: (from, to) => "没有找到“" + from + "”，按同音查了“" + to + "”",
    loose: () => "没有内容同时含有全部字词，下面是含有其中一半以上的",
  }
  const FINAL = ["loose", "script"] // the same words; nothing to take back

  zy.said = (state, notes) =>
    notes.flatMap((note) => {
      const undo = FINAL.includes(note.kind) ? null : Object.assign({}, state, { exact: true, page: 1 })
      const first = {
        kind: note.kind,
        text: SAID[note.kind](note.from, (note.to || []).join("、")),
        undo: undo,
        undoText: undo && "只查原文",
      }
      const guesses = (note.guesses || []).map((guess) => {
        const typed = zy.fold(state.q).replace(note.from.replace(/'/g, " "), guess)
        const other = Object.assign({}, state, { q: typed.includes(guess) ? typed : guess, page: 1 })
        return { kind: "guess", text: "也可能是“" + guess + "”", undo: other, undoText: "查这个" }
      })
      return [first, ...guesses]
    })
})()
