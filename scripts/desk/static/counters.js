/* How many characters are written where only so many may be; a rare Han character counts once. */
;(function () {
  const desk = globalThis.desk

  function count(box) {
    const limit = Number(box.dataset.limit)
    const written = Array.from(box.value.trim()).length
    const told = box.nextElementSibling
    told.textContent = written + " / " + limit + " 字"
    told.classList.toggle("counter--over", written > limit)
  }

  desk.begins((form) => {
    form.querySelectorAll("[data-limit]").forEach((box) => {
      const told = document.createElement("p")
      told.className = "counter"
      box.after(told)
      box.addEventListener("input", () => count(box))
      count(box)
    })
  })
})()
