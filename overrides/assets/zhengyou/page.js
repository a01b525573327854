/* Small helps on every page: open the search and the drawer by keyboard, turn plain tables into ones that
   fold into cards, let input methods and pasting reach the search box, unfold everything for print. */
;(function () {
  var toggle = function (id) {
    return document.getElementById(id)
  }

  function setToggle(id, on) {
    var box = toggle(id)
    if (box && box.checked !== on) box.click()
  }

  function openSearch() {
    setToggle("__search", true)
    var query = document.querySelector(".md-search__input")
    if (query) query.focus()
  }

  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-zy-search-open]")
    if (opener) {
      event.preventDefault() // without script it is a link to a page that lists things
      return openSearch()
    }
    var switcher = event.target.closest("[data-zy-toggle]")
    if (switcher) setToggle(switcher.getAttribute("data-zy-toggle"), true)
  })

  var drawer = toggle("__drawer")
  var menu = document.querySelector("[data-zy-toggle=__drawer]")
  if (drawer && menu) {
    menu.setAttribute("aria-expanded", "false")
    drawer.addEventListener("change", function () {
      menu.setAttribute("aria-expanded", String(drawer.checked))
      if (drawer.checked) {
        var first = document.querySelector(".md-sidebar--primary .md-nav__list a")
        if (first) first.focus()
      }
    })
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && drawer.checked) {
        setToggle("__drawer", false)
        menu.focus()
      }
    })
  }

  /* The theme listens for keyup only: a paste by mouse or a word picked in an input method would go unheard. */
  var query = document.querySelector(".md-search__input")
  if (query) {
    query.addEventListener("input", function (event) {
      if (!event.isComposing) query.dispatchEvent(new KeyboardEvent("keyup"))
    })
    query.addEventListener("compositionend", function () {
      query.dispatchEvent(new KeyboardEvent("keyup"))
    })
  }

  /* Tables that editors write in Markdown get the same treatment as generated ones. */
  Array.from(document.querySelectorAll(".zy-page table:not([class])")).forEach(function (table) {
    var heads = Array.from(table.querySelectorAll("thead th")).map(function (cell) {
      return cell.textContent.trim()
    })
    if (!heads.length) return
    Array.from(table.querySelectorAll("tbody tr")).forEach(function (row) {
      Array.from(row.cells).forEach(function (cell, index) {
        if (cell.tagName !== "TD" || !heads[index]) return
        cell.setAttribute("data-label", heads[index])
        // One box beside the label, however many words, links and codes the cell holds.
        var box = document.createElement("div")
        box.append.apply(box, Array.from(cell.childNodes))
        cell.append(box)
      })
    })
    table.className = "zy-table"
  })

  window.addEventListener("beforeprint", function () {
    Array.from(document.querySelectorAll(".zy-page details:not([open])")).forEach(function (details) {
      details.open = true
    })
  })
})()
