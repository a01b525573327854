/* zyElement(tag, {attribute: value, null for none}, [node, text or nothing]) → the element. In every bundle. */
/* exported zyElement */
function zyElement(tag, attributes, children) {
  const node = document.createElement(tag)
  Object.keys(attributes || {}).forEach((name) => {
    if (attributes[name] !== null) node.setAttribute(name, attributes[name])
  })
  ;(children || []).forEach((child) => {
    if (child) node.append(child)
  })
  return node
}
