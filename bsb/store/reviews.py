"""How scans were reviewed, and which forms are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, select

from bsb.store.schema import kept_form, review, transcript


def kept(connection: Connection) -> Sequence[RowMapping]:
    """The kept forms (id, mark, salt, by, at), oldest first."""
    return connection.execute(select(kept_form).order_by(kept_form.c.id)).mappings().all()


def reviews(connection: Connection, interview: str | None = None) -> Sequence[RowMapping]:
    """The reviews' numbers by interview and version, of one interview or all, in the order they were made."""
    query = select(review).order_by(review.c.id)
    if interview is not None:
        query = query.where(review.c.interview == interview)
    return connection.execute(query).mappings().all()


def texts(connection: Connection) -> Iterator[str]:
    """The texts of the transcripts that count, one at a time."""
    for text in connection.execute(select(transcript.c.text).where(transcript.c.interview_id.is_not(None))).scalars():
        yield str(text)
