"""The matrix as a picture: themes by evaluations, darker where more people spoke of a theme."""

from __future__ import annotations

from bsb.formats.svg import SOFT
from bsb.formats.text_width import shorten, text_width
from bsb.formats.texts import Texts
from bsb.reports.drawing.frame import MARGIN, PALE, PORTRAIT, Drawing, Table, begin, notes, ranges, shade, swatches
from bsb.reports.drawing.heat import slant_height, slanted
from bsb.synthesis.matrix import NO_CODE, SAID, Said, ThemeMatrix
from bsb.synthesis.telling import matrix_keys

_ROW, _ACROSS, _TOTAL, _LONGEST = 26, 34, 48, 300


def draw(matrix: ThemeMatrix, texts: Texts) -> Drawing:
    """Draw the matrix. An evaluation without a code for a theme has no cell there. Equal data, equal drawing."""
    names = min(_LONGEST, max((text_width(theme.name, 12) for theme in matrix.themes), default=0.0) + 12)
    labels = [each.label for each in matrix.projects]
    room = slant_height([*labels, texts["total"]])
    width = max(PORTRAIT, 2 * MARGIN + names + len(labels) * _ACROSS + _TOTAL + 0.6 * room)
    canvas, top = begin("synthesis", texts["matrix_title"], width=width, under=texts["matrix_lead"])
    left, y = MARGIN + names, top + room
    for number, label in enumerate(labels):
        slanted(canvas, left + (number + 0.5) * _ACROSS, y - 6, label)
    end = left + len(labels) * _ACROSS + 6
    slanted(canvas, end + _TOTAL / 2, y - 6, texts["total"], bold=True)
    most = max((cell.cell.speakers for cell in matrix.cells.values() if cell.cell), default=0)
    for theme in matrix.themes:
        canvas.text(MARGIN, y + 17, shorten(theme.name, names - 8, 12))
        for number, cell in enumerate(matrix.row(theme.key)):
            x, colour = left + number * _ACROSS, _ground(cell, most)
            if cell.state == NO_CODE:
                continue
            canvas.rect(x + 0.5, y + 0.5, _ACROSS - 1, _ROW - 1, fill=colour, stroke="#c9d0d8", stroke_width=0.8)
            canvas.text(x + _ACROSS / 2, y + 17, cell.figure(), anchor="middle", on=colour)
        canvas.rect(end, y + 0.5, _TOTAL, _ROW - 1, fill=PALE)
        canvas.text(end + _TOTAL / 2, y + 17, matrix.total(theme.key), anchor="middle", bold=True, on=PALE)
        y += _ROW
    canvas.text(MARGIN, y + 20, texts["present"], fill=SOFT)
    for number, each in enumerate(matrix.projects):
        canvas.text(
            left + (number + 0.5) * _ACROSS, y + 20, matrix.present[each.name].figure(), anchor="middle", fill=SOFT
        )
    least = min((cell.smallest for cell in matrix.cells.values()), default=1)
    steps = [(told, colour) for told, colour in ranges(most) if int(told.rpartition("–")[2]) >= least]
    y = swatches(canvas, MARGIN, y + 46, steps, texts["swatch"])
    notes(canvas, y, matrix_keys(matrix, texts))
    alt = texts("alt", rows=len(matrix.themes), columns=len(labels), most=most)
    return Drawing("synthesis", texts["matrix_title"], alt, canvas, _table(matrix, labels, texts))


def _ground(cell: Said, most: int) -> str:
    return shade(cell.cell.speakers, most) if cell.state == SAID and cell.cell else "#ffffff"


def _table(matrix: ThemeMatrix, labels: list[str], texts: Texts) -> Table:
    rows = tuple(
        (theme.name, *(cell.figure() for cell in matrix.row(theme.key)), matrix.total(theme.key))
        for theme in matrix.themes
    )
    return Table(("", *labels, texts["total"]), rows)
