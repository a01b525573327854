/* A sheet as other programs take it: a table for spreadsheet programs, and a document for Word and WPS. */
var zyTables = (function () {
  // A cell that begins with one of these is taken for a formula by some spreadsheet program.
  const FORMULA = /^[=+\-@\t＝＋－＠]/
  // No program shows these, and some refuse a file for them.
  const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cs}]/gu
  const HEADS = ["单位", "轮次", "标准", "指标", "对照结果", "佐证", "措施", "责任人", "完成时限", "预期结果"]
  const NONE = { measure: "", who: "", due: "", result: "" }
  const LEFT = "已不在标准里"

  function plain(text) {
    return text.replace(/\r\n?/g, "\n").replace(UNSEEN, "")
  }

  function titles(data) {
    const known = new Map(data.answers.map((one) => [one.id, one.title]))
    return (answer) => known.get(answer) || "未答"
  }

  /* [{criterion (a title), text, answer, evidence, plans}] of all that is asked today. */
  function asked(sheet, data) {
    return zySheet.questions(data).map(({ key, criterion }) => {
      return { criterion: criterion.title, ...sheet.answers[key], plans: sheet.plans[key] || [] }
    })
  }

  /* The same of what is no question any more. */
  function leftOver(sheet) {
    return sheet.left.map((one) => ({ criterion: LEFT, ...one, plans: one.plans || [] }))
  }

  function cell(text) {
    const kept = plain(text)
    const guarded = FORMULA.test(kept) ? "'" + kept : kept
    return /[",\n]/.test(guarded) ? '"' + guarded.replace(/"/g, '""') + '"' : guarded
  }

  /* One line for each measure against a gap, and for each question without, so that many sheets can be put in one
     table. Measures of what has since been met are done with, as in the form itself. */
  function csv(sheet, data) {
    const now = zySheet.reconcile(sheet, data).sheet
    const title = titles(data)
    const rows = [HEADS]
    asked(now, data).concat(leftOver(now)).forEach((one) => {
      const about = [now.unitName, now.round, one.criterion, one.text, title(one.answer), one.evidence]
      const measures = zySheet.isGap(one.answer) && one.plans.length ? one.plans : [NONE]
      measures.forEach((plan) => rows.push(about.concat([plan.measure, plan.who, plan.due, plan.result])))
    })
    return "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("")
  }

  function escaped(text) {
    return plain(text)
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
      .replace(/\n/g, "<br>")
  }

  /* Rows of texts as a table whose columns are so many per cent wide; without heads, the first of each pair of cells
     names the second. */
  function table(widths, heads, rows) {
    const row = (cells, tag) => {
      const made = cells.map((text, place) => {
        const name = tag || (place % 2 || heads ? "td" : "th")
        return `<${name} width="${widths[place]}%">${escaped(text) || "&nbsp;"}</${name}>`
      })
      return "<tr>" + made.join("") + "</tr>\n"
    }
    const head = heads ? "<thead>" + row(heads, "th") + "</thead>\n" : ""
    return framed(head + "<tbody>\n" + rows.map((cells) => row(cells)).join("") + "</tbody>\n")
  }

  function framed(rows) {
    return `<table border="1" cellpadding="4" cellspacing="0" width="100%">\n${rows}</table>\n`
  }

  function heading(text) {
    return `<h2>${escaped(text)}</h2>\n`
  }

  function basis(sheet, data) {
    const day = zyForm.day(zyKeeping.local(sheet.changed))
    const rows =
      data.group.kind === "member"
        ? [["姓名", "", "所在单位", sheet.unitName], ["轮次", sheet.round, "填表日期", day]]
        : [["单位", sheet.unitName, "轮次", sheet.round], ["填表人", "", "填表日期", day]]
    return table([15, 35, 15, 35], null, rows)
  }

  function answers(all, title) {
    const rows = all.map((one, place) => [String(place + 1), one.criterion, one.text, title(one.answer), one.evidence])
    return table([7, 19, 30, 12, 32], ["序号", "标准", "指标", "对照结果", "佐证"], rows)
  }

  function measures(sheet, data, title) {
    const gaps = zySheet.gaps(sheet, data)
    if (!gaps.length) return "<p>没有填出差距。</p>\n"
    const rows = []
    gaps.forEach((gap) => {
      const gapText = gap.indicator.text + "（" + title(gap.answer) + "）"
      const list = sheet.plans[gap.key] || [NONE]
      list.forEach((plan, place) => {
        rows.push([place ? "同上" : gapText, plan.measure, plan.who, zyForm.day(plan.due), plan.result])
      })
    })
    return table([27, 27, 11, 17, 18], ["差距", "措施", "责任人", "完成时限", "预期结果"], rows)
  }

  /* The estimate written out; nothing where there are no scores to make it from. */
  function grade(sheet, data) {
    if (!data.grading) return ""
    const found = zyGrade.estimate(data.grading, sheet.scores || {}, sheet.before || "", sheet.reason || "")
    if (!found.level) return ""
    const capped = found.level === found.byTotal ? "" : "，按门槛和逐级晋升的规则是“" + found.level.title + "”"
    const said = found.sum + "。按总分是“" + found.byTotal.title + "”" + capped + "。只是估算，不作为结论。"
    return heading("等次估算") + `<p>${escaped(said)}</p>\n`
  }

  function signatures(data) {
    const who = data.group.kind === "member" ? ["本人", "所在单位"] : ["填表人", "单位负责人"]
    const cells = who.map((one) => `<td width="50%">${one}：<br>&nbsp;<br><p align="right">年　　月　　日</p></td>`)
    return framed(`<tbody>\n<tr>${cells.join("")}</tr>\n</tbody>\n`)
  }

  const STYLE = `
@page sheet { size: 21cm 29.7cm; margin: 2.5cm 2.2cm }
div.sheet { page: sheet }
body { font-family: FangSong, 仿宋, 仿宋_GB2312, serif; font-size: 12pt; line-height: 1.5 }
h1 { font-family: SimSun, 宋体, serif; font-size: 20pt; text-align: center; margin: 0 0 16pt }
h2 { font-family: SimHei, 黑体, sans-serif; font-size: 14pt; font-weight: normal; margin: 14pt 0 6pt }
table { border-collapse: collapse; font-size: 10.5pt }
th, td { border: 0.75pt solid black; padding: 3pt 5pt; vertical-align: top; text-align: left }
th { font-family: SimHei, 黑体, sans-serif; font-weight: normal }
p { margin: 0 }
thead { display: table-header-group }
tr { page-break-inside: avoid }
`

  /* HTML that Word and WPS open and save as a document of their own. */
  function word(sheet, data) {
    const now = zySheet.reconcile(sheet, data).sheet
    const title = titles(data)
    const over = leftOver(now)
    const body = [
      `<h1>${escaped(data.group.title)}对标自查表</h1>\n`,
      heading("基本情况"),
      basis(now, data),
      heading("逐条对照"),
      answers(asked(now, data), title),
      heading("差距和措施"),
      measures(now, data, title),
      over.length ? heading(LEFT + "的回答") + answers(over, title) : "",
      grade(now, data),
      heading("签字"),
      signatures(data),
    ]
    return `\ufeff<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${escaped(sheet.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<div class="sheet">
${body.join("")}</div>
</body>
</html>
`
  }

  return { csv, word }
})()
if (typeof module === "object" && module.exports) {
  var zySheet = require("./sheet.js")
  var zyGrade = require("./grade.js")
  var zyForm = require("./form.js")
  var zyKeeping = require("./keeping.js")
  module.exports = zyTables
}
