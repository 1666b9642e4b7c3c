"""What an unknown command or option may have meant."""

from collections.abc import Iterable

from wikicli.base.text import did_you_mean, find_nearest, quote

# What pagers, shells, Git, man and dictionaries call what commands here do.
_COMMANDS = {
    "show": "read view open cat print display page article entry man less more get",
    "show NAME --toc": "toc contents outline sections parts",
    "search": "find grep query look rg",
    "list": "ls dir index all entries browse",
    "categories": "category tags topics",
    "refs": "references reference sources source footnotes bibliography citations",
    "cite": "citation cite-as",
    "terms": "glossary dictionary define words vocabulary translate term",
    "terms --lookup": "lookup",
    "romanize": "transliterate romanise latin romanization",
    "links": "link backlinks related orphans dangling graph",
    "check": "lint validate verify test fix",
    "fmt": "format tidy prettify",
    "new": "add create write",
    "edit": "change modify vi vim",
    "rename": "mv move",
    "delete": "rm remove del",
    "where": "config settings info path status",
    "--version": "version",
    "--help": "usage commands",
}
_OPTIONS = {
    "--category": "--tags --tag --categories --topic --in",
    "--lang": "--language --locale",
    "--section": "--sections --part --heading --chapter",
    "--toc": "--contents --outline",
    "--limit": "--max --number --count --top",
    "--library": "--dir --folder --path --lib",
    "--output": "--out --file",
    "--color": "--colour --colors",
    "--no-pager": "--nopager --no-less",
    "--color never": "--no-color --no-colour --plain --mono",
    "--json": "--format=json --as-json",
}


def hint_command(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the hint for an unknown command: what others call so, else the nearest."""
    every = {*known, "--version", "--help"}
    meant = _by_other_name(word.casefold(), _COMMANDS, every)
    near = meant or find_nearest(word, known)
    return did_you_mean([quote(it) for it in near], otherwise)


def hint_option(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the hint for an unknown option: what begins so or means it, or is near."""
    long = sorted(it for it in known if it.startswith("--"))
    name = word.casefold().replace("_", "-")
    near = [it for it in long if it.startswith(name)] if len(name) > 3 else []
    near = near or _by_other_name(name, _OPTIONS, long)
    if not near:
        # Without the hyphens: those are alike in all.
        bare = find_nearest(name.strip("-"), (it.strip("-") for it in long), 2)
        near = [f"--{it}" for it in bare]
    return did_you_mean([quote(it) for it in near], otherwise)


def _by_other_name(word: str, table: dict[str, str], known: Iterable[str]) -> list[str]:
    """Find what has another name in a table, if its first word is known."""
    known = set(known)
    every = (it for it, names in table.items() if word in names.split())
    return [it for it in every if it.split()[0] in known][:1]
