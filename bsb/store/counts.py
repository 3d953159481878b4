"""Counting coded turns, speakers and interviews in the database itself: one GROUP BY, no data frame.

A cell is asked for by two *axes*. The axes "theme", "service" and "free" are codes, "group" the groups of codes that
the question names itself; "valence", "level" and "phase" are of the coding; "role" and "attribute:NAME" of the
speaker; "district", "interview" and "kind" of the interview.

One facet carries the question: its codings are counted, and valence, level and phase are theirs. Where another
code is asked for beside it (services by themes, or themes by themes), the cell holds the turns that carry both,
whoever set the other one: coders may share the facets between them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    Connection,
    FromClause,
    Label,
    RowMapping,
    Select,
    String,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bsb.store.schema import FACETS, VALENCES, code, coding, interview, participant, transcript, turn

ATTRIBUTE = "attribute:"
_INTERVIEW: dict[str, ColumnElement[Any]] = {
    "district": interview.c.district,
    "interview": interview.c.name,
    "kind": interview.c.kind,
}
_CODING: dict[str, ColumnElement[Any]] = {
    "valence": coding.c.valence,
    "level": func.coalesce(coding.c.level, ""),
    "phase": func.coalesce(coding.c.phase, ""),
}


class _Json(FunctionElement[Any]):
    """A column of text that holds JSON; SQLite reads it as it is, PostgreSQL wants to be told."""

    type = JSON()
    inherit_cache = True


@compiles(_Json)
def _as_it_is(element: _Json, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)


@compiles(_Json, "postgresql")
def _told(element: _Json, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **more)} AS json)"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be counted: two axes, and limits (None: no limit).

    ``codes`` are keys by facet; a code counts only if it is among those of its facet. ``nested`` lets a code's
    turns count for the codes above it too. ``roles`` are the speakers whose turns count. ``since`` and ``until``
    are ISO dates, both included; an interview without a date is then left out. ``groups`` are the lines of the axis
    "group" with the keys of the codes whose turns count in them; ``without`` are (interview, speaker) left out.
    """

    rows: str
    columns: str
    nested: bool = False
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    roles: tuple[str, ...] | None = ("participant",)
    districts: tuple[str, ...] | None = None
    interviews: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    valences: tuple[str, ...] | None = None
    levels: tuple[str, ...] | None = None
    phases: tuple[str, ...] | None = None
    coders: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    without: tuple[tuple[str, str], ...] = ()

    @property
    def carrier(self) -> str | None:
        """The facet whose codings are counted: theme before service before free; None where any code will do."""
        axes = [axis for axis in (self.rows, self.columns) if axis in FACETS]
        limited = [facet for facet, _keys in self.codes]
        for asked in (axes, limited):
            for facet in ("theme", "service", "free"):
                if facet in asked:
                    return facet
        return None


class _Built(NamedTuple):
    source: FromClause
    where: list[ColumnElement[bool]]
    row: ColumnElement[Any]
    column: ColumnElement[Any]


def cell_counts(connection: Connection, ask: Ask, *, by: Sequence[str] = ("row", "column")) -> Sequence[RowMapping]:
    """Count what is coded for each ``row`` and ``column``; with ``by``, for one of the two or (empty) over all.

    ``interviews``, ``speakers`` and ``turns`` are distinct, so that a passage coded twice or by two people counts
    once; ``codings`` are the distinct codings of the facet that carries the question. ``positive`` ...
    ``neutral`` are distinct turns with at least one such coding of that valence.
    """
    built = _build(ask, by)

    def of_valence(valence: str) -> Label[int]:
        return func.count(case((coding.c.valence == valence, turn.c.id)).distinct()).label(valence)

    keys = [part for part in (built.row.label("row"), built.column.label("column")) if part.name in by]
    # A list, since the typed overloads of select() end at ten columns.
    columns: list[ColumnElement[Any]] = [
        *keys,
        func.count(distinct(transcript.c.interview_id)).label("interviews"),
        func.count(distinct(_speaker())).label("speakers"),
        func.count(distinct(turn.c.id)).label("turns"),
        func.count(distinct(coding.c.id)).label("codings"),
        *(of_valence(valence) for valence in VALENCES),
    ]
    query = select(*columns).select_from(built.source).where(*built.where)
    if keys:
        query = query.group_by(*(key.element for key in keys))
    return connection.execute(query).mappings().all()


