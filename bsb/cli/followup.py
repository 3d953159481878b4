"""``bsb followup``: what became of the recommendations, a year later."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, write_json, wrote
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.dialogue.followups import Progress
    from bsb.project import Project

_STATUSES = ("not_begun", "begun", "done", "dropped")
_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it.")
)
_since = click.option("--since", help=_("Since which day, as 2026-05-20 (default: the conference)."))


@click.group(help=_("A year later: what became of the recommendations."))
def followup() -> None:
    pass


@followup.command("list", help=_("List recommendations with their status, who says so, and when."))
@click.option("--district", help=_("Only this district."))
@json_option
@in_project
def list_(project: Project, district: str | None, as_json: bool) -> None:
    found = project.followups.all(districts=[project.config.district(district).name] if district else None)
    if as_json:
        write_json([_json(each) for each in found])
        return
    from bsb.dialogue.followups import status_name

    for each in found:
        advice = each.recommendation
        click.secho(f"{advice.ref}  {advice.addressee}  {', '.join(each.districts)}", bold=True)
        click.echo(f"    {advice.text}")
        for who, saying in each.latest.items():
            click.echo(f"    {who}: {status_name(saying.status)} ({saying.said_on}) {saying.note}".rstrip())
        if not each.sayings:
            click.echo(f"    {status_name('not_begun')}")
        if each.disputed:
            click.echo("    ! " + _("they see it differently"))
    note(ngettext("{n} recommendation", "{n} recommendations", len(found)).format(n=len(found)))


@followup.command("set", help=_("Enter what someone says has become of a recommendation."))
@click.argument("id_", metavar="ID")
@click.argument("status", type=click.Choice(_STATUSES))
@click.option("--by", required=True, help=_("Who says so, such as: brukere, ledere."))
@click.option("--on", help=_("When they said so, as 2027-05-20 (default: today)."))
@click.option("--note", "text", default="", help=_("What they see."))
@click.option("--author", envvar="BSB_CODER", default="", help=_("Who writes (or set BSB_CODER)."))
@in_project
def set_(project: Project, id_: str, status: str, by: str, on: str | None, text: str, author: str) -> None:
    from bsb.dialogue.followups import status_name

    found = project.followups.set(id_, status, by=by, on=on, note=text, author=author)
    done(_("Written: {what}").format(what=f"{found.recommendation.ref} {status_name(status)} ({by})"))
    if found.disputed:
        note("  ! " + _("they see it differently"))


@followup.command(help=_("Write the page on which users and service mark what they see at a follow-up meeting."))
@click.argument("district")
@_output
@in_project
def page(project: Project, district: str, output: Path | None) -> None:
    wrote(project, project.conference_papers.followup_page(district, out=output))
    note(_("When it is filled in: bsb followup import FILE"))


@followup.command(
    "import",
    help=_(
        "Take in the filled-in page of a follow-up meeting (Word). All of it or nothing: what does not fit is listed"
        " with file, place and what to do."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--district", help=_("Only a page of this district."))
@click.option("--on", help=_("When the meeting was, as 2027-05-20 (default: today)."))
@click.option("--service", default="", help=_("Who marked for the service, such as: ledere."))
@click.option("--looked-through", is_flag=True, help=_("I have read what may point to a person; take it in."))
@click.option("--dry-run", is_flag=True, help=_("Show what would be taken in, and change nothing."))
@click.option("--author", envvar="BSB_CODER", default="", help=_("Who writes (or set BSB_CODER)."))
@in_project
def import_(
    project: Project,
    files: tuple[Path, ...],
    district: str | None,
    on: str | None,
    service: str,
    looked_through: bool,
    dry_run: bool,
    author: str,
) -> None:
    from bsb.dialogue.followups import status_name

    room = project.followup_pages
    pages = room.read(files, district=district)
    for page in pages:
        click.secho(f"{page.file}, {page.district}", bold=True)
        for each in page.seen:
            click.echo(f"  {each.ref}  {each.said_by}: {status_name(each.status)}")
    if dry_run:
        for pointer in room.pointers(pages):
            note(f"  ! {pointer}")
        note(_("Nothing was changed."))
        return
    new = room.take_in(pages, on=on, service=service, author=author, looked_through=looked_through)
    done(ngettext("{n} mark taken in.", "{n} marks taken in.", len(new)).format(n=len(new)))
    if new:
        note(_("What has moved since the conference: bsb followup moved"))


@followup.command(help=_("Write the table of what has moved since the conference (.docx, .xlsx)."))
@click.argument("district", required=False)
@_since
@_output
@json_option
@in_project
def moved(project: Project, district: str | None, since: str | None, output: Path | None, as_json: bool) -> None:
    day = _day(project, district, since)
    if as_json:
        names = [project.config.district(district).name] if district else None
        write_json(
            [{**_json(each), "then": each.status_on(day)} for each in project.followups.moved(day, districts=names)]
        )
        return
    wrote(project, project.conference_papers.moved(since=day, district=district, out=output))


def _day(project: Project, district: str | None, since: str | None) -> str:
    """Return the day that is meant: the one given, else that of the district's conference, else of the last."""
    from bsb.corpus.interviews import iso_date

    if since:
        return iso_date(since) or since
    if district:
        return project.conferences.get(district).held_on
    days = [conference.held_on for conference in project.conferences.all()]
    if not days:
        raise BsbError(_("There has been no conference yet."), _("Say since which day: --since 2026-05-20"))
    return max(days)


def _json(each: Progress) -> dict[str, Any]:
    advice = each.recommendation
    return {
        "recommendation": advice.ref,
        "addressee": advice.addressee,
        "text": advice.text,
        "districts": each.districts,
        "findings": [finding.ref for finding in each.findings],
        "status": each.status,
        "disputed": each.disputed,
        "sayings": each.sayings,
    }
