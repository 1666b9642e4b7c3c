"""The items of an entry file with the comments that belong to them."""

from bisect import bisect_right
from dataclasses import dataclass, field

from wikicli.entry.form.source import Comment, EntryText
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, Sequence


@dataclass(eq=False, repr=False)
class Item:
    """A value of a list or mapping, with its key, and comments.

    ``lead`` are the lines before it (comments, and empty ones), ``foot`` those behind
    it that are indented as far; ``trail`` is the comment at the end of its first line.
    """

    key: Scalar | None
    value: Node
    column: int
    bracket: int
    lead: list[str] = field(default_factory=list)
    trail: str = ""
    foot: list[str] = field(default_factory=list)
    group: "Group | None" = None
    parent: "Item | None" = None


@dataclass(eq=False, repr=False)
class Group:
    """The items of a list or mapping; ``flow`` tells that it stands in brackets."""

    is_mapping: bool
    flow: bool
    items: list[Item]

    @property
    def has_comments(self) -> bool:
        """Whether comments stand anywhere within."""
        return any(
            item.trail
            or item.foot
            or any(item.lead)
            or (item.group and item.group.has_comments)
            for item in self.items
        )


@dataclass(eq=False, repr=False)
class Tree:
    """The items of a file; ``head`` and ``end`` are the lines before and behind all."""

    root: Group
    head: list[str]
    end: list[str]


def build_tree(source: EntryText) -> Tree:
    """Build the items of a file, and give each comment to the one it belongs to."""
    return _TreeBuilder(source).build()


class _TreeBuilder:
    """Collects items with the offsets at which they and their values start."""

    def __init__(self, source: EntryText) -> None:
        self.source = source
        self.marks: list[tuple[int, Item]] = []
        self.owners: dict[int, Item] = {}
        self.end: list[str] = []

    def build(self) -> Tree:
        root = self.group(self.source.root, None, -1)
        self.marks.sort(key=lambda mark: mark[0])  # stable: the outer item comes first
        self.offsets = [offset for offset, _ in self.marks]
        self.give_blanks()
        for comment in self.source.comments():
            self.give(comment)
        return Tree(root, _take_head(root), self.end)

    def group(self, node: Node, parent: Item | None, bracket: int) -> Group:
        flow = self.source.is_bracket(node)
        if flow:
            bracket = self.source.offset(node)
            if parent:
                self.owners[bracket] = parent
        pairs: list[tuple[Scalar | None, Node]] = []
        if isinstance(node, Mapping):
            pairs.extend(node.items.values())
        elif isinstance(node, Sequence):
            pairs.extend((None, value) for value in node.items)
        group = Group(isinstance(node, Mapping), flow, [])
        for key, value in pairs:
            column = (key.column if key else node.column) - 1
            item = Item(key, value, column, bracket, parent=parent)
            group.items.append(item)
            self.mark(item, key)
            if not key or isinstance(value, Scalar) or self.source.is_bracket(value):
                self.mark(item, value)
            if not isinstance(value, Scalar):
                item.group = self.group(value, item, bracket)
        return group

    def mark(self, item: Item, node: Node | None) -> None:
        is_empty = isinstance(node, Scalar) and not node.text and not node.style
        if node is not None and not is_empty:
            self.marks.append((self.source.offset(node), item))

    def give_blanks(self) -> None:
        """Note empty lines before items that no comment stands before."""
        seen = set()
        for offset, item in self.marks:
            row = self.source.row(offset)
            first = row not in seen and item.bracket < 0
            seen.add(row)
            is_start = item.key is None or item.key.line == row + 1
            if first and is_start and row and not self.source.line(row - 1).strip():
                item.lead.append("")

    def give(self, comment: Comment) -> None:
        text = comment.text.rstrip()
        lines = ["", text] if comment.after_blank else [text]
        if not comment.alone:
            item = self.item_before(comment)
            if item.trail:  # a second one goes before the item
                item.lead.append(text)
            else:
                item.trail = text
            return
        following = self.item_after(comment)
        if following is None and comment.column == 0 and comment.bracket < 0:
            self.end += lines
        elif following and self.belongs_to(comment, following):
            self.put_before(following, lines)
        else:
            self.item_above(comment).foot += lines

    def put_before(self, item: Item, lines: list[str]) -> None:
        """Add comments before an item, behind the comments that it has."""
        if item.lead and not item.lead[-1]:  # the empty line between is the item's
            item.lead[-1:-1] = lines
        else:
            item.lead += lines

    def belongs_to(self, comment: Comment, item: Item) -> bool:
        """Tell whether a comment is about the item that follows it."""
        if comment.bracket >= 0 or comment.dashed or comment.column <= item.column:
            return True
        if item.key and self.source.offset(item.key) < comment.offset:
            return True  # between the key and its value
        return item.parent is not None and item.parent is self.item_before(comment)

    def item_after(self, comment: Comment) -> Item | None:
        start = bisect_right(self.offsets, comment.offset)
        behind = (item for _, item in self.marks[start:])
        return next((it for it in behind if it.bracket == comment.bracket), None)

    def item_before(self, comment: Comment) -> Item:
        """Return the last item before a comment, on the same level of brackets."""
        start = bisect_right(self.offsets, comment.offset)
        for offset, item in reversed(self.marks[:start]):
            if item.bracket == comment.bracket:
                return item
            if offset < comment.bracket:
                break
        return self.owners.get(comment.bracket, self.marks[0][1])

    def item_above(self, comment: Comment) -> Item:
        """Return the item behind which a comment is, by how far it is indented."""
        item = self.item_before(comment)
        while item.parent and item.column > comment.column and comment.bracket < 0:
            item = item.parent
        return item


def _take_head(root: Group) -> list[str]:
    """Take off the first item what is said about the file: what an empty line ends.

    So is a first line for editors, such as ``# yaml-language-server: …``.
    """
    if not root.items:
        return []
    lead = root.items[0].lead
    while lead and not lead[0]:
        del lead[0]
    count = 0
    if "" in lead:
        count = len(lead) - lead[::-1].index("")
    elif lead and lead[0].startswith(("# yaml-language-server:", "# vim:")):
        count = 1
    head, lead[:] = lead[:count], lead[count:]
    return head
