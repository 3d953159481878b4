"""A matrix as an Excel workbook: an overview to read, figures to sort, every quote, summaries, cautions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.analysis.matrix import Matrix
from bsb.coding.codings import Coding
from bsb.formats.bookmarks import names_in, unmarked
from bsb.formats.workbook import (
    HEAD_FILL,
    INK,
    NAVY,
    UPRIGHT,
    dress,
    fit,
    header,
    new_workbook,
    page,
    put,
    save,
    table,
)
from bsb.formats.workbook_room import ACROSS, heading_width, width_of
from bsb.reports.counted import TOTAL as COLUMN_OF_TOTALS
from bsb.reports.counted import of_matrix
from bsb.reports.matrix_cells import (
    TOTAL,
    axis_name,
    greatest,
    has_total,
    key_of,
    label,
    rules_of,
    shade_of,
    weight,
)
from bsb.reports.matrix_extras import Extras, by_cell, own_codings
from bsb.reports.matrix_summaries import summaries_sheet
from bsb.reports.source_marks import mark_coding, mark_summary

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST = 4  # the overview's header row, below title and key
_MOST_QUOTES = 3
_NARROW = 7.9  # a column of figures
VALENCES = {"positive": "god erfaring", "critical": "utfordring", "mixed": "både og", "neutral": "nøytral"}


def write_matrix_workbook(
    matrix: Matrix, codings: Sequence[Coding], out: Path, *, today: datetime.date, extras: Extras | None = None
) -> None:
    """Write a matrix as a workbook: Oversikt, Tall and Sitater; with ``extras`` also Sammendrag and Forbehold.

    ``codings`` may hold more than the matrix shows; only those of its rows and columns are listed. They are not
    looked at where the extras hold codings by cell. The workbook is a working paper: it shows interviews and
    speakers' pseudonyms. Texts never become formulas, and equal contents and day give equal bytes.

    Raises BsbError if it cannot be written there.
    """
    cells = own_codings(matrix, extras.codings) if extras else by_cell(matrix, codings)
    book = new_workbook()
    _overview(book.create_sheet("Oversikt"), matrix, extras, cells)
    _figures(book.create_sheet("Tall"), matrix)
    if not _conference(matrix):
        _quotes(book.create_sheet("Sitater"), matrix, cells)
        if extras is not None:
            summaries_sheet(book.create_sheet("Sammendrag"), matrix, extras)
            _cautions(book.create_sheet("Forbehold"), extras)
    save(book, out, date=today, title=matrix.definition.title)


def _overview(
    sheet: Worksheet, matrix: Matrix, extras: Extras | None, codings: dict[tuple[str, str], list[Coding]]
) -> None:
    definition = matrix.definition
    words = definition.cell in ("quotes", "summary")
    where = f" – {matrix.district}" if matrix.district else ""
    _line(sheet, 1, definition.title + where, bold=True, size=13)
    _line(sheet, 2, key_of(matrix))
    names = [axis_name(definition.rows), *(label(definition.columns, column) for column in matrix.columns)]
    widths = [_first_width(matrix), *(36.0 if words else max(_NARROW, heading_width(name)) for name in names[1:])]
    stand = "left" if words else "center"
    if not words and sum(widths) > ACROSS:  # headings that stand upright make room for the rest of the sheet
        widths[1:], stand = [_NARROW] * len(matrix.columns), UPRIGHT
    across = dict.fromkeys(range(2, len(names) + 1), stand)
    if has_total(matrix):
        names.append(TOTAL)
        widths.append(10.0)
        across[len(names)] = "center"
    header(sheet, _FIRST, names, widths, across=across)
    most, counted = 0.0 if words else greatest(matrix), of_matrix(matrix)
    for number, row in enumerate(matrix.rows, _FIRST + 1):
        grouping = not row.countable
        head = put(sheet, number, 1, label(definition.rows, row))
        dress(head, bold=True, colour=NAVY if grouping else INK, fill=HEAD_FILL if grouping else "", indent=row.depth)
        texts: list[str] = []
        for at, column in enumerate(matrix.columns, 2):
            if words:
                text = _words(definition.cell, (row.key, column.key), extras, codings)
            else:
                text = counted.mark(row.key, column.key)
            texts.append(text)
            shade = "" if words else shade_of(weight(matrix, row.key, column.key), most)
            shown = put(sheet, number, at, text or None)
            dress(shown, fill=HEAD_FILL if grouping else shade, across="left" if words else "center")
        if has_total(matrix):
            text = counted.mark(row.key, COLUMN_OF_TOTALS)
            dress(put(sheet, number, len(names), text or None), bold=True, fill=HEAD_FILL, across="center")
        if words:
            fit(sheet, number, [label(definition.rows, row), *map(unmarked, texts)], widths)
        else:
            sheet.row_dimensions[number].height = 16 if _conference(matrix) else 29
    for number, text in enumerate(rules_of(matrix), _FIRST + len(matrix.rows) + 2):
        _line(sheet, number, text, bold=text.endswith("talt:"))
    sheet.freeze_panes = f"B{_FIRST + 1}"
    page(sheet)


def _first_width(matrix: Matrix) -> float:
    names = [(label(matrix.definition.rows, row), row.depth) for row in matrix.rows]
    return min(40.0, max([20.0, *(width_of(name, bold=True) + 2 * depth + 1 for name, depth in names)]))


def _words(
    content: str, cell: tuple[str, str], extras: Extras | None, codings: dict[tuple[str, str], list[Coding]]
) -> str:
    if content == "summary":
        found = extras.summaries.get(cell) if extras else None
        return mark_summary(found) if found else ""
    first = {(coding.start, coding.end, coding.speaker, coding.interview): coding for coding in codings.get(cell, ())}
    passages = [f"«{mark_coding(coding)}» ({coding.speaker}, {coding.interview})" for coding in first.values()]
    more = len(passages) - _MOST_QUOTES
    return "\n".join([*passages[:_MOST_QUOTES], *([f"… og {more} til i arket Sitater"] if more > 0 else [])])


def _line(sheet: Worksheet, row: int, text: str, *, bold: bool = False, size: float = 10) -> None:
    """Write a line of text that runs on over the cells to its right."""
    dress(put(sheet, row, 1, text), bold=bold, size=size, wrap=False)


def _figures(sheet: Worksheet, matrix: Matrix) -> None:
    definition, counted = matrix.definition, of_matrix(matrix)
    heads = [axis_name(definition.rows), axis_name(definition.columns)]
    if _conference(matrix):
        # A district in which nothing is registered yet would be a row of noughts, as if nobody had come.
        told = [row for row in matrix.rows if matrix.total(row.key).speakers or definition.rows != "district"]
        counts: list[list[str | int | None]] = [
            [
                label(definition.rows, row),
                label(definition.columns, column),
                matrix.cell(row.key, column.key).speakers,
            ]
            for row in told
            for column in matrix.columns
        ]
        what = "Funn" if definition.of_conference == "verdict" else "Deltakere"
        own = [name for row in told for column in matrix.columns
               for name in names_in(counted.mark(row.key, column.key, "speakers"))]  # fmt: skip
        table(sheet, [*heads, what], [30, 20, 11], counts, sources=own)
        return
    names = [
        *(*heads, "Deltakere", "Intervjuer", "Replikker"),
        *("Kodinger", "Gode erfaringer (replikker)", "Utfordringer (replikker)", "Både og (replikker)"),
        *("Nøytrale (replikker)", "Én stemme"),
    ]
    rows: list[list[str | int | None]] = []
    sources: list[str] = []
    shares = definition.cell == "share"
    for row in matrix.rows:
        for column in matrix.columns:
            cell = matrix.cell(row.key, column.key)
            if row.countable or cell.speakers:
                counts_of = (cell.speakers, cell.interviews, cell.turns, cell.codings)
                by_valence = (cell.positive, cell.critical, cell.mixed, cell.neutral)
                share = matrix.share(row.key, column.key) if shares else None
                sources += names_in(counted.mark(row.key, column.key, "all"))
                rows.append(
                    [
                        *(label(definition.rows, row), label(definition.columns, column), *counts_of, *by_valence),
                        "ja" if cell.single_voice else "",
                        *([None if share is None else round(100 * share)] if shares else []),
                    ]
                )
    widths = [28.0, 22, 11, 11, 11, 11, 13, 13, 13, 13, 9, *([10] if shares else [])]
    table(sheet, [*names, *(["Andel (%)"] if shares else [])], widths, rows, sources=sources)


def _quotes(sheet: Worksheet, matrix: Matrix, cells: dict[tuple[str, str], list[Coding]]) -> None:
    definition = matrix.definition
    beside = definition.columns not in ("district", "interview")
    names = [
        *(axis_name(definition.rows), *([axis_name(definition.columns)] if beside else [])),
        *("Bydel", "Intervju", "Replikk", "Deltaker", "Valør", "Kodet av", "Sitat", "Notat"),
    ]
    rows: list[list[str | int | None]] = []
    sources: list[str] = []
    for row in matrix.rows:
        groups: dict[tuple[object, ...], list[Coding]] = {}
        for column in matrix.columns:
            for coding in cells.get((row.key, column.key), ()):
                passage = (coding.interview, coding.start, coding.end, coding.code)
                groups.setdefault((label(definition.columns, column) if beside else "", *passage), []).append(coding)
        order = {coding.id: at for at, coding in enumerate(_reading(groups))}
        for (column_label, *_rest), group in sorted(groups.items(), key=lambda item: order[item[1][0].id]):
            heads = [label(definition.rows, row), *([str(column_label)] if beside else [])]
            rows.append([*heads, *_passage(group)])
            sources += names_in(mark_coding(group[0]))
    widths = [22.0, *([20.0] if beside else []), 14, 19, 8, 9, 12, 8, 62, 28]
    table(sheet, names, widths, rows, sources=sources)


def _reading(groups: dict[tuple[object, ...], list[Coding]]) -> list[Coding]:
    """Return the first coding of each passage in reading order: as interviews were entered, which is as ids rise."""
    first = [group[0] for group in groups.values()]
    lowest: dict[str, int] = {}
    for coding in first:
        lowest[coding.interview] = min(coding.id, lowest.get(coding.interview, coding.id))
    return sorted(first, key=lambda coding: (lowest[coding.interview], coding.start, coding.end, coding.id))


def _passage(group: list[Coding]) -> list[str | int | None]:
    """A passage with all who gave it the same code, their valences apart where they differ."""
    group = sorted(group, key=lambda c: c.coder)
    first = group[0]
    alike = len({c.valence for c in group}) == 1
    valence = VALENCES[first.valence] if alike else "; ".join(f"{c.coder}: {VALENCES[c.valence]}" for c in group)
    memos = [(c.coder, c.memo) for c in group if c.memo]
    memo = memos[0][1] if len(memos) == 1 else "\n".join(f"{coder}: {text}" for coder, text in memos)
    return [
        *(first.district, first.interview, first.turn, first.speaker, valence),
        *(", ".join(c.coder for c in group), first.quote, memo),
    ]


def _cautions(sheet: Worksheet, extras: Extras) -> None:
    rows: list[list[str | int | None]] = [[caution.text] for caution in extras.cautions] or [["Ingen."]]
    table(sheet, ["Det må leseren vite"], [110.0], rows)
    sheet.auto_filter.ref = None


def _conference(matrix: Matrix) -> bool:
    return bool(matrix.definition.of_conference)
