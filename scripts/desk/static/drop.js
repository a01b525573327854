/* A Word file dropped anywhere on the page is imported; while it is read, the button says so. */
;(function () {
  const form = document.getElementById("import")
  const zone = form.querySelector("[data-drop]")
  const input = form.querySelector("input[type=file]")
  const button = form.querySelector("[data-wait]")
  const over = (is) => zone.classList.toggle("drop--over", is)

  form.querySelector("[data-drop-hint]").hidden = false
  document.addEventListener("dragover", (event) => {
    event.preventDefault()
    over(true)
  })
  document.addEventListener("dragleave", () => over(false))
  document.addEventListener("drop", (event) => {
    event.preventDefault()
    over(false)
    if (!event.dataTransfer.files.length) return
    input.files = event.dataTransfer.files
    button.click()
  })
  form.addEventListener("submit", () => {
    // Not at once: what is disabled is not sent.
    setTimeout(() => {
      button.disabled = true
      button.textContent = button.dataset.wait
    })
  })
})()
