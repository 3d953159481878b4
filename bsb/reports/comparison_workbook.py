"""A comparison of districts as an Excel workbook: figures to sort, and what coincides."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from bsb.analysis.coincidence import Coincidence
from bsb.analysis.compare import Comparison
from bsb.analysis.comparison_definitions import ComparisonDefinition
from bsb.formats.bookmarks import names_in
from bsb.formats.workbook import name_cell, new_workbook, save, table
from bsb.i18n import speaking
from bsb.reports.comparison_paper import GROUPS
from bsb.reports.counted import of_comparison
from bsb.reports.norwegian import decimal


def write_comparison_workbook(
    definition: ComparisonDefinition,
    found: Comparison,
    coincidences: Sequence[Coincidence],
    out: Path,
    *,
    today: datetime.date,
) -> None:
    """Write a comparison as a workbook in bokmål: Tabell and Sammentreff. Single whole numbers are numbers.

    Raises BsbError if it cannot be written there.
    """
    book = new_workbook()
    with speaking("nb"):
        names = ["Bydel", *(subject.label for subject in found.subjects)]
        rows: list[list[str | int | None]] = [
            [
                district,
                *(
                    int(cell.number) if cell.number is not None and float(cell.number).is_integer() else cell.text
                    for cell in found.cells[district]
                ),
            ]
            for district in found.districts
        ]
        sheet, counted = book.create_sheet("Tabell"), of_comparison(definition, found, coincidences)
        table(sheet, names, [22.0, *(18.0 for _name in names[1:])], rows)
        for number, district in enumerate(found.districts, 2):
            for at in range(1, len(names)):
                for mark in names_in(counted.mark(district, str(at))):
                    name_cell(sheet.cell(number, at + 1), mark)
        pairs = [
            [
                each.one,
                each.other,
                *(_counted(getattr(each, key)) for key, _name in GROUPS),
                _share(each.consistency),
                _share(each.coverage),
                f"{each.text} {each.contrast}",
                each.caution,
            ]
            for each in coincidences
        ]
    heads = ["Det første", "Det andre", *(name for _key, name in GROUPS), "Konsistens", "Dekning", "Med ord", "Merk"]
    widths = [20.0, 20.0, 18.0, 18.0, 18.0, 18.0, 14.0, 11.0, 9.0, 36.0, 25.0]
    if pairs:
        table(book.create_sheet("Sammentreff"), heads, widths, pairs)
    save(book, out, date=today, title=definition.title)


def _counted(districts: Sequence[str]) -> str:
    return f"{len(districts)}: {', '.join(districts)}" if districts else "0"


def _share(share: float | None) -> str:
    return "–" if share is None else decimal(share, 2)
