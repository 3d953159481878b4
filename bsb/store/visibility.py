"""What one person may see of codings while blind rounds are open: one rule, for every reader there is.

A connection that reads for people gets, while a round is open, temporary views in front of the tables: ``coding``
then means the codings that may be seen, and what rests on a hidden one (a memo, a quote, a link of a summary) is not
there either. So no reader can forget the rule. Temporary views go with the transaction; what must touch every
coding (a revision, a merge, a withdrawal) writes, or reads with ``store.read(whole=True)``.

This is courtesy, not cryptography: who opens the database file with another program sees all. Where that matters,
coders work on bundles of their own, which hold nobody else's codings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from bsb.store import schema
from bsb.store.bulk import read_straight
from bsb.store.dialect import dialect_of

_KEY = "bsb_visibility"
_NEWEST = "SELECT max(id) FROM journal WHERE EXISTS (SELECT 1 FROM blind_round WHERE closed_at IS NULL)"
_CODING = """CREATE TEMP VIEW coding AS SELECT c.* FROM {own}.coding AS c WHERE NOT EXISTS (
SELECT 1 FROM {passing}.blind_here AS b WHERE b.own <> c.coder AND b.transcript_id =
coalesce(c.transcript_id, (SELECT u.transcript_id FROM {own}.unplaced AS u WHERE u.coding_id = c.id)))"""
_LINKS = """CREATE TEMP VIEW summary_coding AS SELECT x.* FROM {own}.summary_coding AS x WHERE NOT EXISTS (
SELECT 1 FROM {own}.coding AS c WHERE c.uid = x.coding_uid AND c.id NOT IN (SELECT id FROM {passing}.coding))"""
_SUGGESTIONS = """CREATE TEMP VIEW suggestion AS SELECT s.* FROM {own}.suggestion AS s WHERE NOT EXISTS (
SELECT 1 FROM {passing}.blind_here AS b WHERE b.interview = s.interview AND b.own <> s.coder)"""
_MEMOS = """CREATE TEMP VIEW memo AS SELECT m.* FROM {own}.memo AS m
WHERE (m.coding_id IS NULL OR m.coding_id IN (SELECT id FROM {passing}.coding)) AND NOT EXISTS (
SELECT 1 FROM {passing}.blind_here AS b WHERE b.interview_id = m.interview_id AND b.own <> m.author)"""


@dataclass(frozen=True, slots=True)
class Blind:
    """An interview in an open round: its transcript's versions, and the one coder whose codings may be seen ("")."""

    interview_id: int
    interview: str
    transcripts: tuple[int, ...]
    own: str


