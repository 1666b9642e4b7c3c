"""Completion in shells: the command that prints their scripts, and what they ask."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import typer

from wikicli.cli.arguments import argument
from wikicli.cli.session import Session
from wikicli.library.completion import (
    FILES,
    NAMED,
    PATHS,
    Candidate,
    complete_name,
    find_categories,
    find_names,
)

Shell = Literal["bash", "zsh", "fish"]

_SCRIPTS = {
    "bash": """\
_wikicli() {
    local value about
    COMPREPLY=()
    while IFS=$'\\t' read -r value about; do
        if [[ $value == :files ]]; then
            compopt -o default -o bashdefault
        else
            COMPREPLY+=("$(printf '%q' "$value")")
        fi
    done < <(wikicli __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _wikicli wikicli
""",
    "zsh": """\
#compdef wikicli
_wikicli() {
    local value about files
    local -a found
    while IFS=$'\\t' read -r value about; do
        if [[ $value == :files ]]; then
            files=1
        else
            found+=("${value//:/\\\\:}${about:+:$about}")
        fi
    done < <(wikicli __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    _describe wikicli found
    [[ -z $files ]] || _files
}
compdef _wikicli wikicli
""",
    "fish": """\
function __wikicli_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in (wikicli __complete $words[2..] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c wikicli -f -a '(__wikicli_complete)'
""",
}


def completion(
    session: Session,
    shell: Shell = argument("SHELL", "bash, zsh or fish.", required=True),
) -> None:
    """Print the script by which a shell completes commands, options and names.

    In bash, for instance: eval "$(wikicli completion bash)"
    """
    session.terminal.write(_SCRIPTS[shell])


def complete(words: Sequence[str]) -> list[Candidate]:
    """Complete the last of the words of a command line."""
    if (names := complete_name(words)) is not None:
        return names
    *before, word = words
    command, context = _load(before)
    option = _find_option(context, before)
    if option is not None:
        return _of_value(option, word, before)
    if word.startswith("--") and "=" in word:
        name, _, start = word.partition("=")
        option = _find_option(context, [name])
        found = _of_value(option, start, before) if option else []
        return [it._replace(value=f"{name}={it.value}") for it in found]
    if word.startswith("-"):
        return _starting(word, _options(context))
    if not command:
        return _starting(word, _commands(context))
    return _of_argument(command, context, word, before)


def _load(words: Sequence[str]) -> tuple[str, Any]:
    """Load the command that words name, or all of them; its name and its context."""
    from wikicli.cli import MODULES, get_app

    names = {name for every in MODULES.values() for name in every}
    name = next((word for word in words if word in names), "")
    group: Any = typer.main.get_command(get_app([name] if name else ()))
    context = typer.Context(group, info_name="wikicli")
    if name:
        context = typer.Context(group.commands[name], info_name=name, parent=context)
    return name, context


def _find_option(context: Any, words: Sequence[str]) -> Any:
    """Find the option whose value comes behind these words."""
    last = words[-1] if words else ""
    for parameter in context.command.params:
        takes_value = not getattr(parameter, "is_flag", False)
        if last.startswith("-") and last in parameter.opts and takes_value:
            return parameter
    return None


def _starting(word: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [it for it in candidates if it.value.startswith(word)]


def _options(context: Any) -> Iterator[Candidate]:
    for parameter in context.command.get_params(context):
        if getattr(parameter, "hidden", False) or parameter.param_type_name != "option":
            continue
        for name in (*parameter.opts, *parameter.secondary_opts):
            if name.startswith("--"):
                yield Candidate(name, _first_sentence(parameter.help))


def _commands(context: Any) -> Iterator[Candidate]:
    for name, command in context.command.commands.items():
        yield Candidate(name, _first_sentence(command.help))


def _first_sentence(text: str | None) -> str:
    return " ".join((text or "").partition("\n\n")[0].split())


def _of_value(option: Any, word: str, before: Sequence[str]) -> list[Candidate]:
    """Complete the value of an option: a choice, a path, what the library knows."""
    name = option.opts[-1]
    if choices := _choices(option):
        return _starting(word, choices)
    if name in ("--library", "--output"):
        return [FILES]
    return _starting(word, _KNOWN[name](before)) if name in _KNOWN else []


def _choices(parameter: Any) -> list[Candidate]:
    """Return what a parameter takes, if it is one of a list."""
    choices = getattr(parameter.type, "choices", ())
    return [Candidate(str(getattr(it, "value", it))) for it in choices]


def _rules(_: Sequence[str]) -> Iterator[Candidate]:
    from wikicli.check.rule import RULES

    return (Candidate(it) for it in sorted(RULES))


def _types(_: Sequence[str]) -> Iterator[Candidate]:
    from wikicli.base.csl import TYPES

    return (Candidate(it) for it in sorted(TYPES))


_KNOWN = {
    "--category": find_categories,
    "--explain": _rules,
    "--select": _rules,
    "--ignore": _rules,
    "--type": _types,
}
"""What the values of options may be, by their names."""


def _of_argument(
    command: str, context: Any, word: str, before: Sequence[str]
) -> list[Candidate]:
    if command == "help":
        return _starting(word, _commands(_load(())[1]))
    names = find_names(word, before) if command in NAMED else []
    every = context.command.params
    for parameter in [it for it in every if it.param_type_name == "argument"][:1]:
        names += _starting(word, _choices(parameter))
    return [*names, FILES] if command in PATHS else names
