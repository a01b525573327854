/* Asks before what cannot be taken back. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sure]")
  if (button && !globalThis.confirm(button.dataset.sure || "丢弃这份草稿？没有保存的内容会删去。")) event.preventDefault()
})
