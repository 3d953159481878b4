"""``bsb conference``: dialogue conferences, from group sheets to verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json, wrote
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.corpus.conferences import Conference
    from bsb.dialogue.evaluation import Evaluation
    from bsb.dialogue.verdicts import Verdict
    from bsb.project import Project
    from bsb.reports.conference_kit import PaperMade

_VERDICTS = ("confirmed", "nuanced", "disputed", "new")
_author = click.option("--author", envvar="BSB_CODER", default="", help=_("Who writes (or set BSB_CODER)."))
_on = click.option("--date", "on", help=_("The date of the conference, if the district had several."))
_role = click.option(
    "--role", "roles", multiple=True, metavar="ROLE=NUMBER", help=_("How many came: brukere=11 (may be given again).")
)
_start = click.option("--start", default="10:00", show_default=True, help=_("When it begins."))
_minutes = click.option("--minutes", type=int, default=240, show_default=True, help=_("How long it lasts."))
_groups = click.option(
    "--groups", type=click.IntRange(1, 20), default=4, show_default=True, help=_("How many groups.")
)
_output = click.option("-o", "--output", type=click.Path(path_type=Path), help=_("Where to write it."))


@click.group(help=_("Dialogue conferences: group sheets, verdicts, evaluation forms."))
def conference() -> None:
    pass


@conference.command(help=_("Record a conference that is planned or was held."))
@click.argument("district")
@click.option("--date", "on", required=True, help=_("Its date, as 2026-05-20."))
@click.option("--place", default="", help=_("Where."))
@_role
@in_project
def add(project: Project, district: str, on: str, place: str, roles: tuple[str, ...]) -> None:
    made = project.conferences.add(district, held_on=on, by_role=_counts(project, roles), place=place)
    done(_("Recorded: {what}").format(what=made.ref))
    note(_("Sheets for the groups: bsb conference sheets “{district}”").format(district=made.district))


@conference.command(help=_("Change what is recorded of a conference: who came, and where."))
@click.argument("district")
@_on
@click.option("--place", help=_("Where."))
@_role
@in_project
def edit(project: Project, district: str, on: str | None, place: str | None, roles: tuple[str, ...]) -> None:
    if not roles and place is None:
        raise BsbError(_("Nothing to change is named."), _("See: bsb conference edit --help"))
    found = project.conferences.get(district, on=on)
    made = project.conferences.edit(found, by_role=_counts(project, roles) if roles else None, place=place)
    done(_("Recorded: {what}").format(what=f"{made.ref}, {made.participants}"))


def _counts(project: Project, roles: tuple[str, ...]) -> dict[str, int]:
    from bsb.i18n import N_
    from bsb.text.match import choose

    counts: dict[str, int] = {}
    names = dict.fromkeys(project.config.stakeholders, ())
    for given in roles:
        name, sign, number = given.partition("=")
        if not sign or not number.strip().isdigit():
            raise BsbError(
                _("“{given}” does not say how many came.").format(given=given), _("Write it as: --role brukere=11")
            )
        counts[choose(name, names, N_("stakeholder")) if names else name.strip()] = int(number)
    return counts


@conference.command("list", help=_("List the conferences."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.conferences.all()
    if as_json:
        write_json([{**_json(each), "groups": len(project.verdicts.groups(each))} for each in found])
        return
    show_table(
        [_("District"), _("Date"), _("Place"), (_("Participants"), "right"), (_("Groups in"), "right")],
        [(c.district, c.held_on, c.place, c.participants or "–", len(project.verdicts.groups(c))) for c in found],
    )


@conference.command(help=_("Write the sheets that the groups fill in, one a group, as Word files or workbooks."))
@click.argument("district")
@_on
@_groups
@click.option(
    "--format", "kind", type=click.Choice(["word", "excel"]), default="word", show_default=True, help=_("As which.")
)
@_output
@in_project
def sheets(project: Project, district: str, on: str | None, groups: int, kind: str, output: Path | None) -> None:
    found = project.conferences.get(district, on=on)
    papers = project.conference_papers
    ending = ".docx" if kind == "word" else ".xlsx"
    from bsb.reports.conference_kit import measured

    for path in papers.sheets(found, groups=papers.groups(found, groups=groups), ending=ending, folder=output):
        _told(project, measured(path))
    note(_("When they are filled in: bsb conference minutes FILE..."))


def _told(project: Project, made: PaperMade) -> None:
    wrote(project, made.path)
    if made.lix is not None:
        note(_("  Readability LIX {lix:.0f}.").format(lix=made.lix))
    if made.hard:
        note(_("  ! That is hard to read at a conference; aim for less than 40."))


@conference.command(help=_("Write the slides: how it was done, findings, quotes in large type, questions."))
@click.argument("district")
@_on
@_groups
@_output
@in_project
def slides(project: Project, district: str, on: str | None, groups: int, output: Path | None) -> None:
    found = project.conferences.get(district, on=on)
    divided = project.conference_papers.groups(found, groups=groups)
    made = project.conference_kit.slides(found, groups=divided, out=output)
    wrote(project, made.path)
    text = _("  {slides}, {quotes}; readability LIX {lix:.0f}.")
    note(text.format(slides=numbered(made.slides, "slide"), quotes=numbered(made.quotes, "quote"), lix=made.lix or 0))


@conference.command(
    help=_(
        "Write invitation, programme on the clock, tally and empty list of names for the door, run sheet, evaluation"
        " form."
    )
)
@click.argument("district")
@_on
@_start
@_minutes
@_groups
@_output
@in_project
def plan(
    project: Project, district: str, on: str | None, start: str, minutes: int, groups: int, output: Path | None
) -> None:
    found = project.conferences.get(district, on=on)
    divided = project.conference_papers.groups(found, groups=groups)
    for made in project.conference_kit.plan(found, start=start, minutes=minutes, groups=divided, folder=output):
        _told(project, made)


@conference.command(
    help=_(
        "Write all that is needed before a conference in one folder: plan, group sheets, slides, process document."
    )
)
@click.argument("district")
@_on
@_start
@_minutes
@_groups
@_output
@in_project
def kit(
    project: Project, district: str, on: str | None, start: str, minutes: int, groups: int, output: Path | None
) -> None:
    found = project.conferences.get(district, on=on)
    for made in project.conference_kit.kit(found, start=start, minutes=minutes, groups=groups, folder=output):
        _told(project, made)
    note(_("When the group sheets are filled in: bsb conference minutes FILE..."))


@conference.command(
    help=_(
        "Take in filled-in group sheets (Word, Excel) and free minutes. All of it or nothing: what does not fit is"
        " listed with file, place and what to do."
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--conference", "district", help=_("The district whose conference free minutes are from."))
@_on
@click.option("--replace", is_flag=True, help=_("Put sheets in the place of those of the same groups."))
@click.option("--looked-through", is_flag=True, help=_("I have read what may point to a person; take it in."))
@click.option("--dry-run", is_flag=True, help=_("Show what would be taken in, and change nothing."))
@_author
@in_project
def minutes(
    project: Project,
    files: tuple[Path, ...],
    district: str | None,
    on: str | None,
    replace: bool,
    looked_through: bool,
    dry_run: bool,
    author: str,
) -> None:
    from bsb.dialogue.before_after import verdict_name

    found = project.minutes.read(files, conference=project.conferences.get(district, on=on) if district else None)
    for report in found.reports:
        click.secho(f"{report.conference.district} {report.conference.held_on}, {report.group}", bold=True)
        for line in report.lines:
            ref = f"F{line.finding}" if line.finding else _("new")
            click.echo(f"  {ref}  {verdict_name(line.verdict)}" + (f"  {line.wording}" if line.wording else ""))
        if not report.lines:
            note(_("  ! No box is marked on this sheet."))
    if dry_run:
        for pointer in found.pointers:
            note(f"  ! {pointer}")
        note(_("Nothing was changed."))
        return
    taken = project.minutes.take_in(found, author=author, replace=replace, looked_through=looked_through)
    if found.reports:
        done(ngettext("{n} verdict taken in.", "{n} verdicts taken in.", taken.verdicts).format(n=taken.verdicts))
    if taken.new:
        note(_("New findings: {ids}").format(ids=", ".join(f"F{n}" for n in taken.new)))
    for where, _text in found.texts:
        done(_("Minutes of {what} taken in.").format(what=where.ref))


@conference.command(help=_("Enter what a group made of a finding, or a new point: bsb conference verdict --help"))
@click.argument("district")
@click.argument("id_", metavar="ID", required=False)
@click.argument("verdict", type=click.Choice(_VERDICTS[:3]), required=False)
@_on
@click.option("--group", required=True, help=_("The group, such as “Gruppe 1”."))
@click.option("--wording", default="", help=_("The group's own wording."))
@click.option("--comment", default="", help=_("What was said."))
@click.option("--new", "statement", help=_("A new point, in the place of ID and verdict."))
@click.option("--kind", type=click.Choice(["good", "challenge"]), default="challenge", help=_("Of a new point."))
@click.option("--theme", "themes", multiple=True, help=_("Of a new point."))
@_author
@in_project
def verdict(
    project: Project,
    district: str,
    id_: str | None,
    verdict: str | None,
    on: str | None,
    group: str,
    wording: str,
    comment: str,
    statement: str | None,
    kind: str,
    themes: tuple[str, ...],
    author: str,
) -> None:
    found = project.conferences.get(district, on=on)
    if statement:
        texts = {"statement": statement, "kind": kind, "themes": "\n".join(themes)}
        made = project.verdicts.add_new(found, group, texts, comment=comment, author=author)
        done(_("Written: {what}").format(what=f"{made.ref} {made.statement}"))
        return
    if not id_ or not verdict:
        raise BsbError(
            _("Name a finding and a verdict, or a new point."),
            _("bsb conference verdict DISTRICT F7 nuanced --group “Gruppe 1” --wording TEXT"),
        )
    from bsb.dialogue.before_after import verdict_name

    entered = project.verdicts.enter(found, group, id_, verdict, wording=wording, comment=comment, author=author)
    done(_("Written: {what}").format(what=f"{entered.finding.ref} {verdict_name(entered.verdict)} ({entered.group})"))


@conference.command(help=_("List what the groups made of the findings, with wordings before and after."))
@click.argument("district", required=False)
@_on
@click.option("--finding", help=_("Only on this finding."))
@json_option
@in_project
def verdicts(project: Project, district: str | None, on: str | None, finding: str | None, as_json: bool) -> None:
    where = project.conferences.get(district, on=on) if district else None
    number = project.findings.get(finding).id if finding else None
    found = project.verdicts.all(conference=where, finding=number)
    if as_json:
        write_json([_verdict_json(each) for each in found])
        return
    from bsb.dialogue.before_after import verdict_name

    place = ""
    for each in found:
        here = f"{each.conference.district} {each.conference.held_on}, {each.group}"
        if here != place:
            click.secho(here + (f": {each.topic}" if each.topic else ""), bold=True)
            place = here
        click.echo(f"  {each.finding.ref}  {verdict_name(each.verdict)}: {each.before or each.after}")
        if each.before and each.after:
            click.echo(f"      → {each.after}")
        if each.comment:
            click.echo(f"      ({each.comment})")
    note(ngettext("{n} verdict", "{n} verdicts", len(found)).format(n=len(found)))


@conference.command(help=_("Make the wording that a conference gave a finding its statement."))
@click.argument("id_", metavar="ID")
@click.option("--group", help=_("Whose wording, if several groups gave one."))
@in_project
def adopt(project: Project, id_: str, group: str | None) -> None:
    found = project.verdicts.adopt(id_, group=group)
    done(_("Written: {what}").format(what=f"{found.ref} {found.statement}"))


@conference.command("before-after", help=_("Write the table of findings before and after a conference."))
@click.argument("district")
@_on
@_output
@json_option
@in_project
def before_after(project: Project, district: str, on: str | None, output: Path | None, as_json: bool) -> None:
    found = project.conferences.get(district, on=on)
    if as_json:
        from bsb.dialogue.before_after import to_frame

        write_json(to_frame(project.verdicts.outcomes(found)).to_dict(orient="records"))
        return
    wrote(project, project.conference_papers.before_after(found, out=output))


@conference.command(
    help=_("Show how a conference was evaluated, with small numbers hidden; with a FILE, count its forms first.")
)
@click.argument("district")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@_on
@json_option
@in_project
def evaluation(project: Project, district: str, file: Path | None, on: str | None, as_json: bool) -> None:
    where = project.conferences.get(district, on=on)
    found = project.evaluations.read(file, where) if file else project.evaluations.get(where)
    if as_json:
        write_json({"conference": where.ref, "tallies": found.tallies, "comments": found.comments})
        return
    _show_evaluation(found, project.config.privacy.smallest_cell)


def _show_evaluation(found: Evaluation, smallest: int) -> None:
    if not found.tallies:
        raise BsbError(
            _("No evaluation forms of {conference} are in.").format(conference=found.conference.ref),
            _("One form a row, one question a column, answers 1 to 5: bsb conference evaluation DISTRICT FILE"),
        )
    heads: list[str | tuple[str, str]] = [_("Question"), (_("Forms"), "right"), (_("Mean"), "right")]
    show_table(
        [*heads, *((str(n), "right") for n in range(1, 6))],
        [
            [
                *(t.question.capitalize(), t.forms, "–" if t.mean is None else t.mean),
                *("·" if n is None else n for n in t.counts.values()),
            ]
            for t in found.tallies
        ],
    )
    if any(n is None for t in found.tallies for n in t.counts.values()):
        note(_("· is a number that is hidden: fewer than {n}, or it would give such a one away.").format(n=smallest))
    for comment in found.comments:
        click.echo(f"  – {comment}")


def _json(found: Conference) -> dict[str, Any]:
    return {
        "conference": found.ref,
        "district": found.district,
        "held_on": found.held_on,
        "place": found.place,
        "participants": found.participants,
        "by_role": dict(found.by_role),
    }


def _verdict_json(each: Verdict) -> dict[str, Any]:
    return {
        "conference": each.conference.ref,
        "group": each.group,
        "topic": each.topic,
        "finding": each.finding.ref,
        "verdict": each.verdict,
        "before": each.before,
        "after": each.after,
        "comment": each.comment,
    }
