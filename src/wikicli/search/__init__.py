"""The search engine: what the index keeps, and how it is asked."""
