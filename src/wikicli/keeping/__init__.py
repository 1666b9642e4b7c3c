"""Writing to a library: new, edit, rename, fmt; what they share."""
