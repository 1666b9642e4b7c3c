"""Armenian and typed words: letters, search keys, typing errors."""
