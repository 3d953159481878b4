"""``bsb compare``: districts beside one another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import decimal, in_project, json_option, note, show_table, write_json, wrote
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.analysis.coincidence import Coincidence
    from bsb.analysis.compare import Comparison
    from bsb.project import Project


@click.group(help=_("Compare districts: what was said in them, and figures from plans and statistics."))
def compare() -> None:
    pass


@compare.command(help=_("List what can be compared: columns of reference tables, and codes."))
@json_option
@in_project
def columns(project: Project, as_json: bool) -> None:
    known = project.analyses.compare().subjects
    if as_json:
        write_json(list(known))
        return
    for name in known:
        click.echo(name)
    note(_("After a code may stand a valence and what is counted, as in “Respekt kritiske personer”."))


@compare.command(
    help=_(
        "Show districts beside one another. WHAT is a column or a code, with or without a valence and what to"
        ' count: bsb compare table Prisnivå Respekt "Respekt kritiske personer"'
    )
)
@click.argument("what", nargs=-1, required=True)
@click.option("--order", help=_("Sort the districts by this column or code, lowest first."))
@json_option
@in_project
def table(project: Project, what: tuple[str, ...], order: str | None, as_json: bool) -> None:
    comparer = project.analyses.compare()
    found = comparer.table(what, order=order)
    if as_json:
        write_json(_table_json(found))
        return
    _show(project, found)
    _strangers(comparer.strangers())


@compare.command(
    help=_(
        "Show which districts have both of two conditions, one of them or none. A condition is a column or a code"
        ' with a sign and a value: bsb compare conditions "Prisnivå <= 5" "Respekt positive personer >= 2"'
    )
)
@click.argument("one")
@click.argument("other")
@json_option
@in_project
def conditions(project: Project, one: str, other: str, as_json: bool) -> None:
    comparer = project.analyses.compare()
    found = comparer.coincidence(one, other)
    if as_json:
        write_json(_coincidence_json(found))
        return
    _show_coincidence(found)
    _strangers(comparer.strangers())


@compare.command("list", help=_("List the comparisons: the project's own and the shipped ones."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.comparisons.definitions()
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Comparison"), _("Title"), (_("Columns"), "right"), (_("Conditions"), "right")],
        [(each.name, each.title, len(each.columns), len(each.conditions)) for each in found],
    )
    note(_("They are files in matrices/comparisons. A file of yours there is listed too."))


@compare.command(help=_("Show a comparison: its table, and what coincides."))
@click.argument("name")
@json_option
@in_project
def show(project: Project, name: str, as_json: bool) -> None:
    made = project.comparisons.make(name)
    if as_json:
        write_json(
            {"name": made.definition.name, "title": made.definition.title}
            | _table_json(made.table)
            | {"coincidences": [_coincidence_json(each) for each in made.coincidences]}
            | {"meanings": dict(made.meanings)}
        )
        return
    click.secho(made.definition.title, bold=True)
    if made.definition.note:
        click.echo(made.definition.note)
    _show(project, made.table)
    for each in made.coincidences:
        _show_coincidence(each)
    for name, meaning in made.meanings:
        click.echo(_("“{name}” means {meaning}.").format(name=name, meaning=meaning))
    _strangers(made.strangers)


@compare.command(help=_("Write a comparison as a Word document or a workbook."))
@click.argument("name")
@click.option("-o", "--output", "out", type=click.Path(path_type=Path), help=_("The file: .docx or .xlsx."))
@in_project
def export(project: Project, name: str, out: Path | None) -> None:
    wrote(project, project.comparisons.write(name, out=out), bokmaal=True)


def _show(project: Project, found: Comparison) -> None:
    show_table(
        [_("District"), *(subject.label for subject in found.subjects)],
        [(d, *(cell.text for cell in found.cells[d])) for d in found.districts],
        caption=_("A blank is unknown; a 0 means that nobody said it."),
    )
    smallest = project.config.privacy.smallest_cell
    if small := found.small_cells(smallest):
        note(
            ngettext(
                "{n} cell rests on fewer than {smallest} people, who may be recognised.",
                "{n} cells rest on fewer than {smallest} people each, who may be recognised.",
                small,
            ).format(n=small, smallest=smallest)
        )


def _table_json(found: Comparison) -> dict[str, object]:
    return {
        "subjects": found.subjects,
        "districts": [{"district": d, "cells": found.cells[d]} for d in found.districts],
    }


def _show_coincidence(found: Coincidence) -> None:
    groups = [
        (_("Both"), found.both),
        (_("Only the first"), found.only_one),
        (_("Only the second"), found.only_other),
        (_("None"), found.neither),
        (_("Unknown"), found.unknown),
    ]
    show_table(
        ["", (_("Number"), "right"), _("Districts")],
        [(name, len(districts), ", ".join(districts)) for name, districts in groups],
        title=f"1. {found.one}\n2. {found.other}",
    )
    click.echo(found.text)
    click.echo(found.contrast)
    shares = {_("Consistency"): found.consistency, _("Coverage"): found.coverage}
    click.echo(", ".join(f"{name}: {decimal(share, 2)}" for name, share in shares.items() if share is not None))
    if found.caution:
        note(found.caution)


def _coincidence_json(found: Coincidence) -> dict[str, object]:
    names = ("one", "other", "both", "only_one", "only_other", "neither", "unknown", "consistency", "coverage")
    out = {name: getattr(found, name) for name in names}
    return out | {"text": found.text, "contrast": found.contrast, "caution": found.caution}


def _strangers(strangers: dict[str, list[str]]) -> None:
    for name, rows in strangers.items():
        note(
            _("{table}: rows that are no district of this project are left out: {rows}.").format(
                table=name, rows=", ".join(rows)
            )
        )
