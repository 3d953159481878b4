"""Which interviews a made-up corpus has, and how long each is: the evaluation's Table 2, once or many times over."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from bench.speech import below, numbers
from bsb.text.match import fold

TABLE_2 = Path(__file__).parent.parent / "matrices" / "tabell-2.csv"
WORDS, TURNS, CODINGS = 850_000, 13_000, 10_000
"""The totals at scale 1, from DESIGN.md. Words are those of ``bsb.text.marks.words``, speaker labels not counted."""
_FIRST_DAY = datetime.date(2007, 1, 8)


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as planned: who takes part, and how many words, turns and codings it gets, exactly."""

    name: str
    district: str
    kind: str
    held_on: str
    minutes: int
    participants: int
    words: int
    turns: int
    codings: int


@cache
def districts() -> tuple[tuple[str, int, int, int], ...]:
    """Return Table 2: district, interviews, participants, conference participants."""
    with TABLE_2.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return tuple((row[0], int(row[1]), int(row[2]), int(row[3])) for row in rows)


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Share a whole number out by weight; the parts add up to it exactly.

    >>> share(10, [1, 1, 1])
    [3, 3, 4]
    """
    whole = sum(weights)
    reached = [total * part // whole for part in accumulate(weights)]
    return [b - a for a, b in zip([0, *reached], reached, strict=False)]


def interviews(scale: int, seed: int) -> tuple[Interview, ...]:
    """Plan the interviews: each district of Table 2 has ``scale`` times its interviews and participants.

    A district with four interviews or more has one in each four to six that is individual. Raises ValueError
    if the scale is below 1.
    """
    if scale < 1:
        raise ValueError("the scale is a whole number from 1 up")
    draw = numbers(f"{seed}/plan")
    heads = list(_heads(scale))
    weights = [(60 if kind == "individual" else 85) + below(draw, 36) for _, _, kind, _ in heads]
    totals = (share(total * scale, weights) for total in (WORDS, TURNS, CODINGS))
    return tuple(
        Interview(
            name,
            district,
            kind,
            (_FIRST_DAY + datetime.timedelta(days=number % 420)).isoformat(),
            90 + weight // 2,
            people,
            *sizes,
        )
        for number, ((name, district, kind, people), weight, *sizes) in enumerate(
            zip(heads, weights, *totals, strict=True)
        )
    )


def _heads(scale: int) -> Iterator[tuple[str, str, str, int]]:
    """Yield name, district, kind and number of participants."""
    for district, groups, people, _ in districts():
        alone = scale if groups >= 4 else 0
        sizes = share(people * scale - alone, [1] * (groups * scale - alone))
        for number, size in enumerate(sizes, 1):
            yield f"{fold(district)}-fg{number}", district, "focus_group", size
        for number in range(1, alone + 1):
            yield f"{fold(district)}-ind{number}", district, "individual", 1
