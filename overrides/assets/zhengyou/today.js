/* What day it is, decided in the reader's browser: a static page never shows a frozen today.

   Any element with data-zy-start and/or data-zy-end (YYYY-MM-DD, both days included) gets
     - in its first [data-zy-state]: 未开始 / 进行中 / 已结束, with zy-badge--…; where no end is on record 已开始,
       for nobody knows whether it still goes on;
     - a class zy-is-future / -now / -begun / -past, and aria-current="step" while it is under way.
   Any element with data-zy-due (YYYY-MM-DD) gets 今天 / 还有 N 天 / 已过; with data-zy-open, 已逾期 for the last.
   [data-zy-due-list] (data-zy-limit) keeps the next items only; the [data-zy-due-none] after it shows if none is left.
   [data-zy-late-only] keeps the open items whose day has passed; the [data-zy-late-none] after it shows if there are
   none. [data-zy-late-count="id"] says how many such items there are in the element of that id.
   [data-zy-today] with start and end of the whole shows the [data-zy-when="before|during|after"] that is true and
     hides "static"; the titles (data-zy-title) of the items under way go into [data-zy-current].
   [data-zy-review-by] shows once that day has passed.
   [data-zy-now] in a chart (data-from, data-to, data-x0, data-x1) moves to today's place. */
;(function () {
  var WORDS = { future: "未开始", now: "进行中", begun: "已开始", past: "已结束" }

  function iso(date) {
    var two = function (number) {
      return (number < 10 ? "0" : "") + number
    }
    return date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate())
  }

  /* "future" | "now" | "begun" | "past", or null where no date says. ISO dates compare as text. */
  function phase(today, start, end) {
    if (start && today < start) return "future"
    if (end && today > end) return "past"
    if (start && end) return "now"
    if (start) return "begun"
    return null
  }

  function days(from, to) {
    return Math.round((Date.parse(to + "T00:00:00Z") - Date.parse(from + "T00:00:00Z")) / 86400000)
  }

  /* {state, text} of a date by which something is due. */
  function due(today, date, open) {
    var left = days(today, date)
    if (left > 0) return { state: "future", text: "还有 " + left + " 天" }
    if (left === 0) return { state: "now", text: "今天" }
    return open ? { state: "overdue", text: "已逾期" } : { state: "past", text: "已过" }
  }

  /* The indexes of the next `limit` dates, in date order. */
  function upcoming(today, dates, limit) {
    return dates
      .map(function (date, index) {
        return { date: date, index: index }
      })
      .filter(function (item) {
        return item.date >= today
      })
      .sort(function (a, b) {
        return a.date < b.date ? -1 : a.date > b.date ? 1 : a.index - b.index
      })
      .slice(0, limit || dates.length)
      .map(function (item) {
        return item.index
      })
  }

  /* Of some dates by which something is due, whether each has passed. */
  function late(today, dates) {
    return dates.map(function (date) {
      return date < today
    })
  }

  function lateWords(count) {
    return count ? "已逾期 " + count + " 项" : "没有逾期的"
  }

  /* Where today stands between two x positions, or null outside the dates. */
  function position(today, from, to, x0, x1) {
    if (today < from || today > to) return null
    var whole = days(from, to)
    return whole ? x0 + ((x1 - x0) * days(from, today)) / whole : x0
  }

  var pure = {
    iso: iso,
    phase: phase,
    due: due,
    upcoming: upcoming,
    late: late,
    lateWords: lateWords,
    position: position,
  }
  if (typeof module === "object" && module.exports) {
    module.exports = pure
    return
  }

  var today = iso(new Date())
  var all = function (selector, root) {
    return Array.from((root || document).querySelectorAll(selector))
  }

  function mark(element, state, text) {
    var badge = element.querySelector("[data-zy-state]")
    if (!badge) return
    badge.textContent = text
    badge.classList.add("zy-badge", "zy-badge--" + state)
    badge.hidden = false
  }

  all("[data-zy-start], [data-zy-end]").forEach(function (element) {
    var state = phase(today, element.getAttribute("data-zy-start"), element.getAttribute("data-zy-end"))
    if (!state) return
    element.classList.add("zy-is-" + state)
    if (element.hasAttribute("data-zy-today")) return
    if (state === "now") element.setAttribute("aria-current", "step")
    mark(element, state === "begun" ? "plain" : state, WORDS[state])
  })

  all("[data-zy-due]").forEach(function (element) {
    var state = due(today, element.getAttribute("data-zy-due"), element.hasAttribute("data-zy-open"))
    mark(element, state.state, state.text)
  })

  all("[data-zy-due-list]").forEach(function (list) {
    var items = all("[data-zy-due]", list)
    var dates = items.map(function (item) {
      return item.getAttribute("data-zy-due")
    })
    var next = upcoming(today, dates, Number(list.getAttribute("data-zy-limit")))
    items.forEach(function (item) {
      item.hidden = true
    })
    next.forEach(function (index) {
      items[index].hidden = false
      list.appendChild(items[index])
    })
    list.hidden = !next.length
    var none = list.parentNode.querySelector("[data-zy-due-none]")
    if (none) none.hidden = next.length > 0
  })

  function openItems(root) {
    return all("[data-zy-due][data-zy-open]", root)
  }

  function lateOf(items) {
    return late(
      today,
      items.map(function (item) {
        return item.getAttribute("data-zy-due")
      })
    )
  }

  all("[data-zy-late-only]").forEach(function (list) {
    var items = openItems(list)
    var passed = lateOf(items)
    items.forEach(function (item, index) {
      item.hidden = !passed[index]
    })
    list.hidden = passed.indexOf(true) < 0
    var none = list.parentNode.querySelector("[data-zy-late-none]")
    if (none) none.hidden = !list.hidden
  })

  all("[data-zy-late-count]").forEach(function (count) {
    var passed = lateOf(openItems(document.getElementById(count.getAttribute("data-zy-late-count"))))
    count.textContent = lateWords(passed.filter(Boolean).length)
    count.hidden = false
  })

  all("[data-zy-today]").forEach(function (panel) {
    var state = phase(today, panel.getAttribute("data-zy-start"), panel.getAttribute("data-zy-end"))
    if (!state) return
    var when = { future: "before", now: "during", begun: "during", past: "after" }[state]
    var current = all("[data-zy-title].zy-is-now", panel).map(function (item) {
      return item.getAttribute("data-zy-title")
    })
    var slots = all("[data-zy-current]", panel)
    if (when === "during" && slots.length && !current.length) return // no stage is under way: the plain line is right
    slots.forEach(function (slot) {
      slot.textContent = current.join("、")
    })
    if (!panel.querySelector('[data-zy-when="' + when + '"]')) return
    all("[data-zy-when]", panel).forEach(function (line) {
      line.hidden = line.getAttribute("data-zy-when") !== when
    })
  })

  all("[data-zy-review-by]").forEach(function (note) {
    note.hidden = today <= note.getAttribute("data-zy-review-by")
  })

  all("[data-zy-now]").forEach(function (group) {
    var number = function (name) {
      return Number(group.getAttribute(name))
    }
    var from = group.getAttribute("data-from")
    var x = position(today, from, group.getAttribute("data-to"), number("data-x0"), number("data-x1"))
    if (x === null) return
    group.setAttribute("transform", "translate(" + x.toFixed(1) + " 0)")
    group.classList.add("zy-tl-now--shown")
  })
})()
