"""Reading quotes and where they were used; following a passage that changes; forgetting what is erased."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select

from bsb.store.engine import Store
from bsb.store.journal import Change
from bsb.store.schema import quote, quote_use
from bsb.text.normal import digest
from bsb.text.pieces import Pieces, Span, dump, kept, load, whole

_MANY = 500


def quotes(connection: Connection) -> Sequence[RowMapping]:
    """Every quote's row, in the order in which they were made."""
    return connection.execute(select(quote).order_by(quote.c.id)).mappings().all()


def quotes_with_uid(connection: Connection, beginning: str) -> Sequence[RowMapping]:
    """The rows of quotes whose uid begins so; ``beginning`` is hexadecimal digits alone."""
    query = select(quote).where(quote.c.uid.startswith(beginning, autoescape=True)).limit(20)
    return connection.execute(query).mappings().all()


def quotes_on(connection: Connection, codings: Iterable[int]) -> list[RowMapping]:
    """The rows of the quotes of these codings."""
    wanted, found = list(codings), list[RowMapping]()
    for at in range(0, len(wanted), _MANY):
        query = select(quote).where(quote.c.coding_id.in_(wanted[at : at + _MANY])).order_by(quote.c.id)
        found += connection.execute(query).mappings()
    return found


def drop_undecided(change: Change, codings: Iterable[int]) -> int:
    """Delete the quotes of these codings that nobody has approved, and return how many."""
    rows = [row["id"] for row in quotes_on(change.connection, codings) if row["status"] in ("proposed", "rejected")]
    return change.delete(quote, rows)


def follow(
    change: Change,
    coding_id: int,
    before: int,
    passage: str,
    moved: Callable[[int, int], Span | None],
    *,
    lapse: bool,
) -> None:
    """Take the quotes of a coding along when its passage changes.

    ``before`` is where the passage began, ``passage`` its words now; ``moved`` gives a span of the old transcript as
    offsets in the new passage, or None. A quote whose spans do not all have a place is printed whole again. Its
    approval lapses then, and always with ``lapse``.
    """
    for row in quotes_on(change.connection, [coding_id]):
        pieces = _moved(load(row["pieces"]), before, len(passage), moved)
        values = {"sha256": digest(passage), "pieces": dump(pieces or whole(passage))}
        if row["status"] == "approved" and (lapse or pieces is None):
            values["status"] = "lapsed"
        change.update(quote, row["id"], values)


def _moved(pieces: Pieces, before: int, length: int, moved: Callable[[int, int], Span | None]) -> Pieces | None:
    spans = [moved(before + start, before + end) for start, end in kept(pieces)]
    last = 0
    for span in spans:
        if span is None or not last <= span[0] < span[1] <= length:
            return None
        last = span[1]
    places = iter(spans)
    return tuple(piece if isinstance(piece, str) else next(places) or (0, 0) for piece in pieces)


def uses(connection: Connection, uids: Iterable[str] | None = None) -> Sequence[RowMapping]:
    """Where quotes were used, by paper and time: those of these uids, or all."""
    query = select(quote_use).order_by(quote_use.c.paper, quote_use.c.at, quote_use.c.id)
    rows = connection.execute(query).mappings().all()
    wanted = None if uids is None else set(uids)
    return [row for row in rows if wanted is None or row["quote_uid"] in wanted]


def record_uses(store: Store, paper: str, at: str, states: dict[str, str]) -> None:
    """Record that a paper now holds these quotes (uid -> state of the printed form), and no others."""
    with store.write() as connection:
        connection.execute(delete(quote_use).where(quote_use.c.paper == paper))
        rows = [{"quote_uid": uid, "paper": paper, "state": state, "at": at} for uid, state in states.items()]
        if rows:
            connection.execute(insert(quote_use), rows)
