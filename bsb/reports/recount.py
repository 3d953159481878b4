"""Counting again what papers print: the same figures as when they were written, from the store as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from bsb.analysis.matrix import Matrix
from bsb.dialogue.fill_words import fill_words
from bsb.errors import BsbError
from bsb.reports.comparisons import Comparisons
from bsb.reports.conference_figures import of_conference, way_of_conference
from bsb.reports.coreq import WAY, of_checklist
from bsb.reports.counted import (
    Counted,
    comparison_way,
    in_language,
    of_comparison,
    of_followups,
    of_matrix,
    of_participation,
    way_of,
)
from bsb.reports.final.figures import WAY as FINAL
from bsb.reports.final.figures import gather_figures, of_final
from bsb.reports.process import by_district, next_conference, of_district, read_district, way_of_district
from bsb.reports.source_marks import Source, about_state, place_uid
from bsb.text.language import LANGUAGES

if TYPE_CHECKING:
    from bsb.analysis.definitions import MatrixDefinition
    from bsb.corpus.conferences import Conference
    from bsb.dialogue.followups import Followups
    from bsb.reports.reports import Reports

Make = Callable[[], Counted | None]


class Recount:
    """Finds what a figure on paper counts, and counts it again; each way of counting once."""

    def __init__(self, reports: Reports, followups: Followups, comparisons: Comparisons) -> None:
        self._reports = reports
        self._followups = followups
        self._comparisons = comparisons
        self._counted: dict[str, dict[str, tuple[str, str]]] = {}

    def known(self, source: Source) -> bool:
        """Whether the way in which a figure was counted is still one of the project's."""
        return source.about in self._ways

    def look_up(self, source: Source) -> tuple[str, str] | None:
        """Return what a figure counts, in words, and what it is now; None if its place is no more."""
        if source.about not in self._counted:
            made = (make() for make in self._ways.get(source.about, ()))
            self._counted[source.about] = {
                place_uid(each.way, *place): (f"{each.name}: {' × '.join(filter(None, place))}", shown)
                for each in made
                if each is not None
                for place, shown in each.figures.items()
            }
        return self._counted[source.about].get(source.uid)

    @cached_property
    def _ways(self) -> dict[str, list[Make]]:
        """All ways of counting by what stands for them in a mark."""
        ways: dict[str, list[Make]] = {}
        for way, make in self._all():
            ways.setdefault(about_state(way), []).append(make)
        return ways

    def _all(self) -> Iterator[tuple[str, Make]]:
        reports = self._reports
        districts = [district.name for district in reports.config.districts]
        definitions = [each for each in self._definitions() if each.reference is None]
        for definition in [*definitions, by_district("theme"), by_district("service")]:
            for district in (None, *districts):
                yield way_of(definition, district), lambda d=definition, where=district: self._matrix(d, where)  # type: ignore[misc]
        for district in districts:
            for language in LANGUAGES:
                yield (
                    way_of_district(district, language),
                    lambda where=district, spoken=language: self._district(where, spoken),  # type: ignore[misc]
                )
        yield "participation", lambda: of_participation(reports.interviews.table())
        for language in LANGUAGES:
            yield (
                in_language("followups", language),
                lambda spoken=language: of_followups(self._followups.all(), fill_words(spoken)),  # type: ignore[misc]
            )
        yield WAY, lambda: of_checklist(reports.coreq())
        yield FINAL, lambda: of_final(gather_figures(reports))
        for each in self._comparisons.definitions():
            yield comparison_way(each), lambda name=each.name: self._comparison(name)  # type: ignore[misc]
        for conference in reports.conferences.all():
            for language in LANGUAGES:
                yield (
                    way_of_conference(conference, language),
                    lambda c=conference, spoken=language: self._conference(c, spoken),  # type: ignore[misc]
                )

    def _definitions(self) -> Iterator[MatrixDefinition]:
        for name in self._reports.matrices.names():
            try:
                yield self._reports.matrices.definition(name)
            except BsbError:
                continue  # it cannot be counted: what was printed of it is told to be gone

    def _matrix(self, definition: MatrixDefinition, district: str | None) -> Counted | None:
        try:
            made = self._reports.matrices.make(definition, district=district)
        except BsbError:
            return None
        return of_matrix(made) if isinstance(made, Matrix) else None

    def _comparison(self, name: str) -> Counted | None:
        try:
            made = self._comparisons.make(name)
        except BsbError:
            return None
        return of_comparison(made.definition, made.table, made.coincidences)

    def _conference(self, conference: Conference, language: str) -> Counted:
        words = self._reports.district_words(language)
        return of_conference(self._reports.held(conference), words.report, words.shared)

    def _district(self, district: str, language: str) -> Counted | None:
        material = self._reports.material(district, language=language)
        try:
            spoken = read_district(material, district)
        except BsbError:
            return None
        today = self._reports.today
        return of_district(spoken, next_conference(material.conferences, district, today), today)
