"""Writing to a library: what ``new``, ``edit``, ``rename`` and ``fmt`` do.

Others take from it a module a command, and `edits`: whose files may be written, and how
they are written safely.
"""
