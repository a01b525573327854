/* Buttons above a text, for those who do not know its marks. */
;(function () {
  const desk = globalThis.desk
  const TABLE = "\n\n| 项目 | 之前 | 之后 |\n| --- | --- | --- |\n|  |  |  |\n"

  /* Typed by command, so that Ctrl+Z takes it back. */
  function type(box, text, from, to) {
    box.focus()
    if (from !== undefined) box.setSelectionRange(from, to)
    document.execCommand("insertText", false, text)
  }

  function chosen(box) {
    return box.value.slice(box.selectionStart, box.selectionEnd)
  }

  function around(before, after, otherwise) {
    return (box) => {
      const start = box.selectionStart
      const words = chosen(box) || otherwise
      type(box, before + words + after)
      box.setSelectionRange(start + before.length, start + before.length + words.length)
    }
  }

  /* Every line of what is chosen, begun with a mark. */
  function lines(mark) {
    return (box) => {
      const from = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1
      const end = box.value.indexOf("\n", box.selectionEnd)
      const to = end < 0 ? box.value.length : end
      const text = box.value.slice(from, to)
      const above = from > 0 && !/\n\n$/.test(box.value.slice(0, from)) ? "\n" : ""
      type(box, above + text.split("\n").map((line) => mark + line).join("\n"), from, to)
    }
  }

  function picture(box) {
    const input = document.createElement("input")
    input.type = "file"
    input.accept = "image/*"
    input.addEventListener("change", async () => {
      const data = desk.typed()
      data.append("upload", input.files[0])
      desk.say("正在上传图片……")
      try {
        const told = await desk.ask("/upload/" + desk.path(), data)
        desk.say("")
        const on = document.activeElement
        const there = document.getElementById(box.id) // the form may have been drawn anew meanwhile
        if (!there) return desk.say("图片已上传，没有插入正文：" + told.paths[0])
        const start = there.selectionStart
        type(there, "\n\n![](" + told.paths[0] + ")\n\n")
        there.setSelectionRange(start + 4, start + 4) // what the picture shows is written there
        if (on.matches("input, textarea, select")) on.focus()
      } catch (error) {
        desk.say(error.message)
      }
    })
    input.click()
  }

  const TOOLS = [
    ["小标题", lines("### ")],
    ["加粗", around("**", "**", "文字")],
    ["列表", lines("- ")],
    ["表格", (box) => type(box, TABLE)],
    ["链接", around("[", "](https://)", "文字")],
    ["图片", picture],
  ]

  desk.begins((form) => {
    form.querySelectorAll("textarea[data-prose]").forEach((box) => {
      const bar = document.createElement("div")
      bar.className = "toolbar"
      bar.setAttribute("role", "group")
      bar.setAttribute("aria-label", "编排")
      TOOLS.forEach((tool) => {
        const button = document.createElement("button")
        button.type = "button"
        button.className = "small"
        button.textContent = tool[0]
        button.addEventListener("click", () => tool[1](box))
        bar.appendChild(button)
      })
      box.before(bar)
    })
  })
})()
