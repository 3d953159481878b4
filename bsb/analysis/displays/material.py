"""What displays are made from: codes, coded turns, districts and interviews, as they are at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from bsb.analysis.displays.heat import Place, Row
from bsb.analysis.displays.touches import Tally, Touch, read_touches, tally
from bsb.coding.codebook import Code, Codebook
from bsb.config import Config
from bsb.store import interviews as stored
from bsb.store.engine import Store

FIGURES = ("interviews", "participants")


class Material:
    """Reads each thing when it is first asked for, once. Make a new one for each look: it never changes."""

    def __init__(self, store: Store, codebook: Codebook, config: Config) -> None:
        self._store = store
        self._codebook = codebook
        self.config = config

    @cached_property
    def touches(self) -> list[Touch]:
        """All coded turns of participants, in reading order."""
        return read_touches(self._store)

    @cached_property
    def codes(self) -> list[Code]:
        """The codes in use, in the codebook's order, those that only group others among them."""
        return [code for code in self._codebook.all() if code.status == "active"]

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the codes, by key."""
        return {code.key: code.name for code in self.codes}

    @cached_property
    def districts(self) -> dict[str, Place]:
        """The districts of ``bsb.toml`` with the people interviewed in them."""
        return {d: self._place(d, d, n) for d, n in self.figures("participants").items()}

    @cached_property
    def interviews(self) -> list[tuple[str, Place]]:
        """District and place of each interview, in order of entry; they are numbered within their district."""
        counted: dict[str, int] = {}
        found = []
        for district, name, n in self._interviews:
            counted[district] = counted.get(district, 0) + 1
            found.append((district, self._place(name, f"{district} {counted[district]}", n)))
        return found

    @cached_property
    def _interviews(self) -> list[tuple[str, str, int]]:
        with self._store.read() as connection:
            rows = stored.interviews(connection)
        return [(row["district"], row["name"], row["participants"]) for row in rows]

    def figures(self, what: str) -> dict[str, int]:
        """Return the number of interviews or participants of each district of ``bsb.toml``."""
        figures = {d.name: 0 for d in self.config.districts}
        for district, _name, n in self._interviews:
            if district in figures:
                figures[district] += n if what == "participants" else 1
        return figures

    def conference_participants(self, district: str | None) -> int:
        """Return how many people were at the conferences of a district, or of all."""
        with self._store.read() as connection:
            held = stored.conferences(connection)
        return sum(row["participants"] for row in held if district in (None, row["district"]))

    def rows(self, facet: str) -> list[Row]:
        """Return the codes of a facet as rows, with their depth under one another."""
        depth: dict[str, int] = {}
        for code in self.codes:
            depth[code.key] = depth[code.parent] + 1 if code.parent in depth else 0
        return [Row(c.key, c.name, depth[c.key], c.codable) for c in self.codes if c.facet == facet]

    def under(self, code: Code) -> tuple[str, ...]:
        """Return the key of a code, or of all below it where it only groups others, as ``Comparer`` counts."""
        return (code.key,) if code.codable else tuple(self._codebook.under([code.key]))

    def by_district(self, codes: Sequence[str]) -> dict[str, Tally]:
        """Return the counts of codes together, by district; those without any are absent."""
        own: dict[str, list[Touch]] = {}
        for touch in self.touches:
            if touch.code in codes:
                own.setdefault(touch.district, []).append(touch)
        return {district: tally(rows) for district, rows in own.items()}

    def _place(self, key: str, label: str, participants: int) -> Place:
        return Place(key, label, participants, 0 < participants < self.config.privacy.smallest_cell)
