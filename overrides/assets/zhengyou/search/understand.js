/* What a reader may have meant where nothing stands as typed: the same words in simplified characters, pinyin,
   initials, the beginning of a word, a homophone. Each is told in a note {kind, from, to, guesses}. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const OTHERS = 5 // synonyms searched besides
  const ENDINGS = 3 // words tried for a beginning
  const QUESTION = /^(什么是|为什么|如何|怎样|怎么)|(是什么|有哪些|怎么.?|怎样|如何|吗|呢)+$/g
  const SPELT = ["pinyin", "initials"]
  const RARE = 3 // documents with letters that may as well be pinyin

  /* Adds to each clause the synonyms that the campaign declares for the longest word in it that has some, and returns
     a note for each. */
  zy.addSynonyms = (manifest, clauses) =>
    clauses
      .filter((clause) => !clause.runs && !clause.term)
      .map((clause) => {
        const inside = manifest.synonyms.flat().filter((word) => clause.text.includes(word))
        const word = inside.sort((a, b) => b.length - a.length)[0]
        const groups = manifest.synonyms.filter((group) => group.includes(word))
        const same = new Set(groups.flat().filter((other) => other !== word && zy.runs(other).length === 1))
        const others = [...same].slice(0, OTHERS)
        const texts = others.map((other) => clause.text.replace(word, other))
        clause.others.push(...texts.map(zy.units))
        clause.forms.push(...texts)
        return { kind: "synonym", from: word, to: others }
      })
      .filter((note) => note.to.length)

  /* Reads letters that hardly any document has as pinyin too: a text may quote “cxzy” and mean nothing by it. Takes
     what is meant into the clause and its verdict, and returns a note for each. */
  zy.addReadings = async (library, clauses, verdicts) => {
    const notes = []
    for (const [at, clause] of clauses.entries()) {
      if (!isSpelt(clause) || !verdicts[at].whole || verdicts[at].whole > RARE) continue
      const read = await zy.reconsider(library, clause, clauses.length === 1)
      if (!read || !SPELT.includes(read.note.kind)) continue
      clause.forms.push(...read.clause.forms)
      zy.also(verdicts[at], read.verdict)
      notes.push(read.note)
    }
    return notes
  }

  function replaced(clause, text) {
    return { ...clause, text, forms: [text], units: zy.units(text), others: [] }
  }

  /* Of texts that may be meant, the first that some document meets whole: {clause, verdict, note}, or null. The
     others that one does are guesses; what sounds the same is searched too, with the weight of a synonym. */
  async function firstMet(library, clause, kind, texts) {
    const tried = await Promise.all(
      texts.map(async (text) => {
        const next = replaced(clause, text)
        return { clause: next, verdict: await zy.judgeClause(library, next) }
      })
    )
    const [best, ...others] = tried.filter((one) => one.verdict.whole)
    if (!best) return null
    const rest = kind === "letters" ? [] : others // there, all but the likeliest is chance
    const guesses = rest.map((one) => one.clause.text)
    best.note = { kind: kind === "letters" ? "initials" : kind, from: clause.text, to: [best.clause.text], guesses }
    if (SPELT.includes(best.note.kind)) {
      best.clause.others = guesses.map(zy.units)
      best.clause.forms.push(...guesses)
      for (const one of rest) zy.also(best.verdict, one.verdict)
    }
    return best
  }

  async function inSimplified(library, clause) {
    zy.learnVariants(await zy.single(library, "variants"))
    const text = zy.fold(clause.text)
    return text === clause.text ? [] : [text]
  }

  async function asBeginning(library, text) {
    const entries = await zy.lookUpFrom(library, "terms", text)
    return entries
      .map((entry) => entry[0])
      .filter((term) => term !== text && zy.units(term).length === 1)
      .slice(0, ENDINGS)
  }

  /* What a clause may mean that stands in no text: {clause, verdict, note}, or null. Letters `alone`, with nothing
     else asked, may be the initials of any words; beside others, of names only. */
  zy.reconsider = async (library, clause, alone) => {
    if (clause.runs || clause.term) return null
    const spelt = spelling(clause).split("'")
    const met = async (kind, texts) => firstMet(library, clause, kind, await texts)
    if (isSpelt(clause)) {
      return (
        (await met("pinyin", zy.fromPinyin(library, spelt))) ||
        (await met("initials", zy.fromInitials(library, spelt.join("")))) ||
        (alone && (await met("letters", zy.fromLetters(library, spelt.join(""))))) ||
        met("beginning", asBeginning(library, clause.text))
      )
    }
    const simplified = await inSimplified(library, clause)
    const units = zy.units(simplified[0] || clause.text)
    const topic = clause.text.replace(QUESTION, "")
    return (
      (topic.length > 1 && topic !== clause.text && (await met("topic", [topic]))) ||
      (await met("script", simplified)) ||
      (await met("corrected", zy.fromHomophones(library, units))) ||
      met("corrected", zy.fromHomophones(library, units, true))
    )
  }

  /* Clauses of letters that follow one another made one: “gong kai” is spelt like gongkai. */
  zy.joinSpelt = (clauses) => {
    const joined = []
    for (const clause of clauses) {
      const last = joined[joined.length - 1]
      if (last && isSpelt(last) && isSpelt(clause)) {
        const text = last.text + "'" + clause.text
        joined[joined.length - 1] = { ...last, text, forms: [text], units: [text] }
      } else joined.push(clause)
    }
    return joined
  }

  /* A clause as letters without tones, ü as v. */
  function spelling(clause) {
    return clause.text.normalize("NFD").replace(/u\u0308/g, "v").replace(/[\u0300-\u036f]/g, "")
  }

  function isSpelt(clause) {
    return !clause.runs && !clause.term && /^[a-z']+$/.test(spelling(clause))
  }
})()
