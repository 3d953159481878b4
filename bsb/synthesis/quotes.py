"""Quotes of one theme from one evaluation: approved ones only, read when a paper is made and kept nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.quotes import Passage
from bsb.project import Project
from bsb.synthesis.reading import Person

#: In the order in which papers have them.
VALENCES = ("positive", "critical", "mixed")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A quote as it is printed. ``doubts`` are kinds of what may point to a person in it, in the current language."""

    project: str
    uid: str
    ref: str
    theme: str
    valence: str
    printed: str
    doubts: tuple[str, ...] = ()


def allowed(project: Project, without: Collection[Person]) -> list[Quote]:
    """Return the approved quotes of an evaluation, but not of people whose consent does not cover a synthesis."""
    approved = project.quotes.all(states=["approved"], valences=list(VALENCES))
    return [quote for quote in approved if (quote.coding.interview, quote.coding.speaker) not in without]


def choose(project: Project, name: str, theme: str, quotes: Sequence[Quote], *, most: int) -> list[Chosen]:
    """Choose from approved quotes up to ``most`` of each valence; equal quotes give an equal choice.

    No words are printed twice. Different people come before a second quote of the same one.
    """
    used: list[Passage] = []
    chosen = [quote for valence in VALENCES for quote in _of(valence, quotes, used, most)]
    doubts = project.quotes.pointers([quote.printed for quote in chosen]) if chosen else []
    return [
        Chosen(name, quote.uid, quote.ref, theme, quote.valence, quote.printed, kinds)
        for quote, kinds in zip(chosen, doubts, strict=True)
    ]


def _of(valence: str, quotes: Sequence[Quote], used: list[Passage], most: int) -> list[Quote]:
    taken: list[Quote] = []
    heard: dict[Person, int] = {}
    waiting = [quote for quote in quotes if quote.valence == valence]
    while waiting and len(taken) < most:
        best = min(waiting, key=lambda quote: heard.get((quote.coding.interview, quote.coding.speaker), 0))
        waiting.remove(best)
        if not any(best.passage.repeats(other) for other in used):
            taken.append(best)
            used.append(best.passage)
            who = (best.coding.interview, best.coding.speaker)
            heard[who] = heard.get(who, 0) + 1
    return taken
