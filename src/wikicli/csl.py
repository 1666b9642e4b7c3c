"""The vocabulary of bibliographic records: CSL-JSON's types and variables.

Source: the CSL-JSON schema ``csl-data.json`` of the Citation Style Language
project, version 1.0.2 (citation-style-language/schema, ``schemas/input``).
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

NAME_PARTS = frozenset(
    """
    family given dropping-particle non-dropping-particle suffix comma-suffix
    static-ordering literal parse-names
    """.split()
)

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
