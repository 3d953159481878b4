"""What a part of a display rests on: enough to find the words behind it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bsb.analysis.displays.touches import Touch


@dataclass(frozen=True, slots=True)
class Aim:
    """Coded turns: those with any of the ``codes`` (with ``together``, all of them), of a district, interview ...

    An empty field does not limit. ``places`` are turns as (interview, number), whether coded or not.
    """

    codes: tuple[str, ...] = ()
    facet: str = ""
    district: str = ""
    interview: str = ""
    level: str = ""
    phase: str = ""
    together: bool = False
    places: tuple[tuple[str, int], ...] = ()

    def among(self, touches: Iterable[Touch]) -> list[Touch]:
        """Return the touches that are meant, in their order."""
        found = [t for t in touches if self._fits(t)]
        if not self.together:
            return found
        by_place: dict[tuple[str, int], set[str]] = {}
        for touch in found:
            by_place.setdefault(touch.place, set()).add(touch.code)
        return [t for t in found if by_place[t.place] >= set(self.codes)]

    def _fits(self, touch: Touch) -> bool:
        return (
            (not self.codes or touch.code in self.codes)
            and self.facet in ("", touch.facet)
            and self.district in ("", touch.district)
            and self.interview in ("", touch.interview)
            and self.level in ("", touch.level)
            and self.phase in ("", touch.phase)
            and (not self.places or touch.place in self.places)
        )
