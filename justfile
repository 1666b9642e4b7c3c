# The commands of every day; `just check` is what has to be clean.
bin := ".venv/bin"

# Set up the environment that the other commands use
setup:
    python3 -m venv .venv
    {{bin}}/pip install --quiet --editable '.[test]'

# Everything that has to be clean before a change lands
check: lint types floors test

lint:
    {{bin}}/ruff format --check
    {{bin}}/ruff check

types:
    {{bin}}/mypy

floors:
    {{bin}}/lint-imports

test *words:
    {{bin}}/pytest {{words}}

# Rewrite the golden screens and the picture; look at the diff before you commit it
golden:
    {{bin}}/pytest --update-golden
    {{bin}}/python docs/make_picture.py

# Print the table of docs/benchmarks.md
bench:
    {{bin}}/python benchmarks/startup.py
