"""Whether what a finding tells of was told at all: under its themes, in its districts, as good or as hard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from bsb.dialogue.finding import CHALLENGE, GOOD, Unsaid
from bsb.store.counts import Ask, cell_counts

#: The valences of codings that tell of what a kind of finding tells of.
_SIDES = {GOOD: ("positive", "mixed"), CHALLENGE: ("critical", "mixed")}

#: By (key of a theme, district): the valences of what participants said, themes below it among it.
Told = Mapping[tuple[str, str], frozenset[str]]


def told(connection: Connection) -> Told:
    """Return what participants told of, by every theme and district.

    Services are left out: what is said of one is often coded by its theme alone.
    """
    rows = cell_counts(connection, Ask(rows="theme", columns="district", nested=True))
    return {
        (row["row"], row["column"]): frozenset(each for each in ("positive", "critical", "mixed") if row[each])
        for row in rows
    }


def unsaid(kind: str, themes: Iterable[tuple[str, str]], districts: Sequence[str], told: Told) -> tuple[Unsaid, ...]:
    """Return the themes (given as key and name) under which no coding goes the way of a finding of this kind.

    A finding without districts is of them all: one district where it was told will do.

    >>> unsaid(GOOD, [("okonomi", "Økonomi")], ["Alna"], {("okonomi", "Alna"): frozenset({"critical"})})
    (Unsaid(theme='Økonomi', districts=('Alna',)),)
    """
    side = frozenset(_SIDES[kind])
    found = []
    for key, name in themes:
        if districts:
            silent = tuple(each for each in districts if not side & told.get((key, each), frozenset()))
            if silent:
                found.append(Unsaid(name, silent))
        elif not any(side & valences for (theme, _district), valences in told.items() if theme == key):
            found.append(Unsaid(name, ()))
    return tuple(found)
