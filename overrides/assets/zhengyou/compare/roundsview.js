/* 两轮对比: this sheet beside another one of its group, kept here or in a file; what moved, and by how much. */
var zyRoundsView = (function () {
  const MOVES = { up: "↑ 上升", down: "↓ 下降", new: "＋ 新计入", gone: "－ 不再计入", same: "＝ 没有变" }

  function mount(root, work) {
    const data = work.data
    const titles = { "": "—" }
    data.answers.forEach((one) => {
      titles[one.id] = one.title
    })
    let other = null
    const pick = zyElement("div", { class: "zy-inputs zy-screen-only" })
    const result = zyElement("div")
    const section = zyElement("section", { id: "zy-rounds", class: "zy-screen-only" }, [
      zyElement("h2", {}, ["两轮对比"]),
      pick,
      result,
    ])
    root.querySelector("#zy-sign").before(section)

    function compareWith(sheet) {
      other = sheet
      tell(work.sheet())
    }

    function tables(before, after) {
      const found = zySheet.rounds(before, after, data)
      const moved = found.rows.filter((row) => row.move !== "same")
      return [
        zyElement("p", { class: "zy-rounds__sum", role: "status" }, [
          "从「" + before.name + "」到「" + after.name + "」：上升 " + found.up + " 项，下降 " + found.down + " 项，没有变 ",
          found.same + " 项。",
        ]),
        zyForm.table(
          ["标准", "前一轮", "后一轮"],
          found.criteria.map((one) => [one.title, zyProfile.percent(one.before), zyProfile.percent(one.after)]),
          {},
          "各项标准的做到程度"
        ),
        moved.length
          ? zyForm.table(
              ["指标", "前一轮", "后一轮", "变化"],
              moved.map((row) => [row.text, titles[row.before], titles[row.after], MOVES[row.move]]),
              { class: "zy-table zy-shifts" },
              "有变化的指标"
            )
          : null,
      ]
    }

    function tell(sheet) {
      section.classList.toggle("zy-screen-only", !other)
      if (!other) return zyForm.fill(result, [])
      const [before, after] = other.created <= sheet.created ? [other, sheet] : [sheet, other]
      zyForm.fill(result, tables(before, after))
    }

    function offer(sheet) {
      const others = work.list().filter((one) => one.id !== sheet.id)
      const options = others.map((one) => ({ id: one.id, title: one.name }))
      const field = zyForm.field("与哪一张表比较", zyForm.choice("选一张表", options), (id) => {
        compareWith(id ? work.get(id) : null)
      })
      if (other) field.set(other.id)
      zyForm.fill(pick, [
        others.length
          ? field.node
          : zyElement("p", { class: "zy-small" }, ["这个浏览器里没有这一组的另一张表。上一轮的表存成了文件的，可以从文件打开。"]),
        zyForm.button("与文件里的表比较", () => work.openFile(compareWith)),
      ])
    }

    return {
      show: (sheet, from) => {
        if (from === "open") other = null
        if (from === "open" || from === "list") offer(sheet)
        if (from !== "plan") tell(sheet)
      },
    }
  }

  return { mount }
})()
if (typeof module === "object" && module.exports) module.exports = zyRoundsView
