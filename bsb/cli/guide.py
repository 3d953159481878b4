"""``bsb guide``: topic guides and kits for interviewers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, print_rich, show_table, write_json
from bsb.cli.guide_check import check
from bsb.cli.guide_coverage import coverage
from bsb.cli.guide_diff import diff
from bsb.cli.guide_new import new
from bsb.cli.guide_training import training
from bsb.i18n import gettext as _
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.project import Project
    from bsb.reports.kit import KitReport


@click.group(help=_("Topic guides and kits for interviewers."))
def guide() -> None:
    pass


@guide.command("list", help=_("List the guides: the project's own and the shipped ones."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.guides.list()
    if as_json:
        write_json([{"key": g.key, "name": g.name, "minutes": g.minutes, "topics": len(g.topics)} for g in found])
        return
    show_table(
        [_("Guide"), _("Name"), (_("Minutes"), "right"), (_("Topics"), "right")],
        [(g.key, g.name, g.minutes, len(g.topics)) for g in found],
    )


@guide.command(help=_("Show a guide: topics with minutes, questions and probes."))
@click.argument("name")
@json_option
@in_project
def show(project: Project, name: str, as_json: bool) -> None:
    from rich.text import Text

    from bsb.guide.model import content_hash

    found = project.guides.get(name)
    if as_json:
        write_json({"hash": content_hash(found), "guide": found})
        return
    print_rich(Text(f"{found.name}  ({found.key})", "bold"))
    print_rich(
        Text(_("{n} minutes, version {version}").format(n=found.minutes, version=content_hash(found)[:12]), "dim")
    )
    for topic in found.topics:
        print_rich(Text.assemble("\n", (topic.name, "bold"), (f"  {topic.minutes} min", "dim")))
        for question in topic.questions:
            print_rich(Text("  " + question.ask))
            for probe in question.probes:
                print_rich(Text("      – " + probe, "dim"))


@guide.command(help=_("Make the kit for an interview: everything its two interviewers need, on paper."))
@click.option("--interview", required=True, help=_("The interview."))
@click.option("--guide", "guide_name", default="", help=_("The guide (default: the interview's, else the full one)."))
@click.option("--service", "services", multiple=True, help=_("A service this group knows; more can be given."))
@click.option("--start", default="18:00", show_default=True, help=_("When the interview begins."))
@click.option("--large-print", is_flag=True, help=_("Larger type on every sheet."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@json_option
@in_project
def kit(
    project: Project,
    interview: str,
    guide_name: str,
    services: tuple[str, ...],
    start: str,
    large_print: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    from bsb.guide.library import FOR_ONE

    made = project.reports.kit(
        interview, guide=guide_name, services=services, start=start, large_print=large_print, out=output
    )
    if as_json:
        write_json(made)
        return
    done(_("Wrote {file}.").format(file=made.path))
    note(
        _("{topics}, about {pages}.").format(
            topics=numbered(made.topics, "topic"), pages=numbered(made.pages_hint, "page")
        )
    )
    _show_reading(made)
    if made.speaks_to_a_group:
        note(
            _("The opening words speak to a group. For one person: --guide {guide}").format(
                guide=FOR_ONE[made.language]
            )
        )
    if made.guide_changed:
        note(_("The guide has changed since the interview was entered; the kit is made from the new one."))


def _show_reading(made: KitReport) -> None:
    """Say how easy the sheets are that participants read or hear; name each that is not."""
    from bsb.reports.kit_reading import hard

    easiest, hardest = min(made.sheets, key=lambda s: s.lix), max(made.sheets, key=lambda s: s.lix)
    note(
        _(
            "What participants read or hear: LIX {lix:.0f}, sheets {least:.0f} to {most:.0f} (under 40 is easy)."
        ).format(lix=made.lix, least=easiest.lix, most=hardest.lix)
    )
    for sheet in hard(made.sheets):
        note(_("Not easy: “{sheet}”, LIX {lix:.0f}.").format(sheet=sheet.name, lix=sheet.lix))


for command in (new, check, diff, coverage, training):
    guide.add_command(command)
