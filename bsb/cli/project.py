"""``bsb init`` and ``bsb status``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, print_rich, write_json
from bsb.i18n import LANGUAGES
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


@click.command(help=_("Make a new project in DIR (default: this folder)."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@click.option("--name", default="", help=_("The project's name (default: the folder's)."))
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", help=_("Language of messages and papers."))
def init(folder: Path, name: str, language: str) -> None:
    from bsb.project import Project

    project = Project.init(folder, name=name, language=language)
    project.close()
    done(_("Made the project “{name}” in {folder}.").format(name=project.config.name, folder=folder))
    note(_("Districts and names are in {file}; change them there. Next: bsb status").format(file=folder / "bsb.toml"))


@click.command(help=_("Show where the project stands in the circle of steps, and what comes next."))
@json_option
@in_project
def status(project: Project, as_json: bool) -> None:
    from rich.text import Text

    state = project.progress()
    if as_json:
        write_json(state)
        return
    marks = {"done": ("●", "green"), "begun": ("◐", "yellow"), "open": ("○", "dim")}
    click.secho(project.config.name, bold=True)
    for step in state.steps:
        mark, style = marks[step.state]
        print_rich(Text.assemble((f" {mark} ", style), (f"{step.name:<22}", "bold"), step.where))
    for warning in state.warnings:
        print_rich(Text.assemble((" ! ", "yellow"), warning))
    if state.waiting:
        click.secho(_("Waits for people"), bold=True)
    for each in state.waiting:
        print_rich(Text.assemble(" · ", each.what, ": ", (each.command, "cyan")))
    click.echo()
    click.echo(_("Next: {step}").format(step=state.next_step))
    if state.next_command:
        click.secho("  " + state.next_command, fg="cyan")
