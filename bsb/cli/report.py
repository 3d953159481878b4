"""``bsb report``: papers to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.audit import audit
from bsb.cli.edge import done, in_project, json_option, note, told_in_bokmaal, write_json, wrote
from bsb.cli.trace import stale, trace
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.project import Project


@click.group(help=_("Papers to hand out."))
def report() -> None:
    pass


report.add_command(audit)
report.add_command(trace)
report.add_command(stale)


@report.command(help=_("Write the process document of a district, or of all districts with coded interviews."))
@click.argument("district", required=False)
@click.option("--all", "every", is_flag=True, help=_("All districts that have coded interviews."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@in_project
def process(project: Project, district: str | None, every: bool, output: Path | None) -> None:
    if bool(district) == every or (every and output):
        raise BsbError(
            _("Name one district, or all of them."), _("bsb report process DISTRICT   or   bsb report process --all")
        )
    coded = {coding.district for coding in project.codings.all()} if every else {district or ""}
    for name in (d.name for d in project.config.districts if d.name in coded) if every else coded:
        made = project.reports.process(name, out=output)
        wrote(project, made.path)
        note(
            _("  {themes}, {quotes}; readability LIX {lix:.0f}.").format(
                themes=numbered(len(made.themes), "theme"), quotes=numbered(made.quotes, "quote"), lix=made.lix or 0
            )
        )
        for warning in made.warnings:
            note(f"  ! {warning}")


@report.command(help=_("Write the report on a district: the process document, and what its conference made of it."))
@click.argument("district")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@in_project
def district(project: Project, district: str, output: Path | None) -> None:
    made = project.reports.district(district, out=output)
    wrote(project, made.path)
    for warning in made.warnings:
        note(f"  ! {warning}")


@report.command(
    help=_(
        "Write the overview of all districts: who took part, themes by district, and displays as numbered figures."
    )
)
@click.option("--display", "displays", multiple=True, metavar="NAME", help=_("A display to put in (again for more)."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@in_project
def overview(project: Project, displays: tuple[str, ...], output: Path | None) -> None:
    made = project.reports.overview(displays=displays, out=output)
    wrote(project, made.path, bokmaal=True)
    for name, reason in made.skipped:
        note(f"  {name}: {reason}")


@report.command(
    help=_(
        "Fill in the COREQ checklist (32 items) from what the project knows, and name what is missing (.docx, .xlsx)."
    )
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@json_option
@in_project
def coreq(project: Project, output: Path | None, as_json: bool) -> None:
    if as_json:
        write_json(project.reports.coreq())
        return
    wrote(project, project.reports.write_coreq(out=output), bokmaal=True)


@report.command(
    help=_(
        "Write the final report: the whole evaluation in one Word document, in the method's chapters, with annexes."
        " What people must write stands in report/final.yaml; what is missing is listed. It is in bokmål, whatever"
        " the project's language."
    )
)
@click.option("--start", is_flag=True, help=_("Make report/final.yaml, with explained empty fields to fill in."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@json_option
@in_project
def final(project: Project, start: bool, output: Path | None, as_json: bool) -> None:
    if start:
        done(_("Wrote {file}.").format(file=project.final_report.start()))
        note(_("Write in it with any text editor. Then: bsb report final"))
        return
    made = project.final_report.write(out=output)
    if as_json:
        project.left(made.path)
        told_in_bokmaal(project)
        keys = ("path", "boxes", "tables", "figures", "findings", "gaps", "skipped")
        write_json({key: getattr(made, key) for key in keys} | {"quotes": [q.ref for q in made.chosen]})
        return
    wrote(project, made.path, bokmaal=True)
    note(
        _("  {boxes}, {tables}, {figures}, {findings}.").format(
            boxes=numbered(made.boxes, "quote box"),
            tables=numbered(made.tables, "table"),
            figures=numbered(made.figures, "figure"),
            findings=numbered(made.findings, "finding"),
        )
    )
    for name, reason in made.skipped:
        note(f"  {name}: {reason}")
    if not made.gaps:
        return
    n = len(made.gaps)
    note(ngettext("{n} thing is missing:", "{n} things are missing:", n).format(n=n))
    for gap in made.gaps:
        note(f"  – {gap.text} ({gap.how})")
    if not project.final_report.texts_file.exists():
        note(_("The file with the texts is not there yet: bsb report final --start"))
