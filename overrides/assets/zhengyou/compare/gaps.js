/* 差距和措施: each gap in order, with what it rests on, whom to learn from and what will be done. */
var zyGaps = (function () {
  function mount(root, work) {
    const data = work.data
    const live = zyForm.place(root.querySelector("[data-zy-gaps]"))
    const list = zyElement("ol", { class: "zy-gaps zy-screen-only" })
    const none = zyElement("p", { class: "zy-empty" })
    const paper = zyElement("div", { class: "zy-print-only" })
    const titles = {}
    let shown = new Map() // what a gap says → its node
    data.answers.forEach((one) => {
      titles[one.id] = one.title
    })
    zyForm.fill(live, [none, list, paper])

    function clause(one) {
      return zyElement("li", {}, [zyForm.link(one.page, one.text, work), one.status ? "（" + one.status + "）" : null])
    }

    function lesson(one) {
      return zyElement("li", {}, [
        zyForm.link(one.case.page, one.case.title, work),
        one.case.sample ? zyElement("span", { class: "zy-badge zy-badge--sample" }, ["示例"]) : null,
        zyElement("br"),
        zyElement("small", {}, [one.reason]),
      ])
    }

    const items = (some, made) => (some.length ? [zyElement("ul", {}, some.map(made))] : [])

    function gap(one) {
      const about = work.texts[one.key]
      const looked = about.indicator.evidence
      return zyElement("li", { class: "zy-gap" }, [
        zyElement("h3", {}, [
          zyElement("a", { href: "#" + about.anchor }, [about.ask]),
          zyElement("span", { class: "zy-answer zy-answer--" + one.answer }, [titles[one.answer]]),
        ]),
        zyForm.terms([
          ["标准", [zyForm.link(about.criterion.page, about.criterion.title, work)]],
          ["我的佐证", [one.evidence || "没有写"]],
          ["看什么佐证", looked ? [looked] : []],
          ["依据", items(about.criterion.clauses || [], clause)],
          ["可以学的案例", items(zySheet.lessons(about.criterion, work.sheet().type, data), lesson)],
        ]),
        zyPlan.rows(one.key, work),
      ])
    }

    /* A gap that says what it said stays as it is, or whoever writes a measure there would lose the place. */
    function showGaps(gaps, type) {
      const before = shown
      shown = new Map()
      gaps.forEach((one) => {
        const says = JSON.stringify([one.key, one.answer, one.evidence, type])
        shown.set(says, before.get(says) || gap(one))
      })
      const nodes = Array.from(shown.values())
      const there = Array.from(list.children)
      if (nodes.length !== there.length || nodes.some((node, place) => node !== there[place])) zyForm.fill(list, nodes)
    }

    /* Gaps and measures as they are signed: a row for each measure, blanks where there is none yet. */
    function table(sheet, gaps) {
      const heads = ["差距", "措施", "责任人", "完成时限", "预期结果"]
      const rows = []
      gaps.forEach((one) => {
        const title = work.texts[one.key].text + "（" + titles[one.answer] + "）"
        const plans = sheet.plans[one.key] || []
        ;(plans.length ? plans : [{}]).forEach((plan, place) => {
          rows.push([place ? "同上" : title, plan.measure || "", plan.who || "", zyForm.day(plan.due), plan.result || ""])
        })
      })
      return zyForm.table(heads, rows, { class: "zy-table zy-plans" })
    }

    return {
      show: (sheet, from) => {
        const gaps = zySheet.gaps(sheet, data)
        const open = zySheet.open(sheet, data).length
        zyForm.blank(live, !zySheet.isAnswered(sheet, data))
        none.hidden = gaps.length > 0
        none.textContent = open ? "已答的题里没有差距。还有 " + open + " 题没答。" : "没有差距：每一条都做到了或不适用。"
        if (from === "open") shown = new Map()
        showGaps(gaps, sheet.type)
        zyForm.fill(paper, gaps.length ? [table(sheet, gaps)] : [])
      },
    }
  }

  return { mount }
})()
if (typeof module === "object" && module.exports) module.exports = zyGaps
