"""The engine's side of search: the words of texts and queries, rows, the index.

Others take from it the index of a library, which answers names and queries, and the
keys by which words meet.
"""
