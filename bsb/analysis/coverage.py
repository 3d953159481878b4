"""Which topics of its guide each interview really reached, so that thin ones are seen before the next interview.

Two signs, neither of them certain. *Asked and told*: a facilitator's turn shares enough words with the topic's
questions (``bsb.guide.matching``), and the participants' words until the next turn that fits another topic count as
told about it. *Coded*: passages with the topic's codes or services. How well the two together meet what a person
marks stands in docs/temaguide-dekning.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.corpus.interviews import Interview, Interviews
from bsb.corpus.transcripts import StoredTurn, Transcripts
from bsb.guide.library import FULL, Guides, Used
from bsb.guide.matching import Matcher
from bsb.guide.model import Guide, Topic
from bsb.text.marks import words

#: Words of participants from which on a topic was reached, and from which on well. About a fifth of a page, a page.
REACHED_WORDS, WELL_WORDS = 60, 200
#: Passages coded from which on a topic was reached, and from which on well.
REACHED_CODED, WELL_CODED = 3, 6
WELL, THIN, NOT = "well", "thin", "not"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an interview reached a topic: ``level`` "well", "thin" or "not".

    ``asked`` counts facilitators' turns that fit the topic, ``words`` participants' words after them, ``coded``
    distinct passages with one of the topic's codes or services; None where nothing in the interview is coded.
    """

    topic: str
    name: str
    asked: int
    words: int
    coded: int | None
    level: str


@dataclass(frozen=True, slots=True)
class InterviewCoverage:
    """One interview: the guide it is held against, and how far each topic was reached, in the guide's order.

    ``guide_changed``: the version it used is gone, and the guide as it is now was taken. ``recorded``: the
    interview says itself which guide it used.
    """

    interview: str
    guide: str
    recorded: bool
    guide_changed: bool
    topics: tuple[Reach, ...]


class Coverage:
    """The coverage of a project's interviews."""

    def __init__(
        self, interviews: Interviews, transcripts: Transcripts, codebook: Codebook, codings: Codings, guides: Guides
    ) -> None:
        self._interviews = interviews
        self._transcripts = transcripts
        self._codebook = codebook
        self._codings = codings
        self._guides = guides

    def of(self, interview: str, *, guide: str = "") -> InterviewCoverage:
        """Return the coverage of one interview, held against the guide it used, or else ``guide`` ("": the full one).

        Raises BsbError if there is no such interview, guide or transcript.
        """
        return self._measure(self._interviews.get(interview), guide)

    def all(self, *, guide: str = "") -> list[InterviewCoverage]:
        """Return the coverage of every interview that has a transcript, in the order they were entered.

        ``guide`` is for those that record none. Raises BsbError if there is no such guide.
        """
        return [self._measure(found, guide) for found in self._transcripts.all()]

    def _measure(self, interview: Interview, wanted: str) -> InterviewCoverage:
        recorded = bool(interview.guide)
        used = (
            self._guides.used(interview.guide, interview.guide_hash)
            if recorded
            else Used(self._guides.get(wanted or FULL))
        )
        turns = self._transcripts.get(interview.name).turns
        return InterviewCoverage(
            interview.name,
            used.guide.key,
            recorded,
            used.changed,
            reach(used.guide, turns, names=self._names(), coded=self._coded(interview)),
        )

    def _names(self) -> dict[str, tuple[str, ...]]:
        return {code.key: (code.name,) for facet in ("service", "theme") for code in self._codebook.all(facet)}

    def _coded(self, interview: Interview) -> Mapping[str, set[tuple[int, int]]] | None:
        """Return code -> the passages coded with it (spans in the transcript); None where nothing is coded."""
        found: dict[str, set[tuple[int, int]]] = {}
        for coding in self._codings.all(interviews=[interview.name]):
            found.setdefault(coding.code, set()).add((coding.start, coding.end))
        return found or None


def reach(
    guide: Guide,
    turns: Sequence[StoredTurn],
    *,
    names: Mapping[str, Iterable[str]] | None = None,
    coded: Mapping[str, set[tuple[int, int]]] | None = None,
) -> tuple[Reach, ...]:
    """Return how far each topic of a guide was reached in some turns; measure ``guide_coverage.v1``.

    A topic is reached if participants' words after a fitting question are REACHED_WORDS or more, or REACHED_CODED
    passages carry one of its codes; well reached from WELL_WORDS or WELL_CODED on. ``coded`` maps a code's key to
    passages; a topic's services count as its codes do.
    """
    asked, told = _asked_and_told(guide, turns, Matcher(guide, names))
    found = []
    for topic in guide.topics:
        passages = _passages(topic, coded) if coded is not None else None
        level = _level(told.get(topic.key, 0), passages or 0)
        found.append(Reach(topic.key, topic.name, asked.get(topic.key, 0), told.get(topic.key, 0), passages, level))
    return tuple(found)


def _asked_and_told(
    guide: Guide, turns: Sequence[StoredTurn], matcher: Matcher
) -> tuple[dict[str, int], dict[str, int]]:
    asked: dict[str, int] = {}
    told: dict[str, int] = {}
    now = guide.topics[0].key  # until a question fits another topic, people get to know each other
    for turn in turns:
        if turn.role == "facilitator":
            if match := matcher.best(turn.text):
                now = match.topic
                asked[now] = asked.get(now, 0) + 1
        elif turn.role == "participant":
            told[now] = told.get(now, 0) + len(words(turn.text))
    return asked, told


def _passages(topic: Topic, coded: Mapping[str, set[tuple[int, int]]]) -> int:
    keys = (*topic.codes, *topic.services)
    return len(set().union(*(coded.get(key, set()) for key in keys))) if keys else 0


def _level(told: int, passages: int) -> str:
    if told >= WELL_WORDS or passages >= WELL_CODED:
        return WELL
    return THIN if told >= REACHED_WORDS or passages >= REACHED_CODED else NOT
