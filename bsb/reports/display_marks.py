"""The source of a drawn display, in a name that pictures and documents carry, and finding it again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from bsb.analysis.displays.material import Material
from bsb.errors import BsbError
from bsb.reports.display_files import DisplayFiles, takes_district
from bsb.reports.drawing.frame import Drawing
from bsb.reports.source_marks import place_uid
from bsb.text.match import slug


class Redrawing:
    """Draws displays again, to hold pictures against; each once."""

    def __init__(self, displays: DisplayFiles) -> None:
        self._displays = displays
        self._drawn: dict[str, Drawing | None] = {}

    def find(self, uid: str) -> Drawing | None:
        """Return the display of a mark as it is now; None if it is no longer one of the project's."""
        if uid not in self._drawn:
            self._drawn[uid] = self._draw(*self._places[uid]) if uid in self._places else None
        return self._drawn[uid]

    @cached_property
    def _material(self) -> Material:
        return self._displays.displays.material()

    @cached_property
    def _places(self) -> dict[str, tuple[str, str | None, str | None]]:
        """Every display that could have been drawn: name, district and interview by what stands for it in a mark."""
        return {place_uid("display", name): place for name, place in self._all()}

    def _all(self) -> Iterator[tuple[str, tuple[str, str | None, str | None]]]:
        for definition in self._displays.definitions():
            yield definition.name, (definition.name, None, None)
            if takes_district(definition):
                for district in self._displays.config.districts:
                    yield f"{definition.name}-{slug(district.name)}", (definition.name, district.name, None)
            if definition.kind == "interaction":
                for each in self._displays.interviews.all():
                    yield f"{definition.name}-{slug(each.name)}", (definition.name, None, each.name)

    def _draw(self, name: str, district: str | None, interview: str | None) -> Drawing | None:
        try:
            return self._displays.draw(name, district=district, interview=interview, material=self._material)
        except BsbError:
            return None  # there is nothing left to draw
