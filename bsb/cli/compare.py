"""``bsb compare``: districts beside one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bsb.cli.edge import in_project, json_option, note, show_table, write_json
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.analysis.compare import Comparer
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
    labels = [subject.label for subject in found.subjects]
    if as_json:
        write_json(
            {
                "subjects": found.subjects,
                "districts": [{"district": d, "cells": found.cells[d]} for d in found.districts],
            }
        )
        return
    show_table(
        [_("District"), *labels],
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
    _strangers(comparer)


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
        names = ("one", "other", "both", "only_one", "only_other", "neither", "unknown", "consistency", "coverage")
        out = {name: getattr(found, name) for name in names}
        write_json(out | {"text": found.text, "contrast": found.contrast, "caution": found.caution})
        return
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
    click.echo(", ".join(f"{name}: {share:.2f}" for name, share in shares.items() if share is not None))
    if found.caution:
        note(found.caution)
    _strangers(comparer)


def _strangers(comparer: Comparer) -> None:
    for name, rows in comparer.strangers().items():
        note(
            _("{table}: rows that are no district of this project are left out: {rows}.").format(
                table=name, rows=", ".join(rows)
            )
        )
