/* Files out of the page and into it. Nothing is sent: a file is made and read in this browser. */
var zyHanding = (function () {
  const LARGEST = 2e7 // bytes; a sheet has some thousands

  /* Gives the reader a text as a file of a name. */
  function give(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }))
    const link = zyElement("a", { href: address, download: name, hidden: "" })
    document.body.append(link)
    link.click()
    link.remove()
    setTimeout(() => URL.revokeObjectURL(address), 60000) // a slow disk may still be reading
  }

  /* The control by which a reader picks a file; ``then({sheet, note?} or {error})`` hears of it. */
  function chooser() {
    let then = null
    const accept = ".json,application/json"
    const node = zyElement("input", { type: "file", accept, hidden: "", "aria-label": "打开自查表文件" })
    node.addEventListener("change", () => {
      const file = node.files[0]
      node.value = "" // the same file may be picked again
      if (!file) return
      if (file.size > LARGEST) return then({ error: "这个文件太大，不是自查表。" })
      file.text().then(
        (text) => then(zyFile.read(text)),
        () => then({ error: "这个文件打不开，可能已经移走或正被别的程序占用。" })
      )
    })
    return {
      node,
      ask: (heard) => {
        then = heard
        node.click()
      },
    }
  }

  return { give, chooser }
})()
if (typeof module === "object" && module.exports) module.exports = zyHanding
