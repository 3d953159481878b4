"""How what comes back from a workbook of summaries is shown, and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import note
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.coding.summary_import import SummaryChange, SummaryPlan
    from bsb.reports.matrix_export import Checked


def show_checked(found: Checked) -> None:
    """Show definitions with a fault, summaries in no cell, and those older than what they rest on."""
    for fault in found.faults:
        click.secho(fault.problem, fg="red")
        if fault.hint:
            click.echo(f"  {fault.hint}")
    for each in found.homeless:
        click.echo(_("{matrix}: the summary of {cell} stands in no cell of the matrix.").format(
            matrix=each.matrix, cell=f"{each.row} × {each.column}"
        ))  # fmt: skip
    for each in found.stale:
        click.echo(_("{matrix}: the summary of {cell} is older than what it rests on: {since}.").format(
            matrix=each.matrix, cell=f"{each.row} × {each.column}", since=each.since()
        ))  # fmt: skip


def takes(take: tuple[str, ...], plan: SummaryPlan) -> tuple[str | None, dict[tuple[str, str], str]]:
    """Return what all conflicts and what single cells are to take."""
    from bsb.coding.summary_import import TAKES
    from bsb.errors import BsbError
    from bsb.text.match import fold, suggest

    names: dict[str, tuple[str, str]] = {}
    for each in plan.conflicts:
        names[fold(each.returned.label)] = names[fold("/".join(each.returned.cell))] = each.returned.cell
    every: str | None = None
    cells: dict[tuple[str, str], str] = {}
    for given in take:
        whose, colon, cell = given.partition(":")
        if whose not in TAKES:
            raise BsbError(_("--take is theirs or mine, not “{given}”.").format(given=whose), suggest(whose, TAKES))
        if not colon:
            every = whose
        elif (found := names.get(fold(cell))) is not None:
            cells[found] = whose
        else:
            raise BsbError(
                _("“{cell}” was not changed on both sides.").format(cell=cell),
                suggest(cell, ["/".join(each.returned.cell) for each in plan.conflicts]) if plan.conflicts else "",
            )
    return every, cells


def chosen(
    plan: SummaryPlan, take: tuple[str, ...], *, dry_run: bool, new: Sequence[str] = ()
) -> tuple[str | None, dict[tuple[str, str], str]] | None:
    """Show a plan, and lines on what is ``new`` beside it; return what conflicts are to take.

    None if there is nothing to write, or only a look was wanted: that is told too.
    """
    every, cells = takes(take, plan)
    show_plan(plan)
    for line in new:
        click.echo(line)
    if dry_run or not (new or plan.conflicts or plan.taken(every, cells)):
        note(_("Nothing was changed."))
        return None
    return every, cells


def show_plan(plan: SummaryPlan) -> None:
    """Show what would change: what was changed on both sides in full, the rest in a line."""
    for heading, found in (
        (_("New"), plan.new),
        (_("Changed"), plan.changed),
        (_("Removed"), plan.removed),
        (_("Changed on both sides"), plan.conflicts),
    ):
        if not found:
            continue
        click.secho(f"{heading} ({len(found)})", bold=True)
        for each in found:
            _show_change(each, full=found is plan.conflicts)
    note(ngettext("{n} text is as it was.", "{n} texts are as they were.", plan.same).format(n=plan.same))


def _show_change(each: SummaryChange, *, full: bool) -> None:
    click.echo(f"  {each.returned.label}")
    if full:
        who = f"{each.old.author}, {each.old.at[:10]}" if each.old else _("removed")
        click.secho("    " + _("In the project ({who}), {cell}:").format(who=who, cell="/".join(each.returned.cell)))
        click.echo(_indented(each.before))
        click.secho("    " + _("In the workbook, row {row}:").format(row=each.returned.row))
        click.echo(_indented(each.after))
        return
    for sign, text, colour in (("-", each.before, "red"), ("+", each.after, "green")):
        if text:
            click.secho(f"    {sign} {_shortened(text)}", fg=colour)


def _indented(text: str) -> str:
    return "\n".join(f"      {line}" for line in (text or _("(empty)")).split("\n"))


def _shortened(text: str, most: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def plan_json(plan: SummaryPlan) -> dict[str, Any]:
    """Return a plan under stable keys."""

    def rows(found: tuple[SummaryChange, ...]) -> list[dict[str, Any]]:
        return [
            {
                "row": each.returned.cell[0],
                "column": each.returned.cell[1],
                "before": each.before,
                "after": each.after,
                "author": each.old.author if each.old else None,
                "at": each.old.at if each.old else None,
            }
            for each in found
        ]

    return {
        "matrix": plan.matrix,
        "new": rows(plan.new),
        "changed": rows(plan.changed),
        "removed": rows(plan.removed),
        "conflicts": rows(plan.conflicts),
        "same": plan.same,
    }
