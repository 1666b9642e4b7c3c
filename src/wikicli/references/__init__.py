"""Bibliographic records: citation lines, formats of other programs, the entry cited.

Others take from it the line that prints for a record, the exports by name, and the
tables of what each type and identifier looks like.
"""
