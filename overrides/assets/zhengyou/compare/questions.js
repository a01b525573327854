/* 逐条对照: the blanks of the paper form become choices and lines to write on; how far the reader has got. */
var zyQuestions = (function () {
  function mount(root, work) {
    const data = work.data
    const section = root.querySelector("#zy-questions")
    const texts = work.texts
    const said = zyElement("span", { role: "status" })
    const next = zyForm.button("到没答的题", () => {
      const key = zySheet.open(work.sheet(), data).find((one) => questions[one])
      if (!key) return
      questions[key].item.scrollIntoView()
      questions[key].first.focus({ preventScroll: true })
    })
    const progress = zyElement("p", { class: "zy-compare__progress zy-screen-only" }, [said, next])
    const left = zyElement("details", { class: "zy-compare__left zy-screen-only", hidden: "" })
    const questions = {}

    function tell(sheet) {
      const open = zySheet.open(sheet, data).length
      const all = Object.keys(questions).length
      const met = Object.keys(questions).filter((key) => (sheet.answers[key] || {}).answer === "met").length
      const word = data.answers.find((one) => one.id === "met").title
      said.textContent = "已答 " + (all - open) + "/" + all + "，" + word + " " + met
      next.hidden = !open
    }

    function question(item) {
      const key = item.getAttribute("data-zy-question")
      if (!texts[key]) return // the page is of another edition than its data
      const give = (part) => {
        work.change(zySheet.answer(work.sheet(), key, part, texts[key].text), "questions")
        mark(work.sheet().answers[key] || {})
        tell(work.sheet())
      }
      const radios = data.answers.map((one) => {
        const radio = zyElement("input", { type: "radio", name: "zy-" + key, value: one.id })
        radio.addEventListener("change", () => give({ answer: one.id }))
        return radio
      })
      const clear = zyForm.button(
        "取消回答",
        () => {
          give({ answer: "" })
          radios[0].focus()
        },
        { class: "zy-button zy-button--plain zy-screen-only", "aria-label": "取消回答：" + texts[key].ask }
      )
      const evidence = zyForm.field("佐证", zyForm.text({ maxlength: "2000", "aria-label": "佐证：" + texts[key].ask }), (value) => give({ evidence: value }))

      function mark(answer) {
        radios.forEach((radio) => {
          radio.checked = radio.value === answer.answer
        })
        clear.hidden = !answer.answer
        item.classList.toggle("zy-question--answered", Boolean(answer.answer))
      }

      item.querySelector("[data-zy-choices]").replaceWith(
        zyElement("fieldset", { class: "zy-choices" }, [
          zyElement("legend", { class: "zy-sr" }, [texts[key].ask]),
          ...data.answers.map((one, place) =>
            zyElement("label", { class: "zy-choice" }, [radios[place], zyElement("span", {}, [one.title])])
          ),
          clear,
        ])
      )
      item.querySelector("[data-zy-evidence]").replaceWith(evidence.node)
      questions[key] = {
        item,
        first: radios[0],
        show: (answer) => {
          mark(answer)
          evidence.set(answer.evidence || "")
        },
      }
    }

    Array.from(section.querySelectorAll("[data-zy-question]")).forEach(question)
    section.querySelector("h2").after(progress)
    section.append(left)

    function showLeft(sheet) {
      const gone = zySheet.left(sheet, data)
      const titles = {}
      data.answers.forEach((one) => {
        titles[one.id] = one.title
      })
      left.hidden = !gone.length
      zyForm.fill(left, [
        zyElement("summary", {}, ["已不在标准里的回答（" + gone.length + "）"]),
        zyElement(
          "ul",
          {},
          gone.map((one) =>
            zyElement("li", {}, [
              one.text + "　" + (titles[one.answer] || "没有答") + (one.evidence ? "。佐证：" + one.evidence : ""),
            ])
          )
        ),
      ])
    }

    return {
      show: (sheet) => {
        Object.keys(questions).forEach((key) => questions[key].show(sheet.answers[key] || {}))
        showLeft(sheet)
        tell(sheet)
      },
    }
  }

  return { mount }
})()
if (typeof module === "object" && module.exports) module.exports = zyQuestions
