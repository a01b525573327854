/* The bar of sheets: which one is open, how it is kept, and all that can be done with a whole sheet. */
var zySheets = (function () {
  const TYPES = { json: "application/json", csv: "text/csv", doc: "application/msword" }
  const STATES = {
    new: "还没有填。填了就自动存在这个浏览器里。",
    full: "这个浏览器存不下了，新填的只在这一页里；请「存成文件」。",
    refused: "这个浏览器不让网页存内容，关掉这一页就没有了；请「存成文件」。",
  }

  function mount(root, work) {
    const state = zyElement("p", { class: "zy-sheets__state", role: "status" })
    const pick = zyForm.field("换一张表", zyElement("select"), (id) => {
      const sheet = work.get(id) // another window may have deleted it
      if (sheet) work.open(sheet)
      else listed()
    })
    const name = zyForm.field("表名", zyForm.line({ maxlength: "60" }), (value) => work.change({ name: value }, "name"))
    const notes = zyElement("div", { class: "zy-sheets__notes", role: "status" })
    const remove = zyForm.button("删除", () => {
      const gone = work.remove()
      note("已删除「" + gone.name + "」。", "撤销", () => work.restore(gone))
    })
    const groups = [
      [
        zyForm.button("打印", () => window.print(), { class: "zy-button zy-button--main" }),
        zyForm.button("存成文件", () => {
          hand("json", zyFile.write(work.sheet()))
          work.handed()
        }),
        zyForm.button("导出 Word", () => hand("doc", zyTables.word(work.sheet(), work.data))),
        zyForm.button("导出表格", () => hand("csv", zyTables.csv(work.sheet(), work.data))),
      ],
      [
        zyForm.button("打开文件", () => work.openFile(work.take)),
        zyForm.button("新建", work.create),
        zyForm.button("复制为新一轮", work.copy),
        zyForm.button("与另一张表比较", work.compare),
        remove,
      ],
    ]
    const bar = zyElement("section", { class: "zy-sheets zy-screen-only", "aria-label": "自查表的保存和导出" }, [
      zyElement("div", { class: "zy-inputs" }, [name.node, pick.node]),
      state,
      zyElement("p", { class: "zy-small" }, ["只存在这个浏览器里，不上传。换电脑、留底或交给别人，请「存成文件」；收到的文件用「打开文件」接着填。"]),
      ...groups.map((buttons) => zyElement("div", { class: "zy-sheets__buttons" }, buttons)),
      notes,
    ])
    root.querySelector("[data-zy-sheets]").replaceWith(bar)

    function hand(ending, text) {
      zyHanding.give(zyFile.name(work.sheet(), ending), text, TYPES[ending])
    }

    /* A sentence that stays as long as the page, or until what it offers is done; the line that it stands in. */
    function note(text, offer, then) {
      const line = zyElement("p", { class: "zy-sheets__note" }, [text])
      const close = zyForm.button(
        offer || "知道了",
        () => {
          line.remove()
          if (then) then()
          name.control.focus()
        },
        { class: "zy-button zy-button--plain" }
      )
      line.append(close)
      notes.prepend(line)
      return line
    }

    /* The hour and minute, after the day if that is not today. */
    function moment(instant) {
      const [day, hour] = zyKeeping.local(instant).split("T")
      return (day === zyKeeping.local(work.now()).slice(0, 10) ? "" : zyForm.day(day) + " ") + hour
    }

    function listed() {
      const sheets = work.list()
      const open = work.sheet()
      if (!sheets.some((one) => one.id === open.id)) sheets.unshift(open)
      zyForm.fill(
        pick.control,
        sheets.map((one) => {
          const day = zyKeeping.local(one.changed).slice(0, 10)
          return zyElement("option", { value: one.id }, [one.name + "（" + day + "）"])
        })
      )
      pick.set(open.id)
      pick.node.hidden = sheets.length < 2
    }

    return {
      note,
      say: (how) => {
        const text = STATES[how] || "已存在这个浏览器里 " + moment(work.sheet().changed)
        if (state.textContent !== text) state.textContent = text
        state.classList.toggle("zy-sheets__state--bad", how === "full" || how === "refused")
      },
      show: (sheet, from) => {
        if (from !== "name") name.set(sheet.name)
        listed()
      },
    }
  }

  return { mount }
})()
if (typeof module === "object" && module.exports) module.exports = zySheets
