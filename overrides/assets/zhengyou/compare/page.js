/* Starts the self-check on its page: loads the group's data, opens the sheet last used, ties the parts together. */
;(function () {
  const root = document.querySelector("[data-zy-compare]")
  if (!root) return
  const REST = 120 // milliseconds
  const source = new URL(root.getAttribute("data-src"), location.href)

  function storage() {
    try {
      return localStorage
    } catch (error) {
      return null // asking is refused already
    }
  }

  /* What may be said of each question: {ask, text, criterion, indicator, anchor} by its key. */
  function textsOf(data) {
    const texts = {}
    zySheet.questions(data).forEach((one) => {
      const item = root.querySelector('[data-zy-question="' + one.key + '"]')
      texts[one.key] = Object.assign({ ask: one.indicator.ask || one.indicator.text, text: one.indicator.text }, one, {
        anchor: item ? item.id : "zy-questions",
      })
    })
    return texts
  }

  function start(data) {
    const kept = zyKept(storage(), __md_scope.pathname)
    const now = () => new Date()
    const files = zyHanding.chooser()
    const place = zyElement("div")
    let bar = null
    let parts = {}
    let timer = 0
    let waiting = "" // the part whose change the others have not shown yet, or "several"

    const keeper = zyKeeping.keeper(kept, now, (how) => {
      bar.say(how)
      if (how === "aside") {
        bar.note("另一个窗口也改了这张表，所以这里的内容另存为「" + keeper.sheet().name + "」，两张都在。")
        show("list")
      } else if (how === "kept") bar.show(keeper.sheet(), "name")
    })

    /* All parts show the sheet, but for the one that the change comes from: it has done so. */
    function show(from) {
      clearTimeout(timer)
      waiting = ""
      Object.keys(parts).forEach((name) => name !== from && parts[name].show(keeper.sheet(), from))
    }

    function settle() {
      if (waiting) show(waiting)
    }

    /* The name, or with a number after it, that no sheet of the group bears yet. */
    function free(name) {
      const taken = work.list().concat(keeper.sheet() || []).map((one) => one.name)
      let made = name
      for (let number = 2; taken.includes(made); number += 1) made = name + "（" + number + "）"
      return made
    }

    function blank() {
      const name = free(data.group.title + "自查 " + zyKeeping.local(now()).slice(0, 10))
      return zySheet.blank(data, { id: zyKeeping.fresh(), name, now: now().toISOString() })
    }

    const work = {
      data,
      source,
      texts: textsOf(data),
      now,
      sheet: keeper.sheet,
      list: () => keeper.list(data.group.id),
      get: keeper.get,
      handed: keeper.handed,

      /* Parts of the sheet change; what else shows them does so when the typing rests. */
      change: (part, from) => {
        keeper.change(Object.assign({}, keeper.sheet(), part))
        clearTimeout(timer)
        waiting = waiting && waiting !== from ? "several" : from
        timer = setTimeout(settle, REST)
      },
      open: (sheet) => {
        const found = zySheet.reconcile(sheet, data)
        keeper.open(found.sheet)
        zyForm.fill(place, [sheet.edition === data.edition ? null : zyChanges.note(found.changes, work)])
        show("open")
      },
      create: () => work.open(blank()),
      copy: () => {
        const sheet = keeper.sheet()
        const before = zyGradeView.levelOf(data, sheet) || sheet.before
        const grade = data.grading ? { scores: {}, before, reason: "" } : {}
        const name = sheet.name.replace(/（新一轮）(（\d+）)?$/, "") + "（新一轮）"
        const mine = { name: free(name), round: "", revision: 0 }
        work.open(Object.assign({}, sheet, grade, mine, { id: zyKeeping.fresh(), created: now().toISOString() }))
        work.change({}, "copy")
      },
      remove: () => {
        const gone = keeper.sheet()
        keeper.drop()
        kept.remove(gone.id)
        first()
        return gone
      },
      restore: (sheet) => {
        work.open(sheet)
        work.change({}, "restore")
      },
      /* Asks for a file and hands on the sheet in it; says so if there is none of this group. */
      openFile: (then) => {
        files.ask((found) => {
          if (found.error) return bar.note(found.error)
          if (found.sheet.group !== data.group.id) return bar.note("这张表是另一组标准的，请到那一组的自查页上打开。")
          if (found.note) bar.note(found.note)
          then(found.sheet)
        })
      },
      take: (sheet) => {
        const mine = keeper.get(sheet.id)
        if (mine && zyFile.write(mine) === zyFile.write(sheet)) return work.open(mine)
        const other = mine ? { id: zyKeeping.fresh(), name: free(sheet.name + "（文件）") } : {}
        work.open(Object.assign({}, sheet, other, { revision: 0 }))
        work.change({}, "file")
      },
      compare: () => {
        const section = root.querySelector("#zy-rounds")
        section.scrollIntoView()
        section.querySelector("select, button").focus()
      },
    }

    function first() {
      const last = work.list()[0]
      work.open(last ? keeper.get(last.id) : blank())
    }

    bar = zySheets.mount(root, work)
    root.append(files.node)
    root.querySelector(".zy-sheets").after(place)
    parts = {
      bar,
      basis: zyBasis.mount(root, work),
      questions: zyQuestions.mount(root, work),
      profile: zyProfile.mount(root, work),
      gaps: zyGaps.mount(root, work),
      grade: zyGradeView.mount(root, work),
      rounds: zyRoundsView.mount(root, work),
    }
    root.classList.add("zy-compare--live")
    first()
    kept.damaged().forEach((one) => {
      const line = bar.note("这个浏览器里有一张存坏了的表，读不出来。要留着就先存成文件；不要了就删去，删了找不回来。", "删去", () =>
        kept.remove(one.id)
      )
      line.insertBefore(
        zyForm.button("存成文件", () => zyHanding.give("存坏了的自查表.json", one.text, "application/json"), {
          class: "zy-button zy-button--plain",
        }),
        line.lastChild
      )
    })

    window.addEventListener("pagehide", keeper.save)
    document.addEventListener("visibilitychange", keeper.save)
    window.addEventListener("beforeprint", settle)
    // Another window went on with this sheet: nothing typed here is waiting, so neither is lost. Or with other sheets.
    window.addEventListener("storage", () => {
      const theirs = kept.get(keeper.sheet().id)
      if (theirs && theirs.revision > keeper.sheet().revision && !keeper.isUnsaved()) work.open(theirs)
      else show("list")
    })
    window.addEventListener("beforeunload", (event) => {
      keeper.save()
      if (!keeper.isLost()) return
      event.preventDefault()
      event.returnValue = "" // older browsers ask for this
    })
  }

  window.zyCompare = start
  const script = zyElement("script", { src: String(source) })
  script.onerror = () => {
    root.querySelector("[data-zy-sheets]").textContent = "自查用的数据没有读到，请刷新再试；也可以打印这张表手填。"
  }
  document.head.append(script)
})()