@dataclass(frozen=True, slots=True)
class Visibility:
    """What may be seen just now. ``blind`` are the interviews of open rounds; none: everything may be seen."""

    blind: tuple[Blind, ...] = ()

    def recorded(self, connection: Connection, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return recorded changes without the rows that may not be seen; see ``bsb.store.journal``."""
        if not self.blind:
            return changes
        hidden = self.hidden_ids(connection)
        elsewhere = set(connection.execute(select(schema.transcript.c.id)).scalars())
        elsewhere -= {number for each in self.blind for number in each.transcripts}
        found = []
        for item in changes:
            rows = item.get("rows")
            if rows is not None:
                pairs = [row if item["op"] == "update" else (row,) for row in rows]
                kept = [
                    row
                    for row, pair in zip(rows, pairs, strict=True)
                    if not any(self._hides(item["table"], each, hidden, elsewhere) for each in pair)
                ]
                if rows and not kept:
                    continue
                item = item | {"rows": kept}
            found.append(item)
        return found

    def _hides(self, table: str, row: Mapping[str, Any], hidden: set[int], elsewhere: set[int]) -> bool:
        own = {each.own for each in self.blind}
        if (
            table == "coding"
        ):  # one whose transcript is gone may have been of a round: better too little than too much
            return row["coder"] not in own and row["transcript_id"] not in elsewhere
        if table == "suggestion":
            return any(row["interview"] == each.interview and row["coder"] != each.own for each in self.blind)
        if table == "memo" and row["interview_id"] is not None:
            return any(row["interview_id"] == each.interview_id and row["author"] != each.own for each in self.blind)
        if table == "memo" and row["coding_id"] is not None:
            return row["author"] not in own
        return row.get("coding_id") in hidden

    def hidden_ids(self, connection: Connection) -> set[int]:
        """Return the ids of the codings that may not be seen."""
        own = {number: each.own for each in self.blind for number in each.transcripts}
        coding, unplaced = schema.coding.c, schema.unplaced.c
        query = select(coding.id, coding.transcript_id, coding.coder, unplaced.transcript_id.label("left")).outerjoin(
            schema.unplaced, unplaced.coding_id == coding.id
        )
        return {r.id for r in connection.execute(query) if own.get(r.transcript_id or r.left, r.coder) != r.coder}


def newest_change(connection: Connection) -> int | None:
    """Return the number of the newest change, while a round is open: what may be seen changes with it. Else None."""
    ((found,),) = read_straight(connection, _NEWEST)
    return found  # type: ignore[no-any-return]


def look(connection: Connection, names: Iterable[str]) -> Visibility:
    """Return what a person of these names (coder's sign, BSB_USER, login) may see just now."""
    if newest_change(connection) is None:
        return Visibility()
    rounds, coders, interviews = schema.blind_round.c, schema.blind_coder.c, schema.blind_interview.c
    query = select(schema.blind_coder).join(schema.blind_round).where(rounds.closed_at.is_(None))
    signs: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(query.order_by(coders.id)):
        signs.setdefault(row.round_id, []).append((row.coder, row.login))
    known = list(names)
    places = (
        select(schema.interview.c.id, schema.interview.c.name, interviews.round_id)
        .join(schema.blind_interview, interviews.interview_id == schema.interview.c.id)
        .join(schema.blind_round, rounds.id == interviews.round_id)
        .where(rounds.closed_at.is_(None))
        .order_by(schema.interview.c.id)
    )
    versions = _versions(connection)
    return Visibility(
        tuple(
            Blind(r.id, r.name, versions.get(r.id, ()), own_sign(signs.get(r.round_id, []), known))
            for r in connection.execute(places)
        )
    )


def own_sign(coders: Sequence[tuple[str, str]], names: Sequence[str]) -> str:
    """Return the sign of the first name that is one of (sign, login), in any case; "" if none is.

    >>> own_sign([("KA", "kari"), ("TL", "")], ["Kari"])
    'KA'
    """
    for name in names:
        for sign, login in coders:
            if name and name.casefold() in (sign.casefold(), login.casefold()):
                return sign
    return ""


def shade(connection: Connection, seen: Visibility) -> None:
    """Put the views in front of the tables, until this connection's transaction ends."""
    connection.info[_KEY] = seen
    if not seen.blind:
        return
    run, dialect = connection.exec_driver_sql, dialect_of(connection)
    run("CREATE TEMP TABLE blind_here (transcript_id INTEGER, interview_id INTEGER, interview TEXT, own TEXT)")
    rows = [
        (number, each.interview_id, each.interview, each.own)
        for each in seen.blind
        for number in each.transcripts or (None,)
    ]
    values = ", ".join([dialect.mark] * 4)
    run(f"INSERT INTO {dialect.passing}.blind_here VALUES ({values})", rows)  # noqa: S608
    for statement in _views(dialect.own, dialect.passing):
        run(statement)


@cache
def _views(own: str, passing: str) -> tuple[str, ...]:
    """Return the views: the named ones, and of all other tables that point to codings: without what rests on one."""
    from bsb.store.references import pointing

    resting = (
        f"CREATE TEMP VIEW {table.name} AS SELECT * FROM {own}.{table.name} "  # noqa: S608
        f"WHERE {column.name} IS NULL OR {column.name} IN (SELECT id FROM {passing}.coding)"
        for table, column in pointing(schema.coding)
        if table.name != "memo"
    )
    named = (each.format(own=own, passing=passing) for each in (_CODING, _LINKS, _SUGGESTIONS, _MEMOS))
    return (*named, *resting)


def note(connection: Connection, viewer: Callable[[], Iterable[str]]) -> None:
    """Let a connection that writes, and so must reach every coding, know whom it works for."""
    connection.info[_KEY] = viewer


def of(connection: Connection) -> Visibility:
    """Return what may be told of what is read on a connection."""
    found = connection.info.get(_KEY, Visibility())
    if not isinstance(found, Visibility):
        found = connection.info[_KEY] = look(connection, found())
    return found


def _versions(connection: Connection) -> dict[int, tuple[int, ...]]:
    """Return the ids of each interview's transcript and of the versions kept behind it."""
    transcript = schema.transcript.c
    rows = connection.execute(select(transcript.id, transcript.interview_id, transcript.replaces)).all()
    before = {row.id: row.replaces for row in rows}
    found: dict[int, tuple[int, ...]] = {}
    for row in rows:
        if row.interview_id is not None:
            chain, at = [row.id], row.replaces
            while at is not None and at not in chain:
                chain.append(at)
                at = before.get(at)
            found[row.interview_id] = tuple(chain)
    return found
