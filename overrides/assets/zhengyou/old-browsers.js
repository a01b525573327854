/* What the theme's script needs and browsers built on Chromium 69 to 85 lack: Blob.text (76), replaceChildren (86). */
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
})()
