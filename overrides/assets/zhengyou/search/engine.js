/* Answers a search: zySearch.find(library, state) → what to show.

   state: {q, chosen: {facet: [ids]}, sort: "relevance" | "date", page, exact}. An answer is {state, total,
   approximate, pages, items, notes, facets, nothing, documents}; see items.js for how it is shown. Within here, `met` is
   what was searched in the end and what meets it: {clauses, verdicts, documents, score, whole, notes}. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const PER_PAGE = 10
  const WINDOW = 15 // of the best, whose titles are held against the query
  const NAMED = 1.6 // what a section of the very name that was asked for counts
  const HOLDS = 1.5 // and what having all words in a row as typed does
  const READ = 20 // documents read to see which have what was typed in a row
  const PLAIN = 6 // clauses, beyond which a query is a pasted text, and is taken as it is
  const FEW = 3 // documents that have all words somewhere, below which those that have half are shown too
  const VERIFIED = 40 // documents read to see that a phrase stands as quoted
  const NEAR = 6

  zy.find = async (library, state) => {
    const begun = zy.manifest(library)
    let found = null
    try {
      found = await answer(library, state)
    } catch (error) {
      if (!error.unread) throw error
      // The site may have been published anew since the manifest was read.
      if (!library.manifest || library.manifest === begun) zy.manifest(library, true)
    }
    // With another manifest than at the beginning, what was found is of two sites: once more, from the start.
    return found && library.manifest === begun ? found : answer(library, state)
  }

  async function answer(library, state) {
    const manifest = await zy.manifest(library)
    const met = await meet(library, manifest, state)
    const documents = await zy.chosenOnly(library, state.chosen, met.documents)
    const byDate = state.sort === "date" || !met.clauses.length
    const order = byDate ? await latest(library, documents) : await likeliest(library, met, documents)
    const pages = Math.ceil(order.length / PER_PAGE)
    const page = Math.min(Math.max(1, state.page), Math.max(1, pages))
    const shown = await items(library, manifest, met, order.slice((page - 1) * PER_PAGE, page * PER_PAGE))
    await zy.pause() // before the answer is shown
    return {
      state: { ...state, page },
      total: documents.length,
      approximate: Boolean(met.approximate),
      pages,
      items: byDate ? shown : settled(met, shown),
      notes: zy.said(state, met.notes),
      facets: manifest.facets,
      nothing: documents.length || !met.clauses.length ? null : await nothing(library, met),
      documents: met.documents, // before the facets, for zySearch.count
    }
  }

  function judgeAll(library, clauses) {
    return Promise.all(clauses.map((clause) => zy.judgeClause(library, clause)))
  }

  async function meet(library, manifest, state) {
    const { clauses, excluded } = zy.parse(state.q)
    if (!clauses.length) {
      const all = state.q.trim() ? [] : [...Array(manifest.documents).keys()]
      return { clauses: [], verdicts: [], notes: [], documents: Object.keys(state.chosen).length ? all : [] }
    }
    const notes = state.exact ? [] : zy.addSynonyms(manifest, clauses)
    const barred = await judgeAll(library, excluded)
    const gather = async (read, loose) => {
      await zy.pause()
      Object.assign(read, zy.combine(manifest, read.verdicts, barred, loose))
      await verify(library, read)
      return read
    }
    const verdicts = await judgeAll(library, clauses)
    if (!state.exact) notes.push(...(await zy.addReadings(library, clauses, verdicts)))
    const met = await gather({ clauses, verdicts, notes })
    if (state.exact || (await standing(library, met)) || clauses.length > PLAIN) return met
    const other = await reread(library, met)
    // Another reading is taken where it stands in some text, or finds pieces where the query as typed finds nothing.
    if (other) {
      await gather(other)
      if (await standing(library, other)) return other
      if (other.documents.length && !other.whole && !met.documents.length) return other
    }
    if (met.documents.length > FEW || clauses.flatMap((clause) => clause.units).length < 3) return met
    const loose = await gather(Object.assign({}, other || met), true)
    loose.notes = [...loose.notes, { kind: "loose" }]
    return loose.documents.length > met.documents.length ? loose : met
  }

  /* Whether some document has what was typed as it was typed. Pairs that are all there need not stand in a row,
     so where not too many documents have them, their texts are read, and those that hold it count for more. */
  async function standing(library, met) {
    if (!met.whole || met.whole > READ) return met.whole > 0
    const whole = met.documents.filter((document) => met.verdicts.every((verdict) => verdict.met[document] === 2))
    const right = await held(library, whole, met.clauses)
    whole.forEach((document, at) => {
      if (right[at]) met.score[document] *= HOLDS
    })
    return right.some(Boolean)
  }

  /* Whether some document has a clause by itself as it was typed; where more than a few have all its pairs, one will. */
  function stands(library, clause, verdict) {
    if (verdict.whole > FEW) return true
    const documents = [...verdict.met.keys()].filter((document) => verdict.met[document])
    return standing(library, { clauses: [clause], verdicts: [verdict], documents, score: {}, whole: verdict.whole })
  }

  /* For each document whether it holds the clauses. */
  async function held(library, documents, clauses) {
    const rows = await zy.rows(library, documents)
    return Promise.all(
      rows.map(async (row) => {
        const sections = await zy.sections(library, row)
        await zy.pause()
        return zy.holds(row[1], sections, clauses)
      })
    )
  }

  /* The query with those clauses replaced that stand in no text and that can be read otherwise, or null. */
  async function reread(library, met) {
    const strong = []
    let weak = []
    for (const [at, clause] of met.clauses.entries()) {
      ;((await stands(library, clause, met.verdicts[at])) ? strong : weak).push(clause)
    }
    weak = zy.joinSpelt(weak)
    const alone = weak.length === 1 && !strong.length
    const found = await Promise.all(weak.map((clause) => zy.reconsider(library, clause, alone)))
    const told = found.filter(Boolean).map((one) => one.note)
    if (!told.length) return null
    const clauses = [...strong, ...weak.map((clause, at) => (found[at] ? found[at].clause : clause))]
    return { clauses, verdicts: await judgeAll(library, clauses), notes: [...met.notes, ...told] }
  }

  /* Keeps what holds the words in quotes; of very many documents only the best are read, and none is taken unread. */
  async function verify(library, met) {
    const phrases = met.clauses.filter((clause) => clause.runs)
    if (!phrases.length) return
    const read = zy.ranked(met.documents, (document) => met.score[document]).slice(0, VERIFIED)
    met.approximate = met.documents.length > VERIFIED
    const right = await held(library, read, phrases)
    met.documents = read.filter((document, at) => right[at]).sort((a, b) => a - b)
    if (!met.documents.length) met.whole = 0
  }

  async function latest(library, documents) {
    const ranks = []
    zy.eachNumber(await zy.single(library, "dates"), (rank) => ranks.push(rank))
    return zy.ranked(documents, (document) => ranks[document])
  }

  async function likeliest(library, met, documents) {
    await zy.pause()
    const order = zy.ranked(documents, (document) => met.score[document])
    const best = order.slice(0, WINDOW)
    const rows = await zy.rows(library, best)
    best.forEach((document, at) => {
      met.score[document] *= likeness(bare(zy.fold(rows[at][1])), met.clauses)
    })
    best.sort((a, b) => met.score[b] - met.score[a])
    return [...best, ...order.slice(WINDOW)]
  }

  /* A folded text without space and punctuation. */
  function bare(text) {
    return zy.runs(text).join("")
  }

  function asked(clauses) {
    return clauses.map((clause) => bare(clause.text)).join("")
  }

  /* How much a title says that this is the one: it is what was asked, begins so, or holds it all. */
  function likeness(title, clauses) {
    const words = asked(clauses)
    if (title === words) return 3
    if (!clauses.every((clause) => title.includes(bare(clause.text)))) return 1
    return (title.startsWith(words) ? 1.5 : 1.2) + (0.3 * words.length) / title.length
  }

  async function items(library, manifest, met, documents) {
    const rows = await zy.rows(library, documents)
    return Promise.all(
      rows.map(async (row, at) => {
        const [kind, kindTitle] = kindOf(manifest, documents[at])
        const sections = await zy.sections(library, row)
        await zy.pause()
        const facts = { document: documents[at], address: row[0], kind, kindTitle, meta: row[2], badges: row[3] }
        return Object.assign(zy.show(row[1], sections, met.clauses), facts)
      })
    )
  }

  function kindOf(manifest, document) {
    let left = document
    const run = manifest.kinds.runs.find(([, count]) => (left -= count) < 0)
    return manifest.kinds.values[run[0]]
  }

  /* Puts first, among the items of one page, what holds the words as typed, and what has a section of that name. */
  function settled(met, found) {
    const name = asked(met.clauses)
    const worth = (item) => {
      const named = [item, ...item.sections].some((section) => section.heading && bare(zy.fold(section.heading)) === name)
      return met.score[item.document] * (named ? NAMED : 1) * (item.holds ? HOLDS : 1)
    }
    return found.sort((a, b) => worth(b) - worth(a))
  }

  /* Where nothing is found: what each word finds by itself, and the pieces of the query that the site does have. */
  async function nothing(library, met) {
    const near = await Promise.all(met.clauses.map((clause) => nearest(library, clause)))
    return {
      words: met.clauses.map((clause, at) => ({
        text: clause.runs ? "“" + clause.text + "”" : clause.text,
        total: met.verdicts[at].some,
      })),
      near: [...new Set(near.flat())].slice(0, NEAR),
    }
  }

  /* The pairs of a clause's characters that do occur, joined where they overlap. */
  async function nearest(library, clause) {
    const grams = clause.units.length ? zy.grams(clause.units) : []
    const lists = await Promise.all(grams.map((gram) => zy.lookUp(library, "terms", gram)))
    const joined = []
    grams.forEach((gram, at) => {
      if (!lists[at]) return
      const last = joined[joined.length - 1]
      if (lists[at - 1] && last) joined[joined.length - 1] = last + [...gram].pop()
      else joined.push(gram)
    })
    return joined.filter((text) => text.length > 1 && text !== clause.text)
  }
})()
