/* The terms of a folded text. The twin of hooks/campaign/search/terms.py, which says what they are. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const HAN = "\\u3005\\u3007\\u3400-\\u9fff\\u{20000}-\\u{3ffff}"
  const POINT = "(?<=[0-9])\\.(?=[0-9])" // a decimal is one word
  const RUN = new RegExp("(?:[\\p{L}\\p{N}]|" + POINT + ")+", "gu")
  const UNIT = new RegExp("[" + HAN + "]|(?:(?![" + HAN + "])[\\p{L}\\p{N}]|" + POINT + ")+", "gu")
  const IS_HAN = new RegExp("^[" + HAN + "]$", "u")

  zy.runs = (text) => text.match(RUN) || []
  zy.units = (run) => run.match(UNIT) || []
  zy.isHan = (unit) => IS_HAN.test(unit)

  /* The term of a month or a day; empty for what no calendar has. */
  zy.dateTerm = (year, month, day) => {
    if (month < 1 || month > 12 || day > 31 || Number(day) === 0) return ""
    const two = (number) => String(Number(number)).padStart(2, "0")
    return "@" + year + "-" + two(month) + (day ? "-" + two(day) : "")
  }
})()
