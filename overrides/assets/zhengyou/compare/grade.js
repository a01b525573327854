/* The grade a sheet's scores come to by the campaign's declared rules. The same as hooks/campaign/grading.py says,
   which a test holds it to; it explains the rules. Decimals are exact: 0.1 and 0.2 make 0.3. */
var zyGrade = (function () {
  // What the records may hold (hooks/campaign/validate.py), without a sign: no score is below nought.
  const NUMBER = /^\d{1,12}(\.\d{1,6})?$/
  const PLACES = 6

  /* A decimal as a whole number of millionths; null for what is no number. */
  function millionths(text) {
    if (!NUMBER.test(text)) return null
    const [whole, fraction] = text.split(".")
    return BigInt(whole + (fraction || "").padEnd(PLACES, "0"))
  }

  /* A whole number of which the last ``places`` digits are decimals, without needless zeros. */
  function written(number, places) {
    const digits = String(number).padStart(places + 1, "0")
    const fraction = digits.slice(-places).replace(/0+$/, "")
    return digits.slice(0, -places) + (fraction ? "." + fraction : "")
  }

  /* A score as typed, in digits of any width; null unless it is from 0 to 100. */
  function scored(text) {
    const score = millionths(text.normalize("NFKC").trim())
    return score !== null && score <= millionths("100") ? score : null
  }

  /* {parts: [{input, score, points}], total, sum, byTotal, gates, held, level, missing, wrong}. Levels, gates and
     inputs are those of ``grading``; ``scores`` what the reader typed, by input; ``before`` the id of the last
     round's level, or ""; a reason lets a unit climb more than one level. No total unless every score is there. */
  function estimate(grading, scores, before, reason) {
    const [missing, wrong] = [[], []]
    const values = new Map()
    const parts = grading.inputs.map((input) => {
      const typed = Object.prototype.hasOwnProperty.call(scores, input.id) ? scores[input.id] : ""
      const score = scored(typed)
      if (!typed.trim()) missing.push(input.id)
      else if (score === null) wrong.push(input.id)
      if (score === null) return { input, score: null, points: null }
      values.set(input.id, score)
      return { input, score: written(score, PLACES), points: score * millionths(input.weight) }
    })
    // A millionth of a millionth, and weights are per cent.
    const places = 2 * PLACES + 2
    const shown = parts.map((part) => ({ ...part, points: part.points === null ? null : written(part.points, places) }))
    const result = { parts: shown, total: null, sum: "", byTotal: null, gates: [], held: false, level: null }
    if (missing.length || wrong.length) return { ...result, missing, wrong }

    const points = parts.reduce((sum, part) => sum + part.points, BigInt(0))
    const unit = BigInt(10) ** BigInt(places - PLACES)
    const place = grading.levels.findIndex((level) => points >= millionths(level.min) * unit)
    const position = (id) => grading.levels.findIndex((level) => level.id === id)
    const shut = grading.gates.filter(
      (gate) => values.has(gate.input) && values.get(gate.input) < millionths(gate.below)
    )
    const capped = Math.max(place, ...shut.map((gate) => position(gate.caps_at)))
    const bound = grading.step_by_step && !reason.trim() ? position(before) - 1 : 0
    const terms = shown.map((part) => written(millionths(part.input.weight), PLACES) + "%×" + part.score)
    const total = written(points, places)
    return {
      ...result,
      total,
      sum: terms.join(" + ") + " = " + total,
      byTotal: grading.levels[place],
      gates: shut.filter((gate) => capped > place && position(gate.caps_at) === capped),
      held: capped < bound,
      level: grading.levels[Math.max(capped, bound)],
      missing,
      wrong,
    }
  }

  return { estimate }
})()
if (typeof module === "object" && module.exports) module.exports = zyGrade
