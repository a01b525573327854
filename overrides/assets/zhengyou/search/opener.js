/* The one search script on every page: it opens the search box, and fetches the rest when a reader first turns to it.

   What opens: "/" and Ctrl+K, focus or a click in the field of the header, any [data-zy-search-open].
   A page with [data-zy-search-page] is itself the search, so the rest is fetched at once. An address with ?h=words
   wants these words marked on its page. The rest is one file, client.js, that the build makes of this folder. */
;(function () {
  const here = document.currentScript.src
  const base = new URL("../../../", here).href
  const box = document.querySelector("[data-zy-search]")
  const page = document.querySelector("[data-zy-search-page]")
  const field = (page || box || document).querySelector("input[name=q]")
  const words = new URLSearchParams(location.search).get("h")
  let asked = null
  let face = null // what box.js answers with, once it is there
  let waiting = null // where focus came from before that

  /* Calls ``then`` with zySearch, once its script has run. */
  function whole(then) {
    asked =
      asked ||
      new Promise((resolve, reject) => {
        const script = document.createElement("script")
        script.src = new URL("client.js", here).href
        script.onload = () => {
          resolve(globalThis.zySearch)
        }
        script.onerror = () => {
          asked = null // the reader may try again
          reject(new Error("script not read: " + script.src))
        }
        document.head.append(script)
      })
    asked.then(then).catch(failed)
  }

  function failed(error) {
    console.error(error)
    sayFailed(true)
  }

  function sayFailed(on) {
    const note = (page || box || document).querySelector("[data-zy-search-failed]")
    if (note) note.hidden = !on
  }

  function isOpen() {
    return box.classList.contains("zy-search--open")
  }

  function show(on) {
    box.classList.toggle("zy-search--open", on)
    document.documentElement.classList.toggle("zy-searching", on)
  }

  /* Shows the box, and gives it the place to which focus goes back. */
  function open(from) {
    if (!box || !field) return
    show(true)
    if (document.activeElement !== field) field.focus()
    if (face) return face.open(from)
    waiting = from || waiting
    whole((search) => {
      face = face || search.box(box, base)
      sayFailed(false)
      if (isOpen()) face.open(waiting)
    })
  }

  /* The reader goes away while the rest is still being fetched. */
  function leave() {
    show(false)
    if (waiting) waiting.focus()
    if (waiting && document.activeElement === field) field.blur()
    waiting = null
  }

  function turn(from) {
    if (!page) return open(from)
    field.focus()
    field.select()
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-zy-search-open]")
    if (!opener || !field) return
    event.preventDefault() // without script it is a link to a page that lists things
    turn(opener)
  })

  document.addEventListener("keydown", (event) => {
    const on = event.target
    if (event.key === "Escape" && box && !face && isOpen()) return leave()
    const typing = on.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(on.tagName)
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing
    const letter = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && /^k$/i.test(event.key)
    if (!(slash || letter) || !field || event.isComposing) return
    event.preventDefault()
    if (on !== field) turn(on)
  })

  if (box && field) {
    field.addEventListener("focus", () => {
      if (!isOpen()) open(null)
    })
    field.addEventListener("click", () => {
      open(null)
    })
  }

  if (page) {
    whole((search) => {
      search.page(page, base)
    })
  } else if (words) {
    whole((search) => {
      const mark = () => {
        search.highlight(document.querySelector(".zy-page"), words)
      }
      // The manifest tells which characters are written in several ways; without it the others are found all the same.
      return search.manifest(search.open(base)).then(mark, mark)
    })
  }
})()
