"""Reading memos, and letting those go that belong to rows that go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, select

from bsb.store.journal import Change
from bsb.store.schema import code, coding, interview, memo, transcript


def memos(connection: Connection) -> Sequence[RowMapping]:
    """Every memo in the order of writing, with the names of what it is about.

    ``coding`` is the coding's uid, ``coded_interview`` and ``coded_code`` what it belongs to.
    """
    about, coded = interview.alias("about"), code.alias("coded")
    query = (
        select(
            memo,
            interview.c.name.label("interview"),
            about.c.name.label("coded_interview"),
            code.c.key.label("code"),
            coded.c.key.label("coded_code"),
            coding.c.uid.label("coding"),
        )
        .outerjoin(interview, interview.c.id == memo.c.interview_id)
        .outerjoin(code, code.c.id == memo.c.code_id)
        .outerjoin(coding, coding.c.id == memo.c.coding_id)
        .outerjoin(coded, coded.c.id == coding.c.code_id)
        .outerjoin(transcript, transcript.c.id == coding.c.transcript_id)
        .outerjoin(about, about.c.id == transcript.c.interview_id)
        .order_by(memo.c.id)
    )
    return connection.execute(query).mappings().all()


def memos_of_row(connection: Connection, row_key: str) -> Sequence[RowMapping]:
    """The memos on cells of one row (a code's key) in every matrix."""
    query = select(memo).where(memo.c.row_key == row_key).order_by(memo.c.id)
    return connection.execute(query).mappings().all()


def on_codings(connection: Connection, ids: Iterable[int]) -> list[int]:
    """The ids of the memos on these codings."""
    return _on(connection, "coding_id", ids)


def on_codes(connection: Connection, ids: Iterable[int]) -> list[int]:
    """The ids of the memos on these codes."""
    return _on(connection, "code_id", ids)


def _on(connection: Connection, column: str, ids: Iterable[int]) -> list[int]:
    wanted = list(ids)
    found: list[int] = []
    for at in range(0, len(wanted), 500):
        query = select(memo.c.id).where(memo.c[column].in_(wanted[at : at + 500])).order_by(memo.c.id)
        found += connection.execute(query).scalars()
    return found


def drop_on_codings(change: Change, ids: Iterable[int], *, forget: bool = False) -> int:
    """Delete the memos on codings that are about to go, and return how many.

    With ``forget`` (a withdrawal) the journal keeps no copy of them either: they may quote what is erased.
    """
    gone = on_codings(change.connection, ids)
    change.delete(memo, gone)
    if forget:
        change.forget(memo, gone)
    return len(gone)
