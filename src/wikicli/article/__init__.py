"""The text of an entry: Markdown to blocks and spans, footnotes, pairs of languages."""
