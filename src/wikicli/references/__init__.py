"""References: citation lines, formats of other programs, how an entry is cited."""
