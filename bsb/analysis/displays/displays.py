"""The displays of a project by name: what each shows, counted now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from bsb.analysis.displays.heat import HeatMap, heat_map
from bsb.analysis.displays.material import FIGURES, Material
from bsb.analysis.displays.meta import Column, MetaMatrix, meta_matrix
from bsb.analysis.displays.network import Network, network
from bsb.analysis.displays.profile import Profile, profile_of_codes, profile_of_table
from bsb.analysis.displays.tiles import TileMap, oslo, tile_map
from bsb.analysis.displays.touches import Tally
from bsb.analysis.interaction import Interaction
from bsb.analysis.matrices import Matrices
from bsb.analysis.reference import read_reference
from bsb.analysis.saturation import Saturation
from bsb.coding.codebook import Code, Codebook
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
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

    def material(self) -> Material:
        """Return what displays are made from, as it is now. Several displays can share it."""
        return Material(self._store, self._codebook, self._config)

    def make(
        self,
        wanted: str | DisplayDefinition,
        *,
        district: str | None = None,
        interview: str | None = None,
        order: str | None = None,
        verdicts: Verdicts | None = None,
        material: Material | None = None,
    ) -> Shown:
        """Return the data of a display, counted now or from ``material``. What does not concern its kind is ignored.

        Raises BsbError for an unknown name, district, interview or subject, or if there is nothing to show.
        """
        definition = self.definition(wanted) if isinstance(wanted, str) else wanted
        here = self._config.district(district).name if district else None
        material = material or self.material()
        if definition.kind == "interaction":
            return self._analyses.interaction(_which(interview))
        if definition.kind == "saturation":
            return self._analyses.saturation(district=here, facet=definition.facet)
        if definition.kind == "conference":
            return _conference(material, verdicts, here)
        if definition.kind == "causal":
            places = {key: (column, row) for key, column, row in definition.places}
            return causal_network(definition.boxes, read_arrows(self._store, definition.arrows), at=places)
        if definition.kind == "profile" and definition.table:
            return profile_of_table(read_reference(self._matrices.definition(definition.table)), definition.value)
        if definition.kind == "tile-map":
            return self._tiles(definition, material)
        if definition.kind == "meta-matrix":
            return self._meta(definition, material, order or definition.order)
        return _counted(definition, material, here)

    def _tiles(self, definition: DisplayDefinition, material: Material) -> TileMap:
        grid = definition.grid or oslo(self._config)
        if definition.show in FIGURES:
            cells = {d: of_count(n) for d, n in material.figures(definition.show).items() if n}
            return tile_map(grid, self._config, material.districts, cells, definition.show)
        comparer = self._analyses.compare()
        subject = comparer.subject(definition.show)
        cells = comparer.cells(subject)
        if subject.source == REFERENCE:
            source = self._matrices.definition(subject.table).source
            return tile_map(grid, self._config, material.districts, cells, subject.name, source=source)
        codes = material.under(next(code for code in material.codes if code.key == subject.key))
        counts = material.by_district(codes)
        alone = frozenset(d for d, count in counts.items() if count.single_voice)
        return tile_map(grid, self._config, material.districts, cells, subject.label, codes=codes, alone=alone)

    def _meta(self, definition: DisplayDefinition, material: Material, order: str) -> MetaMatrix:
        comparer = self._analyses.compare()
        columns: list[_Filled] = []
        for name in definition.columns:
            facet = {"themes": "theme", "services": "service"}.get(name)
            top = [code for code in material.codes if code.facet == facet and not code.parent]
            columns += (
                [_of_code(code, material) for code in top] if facet else [self._column(name, comparer, material)]
            )
        number = None
        if order:
            first = self._column(order, comparer, material)
            same = [n for n, column in enumerate(columns) if column[0] == first[0]]
            columns = columns if same else [first, *columns]
            number = same[0] if same else 0
        return meta_matrix(list(material.districts.values()), columns, order=number)

    def _column(self, name: str, comparer: Comparer, material: Material) -> _Filled:
        if name in FIGURES:
            return Column(name), {d: of_count(n) for d, n in material.figures(name).items() if n}, {}
        subject = comparer.subject(name)
        if subject.source == REFERENCE:
            source = self._matrices.definition(subject.table).source
            return Column(subject.name, source=source), comparer.cells(subject), {}
        return _of_code(next(code for code in material.codes if code.key == subject.key), material)


def _of_code(code: Code, material: Material) -> _Filled:
    """Return the column of a code. A district where nothing of the facet is coded has a blank, not 0."""
    codes = material.under(code)
    counts = material.by_district(codes)
    coded = {t.district for t in material.touches if t.facet == code.facet}
    cells = {d: of_count(counts[d].speakers if d in counts else 0) for d in coded}
    return Column(code.name, codes), cells, counts


def _counted(definition: DisplayDefinition, material: Material, district: str | None) -> Shown:
    touches = [t for t in material.touches if district in (None, t.district)]
    if not touches:
        raise BsbError(
            _("Nothing is coded yet, so that “{title}” would be empty.").format(title=definition.title),
            _("Code a transcript, or import codings: bsb code import FILE"),
        )
    if definition.kind == "four-field":
        return four_field(touches, facet=definition.facet)
    if definition.kind == "network":
        codes = [(c.key, c.name, c.facet) for c in material.codes if c.codable and c.facet in definition.facets]
        across = len(definition.facets) > 1
        return network(touches, codes, least=definition.least, most=definition.most, across=across)
    rows = material.rows(definition.facet)
    if definition.kind == "profile":
        return profile_of_codes(
            touches,
            [(row.key, row.label) for row in rows if row.countable],
            counted=definition.counted,
            district=district or "",
            districts=list(material.districts),
        )
    if definition.columns == ("interview",):
        interviews = [place for where, place in material.interviews if district in (None, where)]
        return heat_map(touches, rows, interviews, by="interview")
    return heat_map(touches, rows, [p for p in material.districts.values() if district in (None, p.key)])


def _conference(material: Material, verdicts: Verdicts | None, district: str | None) -> BeforeAfter:
    if not verdicts:
        raise BsbError(
            _("No conference has judged any findings yet."),
            _("They come in with the minutes of a dialogue conference."),
        )
    people = material.conference_participants(district)
    return before_after(verdicts, material.names, district=district or "", participants=people or None)


def _which(interview: str | None) -> str:
    if not interview:
        raise BsbError(_("Which interview? This display shows one at a time."), _("Name it: --interview INTERVIEW"))
    return interview
