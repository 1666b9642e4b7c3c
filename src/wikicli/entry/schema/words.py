"""What an editor shows of each key of an entry file: one sentence about its value."""


def _parse(lines: str) -> dict[str, str]:
    """Read lines of ``key: words``."""
    found = (line.strip().partition(": ") for line in lines.strip().splitlines())
    return {key: words for key, _, words in found if key}


ENTRY = _parse(
    """
    title: The headword; one line of plain text.
    description: What it is, in one line of at most 90 characters without a full stop.
    aliases: Other names that lead to the entry.
    terms: Armenian terms with their English glosses; the first is the headword's own.
    facts: The fact box: labels and values, in this order; inline Markdown and markers.
    body: The text in Markdown, best as a | block; [^id] calls a footnote.
    hy: The Armenian side, with the same sections in the same order.
    see_also: Links to other entries, to wanted ones, and out of the library.
    references: What markers call: records under the names of CSL-JSON.
    categories: Names of the groups that the entry belongs to.
    source: What the entry was adapted from.
    """
)

TERM = _parse(
    """
    hy: The Armenian form.
    en: The English gloss.
    romanization: An established English spelling; without it, one is computed.
    ipa: An authored transcription, with its source.
    orthography: The spelling of the Armenian form; reformed where nothing is said.
    forms: Irregular inflected forms that lead to the entry.
    literal: The sense word for word.
    note: Anything else; inline Markdown.
    """
)

IPA = _parse(
    """
    east: Eastern Armenian, in the International Phonetic Alphabet.
    west: Western Armenian, in the International Phonetic Alphabet.
    source: Where the transcription was found.
    """
)

SIDE = _parse(
    """
    title: The Armenian headword.
    description: The description in Armenian.
    status: Whether somebody who knows the language has read the text.
    body: The Armenian text in Markdown, section by section like the English one.
    """
)

SEE_ALSO = _parse(
    """
    entry: The slug of an entry.
    title: A page without an entry yet or, with url, one outside the library.
    url: The address of a page outside the library.
    note: Why to read it; inline Markdown.
    """
)

SOURCE = _parse(
    """
    title: The title of what the entry was adapted from.
    url: Its address.
    license: Its licence, by the usual short name.
    retrieved: The day on which it was read.
    """
)

DATE = _parse(
    """
    date-parts: CSL's form: one or two dates, each a list of year, month and day.
    season: Beside a year in date-parts: 1 to 4, or spring, summer, autumn, winter.
    circa: Whether the date in date-parts is approximate.
    edtf: The date as EDTF, by which it is sorted.
    raw: The date as somebody wrote it, such as Sept. 14, 2005.
    literal: The words that print for the date.
    """
)

NAME = _parse(
    """
    family: The family name.
    given: The given names.
    suffix: What follows a name, such as Jr.
    dropping-particle: A particle that sorting and short forms leave out.
    non-dropping-particle: A particle that stays with the family name.
    literal: The whole name of an institution, or of a person whose name has no parts.
    comma-suffix: Whether a comma stands before the suffix.
    static-ordering: Whether the family name always comes first, without a comma.
    parse-names: Whether programs should look for particles in the name.
    """
)

REFERENCE = _parse(
    """
    id: What markers call it by: letters, digits and _ : . -
    type: The kind of work; one of CSL's types.
    quote: A quotation, word for word.
    archive-url: The address of an archived copy.
    archived: The day of the archived copy.
    url-status: Whether the address still works; a dead one gives way to the copy.
    trans-title: The title, translated.
    script-title: The title in its own script.
    author-link: Where the author's name leads.
    further: true for further reading, which no marker calls.

    author: Who wrote the work.
    chair: Who chaired the session.
    collection-editor: Who edits the series.
    compiler: Who compiled the work.
    composer: Who composed the music.
    container-author: Who wrote the book that holds the chapter.
    contributor: Who else contributed.
    curator: Who curated the exhibition or collection.
    director: Who directed the film.
    editor: Who edited the work.
    editorial-director: Who directs the edition.
    executive-producer: Who produced it as executive.
    guest: Who was a guest on the programme.
    host: Who hosted the programme.
    illustrator: Who illustrated the work.
    interviewer: Who asked the questions.
    narrator: Who reads the text.
    organizer: Who organized the event.
    original-author: Who wrote the original of what this restates.
    performer: Who performed it.
    producer: Who produced it.
    recipient: To whom the letter was written.
    reviewed-author: Who wrote what is reviewed.
    script-writer: Who wrote the script.
    series-creator: Who created the series.
    translator: Who translated the work.

    accessed: The day on which the address was read.
    available-date: When it could first be read, before it was published.
    event-date: When the event took place.
    issued: When it was published.
    original-date: When the original was published.
    submitted: When it was submitted.

    abstract: A summary of the work.
    annote: A remark on the work.
    archive: The archive that keeps the work.
    archive-place: The place of the archive.
    archive_collection: The collection within the archive.
    archive_location: The place of the work within the archive, such as a shelf mark.
    authority: The court or office that issued it.
    call-number: Where the library keeps it.
    chapter-number: The number of the chapter.
    citation-key: The name of the record in another program.
    citation-label: The label of the work in citations of other styles.
    citation-number: The number of the work in citations of other styles.
    collection-number: The number within the series.
    collection-title: The series that it belongs to.
    container-title: What holds the work: the journal, newspaper, book or website.
    container-title-short: The short title of what holds the work.
    dimensions: Its size or its running time.
    division: The part of an institution that it comes from.
    DOI: The bare DOI, which begins with 10.
    edition: The edition, as a number or in words.
    event: The name of the event; event-title is the name of today.
    event-place: Where the event took place.
    event-title: The name of the event, such as a conference.
    first-reference-note-number: The number of the note that cited it first.
    genre: What kind of work within its type, such as a PhD thesis.
    ISBN: The ISBN, with or without hyphens.
    ISSN: The ISSN.
    issue: The number of the issue.
    journalAbbreviation: The short title of the journal.
    jurisdiction: Where the law or the court's decision holds.
    keyword: Key words.
    language: The language of the work, by its code.
    locator: The place that is cited; in an entry it stands in the marker.
    medium: What it is written or kept on.
    note: A remark that programs print.
    number: The number of the report, bill or patent.
    number-of-pages: How many pages it has.
    number-of-volumes: How many volumes it has.
    original-publisher: Who published the original.
    original-publisher-place: Where the original was published.
    original-title: The title of the original.
    page: The pages of the whole work in what holds it; the one cited is in the marker.
    page-first: The first of its pages.
    part: The number of the part.
    part-title: The title of the part.
    PMCID: The number in PubMed Central.
    PMID: The number in PubMed.
    printing: The number of the printing.
    publisher: Who published it.
    publisher-place: Where it was published.
    references: What the law or the decision refers to.
    reviewed-genre: The kind of work that is reviewed.
    reviewed-title: The title of what is reviewed.
    scale: The scale of the map.
    section: The section of the newspaper or law.
    shortTitle: The short title; title-short is its name of today.
    source: Where the record comes from, such as a database.
    status: How far the work has come, such as forthcoming.
    supplement: The number of the supplement.
    title: The title of the work.
    title-short: The short title.
    URL: The address of the work.
    version: The version of the software or the data.
    volume: The number of the volume.
    volume-title: The title of the volume.
    volume-title-short: The short title of the volume.
    year-suffix: The letter that tells two works of one author and year apart.
    """
)
