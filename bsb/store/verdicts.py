"""Reading what conferences made of findings: groups, verdicts, evaluation forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from bsb.store.schema import conference, conference_group, evaluation, finding, verdict


def verdicts(connection: Connection) -> Sequence[RowMapping]:
    """Every verdict with group, topic and conference, by conference, group and finding."""
    query = (
        select(
            verdict,
            conference_group.c.name.label("group"),
            conference_group.c.topic,
            conference_group.c.conference_id,
            conference.c.district,
        )
        .join(conference_group, conference_group.c.id == verdict.c.group_id)
        .join(conference, conference.c.id == conference_group.c.conference_id)
        .order_by(conference.c.district, conference.c.held_on, conference_group.c.id, verdict.c.id)
    )
    return connection.execute(query).mappings().all()


def group(connection: Connection, conference_id: int, name: str) -> RowMapping | None:
    """A group of a conference by name, or None."""
    query = select(conference_group).where(
        conference_group.c.conference_id == conference_id, conference_group.c.name == name
    )
    return connection.execute(query).mappings().first()


def groups(connection: Connection, conference_id: int) -> Sequence[RowMapping]:
    """The groups of a conference that are recorded, in their order."""
    query = select(conference_group).where(conference_group.c.conference_id == conference_id)
    return connection.execute(query.order_by(conference_group.c.id)).mappings().all()


def verdicts_of(connection: Connection, group_id: int) -> Sequence[RowMapping]:
    """The bare rows of a group's verdicts."""
    return connection.execute(select(verdict).where(verdict.c.group_id == group_id)).mappings().all()


def answers(connection: Connection, conference_id: int) -> Sequence[RowMapping]:
    """What the evaluation forms of a conference said, counted."""
    query = select(evaluation).where(evaluation.c.conference_id == conference_id).order_by(evaluation.c.id)
    return connection.execute(query).mappings().all()


def judged(connection: Connection) -> list[tuple[Any, ...]]:
    """(district, conference, finding, verdict, the conference that added the finding) of each verdict."""
    query = (
        select(
            conference.c.district,
            conference.c.id,
            verdict.c.finding_id,
            verdict.c.verdict,
            finding.c.conference_id,
        )
        .select_from(verdict)
        .join(conference_group, conference_group.c.id == verdict.c.group_id)
        .join(conference, conference.c.id == conference_group.c.conference_id)
        .join(finding, finding.c.id == verdict.c.finding_id)
    )
    return [tuple(row) for row in connection.execute(query)]


def own_verdict(verdicts: Sequence[str]) -> str:
    """Return what a conference made of a finding that several groups judged: nuanced where they differ.

    >>> own_verdict(["confirmed", "confirmed"]), own_verdict(["confirmed", "disputed"])
    ('confirmed', 'nuanced')
    """
    said = set(verdicts)
    return said.pop() if len(said) == 1 else "nuanced"
