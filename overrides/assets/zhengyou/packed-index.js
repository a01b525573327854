/* The search index comes packed (see hooks/lean.py): a fifth of the bytes, also where no server compresses.
   The theme hands it to its worker as it came; here it is unpacked on the way. */
;(function () {
  if (!window.Worker) return
  var post = window.Worker.prototype.postMessage

  function unpack(text) {
    var bytes = Uint8Array.from(atob(text), function (letter) {
      return letter.charCodeAt(0)
    })
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))
    return new Response(stream).json()
  }

  window.Worker.prototype.postMessage = function (message) {
    var worker = this
    var packed = message && message.data && message.data.docs && message.data.docs.packed
    if (!packed) return post.apply(worker, arguments)
    return unpack(packed).then(function (docs) {
      var data = Object.assign({}, message.data, { docs: docs })
      post.call(worker, Object.assign({}, message, { data: data }))
    })
  }
})()
