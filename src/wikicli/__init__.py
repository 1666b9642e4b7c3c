"""The encyclopedia that people keep and read in a terminal."""

__version__ = "0.1.0"
