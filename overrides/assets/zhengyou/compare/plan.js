/* The measures against one gap: rows to write, to add and to take out again. */
var zyPlan = (function () {
  const EMPTY = { measure: "", who: "", due: "", result: "" }

  /* Days worth offering: ends of the campaign's stages and steps that are still to come. */
  function days(work) {
    const today = zyKeeping.local(work.now())
    return work.data.stages
      .filter((one) => one.end >= today)
      .map((one) => ({ id: one.end, title: zyForm.day(one.end) + "　" + one.title }))
  }

  function rows(key, work) {
    const node = zyElement("div", { class: "zy-plan" })
    const list = () => (work.sheet().plans[key] || []).slice()
    const keep = (rows) => work.change(zySheet.plans(work.sheet(), key, rows), "plan")

    function write(place, name, value) {
      const rows = list()
      rows[place] = Object.assign({}, rows[place], { [name]: value })
      keep(rows)
    }

    function row(one, place) {
      const into = (name) => (value) => write(place, name, value)
      const fields = {
        measure: zyForm.field("措施", zyForm.text({ maxlength: "1000" }), into("measure"), "wide"),
        who: zyForm.field("责任人", zyForm.line({ maxlength: "60" }), into("who")),
        due: zyForm.field("完成时限", zyForm.line({ type: "date", max: "2099-12-31" }), (value) => {
          write(place, "due", value)
          pick.value = ""
        }),
        result: zyForm.field("预期结果", zyForm.text({ maxlength: "1000" }), into("result"), "wide"),
      }
      Object.keys(fields).forEach((name) => fields[name].set(one[name] || ""))
      const offered = days(work)
      const pick = zyForm.choice("按活动安排选", offered, { "aria-label": "完成时限按活动安排选" })
      pick.addEventListener("input", () => {
        if (!pick.value) return
        fields.due.set(pick.value)
        write(place, "due", pick.value) // the choice stays, or arrow keys would get no further than the first
      })
      return zyElement("fieldset", { class: "zy-plan__row" }, [
        zyElement("legend", {}, ["措施 " + (place + 1)]),
        fields.measure.node,
        fields.who.node,
        zyElement("div", { class: "zy-plan__due" }, [fields.due.node, offered.length ? pick : null]),
        fields.result.node,
        zyForm.button("删去", () => remove(place), {
          class: "zy-button zy-button--plain",
          "aria-label": "删去措施 " + (place + 1),
        }),
      ])
    }

    function remove(place) {
      const before = list()
      keep(before.filter((one, index) => index !== place))
      show()
      const undo = zyForm.button("撤销", () => {
        const rows = list()
        rows.splice(place, 0, before[place])
        keep(rows)
        show(place)
      })
      node.prepend(zyElement("p", { class: "zy-undo", role: "status" }, ["已删去措施 " + (place + 1) + "。", undo]))
      undo.focus()
    }

    /* Shows all rows, and puts the reader into the one at ``focus``. */
    function show(focus) {
      const made = list().map(row)
      const add = zyForm.button(made.length ? "再加一条措施" : "加一条措施", () => {
        keep(list().concat(EMPTY))
        show(list().length - 1)
      })
      zyForm.fill(node, made.concat(add))
      if (focus !== undefined && made[focus]) made[focus].querySelector("textarea").focus()
    }

    show()
    return node
  }

  return { rows }
})()
if (typeof module === "object" && module.exports) module.exports = zyPlan
