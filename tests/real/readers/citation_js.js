// citation-js: CSL-JSON as lines, BibTeX, biblatex and RIS as CSL-JSON.
// node citation_js.js FORMAT FILE STYLE
const fs = require("fs");
const { Cite, plugins } = require("@citation-js/core");
require("@citation-js/plugin-csl");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");

const [, , format, path, stylePath] = process.argv;
const text = fs.readFileSync(path, "utf8");
const answer = {};
if (format === "csl-json") {
  plugins.config.get("@csl").templates.add("style", fs.readFileSync(stylePath, "utf8"));
  const options = { format: "text", template: "style", lang: "en-US" };
  for (const item of JSON.parse(text)) {
    try {
      answer[item.id] = { line: new Cite([item]).format("bibliography", options).trim() };
    } catch (error) {
      answer[item.id] = { line: `error: ${error && error.message}` };
    }
  }
} else {
  const forceType = { bibtex: "@bibtex/text", biblatex: "@biblatex/text", ris: "@ris/file" }[format];
  for (const item of new Cite(text, { forceType }).data) {
    answer[item["citation-key"] || item.id] = item;
  }
}
console.log(JSON.stringify(answer));
