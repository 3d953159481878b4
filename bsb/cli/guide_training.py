"""``bsb guide training``: exercises for new interviewers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, note
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


@click.command(help=_("Make exercises for new interviewers, and a paper with suggestions for the one who leads."))
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help=_("The folder to write them to.")
)
@in_project
def training(project: Project, output: Path | None) -> None:
    for path in project.reports.training(out=output):
        done(_("Wrote {file}.").format(file=path))
    note(_("Print one set of exercises for each, and keep the leader's paper to yourself."))
