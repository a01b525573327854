/* 基本情况: which unit this sheet is about, of what type, in which round. Names of persons are left to pen and paper. */
var zyBasis = (function () {
  /* Rows of two names with their cells; an odd one has a row of its own. */
  function table(pairs) {
    const rows = []
    for (let place = 0; place < pairs.length; place += 2) {
      const some = pairs.slice(place, place + 2)
      const cells = []
      some.forEach((pair) => {
        cells.push(zyElement("th", { scope: "row", class: "zy-form__name" }, [pair[0]]))
        cells.push(zyElement("td", { colspan: some.length < 2 ? "3" : null }, [pair[1]]))
      })
      rows.push(zyElement("tr", {}, cells))
    }
    return zyElement("table", { class: "zy-form zy-basis" }, [zyElement("tbody", {}, rows)])
  }

  function mount(root, work) {
    const data = work.data
    const live = zyForm.place(root.querySelector("[data-zy-basis]"))
    const isMember = data.group.kind === "member"
    const change = (part) => work.change(part, "basis")

    let brought = "" // the grade that came with a name; another one was chosen by the reader, and stays

    function known(name) {
      return data.units.find((one) => one.title === name.trim())
    }

    /* A name from the list brings the unit's type, and for a unit's own sheet the grade it was given last. */
    function named(value) {
      const unit = known(value)
      const part = { unitName: value, unit: unit ? unit.id : "" }
      if (unit) {
        part.type = unit.type || ""
        type.set(part.type)
        if (data.grading && work.sheet().before === brought) part.before = brought = unit.grade || ""
      }
      change(part)
    }

    const title = isMember ? "所在单位" : "单位"
    const name = zyForm.field(title, zyForm.line({ list: "zy-units", maxlength: "60" }), named)
    const type = zyForm.field("单位类型", zyForm.choice("", data.types), (value) => change({ type: value }))
    const round = zyForm.field("轮次", zyForm.line({ maxlength: "40" }), (value) => change({ round: value }))
    const day = zyElement("span")
    const pen = zyElement("span", { class: "zy-small zy-screen-only" }, ["打印以后手填，这里不存姓名。"])
    const rows = [
      [title, name.node],
      ["轮次", round.node],
      ["单位类型", type.node],
      ["填表日期", day],
      [isMember ? "姓名" : "填表人", pen],
    ]
    const units = data.units.map((one) => zyElement("option", { value: one.title }))
    zyForm.fill(live, [zyElement("datalist", { id: "zy-units" }, units), table(rows)])

    return {
      show: (sheet, from) => {
        if (from === "open") brought = (known(sheet.unitName) || {}).grade || ""
        name.set(sheet.unitName)
        type.set(sheet.type)
        round.set(sheet.round)
        // A form that is to be filled in by hand is so on another day.
        day.textContent = zySheet.isAnswered(sheet, data) ? zyForm.day(zyKeeping.local(sheet.changed)) : ""
      },
    }
  }

  return { mount }
})()
if (typeof module === "object" && module.exports) module.exports = zyBasis
