"""The syntax of an entry's text: Markdown, and what is our own in it.

CommonMark with tables, definition lists, footnote definitions, GitHub's struck text,
and Pandoc's super- and subscript and maths as far as Unicode has the characters. Two
inline rules are our own: the footnote marker ``[^id locator]`` and the entry link
``[[slug#section|label]]``; a line break within them is a space. Raw HTML is text.
"""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis, image, strikethrough
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from wikicli.article.delimiters import note_delimiters, pair_delimiters
from wikicli.article.markup import MARKER_ID
from wikicli.article.scripts import SUBSCRIPTS, SUPERSCRIPTS, write_script

_MARKER_LENGTH = 120
_MARKER = re.compile(rf"\[\^({MARKER_ID.pattern})(?:[ \t\n]+([^\] \t\n][^\]]*)?)?\]")
_LOOKS_LIKE_MARKER = re.compile(r"\[\^[^\]]{0,400}\]")
_ENTRY_LINK = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|([^\[\]|]{1,400}))?\]\]")

_SCRIPT = re.compile(r"(?<=[\w)])(?:\^([^\s^~]{1,20})\^|~([^\s^~]{1,20})~(?!~))")

# As in Pandoc: no space within the dollars, no digit behind. That it is maths shows by
# a sign of it, or by letters that stand alone: prices have neither.
_MATHS = re.compile(
    r"(?<![\w$])(\$\$?)(?=\S)((?=[^$]*[\\^_=+<>]|[a-zA-Z](?:,\s*[a-zA-Z])*\$)"
    r"(?:[^$\\]|\\.){1,200}?)(?<=\S)\1(?![\w$])",
    re.DOTALL,
)

# Below markdown-it's own limit of 100, past which it drops text: a list in a list
# takes two levels at a time.
NESTING = 90
"""How deep text may be nested."""


def parse_tokens(text: str) -> list[Token]:
    """Parse text into the tokens of markdown-it, which say in which lines it stands."""
    return _parser().parse(text, {})


def parse_line(text: str) -> Token:
    """Parse a line of text, without blocks, into one inline token."""
    return _parser().parseInline(text, {})[0]


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "maxNesting": 100, "strikethrough_single_tilde": True}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    deflist_plugin(parser)
    blocks, inline = parser.block.ruler, parser.inline.ruler
    blocks.at("reference", _link_definition)
    blocks.at("table", _table, {"alt": ["paragraph", "reference"]})
    ends = ["paragraph", "reference", "blockquote"]  # the last also ends tables
    blocks.before("reference", "footnote_def", footnote_def, {"alt": ends})
    blocks.before("table", "nesting_limit", _nesting_limit)
    inline.before("link", "bracket", _bracket)
    inline.before("strikethrough", "script", _script)
    inline.before("strikethrough", "maths", _maths)
    inline.at("image", _image)
    inline.at("emphasis", note_delimiters(emphasis.tokenize))
    inline.at("strikethrough", note_delimiters(strikethrough.tokenize))
    parser.inline.ruler2.at("balance_pairs", pair_delimiters)
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """Parse runs of text; one without signs of mark-up, as most cells, is one token."""
    inline = state.md.inline
    for token in state.tokens:
        if token.type != "inline":
            continue
        if inline.terminator_re.search(token.content):
            token.children = []
            inline.parse(token.content, state.md, state.env, token.children)
        else:
            token.children = [Token("text", "", 0, content=token.content)]


