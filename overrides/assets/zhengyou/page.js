/* Small helps on every page: open the drawer by keyboard, turn plain tables into ones that fold into cards,
   unfold everything for print. */
;(function () {
  var toggle = function (id) {
    return document.getElementById(id)
  }

  function setToggle(id, on) {
    var box = toggle(id)
    if (box && box.checked !== on) box.click()
  }

  document.addEventListener("click", function (event) {
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
