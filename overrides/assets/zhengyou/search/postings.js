/* Reads the numbers of hooks/campaign/search/postings.py: below 61 one sign, above it leading signs before it. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const LAST = 61
  const values = {}
  let signs = 0
  for (let code = 0x21; code < 0x7f; code++) if (!'"\\|'.includes(String.fromCharCode(code))) values[code] = signs++
  const LEADS = signs - LAST

  /* Calls each(number) for every number written in a text. */
  zy.eachNumber = (text, each) => {
    let lead = 0
    for (let at = 0; at < text.length; at++) {
      const value = values[text.charCodeAt(at)]
      if (value >= LAST) {
        lead = lead * LEADS + value - LAST + 1
      } else {
        each(lead * LAST + value)
        lead = 0
      }
    }
  }

  /* A term's postings: documents in ascending order, and how much each says of the term (0 to levels - 1). */
  zy.readPostings = (text, levels) => {
    const list = { documents: [], levels: [] }
    let document = 0
    zy.eachNumber(text || "", (step) => {
      document += Math.floor(step / levels)
      list.documents.push(document)
      list.levels.push(step % levels)
    })
    return list
  }
})()
