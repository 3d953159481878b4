"""The figures of a conference as papers print them: who came, what became of findings, answers on forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bsb.corpus.conferences import Conference
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.evaluation import HIGHEST, LOWEST, Evaluation
from bsb.dialogue.verdicts import GroupReport
from bsb.formats.texts import Texts
from bsb.reports.counted import Counted, in_language
from bsb.text.language import sentence

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


def way_of_conference(conference: Conference, language: str) -> str:
    """Return what stands for the way in which the papers on a conference count, in a language."""
    return in_language(f"conference {conference.ref}", language)


def of_conference(held: Held, texts: Texts, shared: Texts) -> Counted:
    """Return the figures of a conference: who came, what became of findings, (question, column) of its forms.

    ``texts`` are the words of the report on a district, ``shared`` those of the process document.
    """

    def made() -> dict[tuple[str, ...], str]:
        own = held.conference
        figures: dict[tuple[str, ...], str] = {
            ("participants",): sentence(shared.count("participants", own.participants)),
            ("groups",): sentence(texts.count("group_count", len(held.groups))),
            ("outcomes",): _counted(held.put, texts),
        }
        for tally in held.evaluation.tallies:
            figures[tally.question, "forms"] = str(tally.forms)
            figures[tally.question, "mean"] = HIDDEN if tally.mean is None else texts.say.decimal(tally.mean, 1)
            for answer in range(LOWEST, HIGHEST + 1):
                n = tally.counts[answer]
                figures[tally.question, f"n{answer}"] = HIDDEN if n is None else str(n)
        return figures

    return Counted(held.conference.ref, way_of_conference(held.conference, texts.language), made)


def _counted(put: Sequence[Outcome], texts: Texts) -> str:
    """Return how many findings were put forward, and what became of them."""
    made = Counter(each.verdict for each in put)
    parts = [
        texts.count(f"made_{verdict}", made[verdict])
        for verdict in ("confirmed", "nuanced", "disputed", "")
        if made[verdict]
    ]
    return f"{sentence(texts.count('put', len(put)))} {sentence(texts.say.listed(parts))}."
