// Our own scripts must run on Chromium 72: ES2018 syntax, and no API that came later.
const compat = require("eslint-plugin-compat")
const since = require("./after-chromium-72.json")

// Methods by name alone: what they are called on is not known here. old-browsers.js brings replaceChildren.
const owners = ["Array", "Document", "Element", "HTMLFormElement", "HTMLInputElement", "String", "URLSearchParams"]
const places = [...owners.map((owner) => `${owner}.prototype`), "Object", "Promise", "URL"]
const later = new Set(places.flatMap((place) => since[place]))
for (const name of ["parse", "replaceChildren", "size"]) later.delete(name)

module.exports = [
  compat.configs["flat/recommended"],
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2018, sourceType: "script" },
    settings: { browsers: ["chrome 72"] },
    rules: {
      "no-undef": "off",
      // ES2018 requires a name in catch; __md_… are called by the theme.
      "no-unused-vars": ["error", { caughtErrors: "none", varsIgnorePattern: "^__md_" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      eqeqeq: ["error", "smart"],
      "compat/compat": "error",
      "no-restricted-properties": ["error", ...[...later].map((property) => ({ property, message: "later than Chromium 72" }))],
    },
  },
]
