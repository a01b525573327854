/* The case explorer. Without script its facets are links to plain pages; with it they are filters kept in the
   address: any value of one facet (OR), all facets together (AND), a text within titles, newest or oldest first.

   Markup: [data-zy-explorer data-src] around a[data-zy-facet][data-zy-value] (with a .zy-chip__count),
   [data-zy-bar], [data-zy-count], [data-zy-results], [data-zy-pager]. Data, loaded by a script element on first
   use (so that it works from a disk too): zyCases({labels: {facet: {value: title}}, cases: [{t title, u address
   relative to the data file, s summary, d date, y year, k kind, c criteria, n unit, g stage, h honours, w tags,
   x 1 for a sample}]}), newest first. */
;(function () {
  var PAGE = 20
  var parse = zyFilter.parse
  var print = zyFilter.print
  var isEmpty = zyFilter.isEmpty

  var root = document.querySelector("[data-zy-explorer]")
  if (!root) return
  var find = function (name) {
    return root.querySelector("[data-zy-" + name + "]")
  }
  var source = new URL(root.getAttribute("data-src"), location.href)
  var links = Array.from(root.querySelectorAll("a[data-zy-facet]"))
  var results = find("results")
  var pager = find("pager")
  var count = find("count")
  var bar = find("bar")
  var plain = { results: Array.from(results.childNodes), pager: pager ? Array.from(pager.childNodes) : [], count: count.textContent }
  var state = parse(location.search)
  var loading = null
  var broken = false

  function element(tag, attributes, children) {
    var node = document.createElement(tag)
    Object.keys(attributes || {}).forEach(function (name) {
      node.setAttribute(name, attributes[name])
    })
    ;(children || []).forEach(function (child) {
      node.append(child)
    })
    return node
  }

  function load() {
    if (loading) return loading
    loading = new Promise(function (resolve, reject) {
      window.zyCases = resolve
      var script = element("script", { src: String(source) })
      script.onerror = reject
      document.head.appendChild(script)
    })
    return loading
  }

  function card(row, labels) {
    var unit = (labels.unit || {})[row.n] || ""
    var meta = [row.t.indexOf(unit) < 0 && unit, row.d].filter(Boolean).join(" · ")
    var tags = [element("span", { class: "zy-badge zy-badge--plain" }, [(labels.kind || {})[row.k] || row.k])]
    if (row.x) tags.unshift(element("span", { class: "zy-badge zy-badge--sample" }, ["示例"]), " ")
    return element("li", { class: "zy-card" }, [
      element("h2", { class: "zy-card__title" }, [element("a", { href: String(new URL(row.u, source)) }, [row.t])]),
      element("p", { class: "zy-card__meta" }, [meta]),
      element("p", { class: "zy-card__text" }, [row.s || ""]),
      element("p", { class: "zy-card__tags" }, tags),
    ])
  }

  function showPager(total) {
    if (!pager) return
    var last = Math.ceil(total / PAGE)
    var step = function (page, text, rel) {
      var link = element("a", { href: print(Object.assign({}, state, { page: page })) || location.pathname, rel: rel }, [text])
      link.addEventListener("click", function (event) {
        event.preventDefault()
        go(Object.assign({}, state, { page: page }))
        count.scrollIntoView()
      })
      return link
    }
    pager.replaceChildren()
    if (last < 2) return
    if (state.page > 1) pager.append(step(state.page - 1, "上一页", "prev"))
    pager.append(element("span", {}, ["第 " + state.page + " 页，共 " + last + " 页"]))
    if (state.page < last) pager.append(step(state.page + 1, "下一页", "next"))
  }

  function showPlain() {
    results.replaceChildren.apply(results, plain.results)
    if (pager) pager.replaceChildren.apply(pager, plain.pager)
    count.textContent = plain.count
    links.forEach(function (link) {
      var number = link.querySelector(".zy-chip__count")
      if (number && link.zyCount !== undefined) number.textContent = link.zyCount
      link.removeAttribute("aria-current")
      link.classList.remove("zy-chip--none")
    })
  }

  function show(data) {
    var rows = zyFilter.select(data.cases, state)
    state.page = Math.min(state.page, Math.max(1, Math.ceil(rows.length / PAGE)))
    var shown = rows.slice((state.page - 1) * PAGE, state.page * PAGE)
    results.replaceChildren.apply(
      results,
      shown.map(function (row) {
        return card(row, data.labels)
      })
    )
    count.textContent = rows.length
      ? "共 " + data.cases.length + " 个案例，符合条件的 " + rows.length + " 个"
      : "没有符合条件的案例，可以少选一项或清除条件"
    showPager(rows.length)
    var tallies = {}
    links.forEach(function (link) {
      var facet = link.getAttribute("data-zy-facet")
      var value = link.getAttribute("data-zy-value")
      tallies[facet] = tallies[facet] || zyFilter.counts(data.cases, state, facet)
      var number = link.querySelector(".zy-chip__count")
      if (number) {
        if (link.zyCount === undefined) link.zyCount = number.textContent
        number.textContent = String(tallies[facet][value] || 0)
      }
      link.classList.toggle("zy-chip--none", !tallies[facet][value])
      if ((state.chosen[facet] || []).indexOf(value) >= 0) link.setAttribute("aria-current", "true")
      else link.removeAttribute("aria-current")
    })
  }

  function render() {
    if (document.activeElement !== text) text.value = state.q
    sort.value = state.sort
    clear.hidden = isEmpty(state)
    if (isEmpty(state)) return showPlain()
    var wanted = state
    load().then(
      function (data) {
        if (wanted === state) show(data)
      },
      function () {
        broken = true
        count.textContent = "筛选用的数据没有读到；仍可点开各个分类逐页查看。"
      }
    )
  }

  function go(next, replace) {
    state = next
    try {
      history[replace ? "replaceState" : "pushState"](null, "", location.pathname + print(state) + location.hash)
    } catch (error) {
      root.setAttribute("data-zy-address", "fixed") // this browser keeps a local file's address; filters still work
    }
    render()
  }

  var text = element("input", { type: "search", "aria-label": "按标题筛选", placeholder: "按标题筛选" })
  var sort = element("select", { "aria-label": "排序" }, [
    element("option", { value: "new" }, ["最近在前"]),
    element("option", { value: "old" }, ["最早在前"]),
  ])
  var clear = element("button", { type: "button", class: "zy-button" }, ["清除条件"])
  var facets = element("button", { type: "button", class: "zy-button zy-explorer__toggle", "aria-expanded": "false" }, ["筛选"])
  bar.append(element("div", { class: "zy-explorer__field" }, [text]), sort, facets, clear)
  count.setAttribute("role", "status")
  root.classList.add("zy-explorer--ready")

  links.forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (broken || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      go(zyFilter.toggled(state, link.getAttribute("data-zy-facet"), link.getAttribute("data-zy-value")))
    })
  })
  text.addEventListener("input", function (event) {
    if (event.isComposing) return
    go(Object.assign({}, state, { q: text.value.trim(), page: 1 }), true)
  })
  text.addEventListener("compositionend", function () {
    go(Object.assign({}, state, { q: text.value.trim(), page: 1 }), true)
  })
  sort.addEventListener("change", function () {
    go(Object.assign({}, state, { sort: sort.value, page: 1 }))
  })
  clear.addEventListener("click", function () {
    text.value = ""
    go({ chosen: {}, q: "", sort: "new", page: 1 })
    text.focus()
  })
  facets.addEventListener("click", function () {
    var open = root.classList.toggle("zy-explorer--open")
    facets.setAttribute("aria-expanded", String(open))
  })
  window.addEventListener("popstate", function () {
    state = parse(location.search)
    render()
  })
  render()
})()
