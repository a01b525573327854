/* From sound to Chinese: pinyin, whole or by initials, and characters of the same sound as those typed.

   The shelf "sounds" has for each two syllables in a row (chuang'xian) the pairs of Han that sound so in this
   site's texts, and in how many documents each stands; a chain of pairs is a text that the site may well hold. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const LONGEST = 12 // syllables
  const WAYS = 4 // of cutting letters into syllables
  const BEAM = 40 // cuts under way at once
  const KEPT = 4 // texts that may be meant
  const CHANGED = 2.5 // what a character other than the typed one costs, as a logarithm of documents
  const BEGUN = "…" // after a syllable of which only the beginning was typed

  /* A syllable as many hear it: retroflex and flat, n and l, front and back nasals are one. */
  function blurred(syllable) {
    return syllable.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/ng$/, "n")
  }

  function inventory(manifest) {
    if (!manifest.heard) {
      const known = new Set(manifest.syllables.split(" "))
      const alike = {}
      for (const syllable of known) (alike[blurred(syllable)] = alike[blurred(syllable)] || []).push(syllable)
      manifest.heard = { known, alike }
    }
    return manifest.heard
  }

  /* The ways to cut letters into syllables, the fewest first; the last syllable may be only begun. */
  function cut(letters, known) {
    const found = []
    let ways = [[]]
    while (ways.length && found.length < WAYS && ways[0].length < LONGEST) {
      const longer = []
      for (const way of ways) {
        const rest = letters.slice(way.join("").length)
        for (let size = Math.min(6, rest.length); size; size--) {
          const part = rest.slice(0, size)
          const last = size === rest.length
          if (known.has(part)) (last ? found : longer).push([...way, part])
          else if (last && way.length && [...known].some((one) => one.startsWith(part))) found.push([...way, part + BEGUN])
        }
      }
      ways = longer.slice(0, BEAM)
    }
    return found.slice(0, WAYS)
  }

  /* [{text, worth}] of what the shelf has under a sound. */
  function readHeard(said) {
    const found = []
    for (const entry of (said || "").match(/[^\x21-\x7e]+[\x21-\x7e]+/g) || []) {
      const text = entry.match(/[^\x21-\x7e]+/)[0]
      zy.eachNumber(entry.slice(text.length), (documents) => found.push({ text, worth: Math.log(1 + documents) }))
    }
    return found
  }

  /* Everything heard as one of the first syllables followed by one of the second. */
  async function heard(library, firsts, seconds) {
    const keys = firsts.flatMap((first) => seconds.map((second) => first + "'" + second))
    const lists = await Promise.all(
      keys.map(async (key) => {
        if (!key.endsWith(BEGUN)) return readHeard(await zy.lookUp(library, "sounds", key))
        return (await zy.lookUpFrom(library, "sounds", key.slice(0, -1))).flatMap((entry) => readHeard(entry[1]))
      })
    )
    return lists.flat()
  }

  /* The likeliest texts, [{text, worth}], along syllables [[reading, …], …]; see chain(). */
  async function spoken(library, syllables, typed) {
    if (syllables.length === 1) return readHeard(await zy.lookUp(library, "sounds", syllables[0][0]))
    return chain(await Promise.all(syllables.slice(1).map((seconds, at) => heard(library, syllables[at], seconds))), typed)
  }

  /* The likeliest texts whose pairs are in the lists, one list for each two places; `typed` are the characters to
     keep where that is as likely. */
  function chain(lists, typed) {
    const cost = (letter, place) => (typed && typed[place] !== letter ? CHANGED : 0)
    let ends = null // the likeliest texts so far by their last character
    lists.forEach((list, place) => {
      const next = new Map()
      for (const pair of list) {
        const [first, second] = pair.text
        const before = ends ? ends.get(first) || [] : [{ text: first, worth: -cost(first, 0) }]
        const worth = pair.worth - cost(second, place + 1)
        const longer = before.map((one) => ({ text: one.text + second, worth: one.worth + worth }))
        next.set(second, best([...(next.get(second) || []), ...longer]))
      }
      ends = next
    })
    return [...ends.values()].flat()
  }

  function best(found) {
    return found.sort((a, b) => b.worth - a.worth).slice(0, KEPT)
  }

  function likeliest(found) {
    found.sort((a, b) => a.text.length - b.text.length || b.worth - a.worth)
    return [...new Set(found.map((one) => one.text))].slice(0, KEPT)
  }

  /* What pinyin may mean, likeliest first: texts of the site, or []. Parts are pinyin with nothing between. */
  zy.fromPinyin = async (library, parts) => {
    const known = inventory(await zy.manifest(library)).known
    let ways = [[]]
    for (const part of parts) ways = ways.flatMap((way) => cut(part, known).map((more) => [...way, ...more])).slice(0, WAYS)
    const found = await Promise.all(ways.map((way) => spoken(library, way.map((syllable) => [syllable]))))
    return likeliest(found.flat())
  }

  /* The site's names with these initials. */
  zy.fromInitials = async (library, letters) => {
    const names = await zy.lookUp(library, "names", letters)
    return names ? names.split(",").slice(0, KEPT) : []
  }

  /* Texts of common pairs that have these initials. */
  zy.fromLetters = async (library, letters) => {
    if (letters.length < 2 || letters.length > LONGEST) return []
    const pairs = [...letters].slice(1).map((letter, at) => "^" + letters[at] + letter)
    const lists = await Promise.all(pairs.map(async (pair) => readHeard(await zy.lookUp(library, "sounds", pair))))
    return likeliest(chain(lists))
  }

  async function readings(library) {
    const table = await zy.single(library, "readings")
    if (!library.readings) {
      library.readings = new Map()
      for (const syllable of Object.keys(table)) {
        for (const letter of table[syllable]) library.readings.set(letter, [...(library.readings.get(letter) || []), syllable])
      }
    }
    return library.readings
  }

  /* Texts of the site that sound like a run of Han, likeliest first; with `nearly`, or much like it. */
  zy.fromHomophones = async (library, units, nearly) => {
    if (units.length < 2 || units.length > LONGEST || !units.every(zy.isHan)) return []
    const table = await readings(library)
    const alike = inventory(await zy.manifest(library)).alike
    const syllables = units.map((unit) => {
      const known = (table.get(unit) || []).slice(0, 2)
      return nearly ? known.flatMap((syllable) => alike[blurred(syllable)]) : known
    })
    const found = await spoken(library, syllables, units)
    return likeliest(found).filter((text) => text !== units.join(""))
  }
})()
