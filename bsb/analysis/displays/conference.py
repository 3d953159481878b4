"""Before and after a dialogue conference: what was put before it, and what it made of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VERDICTS = ("confirmed", "nuanced", "disputed")


@dataclass(frozen=True, slots=True)
class Shift:
    """A theme (or district): findings put forward (``before``), verdicts on them, and findings that came new.

    A finding on which nobody said anything is in ``before`` and in no verdict. Where several groups judged one
    finding, whoever counts decides which verdict is its own: here each finding has one.
    """

    key: str
    label: str
    before: int
    confirmed: int = 0
    nuanced: int = 0
    disputed: int = 0
    new: int = 0

    @property
    def untouched(self) -> int:
        """Findings put forward that got no verdict."""
        return self.before - self.confirmed - self.nuanced - self.disputed

    @property
    def after(self) -> int:
        """Findings that stand after the conference: confirmed, nuanced, untouched and new."""
        return self.before - self.disputed + self.new


@dataclass(frozen=True)
class BeforeAfter:
    """The shifts, in their order. ``participants`` is the number of people at the conference or conferences."""

    shifts: tuple[Shift, ...]
    district: str = ""
    participants: int | None = None


def before_after(
    counts: Mapping[str, Mapping[str, int]],
    names: Mapping[str, str] | None = None,
    *,
    district: str = "",
    participants: int | None = None,
) -> BeforeAfter:
    """Return the shifts of a mapping: theme -> {"before": n, "confirmed": n, "nuanced": n, "disputed": n, "new": n}.

    Raises ValueError for another word, a number below 0, or more verdicts than findings.

    >>> before_after({"ros": {"before": 3, "confirmed": 2, "new": 1}}).shifts[0].after
    4
    """
    shifts = []
    for key, own in counts.items():
        if unknown := own.keys() - {"before", *VERDICTS, "new"}:
            raise ValueError(f"{sorted(unknown)[0]!r} is no verdict")
        shift = Shift(key, (names or {}).get(key, key), **{"before": 0, **own})
        if min(own.values(), default=0) < 0 or shift.untouched < 0:
            raise ValueError(f"{key}: there cannot be more verdicts than findings, nor less than none")
        shifts.append(shift)
    return BeforeAfter(tuple(shifts), district, participants)
