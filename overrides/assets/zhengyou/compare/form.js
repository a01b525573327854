/* Controls as every part of the self-check has them.

   What is written in one stands in its frame's data-value as well: the styles let a text grow by it, and print it
   whole where a browser would cut the control. */
var zyForm = (function () {
  function button(text, then, attributes) {
    const node = zyElement("button", Object.assign({ type: "button", class: "zy-button" }, attributes), [text])
    node.addEventListener("click", then)
    return node
  }

  function text(attributes) {
    return zyElement("textarea", Object.assign({ rows: "1" }, attributes))
  }

  function line(attributes) {
    return zyElement("input", Object.assign({ type: "text", autocomplete: "off" }, attributes))
  }

  /* A choice of one among [{id, title}], or none, which is called ``none``. */
  function choice(none, options, attributes) {
    return zyElement(
      "select",
      attributes,
      [{ id: "", title: none }].concat(options).map((one) => zyElement("option", { value: one.id }, [one.title]))
    )
  }

  function shown(control) {
    if (control.tagName === "SELECT") return control.value ? control.selectedOptions[0].textContent : ""
    return control.type === "date" ? zyForm.day(control.value) : control.value
  }

  /* A control under its name; ``then(value)`` hears of every change. {node, control, set(value)}. A browser cuts what
     is too long without a word, so a word is said once a text is as long as it may be. */
  function field(name, control, then, kind) {
    const isText = control.tagName === "TEXTAREA"
    const frame = zyElement("span", { class: isText ? "zy-grow zy-grow--text" : "zy-grow" }, [control])
    const full = zyElement("span", { class: "zy-field__full", role: "status" })
    const mirror = () => {
      frame.setAttribute("data-value", shown(control))
      const most = control.maxLength
      full.textContent = most > 0 && control.value.length >= most ? "最多 " + most + " 字，再多的没有收下。" : ""
    }
    control.addEventListener("input", () => {
      mirror()
      then(control.value)
    })
    mirror()
    return {
      node: zyElement("label", { class: "zy-field" + (kind ? " zy-field--" + kind : "") }, [
        zyElement("span", { class: "zy-field__name" }, [name]),
        frame,
        full,
      ]),
      control,
      set: (value) => {
        if (control.value !== value) control.value = value
        mirror()
      },
    }
  }

  /* "2011-06-30" → "2011年6月30日"; anything else as it is. */
  function day(iso) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso || "")
    return parts ? parts[1] + "年" + Number(parts[2]) + "月" + Number(parts[3]) + "日" : iso || ""
  }

  /* A link to a page of the site; addresses in the data are relative to the data's own. */
  function link(page, title, work) {
    return zyElement("a", { href: String(new URL(page, work.source)) }, [title])
  }

  /* [name, [node …]] pairs as a list of terms; pairs without nodes are left out. */
  function terms(pairs) {
    return zyElement(
      "dl",
      { class: "zy-terms" },
      pairs
        .filter((pair) => pair[1].length)
        .map((pair) => zyElement("div", {}, [zyElement("dt", {}, [pair[0]]), zyElement("dd", {}, pair[1])]))
    )
  }

  /* A table of texts and nodes. A row is a list of cells; the first is its head. */
  function table(heads, rows, attributes, caption) {
    const head = heads.map((one) => zyElement("th", { scope: "col" }, [one]))
    const body = rows.map((row) =>
      zyElement(
        "tr",
        {},
        row.map((cell, place) =>
          place ? zyElement("td", { "data-label": heads[place] }, [cell]) : zyElement("th", { scope: "row" }, [cell])
        )
      )
    )
    return zyElement("table", Object.assign({ class: "zy-table" }, attributes), [
      caption && zyElement("caption", {}, [caption]),
      zyElement("thead", {}, [zyElement("tr", {}, head)]),
      zyElement("tbody", {}, body),
    ])
  }

  /* An empty place after a section's heading, instead of its blank form, which is only printed (see ``blank``). Rules
     stay. */
  function place(section) {
    const live = zyElement("div", { class: "zy-live" })
    Array.from(section.querySelectorAll(".zy-compare__learn")).forEach((table) => table.remove())
    Array.from(section.querySelectorAll("table")).forEach((form) => form.classList.add("zy-paper"))
    section.querySelector("h2").after(live)
    return live
  }

  /* Prints a section's form to be filled in by hand as long as nothing has been filled in here. */
  function blank(live, isBlank) {
    live.classList.toggle("zy-live--blank", isBlank)
  }

  function fill(node, children) {
    node.replaceChildren.apply(node, children.filter(Boolean))
  }

  return { button, text, line, choice, field, day, link, terms, table, place, blank, fill }
})()
if (typeof module === "object" && module.exports) module.exports = zyForm
