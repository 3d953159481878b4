"""Reading the codebook's rows, codings, and summaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, case, func, select

from bsb.store.schema import FACETS, code, coding, interview, summary, transcript, turn

_FACET = case({facet: number for number, facet in enumerate(FACETS)}, value=code.c.facet)


def codes(connection: Connection) -> Sequence[RowMapping]:
    """Every code with the number of its codings; ``position`` orders those with the same facet and parent."""
    used = select(coding.c.code_id, func.count().label("n")).group_by(coding.c.code_id).subquery()
    query = (
        select(code, func.coalesce(used.c.n, 0).label("codings"))
        .outerjoin(used, used.c.code_id == code.c.id)
        .order_by(code.c.position, code.c.id)
    )
    return connection.execute(query).mappings().all()


def codings(
    connection: Connection,
    *,
    interviews: Sequence[str] | None = None,
    districts: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    valences: Sequence[str] | None = None,
    ids: Sequence[int] | None = None,
) -> Sequence[RowMapping]:
    """Codings with the names of interview, district and code, in reading order; None does not filter.

    Their words are not here: cutting them out of long texts is ten times quicker in Python (see ``texts``).
    """
    query = (
        select(
            coding,
            interview.c.name.label("interview"),
            interview.c.district,
            code.c.key.label("code"),
            code.c.name.label("code_name"),
            code.c.facet,
        )
        .join(code, code.c.id == coding.c.code_id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .order_by(interview.c.id, coding.c.start, coding.c.end, _FACET, code.c.position, code.c.id, coding.c.coder)
    )
    for column, wanted in (
        (interview.c.name, interviews),
        (interview.c.district, districts),
        (code.c.key, codes),
        (coding.c.coder, coders),
        (coding.c.valence, valences),
        (coding.c.id, ids),
    ):
        if wanted is not None:
            query = query.where(column.in_(wanted))
    return connection.execute(query).mappings().all()


def transcripts_of(connection: Connection, interviews: Iterable[str]) -> dict[str, int]:
    """The id of the transcript of each of these interviews, by name."""
    query = select(interview.c.name, transcript.c.id).join(transcript, transcript.c.interview_id == interview.c.id)
    return {row.name: row.id for row in connection.execute(query.where(interview.c.name.in_(list(interviews))))}


def texts(connection: Connection, transcripts: Iterable[int]) -> dict[int, str]:
    """The texts of transcripts by id."""
    query = select(transcript.c.id, transcript.c.text).where(transcript.c.id.in_(list(transcripts)))
    return {row.id: row.text for row in connection.execute(query)}


def turns_of(connection: Connection, transcripts: Iterable[int]) -> dict[int, list[tuple[int, int, int, str, str]]]:
    """(start, end, number, speaker, role) of every turn of these transcripts, in order, by transcript."""
    found: dict[int, list[tuple[int, int, int, str, str]]] = {each: [] for each in transcripts}
    columns = (turn.c.transcript_id, turn.c.start, turn.c.end, turn.c.number, turn.c.speaker, turn.c.role)
    query = (
        select(*columns).where(turn.c.transcript_id.in_(list(found))).order_by(turn.c.transcript_id, turn.c.number)
    )
    for transcript_id, *rest in connection.execute(query):
        found[transcript_id].append(tuple(rest))
    return found


def codings_on(connection: Connection, transcript_id: int) -> Sequence[RowMapping]:
    """The bare rows of a transcript's codings."""
    query = select(coding).where(coding.c.transcript_id == transcript_id).order_by(coding.c.id)
    return connection.execute(query).mappings().all()


def coding_row(connection: Connection, coding_id: int) -> RowMapping:
    """The bare row of a coding that is there."""
    return connection.execute(select(coding).where(coding.c.id == coding_id)).mappings().one()


def codings_under(connection: Connection, code_id: int) -> Sequence[RowMapping]:
    """The bare rows of a code's codings."""
    query = select(coding).where(coding.c.code_id == code_id).order_by(coding.c.id)
    return connection.execute(query).mappings().all()


def codings_with_uid(connection: Connection, beginning: str) -> Sequence[RowMapping]:
    """(id, uid) of the codings whose uid begins so; ``beginning`` is hexadecimal digits alone."""
    query = select(coding.c.id, coding.c.uid).where(coding.c.uid.startswith(beginning, autoescape=True)).limit(20)
    return connection.execute(query).mappings().all()


def identities(connection: Connection) -> set[tuple[object, ...]]:
    """What makes a coding one of its kind: (transcript_id, start, end, code_id, coder) of each."""
    query = select(coding.c.transcript_id, coding.c.start, coding.c.end, coding.c.code_id, coding.c.coder)
    return {tuple(row) for row in connection.execute(query)}


def uids(connection: Connection) -> set[str]:
    """The uid of every coding."""
    return set(connection.execute(select(coding.c.uid)).scalars())


def coders(connection: Connection) -> Sequence[RowMapping]:
    """Each coder with the number of codings and of interviews coded."""
    query = (
        select(
            coding.c.coder,
            func.count().label("codings"),
            func.count(coding.c.transcript_id.distinct()).label("interviews"),
        )
        .group_by(coding.c.coder)
        .order_by(coding.c.coder)
    )
    return connection.execute(query).mappings().all()


def coding_counts(connection: Connection) -> Sequence[RowMapping]:
    """The number of codings of each coder in each interview."""
    query = (
        select(interview.c.name.label("interview"), coding.c.coder, func.count().label("codings"))
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .group_by(interview.c.id, coding.c.coder)
        .order_by(interview.c.id, coding.c.coder)
    )
    return connection.execute(query).mappings().all()


def summaries(connection: Connection, matrix: str | None = None) -> Sequence[RowMapping]:
    """The written summaries of a matrix, or of all."""
    query = select(summary).order_by(summary.c.matrix, summary.c.id)
    if matrix is not None:
        query = query.where(summary.c.matrix == matrix)
    return connection.execute(query).mappings().all()


def summaries_of_row(connection: Connection, row_key: str) -> Sequence[RowMapping]:
    """The written summaries of one row (a code's key) in every matrix."""
    query = select(summary).where(summary.c.row_key == row_key).order_by(summary.c.id)
    return connection.execute(query).mappings().all()
