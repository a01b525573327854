/* 等次估算: the scores a reader types, the total written out, the level and what decided it. An estimate, never more. */
var zyGradeView = (function () {
  function mount(root, work) {
    const section = root.querySelector("[data-zy-grade]")
    const grading = work.data.grading
    if (!section || !grading) return { show: () => {} }
    const live = zyForm.place(section)
    const title = (list, id) => list.find((one) => one.id === id).title
    const scores = {}
    grading.inputs.forEach((input) => {
      const attributes = { inputmode: "decimal", maxlength: "20", placeholder: "0—100" }
      const name = input.title + "得分（权重 " + input.weight + "%）"
      scores[input.id] = zyForm.field(name, zyForm.line(attributes), (value) =>
        give({ scores: Object.assign({}, work.sheet().scores, { [input.id]: value }) })
      )
    })
    const before = zyForm.field("上一轮等次", zyForm.choice("没有或不知道", grading.levels), (value) => give({ before: value }))
    const why = zyForm.text({ maxlength: "500" })
    const reason = zyForm.field("破格晋升的理由", why, (value) => give({ reason: value }), "wide")
    const result = zyElement("div", { class: "zy-grade", role: "status" })
    const fields = grading.inputs.map((input) => scores[input.id].node).concat(before.node)
    if (grading.step_by_step) fields.push(reason.node)
    zyForm.fill(live, [zyElement("div", { class: "zy-inputs" }, fields), result])

    function give(part) {
      work.change(Object.assign({}, work.sheet(), part), "grade")
      tell(work.sheet())
    }

    function names(ids) {
      return ids.map((id) => title(grading.inputs, id)).join("、")
    }

    function gate(one) {
      const cap = title(grading.levels, one.caps_at)
      return title(grading.inputs, one.input) + "不到 " + one.below + " 分，最高只能是「" + cap + "」。"
    }

    /* Sentences that say how the level came about. */
    function reasons(found, sheet) {
      const said = ["按总分是「" + found.byTotal.title + "」。"].concat(found.gates.map(gate))
      const last = grading.levels.find((one) => one.id === sheet.before)
      if (found.held) said.push("上一轮是「" + last.title + "」，一轮只升一等，所以是「" + found.level.title + "」；破格要写明理由。")
      else if (grading.step_by_step && last && sheet.reason.trim()) said.push("已写明破格的理由，不受一轮只升一等的限制。")
      return said
    }

    function tell(sheet) {
      const found = estimate(work.data, sheet)
      const lines = []
      if (found.wrong.length) lines.push(names(found.wrong) + "的得分要写 0 到 100 的数。")
      else if (found.missing.length) lines.push("还差" + names(found.missing) + "的得分，写齐了就能估算。")
      else lines.push("总分：" + found.sum, ...reasons(found, sheet))
      result.classList.toggle("zy-screen-only", !found.level)
      const isTyped = found.missing.length < grading.inputs.length || sheet.before || sheet.reason
      zyForm.blank(live, !isTyped)
      zyForm.fill(result, [
        found.level &&
          zyElement("p", { class: "zy-grade__level" }, ["估算等次：", zyElement("strong", {}, [found.level.title])]),
        ...lines.map((line) => zyElement("p", {}, [line])),
        zyElement("p", { class: "zy-grade__caution" }, ["只是估算，不作为结论。"]),
      ])
    }

    return {
      show: (sheet) => {
        grading.inputs.forEach((input) => scores[input.id].set((sheet.scores || {})[input.id] || ""))
        before.set(sheet.before)
        reason.set(sheet.reason)
        tell(sheet)
      },
    }
  }

  function estimate(data, sheet) {
    return zyGrade.estimate(data.grading, sheet.scores, sheet.before, sheet.reason)
  }

  /* The id of the level a sheet comes to, "" for none. */
  function levelOf(data, sheet) {
    const level = data.grading && estimate(data, sheet).level
    return level ? level.id : ""
  }

  return { mount, levelOf }
})()
if (typeof module === "object" && module.exports) module.exports = zyGradeView
