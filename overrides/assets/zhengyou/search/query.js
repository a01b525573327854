/* What a reader typed, as clauses that must all be met, and what must not be there.

   A clause is {text, forms, units, runs, term}: `text` folded, `forms` all that stands for it in a text, `units` of
   one unbroken run (see terms.js); words in quotes keep their punctuation and have the units of each of their `runs`;
   `term` is a date's or document number's own term, which all ways of writing it share. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const LONGEST = 100 // characters, as many as the fields take: a pasted book must not hang the page
  const ALL = 36 // units of all clauses: the first of a pasted text tell it from any other, and each costs a file
  const UNITS = 20 // units of one clause: its pairs and single words are bits of a number
  const DATE = /(^|\D)((?:19|20)\d\d)(?:年(\d{1,2})月(?:(\d{1,2})(?:[日号]|(?=\s|$)))?|([-./])(\d{1,2})(?:\5(\d{1,2}))?(?!\d))/
  const DIGITS = /^((?:19|20)\d\d)(\d\d)(\d\d)$/
  const NUMBER = /\(((?:19|20)\d\d)\)第?(\d{1,4})号/
  const MINUS = /(^|\s)[-－](?=[^\s-])/g // a dash of another kind is punctuation
  const BARRED = "\u0002"
  const QUOTED = /(\u0002?)"([^"]+)"?/
  const WITHOUT = /\u0002(\S+)/

  function clause(units, text, more) {
    return Object.assign({ text, forms: [text], units, term: "" }, more)
  }

  function ofDate(term) {
    const written = term.slice(1)
    const [year, month, day] = written.split("-").map(Number)
    const spoken = year + "年" + month + "月" + (day ? day + "日" : "")
    const plain = [year, month, ...(day ? [day] : [])].join("-")
    const forms = ["-", ".", "/"].flatMap((sign) => [written, plain].map((form) => form.replace(/-/g, sign)))
    return clause([], spoken, { term, forms: [spoken, ...forms] })
  }

  /* Takes out of a text what a pattern finds, each time handing over the match; returns what is left. */
  function take(text, pattern, handle) {
    let match
    while ((match = pattern.exec(text))) {
      text = text.slice(0, match.index) + (handle(match) || "") + " " + text.slice(match.index + match[0].length)
    }
    return text
  }

  function plain(text, clauses) {
    text = take(text, NUMBER, (match) => {
      clauses.push(clause([], match[0], { term: "#" + match[1] + "-" + Number(match[2]) }))
    })
    text = take(text, DATE, (match) => {
      const term = zy.dateTerm(match[2], match[3] || match[6], match[4] || match[7])
      if (!term) return match[1] + match[2] + " " + (match[3] || match[6]) // no such month: plain numbers
      clauses.push(ofDate(term))
      return match[1]
    })
    for (const run of zy.runs(text)) {
      for (let units = zy.units(run); units.length; units = units.slice(UNITS)) {
        const some = units.slice(0, UNITS)
        const digits = DIGITS.exec(some.join("")) || []
        const term = digits[0] ? zy.dateTerm(digits[1], digits[2], digits[3]) : ""
        const day = term ? ofDate(term) : { forms: [] }
        const text = some.join("")
        clauses.push(clause(some, text, { forms: [text, ...day.forms], others: term ? [[term]] : [] }))
      }
    }
  }

  function phrase(text, clauses) {
    const all = zy.runs(text).map((run) => zy.units(run).slice(0, UNITS))
    const runs = all.slice(0, ALL / UNITS)
    if (runs.length) clauses.push(clause(runs.flat(), text.trim(), { runs }))
  }

  zy.parse = (typed) => {
    const clauses = []
    const excluded = []
    let text = zy.fold([...typed.slice(0, 2 * LONGEST)].slice(0, LONGEST).join("").replace(MINUS, "$1" + BARRED))
    text = take(text, QUOTED, (match) => phrase(match[2], match[1] ? excluded : clauses))
    text = take(text, WITHOUT, (match) => phrase(match[1], excluded))
    plain(text, clauses)
    let room = ALL
    const fits = (one) => (room -= one.units.length + 1) >= -UNITS
    return { clauses: clauses.filter(fits), excluded: excluded.filter(fits) }
  }

  /* The terms of a run of units: each two that touch, and each word of letters or digits; a lone unit is its own. */
  zy.grams = (units) => {
    if (units.length === 1) return units
    const pairs = units.slice(1).map((unit, at) => units[at] + unit)
    return [...pairs, ...units.filter((unit) => !zy.isHan(unit))]
  }
})()
