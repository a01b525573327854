/* The index as files: loads each by a script element when it is wanted (that works on a server, below a path
   and from a disk), keeps the latest few, and finds keys in sorted shelves.

   Every file calls zySearch.put(name, data). The manifest, search/index.js, names all others by their digests. */
;(function () {
  const zy = (globalThis.zySearch = globalThis.zySearch || {})
  const KEPT = 240 // files; the index's are about 10 KB each
  const LONG = 5 // milliseconds of work between two pauses; an old phone is ten times slower than it should be
  const PATIENCE = 20000 // milliseconds for one file
  const arrived = new Map()
  let paused = 0

  zy.put = (name, data) => arrived.set(name, data)

  /* Runs the script at an address. Replaced where there is no document. */
  zy.load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = address
      script.onload = resolve
      script.onerror = () => reject(new Error("cannot read " + address))
      setTimeout(script.onerror, PATIENCE)
      document.head.append(script)
      script.remove()
    })

  /* Lets the browser breathe: kept at once, or after what else waits if we have been at it for long. */
  zy.pause = async () => {
    if (performance.now() - paused < LONG) return
    await new Promise((resolve) => setTimeout(resolve))
    paused = performance.now()
  }

  async function fetchFile(library, name, suffix) {
    await zy.pause() // twenty script elements at once are felt
    try {
      await zy.load(library.base + "search/" + name + ".js" + (suffix || ""))
      if (!arrived.has(name)) throw new Error("nothing in " + name)
    } catch (error) {
      throw Object.assign(error, { unread: true })
    }
    // A script's load event follows at once on its run, so this is what it has put.
    const data = arrived.get(name)
    arrived.delete(name)
    return data
  }

  /* The search files of the site at an absolute address that ends in a slash. Nothing is loaded yet. */
  zy.open = (base) => ({ base, files: new Map(), room: KEPT, manifest: null })

  /* The manifest, read once; with `again`, anew past any cache: the site may have been replaced meanwhile. */
  zy.manifest = (library, again) => {
    if (!library.manifest || again) {
      library.files.clear()
      const mine = (library.manifest = fetchFile(library, "index", again ? "?" + Date.now() : ""))
      mine.then(
        (manifest) => zy.learnVariants(manifest.variants),
        () => {
          if (library.manifest === mine) library.manifest = null
        }
      )
    }
    return library.manifest
  }

  zy.read = (library, name) => {
    let file = library.files.get(name)
    if (file) library.files.delete(name) // set again below, as the latest
    else {
      file = fetchFile(library, name)
      file.catch(() => library.files.delete(name))
    }
    library.files.set(name, file)
    if (library.files.size > library.room) library.files.delete(library.files.keys().next().value)
    return file
  }

  /* A file that the manifest names by itself: "readings", "variants", "dates" or a facet. */
  zy.single = async (library, name) => zy.read(library, name + "-" + (await zy.manifest(library)).files[name])

  /* The digest at a place among many of one length, written one after the other. */
  function digest(files, place, count) {
    const width = files.length / count
    return files.substr(place * width, width)
  }

  function cuts(shelf) {
    return shelf.cuts || (shelf.cuts = shelf.keys ? shelf.keys.split(" ") : [])
  }

  /* The number of the file that would hold a key: the last that begins at or before it. */
  function place(shelf, key) {
    let low = 0
    let high = cuts(shelf).length
    while (low < high) {
      const middle = (low + high) >> 1
      if (cuts(shelf)[middle] <= key) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }

  async function entries(library, name, shelf, number) {
    const found = new Map()
    if (number >= cuts(shelf).length) return found
    const file = await zy.read(library, name + "-" + digest(shelf.files, number, cuts(shelf).length))
    for (const entry of file.split("|")) {
      const gap = entry.indexOf(" ")
      found.set(entry.slice(0, gap), entry.slice(gap + 1))
    }
    return found
  }

  /* What a shelf ("terms", "sounds", "names") has under a key, or undefined. */
  zy.lookUp = async (library, name, key) => {
    const shelf = (await zy.manifest(library))[name]
    return (await entries(library, name, shelf, place(shelf, key))).get(key)
  }

  /* [key, value] of the keys that begin so, from the one or two files where the first of them lie. */
  zy.lookUpFrom = async (library, name, beginning) => {
    const shelf = (await zy.manifest(library))[name]
    const first = place(shelf, beginning)
    const next = (cuts(shelf)[first + 1] || "").startsWith(beginning) ? [first + 1] : []
    const files = await Promise.all([first, ...next].map((number) => entries(library, name, shelf, number)))
    return files.flatMap((file) => [...file]).filter((entry) => entry[0].startsWith(beginning))
  }

  /* [address, title, meta, badges, digest of its text] of documents by number, in the order asked. */
  zy.rows = async (library, numbers) => {
    const manifest = await zy.manifest(library)
    const each = manifest.rows.each
    const count = Math.ceil(manifest.documents / each)
    return Promise.all(
      numbers.map(async (number) => {
        const block = await zy.read(library, "rows-" + digest(manifest.rows.files, Math.floor(number / each), count))
        return block[number % each]
      })
    )
  }

  /* The sections [anchor, heading, text] of a document, given its row. */
  zy.sections = async (library, row) => (await zy.read(library, "text-" + row[4]))[1]
})()
