"""The command about the entry format: schema."""

from wikicli.cli.session import Session


def schema(session: Session) -> None:
    """Print the JSON Schema of the entry format, for editors.

    With -o .entry.schema.json it stands beside your entries.
    """
    from wikicli.entry.schema import make_schema

    session.write_json(make_schema())
