/* Keys and ways about the form. */
;(function () {
  const desk = globalThis.desk

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault()
      desk.form().querySelector("[data-save]").click()
    }
    // Enter in a line would send the form and lose the place; what is typed is checked and kept anyway.
    if (event.key === "Enter" && event.target.matches("#sheet input:not([type=file])")) event.preventDefault()
  })

  /* A link to a field leads into it, even where it is folded away. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#f-"]')
    if (!link) return
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!field) return
    event.preventDefault()
    for (let above = field; above; above = above.parentElement) {
      if (above.tagName === "DETAILS") above.open = true
    }
    const inner = field.querySelector("details")
    if (inner && inner === field.firstElementChild) inner.open = true
    const control = field.querySelector("input:not([type=hidden]):not(.narrow), textarea, select, button")
    field.scrollIntoView({ block: "center" })
    ;(control || field).focus({ preventScroll: true })
  })
})()
