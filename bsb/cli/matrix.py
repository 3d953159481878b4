"""``bsb matrix``: matrices and reference tables, and the summaries written in their cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    wrote,
)
from bsb.cli.summary_plan import plan_json, show_checked, show_plan, takes
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from rich.text import Text

    from bsb.analysis.definitions import MatrixDefinition
    from bsb.analysis.matrix import Cell, Line, Matrix
    from bsb.analysis.reference import ReferenceTable
    from bsb.project import Project

MEASURES = ("speakers", "interviews", "turns", "codings", "share", "valence", "quotes", "summary")
_WORDS = ("quotes", "summary")


@click.group(help=_("Matrices and reference tables, and the summaries written in their cells."))
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
    show_table([_("Matrix"), _("Title"), _("Holds")], [(d.name, d.title, _holds(d)) for d in found])


def _holds(definition: MatrixDefinition) -> str:
    if definition.reference:
        return _("reference table")
    from bsb.analysis.matrix_lines import axis_name

    axes = f"{axis_name(definition.rows)} × {axis_name(definition.columns)}"
    return axes if definition.cell == "speakers" else f"{axes}: {definition.cell}"


@matrix.command(help=_("Show a matrix or a reference table."))
@click.argument("name")
@click.option("--district", help=_("Only this district's interviews."))
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    help=_("What the cells show (default: what the matrix says); valence is turns that are positive/critical."),
)
@json_option
@in_project
def show(project: Project, name: str, district: str | None, measure: str | None, as_json: bool) -> None:
    from bsb.analysis.reference import ReferenceTable
    from bsb.errors import BsbError

    made = project.matrices.make(name, district=district)
    if isinstance(made, ReferenceTable):
        _show_reference(made, as_json)
        return
    measure = measure or made.definition.cell
    if measure == "share" and made.definition.cell != "share":
        raise BsbError(
            _("“{matrix}” does not say what a share is of.").format(matrix=made.definition.name),
            _("Write a definition with “cell: share” and “of: …” in the folder matrices."),
        )
    if as_json:
        write_json(_as_json(project, made))
    elif measure in _WORDS:
        _show_words(project, made, measure)
    else:
        _show_matrix(project, made, measure)
    if not as_json:
        for caution in project.matrices.cautions(made):
            note(caution.text)


def _as_json(project: Project, made: Matrix) -> dict[str, Any]:
    """Keys, figures, totals, summaries and warnings; labels beside the keys."""
    definition = made.definition
    shares = definition.cell == "share"
    return {
        "matrix": definition.name,
        "title": definition.title,
        "district": made.district,
        "content": definition.cell,
        "axes": {"rows": definition.rows, "columns": definition.columns},
        "rows": [line.key for line in made.rows],
        "columns": [line.key for line in made.columns],
        "labels": {"rows": [line.label for line in made.rows], "columns": [line.label for line in made.columns]},
        "cells": [
            {"row": row, "column": column}
            | {f: getattr(cell, f) for f in type(cell).__slots__}
            | ({"share": made.share(row, column)} if shares else {})
            for (row, column), cell in made.cells.items()
        ],
        "totals": [
            {"row": line.key} | {f: getattr(total, f) for f in type(total).__slots__}
            for line in made.rows
            if (total := made.total(line.key)).speakers
        ],
        "summaries": [
            {f: getattr(each, f) for f in ("row", "column", "text", "author", "at", "stale")}
            for each in project.summaries.of(definition.scope(made.district)).values()
        ],
        "warnings": [
            {f: getattr(each, f) for f in ("kind", "about", "n", "whole", "text")}
            for each in project.matrices.cautions(made)
        ],
    }


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
    short |= {code.key: code.label for code in project.codebook.all()}
    labels = {row.key: "  " * row.depth + row.label for row in made.rows}
    headings = {column.key: short.get(column.key, column.label) for column in made.columns}
    room = console_width() - max(map(len, labels.values()), default=0) - 4
    wide = {key: max(map(len, heading.split()), default=1) for key, heading in headings.items()}
    for number, columns in enumerate(blocks(list(headings), [n + 2 for n in wide.values()], room)):
        table = new_table(title=None if number else _title(made), padding=(0, 0, 0, 1))
        table.add_column("", no_wrap=True)
        for key in columns:
            table.add_column(Text(headings[key]), justify="right", width=wide[key], overflow="fold")
        for row in made.rows:
            cells = [_cell(made, row, key, measure) for key in columns]
            table.add_row(Text(labels[row.key], "" if row.countable else "bold"), *cells)
        print_rich(table)
    if made.definition.of_conference:
        people = made.definition.of_conference == "stakeholder"
        note(
            _("Each figure counts those who came to dialogue conferences.")
            if people
            else _("Each figure counts findings; one about which groups differ is nuanced.")
        )
        return
    note(_("Each figure counts distinct participants, interviews or turns; * marks a cell with one single voice."))
    if any(not row.countable for row in made.rows) and made.definition.nested:
        note(_("A code above others (bold) counts what is coded with any of them, each person and turn once."))
    if len(made.definition.facets) == 2 or made.definition.rows == made.definition.columns:
        note(_("A cell holds the turns that carry both codes, whoever set the one and the other."))


def _title(made: Matrix) -> str:
    return made.definition.title + (f" – {made.district}" if made.district else "")


def _show_words(project: Project, made: Matrix, measure: str) -> None:
    """Show quotes or summaries cell by cell: they do not fit in a table."""
    extras = project.reports.matrices_on_paper.extras(made)
    click.secho(_title(made), bold=True)
    for row in made.rows:
        for column in made.columns:
            key = (row.key, column.key)
            codings = extras.codings.get(key, ()) if row.countable and column.countable else ()
            summary = extras.summaries.get(key)
            head = f"\n{row.label} × {column.label}"
            if measure == "summary" and summary:
                since = summary.since([coding.uid for coding in extras.codings.get(key, ())])
                about = f"{summary.author}, {summary.at[:10]}" + (f"; {since}" if since else "")
                click.secho(f"{head} ({about})", bold=True)
                click.echo(summary.text)
            elif measure == "quotes" and codings:
                click.secho(head, bold=True)
                for words in dict.fromkeys(f"«{c.quote}» ({c.speaker}, {c.interview}:{c.turn})" for c in codings):
                    click.echo(f"  {words}")


def blocks(keys: list[str], widths: list[int], room: int) -> list[list[str]]:
    """Split columns into as few blocks as fit beside each other in so many characters, of about equal size."""
    if not keys:
        return [[]]
    widest = max(widths)
    most = max(1, len(keys) if sum(widths) <= room else room // widest)
    parts = -(-len(keys) // most)
    size = -(-len(keys) // parts)
    return [keys[at : at + size] for at in range(0, len(keys), size)]


def _cell(made: Matrix, row: Line, column: str, measure: str) -> Text:
    from rich.text import Text

    cell: Cell = made.cell(row.key, column)
    style = "" if row.countable else "bold"
    if not cell.speakers:
        return Text("·" if row.countable or made.definition.nested else "", "dim")
    if measure == "valence":
        return Text.assemble((f"+{cell.positive}", "green"), (f"−{cell.critical}", "red"))
    if measure == "share":
        share = made.share(row.key, column)
        return Text("·" if share is None else f"{100 * share:.0f} %", style)
    conference = made.definition.of_conference
    star = cell.single_voice and measure != "interviews" and not conference
    return Text(f"{getattr(cell, measure)}" + ("*" if star else ""), style)


@matrix.command(
    help=_(
        "Write a matrix as an Excel workbook (.xlsx) or a Word table (.docx). In the workbook's sheet Sammendrag,"
        " summaries can be written; bsb matrix import takes them back."
    )
)
@click.argument("name")
@click.option("--district", help=_("Only this district's interviews."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@in_project
def export(project: Project, name: str, district: str | None, output: Path | None) -> None:
    wrote(project, project.reports.matrix(name, district=district, out=output), bokmaal=True)


@matrix.command("import", help=_("Take in the summaries that were written in an exported workbook."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--author", envvar="BSB_CODER", help=_("Who wrote them, such as KA (default: BSB_CODER)."))
@click.option(
    "--take",
    multiple=True,
    metavar="theirs|mine[:ROW/COLUMN]",
    help=_("What was changed on both sides: theirs is the workbook's text, mine the project's; for all or one cell."),
)
@click.option("--dry-run", is_flag=True, help=_("Show what would change, and change nothing."))
@click.option("--any-project", is_flag=True, help=_("Take it in though it was exported from another project."))
@json_option
@in_project
def import_(
    project: Project,
    file: Path,
    author: str | None,
    take: tuple[str, ...],
    dry_run: bool,
    any_project: bool,
    as_json: bool,
) -> None:
    from bsb.coding.summary_import import undecided

    papers = project.reports.matrices_on_paper
    plan = papers.plan(file, any_project=any_project)
    every, cells = takes(take, plan)
    if as_json:
        write_json(plan_json(plan))
    else:
        show_plan(plan)
    if plan.conflicts and not dry_run:
        note(_("Both texts are in {file}.").format(file=papers.write_conflicts(plan)))
    open_ = [each for each in plan.conflicts if every is None and each.returned.cell not in cells]
    if open_ and not dry_run:
        raise undecided(len(open_))
    if dry_run or not plan.taken(every or "mine", cells):
        note(_("Nothing was changed."))
        return
    n = papers.take_in(plan, author=_author(author), take=every, cells=cells)
    message = ngettext("{n} summary taken in.", "{n} summaries taken in.", n).format(n=n)
    if as_json:
        note(message)
    else:
        done(message)


def _author(author: str | None) -> str:
    from bsb.errors import BsbError

    if not author or not author.strip():
        raise BsbError(
            _("Say who wrote the summaries."), _("Write --author KA, or set it once for all: BSB_CODER=KA")
        )
    return author


@matrix.command(
    help=_(
        "Check every definition, which summaries stand in no cell and which rest on codings that have changed; with"
        " a FILE, also whether an exported workbook can be taken in."
    )
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--any-project", is_flag=True, help=_("Accept a workbook that was exported from another project."))
@json_option
@in_project
def check(project: Project, file: Path | None, any_project: bool, as_json: bool) -> None:
    from bsb.errors import BsbError

    papers = project.reports.matrices_on_paper
    found = papers.check()
    plan, problem = None, ""
    if file is not None:
        try:
            plan = papers.plan(file, any_project=any_project)
        except BsbError as error:
            problem = f"{error.message}\n{error.hint}".strip()
    conflicts = len(plan.conflicts) if plan else 0
    if as_json:
        out: dict[str, Any] = {"faults": found.faults, "homeless": found.homeless, "stale": found.stale}
        if file is not None:
            out["workbook"] = {"problem": problem} if plan is None else plan_json(plan)
        write_json(out)
    else:
        show_checked(found)
        if problem:
            click.secho(problem, fg="red")
        if plan is not None:
            show_plan(plan)
        if not (found.faults or found.homeless or found.stale or problem or conflicts):
            done(_("All is well."))
    if faults := len(found.faults) + bool(problem) + conflicts:
        raise BsbError(ngettext("{n} thing does not fit.", "{n} things do not fit.", faults).format(n=faults))
