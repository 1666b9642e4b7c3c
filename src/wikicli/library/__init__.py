"""Entries of many sources: found, named, linked, compared, counted, searched.

Others take from it the `Library`, what is in force and why, and what can be said of
many entries at once: links, works, terms, coverage, hits.
"""
