"""Who says what in a made-up interview: two who lead it, and participants of whom some talk more than others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.plan import Interview, share
from bench.speech import below, numbers, speech, weighted, zipf

_TOLD = weighted(
    (1, 1, 2, 3, 5, 8, 15, 25, 35, 50, 65, 90, 120, 160, 220), (4, 4, 4, 5, 5, 6, 8, 9, 9, 9, 8, 7, 5, 3, 2)
)
_ASKED = weighted((2, 4, 8, 12, 16, 20, 28, 40), (2, 3, 5, 6, 5, 4, 2, 1))
_LEADERS = ("I1", "I2")
_LEADS = 20_000  # of 65536 turns: by one of the two who lead the group
_LAUGHS, _OVERLAPS = 1_300, 2_000  # of 65536 turns: «[ler]» at the end, and (counted from the first) a clash


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its number from 1, the speaker (I1, I2, B1 ...), the text, and its words without marks."""

    number: int
    speaker: str
    text: str
    words: int

    @property
    def role(self) -> str:
        """The role as the store names it: facilitator or participant."""
        return "facilitator" if self.speaker.startswith("I") else "participant"


def turns(interview: Interview, seed: int) -> Iterator[Turn]:
    """Yield the turns of an interview: ``interview.turns`` of them with ``interview.words`` words in all."""
    draw = numbers(f"{seed}/{interview.name}/turns")
    speakers = list(_speakers(interview, draw))
    wishes = [(_ASKED if speaker in _LEADERS else _TOLD)[next(draw)] for speaker in speakers]
    sizes = share(interview.words - interview.turns, wishes)
    talk = speech().talk
    for number, (speaker, size) in enumerate(zip(speakers, sizes, strict=True), 1):
        text = talk(draw, size + 1, asking=speaker in _LEADERS)
        event = next(draw)
        if event < _LAUGHS:
            text = f"{text} [ler]"
        elif event < _OVERLAPS:
            text = f"[i munnen på hverandre] {text}"
        yield Turn(number, speaker, text, size + 1)


def _speakers(interview: Interview, draw: Iterator[int]) -> Iterator[str]:
    """Yield who has each turn. Nobody has two in a row; participants talk by rank, in an order of their own."""
    people = [f"B{n}" for n in range(1, interview.participants + 1)]
    first = below(draw, len(people))
    told = weighted(people[first:] + people[:first], zipf(len(people)))
    before = ""
    for _ in range(interview.turns):
        leads = not before or next(draw) < _LEADS or (before == people[0] and len(people) == 1)
        speaker = before
        while speaker == before:
            speaker = _LEADERS[below(draw, 2)] if leads else told[next(draw)]
        before = speaker
        yield speaker
