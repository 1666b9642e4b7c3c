"""The parts of a page: lines, spans, blocks, notes, columns."""
