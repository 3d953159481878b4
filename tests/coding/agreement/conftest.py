"""Made-up double coding, and slow ways to count it that nobody can doubt."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bsb.coding.agreement.units import Material, arrange

CODES = ("a", "b", "c")
Span = tuple[str, str, str, int, int, str]


@dataclass(frozen=True)
class Case:
    """Rows as the store gives them, and the material made of them."""

    coders: tuple[str, ...]
    coded_by: dict[str, set[str]]
    turns: list[tuple[str, int, str, int, int]]
    spans: list[Span]

    @property
    def material(self) -> Material:
        return arrange(self.coders, CODES, self.coded_by, self.turns, self.spans)

    def there(self, coder: str, interview: str) -> bool:
        return coder in self.coded_by[interview]

    def values(self, *codes: str) -> list[list[frozenset[str] | None]]:
        """Coders x turns: the set of these codes that touch the turn, None if the interview is not the coder's."""
        return [
            [
                frozenset(
                    s[2]
                    for s in self.spans
                    if s[0] == name and s[1] == coder and s[2] in codes and s[3] < end and s[4] > start
                )
                if self.there(coder, name)
                else None
                for name, _number, _speaker, start, end in self.turns
            ]
            for coder in self.coders
        ]

    def characters(self, *codes: str) -> list[list[frozenset[str] | None]]:
        """The same, coders x characters."""
        return [
            [
                frozenset(
                    s[2] for s in self.spans if s[0] == name and s[1] == coder and s[2] in codes and s[3] <= at < s[4]
                )
                if self.there(coder, name)
                else None
                for name, _number, _speaker, start, end in self.turns
                for at in range(start, end)
            ]
            for coder in self.coders
        ]

    def renamed(self, names: dict[str, str]) -> Case:
        """The same with other names for the coders."""
        return Case(
            tuple(names[c] for c in self.coders),
            {name: {names[c] for c in by} for name, by in self.coded_by.items()},
            self.turns,
            [(s[0], names[s[1]], *s[2:]) for s in self.spans],  # type: ignore[misc]
        )


def make(seed: int, *, coders: int | None = None, interviews: int | None = None) -> Case:
    """Make a small case: short turns with gaps (other people's turns) between, spans anywhere, some across turns."""
    draw = random.Random(seed)
    who = tuple("KMT"[: coders or draw.choice((2, 2, 3))])
    names = [f"i{n}" for n in range(interviews or draw.randint(1, 3))]
    coded_by = {name: set(draw.sample(who, draw.randint(2, len(who)))) for name in names}
    turns, spans = [], []
    for name in names:
        at = 0
        for number in range(1, draw.randint(2, 5)):
            at += draw.randint(0, 3)
            length = draw.randint(1, 8)
            turns.append((name, number, "B1", at, at + length))
            at += length
        for coder in sorted(coded_by[name]):
            for _ in range(draw.randint(0, 5)):
                start = draw.randint(0, at)
                end = start + draw.randint(1, 9)
                valence = draw.choice(("positive", "critical", "mixed", "neutral"))
                spans.append((name, coder, draw.choice(CODES), start, end, valence))
    return Case(who, coded_by, turns, sorted(set(spans)))
