"""The comparisons of a project by name: what each puts side by side, and the files they are written to."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bsb.analysis.analyses import Analyses
from bsb.analysis.coincidence import Coincidence
from bsb.analysis.compare import Comparer, Comparison
from bsb.analysis.comparison_definitions import ComparisonDefinition, Stated, find_comparisons, load_comparison
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose

OUT = "sammenligninger"


@dataclass(frozen=True)
class Compared:
    """A comparison as it is now: the table, and one coincidence for each pair of conditions.

    ``meanings`` says of every name that a definition gives a condition, what the condition is. ``strangers`` are, by
    reference table, the rows that are no district of the project and were left out.
    """

    definition: ComparisonDefinition
    table: Comparison
    coincidences: tuple[Coincidence, ...]
    meanings: tuple[tuple[str, str], ...]
    strangers: dict[str, list[str]]


@dataclass(frozen=True)
class Comparisons:
    """Finds, makes and writes comparisons. ``template`` finds a template by name."""

    analyses: Analyses
    config: Config
    folders: Sequence[Path]
    template: Callable[[str], Path]
    output: Path
    today: datetime.date

    def definitions(self) -> list[ComparisonDefinition]:
        """Return every definition by name; those about the example only in the example."""
        found = find_comparisons(self.folders)
        loaded = [load_comparison(found[name]) for name in sorted(found)]
        return [each for each in loaded if self.config.example or not each.example]

    def make(self, wanted: str) -> Compared:
        """Return the comparison of that name or unambiguous beginning, counted now.

        Raises BsbError if none or several fit, its file has a fault, or it names what cannot be compared here.
        """
        found = find_comparisons(self.folders)
        definition = load_comparison(found[choose(wanted, dict.fromkeys(found, ()), N_("comparison"))])
        comparer = self.analyses.compare()
        stated = [each for pair in definition.conditions for each in pair if each.called]
        return Compared(
            definition,
            comparer.table(definition.columns, order=definition.order or None),
            tuple(_named(comparer, one, other) for one, other in definition.conditions),
            tuple(dict.fromkeys((each.called, comparer.condition(each.condition).words) for each in stated)),
            comparer.strangers(),
        )

    def write(self, wanted: str, *, out: Path | None = None) -> Path:
        """Write a comparison as .docx (default) or .xlsx, by the ending of ``out``; return where it lies.

        Raises BsbError as ``make``, and for another ending.
        """
        from bsb.reports.comparison_paper import TEMPLATE, write_comparison_document
        from bsb.reports.comparison_workbook import write_comparison_workbook

        made = self.make(wanted)
        path = out or self.output / OUT / f"{made.definition.name}.docx"
        ending = path.suffix.lower()
        if ending not in (".docx", ".xlsx"):
            raise BsbError(
                _("A comparison cannot be written as “{ending}”.").format(ending=path.suffix or path.name),
                _("Name the file .docx or .xlsx."),
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        if ending == ".docx":
            write_comparison_document(
                made.definition,
                made.table,
                made.coincidences,
                made.meanings,
                self.config,
                path,
                today=self.today,
                template=self.template(TEMPLATE),
            )
        else:
            write_comparison_workbook(made.definition, made.table, made.coincidences, path, today=self.today)
        return path


def _named(comparer: Comparer, one: Stated, other: Stated) -> Coincidence:
    found = comparer.coincidence(one.condition, other.condition)
    return replace(found, one=one.called or found.one, other=other.called or found.other)
