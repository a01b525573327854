/* What has changed in the standards since a sheet was last opened, as a note above it. */
var zyChanges = (function () {
  const KINDS = {
    added: "新增的，请补答",
    reworded: "改了说法的，请看原来的回答还对不对",
    renamed: "换了位置或编号的，原来的回答已经带过来",
    removed: "去掉的，原来的回答留在「已不在标准里的回答」里",
  }

  function item(one, work) {
    const about = work.texts[one.key]
    const said = one.kind === "reworded" ? "（原来是：" + one.before + "）" : null
    return zyElement("li", {}, [about ? zyElement("a", { href: "#" + about.anchor }, [one.text]) : one.text, said])
  }

  /* The note, or nothing where nothing has changed. */
  function note(changes, work) {
    if (!changes.length) return null
    const parts = []
    Object.keys(KINDS).forEach((kind) => {
      const some = changes.filter((one) => one.kind === kind)
      if (!some.length) return
      parts.push(zyElement("p", {}, [KINDS[kind] + "："]))
      parts.push(zyElement("ul", {}, some.map((one) => item(one, work))))
    })
    return zyElement("div", { class: "zy-note zy-note--warn zy-screen-only", role: "note" }, [
      zyElement("p", { class: "zy-note__title" }, ["这张表填过以后，标准有改动，共 " + changes.length + " 处"]),
      ...parts,
    ])
  }

  return { note }
})()
if (typeof module === "object" && module.exports) module.exports = zyChanges
