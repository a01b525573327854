// Prints "same" when both files given are one program to a parser; else where they part.
const fs = require("fs")
const espree = require("espree")

const places = new Set(["start", "end", "range", "loc", "raw"])
const programs = process.argv.slice(2).map((path) => {
  const tree = espree.parse(fs.readFileSync(path, "utf8"), { ecmaVersion: 2018, sourceType: "script" })
  return JSON.stringify(tree, (key, value) => (places.has(key) ? undefined : value))
})
const [before, after] = programs
let at = 0
while (at < before.length && before[at] === after[at]) at += 1
process.stdout.write(before === after ? "same" : `${before.slice(at - 60, at + 60)}\n${after.slice(at - 60, at + 60)}`)
