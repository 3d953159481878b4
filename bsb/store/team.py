"""Reading what goes to a coder and comes back, and writing a workplace anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from bsb.store import fts
from bsb.store.memos import memos
from bsb.store.references import pointing
from bsb.store.schema import (
    bundle,
    bundle_return,
    code,
    coding,
    interview,
    journal,
    keydoc,
    keydoc_coding,
    keydoc_page,
    memo,
    participant,
    quote,
    suggestion,
    summary,
    summary_coding,
    transcript,
    turn,
    turn_words,
    unplaced,
    workplace,
)


def codings_of(connection: Connection, coder: str, interviews: Sequence[str]) -> Sequence[RowMapping]:
    """A coder's codings with a place in these interviews, in reading order, with the names of interview and code."""
    query = (
        select(coding, interview.c.name.label("interview"), code.c.key.label("code"))
        .join(code, code.c.id == coding.c.code_id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .where(coding.c.coder == coder)
        .order_by(interview.c.id, coding.c.start, coding.c.end, code.c.key, coding.c.uid)
    )
    wanted = set(interviews)
    return [row for row in connection.execute(query).mappings() if row["interview"] in wanted]


def memos_of(connection: Connection, author: str, interviews: Sequence[str]) -> Sequence[RowMapping]:
    """The memos that someone wrote, but for those on other interviews or on codings there, as they were written."""
    wanted = {None, *interviews}
    mine = [row for row in memos(connection) if row["author"] == author]
    return [row for row in mine if row["interview"] in wanted and row["coded_interview"] in wanted]


def codings_by_uid(connection: Connection) -> dict[str, RowMapping]:
    """Every coding by uid, with the key of its code and where it may belong if it has no place."""
    query = (
        select(coding, code.c.key.label("code"), unplaced.c.id.label("unplaced_id"))
        .join(code, code.c.id == coding.c.code_id)
        .outerjoin(unplaced, unplaced.c.coding_id == coding.c.id)
    )
    return {row["uid"]: row for row in connection.execute(query).mappings()}


def withdrawn(connection: Connection) -> list[tuple[str, str]]:
    """(interview, pseudonym) of everyone who has withdrawn."""
    query = (
        select(interview.c.name, participant.c.pseudonym)
        .join(participant, participant.c.interview_id == interview.c.id)
        .where(participant.c.consent == "withdrawn")
        .order_by(interview.c.id, participant.c.pseudonym)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def transcripts(connection: Connection) -> dict[str, RowMapping]:
    """The transcripts as they stand, with their texts, by name of the interview."""
    query = select(transcript, interview.c.name.label("interview")).join(
        interview, interview.c.id == transcript.c.interview_id
    )
    return {row["interview"]: row for row in connection.execute(query).mappings()}


def bundles(connection: Connection) -> Sequence[RowMapping]:
    """Every bundle that was handed out, oldest first."""
    return connection.execute(select(bundle).order_by(bundle.c.id)).mappings().all()


def returns(connection: Connection, place: str | None = None) -> Sequence[RowMapping]:
    """What was taken in, from one workplace or all, with the bundle's uid and coder; oldest first."""
    query = select(bundle_return, bundle.c.uid, bundle.c.coder).join(bundle).order_by(bundle_return.c.id)
    if place is not None:
        query = query.where(bundle_return.c.place == place)
    return connection.execute(query).mappings().all()


def workplace_of(connection: Connection) -> RowMapping | None:
    """Whose workplace this is; None in a project of its own."""
    return connection.execute(select(workplace)).mappings().first()


def journalled(connection: Connection, action: str) -> list[str]:
    """What the standing entries of an action are about, oldest first."""
    query = (
        select(journal.c.about)
        .where(journal.c.action == action, journal.c.reversed_by.is_(None))
        .order_by(journal.c.id)
    )
    return list(connection.execute(query).scalars())


#: What a bundle brings and takes away again; other tables a workplace keeps to itself.
_CARRIED = (
    *(quote, suggestion, keydoc_coding, keydoc_page, keydoc),
    *(summary_coding, summary, memo, unplaced, coding, code, turn, transcript, participant, interview, journal),
)


def wipe(connection: Connection) -> None:
    """Empty a workplace of what bundles carry, and its journal; ids go on from where they were."""
    for table in _CARRIED:
        if table is transcript:
            connection.execute(update(table).values(replaces=None))
        connection.execute(delete(table))
    fts.purge(connection, fts.TURNS)
    fts.purge(connection, fts.PAGES)


def in_the_way(connection: Connection) -> list[str]:
    """The names of tables whose rows rest on what ``wipe`` takes away, and would stop it."""
    found = []
    for target in _CARRIED:
        for table, column in pointing(target):
            rests = connection.execute(select(column).where(column.is_not(None)).limit(1)).first()
            if table not in _CARRIED and table is not turn_words and rests:
                found.append(table.name)
    return sorted(set(found))


def put_workplace(connection: Connection, values: dict[str, Any]) -> None:
    """Write the one row that says whose workplace this is, in place of the one before."""
    connection.execute(delete(workplace))
    connection.execute(insert(workplace).values(id=1, **values))
