/* A page opened from a disk may not start a Worker. There, and only there, the same script runs in a hidden
   frame of the page's own origin instead. The theme's search script looks for this name in its parent. */
;(function () {
  if (location.protocol !== "file:") return

  function load(frame, url) {
    return new Promise(function (resolve, reject) {
      var script = frame.contentDocument.createElement("script")
      script.src = url
      script.onload = resolve
      script.onerror = reject
      frame.contentDocument.head.appendChild(script)
    })
  }

  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super()
      var worker = this
      var address = String(new URL(url, document.baseURI))
      this.waiting = []
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      this.frame.title = "后台任务"
      this.frame.setAttribute("srcdoc", "<!doctype html><title>后台任务</title>")
      this.frame.addEventListener(
        "load",
        function () {
          worker.begin(address)
        },
        { once: true }
      )
      document.body.appendChild(this.frame)
    }

    begin(address) {
      var worker = this
      var inside = this.frame.contentWindow
      inside.postMessage = function (data) {
        worker.dispatchEvent(new MessageEvent("message", { data: data }))
      }
      inside.importScripts = function () {
        return Array.from(arguments).reduce(function (before, url) {
          return before.then(function () {
            return load(worker.frame, url)
          })
        }, Promise.resolve())
      }
      load(this.frame, address).then(function () {
        var waiting = worker.waiting
        worker.waiting = null
        waiting.forEach(function (data) {
          worker.postMessage(data)
        })
      })
    }

    postMessage(data) {
      if (this.waiting) {
        this.waiting.push(data)
        return
      }
      this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: data }))
    }

    terminate() {
      this.frame.remove()
    }
  }
  window.Worker = window.IFrameWorker
})()