def _link_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``[label]: address``, but not ``[^…]:``, which would vanish as one."""
    first = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("[^", first):
        return False
    return reference(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, also the cells of a row beyond its header, which would vanish."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    read = state.tokens[first:]
    width = sum(token.type == "th_open" for token in read)
    kept: list[Token] = []
    for token in read:
        if token.type == "tr_close":
            kept += _cells_beyond(state, kept[-1 - 3 * width], width)
        kept.append(token)
    state.tokens[first:] = kept
    return True


def _cells_beyond(state: StateBlock, opening: Token, width: int) -> Iterator[Token]:
    """Yield the cells of a row, given by its first token, that its header lacks."""
    line = opening.map[0] if opening.map else 0
    start = state.bMarks[line] + state.tShift[line]
    row = state.src[start : state.eMarks[line]].strip()
    bars = row.replace("\\|", "")  # those that part cells
    if bars.count("|") - bars.startswith("|") - bars.endswith("|") < width:
        return
    cells = escapedSplit(row)
    for cell in cells[width + (not cells[0]) : len(cells) - (not cells[-1])]:
        if words := cell.strip():
            token = Token("inline", "", 0, map=[line, line + 1], children=[])
            token.content = words
            yield token


def _nesting_limit(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Keep text that is nested too deep as one paragraph, where it would be lost."""
    if silent or state.level < NESTING:
        return False
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    rest = state.getLines(start + 1, end, state.blkIndent, False)
    state.push("paragraph_open", "p", 1).map = [start, end]
    token = state.push("inline", "", 0)
    token.content = f"{first}\n{rest}".strip()
    token.map = [start, end]
    token.children = []
    token.meta["too_deep"] = True
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


def _script(state: StateInline, silent: bool) -> bool:
    """Read ``x^2^`` and ``H~2~O``, as Pandoc does, where Unicode has all characters."""
    match = _SCRIPT.match(state.src, state.pos)
    if not match:
        return False
    raised, lowered = match.groups()
    text = write_script(raised or lowered, SUPERSCRIPTS if raised else SUBSCRIPTS)
    if text is None:
        return False
    if not silent:
        state.pending += text
    state.pos = match.end()
    return True


def _maths(state: StateInline, silent: bool) -> bool:
    """Read ``$E = mc^2$``, as Pandoc does, where Unicode has all characters."""
    if state.src[state.pos] != "$":
        return False
    match = _MATHS.match(state.src, state.pos)
    if not match:
        return False
    from wikicli.article.maths import format_maths

    text = format_maths(match[2])
    if text is None:
        return False
    if not silent:
        state.pending += text
    state.pos = match.end()
    return True


def _bracket(state: StateInline, silent: bool) -> bool:
    """Read a marker, an entry link, or a bracket that can be neither nor a link."""
    source, start = state.src, state.pos
    if source[start] != "[":
        return False
    kind, match = "", None
    if source.startswith("[^", start):
        kind = "marker"
        match = _MARKER.match(source, start, start + _MARKER_LENGTH)
    elif source.startswith("[[", start):
        kind, match = "entry_link", _ENTRY_LINK.match(source, start)
    if not match:
        return _literal_bracket(state, kind, silent)
    if not silent:
        token = state.push(kind, "", 0)
        token.content = match[0]
        token.meta = {"offset": start, "groups": match.groups()}
    state.pos = match.end()
    return True


def _image(state: StateInline, silent: bool) -> bool:
    """Read an image, and note where the text in its place starts."""
    start = state.pos
    if not image(state, silent):
        return False
    if not silent:
        state.tokens[-1].meta["offset"] = start + len("![")
    return True


def _literal_bracket(state: StateInline, kind: str, silent: bool) -> bool:
    """Take an opening bracket as text where no link can start with it.

    The link rule would look for a closing bracket again from each of them, which
    takes quadratic time.
    """
    if not kind and state.src.find("]", state.pos, state.posMax) >= 0:
        return False
    literal = state.src[state.pos : state.pos + (2 if kind else 1)]
    if not silent:
        if kind == "entry_link" or _LOOKS_LIKE_MARKER.match(state.src, state.pos):
            token = state.push("unread_bracket", "", 0)
            token.content = literal
            token.meta = {"offset": state.pos, "kind": kind}
        else:
            state.pending += literal
    state.pos += len(literal)
    return True
