/* Text as search compares it: one width, one case, one script. The twin of hooks/campaign/search/fold.py.

   A folded text is as long as the text, so a place in one is the place in the other. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const signs = {}
  let known = {}

  function same(letters, folded) {
    for (const letter of letters) signs[letter] = folded
  }
  same("〔[【［〈《（{｛", "(")
  same("〕]】］〉》）}｝", ")")
  same("“”„‟«»「」『』＂", '"')
  same("‐‑‒–—―－", "-")

  zy.variants = {}

  /* Pairs of a traditional character and the simplified one it is compared by, one after the other. */
  zy.learnVariants = (pairs) => {
    for (let at = 0; at < pairs.length; at += 2) zy.variants[pairs[at]] = pairs[at + 1]
    known = {}
  }

  function one(letter) {
    let folded = letter.normalize("NFKC").toLowerCase()
    if (folded.length !== letter.length) folded = letter.toLowerCase()
    if (folded.length !== letter.length) folded = letter
    folded = zy.variants[folded] || folded
    return signs[folded] || folded
  }

  zy.fold = (text) => {
    let folded = ""
    for (const letter of text) folded += known[letter] || (known[letter] = one(letter))
    return folded
  }
})()
