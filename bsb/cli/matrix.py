"""``bsb matrix``: matrices and reference tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import (
    console_width,
    done,
    in_project,
    json_option,
    new_table,
    note,
    print_rich,
    show_table,
    write_json,
)
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from rich.text import Text

    from bsb.analysis.matrix import Cell, Matrix
    from bsb.analysis.reference import ReferenceTable
    from bsb.project import Project

MEASURES = ("speakers", "interviews", "turns", "codings", "valence")


@click.group(help=_("Matrices and reference tables."))
def matrix() -> None:
    pass


@matrix.command("list", help=_("List the matrices: the project's own and the shipped ones."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.matrices.definitions()
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Matrix"), _("Title"), _("Holds")],
        [(d.name, d.title, _("reference table") if d.reference else f"{d.rows} × {d.columns}") for d in found],
    )


@matrix.command(help=_("Show a matrix or a reference table."))
@click.argument("name")
@click.option("--district", help=_("Only this district's interviews."))
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    default="speakers",
    show_default=True,
    help=_("What the cells show; valence is turns that are positive/critical."),
)
@json_option
@in_project
def show(project: Project, name: str, district: str | None, measure: str, as_json: bool) -> None:
    from bsb.analysis.reference import ReferenceTable

    made = project.matrices.make(name, district=district)
    if isinstance(made, ReferenceTable):
        _show_reference(made, as_json)
    elif as_json:
        write_json(
            {
                "matrix": made.definition.name,
                "rows": [line.key for line in made.rows],
                "columns": [line.key for line in made.columns],
                "cells": [
                    {"row": row, "column": column} | {f: getattr(cell, f) for f in type(cell).__slots__}
                    for (row, column), cell in made.cells.items()
                ],
            }
        )
    else:
        _show_matrix(project, made, measure)


def _show_reference(made: ReferenceTable, as_json: bool) -> None:
    if as_json:
        write_json({"header": made.header, "rows": made.rows, "sums": made.foot})
        return
    rows: list[tuple[object, ...]] = list(made.rows)
    if made.foot:
        rows.append((_("Sum"), *made.foot[1:]))
    show_table(list(made.header), rows, title=made.definition.title)
    note(made.definition.source)


def _show_matrix(project: Project, made: Matrix, measure: str) -> None:
    from rich.text import Text

    short = {d.name: d.short or d.name for d in project.config.districts}
    labels = {row.key: "  " * row.depth + row.label for row in made.rows}
    headings = {column.key: short.get(column.key, column.label) for column in made.columns}
    room = console_width() - max(map(len, labels.values()), default=0) - 4
    for number, columns in enumerate(blocks(list(headings), [len(h) + 2 for h in headings.values()], room)):
        table = new_table(title=None if number else made.definition.title, padding=(0, 0, 0, 1))
        table.add_column("", no_wrap=True)
        for key in columns:
            table.add_column(Text(headings[key]), justify="right", no_wrap=True)
        for row in made.rows:
            cells = [_cell(made.cell(row.key, key), measure) if row.countable else Text("") for key in columns]
            table.add_row(Text(labels[row.key], "" if row.countable else "bold"), *cells)
        print_rich(table)
    note(_("Each figure counts distinct participants, interviews or turns; * marks a cell with one single voice."))
    for line in made.single_voices():
        note(_("“{theme}” rests on one person.").format(theme=line.label))


def blocks(keys: list[str], widths: list[int], room: int) -> list[list[str]]:
    """Split columns into as few blocks as fit beside each other in so many characters, of about equal size."""
    if not keys:
        return [[]]
    widest = max(widths)
    most = max(1, len(keys) if sum(widths) <= room else room // widest)
    parts = -(-len(keys) // most)
    size = -(-len(keys) // parts)
    return [keys[at : at + size] for at in range(0, len(keys), size)]


def _cell(cell: Cell, measure: str) -> Text:
    from rich.text import Text

    if not cell.turns:
        return Text("·", "dim")
    if measure == "valence":
        return Text.assemble((f"+{cell.positive}", "green"), (f"−{cell.critical}", "red"))
    return Text(f"{getattr(cell, measure)}" + ("*" if cell.single_voice and measure != "interviews" else ""))


@matrix.command(help=_("Write a matrix as an Excel workbook (.xlsx) or a Word table (.docx)."))
@click.argument("name")
@click.option("--district", help=_("Only this district's interviews."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@in_project
def export(project: Project, name: str, district: str | None, output: Path | None) -> None:
    done(_("Wrote {file}.").format(file=project.reports.matrix(name, district=district, out=output)))
