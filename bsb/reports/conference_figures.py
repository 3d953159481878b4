"""The figures of a conference as papers print them: who came, what became of findings, answers on forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bsb.corpus.conferences import Conference
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.evaluation import HIGHEST, LOWEST, Evaluation
from bsb.dialogue.verdicts import GroupReport
from bsb.reports.counted import Counted
from bsb.reports.norwegian import count, decimal, listed, number, sentence

HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a conference that was held: outcomes by finding, groups with their notes, evaluation forms."""

    conference: Conference
    outcomes: tuple[Outcome, ...]
    groups: tuple[GroupReport, ...]
    evaluation: Evaluation

    @property
    def put(self) -> list[Outcome]:
        """The findings that were put before it."""
        return [each for each in self.outcomes if each.verdict != "new"]


def way_of_conference(conference: Conference) -> str:
    """Return what stands for the way in which the papers on a conference count."""
    return f"conference {conference.ref}"


def of_conference(held: Held) -> Counted:
    """Return the figures of a conference: who came, what became of findings, (question, column) of its forms."""

    def made() -> dict[tuple[str, ...], str]:
        own = held.conference
        figures: dict[tuple[str, ...], str] = {
            ("participants",): sentence(count(own.participants, "deltaker", "deltakere")),
            ("groups",): sentence(count(len(held.groups), "gruppe", "grupper")),
            ("outcomes",): _counted(held.put),
        }
        for tally in held.evaluation.tallies:
            figures[tally.question, "forms"] = str(tally.forms)
            figures[tally.question, "mean"] = HIDDEN if tally.mean is None else decimal(tally.mean, 1)
            for answer in range(LOWEST, HIGHEST + 1):
                n = tally.counts[answer]
                figures[tally.question, f"n{answer}"] = HIDDEN if n is None else str(n)
        return figures

    return Counted(held.conference.ref, way_of_conference(held.conference), made)


def _counted(put: Sequence[Outcome]) -> str:
    """Return how many findings were put forward, and what became of them."""
    made = Counter(each.verdict for each in put)
    parts = [
        f"{number(made[verdict], 'ett')} ble {name}"
        for verdict, name in (("confirmed", "bekreftet"), ("nuanced", "nyansert"), ("disputed", "bestridt"))
        if made[verdict]
    ]
    if made[""]:
        parts.append(f"{number(made[''], 'ett')} ble ikke drøftet")
    return f"{sentence(count(len(put), 'funn', 'funn', 'ett'))} ble lagt fram. {sentence(listed(parts))}."
