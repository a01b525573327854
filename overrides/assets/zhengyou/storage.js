/* What the theme's bundle expects to find: a scope for this site's keys, and get/set in a web storage. */
var __md_scope = new URL(document.currentScript.getAttribute("data-base"), location)

function __md_hash(text) {
  var hash = 0
  Array.from(text).forEach(function (letter) {
    hash = ((hash << 5) - hash + letter.charCodeAt(0)) | 0
  })
  return hash
}

function __md_get(key, storage, scope) {
  try {
    return JSON.parse((storage || localStorage).getItem((scope || __md_scope).pathname + "." + key))
  } catch (error) {
    return null // storage refused by the browser, or written by someone else
  }
}

function __md_set(key, value, storage, scope) {
  try {
    ;(storage || localStorage).setItem((scope || __md_scope).pathname + "." + key, JSON.stringify(value))
  } catch (error) {
    return // storage full or refused: the choice lasts for this page only
  }
}
