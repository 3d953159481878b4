"""Figures as papers print them, each with its place and the way in which it was counted.

A paper prints a figure by ``Counted.mark``; ``bsb.reports.recount`` makes the same ``Counted`` anew and holds what is
printed against it. So no figure is printed that cannot be counted again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bsb.analysis.coincidence import Coincidence
from bsb.analysis.compare import Comparison
from bsb.analysis.comparison_definitions import ComparisonDefinition
from bsb.analysis.definitions import MatrixDefinition
from bsb.analysis.matrix import Cell, Matrix
from bsb.corpus.interviews import InterviewTable
from bsb.dialogue.followups import Progress
from bsb.formats.texts import Texts
from bsb.reports.matrix_cells import has_total, lines_of_cell, lines_of_count
from bsb.reports.norwegian import decimal
from bsb.reports.source_marks import mark_count, mark_table
from bsb.text.language import LANGUAGES

Place = tuple[str, ...]
#: The column in which the total of a row stands.
TOTAL = "="
#: The place of all cells of a table together.
WHOLE = "#"
#: What may be printed of a cell besides the cell itself.
MEASURES = ("speakers", "interviews", "turns", "codings", "positive", "critical", "mixed", "neutral")


@dataclass
class Counted:
    """Figures that were counted in one way. ``name`` is what people read for it, ``way`` all that decides them.

    ``made`` gives the figures as they are printed, by place; it is asked once.
    """

    name: str
    way: str
    made: Callable[[], Mapping[Place, str]]

    @cached_property
    def figures(self) -> Mapping[Place, str]:
        """The figures as they are printed."""
        return self.made()

    def mark(self, *place: str) -> str:
        """Return the figure of a place as it is printed, marked with it; "" where nothing is counted."""
        shown = self.figures.get(place, "")
        return mark_count(self.way, place, shown) if shown else ""

    def mark_table(self, text: str) -> str:
        """Return a table's first heading, marked with all the figures in it: also those of its empty cells."""
        return mark_table(self.way, self.figures.get((WHOLE,), ""), text)


def way_of(definition: MatrixDefinition, district: str | None) -> str:
    """Return all that decides the figures of a matrix, in one line."""
    return f"matrix {replace(definition, title='', note='', path=None)!r} {district or ''}"


def of_matrix(matrix: Matrix) -> Counted:
    """Return the figures of a matrix: by (row, column) as the matrix prints them, and by (row, column, measure)."""
    definition = matrix.definition
    name = f"{definition.name} ({matrix.district})" if matrix.district else definition.name
    return Counted(name, way_of(definition, matrix.district), lambda: dict(_matrix(matrix)))


def _matrix(matrix: Matrix) -> Iterator[tuple[Place, str]]:
    whole = ["\t".join(lines_of_cell(matrix, row.key, at.key)) for row in matrix.rows for at in matrix.columns]
    yield (WHOLE,), "\n".join([*(row.key for row in matrix.rows), *(at.key for at in matrix.columns), *whole])
    for row in matrix.rows:
        for column in matrix.columns:
            cell = matrix.cell(row.key, column.key)
            yield (row.key, column.key), "\n".join(filter(None, lines_of_cell(matrix, row.key, column.key)))
            for measure in MEASURES:
                yield (row.key, column.key, measure), str(getattr(cell, measure))
            yield (row.key, column.key, "all"), figures_of(cell)
        if has_total(matrix):
            yield (row.key, TOTAL), "\n".join(filter(None, lines_of_count(matrix, matrix.total(row.key))))


def figures_of(cell: Cell) -> str:
    """Return all figures of a cell in one text, as a row of a workbook has them."""
    return " ".join(str(getattr(cell, measure)) for measure in MEASURES)


def of_participation(table: InterviewTable) -> Counted:
    """Return who took part: by (district, column), and the sums by ("", column); columns are 1 to 3."""
    rows = [*table.rows, ("", *table.sums)]
    figures: dict[Place, str] = {
        (name, str(at)): str(n) if n or at < 3 or not name else "–"
        for name, *own in rows
        for at, n in enumerate(own, 1)
    }
    return Counted("Tabell 2", "participation", lambda: figures)


def of_comparison(
    definition: ComparisonDefinition, table: Comparison, coincidences: Sequence[Coincidence]
) -> Counted:
    """Return the cells of a comparison by (district, number of the column), and its coincidences by their number.

    A coincidence has the places (number, group) with how many districts are in it, and (number, measure).
    """

    def made() -> dict[Place, str]:
        found: dict[Place, str] = {
            (district, str(at)): cell.text
            for district in table.districts
            for at, cell in enumerate(table.cells[district], 1)
        }
        for number, each in enumerate(coincidences, 1):
            for group in ("both", "only_one", "only_other", "neither", "unknown"):
                found[f"#{number}", group] = str(len(getattr(each, group)))
            for measure, share in (("consistency", each.consistency), ("coverage", each.coverage)):
                found[f"#{number}", measure] = "" if share is None else decimal(share, 2)
        return found

    return Counted(definition.name, comparison_way(definition), made)


def comparison_way(definition: ComparisonDefinition) -> str:
    """Return all that decides the figures of a comparison, in one line."""
    return f"comparison {definition.name} {definition.columns!r} {definition.conditions!r}"


def in_language(way: str, language: str) -> str:
    """Return a way of counting as it is for figures that are put in the words of a language.

    >>> in_language("followups", "nb"), in_language("followups", "en")
    ('followups', 'followups en')
    """
    return way if language == LANGUAGES[0] else f"{way} {language}"


def of_followups(found: Sequence[Progress], words: Texts) -> Counted:
    """Return what has become of recommendations: by (id, "now") the status that was said last, and all sayings.

    ``words`` are those of ``bsb.dialogue.fill_words``.
    """

    def made() -> dict[Place, str]:
        figures: dict[Place, str] = {}
        for each in found:
            ref = each.recommendation.ref
            status = words[f"status-{each.status}"]
            figures[ref, "now"] = status
            figures[ref, "Now"] = status.capitalize()
            figures[ref, "said"] = said(each, words)
        return figures

    return Counted(words["counted"], in_language("followups", words.language), made)


def said(progress: Progress, words: Texts) -> str:
    """Return who said what of a recommendation last, one a line."""
    day = words.say.day
    return "\n".join(
        f"{who.capitalize()}: {words[f'status-{saying.status}']} ({day(datetime.date.fromisoformat(saying.said_on))})"
        for who, saying in progress.latest.items()
    )
