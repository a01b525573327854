/* A self-check sheet and what can be read off it. Pure: what changes a sheet gives a new one, the old one stays.

   ``data`` is what compare/groups/<id>.js holds: today's criteria, indicators and cases. A sheet is
     {format, kind, id, group, edition, name, unit, unitName, type, round, created, changed, revision,
      answers: {key: {answer, evidence, text}}, plans: {key: [{measure, who, due, result}]},
      left: [{key, answer, evidence, text, plans?}], and for an organisation scores, before, reason}.
   A key is "criterion/indicator". A sheet has an entry for each question of the edition it was last opened with,
   answered or not, or nobody could say which questions are new; ``left`` are answers to what is no question now. */
var zySheet = (function () {
  const FORMAT = 1
  const KIND = "zhengyou-sheet"
  const ANSWERS = ["met", "partly", "unmet", "inapplicable"]
  const UNGRADED = { scores: {}, before: "", reason: "" }
  const GAPS = ["unmet", "partly"] // in the order in which they are shown
  const RANKS = { unmet: 0, partly: 1, met: 2 }

  /* [{key, criterion, indicator}] in the campaign's order. */
  function questions(data) {
    const all = []
    data.criteria.forEach((criterion) => {
      criterion.indicators.forEach((indicator) => {
        all.push({ key: criterion.id + "/" + indicator.id, criterion, indicator })
      })
    })
    return all
  }

  function blank(data, given) {
    const empty = {
      format: FORMAT,
      kind: KIND,
      id: given.id,
      group: data.group.id,
      edition: data.edition,
      name: given.name,
      unit: "",
      unitName: "",
      type: "",
      round: "",
      created: given.now,
      changed: given.now,
      revision: 0,
      answers: {},
      plans: {},
      left: [],
    }
    return reconcile(empty, data).sheet
  }

  /* What a sheet holds under each key, live entries before those left over. */
  function entriesOf(sheet) {
    const keys = new Set(Object.keys(sheet.answers).concat(Object.keys(sheet.plans)))
    const live = Array.from(keys).map((key) => {
      const entry = sheet.answers[key] || { answer: "", evidence: "", text: "" }
      return { key, entry, plans: sheet.plans[key] || [], isLeft: false }
    })
    const over = (sheet.left || []).map((one) => {
      const { key, plans, ...entry } = one
      return { key, entry, plans: plans || [], isLeft: true }
    })
    return live.concat(over)
  }

  /* How an entry may belong to a question, surest first. Words come before ids: what was answered are the words. An
     id by itself brings nothing back, or an answer would stand silently beside words it was never given to. */
  const WAYS = [
    (one, question) => one.key === question.key && one.entry.text === question.indicator.text,
    (one, question) =>
      one.key.split("/")[0] === question.criterion.id && one.entry.text === question.indicator.text,
    (one, question) => one.entry.text === question.indicator.text,
    (one, question) => one.key === question.key && !one.isLeft,
  ]

  /* Map of question → entry, each entry once. */
  function paired(asked, entries) {
    const pairs = new Map()
    const free = new Set(entries)
    WAYS.forEach((fits) => {
      asked.forEach((question) => {
        if (pairs.has(question)) return
        const found = Array.from(free).find((one) => fits(one, question))
        if (!found) return
        pairs.set(question, found)
        free.delete(found)
      })
    })
    return { pairs, free }
  }

  function isFilled(one) {
    return Boolean(one.entry.answer || one.entry.evidence || one.plans.length)
  }

  /* What happened to a question since the sheet was last opened; null for nothing. */
  function changeOf(question, was) {
    const change = { key: question.key, text: question.indicator.text }
    if (!was || was.isLeft) return { kind: "added", ...change }
    if (was.key !== question.key) return { kind: "renamed", ...change, before: was.key }
    if (was.entry.text && was.entry.text !== change.text)
      return { kind: "reworded", ...change, before: was.entry.text }
    return null
  }

  /* {sheet, changes}: the sheet with today's questions. What answers none of them goes to ``left``, whence it
     comes back should its question do so. */
  function reconcile(sheet, data) {
    const asked = questions(data)
    const entries = entriesOf(sheet)
    const { pairs, free } = paired(asked, entries)
    const [answers, plans, left, changes] = [{}, {}, [], []]
    asked.forEach((question) => {
      const was = pairs.get(question)
      const change = changeOf(question, was)
      if (change) changes.push(change)
      answers[question.key] = { answer: "", evidence: "", ...(was && was.entry), text: question.indicator.text }
      if (was && was.plans.length) plans[question.key] = was.plans
    })
    free.forEach((one) => {
      if (!one.isLeft) changes.push({ kind: "removed", key: one.key, text: one.entry.text })
      if (isFilled(one)) left.push({ ...one.entry, key: one.key, ...(one.plans.length ? { plans: one.plans } : null) })
    })
    const made = { ...UNGRADED, ...sheet, edition: data.edition, answers, plans, left }
    // Members are not graded, whatever a file says.
    if (data.group.kind === "member") Object.keys(UNGRADED).forEach((name) => delete made[name])
    return { sheet: made, changes }
  }

  /* ``change`` is {answer?, evidence?}; ``text`` the indicator's words at this moment. */
  function answer(sheet, key, change, text) {
    const entry = { answer: "", evidence: "", ...sheet.answers[key], ...change, text }
    return { ...sheet, answers: { ...sheet.answers, [key]: entry } }
  }

  function plans(sheet, key, list) {
    const all = { ...sheet.plans, [key]: list }
    if (!list.length) delete all[key]
    return { ...sheet, plans: all }
  }

  /* One of ANSWERS, or "" for none yet. */
  function answerTo(sheet, key) {
    const entry = sheet.answers[key]
    return entry && ANSWERS.includes(entry.answer) ? entry.answer : ""
  }

  function isGap(answer) {
    return GAPS.includes(answer)
  }

  /* How often each answer was given, by criterion; share is null as long as nothing says. */
  function profile(sheet, data) {
    return data.criteria.map((criterion) => {
      const row = { id: criterion.id, title: criterion.title, met: 0, partly: 0, unmet: 0, inapplicable: 0, open: 0 }
      criterion.indicators.forEach((indicator) => {
        row[answerTo(sheet, criterion.id + "/" + indicator.id) || "open"] += 1
      })
      const judged = row.met + row.partly + row.unmet
      row.share = judged ? (row.met + row.partly / 2) / judged : null
      return row
    })
  }

  /* [{key, criterion, indicator, answer, evidence}]: not met before partly met, each in the campaign's order. */
  function gaps(sheet, data) {
    const all = questions(data).map((question) => {
      const { evidence } = sheet.answers[question.key] || { evidence: "" }
      return { ...question, answer: answerTo(sheet, question.key), evidence }
    })
    return GAPS.reduce((found, kind) => found.concat(all.filter((one) => one.answer === kind)), [])
  }

  function open(sheet, data) {
    return questions(data)
      .map((question) => question.key)
      .filter((key) => !answerTo(sheet, key))
  }

  function isAnswered(sheet, data) {
    return open(sheet, data).length < questions(data).length
  }

  function left(sheet, data) {
    return reconcile(sheet, data).sheet.left.map((one) => {
      return { key: one.key, text: one.text, answer: one.answer, evidence: one.evidence }
    })
  }

  /* Up to three cases of a criterion (one of data.criteria) to learn from, those of one's own type of unit first. */
  function lessons(criterion, type, data) {
    const isAlike = (one) => one.type === type
    const ordered = criterion.cases.filter(isAlike).concat(criterion.cases.filter((one) => !isAlike(one)))
    return ordered.slice(0, 3).map((one) => {
      const reasons = ["体现「" + criterion.title + "」"]
      if (isAlike(one)) reasons.push("同为" + data.types.find((known) => known.id === type).title)
      if (one.outcome) reasons.push("成效：" + one.outcome)
      if (one.honoured) reasons.push(one.honoured + "受表彰")
      return { case: one, reason: reasons.join("；") }
    })
  }

  /* From one answer to another: what does not apply, or has no answer, is neither better nor worse than the rest. */
  function move(before, after) {
    const [from, to] = [RANKS[before], RANKS[after]]
    if (from === undefined) return to === undefined ? "same" : "new"
    if (to === undefined) return "gone"
    return to > from ? "up" : to < from ? "down" : "same"
  }

  /* Two sheets of one group side by side, both by today's questions; questions that are no more come last. */
  function rounds(before, after, data) {
    const [old, now] = [before, after].map((sheet) => reconcile(sheet, data).sheet)
    const rows = questions(data).map(({ key, indicator }) => {
      const pair = { before: answerTo(old, key), after: answerTo(now, key) }
      return { key, text: indicator.text, ...pair, move: move(pair.before, pair.after) }
    })
    const over = new Map()
    for (const [side, sheet] of [["before", old], ["after", now]])
      sheet.left.forEach((one) => {
        const row = { key: one.key, text: one.text, before: "", after: "", ...over.get(one.text), move: "gone" }
        over.set(one.text, { ...row, [side]: one.answer })
      })
    const shares = profile(now, data).map((row) => row.share)
    return {
      rows: rows.concat(Array.from(over.values())),
      criteria: profile(old, data).map(({ id, title, share }, index) => {
        return { id, title, before: share, after: shares[index] }
      }),
      up: rows.filter((row) => row.move === "up").length,
      down: rows.filter((row) => row.move === "down").length,
      // What was answered neither time says nothing.
      same: rows.filter((row) => row.before && row.before === row.after).length,
    }
  }

  const made = { FORMAT, KIND, blank, reconcile, questions, answer, plans, answerTo, isGap }
  return { ...made, profile, gaps, open, isAnswered, left, lessons, rounds }
})()
if (typeof module === "object" && module.exports) module.exports = zySheet
