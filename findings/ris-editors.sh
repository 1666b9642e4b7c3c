#!/bin/sh
# RIS: who the editor of a book is, by two libraries. @citation-js/plugin-ris 0.7.21 takes
# A2 for the editor of the series and A3 for the editor of a book, in a chapter the other
# way round, and drops ED without a word. rispy 0.10.0 gives A2 and A3 the same names
# whatever the type, and calls ED an unknown tag.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund @citation-js/core@0.7.21 @citation-js/plugin-ris@0.7.21 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet rispy==0.10.0
cat >read.js <<'JS'
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-ris");
for (const type of ["BOOK", "CHAP"]) {
  for (const tag of ["A2", "A3", "ED"]) {
    const text = `TY  - ${type}\nID  - x\nTI  - T\n${tag}  - Lee, Ann\nPY  - 2000\nER  - \n`;
    const [item] = new Cite(text, { forceType: "@ris/file" }).data;
    const names = Object.keys(item).filter((key) => Array.isArray(item[key]) && key !== "_graph");
    const role = names.find((key) => JSON.stringify(item[key]).includes("Lee"));
    console.log("citation-js", type, tag, role || "nothing");
  }
}
JS
cat >read.py <<'PY'
import rispy

for kind in ("BOOK", "CHAP"):
    for tag in ("A2", "A3", "ED"):
        text = f"TY  - {kind}\nTI  - T\n{tag}  - Lee, Ann\nPY  - 2000\nER  - \n"
        (record,) = rispy.loads(text)
        print("rispy", kind, tag, *(key for key in record if "Lee" in str(record[key])))
PY
{ node read.js; venv/bin/python read.py; } | tee seen
cat >expected <<'TXT'
citation-js BOOK A2 collection-editor
citation-js BOOK A3 editor
citation-js BOOK ED nothing
citation-js CHAP A2 editor
citation-js CHAP A3 collection-editor
citation-js CHAP ED nothing
rispy BOOK A2 secondary_authors
rispy BOOK A3 tertiary_authors
rispy BOOK ED unknown_tag
rispy CHAP A2 secondary_authors
rispy CHAP A3 tertiary_authors
rispy CHAP ED unknown_tag
TXT
diff expected seen
