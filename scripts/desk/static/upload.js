/* Files dropped on the list of attachments are uploaded at once. */
;(function () {
  const desk = globalThis.desk

  desk.begins((form) => {
    form.querySelectorAll("[data-upload]").forEach((zone) => {
      const input = zone.querySelector("input")
      const button = zone.querySelector("button")
      const over = (is) => zone.classList.toggle("drop--over", is)
      zone.addEventListener("dragover", (event) => {
        event.preventDefault()
        over(true)
      })
      zone.addEventListener("dragleave", () => over(false))
      zone.addEventListener("drop", (event) => {
        event.preventDefault()
        over(false)
        if (!event.dataTransfer.files.length) return
        input.files = event.dataTransfer.files
        button.click()
      })
    })
  })
})()
