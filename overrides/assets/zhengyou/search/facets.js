/* The facets of what is found: which values there are, and how many documents have each. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})

  /* A facet as {values: [[id, title]], sets: [[places of values]], data: the set of each document}. That of the kinds
     is in the manifest, the others are a file each. */
  async function column(library, facet) {
    const manifest = await zy.manifest(library)
    if (facet === "kind") {
      const kinds = manifest.kinds.values
      const data = []
      zy.eachKind(manifest, (document, kind) => (data[document] = kinds.indexOf(kind)))
      return { values: kinds, sets: kinds.map((kind, place) => [place]), data }
    }
    const made = await zy.single(library, facet)
    if (typeof made.data === "string") {
      const data = []
      zy.eachNumber(made.data, (set) => data.push(set))
      made.data = data
    }
    await zy.pause()
    return made
  }

  /* The documents that have a chosen value of every facet, but for one that is not asked. */
  zy.chosenOnly = async (library, chosen, documents, except) => {
    for (const facet of Object.keys(chosen)) {
      if (facet === except || !chosen[facet].length) continue
      const { values, sets, data } = await column(library, facet)
      const wanted = sets.map((set) => set.some((place) => chosen[facet].includes(values[place][0])))
      documents = documents.filter((document) => wanted[data[document]])
    }
    return documents
  }

  /* [{id, title, count}] of a facet's values among what was found, beside the other facets; fullest first. */
  zy.count = async (library, answer, facet) => {
    const chosen = answer.state.chosen
    const { values, sets, data } = await column(library, facet)
    const counts = values.map(([id, title]) => ({ id, title, count: 0 }))
    for (const document of await zy.chosenOnly(library, chosen, answer.documents, facet)) {
      for (const place of sets[data[document]]) counts[place].count++
    }
    return counts
      .filter((value) => value.count || (chosen[facet] || []).includes(value.id))
      .sort((a, b) => b.count - a.count)
  }
})()
