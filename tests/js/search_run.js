// The shipped search client in Node: zy is what its files define, open(folder) a library over an index on disk, read
// the files it has loaded since the list was last emptied.
const fs = require("fs")
const path = require("path")
const vm = require("vm")
const client = path.join(__dirname, "../../overrides/assets/zhengyou/search")

const PARTS = ["fold", "terms", "store", "postings", "query", "match", "sounds", "understand", "excerpt", "facets"]
for (const name of [...PARTS, "notes", "engine"]) require(path.join(client, name + ".js"))
const zy = globalThis.zySearch
const read = []

zy.load = async (address) => {
  const file = address.split("?")[0]
  read.push(file)
  vm.runInThisContext(fs.readFileSync(file, "utf8"))
}

function open(folder) {
  return zy.open(folder.endsWith("/") ? folder : folder + "/")
}

module.exports = { zy, open, read }
