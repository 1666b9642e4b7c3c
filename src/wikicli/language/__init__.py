"""Armenian and typed words: letters, romanization, search keys, typing errors.

Others take from it what a word looks, sounds and sorts like, and which words may be
meant by one that was typed.
"""
