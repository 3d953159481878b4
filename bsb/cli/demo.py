"""``bsb demo``: the example project with all its papers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bsb.cli.edge import show_table
from bsb.i18n import gettext as _


@click.command(help=_("Make the example project in DIR (default: bsb-demo) with all its papers."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="bsb-demo", metavar="[DIR]")
def demo(folder: Path) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from bsb.demo import FIRST_LOOK, open_example, run_demo

    open_example(folder).close()  # refused, if it is, before a bar is drawn
    columns = (TextColumn("{task.description:<44}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=sys.stderr)) as bar:
        task = bar.add_task("")
        project, made = run_demo(
            folder, lambda what, at, total: bar.update(task, description=what, completed=at, total=total)
        )
    table = project.interviews.table()
    show_table(
        [_("What"), (_("Number"), "right"), _("Where")],
        [
            (_("interviews with transcripts"), table.sums[0], "corpora/eksempel/transkripsjoner"),
            (_("participants"), table.sums[1], ""),
            (_("codings"), sum(n for _who, n, _i in project.codings.coders()), "bsb.db"),
            *((m.what, m.number, m.where) for m in made),
        ],
    )
    project.close()
    click.echo(_("All of it is in {folder}. Look first at:").format(folder=folder))
    click.secho(f"  {folder / 'output' / FIRST_LOOK}", fg="cyan")
    click.echo(_("Then go there and ask where the project stands:"))
    click.secho(f"  cd {folder}", fg="cyan")
    click.secho("  bsb status", fg="cyan")
