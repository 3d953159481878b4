"""Two made-up coders who agree partly: the same passages and codes, or neighbours, as in real double coding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.plan import Interview
from bench.speech import below, numbers, weighted, zipf
from bench.talks import Turn

CODERS = ("KA", "TL")
# fmt: off
SERVICES = (
    "psykisk-helsearbeid", "nav", "fastlege", "dps", "bolig", "hjemmetjeneste", "aktivitetshus", "arbeid",
    "akutthjelp", "fritid", "rus", "likepersonhus",
)
THEMES = (
    "medvirkning-egen", "medvirkning-tjeneste", "individuell-plan", "respekt", "ventetid", "informasjon",
    "samarbeid", "kontinuitet", "trygghet", "mestring", "fellesskap", "okonomi", "bomiljo",
    "meningsfull-hverdag", "medisiner", "parorende",
)
# fmt: on
MEMOS = (
    "Sjekk mot det de andre i gruppa sier.",
    "God praksis, bør med i prosessdokumentet.",
    "Grensetilfelle: kunne også vært en annen kode.",
    "Bare én som sier dette.",
    "Følg opp på dialogkonferansen.",
    "Sterk stemme, se hele replikken.",
)
_VALENCES = weighted(("critical", "positive", "mixed", "neutral"), (45, 36, 12, 7))
_LEVELS = weighted(("", "individual", "organisation"), (6, 2, 1))
_PHASES = weighted(("", "implementation", "planning"), (6, 2, 1))
_ENOUGH = 12  # words that a coded turn has at least
_WITH_SERVICE = 40_000  # of 65536 passages: a service code beside the theme
_SAME_VALENCE, _SAME_BORDERS, _WHOLE_TURN, _WITH_MEMO = 55_000, 42_000, 4_000, 4_500  # likewise of 65536
_SHORTEST, _SHORT_TURN = 7, 80  # words: a passage of sentences has more, a turn coded as a whole has fewer
_PIECE = re.compile(r"(?<=[.!?]) ")


@dataclass(frozen=True, slots=True)
class Coding:
    """One row of the table of codings; the names are the columns that ``bsb code import`` reads."""

    interview: str
    turn: int
    coder: str
    code: str
    valence: str
    quote: str
    level: str
    phase: str
    memo: str


def codable(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of the codable services and themes in a codebook (YAML)."""
    import yaml

    codes = yaml.safe_load(path.read_text(encoding="utf-8"))["codes"]
    found = [(c["facet"], c["key"]) for c in codes if c.get("codable", True)]
    return tuple(k for f, k in found if f == "service"), tuple(k for f, k in found if f == "theme")


class Coders:
    """Codes turns. ``agreement`` is the share of (turn, code) pairs set by either coder that both have set."""

    def __init__(
        self,
        seed: int,
        *,
        agreement: float = 0.7,
        services: Sequence[str] = SERVICES,
        themes: Sequence[str] = THEMES,
    ) -> None:
        if not 0 <= agreement <= 1:
            raise ValueError("agreement is a share from 0 to 1")
        self._seed = seed
        self._both = int(agreement * 65536)
        self._services, self._themes = tuple(services), tuple(themes)

    def code(self, interview: Interview, turns: Sequence[Turn]) -> list[Coding]:
        """Return the interview's codings, ``interview.codings`` of them, in the order of the turns."""
        draw = numbers(f"{self._seed}/{interview.name}/codings")
        told = [t for t in turns if t.role == "participant" and t.words >= _ENOUGH]
        tables = self._tables(interview.district)
        seen: set[tuple[int, str]] = set()
        rows: list[Coding] = []
        single = 0
        while len(rows) < interview.codings:
            turn = told[below(draw, len(told))]
            passage = _Passage(turn, draw)
            for table in tables if next(draw) < _WITH_SERVICE else tables[:1]:
                code = table[next(draw)]
                if (turn.number, code) in seen or len(rows) == interview.codings:
                    continue
                seen.add((turn.number, code))
                coders: Sequence[str] = CODERS
                if next(draw) >= self._both or interview.codings - len(rows) < 2:
                    coders = (CODERS[single % 2],)
                    single += 1
                rows += _rows(interview.name, turn, passage, code, coders, draw)
        return sorted(rows, key=lambda row: (row.turn, row.coder, row.code))

    def _tables(self, district: str) -> list[list[str]]:
        """Return tables of themes and services; what is common differs between districts."""
        found = []
        for codes in (self._themes, self._services):
            first = next(numbers(f"{self._seed}/{district}/profile")) % len(codes)
            found.append(weighted(codes[first:] + codes[:first], zipf(len(codes))))
        return found


def _rows(
    interview: str, turn: Turn, passage: _Passage, code: str, coders: Sequence[str], draw: Iterator[int]
) -> list[Coding]:
    rows: list[Coding] = []
    for coder in coders:
        again = rows[-1] if rows else None
        same_valence = again and next(draw) < _SAME_VALENCE
        same_borders = not again or next(draw) < _SAME_BORDERS
        rows.append(
            Coding(
                interview,
                turn.number,
                coder,
                code,
                again.valence if again and same_valence else _VALENCES[next(draw)],
                passage.quote if same_borders else passage.other(draw),
                _LEVELS[next(draw)],
                _PHASES[next(draw)],
                MEMOS[below(draw, len(MEMOS))] if next(draw) < _WITH_MEMO else "",
            )
        )
    return rows


class _Passage:
    """One to three sentences of a turn, or the whole of it; the words stand only once in the turn."""

    def __init__(self, turn: Turn, draw: Iterator[int]) -> None:
        self._text = turn.text
        self._pieces = _PIECE.split(turn.text)
        self._from = below(draw, len(self._pieces))
        self._to = min(len(self._pieces), self._from + 1 + below(draw, 3))
        while self._to < len(self._pieces) and self._length() < _SHORTEST:
            self._to += 1
        if next(draw) < _WHOLE_TURN and turn.words <= _SHORT_TURN:
            self._from, self._to = 0, len(self._pieces)
        self.quote = self._once(" ".join(self._pieces[self._from : self._to]))

    def _length(self) -> int:
        return sum(piece.count(" ") + 1 for piece in self._pieces[self._from : self._to])

    def other(self, draw: Iterator[int]) -> str:
        """Return the passage as the other coder drew it: a sentence more, or some words fewer."""
        more = self._from - 1 if next(draw) & 1 else self._from, self._to + 1
        if below(draw, 2):
            return self._once(" ".join(self._pieces[max(0, more[0]) : more[1]]))
        tokens = self.quote.split(" ")
        return self._once(" ".join(tokens[below(draw, min(4, len(tokens))) :]))

    def _once(self, quote: str) -> str:
        """Return the quote, or the whole turn if the quote is short or stands in it twice."""
        first = self._text.find(quote)
        clear = quote.count(" ") >= 2 and self._text.find(quote, first + 1) < 0
        return quote if clear else self._text
