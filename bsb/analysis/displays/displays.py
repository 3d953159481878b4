"""The displays of a project by name: what each shows, counted now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from bsb.analysis.analyses import Analyses
from bsb.analysis.cells import Cell, of_count
from bsb.analysis.compare import Comparer
from bsb.analysis.conditions import REFERENCE
from bsb.analysis.displays.causal import CausalNetwork, causal_network
from bsb.analysis.displays.conference import BeforeAfter, before_after
from bsb.analysis.displays.definition import KINDS, DisplayDefinition, find_displays, load_display
from bsb.analysis.displays.evidence import read_arrows
from bsb.analysis.displays.four_field import FourField, four_field
from bsb.analysis.displays.heat import HeatMap, Place, Row, heat_map
from bsb.analysis.displays.meta import Column, MetaMatrix, meta_matrix
from bsb.analysis.displays.network import Network, network
from bsb.analysis.displays.profile import Profile, profile_of_codes, profile_of_table
from bsb.analysis.displays.tiles import OSLO, TileMap, tile_map
from bsb.analysis.displays.touches import Tally, Touch, read_touches, tally
from bsb.analysis.interaction import Interaction
from bsb.analysis.matrices import Matrices
from bsb.analysis.reference import read_reference
from bsb.analysis.saturation import Saturation
from bsb.coding.codebook import Code, Codebook
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import interviews as stored_interviews
from bsb.store.engine import Store
from bsb.text.match import choose

Shown = (
    FourField
    | Profile
    | HeatMap
    | TileMap
    | MetaMatrix
    | Network
    | CausalNetwork
    | BeforeAfter
    | Interaction
    | Saturation
)
#: verdict counts by theme, see ``before_after``
Verdicts = Mapping[str, Mapping[str, int]]
_FIGURES = ("interviews", "participants")
_Filled = tuple[Column, Mapping[str, Cell], Mapping[str, Tally]]


class Displays:
    """Finds definitions and makes the data of what they define. Drawing is for the papers (``bsb.reports``)."""

    def __init__(
        self,
        store: Store,
        codebook: Codebook,
        config: Config,
        matrices: Matrices,
        analyses: Analyses,
        folders: Sequence[Path],
    ) -> None:
        self._store = store
        self._codebook = codebook
        self._config = config
        self._matrices = matrices
        self._analyses = analyses
        self._folders = folders

    def definitions(self) -> list[DisplayDefinition]:
        """Return every definition, by kind and name; those about the example only in the example."""
        found = find_displays(self._folders)
        loaded = [load_display(found[name]) for name in sorted(found)]
        loaded.sort(key=lambda d: list(KINDS).index(d.kind))
        return [d for d in loaded if self._config.example or not d.example]

    def definition(self, wanted: str) -> DisplayDefinition:
        """Return the definition of that name or unambiguous beginning.

        Raises BsbError if none or several fit, or its file has a fault.
        """
        found = find_displays(self._folders)
        return load_display(found[choose(wanted, dict.fromkeys(found, ()), N_("display"))])

    @cached_property
    def touches(self) -> list[Touch]:
        """All coded turns of participants, as they were when first asked for."""
        return read_touches(self._store)

    @cached_property
    def codes(self) -> list[Code]:
        """The codes in use, in the codebook's order, those that only group others among them."""
        return [code for code in self._codebook.all() if code.status == "active"]

    @cached_property
    def districts(self) -> dict[str, Place]:
        """The districts of ``bsb.toml`` with the people interviewed in them."""
        return {
            d.name: self._place(d.name, d.name, sum(n for name, _i, n in self._interviews if name == d.name))
            for d in self._config.districts
        }

    def make(
        self,
        wanted: str | DisplayDefinition,
        *,
        district: str | None = None,
        interview: str | None = None,
        order: str | None = None,
        verdicts: Verdicts | None = None,
    ) -> Shown:
        """Return the data of a display. What does not concern its kind is not looked at.

        Raises BsbError for an unknown name, district, interview or subject, or if there is nothing to show.
        """
        definition = self.definition(wanted) if isinstance(wanted, str) else wanted
        here = self._config.district(district).name if district else None
        if definition.kind == "interaction":
            return self._analyses.interaction(self._which(interview))
        if definition.kind == "saturation":
            return self._analyses.saturation(district=here, facet=definition.facet)
        if definition.kind == "conference":
            return self._conference(verdicts, here)
        if definition.kind == "causal":
            return causal_network(
                definition.boxes,
                read_arrows(self._store, definition.arrows),
                at={key: (column, row) for key, column, row in definition.places},
            )
        if definition.kind == "profile" and definition.table:
            return profile_of_table(read_reference(self._matrices.definition(definition.table)), definition.value)
        if definition.kind == "tile-map":
            return self._tiles(definition)
        if definition.kind == "meta-matrix":
            return self._meta(definition, order or definition.order)
        return self._counted(definition, here)

    def _counted(self, definition: DisplayDefinition, district: str | None) -> Shown:
        touches = [t for t in self.touches if district in (None, t.district)]
        if not touches:
            raise BsbError(
                _("Nothing is coded yet, so that “{title}” would be empty.").format(title=definition.title),
                _("Code a transcript, or import codings: bsb code import FILE"),
            )
        if definition.kind == "four-field":
            return four_field(touches, facet=definition.facet)
        if definition.kind == "network":
            codes = [(c.key, c.name, c.facet) for c in self.codes if c.codable and c.facet in definition.facets]
            return network(
                touches, codes, least=definition.least, most=definition.most, across=len(definition.facets) > 1
            )
        own = [code for code in self.codes if code.facet == definition.facet]
        if definition.kind == "profile":
            return profile_of_codes(
                touches,
                [(code.key, code.name) for code in own if code.codable],
                counted=definition.counted,
                district=district or "",
                districts=list(self.districts),
            )
        by = definition.columns[0]
        places = list(self.districts.values()) if by == "district" else self._interview_places()
        rows = [Row(c.key, c.name, self._depth(c), c.codable) for c in own]
        return heat_map(touches, rows, [p for p in places if self._in(p, by, district)], by=by)

    def _tiles(self, definition: DisplayDefinition) -> TileMap:
        grid = definition.grid or OSLO
        if definition.show in _FIGURES:
            cells = {d: of_count(n) for d, n in self._figures(definition.show).items() if n}
            return tile_map(grid, self._config, self.districts, cells, definition.show)
        comparer = self._analyses.compare()
        subject = comparer.subject(definition.show)
        cells = comparer.cells(subject)
        if subject.source == REFERENCE:
            source = self._matrices.definition(subject.table).source
            return tile_map(grid, self._config, self.districts, cells, subject.name, source=source)
        codes = self._under(subject.key)
        counts = self._by_district(codes)
        alone = frozenset(d for d, count in counts.items() if count.single_voice)
        return tile_map(grid, self._config, self.districts, cells, subject.label, codes=codes, alone=alone)

    def _meta(self, definition: DisplayDefinition, order: str) -> MetaMatrix:
        comparer = self._analyses.compare()
        columns: list[_Filled] = []
        for name in definition.columns:
            facet = {"themes": "theme", "services": "service"}.get(name)
            top = [code for code in self.codes if code.facet == facet and not code.parent]
            columns += [self._of_code(code) for code in top] if facet else [self._column(comparer, name)]
        number = None
        if order:
            first = self._column(comparer, order)
            same = [n for n, column in enumerate(columns) if column[0] == first[0]]
            columns = columns if same else [first, *columns]
            number = same[0] if same else 0
        return meta_matrix(list(self.districts.values()), columns, order=number)

    def _column(self, comparer: Comparer, name: str) -> _Filled:
        if name in _FIGURES:
            return Column(name), {d: of_count(n) for d, n in self._figures(name).items() if n}, {}
        subject = comparer.subject(name)
        if subject.source == REFERENCE:
            source = self._matrices.definition(subject.table).source
            return Column(subject.name, source=source), comparer.cells(subject), {}
        return self._of_code(next(code for code in self.codes if code.key == subject.key))

    def _of_code(self, code: Code) -> _Filled:
        """Return the column of a code. A district where nothing of the facet is coded has a blank, not 0."""
        codes = self._under(code.key)
        counts = self._by_district(codes)
        coded = {t.district for t in self.touches if t.facet == code.facet}
        cells = {d: of_count(counts[d].speakers if d in counts else 0) for d in coded}
        return Column(code.name, codes), cells, counts

    def _conference(self, verdicts: Verdicts | None, district: str | None) -> BeforeAfter:
        if not verdicts:
            raise BsbError(
                _("No conference has judged any findings yet."),
                _("They come in with the minutes of a dialogue conference."),
            )
        with self._store.read() as connection:
            held = stored_interviews.conferences(connection)
        people = sum(row["participants"] for row in held if district in (None, row["district"]))
        names = {code.key: code.name for code in self.codes}
        return before_after(verdicts, names, district=district or "", participants=people or None)

    @cached_property
    def _interviews(self) -> list[tuple[str, str, int]]:
        """(district, name, participants) of each interview, in order of entry."""
        with self._store.read() as connection:
            rows = stored_interviews.interviews(connection)
        return [(row["district"], row["name"], row["participants"]) for row in rows]

    def _interview_places(self) -> list[Place]:
        counted: dict[str, int] = {}
        places = []
        for district, name, n in self._interviews:
            counted[district] = counted.get(district, 0) + 1
            places.append(self._place(name, f"{district} {counted[district]}", n))
        return places

    def _place(self, key: str, label: str, participants: int) -> Place:
        return Place(key, label, participants, 0 < participants < self._config.privacy.smallest_cell)

    def _figures(self, what: str) -> dict[str, int]:
        if what == "participants":
            return {d: place.participants for d, place in self.districts.items()}
        return {d: sum(name == d for name, _i, _n in self._interviews) for d in self.districts}

    def _in(self, place: Place, by: str, district: str | None) -> bool:
        if district is None:
            return True
        return (
            place.key == district
            if by == "district"
            else (district, place.key) in {(d, name) for d, name, _n in self._interviews}
        )

    def _which(self, interview: str | None) -> str:
        if not interview:
            raise BsbError(
                _("Which interview? This display shows one at a time."), _("Name it: --interview INTERVIEW")
            )
        return interview

    def _depth(self, code: Code) -> int:
        parents = {c.key: c.parent for c in self.codes}
        depth, parent = 0, code.parent
        while parent:
            depth, parent = depth + 1, parents.get(parent)
        return depth

    def _under(self, key: str) -> tuple[str, ...]:
        """Return the code itself, or all below it where it only groups others, as ``Comparer`` counts."""
        code = next(c for c in self.codes if c.key == key)
        return (key,) if code.codable else tuple(self._codebook.under([key]))

    def _by_district(self, codes: Sequence[str]) -> dict[str, Tally]:
        own: dict[str, list[Touch]] = {}
        for touch in self.touches:
            if touch.code in codes:
                own.setdefault(touch.district, []).append(touch)
        return {district: tally(rows) for district, rows in own.items()}
