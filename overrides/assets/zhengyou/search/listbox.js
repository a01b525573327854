/* The options under a combobox: which there are and which one is pointed at, while focus stays in the field.

   zySearch.listbox(field, list) → {fill(options), point(index), move(step), size(), current()}. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})

  zy.listbox = (field, list) => {
    let options = []
    let active = -1

    function current() {
      return options[active] || null
    }

    function point(index) {
      if (current()) current().removeAttribute("aria-selected")
      active = index
      if (!current()) return field.removeAttribute("aria-activedescendant")
      current().setAttribute("aria-selected", "true")
      current().scrollIntoView({ block: "nearest" })
      field.setAttribute("aria-activedescendant", current().id)
    }

    function fill(next) {
      point(-1)
      options = next
      options.forEach((option, index) => {
        option.id = list.id + "-" + index
      })
      list.replaceChildren.apply(list, options)
      list.hidden = !options.length
    }

    /* One line on or back; past either end is the field itself. */
    function move(step) {
      const ends = options.length + 1
      point(((active + 1 + step + ends) % ends) - 1)
    }

    function size() {
      return options.length
    }

    return { fill, point, move, size, current }
  }
})()
