/* Which cases answer to a set of filters, and how filters are written in an address. Pure: no page needed.

   A state is {chosen: {facet: [value, …]}, q: text, sort: name, page: 1…}. A row is a case of
   cases/explorer.js (see explorer.js). Values of one facet are alternatives, facets must all agree. */
var zyFilter = (function () {
  var KEYS = { kind: "k", criterion: "c", unit: "n", year: "y", stage: "g", honour: "h", tag: "w" }
  var FACETS = Object.keys(KEYS)

  function values(row, facet) {
    var value = row[KEYS[facet]]
    if (value === undefined || value === null) return []
    return Array.isArray(value) ? value : [value]
  }

  /* {parse, print} between states and the query of an address. ``form`` is {facets: [names], text: the text's
     name, sorts: [the usual order, others …], flags: [names of switches]}; what is usual is not written. */
  function address(form) {
    function parse(search) {
      var query = new URLSearchParams(search)
      var sort = query.get("sort")
      var state = {
        chosen: {},
        q: query.get(form.text) || "",
        sort: form.sorts.indexOf(sort) > 0 ? sort : form.sorts[0],
      }
      state.page = Math.max(1, parseInt(query.get("page"), 10) || 1)
      form.facets.forEach(function (facet) {
        var picked = query.getAll(facet).filter(function (value, index, list) {
          return value && list.indexOf(value) === index
        })
        if (picked.length) state.chosen[facet] = picked
      })
      form.flags.forEach(function (flag) {
        state[flag] = query.get(flag) === "1"
      })
      return state
    }

    function print(state) {
      var query = new URLSearchParams()
      if (state.q) query.set(form.text, state.q)
      form.facets.forEach(function (facet) {
        ;(state.chosen[facet] || []).forEach(function (value) {
          query.append(facet, value)
        })
      })
      if (state.sort !== form.sorts[0]) query.set("sort", state.sort)
      if (state.page > 1) query.set("page", String(state.page))
      form.flags.forEach(function (flag) {
        if (state[flag]) query.set(flag, "1")
      })
      var text = query.toString()
      return text ? "?" + text : ""
    }

    return { parse: parse, print: print }
  }

  var own = address({ facets: FACETS, text: "text", sorts: ["new", "old"], flags: [] })
  var print = own.print

  function isEmpty(state) {
    return print(Object.assign({}, state, { page: 1 })) === "" && state.page === 1
  }

  function fold(text) {
    return (text || "").normalize("NFKC").toLowerCase().replace(/\s+/g, "")
  }

  function matches(row, state, except) {
    if (state.q && fold(row.t).indexOf(fold(state.q)) < 0) return false
    return FACETS.every(function (facet) {
      var chosen = state.chosen[facet]
      if (!chosen || facet === except) return true
      return values(row, facet).some(function (value) {
        return chosen.indexOf(value) >= 0
      })
    })
  }

  function select(rows, state) {
    var found = rows.filter(function (row) {
      return matches(row, state)
    })
    return state.sort === "old" ? found.reverse() : found
  }

  /* How many rows each value of a facet would show, given what is chosen in the other facets. */
  function counts(rows, state, facet) {
    var result = {}
    rows.forEach(function (row) {
      if (!matches(row, state, facet)) return
      values(row, facet).forEach(function (value) {
        result[value] = (result[value] || 0) + 1
      })
    })
    return result
  }

  function toggled(state, facet, value) {
    var list = (state.chosen[facet] || []).slice()
    var at = list.indexOf(value)
    if (at >= 0) list.splice(at, 1)
    else list.push(value)
    var chosen = Object.assign({}, state.chosen)
    if (list.length) chosen[facet] = list
    else delete chosen[facet]
    return Object.assign({}, state, { chosen: chosen, page: 1 })
  }

  return {
    address: address,
    parse: own.parse,
    print: print,
    isEmpty: isEmpty,
    matches: matches,
    select: select,
    counts: counts,
    toggled: toggled,
  }
})()
if (typeof module === "object" && module.exports) module.exports = zyFilter
