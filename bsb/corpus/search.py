"""Searching the turns: which ones, and each place with its words around it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.corpus.interviews import Interviews
from bsb.corpus.kwic import context
from bsb.corpus.query import MODES, Query, parse
from bsb.corpus.regex_spans import spans
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import schema
from bsb.store import search as stored
from bsb.store.engine import Store
from bsb.store.search import Where

_TOGETHER = 8  # turns that are looked through at once, at the least
_NOWHERE = (sys.maxsize, sys.maxsize)
_Places = Callable[[str], list[tuple[int, int]]]


class Hit(NamedTuple):
    """One place: ``word`` is the transcript's text from ``start`` to ``end`` (code points, half-open)."""

    interview: str
    district: str
    turn: int
    speaker: str
    role: str
    start: int
    end: int
    left: str
    word: str
    right: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the number of turns, and the first hits; ``more`` says that hits were left off."""

    query: str
    mode: str
    turns: int
    hits: tuple[Hit, ...]
    more: bool


class Search:
    """Search in the transcripts of a project."""

    def __init__(self, store: Store, config: Config, interviews: Interviews, codebook: Codebook) -> None:
        self._store = store
        self._config = config
        self._interviews = interviews
        self._codebook = codebook

    def where(
        self,
        *,
        interviews: Sequence[str] = (),
        districts: Sequence[str] = (),
        kinds: Sequence[str] = (),
        roles: Sequence[str] = (),
        codes: Sequence[str] = (),
    ) -> Where:
        """Return a filter from what people write: names, short names or beginnings; nothing does not filter.

        A code stands for itself and the codes below it. Raises BsbError for a name that fits nothing or several,
        and for a kind or role that there is none of.
        """
        for given, known in ((kinds, schema.KINDS), (roles, schema.ROLES)):
            if odd := [value for value in given if value not in known]:
                raise BsbError(
                    _("“{value}” is not one of {known}.").format(value=odd[0], known=", ".join(known)),
                    _("Nothing was searched."),
                )
        return Where(
            interviews=[self._interviews.get(name).name for name in interviews] or None,
            districts=[self._config.district(name).name for name in districts] or None,
            kinds=list(kinds) or None,
            roles=list(roles) or None,
            codes=self._with_children(codes) if codes else None,
        )

    def find(
        self, query: str, *, mode: str = "lemma", where: Where | None = None, limit: int | None = 100, width: int = 60
    ) -> Found:
        """Search, in one of ``MODES`` (see ``bsb.corpus.query``).

        Hits come in the order in which transcripts were imported, at most ``limit`` of them (None: all), with
        ``width`` characters of context on either side. With a code as filter, a hit must lie in a coded passage.

        Raises BsbError for a query without words, or a regular expression that is faulty or takes too long.
        """
        if mode not in MODES:
            raise BsbError(_("There is no way to search called {mode}.").format(mode=mode), ", ".join(MODES))
        where = where or Where()
        if mode == "regex":
            return self._scan(query, mode, where, limit, width, None, spans(query))
        asked = parse(query, mode)
        places = asked.finder()
        if asked.single and limit is not None and where.codes is None:
            return self._first(query, mode, where, limit, width, asked, places)
        return self._scan(query, mode, where, limit, width, asked, places)

    def _first(
        self, query: str, mode: str, where: Where, limit: int, width: int, asked: Query, places: _Places
    ) -> Found:
        """Read no more turns than are shown: the index counts the rest."""
        hits: list[Hit] = []
        turns, together = 0, _TOGETHER
        with self._store.read() as connection:
            rows = stored.find(connection, asked.terms, where)
            while some := list(islice(rows, together)):
                turns += len(some)
                hits += _hits(some, places("\n".join([row.text for row in some])), width)
                left = limit + 1 - len(hits)
                if left <= 0:
                    turns = stored.count(connection, asked.terms, where)
                    break
                together = max(_TOGETHER, min(left * turns // max(1, len(hits)), 16 * _TOGETHER))
        return Found(query, mode, turns, tuple(hits[:limit]), len(hits) > limit)

    def _scan(
        self,
        query: str,
        mode: str,
        where: Where,
        limit: int | None,
        width: int,
        asked: Query | None,
        places: _Places,
    ) -> Found:
        """Look into every turn that may hold a hit."""
        hits: list[Hit] = []
        turns = 0
        with self._store.read() as connection:
            coded = None if where.codes is None else stored.coded(connection, where.codes)
            rows = stored.find(connection, asked.terms, where) if asked else stored.every(connection, where)
            for row in rows:
                here = places(row.text)
                if coded is not None:
                    here = _inside(here, row.start, coded.get(row.transcript_id, ()))
                turns += bool(here)
                if here and (limit is None or len(hits) <= limit):
                    hits += _hits([row], here, width)
        shown = hits if limit is None else hits[:limit]
        return Found(query, mode, turns, tuple(shown), len(shown) < len(hits) or len(shown) < turns)

    def _with_children(self, codes: Sequence[str]) -> list[str]:
        wanted = {self._codebook.get(code).key for code in codes}
        known = self._codebook.all()
        while below := {code.key for code in known if code.parent in wanted} - wanted:
            wanted |= below
        return sorted(wanted)


def _hits(rows: Sequence[stored.Said], places: Sequence[tuple[int, int]], width: int) -> list[Hit]:
    """Return the hits in turns, whose places are those in all the texts with a line feed between one and the next."""
    hits = []
    left = iter(places)
    start, end = next(left, _NOWHERE)
    begun = 0
    for _transcript, number, speaker, role, at, text, interview, district in rows:
        last = begun + len(text)
        if start < last and "\n" in text:
            text = text.replace("\n", " ")
        while start < last:
            words = context(text, start - begun, end - begun, width)
            away = at - begun
            hits.append(Hit(interview, district, number, speaker, role, start + away, end + away, *words))
            start, end = next(left, _NOWHERE)
        begun = last + 1
    return hits


def _inside(places: Sequence[tuple[int, int]], at: int, coded: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in places if any(start < at + b and end > at + a for start, end in coded)]