def cell_codings(connection: Connection, ask: Ask) -> Sequence[RowMapping]:
    """Tell which codings stand in which cell: (row, column, id), the id that of the coding that is counted."""
    built = _build(ask)
    query = (
        select(built.row.label("row"), built.column.label("column"), coding.c.id)
        .distinct()
        .select_from(built.source)
        .where(*built.where)
    )
    return connection.execute(query).mappings().all()


def spoken(connection: Connection, ask: Ask, axis: str) -> Sequence[RowMapping]:
    """Count who speaks at all, coded or not, for each value of an axis of interviews or speakers (``key``).

    ``interviews``, ``speakers`` and ``turns`` are distinct, of the interviews and roles that ``ask`` lets in.
    """
    talk: FromClause = turn.join(transcript, transcript.c.id == turn.c.transcript_id).join(
        interview, interview.c.id == transcript.c.interview_id
    )
    source, key = _of_talk(talk, axis)
    query = (
        select(
            key.label("key"),
            func.count(distinct(transcript.c.interview_id)).label("interviews"),
            func.count(distinct(_speaker())).label("speakers"),
            func.count(distinct(turn.c.id)).label("turns"),
        )
        .select_from(source)
        .where(turn.c.removed == 0, *_of_ask(ask))
        .group_by(key)
    )
    return connection.execute(query).mappings().all()


def attribute_names(connection: Connection) -> list[str]:
    """The names of the attributes that any participant has."""
    texts = connection.execute(select(participant.c.attributes).distinct()).scalars()
    return sorted({name for text in texts for name in json.loads(text)})


def _build(ask: Ask, by: Sequence[str] = ("row", "column")) -> _Built:
    """Join codings of the carrier to the turns they touch, and these to what the axes and limits ask for."""
    carrier = ask.carrier
    tops = _groups(ask) if ask.groups else _codes_above(ask, carrier, "counted")
    others = _others(ask, carrier)
    # The codings lead and the turns follow: `+ 0` keeps SQLite, which has no statistics, from starting at the turns.
    first = _first_turn(coding)
    source: FromClause = (
        tops.join(coding, coding.c.code_id == tops.c.id)
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .join(interview, interview.c.id == transcript.c.interview_id)
        .join(turn, and_(turn.c.transcript_id == coding.c.transcript_id + 0, *_touches(coding, turn, first)))
    )
    where = [turn.c.removed == 0, *_of_ask(ask)]
    for column, wanted in (
        (coding.c.valence, ask.valences),
        (coding.c.level, ask.levels),
        (coding.c.phase, ask.phases),
        (coding.c.coder, ask.coders),
    ):
        if wanted is not None:
            where.append(column.in_(wanted))
    found: list[ColumnElement[Any]] = []
    used = False
    for part, axis in (("row", ask.rows), ("column", ask.columns)):
        key: ColumnElement[Any]
        if axis in FACETS and (axis != carrier or used) and part not in by:
            where.append(turn.c.id.in_(select(_turns_of(ask, axis).c.turn_id)))
            key = literal("")
        elif axis in FACETS and (axis != carrier or used):
            beside = _turns_of(ask, axis)
            source, key = source.join(beside, beside.c.turn_id == turn.c.id), beside.c.key
        elif axis in FACETS or axis == "group":
            key, used = tops.c.key, True
        elif axis in _CODING:
            key = _CODING[axis]
        else:
            source, key = _of_talk(source, axis)
        found.append(key)
    for facet in others:
        where.append(turn.c.id.in_(select(_turns_of(ask, facet).c.turn_id)))
    return _Built(source, where, found[0], found[1])


def _others(ask: Ask, carrier: str | None) -> list[str]:
    """The facets that only limit: the same turn must carry one of their codes."""
    return [facet for facet, _keys in ask.codes if facet != carrier and facet not in (ask.rows, ask.columns)]


