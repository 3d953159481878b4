"""The time plan of an interview, on the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bsb.errors import BsbError
from bsb.guide.model import Guide, Topic
from bsb.i18n import gettext as _

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the plan: a topic, the break, or time to spare (``kind`` "topic", "break", "spare").

    ``start`` and ``end`` are times on the clock in Norwegian form ("18.05").
    """

    kind: str
    start: str
    end: str
    minutes: int
    topic: Topic | None = None

    @property
    def times(self) -> str:
        """The stretch as people write it: “18.05–18.20”."""
        return f"{self.start}–{self.end}"


def clock(time: str) -> int:
    """Return a time such as "18:00", "18.00" or "9:30" as minutes since midnight.

    Raises BsbError for anything else.

    >>> clock("18.05")
    1085
    """
    match = _CLOCK.fullmatch(time.strip())
    if match is None:
        raise BsbError(_("“{time}” is not a time on the clock.").format(time=time), _("Write it such as 18:00."))
    return int(match[1]) * 60 + int(match[2])


def show(minutes: int) -> str:
    """Return minutes since midnight as a time in Norwegian form; it goes on past midnight, and before.

    >>> show(1085), show(1450), show(-15)
    ('18.05', '00.10', '23.45')
    """
    hours, rest = divmod(minutes % (24 * 60), 60)
    return f"{hours:02}.{rest:02}"


def time_plan(guide: Guide, start: str = "18:00") -> tuple[Slot, ...]:
    """Return the slots of an interview that begins at ``start``, one after the other with no gap.

    The break stands between two topics, where the talk before and after it is most alike in length (the
    earlier place if two are as good); minutes to spare stand before the last topic.

    Raises BsbError for a start that is no time on the clock.
    """
    parts: list[tuple[str, int, Topic | None]] = [("topic", topic.minutes, topic) for topic in guide.topics]
    if guide.spare_minutes > 0:
        parts.insert(len(parts) - 1, ("spare", guide.spare_minutes, None))
    if guide.break_minutes and len(parts) > 1:
        talk = sum(minutes for _kind, minutes, _topic in parts)
        before = [sum(minutes for _kind, minutes, _topic in parts[:place]) for place in range(len(parts))]
        middle = min(range(1, len(parts)), key=lambda place: abs(2 * before[place] - talk))
        parts.insert(middle, ("break", guide.break_minutes, None))
    slots = []
    now = clock(start)
    for kind, minutes, topic in parts:
        slots.append(Slot(kind, show(now), show(now + minutes), minutes, topic))
        now += minutes
    return tuple(slots)
