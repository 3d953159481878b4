"""The programme of a dialogue conference on the clock: all together, in groups, breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.formats.yaml_entries import open_section
from bsb.guide.timeplan import clock, show
from bsb.i18n import gettext as _

FILE = "konferanseprogram.yaml"
WHERE = ("plenary", "group", "break")
STEP = 5  # minutes; nobody keeps to 10.37


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a conference: where it is held (``WHERE``), its share in minutes, its title, and how it is run."""

    where: str
    minutes: int
    title: str
    run: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A part on the clock: ``start`` and ``end`` are times in Norwegian form ("10.05")."""

    part: Part
    start: str
    end: str
    minutes: int


def read_parts(path: Path, language: str = "nb") -> tuple[Part, ...]:
    """Read the parts of a programme in a language, in their order.

    Raises BsbError (file, line, what to do) for an empty programme, or a part with a fault.
    """
    book = open_section(path, language)
    parts = []
    for key in book.value or ():
        entry = book.under(key)
        entry.allow(required=("where", "minutes", "title"), optional=("run",))
        parts.append(
            Part(entry.choice("where", WHERE), entry.number("minutes"), entry.text("title"), entry.texts("run"))
        )
    if not parts:
        book.fail(
            _("there is nothing in the programme."), _("Take the file away to use the one that comes with bsb.")
        )
    return tuple(parts)


def programme(parts: Sequence[Part], *, start: str = "10:00", minutes: int = 240) -> tuple[Item, ...]:
    """Return the parts on the clock from ``start`` on, their shares fitted to ``minutes`` in steps of five.

    Each part gets five minutes at least. What rounding leaves over goes to those that lost most by it (largest
    remainders), the earlier first; what it takes too much is taken from those that gained most.

    Raises BsbError for a start that is no time, or minutes that are no multiple of five or too few.

    >>> parts = [Part("plenary", 30, "Velkommen", ()), Part("group", 60, "Samtale", ())]
    >>> [(item.start, item.end) for item in programme(parts, minutes=60)]
    [('10.00', '10.20'), ('10.20', '11.00')]
    """
    least = STEP * len(parts)
    if minutes % STEP or minutes < least:
        raise BsbError(
            _("A conference of {n} minutes cannot be planned.").format(n=minutes),
            _("Give a number that can be divided by five, at least {least}: --minutes 240").format(least=least),
        )
    steps = minutes // STEP
    whole = sum(part.minutes for part in parts)
    shares = [steps * part.minutes / whole for part in parts]
    lengths = [max(1, int(share)) for share in shares]
    while left := steps - sum(lengths):
        way = 1 if left > 0 else -1
        free = [at for at in range(len(parts)) if way > 0 or lengths[at] > 1]
        lengths[max(free, key=lambda at: (way * (shares[at] - lengths[at]), -at))] += way
    now = clock(start)
    items = []
    for part, length in zip(parts, lengths, strict=True):
        taken = STEP * length
        items.append(Item(part, show(now), show(now + taken), taken))
        now += taken
    return tuple(items)
