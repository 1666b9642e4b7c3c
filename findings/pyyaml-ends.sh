#!/bin/sh
# PyYAML 6.0.4: its two parsers agree on where scalars end, not on where the mapping
# around them does. After a block scalar that ends the file without a line end, the C
# parser's MappingEndEvent lies in a line that the text does not have; the pure parser's
# lies behind the last letter. And the end of a block scalar is not behind its text, but
# behind the empty lines that follow it, up to the next token: who cuts a value out by
# its marks takes them along.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyyaml==6.0.4
cat >"$folder/ends.py" <<'PY'
import yaml

TEXT = "a: |\n  one\n\n\nb: |\n  last"
for loader in (yaml.CSafeLoader, yaml.SafeLoader):
    for event in yaml.parse(TEXT, loader):
        mark = event.end_mark
        if isinstance(event, yaml.ScalarEvent) and event.style == "|":
            print(loader.__name__, "block", repr(event.value), mark.line, mark.column)
        if isinstance(event, yaml.MappingEndEvent):
            print(loader.__name__, "mapping", mark.line, mark.column)
PY
"$folder/venv/bin/python" "$folder/ends.py" >"$folder/seen"
cat "$folder/seen"
cat >"$folder/expected" <<'TXT'
CSafeLoader block 'one\n' 4 0
CSafeLoader block 'last' 5 6
CSafeLoader mapping 6 0
SafeLoader block 'one\n' 4 0
SafeLoader block 'last' 5 6
SafeLoader mapping 5 6
TXT
diff "$folder/expected" "$folder/seen"
