/* Asking while a reader types: not at every key, never inside an input method, and no late answer over a newer one. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const PAUSE = 120 // milliseconds without a key before what stands there is asked
  const PATIENCE = 500 // before the reader is told to wait

  /* Calls ``then`` when typing has paused; gives a function that calls it off. Pasting and picked words count too. */
  zy.typing = (field, then) => {
    let timer = 0
    function stop() {
      clearTimeout(timer)
    }
    function soon(event) {
      stop()
      if (!event.isComposing) timer = setTimeout(then, PAUSE)
    }
    field.addEventListener("input", soon)
    field.addEventListener("compositionstart", stop)
    field.addEventListener("compositionend", soon)
    return stop
  }

  /* {ask(state), drop()}. ``show(answer, isCurrent)`` gets the answer to the latest question only; ``fail(said)`` gets
     what to tell the reader. ``ask`` promises the end of both. */
  zy.enquiry = (base, status, show, fail) => {
    const library = zy.open(base)
    let turn = 0
    let timer = 0

    function drop() {
      turn++
      clearTimeout(timer)
    }

    function ask(state) {
      drop()
      const mine = turn
      function isCurrent() {
        return mine === turn
      }
      timer = setTimeout(() => {
        status.textContent = "正在查找……"
      }, PATIENCE)
      return zy
        .find(library, state)
        .then((answer) => {
          if (!isCurrent()) return null
          clearTimeout(timer)
          return show(answer, isCurrent)
        })
        .catch((error) => {
          console.error(error)
          if (!isCurrent()) return
          clearTimeout(timer)
          status.textContent = ""
          fail(zy.items.failure(base))
        })
    }

    return { library, ask, drop }
  }
})()
