// A small campaign's data for the self-check, sheets over it, and dice that always fall the same.
const sheets = require("../../overrides/assets/zhengyou/compare/sheet.js")

/* {criterion id: [[indicator id, text], …]} → the data of a group. */
function data(criteria, more) {
  return {
    format: 1,
    group: { id: "five-good", title: "五个好", name: "“五个好”先进基层党组织", kind: "organisation" },
    edition: "0000000a",
    answers: [
      { id: "met", title: "做到" },
      { id: "partly", title: "部分做到" },
      { id: "unmet", title: "没做到" },
      { id: "inapplicable", title: "不适用" },
    ],
    criteria: Object.keys(criteria).map((id) => ({
      id,
      title: id + "好",
      meaning: "",
      page: "",
      clauses: [],
      indicators: criteria[id].map(([name, text]) => ({ id: name, text })),
      cases: [],
    })),
    types: [{ id: "branch", title: "支部" }, { id: "office", title: "处室" }],
    units: [],
    stages: [],
    grading: {
      levels: [
        { id: "good", title: "好", min: "90" },
        { id: "fair", title: "较好", min: "80" },
        { id: "plain", title: "一般", min: "60" },
        { id: "poor", title: "较差", min: "0" },
      ],
      inputs: [
        { id: "self", title: "支部自评", weight: "15" },
        { id: "masses", title: "群众评议", weight: "20" },
        { id: "superior", title: "上级评定", weight: "65" },
      ],
      gates: [{ input: "masses", below: "90", caps_at: "plain" }],
      step_by_step: true,
    },
    ...more,
  }
}

const usual = data({
  team: [["unity", "班子团结"], ["study", "坚持学习"]],
  work: [["goals", "完成任务"], ["window", "窗口一次办结"]],
})

function blank(about, id) {
  return sheets.blank(about, { id: id || "s1", name: "2011年自查", now: "2011-06-30T04:00:00.000Z" })
}

/* A sheet with these answers, {key: answer or {answer, evidence}}. */
function answered(about, answers, id) {
  return Object.keys(answers).reduce((sheet, key) => {
    const change = typeof answers[key] === "string" ? { answer: answers[key] } : answers[key]
    return sheets.answer(sheet, key, change, sheet.answers[key].text)
  }, frozen(blank(about, id)))
}

/* Numbers below n, and one of a list. */
function dice(seed) {
  function below(n) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * n)
  }
  return { below, of: (list) => list[below(list.length)] }
}

/* A copy that complains as soon as anybody writes into it. */
function frozen(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

module.exports = { data, usual, blank, answered, dice, frozen }
