/* A box above long lists of choices: titles, pinyin and initials narrow them down. */
;(function () {
  const desk = globalThis.desk
  const FROM = 9

  function narrow(words, items, stays) {
    const wanted = words.normalize("NFKC").toLowerCase().split(/\s+/)
    items.forEach((item) => {
      item.hidden = !stays(item) && !wanted.every((word) => (item.dataset.find || "").includes(word))
    })
  }

  function box(before, title, items, stays, pick) {
    const input = document.createElement("input")
    input.type = "text"
    input.className = "narrow"
    input.placeholder = "输入文字、拼音或首字母筛选"
    input.setAttribute("aria-label", "筛选" + title)
    input.autocomplete = "off"
    input.addEventListener("input", (event) => {
      event.stopPropagation()
      narrow(input.value, items, stays)
    })
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      const first = items.find((item) => !item.hidden && !stays(item))
      if (input.value.trim() && first) pick(first)
    })
    before.before(input)
  }

  desk.begins((form) => {
    form.querySelectorAll("select[data-choices]").forEach((select) => {
      const options = Array.from(select.options).slice(1)
      if (options.length < FROM) return
      const title = form.querySelector('label[for="' + select.id + '"]').firstChild.textContent
      box(select, title, options, (option) => option.selected, (option) => {
        select.value = option.value
        desk.changed()
      })
    })
    form.querySelectorAll("[data-checks]").forEach((list) => {
      const items = Array.from(list.querySelectorAll(".choice"))
      if (items.length < FROM) return
      const title = list.closest("fieldset").querySelector("legend").firstChild.textContent
      box(list, title, items, (item) => item.firstElementChild.checked, (item) => {
        item.firstElementChild.checked = true
        desk.changed()
      })
    })
  })
})()
