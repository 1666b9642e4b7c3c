// citeproc-js: each item of CSL-JSON as a line of a bibliography of its own.
// node citeproc_js.js ITEMS STYLE LOCALES
const fs = require("fs");
const CSL = require("citeproc");

const [, , itemsPath, stylePath, locales] = process.argv;
const items = JSON.parse(fs.readFileSync(itemsPath, "utf8"));
const byId = Object.fromEntries(items.map((item) => [item.id, item]));
const style = fs.readFileSync(stylePath, "utf8");
const sys = {
  retrieveLocale: () => fs.readFileSync(`${locales}/locales-en-US.xml`, "utf8"),
  retrieveItem: (id) => byId[id],
};

let engine = null;

function line(id) {
  try {
    if (!engine) {
      engine = new CSL.Engine(sys, style, "en-US");
      engine.setOutputFormat("text");
    }
    engine.updateItems([id]);
    return engine.makeBibliography()[1].join("").trim();
  } catch (error) {
    engine = null;
    return `error: ${error && error.message}`;
  }
}

console.log(JSON.stringify(Object.fromEntries(items.map(({ id }) => [id, { line: line(id) }]))));