def _of_talk(source: FromClause, axis: str) -> tuple[FromClause, ColumnElement[Any]]:
    """Return the source, joined further if need be, and the key of an axis of interviews or speakers."""
    if axis in _INTERVIEW:
        return source, _INTERVIEW[axis]
    if axis == "role":
        return source, turn.c.role
    who = participant.alias()
    value = type_coerce(_Json(who.c.attributes), JSON)[axis.removeprefix(ATTRIBUTE)].as_string()
    same = and_(who.c.interview_id == interview.c.id, who.c.pseudonym == turn.c.speaker)
    return source.outerjoin(who, same), func.coalesce(cast(value, String), "")


def _of_ask(ask: Ask) -> list[ColumnElement[bool]]:
    """The limits on interviews and speakers."""
    where: list[ColumnElement[bool]] = []
    for column, wanted in (
        (turn.c.role, ask.roles),
        (interview.c.district, ask.districts),
        (interview.c.name, ask.interviews),
        (interview.c.kind, ask.kinds),
    ):
        if wanted is not None:
            where.append(column.in_(wanted))
    if ask.since is not None:
        where.append(interview.c.held_on >= ask.since)
    if ask.until is not None:
        where.append(interview.c.held_on <= ask.until)
    if ask.without:
        where.append(tuple_(interview.c.name, turn.c.speaker).not_in(ask.without))
    return where


def _groups(ask: Ask) -> CTE:
    """Each active code with the keys of the groups that it counts in."""
    line = case(*((code.c.key.in_(keys), key) for key, keys in ask.groups), else_=None)
    wanted = [key for _group, keys in ask.groups for key in keys]
    return select(code.c.id, line.label("key")).where(code.c.status == "active", code.c.key.in_(wanted)).cte("groups")


def _codes_above(ask: Ask, facet: str | None, name: str) -> CTE:
    """Each active code with the keys of the lines it counts in: its own and, if nested, those above it in use."""
    limit = dict(ask.codes).get(facet or "")
    base = select(code.c.id, code.c.key).where(code.c.status == "active")
    if facet is not None and (ask.rows == facet or ask.columns == facet):
        base = base.where(code.c.facet == facet)
    if not (ask.nested and facet in (ask.rows, ask.columns)):
        return _limited(base, facet, limit).cte(name)
    up = base.cte(f"{name}_up", recursive=True)
    up = up.union_all(select(code.c.id, up.c.key).join(up, code.c.parent_id == up.c.id))
    leaf = code.alias()
    query = select(up.c.id, up.c.key).join(leaf, leaf.c.id == up.c.id).where(leaf.c.status == "active")
    return (query if limit is None else query.where(leaf.c.key.in_(limit), up.c.key.in_(limit))).cte(name)


def _limited(query: Select[Any], facet: str | None, limit: Sequence[str] | None) -> Select[Any]:
    if facet is not None:
        query = query.where(code.c.facet == facet)
    return query if limit is None else query.where(code.c.key.in_(limit))


def _turns_of(ask: Ask, facet: str) -> CTE:
    """Each turn with the keys of this facet that it carries, once each."""
    tops = _codes_above(ask, facet, f"beside_{facet}")
    other, its = coding.alias(), turn.alias()
    touched = and_(its.c.transcript_id == other.c.transcript_id + 0, *_touches(other, its, _first_turn(other)))
    query = (
        select(its.c.id.label("turn_id"), tops.c.key)
        .distinct()
        .select_from(tops.join(other, other.c.code_id == tops.c.id).join(its, touched))
    )
    return (query if ask.coders is None else query.where(other.c.coder.in_(ask.coders))).cte(f"turns_{facet}")


def _first_turn(codings: FromClause) -> ColumnElement[int]:
    """Where the first turn that a coding touches begins.

    Turns neither overlap nor share a start. So it is the last one to begin at or before the coding, and from
    there the index leads straight to the few that matter, not through half the transcript.
    """
    before = turn.alias()
    query = (
        select(func.max(before.c.start))
        .where(before.c.transcript_id == codings.c.transcript_id, before.c.start <= codings.c.start)
        .correlate(codings)
        .scalar_subquery()
    )
    return func.coalesce(query, literal(0))


def _touches(codings: FromClause, turns: FromClause, first: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    return (turns.c.start >= first, turns.c.start < codings.c.end, turns.c.end > codings.c.start)


def _speaker() -> ColumnElement[str]:
    """A speaker of one interview; pseudonyms are used anew in the next."""
    return cast(turn.c.transcript_id, String) + ":" + turn.c.speaker
