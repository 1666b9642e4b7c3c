"""The vocabulary of bibliographic records: CSL-JSON's types and variables.

Source: the CSL-JSON schema ``csl-data.json`` of the Citation Style Language
project, version 1.0.2 (citation-style-language/schema, ``schemas/input``). All of it
but ``id`` and ``type``, which every record has, and ``categories`` and ``custom``,
which belong to the programs that write them.
"""

TYPES = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast
    chapter classic collection dataset document entry entry-dictionary
    entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent
    performance periodical personal_communication post post-weblog regulation report
    review review-book software song speech standard thesis treaty webpage
    """.split()
)

NAME_VARIABLES = frozenset(
    """
    author chair collection-editor compiler composer container-author contributor
    curator director editor editorial-director executive-producer guest host
    interviewer illustrator narrator organizer original-author performer producer
    recipient reviewed-author script-writer series-creator translator
    """.split()
)

NAME_FLAGS = frozenset("comma-suffix static-ordering parse-names".split())

DATE_VARIABLES = frozenset(
    "accessed available-date event-date issued original-date submitted".split()
)

TEXT_VARIABLES = frozenset(
    """
    abstract annote archive archive-place archive_collection archive_location
    authority call-number chapter-number citation-key citation-label citation-number
    collection-number collection-title container-title container-title-short
    dimensions division DOI edition event event-place event-title
    first-reference-note-number genre ISBN ISSN issue journalAbbreviation jurisdiction
    keyword language locator medium note number number-of-pages number-of-volumes
    original-publisher original-publisher-place original-title page page-first part
    part-title PMCID PMID printing publisher publisher-place references
    reviewed-genre reviewed-title scale section shortTitle source status supplement
    title title-short URL version volume volume-title volume-title-short year-suffix
    """.split()
)
"""Standard and number variables: both are text as written in an entry."""

OTHER_KEYS = {
    name: key
    for key, names in {
        "accessed": "access-date accessdate retrieved urldate visited",
        "archive_location": "jstor",
        "archived": "archive-date archivedate",
        "author": "authors creator first given last surname family",
        "collection-title": "series",
        "container-title": "journal magazine newspaper website work booktitle",
        "event-title": "conference",
        "genre": "kind",
        "issued": "date year published month",
        "issue": "no",
        "page": "pages pp",
        "publisher": "institution organization school",
        "publisher-place": "place location address city",
        "script-title": "native-title",
        "URL": "link href",
    }.items()
    for name in names.split()
}
"""What BibTeX, Wikipedia's templates and people call a variable, by that name."""

OTHER_TYPES = {
    name: kind
    for kind, names in {
        "article-journal": "journal-article paper",
        "article-newspaper": "news-article news",
        "broadcast": "episode podcast radio television tv",
        "chapter": "inbook incollection book-section section",
        "legal_case": "case court-case",
        "motion_picture": "film movie video",
        "paper-conference": "conference inproceedings proceedings",
        "personal_communication": "letter email e-mail",
        "post-weblog": "blog blog-post",
        "report": "techreport working-paper",
        "software": "computer-program program",
        "speech": "lecture presentation talk",
        "thesis": "dissertation mastersthesis phdthesis",
        "webpage": "website site online internet electronic web-page",
    }.items()
    for name in names.split()
}
"""The same for the types of works."""
