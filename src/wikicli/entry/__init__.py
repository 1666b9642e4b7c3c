"""The entry file: YAML to an Entry with problems and places, its form, its schema.

Others take from it `file.parse`, the one reading of a file, the canonical form that
``fmt`` writes, and the places of nodes by which a file is edited.
"""
