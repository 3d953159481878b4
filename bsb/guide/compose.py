"""What of a guide fits a group: its topics for some services, and a new guide composed for other minutes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bsb.errors import BsbError
from bsb.guide.check.whole import A_QUESTION, A_TOPIC
from bsb.guide.durations import in_other_minutes
from bsb.guide.model import Guide, Topic
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose

SHORTEST, LONGEST = 20, 240
_LEAST_FOR_A_TOPIC = 3
#: Minutes a topic has on average in a guide that is composed: one more than the check wants.
_COMFORT = A_TOPIC + 1


@dataclass(frozen=True, slots=True)
class Composed:
    """A guide composed from the library, and the names of the topics that there was no time for."""

    guide: Guide
    left_out: tuple[str, ...]


def for_services(
    guide: Guide, services: Sequence[str] = (), minutes: int | None = None, *, known: Iterable[str] = ()
) -> Guide:
    """Return the guide with the topics that fit the chosen services, its first and last topic always among them.

    A topic that names no services fits all; no services chosen means all topics. The frame stays
    ``guide.minutes`` unless ``minutes`` gives another; no topic is shortened or stretched, and what is left
    over is ``spare_minutes``, which the time plan shows. ``known`` are keys of services that the guide need not
    have a topic for (the codebook's).

    Raises BsbError ("did you mean") for a service that neither the guide nor ``known`` has, and if the topics
    and the break need more than the frame.
    """
    wanted = _services(guide, services, known)
    chosen = dataclasses.replace(
        guide,
        minutes=guide.minutes if minutes is None else minutes,
        topics=tuple(topic for topic in guide.topics if _fits(guide, topic, wanted)),
    )
    if chosen.spare_minutes < 0:
        raise BsbError(
            _("The topics of “{guide}” for these services take {needed} minutes, and there are {minutes}.").format(
                guide=guide.key, needed=chosen.minutes - chosen.spare_minutes, minutes=chosen.minutes
            ),
            _("Choose fewer services, a shorter guide (bsb guide list) or more time."),
        )
    return chosen


def compose(
    base: Guide,
    *,
    key: str,
    minutes: int,
    name: str = "",
    services: Sequence[str] = (),
    extra: Sequence[Topic] = (),
    known: Iterable[str] = (),
) -> Composed:
    """Return a new guide for ``minutes``, made of a guide of the library and ``extra`` topics of others.

    The first and the last topic are kept. Then come those that were asked for (``extra``, and the topics made for
    the chosen services), then the others in their order, as long as each has two minutes a question and the guide
    six minutes a topic. The minutes are shared out in proportion to what the library gives each topic, and add up.
    Where the opening words say how long the talk lasts, they say it for the new minutes.

    Raises BsbError for minutes that make no interview, a service that nobody knows, or topics that were asked for
    and need more time than there is.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise BsbError(
            _("A guide is made for {least} to {most} minutes, not {n}.").format(
                least=SHORTEST, most=LONGEST, n=minutes
            ),
            _("People need a break after an hour, and are tired after two."),
        )
    wanted = _services(base, services, known)
    own = [topic for topic in base.topics if _fits(base, topic, wanted)]
    own = [topic for topic in own if topic.key not in {t.key for t in extra}]
    ordered = [*own[:-1], *extra, own[-1]]
    asked_for = {topic.key for topic in (*extra, own[0], own[-1])}
    asked_for |= {topic.key for topic in own if wanted & set(topic.services)}
    pause = min(base.break_minutes, 5 if minutes < 75 else base.break_minutes)
    chosen = _that_fit(ordered, asked_for, minutes - pause)
    guide = dataclasses.replace(
        in_other_minutes(base, minutes, pause),
        key=key,
        name=name or base.name,
        minutes=minutes,
        break_minutes=pause,
        topics=_shared_out(chosen, minutes - pause),
    )
    return Composed(guide, tuple(topic.name for topic in ordered if topic not in chosen))


def _services(guide: Guide, services: Sequence[str], known: Iterable[str]) -> set[str]:
    names = dict.fromkeys((*guide.services, *known), ())
    return {choose(service, names, N_("service")) if names else service for service in services}


def _fits(guide: Guide, topic: Topic, wanted: set[str]) -> bool:
    ends = (guide.topics[0], guide.topics[-1])
    return not wanted or not topic.services or topic in ends or bool(wanted & set(topic.services))


def _least(topic: Topic) -> int:
    return max(_LEAST_FOR_A_TOPIC, round(A_QUESTION * len(topic.questions)))


def _that_fit(ordered: Sequence[Topic], asked_for: set[str], minutes: int) -> list[Topic]:
    """Return the topics there is time for, in order: those asked for first, then the others as they come."""
    taken = [topic for topic in ordered if topic.key in asked_for]
    if not _room(taken, minutes):
        raise BsbError(
            _("The topics asked for need {needed} minutes, and there are {minutes}.").format(
                needed=max(sum(map(_least, taken)), round(_COMFORT * len(taken))), minutes=minutes
            ),
            _("Choose fewer services or topics, or more time."),
        )
    for topic in ordered:
        if topic not in taken and _room([*taken, topic], minutes):
            taken.append(topic)
    return [topic for topic in ordered if topic in taken]


def _room(topics: Sequence[Topic], minutes: int) -> bool:
    return sum(map(_least, topics)) <= minutes and _COMFORT * len(topics) <= minutes


def _shared_out(topics: Sequence[Topic], minutes: int) -> tuple[Topic, ...]:
    """Return the topics with minutes that add up: the least for each, and the rest by what each had."""
    rest = minutes - sum(map(_least, topics))
    whole = sum(topic.minutes for topic in topics)
    shares = [rest * topic.minutes / whole for topic in topics]
    given = [int(share) for share in shares]
    by_remainder = sorted(range(len(topics)), key=lambda n: given[n] - shares[n])
    for n in by_remainder[: rest - sum(given)]:
        given[n] += 1
    return tuple(
        dataclasses.replace(topic, minutes=_least(topic) + more) for topic, more in zip(topics, given, strict=True)
    )
