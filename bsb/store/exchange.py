"""What an exchange asks of the store as a whole: how much there is of each kind."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from bsb.store.schema import interview, metadata, transcript


def rows(connection: Connection) -> dict[str, int]:
    """How many rows each journalled table has; those with none are left out."""
    found = {}
    for table in metadata.sorted_tables:
        if table.info["journal"] != "none":
            n = connection.execute(select(func.count()).select_from(table)).scalar_one()
            if n:
                found[table.name] = n
    return found


def former(connection: Connection) -> int:
    """How many transcripts are kept that another version has replaced."""
    query = select(func.count()).select_from(transcript).where(transcript.c.interview_id.is_(None))
    return int(connection.execute(query).scalar_one())


def fingerprints(connection: Connection) -> dict[str, str]:
    """The interview of each transcript by its SHA-256, and by that of what it was imported from."""
    query = select(interview.c.name, transcript.c.source_sha256, transcript.c.sha256).join(
        transcript, transcript.c.interview_id == interview.c.id
    )
    return {digest: row.name for row in connection.execute(query) for digest in (row.source_sha256, row.sha256)}
