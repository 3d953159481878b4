"""``bsb finding``: what the evaluation found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, write_json, wrote
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsb.dialogue.finding import Finding
    from bsb.project import Project

_KINDS = ("good", "challenge")
_author = click.option("--author", envvar="BSB_CODER", default="", help=_("Who writes (or set BSB_CODER)."))
_OPTIONS = (
    click.option("--statement", help=_("What was found, in one sentence.")),
    click.option("--kind", type=click.Choice(_KINDS), help=_("Good practice or a challenge.")),
    click.option("--theme", "themes", multiple=True, help=_("A theme; the first is the main one.")),
    click.option("--service", "services", multiple=True, help=_("A service.")),
    click.option("--district", "districts", multiple=True, help=_("A district.")),
    click.option(
        "--evidence",
        multiple=True,
        help=_("What it rests on: k3f9a2b1 (a coding), “MATRIX: ROW × COLUMN”, or “Plan, s. 12”."),
    ),
    click.option("--assessment", help=_("How the evaluators see it.")),
    click.option("--recommend", "recommendations", multiple=True, help=_("“addressee: what should be done”.")),
)


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def _texts(given: dict[str, Any]) -> dict[str, str]:
    """Return the fields that were given as texts; several values are as many lines."""
    return {
        field: "\n".join(value) if isinstance(value, tuple) else str(value)
        for field, value in given.items()
        if value not in (None, ())
    }


@click.group(help=_("Findings: what they rest on, and what should be done."))
def finding() -> None:
    pass


@finding.command(help=_("Write a finding."))
@_fields
@_author
@json_option
@in_project
def add(project: Project, /, author: str, as_json: bool, **given: Any) -> None:
    if not given.get("statement"):
        raise BsbError(_("Say what was found: --statement TEXT"), _("See: bsb finding add --help"))
    given["kind"] = given["kind"] or "challenge"
    _told(project.findings.add(_texts(given), author=author), as_json)


@finding.command(
    help=_("Change a finding; what is not named stays. A list replaces the old one; recommendations are added.")
)
@click.argument("id_", metavar="ID")
@_fields
@_author
@json_option
@in_project
def edit(project: Project, /, id_: str, author: str, as_json: bool, **given: Any) -> None:
    texts = _texts(given)
    if not texts:
        raise BsbError(_("Nothing to change is named."), _("See: bsb finding edit --help"))
    if "recommendations" in texts:
        # What is there already stays: on the command line one adds, in a workbook one sees them all.
        old = project.findings.texts(project.findings.get(id_))["recommendations"]
        texts["recommendations"] = "\n".join(filter(None, (old, texts["recommendations"])))
    _told(project.findings.edit(id_, texts, author=author), as_json)


def _told(found: Finding, as_json: bool) -> None:
    if as_json:
        write_json(_json(found))
        return
    done(_("Written: {what}").format(what=f"{found.ref} {found.statement}"))
    for warning in found.warnings:
        note(f"  ! {warning}")


@finding.command("list", help=_("List findings."))
@click.option("--theme", "themes", multiple=True, help=_("Only of this theme or service (may be given again)."))
@click.option("--district", "districts", multiple=True, help=_("Only this district (may be given again)."))
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help=_("Only this kind."))
@json_option
@in_project
def list_(
    project: Project, themes: tuple[str, ...], districts: tuple[str, ...], kinds: tuple[str, ...], as_json: bool
) -> None:
    found = project.findings.all(
        themes=project.codebook.under(themes) if themes else None,
        districts=[project.config.district(each).name for each in districts] or None,
        kinds=kinds or None,
    )
    if as_json:
        write_json([_json(each) for each in found])
        return
    from bsb.dialogue.finding import kind_name

    for each in found:
        where = ", ".join(each.districts)
        click.secho("  ".join(filter(None, (each.ref, kind_name(each.kind), where))), bold=True)
        click.echo(f"    {each.statement}")
        for warning in each.warnings:
            click.echo(f"    ! {warning}")
    note(numbered(len(found), "finding"))


@finding.command(help=_("Show a finding with what it rests on and what conferences made of it."))
@click.argument("id_", metavar="ID")
@json_option
@in_project
def show(project: Project, id_: str, as_json: bool) -> None:
    found = project.findings.get(id_)
    if as_json:
        write_json(_json(found))
        return
    from bsb.dialogue.before_after import verdict_name
    from bsb.dialogue.finding import kind_name

    click.secho(f"{found.ref}  {kind_name(found.kind)}  {', '.join(found.districts)}", bold=True)
    click.echo(found.statement)
    texts = project.findings.texts(found)
    for heading, field in ((_("Themes"), "themes"), (_("Services"), "services"), (_("Assessment"), "assessment")):
        if texts[field]:
            click.echo(f"{heading}: {texts[field]}")
    if found.evidence:
        counts = _("{speakers} voices in {interviews} interviews").format(
            speakers=found.speakers, interviews=found.interviews
        )
        click.echo(_("Rests on ({counts}):").format(counts=counts))
    for each in found.evidence:
        state = {"changed": _("(changed since)"), "gone": _("(gone)")}.get(each.state, "")
        click.echo(f"  {each.ref} {state}".rstrip())
    for advice in found.recommendations:
        click.echo(f"{advice.ref} {advice.addressee}: {advice.text}")
    for verdict in project.verdicts.all(finding=found.id):
        said = f"{verdict.conference.district} {verdict.conference.held_on}, {verdict.group}"
        click.echo(f"{said}: {verdict_name(verdict.verdict)}" + (f" – {verdict.after}" if verdict.after else ""))
    for warning in found.warnings:
        note(f"  ! {warning}")


@finding.command(help=_("Remove findings. bsb undo brings them back."))
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@in_project
def remove(project: Project, ids: tuple[str, ...]) -> None:
    for gone in project.findings.remove(ids):
        done(_("Removed: {what}").format(what=gone.ref))


@finding.command(help=_("Write findings to an Excel workbook or a YAML file, to be changed there and taken back."))
@click.option("--district", "districts", multiple=True, help=_("Only this district (may be given again)."))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where: .xlsx or .yaml."))
@in_project
def export(project: Project, districts: tuple[str, ...], output: Path | None) -> None:
    from bsb.dialogue.finding_files import write_findings

    which = project.findings.all(districts=[project.config.district(each).name for each in districts] or None)
    out = output or project.output / "funn.xlsx"
    out.parent.mkdir(parents=True, exist_ok=True)
    write_findings(out, project.findings, which, mark=project.summaries.mark(), date=project.today)
    wrote(project, out)


@finding.command("import", help=_("Take in what was changed or added in an exported workbook or YAML file."))
@click.argument("file", type=click.Path(path_type=Path))
@_author
@click.option(
    "--take",
    multiple=True,
    metavar="theirs|mine[:FINDING/FIELD]",
    help=_("What was changed on both sides: theirs is the file's text, mine the project's; for all or one field."),
)
@click.option("--dry-run", is_flag=True, help=_("Show what would change, and change nothing."))
@click.option("--any-project", is_flag=True, help=_("Take it in though it was exported from another project."))
@in_project
def import_(
    project: Project, file: Path, author: str, take: tuple[str, ...], dry_run: bool, any_project: bool
) -> None:
    from bsb.cli.summary_plan import chosen
    from bsb.dialogue.finding_files import plan_findings

    plan, new = plan_findings(file, project.findings, mark=project.summaries.mark(), any_project=any_project)
    told = [_("New finding: {text}").format(text=row.texts["statement"]) for row in new]
    if (own := chosen(plan, take, dry_run=dry_run, new=told)) is None:
        return
    numbers = project.findings.take_in(plan, new, author=author, take=own[0], cells=own[1])
    done(ngettext("{n} finding taken in.", "{n} findings taken in.", len(numbers)).format(n=len(numbers)))


def _json(found: Finding) -> dict[str, Any]:
    return {
        "finding": found.ref,
        "uid": found.uid,
        "statement": found.statement,
        "kind": found.kind,
        "themes": found.themes,
        "services": found.services,
        "districts": found.districts,
        "evidence": [{"kind": each.kind, "ref": each.ref, "state": each.state} for each in found.evidence],
        "assessment": found.assessment,
        "recommendations": [{"id": r.ref, "addressee": r.addressee, "text": r.text} for r in found.recommendations],
        "speakers": found.speakers,
        "interviews": found.interviews,
        "conference": found.conference,
        "group": found.group,
        "author": found.author,
        "at": found.at,
        "warnings": found.warnings,
    }
