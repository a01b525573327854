/* What our scripts and the theme's use and browsers from Chromium 72 on may lack: Blob.text (76), replaceChildren (86),
   and a colour scheme of the system's (76; before 80 it could be neither light nor dark, which is light here). */
;(function () {
  if (window.Blob && !Blob.prototype.text) {
    Blob.prototype.text = function () {
      return new Response(this).text()
    }
  }
  ;[Element, Document, DocumentFragment].forEach(function (kind) {
    if (kind.prototype.replaceChildren) return
    kind.prototype.replaceChildren = function () {
      while (this.lastChild) this.removeChild(this.lastChild)
      this.append.apply(this, arguments)
    }
  })
  var ask = window.matchMedia
  var light = "(prefers-color-scheme: light)"
  if (ask(light).matches || ask("(prefers-color-scheme: dark)").matches) return
  window.matchMedia = function (query) {
    return ask.call(window, query === light ? "all" : query)
  }
})()
