"""Entries of many sources: found, joined, linked, counted, searched."""
