"""What differs between two guides, or two versions of one, in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bsb.guide.model import Guide, Question, Topic
from bsb.i18n import N_
from bsb.i18n import gettext as _

_TEXTS = {
    "name": N_("The name was “{old}” and is “{new}”."),
    "language": N_("The language was {old} and is {new}."),
    "about": N_("What the talk is about was “{old}” and is “{new}”."),
    "minutes": N_("The talk took {old} minutes and takes {new}."),
    "break": N_("The break took {old} minutes and takes {new}."),
    "intro": N_("The opening words have changed."),
    "consent": N_("What people say yes to has changed."),
    "closing": N_("The closing words have changed."),
    "topic_added": N_("The topic “{new}” is new."),
    "topic_dropped": N_("The topic “{old}” is gone."),
    "topic_moved": N_("It has moved from place {old} to place {new}."),
    "topic_name": N_("It was called “{old}”."),
    "purpose": N_("Its purpose has changed."),
    "topic_minutes": N_("It took {old} minutes and takes {new}."),
    "services": N_("The services it fits were {old} and are {new}."),
    "words": N_("The words it explains have changed: {new}."),
    "question_added": N_("New question: {new}"),
    "question_dropped": N_("The question is gone: {old}"),
    "question_changed": N_("The question was: {old} It is: {new}"),
    "question_moved": N_("The question came from the topic “{old}”: {new}"),
    "question_order": N_("The questions have changed places."),
    "probe_added": N_("New probe: {new}"),
    "probe_dropped": N_("The probe is gone: {old}"),
}
#: From this likeness of two wordings on (difflib, 0 to 1), one question is taken for the other's new wording.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its ``kind`` (a key such as "topic_added"), the ``topic`` it is in ("" = the guide itself),
    and what was (``old``) and is (``new``).
    """

    kind: str
    topic: str = ""
    old: str = ""
    new: str = ""

    @property
    def text(self) -> str:
        """The difference in words, in the current language.

        >>> Difference("topic_minutes", "Bolig", "7", "10").text
        'It took 7 minutes and takes 10.'
        """
        return _(_TEXTS[self.kind]).format(old=self.old, new=self.new)


def differences(old: Guide, new: Guide) -> tuple[Difference, ...]:
    """Return what differs from one guide to another: the guide first, then topic by topic in the new order.

    Topics are the same if they have the same key, or else the same name. Questions are the same if they are alike
    in wording. Comments, layout and codes make no difference.
    """
    pairs = _paired(old.topics, new.topics)
    kept = {id(one) for one, _other in pairs}
    return (
        *_frame(old, new),
        *(Difference("topic_dropped", old=topic.name) for topic in old.topics if id(topic) not in kept),
        *_topics(old, new, pairs),
    )


def _frame(old: Guide, new: Guide) -> Iterator[Difference]:
    fields = (
        ("name", old.name, new.name),
        ("language", old.language, new.language),
        ("about", old.about, new.about),
        ("minutes", str(old.minutes), str(new.minutes)),
        ("break", str(old.break_minutes), str(new.break_minutes)),
    )
    yield from (Difference(kind, old=one, new=two) for kind, one, two in fields if one != two)
    texts = (("intro", old.intro, new.intro), ("closing", old.closing, new.closing))
    yield from (Difference(kind) for kind, one, two in texts if one != two)
    if old.consent != new.consent:
        yield Difference("consent")


def _paired(old: Sequence[Topic], new: Sequence[Topic]) -> list[tuple[Topic, Topic]]:
    """Return the topics that both have, in the new order."""
    by_key = {topic.key: topic for topic in old}
    by_name = {topic.name.casefold(): topic for topic in old}
    taken = {topic.key for topic in new} & set(by_key)
    found = []
    for topic in new:
        other = by_key.get(topic.key)
        if other is None and (named := by_name.get(topic.name.casefold())) and named.key not in taken:
            other = named
        if other is not None:
            found.append((other, topic))
    return found


def _topics(old: Guide, new: Guide, pairs: list[tuple[Topic, Topic]]) -> Iterator[Difference]:
    earlier = {id(topic): one for one, topic in pairs}
    moved = _moved([old.topics.index(one) for one, _topic in pairs])
    stayed = {pairs[n][1].key for n in range(len(pairs)) if n not in moved}
    home = {question.ask: topic.name for topic in old.topics for question in topic.questions}
    for place, topic in enumerate(new.topics, 1):
        one = earlier.get(id(topic))
        if one is None:
            yield Difference("topic_added", topic.name, new=topic.name)
            continue
        if topic.key not in stayed:
            yield Difference("topic_moved", topic.name, str(old.topics.index(one) + 1), str(place))
        yield from _topic(one, topic, home)


def _moved(places: Sequence[int]) -> set[int]:
    """Return which of a row of places are out of order: all but a longest rising row.

    >>> _moved([0, 3, 1, 2])
    {1}
    """
    rows: list[list[int]] = [[]]
    for n, place in enumerate(places):
        fit = [row for row in rows if not row or places[row[-1]] < place]
        rows.append([*max(fit, key=lambda row: len(row)), n])
    longest: list[int] = max(rows, key=lambda row: len(row))
    return set(range(len(places))) - set(longest)


def _topic(old: Topic, new: Topic, home: dict[str, str]) -> Iterator[Difference]:
    if old.name != new.name:
        yield Difference("topic_name", new.name, old.name, new.name)
    if old.minutes != new.minutes:
        yield Difference("topic_minutes", new.name, str(old.minutes), str(new.minutes))
    if old.purpose != new.purpose:
        yield Difference("purpose", new.name)
    if set(old.services) != set(new.services):
        yield Difference("services", new.name, ", ".join(old.services) or "[]", ", ".join(new.services) or "[]")
    if changed := {word for word, _meaning in set(old.words) ^ set(new.words)}:
        yield Difference("words", new.name, new=", ".join(sorted(changed)))
    yield from _questions(old, new, home)


def _questions(old: Topic, new: Topic, home: dict[str, str]) -> Iterator[Difference]:
    pairs = _alike(old.questions, new.questions)
    matched = set(pairs.values())
    for n, question in enumerate(old.questions):
        if n not in matched:
            yield Difference("question_dropped", new.name, old=question.ask)
    if _moved([pairs[n] for n in sorted(pairs)]):
        yield Difference("question_order", new.name)
    for n, question in enumerate(new.questions):
        if n not in pairs:
            from_topic = home.get(question.ask, old.name)
            kind = "question_moved" if from_topic != old.name else "question_added"
            yield Difference(kind, new.name, from_topic if kind == "question_moved" else "", question.ask)
            continue
        one = old.questions[pairs[n]]
        if one.ask != question.ask:
            yield Difference("question_changed", new.name, one.ask, question.ask)
        gone = (probe for probe in one.probes if probe not in question.probes)
        come = (probe for probe in question.probes if probe not in one.probes)
        yield from (Difference("probe_dropped", new.name, old=probe) for probe in gone)
        yield from (Difference("probe_added", new.name, new=probe) for probe in come)


def _alike(old: Sequence[Question], new: Sequence[Question]) -> dict[int, int]:
    """Return new place -> old place for questions that are the same, the most alike first."""
    likeness = sorted(
        (
            (difflib.SequenceMatcher(None, one.ask, two.ask).ratio(), -n, -m)
            for m, one in enumerate(old)
            for n, two in enumerate(new)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for ratio, minus_n, minus_m in likeness:
        if ratio >= _ALIKE and -minus_n not in found and -minus_m not in found.values():
            found[-minus_n] = -minus_m
    return found
