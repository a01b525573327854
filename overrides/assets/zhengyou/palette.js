/* The colour scheme before the first paint: the reader's choice, else the system's. */
;(function () {
  var stored = __md_get("__palette")
  var media = stored && stored.color ? stored.color.media : "(prefers-color-scheme)"
  if (media === "(prefers-color-scheme)") {
    media = matchMedia("(prefers-color-scheme: dark)").matches
      ? "(prefers-color-scheme: dark)"
      : "(prefers-color-scheme: light)"
  }
  var option = document.querySelector('[data-md-color-media="' + media + '"]')
  if (!option) return
  ;["scheme", "primary", "accent"].forEach(function (name) {
    document.body.setAttribute("data-md-color-" + name, option.getAttribute("data-md-color-" + name))
  })
})()
