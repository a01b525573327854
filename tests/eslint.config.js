// Our own scripts must run on Chromium 80: ES2018 syntax, and no API that came later.
const compat = require("eslint-plugin-compat")

module.exports = [
  compat.configs["flat/recommended"],
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2018, sourceType: "script" },
    settings: { browsers: ["chrome 80"] },
    rules: {
      "no-undef": "off",
      // ES2018 requires a name in catch; __md_… are called by the theme.
      "no-unused-vars": ["error", { caughtErrors: "none", varsIgnorePattern: "^__md_" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      eqeqeq: ["error", "smart"],
      "compat/compat": "error",
    },
  },
]
