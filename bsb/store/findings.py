"""Reading findings with what belongs to them: codes, evidence, recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, Table, select

from bsb.store.schema import (
    code,
    finding,
    finding_code,
    finding_evidence,
    finding_recommendation,
    followup,
    keydoc,
    recommendation,
    verdict,
)


def findings(connection: Connection) -> Sequence[RowMapping]:
    """Every finding, in the order in which they were written."""
    return connection.execute(select(finding).order_by(finding.c.id)).mappings().all()


def codes(connection: Connection) -> dict[int, list[RowMapping]]:
    """The codes of each finding (key, name, facet), in their order."""
    query = (
        select(finding_code.c.finding_id, code.c.id, code.c.key, code.c.name, code.c.facet)
        .join(code, code.c.id == finding_code.c.code_id)
        .order_by(finding_code.c.id)
    )
    return _by_finding(connection.execute(query).mappings().all())


def evidence(connection: Connection) -> dict[int, list[RowMapping]]:
    """What each finding rests on, with the titles of key documents."""
    query = (
        select(finding_evidence, keydoc.c.title)
        .outerjoin(keydoc, keydoc.c.id == finding_evidence.c.keydoc_id)
        .order_by(finding_evidence.c.id)
    )
    return _by_finding(connection.execute(query).mappings().all())


def recommendations(connection: Connection) -> Sequence[RowMapping]:
    """Every recommendation, in the order in which they were written."""
    return connection.execute(select(recommendation).order_by(recommendation.c.id)).mappings().all()


def recommendation_links(connection: Connection) -> Sequence[RowMapping]:
    """(id, finding_id, recommendation_id) of every link, in order."""
    return connection.execute(select(finding_recommendation).order_by(finding_recommendation.c.id)).mappings().all()


def followups(connection: Connection) -> Sequence[RowMapping]:
    """Everything said of what became of recommendations, by date."""
    return connection.execute(select(followup).order_by(followup.c.said_on, followup.c.id)).mappings().all()


def resting_on(connection: Connection, uids: Iterable[str]) -> list[int]:
    """The ids of the findings that rest on one of these codings."""
    wanted = set(uids)
    query = select(finding_evidence.c.finding_id, finding_evidence.c.coding_uid).order_by(
        finding_evidence.c.finding_id
    )
    rows = connection.execute(query.where(finding_evidence.c.coding_uid.is_not(None)))
    return list(dict.fromkeys(row.finding_id for row in rows if row.coding_uid in wanted))


def verdict_count(connection: Connection, finding_id: int) -> int:
    """How many verdicts there are on a finding."""
    return len(ids_of(connection, verdict, finding_id))


def ids_of(connection: Connection, table: Table, finding_id: int) -> list[int]:
    """The ids of a table's rows that belong to a finding."""
    return list(connection.execute(select(table.c.id).where(table.c.finding_id == finding_id)).scalars())


def _by_finding(rows: Sequence[RowMapping]) -> dict[int, list[RowMapping]]:
    found: dict[int, list[RowMapping]] = {}
    for row in rows:
        found.setdefault(row["finding_id"], []).append(row)
    return found
