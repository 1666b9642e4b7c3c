"""The rules whose faults are found when files are looked for and read.

Each is declared here with its page; a test reads the sources, so that none is left out.
"""

from wikicli.base.problems import Severity
from wikicli.check.ignores import UNKNOWN, UNUSED
from wikicli.check.rule import reading_rule

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_PAGES = {
    # The library.
    "bad-slug": (
        _WARNING,
        """The name of an entry's file is no slug.

        A slug is the entry's identity: links name it. It has lower-case letters a to z,
        digits and single hyphens. ``wikicli rename`` renames the file and every link.
        """,
    ),
    "duplicate-slug": (
        _WARNING,
        """Two files of one folder have the same slug.

        Only the first of them is an entry, the other is never shown. Rename one.
        """,
    ),
    "no-file": (
        _WARNING,
        """What has the name of an entry file is none.

        A folder named ``….yaml``, a link that leads nowhere, a device: nothing is read
        from it. Rename or remove it.
        """,
    ),
    "no-folder": (
        _WARNING,
        """A folder of the library can't be read.

        The entries in it are missing. Give yourself the right to read it, or let its
        name start with ``.`` or ``_`` if it has none.
        """,
    ),
    "unfinished-change": (
        _WARNING,
        """A crash interrupted a change of several files.

        The next command that writes finishes it, or undoes it where it had not been
        decided yet.
        """,
    ),
    # The file.
    "unreadable": (
        _ERROR,
        """A file can't be read.

        It may have been removed meanwhile, or you have no right to read it.
        """,
    ),
    "encoding": (
        _ERROR,
        """A file is not in UTF-8.

        Nothing of it can be read. Save it as UTF-8; editors have that among the
        choices of "save as".
        """,
    ),
    "empty-file": (
        _ERROR,
        """A file has nothing in it.

        An entry needs a title and a body. ``wikicli new`` writes a file to start from.
        """,
    ),
    "no-mapping": (
        _ERROR,
        """A file holds a text or a list where an entry is a mapping.

        It starts with a key and its value, as in ``title: Miatsum``.
        """,
    ),
    "bad-yaml": (
        _ERROR,
        """A file is no valid YAML.

        Most often a value that holds ``: `` or starts with a sign has no quotes, a
        quotation or a bracket is not closed, or a line is indented too far.
        """,
    ),
    "tab": (
        _ERROR,
        """A line is indented with a tab.

        YAML indents with spaces alone.
        """,
    ),
    "duplicate-key": (
        _ERROR,
        """A key stands twice in one mapping.

        Which of its values is meant can't be told; YAML's readers drop one in silence.
        Keep one of them.
        """,
    ),
    "bad-key": (
        _ERROR,
        """A key is a list or a mapping, not text.

        Often a text that starts with a bracket lacks its quotes.
        """,
    ),
    "alias": (
        _ERROR,
        """A value is an alias (``*name``) of another one.

        Entries do not use YAML's aliases: a reader of the file should see what it says
        where it says it. Write the value out; a text that starts with ``*`` needs
        quotes.
        """,
    ),
    "anchor": (
        _ERROR,
        """A value has an anchor (``&name``).

        Entries do not use YAML's aliases. Remove the anchor; a text that starts with
        ``&`` needs quotes.
        """,
    ),
    "tag": (
        _ERROR,
        """A value has a tag (``!name``).

        Values are text as written, whatever they look like. Remove the tag; a text that
        starts with ``!`` needs quotes.
        """,
    ),
    "second-document": (
        _ERROR,
        """A second YAML document starts in a file.

        A file holds one entry. Move the other into a file of its own.
        """,
    ),
    "nested-too-deep": (
        _ERROR,
        """Values are nested deeper than 20 levels, or text deeper than 90.

        No entry needs that. In the text (there it is a warning) what lies deeper is
        shown as it stands.
        """,
    ),
    # Values.
    "no-title": (
        _ERROR,
        """An entry has no title, or a reference none (a warning).

        Without a title there is no entry. A work without one is cited by a description
        of it in its place: ``title: Letter to the editor``.
        """,
    ),
    "no-body": (
        _ERROR,
        """An entry has no body.

        Without a text there is no entry; one sentence is enough to begin with.
        """,
    ),
    "unknown-key": (
        _WARNING,
        """A key means nothing in an entry.

        Its value is not read. It may be misspelt, or stand at the wrong level:
        docs/entry-format.md has the keys of each part.
        """,
    ),
    "empty-value": (
        _WARNING,
        """A key has no value.

        It counts as absent. Remove it, or write what belongs there.
        """,
    ),
    "wrong-type": (
        _ERROR,
        """A value is a text, a list or a mapping where another of these belongs.

        As much of it is read as can be.
        """,
    ),
    "unknown-value": (
        _ERROR,
        """A value is none of those that its key can have.

        The hint names them. It is read as the first of them, or (``url-status``, where
        it is a warning) kept as it is.
        """,
    ),
    "unread-value": (
        _WARNING,
        """A part of a date is not read because of the others.

        A date is given as ``date-parts``, ``edtf`` or ``raw``, one of them; ``season``
        and ``circa`` belong to ``date-parts``.
        """,
    ),
    "bad-date": (
        _WARNING,
        """A date is not in EDTF.

        It is kept as text: it does not sort, and exports get it as a literal. Write
        ``2005-09-14``, ``2005-09``, ``1997-24/1998`` or ``1905~``; other words as
        ``{literal: …}``.
        """,
    ),
    "unsafe-character": (
        _WARNING,
        """A text holds a character that could command a terminal.

        Controls and bidirectional overrides are shown as U+FFFD. They come from
        copying; delete them.
        """,
    ),
    "ligature": (
        _INFO,
        """An Armenian ligature (U+FB13 to U+FB17) stands for two letters.

        It is read as the two letters; most fonts and searches do not know it.
        ``--fix`` writes them.
        """,
    ),
    "not-nfc": (
        _INFO,
        """A text is not in Unicode's composed form NFC.

        It is read as if it were. Letters and marks that are written apart look the
        same but are not found by other programs. ``--fix`` composes them.
        """,
    ),
    "empty-term": (
        _ERROR,
        """A term has neither an Armenian form nor an English one.

        Give it ``hy`` or ``en``, or remove it.
        """,
    ),
    "no-armenian": (
        _WARNING,
        """A field that is to be in Armenian has no Armenian letter.

        ``hy`` of a term and the title of the Armenian side are in Armenian script; a
        romanization is computed, or stands in ``romanization``.
        """,
    ),
    "armenian-romanization": (
        _WARNING,
        """A romanization is in Armenian letters.

        It is an established English spelling, such as ``Yerevan``. Where there is none,
        leave it out: it is computed.
        """,
    ),
    "empty-ipa": (
        _WARNING,
        """A transcription has neither an Eastern nor a Western form.

        ``ipa`` has ``east``, ``west`` or both, and ``source``.
        """,
    ),
    "ipa-without-source": (
        _WARNING,
        """A transcription does not say where it was found.

        Transcriptions are never computed, so each has a ``source``, as in
        ``source: wiktionary``.
        """,
    ),
    "empty-link": (
        _ERROR,
        """A see-also link has neither an entry nor a title.

        ``entry`` is the slug of an entry of the library; ``title`` names what has none.
        """,
    ),
    # References.
    "no-id": (
        _ERROR,
        """A reference has no id.

        No marker can call it, so it is left out. Give it a short one: the author's
        name, or what the work is known by.
        """,
    ),
    "bad-id": (
        _WARNING,
        """The id of a reference can't be in a marker.

        Ids have up to 64 letters, digits and ``_ : . -``.
        """,
    ),
    "duplicate-reference": (
        _ERROR,
        """Two references of an entry have the same id.

        The first is meant by every marker, the other is left out. Rename or remove one.
        """,
    ),
    "unknown-type": (
        _WARNING,
        """The type of a reference is none of CSL's.

        It is read as any document, so its line lacks what its kind should have.
        """,
    ),
    "misplaced-marker": (
        _ERROR,
        """A footnote marker stands where none is read.

        Markers stand in the fact box, in the body and in its notes. In a title, a
        description, a term or a reference they print as they are.
        """,
    ),
    "space-in-url": (
        _WARNING,
        """An address has a space in it.

        It is read as ``%20``, as browsers do; other programs cut the address there.
        ``--fix`` writes ``%20``.
        """,
    ),
    "doi-prefix": (
        _INFO,
        """A DOI stands behind its resolver's address or ``doi:``.

        The bare DOI is read. ``--fix`` removes what stands before it.
        """,
    ),
    # Text.
    "bad-note-id": (
        _WARNING,
        """The id of a note can't be in a marker.

        Ids have up to 64 letters, digits and ``_ : . -``.
        """,
    ),
    "duplicate-note": (
        _WARNING,
        """A note is defined twice in one text.

        The first is meant by every marker, the other is never shown.
        """,
    ),
    "bad-marker": (
        _WARNING,
        """Something looks like a footnote marker but is none.

        It prints as it stands. A marker is ``[^id]`` or ``[^id p. 12]``.
        """,
    ),
    "bad-entry-link": (
        _WARNING,
        """A link in double brackets does not name a slug.

        A link names an entry's file; what it shows stands behind a bar:
        ``[[karabakh-movement|the movement]]``.
        """,
    ),
    "unclosed-entry-link": (
        _WARNING,
        """Double brackets open a link to an entry that is not closed.

        They print as they stand. In a table the bar of a link is written ``\\|``.
        """,
    ),
    "undefined-marker": (
        _ERROR,
        """A footnote marker calls neither a reference nor a note.

        What it should support has no source. Correct the id, or add the reference.
        """,
    ),
    "ambiguous-marker": (
        _ERROR,
        """A footnote marker calls both a reference and a note.

        It is read as the reference's. Rename one of the two.
        """,
    ),
    "unused-reference": (
        _WARNING,
        """A reference is called by no marker.

        It supports nothing. Call it where it does, mark it ``further: true`` as further
        reading, or remove it.
        """,
    ),
    "unused-note": (
        _WARNING,
        """A note is called by no marker.

        It is never shown. Call it, or remove it.
        """,
    ),
    "unused-locator": (
        _WARNING,
        """A marker gives a page for a note.

        Notes have no pages: it is not shown. A page belongs to the marker of a
        reference, which may stand in the note.
        """,
    ),
    # Comments.
    UNUSED: (
        _INFO,
        """A comment ignores a rule that finds nothing there.

        It would hide the next fault of its kind. Remove it.
        """,
    ),
    UNKNOWN: (
        _WARNING,
        """A comment ignores a rule that does not exist.

        Nothing is ignored by it. ``docs/rules.md`` has the names.
        """,
    ),
}

for _name, (_severity, _page) in _PAGES.items():
    reading_rule(_name, _severity, _page)
