"""The text of an entry: Markdown to sections, blocks and spans, with their places.

Others take from it the parsed article, its numbered footnotes with the sentences that
they support, and the pairs of what two languages say.
"""
