/* A search in an address: search.html?q=…&kind=…&sort=date&page=2&exact=1. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const form = zyFilter.address({
    facets: ["kind", "criterion", "unit", "year", "stage", "honour"],
    text: "q",
    sorts: ["relevance", "date"],
    flags: ["exact"],
  })

  /* A state with some of it changed; whatever changes, reading begins on the first page again. */
  function changed(state, changes) {
    return Object.assign({}, state, { page: 1 }, changes)
  }

  /* The state for a text that was typed anew: "exact" was said of the text before. */
  function typed(state, text) {
    return changed(state, { q: text.trim(), exact: false })
  }

  function isChosen(state, facet, id) {
    return (state.chosen[facet] || []).indexOf(id) >= 0
  }

  function isBlank(state) {
    return !state.q.trim() && !Object.keys(state.chosen).length
  }

  zy.address = {
    parse: form.parse,
    print: form.print,
    changed,
    typed,
    toggled: zyFilter.toggled,
    isChosen,
    isBlank,
  }
})()
