/* Which documents meet a query, and how well: BM25F levels times rarity, clause by clause.

   A document meets a run of Han when each character lies in a pair that it has: words run together by the reader
   need not stand together in the text, but where all pairs are there the run very likely stands as typed, which
   counts for more. Words of letters and digits must be there themselves. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const WHOLE = 1.6 // a run that stands as typed, against one met in pieces
  const SYNONYM = 0.6
  const HALF = 0.5
  const BUCKETS = 4096

  /* For each unit of a run, the bits of the grams that cover it (see zy.grams for their order). */
  function needs(units) {
    if (units.length === 1) return [1]
    let word = units.length - 1
    return units.map((unit, at) => {
      const bits = (at ? 1 << (at - 1) : 0) | (at + 1 < units.length ? 1 << at : 0)
      return zy.isHan(unit) ? bits : bits | (1 << word++)
    })
  }

  function rarity(count, documents) {
    return Math.log(1 + (documents - count + 0.5) / (count + 0.5))
  }

  /* For each document: its score, met (0 no, 1 in pieces, 2 whole), the share of units it has; and how many of each. */
  function judge(manifest, units, lists) {
    const size = manifest.documents
    const verdict = { score: new Float32Array(size), met: new Uint8Array(size), share: new Float32Array(size) }
    const masks = new Int32Array(size)
    lists.forEach((list, bit) => {
      const worth = rarity(list.documents.length, manifest.usual)
      list.documents.forEach((document, at) => {
        masks[document] |= 1 << bit
        verdict.score[document] += worth * manifest.values[list.levels[at]]
      })
    })
    const need = needs(units)
    const pairs = (1 << Math.max(1, units.length - 1)) - 1
    masks.forEach((mask, document) => {
      if (!mask) return
      const there = need.filter((bits) => mask & bits).length
      verdict.share[document] = there / need.length
      if (there < need.length) return
      const whole = (mask & pairs) === pairs
      verdict.met[document] = whole ? 2 : 1
      if (whole) verdict.score[document] *= WHOLE
    })
    return counted(verdict)
  }

  function counted(verdict) {
    verdict.some = verdict.whole = 0
    for (const met of verdict.met) {
      if (met) verdict.some++
      if (met === 2) verdict.whole++
    }
    return verdict
  }

  function merged(verdict, other, best, score) {
    verdict.met.forEach((met, document) => {
      verdict.met[document] = best(met, other.met[document])
      verdict.share[document] = best(verdict.share[document], other.share[document])
      verdict.score[document] = score(verdict.score[document], other.score[document])
    })
    return counted(verdict)
  }

  /* Takes a verdict into another of which it is an alternative, of less weight: of a longer text with more to match,
     only the share that is as long as what was asked. */
  zy.also = (verdict, other, share) =>
    merged(verdict, other, Math.max, (mine, its) => Math.max(mine, its * SYNONYM * Math.min(1, share || 1)))

  /* Takes a verdict into another that must hold as well. */
  const both = (verdict, other) => merged(verdict, other, Math.min, (mine, its) => mine + its)

  async function judgeRun(library, manifest, units) {
    const lists = await Promise.all(
      zy.grams(units).map(async (gram) => zy.readPostings(await zy.lookUp(library, "terms", gram), manifest.levels))
    )
    await zy.pause()
    return judge(manifest, units, lists)
  }

  /* The verdict on one clause, its synonyms included. A phrase is met only whole; its text is verified later. */
  zy.judgeClause = async (library, clause) => {
    const manifest = await zy.manifest(library)
    const run = (units) => judgeRun(library, manifest, units)
    const runs = clause.term ? [[clause.term]] : clause.runs || [clause.units]
    const verdict = (await Promise.all(runs.map(run))).reduce(both)
    if (clause.runs) {
      verdict.must = true
      verdict.met = verdict.met.map((met) => (met === 2 ? 2 : 0))
      counted(verdict)
    }
    for (const units of clause.others || []) {
      zy.also(verdict, await run(units), clause.units.length / units.length) // run() pauses first
    }
    return verdict
  }

  /* What meets every clause and nothing excluded: {documents ascending, score, whole}. With `loose`, what has at
     least half of all that was asked, and scores by that. */
  zy.combine = (manifest, verdicts, excluded, loose) => {
    const found = { documents: [], score: new Float32Array(manifest.documents), whole: 0 }
    zy.eachKind(manifest, (document, kind) => {
      if (excluded.some((verdict) => verdict.met[document] === 2)) return
      let met = 2
      let share = 0
      let score = 0
      for (const verdict of verdicts) {
        met = Math.min(met, verdict.met[document])
        share += verdict.share[document] / verdicts.length
        score += verdict.score[document]
      }
      if (loose ? share < HALF || verdicts.some((verdict) => verdict.must && !verdict.met[document]) : !met) return
      if (met === 2) found.whole++
      found.score[document] = score * kind[2] * (loose ? share * share : 1)
      found.documents.push(document)
    })
    return found
  }

  /* Calls each(document, its kind [id, title, weight]) for all documents. */
  zy.eachKind = (manifest, each) => {
    let document = 0
    for (const [place, count] of manifest.kinds.runs) {
      for (const end = document + count; document < end; document++) each(document, manifest.kinds.values[place])
    }
  }

  /* Documents by falling key, equal keys in their order; in buckets, for a sort of ten thousand would be felt. */
  zy.ranked = (documents, key) => {
    const most = documents.reduce((most, document) => Math.max(most, key(document)), 0)
    const buckets = []
    for (const document of documents) {
      const place = most ? BUCKETS - Math.round((key(document) / most) * BUCKETS) : 0
      ;(buckets[place] = buckets[place] || []).push(document)
    }
    return buckets.map((bucket) => bucket.sort((a, b) => key(b) - key(a))).flat()
  }
})()
