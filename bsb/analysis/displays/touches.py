"""Coded turns as displays count them: distinct turns, people, interviews and districts, however often coded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from bsb.store import touches as stored
from bsb.store.engine import Store


class Touch(NamedTuple):
    """One participant's turn under one code, with what a coder said of it; ``turn`` is the turn's number.

    ``start`` and ``end`` are the part of the turn that is coded: code points of the transcript, half-open.
    """

    code: str
    facet: str
    interview: str
    district: str
    turn: int
    speaker: str
    valence: str = "neutral"
    level: str | None = None
    phase: str | None = None
    start: int = 0
    end: int = 0

    @property
    def place(self) -> tuple[str, int]:
        """The turn: interview and number."""
        return (self.interview, self.turn)


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct counts: turns, speakers (participants), interviews, districts; of turns also by valence.

    A turn in which one coder saw something good and another something hard is in both ``positive`` and ``critical``.
    """

    turns: int = 0
    speakers: int = 0
    interviews: int = 0
    districts: int = 0
    positive: int = 0
    critical: int = 0

    @property
    def single_voice(self) -> bool:
        """Whether everything comes from one person."""
        return self.speakers == 1


def tally(touches: Iterable[Touch]) -> Tally:
    """Count touches.

    >>> tally([Touch("ros", "theme", "a1", "Alna", 2, "B1", v) for v in ("positive", "critical")])
    Tally(turns=1, speakers=1, interviews=1, districts=1, positive=1, critical=1)
    """
    rows = list(touches)
    return Tally(
        turns=len({t.place for t in rows}),
        speakers=len({(t.interview, t.speaker) for t in rows}),
        interviews=len({t.interview for t in rows}),
        districts=len({t.district for t in rows}),
        positive=len({t.place for t in rows if t.valence == "positive"}),
        critical=len({t.place for t in rows if t.valence == "critical"}),
    )


def read_touches(store: Store) -> list[Touch]:
    """Return all touches of a project in reading order."""
    with store.read() as connection:
        return [Touch._make(row) for row in stored.touches(connection)]
