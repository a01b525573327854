/* Where a document says what was asked: its best sections, and texts in parts [text, marked]. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const ROOM = 90 // characters of an excerpt
  const BEFORE = 24
  const PLACES = 20 // marks looked for in one text, for each word
  const MORE = 3 // further sections named
  const TOLD = 12 // words that the opened page is told to mark
  const WORTH = { word: 4, inHeading: 2, again: 0.3, enough: 3 }

  /* Whether what stands there is no mere part of a longer number or word of letters: the 2 of 2010 is no 2. */
  function stands(text, start, end) {
    const joins = (at) => /^[a-z0-9]{2}$/.test(text.slice(Math.max(0, at - 1), at + 1))
    return !joins(start) && !joins(end)
  }

  /* [start, end, number of the word] of every place where a word stands, in order. */
  function places(folded, words) {
    const found = []
    words.forEach((forms, number) => {
      let left = PLACES
      for (const form of forms) {
        for (let at = folded.indexOf(form); at >= 0 && left; at = folded.indexOf(form, at + 1)) {
          if (!stands(folded, at, at + form.length)) continue
          found.push([at, at + form.length, number])
          left--
        }
      }
    })
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  }

  function kinds(marks) {
    return new Set(marks.map((mark) => mark[2])).size
  }

  /* A text's stretch from start to end, cut where marks begin and end; marks that touch are one. */
  function parts(text, marks, start, end) {
    const found = []
    let at = start
    const add = (to, marked) => {
      if (to <= at) return
      const said = text.slice(at, to).replace(/\s+/g, " ")
      const last = found[found.length - 1]
      if (last && last[1] === marked) last[0] += said
      else found.push([said, marked])
      at = to
    }
    for (const mark of marks) {
      if (mark[1] <= at || mark[0] >= end) continue
      add(Math.max(mark[0], at), false)
      add(Math.min(mark[1], end), true)
    }
    add(end, false)
    return found
  }

  /* Where the stretch that holds most different words begins and ends, a little before them included. */
  function stretch(text, marks) {
    let best = { from: 0, kinds: 0 }
    for (const [from] of marks) {
      const near = marks.filter((mark) => mark[0] >= from && mark[1] <= from + ROOM - BEFORE)
      if (kinds(near) > best.kinds) best = { from, kinds: kinds(near) }
    }
    let start = Math.max(0, best.from - BEFORE)
    // Begin after the sentence before, where one ends in that little.
    const ended = Math.max(...["。", "；", "！", "？", "\n"].map((sign) => text.lastIndexOf(sign, best.from - 1)))
    if (start && ended >= start) start = ended + 1
    const half = (at) => /[\udc00-\udfff]/.test(text[at] || "") // of a character of two code units
    const end = Math.min(text.length, start + ROOM)
    return [half(start) ? start - 1 : start, half(end) ? end + 1 : end]
  }

  function excerpt(text, marks) {
    const [start, end] = stretch(text, marks)
    const found = parts(text, marks, start, end)
    if (start > 0) found.unshift(["…", false])
    if (end < text.length) found.push(["…", false])
    return found
  }

  /* A document {title, heading and text of each section}, folded. */
  function foldedWhole(title, sections) {
    return {
      title: zy.fold(title),
      sections: sections.map((section) => ({ heading: zy.fold(section[1]), text: zy.fold(section[2]) })),
    }
  }

  /* Whether a folded document holds a clause as typed, or in another of its forms. */
  function holds(whole, clause) {
    const has = (text) => places(text, [clause.forms]).length > 0
    return has(whole.title) || whole.sections.some((one) => has(one.heading) || has(one.text))
  }

  zy.holds = (title, sections, clauses) => {
    const whole = foldedWhole(title, sections)
    return clauses.every((clause) => holds(whole, clause))
  }

  /* What to show of a document: {title, anchor, heading, place, excerpt, sections, holds, words}. A clause that stands nowhere as
     typed is shown by its pairs. `place` is the heading over the excerpt, in parts. */
  zy.show = (title, sections, clauses) => {
    const whole = foldedWhole(title, sections)
    const held = clauses.map((clause) => holds(whole, clause))
    const words = clauses.map((clause, at) => (held[at] || !clause.units.length ? clause.forms : zy.grams(clause.units)))
    const inTitle = places(whole.title, words)
    const rated = sections.map(([anchor, heading, text], at) => {
      const inHeading = places(whole.sections[at].heading, words)
      const inText = places(whole.sections[at].text, words)
      return {
        worth:
          kinds([...inHeading, ...inText]) * WORTH.word +
          kinds(inHeading) * WORTH.inHeading +
          Math.min(inText.length, WORTH.enough) * WORTH.again,
        shown: {
          anchor,
          heading,
          title: parts(heading, inHeading, 0, heading.length),
          excerpt: excerpt(text, inText),
        },
      }
    })
    const order = rated.filter((one) => one.worth).sort((a, b) => b.worth - a.worth)
    const named = clauses.length > 0 && kinds(inTitle) === clauses.length
    const best = (order[0] || rated[0] || { shown: { anchor: "", heading: "", title: [], excerpt: [] } }).shown
    const more = order.map((one) => one.shown).slice(named ? 0 : 1)
    return {
      title: parts(title, inTitle, 0, title.length),
      anchor: named ? "" : best.anchor,
      heading: best.heading,
      place: best.title,
      excerpt: best.excerpt,
      sections: more.filter((one) => one.anchor && one.heading).slice(0, MORE),
      holds: held.every(Boolean),
      words: words.flat().slice(0, TOLD),
    }
  }
})()
