"""Matrices as files that people open: Excel workbooks, and a Word table that fits on A4."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from bsb.analysis.reference import ReferenceTable
from bsb.formats.workbook import dress, fit, header, new_workbook, page, put, save
from bsb.formats.workbook_room import heading_width
from bsb.reports.matrix_word import write_matrix_document
from bsb.reports.matrix_workbook import write_matrix_workbook

__all__ = ["write_matrix_document", "write_matrix_workbook", "write_reference_workbook"]


def write_reference_workbook(table: ReferenceTable, out: Path, *, today: datetime.date) -> None:
    """Write a reference table as a workbook: cells as they were printed, whole numbers as numbers, its source.

    Raises BsbError if it cannot be written there.
    """
    book = new_workbook()
    sheet = book.create_sheet("Tabell")
    dress(put(sheet, 1, 1, table.definition.title), bold=True, size=13, wrap=False)
    widths = [24.0, *(max(14.0, heading_width(name)) for name in table.header[1:])]
    header(sheet, 3, table.header, widths, across=dict.fromkeys(range(2, len(widths) + 1), "right"))
    rows: list[Sequence[str | int | None]] = list(table.rows)
    if table.foot:
        rule = table.definition.sum
        rows.append(["Sum" if rule == "numbers" else f"Antall «{rule}»", *table.foot[1:]])
    for number, row in enumerate(rows, 4):
        total = number >= 4 + len(table.rows)
        for column, text in enumerate(row, 1):
            value = int(text) if isinstance(text, str) and text.isdecimal() else text
            cell = put(sheet, number, column, value)
            dress(cell, bold=total or column == 1, across="left" if column == 1 else "right", ruled=True)
            if isinstance(value, int):
                cell.number_format = "#,##0"  # thousands apart, in the way of the reader's language
        fit(sheet, number, row, widths)
    end = 4 + len(rows)
    notes = ["Tomme celler er tomme i kilden også."] if any("" in row for row in table.rows) else []
    if table.definition.source:
        notes.append(f"Kilde: {table.definition.source}")
    for number, note in enumerate(notes, end + 1):
        dress(put(sheet, number, 1, note), wrap=False)
    sheet.freeze_panes = "B4"
    page(sheet)
    save(book, out, date=today, title=table.definition.title)
