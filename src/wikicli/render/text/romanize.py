"""A line of text by every standard of romanization."""

from rich.text import Text

from wikicli.language import armenian
from wikicli.render.page.blocks import write_table
from wikicli.render.page.layout import Measure, Page


def standards_view(line: str, orthography: str, measure: Measure) -> Page:
    """Build the table of a line's romanizations: name, standard, Latin letters.

    A line without Armenian letters stands as it is.
    """
    page = Page(measure)
    if not armenian.is_armenian(line):
        page.add(line)
        return page
    rows = []
    for name, standard in armenian.STANDARDS.items():
        label, about = Text(name, style="label"), Text(standard, style="quiet")
        latin = armenian.romanize(line, name, orthography)
        if measure.narrow:
            page.add(Text.assemble(label, ": ", latin))
        rows.append((label, about, Text(latin)))
    if not measure.narrow:
        write_table(page, (), rows)
    return page
