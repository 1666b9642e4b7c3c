#!/bin/sh
# tantivy 0.27.0 (the Python bindings): who only reads an index writes into its directory,
# a lock file, each time it is opened. So an index on a medium that is only read can't be
# opened ("Failed to acquire Lockfile"), and its directory is changed by its readers; in a
# directory of symbolic links to the same files it can, and the links may go as soon as
# it is open. Also, a reader that was only opened watches the directory from then on:
# what another process commits is there in the next searcher without `reload`, unless
# `config_reader(reload_policy="manual")` was called before; `reload` alone does not
# end it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet tantivy==0.27.0
cat >reading.py <<'PY'
import os
import tempfile
import time

import tantivy

fields = tantivy.SchemaBuilder()
fields.add_text_field("text", stored=True)
schema = fields.build()


def commit(place):
    writer = tantivy.Index(schema, path=place).writer()
    writer.add_document(tantivy.Document(text="a word"))
    writer.commit()
    writer.wait_merging_threads()


def locks(place):
    return sorted(name for name in os.listdir(place) if name.endswith(".lock"))


os.mkdir("index")
commit("index")
for name in locks("index"):
    os.unlink(f"index/{name}")
opened = tantivy.Index.open("index")
opened.reload()
print("after opening:", *locks("index"))

with tempfile.TemporaryDirectory() as links:
    for name in os.listdir("index"):
        if not name.endswith(".lock"):
            os.symlink(os.path.abspath(f"index/{name}"), f"{links}/{name}")
    linked = tantivy.Index.open(links)
    linked.config_reader(reload_policy="manual")
    linked.reload()
    searcher = linked.searcher()
    print("locks among the links:", *locks(links))
query = tantivy.Query.all_query()
print("found without the links:", searcher.search(query, limit=9).count)
address = searcher.search(query, limit=9).hits[0][1]
print("stored text without them:", searcher.doc(address)["text"])

watching = tantivy.Index.open("index")
manual = tantivy.Index.open("index")
manual.config_reader(reload_policy="manual")
manual.reload()
commit("index")
for _ in range(100):  # a watcher looks every half second
    if watching.searcher().num_docs == 2:
        break
    time.sleep(0.1)
print("documents, watched:", watching.searcher().num_docs)
print("documents, manual:", manual.searcher().num_docs)
PY
venv/bin/python reading.py >seen
cat seen
diff seen - <<'END'
after opening: .tantivy-meta.lock
locks among the links: .tantivy-meta.lock
found without the links: 1
stored text without them: ['a word']
documents, watched: 2
documents, manual: 1
END
