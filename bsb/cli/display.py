"""``bsb display``: pictures of what the material shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, suspect, write_json, wrote
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


@click.group(help=_("Displays: pictures of what the material shows."))
def display() -> None:
    pass


@display.command("list", help=_("List the displays: the project's own and the shipped ones."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.displays.definitions()
    if as_json:
        write_json([{"name": d.name, "kind": d.kind, "title": d.title} for d in found])
        return
    kinds = {
        "four-field": _("four-field display"),
        "profile": _("profile"),
        "heat-map": _("heat map"),
        "tile-map": _("tile map"),
        "meta-matrix": _("meta-matrix"),
        "network": _("co-occurrence network"),
        "causal": _("causal network"),
        "conference": _("before and after the conference"),
        "interaction": _("who talks with whom"),
        "saturation": _("saturation curve"),
    }
    show_table([_("Display"), _("Kind"), _("Title")], [(d.name, kinds[d.kind], d.title) for d in found])


@display.command(
    help=_(
        "Draw displays as .svg and .png: those named, or all of them, and then also one HTML page in which a click"
        " shows the quotes."
    )
)
@click.argument("names", nargs=-1)
@click.option("--district", help=_("Only this district's interviews."))
@click.option("--interview", help=_("The interview, for the display of who talks with whom."))
@click.option("--order", help=_("What the meta-matrix is ordered by: participants, interviews, a column or a code."))
@click.option("--no-quotes", is_flag=True, help=_("Leave the quotes out of the page."))
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help=_("The folder to write them to.")
)
@json_option
@in_project
def render(
    project: Project,
    names: tuple[str, ...],
    district: str | None,
    interview: str | None,
    order: str | None,
    no_quotes: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    made = project.displays.render(
        names, district=district, interview=interview, order=order, quotes=not no_quotes, out=output
    )
    if as_json:
        if made.page:
            project.left(made.page)
        write_json(made)
        return
    for picture in made.pictures:
        done(_("Wrote {file}.").format(file=f"{picture.svg}, {picture.png.name}"))
        note(f"  {picture.alt}")
        suspect(project, picture.svg)
    if made.page:
        wrote(project, made.page, bokmaal=True)
    for name, reason in made.skipped:
        note(_("  {name} was left out: {reason}").format(name=name, reason=reason))
    for warning in made.warnings:
        note(f"  ! {warning}")
