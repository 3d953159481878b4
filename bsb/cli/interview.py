"""``bsb interview``: interviews and who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


def kind_name(kind: str) -> str:
    """Return what people read for a kind of interview."""
    return {"focus_group": _("focus group"), "individual": _("individual")}[kind]


@click.group(help=_("Interviews and who took part."))
def interview() -> None:
    pass


@interview.command(help=_("Add an interview. NAME is short and fit for file names, such as alna-fg1."))
@click.argument("name")
@click.option("--district", required=True, help=_("The district (name, alias or beginning)."))
@click.option(
    "--kind", type=click.Choice(["focus_group", "individual"]), default="focus_group", help=_("Kind of interview.")
)
@click.option("--date", "held_on", help=_("When it is or was held, as 2026-05-20."))
@click.option("--minutes", type=click.IntRange(1, 1000), help=_("How long it lasted."))
@click.option("--participants", type=click.IntRange(0, 50), default=0, help=_("How many took part (B1, B2 ...)."))
@click.option("--facilitators", default="", help=_("Who led it, by pseudonym or initials."))
@click.option("--setting", default="", help=_("Where it was held, in general words."))
@click.option("--recruited", default="", help=_("How the participants were invited."))
@click.option("--guide", default="", help=_("The topic guide that is used."))
@in_project
def add(
    project: Project,
    name: str,
    district: str,
    kind: str,
    held_on: str | None,
    minutes: int | None,
    participants: int,
    facilitators: str,
    setting: str,
    recruited: str,
    guide: str,
) -> None:
    from bsb.guide.model import content_hash

    chosen = project.guides.keep(guide) if guide else None
    found = project.interviews.add(
        name,
        district=district,
        kind=kind,
        held_on=held_on,
        minutes=minutes,
        participants=participants,
        facilitators=facilitators,
        setting=setting,
        recruited=recruited,
        guide=chosen.key if chosen else "",
        guide_hash=content_hash(chosen) if chosen else "",
    )
    done(_("Added {name} in {district}.").format(name=found.name, district=found.district))
    note(_("Next: bsb transcript import FILE --interview {name}").format(name=found.name))


@interview.command("list", help=_("List the interviews."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.interviews.all()
    if as_json:
        write_json(found)
        return
    show_table(
        [
            _("Name"),
            _("District"),
            _("Kind"),
            _("Date"),
            (_("Minutes"), "right"),
            (_("Participants"), "right"),
            (_("Words"), "right"),
        ],
        [(i.name, i.district, kind_name(i.kind), i.held_on, i.minutes, i.participants, i.words) for i in found],
    )


@interview.command(help=_("Interviews, participants and conference participants per district, with sums."))
@json_option
@in_project
def table(project: Project, as_json: bool) -> None:
    found = project.interviews.table()
    names = ("interviews", "participants", "conference_participants")
    if as_json:
        rows = [{"district": row[0]} | dict(zip(names, row[1:], strict=True)) for row in found.rows]
        write_json({"rows": rows, "sums": dict(zip(names, found.sums, strict=True))})
        return
    show_table(
        [
            _("District"),
            (_("Interviews"), "right"),
            (_("Participants"), "right"),
            (_("At the dialogue conference"), "right"),
        ],
        [*found.rows, (_("Sum"), *found.sums)],
    )
