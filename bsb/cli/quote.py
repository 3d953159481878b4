"""``bsb quote``: choosing, editing and approving quotes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json, wrote
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.dialogue.chosen_quotes import Edited, Quote
    from bsb.project import Project

_STATES = ("proposed", "approved", "rejected", "lapsed")
_themes = click.option("--theme", "themes", multiple=True, help=_("Only this theme (may be given again)."))
_districts = click.option(
    "--district", "districts", multiple=True, help=_("Only this district (may be given again).")
)
_ids = click.argument("ids", nargs=-1, required=True, metavar="ID...")
_by = click.option("--by", envvar="BSB_CODER", default="", help=_("Who decides (or set BSB_CODER)."))


def _filters(project: Project, themes: Sequence[str], districts: Sequence[str]) -> dict[str, Any]:
    return {
        "themes": project.codebook.under(themes) if themes else None,
        "districts": [project.config.district(each).name for each in districts] or None,
    }


@click.group(help=_("Quotes: proposed, edited, approved."))
def quote() -> None:
    pass


@quote.command(
    help=_(
        "Propose quotes for each theme and district: positive and critical ones, of different voices and interviews,"
        " easy to read, and without anything that may point to a person. Equal material gives equal quotes."
    )
)
@_themes
@_districts
@click.option(
    "--n", type=click.IntRange(1, 20), default=4, show_default=True, help=_("How many a theme and district.")
)
@json_option
@in_project
def pick(project: Project, themes: tuple[str, ...], districts: tuple[str, ...], n: int, as_json: bool) -> None:
    made = project.quotes.pick(n=n, **_filters(project, themes, districts))
    if as_json:
        write_json({"quotes": [_json(each) for each in made.quotes], "short": made.short, "unsafe": made.unsafe})
        return
    for each in made.quotes:
        _show(each)
    if made.quotes:
        done(
            ngettext("{n} quote is proposed.", "{n} quotes are proposed.", len(made.quotes)).format(
                n=len(made.quotes)
            )
        )
        note(
            _("Approve them: bsb quote approve ID ...; change one: bsb quote edit ID; all in Excel: bsb quote export")
        )
    else:
        note(_("There is nothing new to propose."))
    if made.short:
        note(
            ngettext(
                "{n} theme in a district has quotes of one side only, or none.",
                "{n} themes in their districts have quotes of one side only, or none.",
                len(made.short),
            ).format(n=len(made.short))
            + " "
            + _("See: bsb quote balance")
        )
    if made.unsafe:
        note(
            ngettext(
                "{n} passage was passed over: something in it may point to a person.",
                "{n} passages were passed over: something in them may point to a person.",
                made.unsafe,
            ).format(n=made.unsafe)
        )


@quote.command("list", help=_("List quotes in the form in which they are printed."))
@_themes
@_districts
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help=_("Only in this state."))
@json_option
@in_project
def list_(
    project: Project, themes: tuple[str, ...], districts: tuple[str, ...], states: tuple[str, ...], as_json: bool
) -> None:
    found = project.quotes.all(states=states or None, **_filters(project, themes, districts))
    if as_json:
        write_json([_json(each) for each in found])
        return
    for each in found:
        _show(each)
    note(numbered(len(found), "quote"))
    if waiting := project.quotes.without_place():
        note(
            ngettext(
                "{n} quote waits for its coding to have a place again: bsb transcript unplaced",
                "{n} quotes wait for their codings to have a place again: bsb transcript unplaced",
                waiting,
            ).format(n=waiting)
        )


def _show(each: Quote) -> None:
    from bsb.coding.values import valence_name
    from bsb.dialogue.chosen_quotes import state_name

    coding = each.coding
    where = f"{coding.interview}:{coding.turn} {coding.speaker}"
    facts = (each.ref, each.district, coding.code_name, valence_name(each.valence), where, state_name(each.state))
    click.secho("  ".join(facts), bold=True)
    click.echo(f"    «{each.printed}»")
    if each.reason:
        click.echo(f"    ({each.reason})")


@quote.command(help=_("Show a quote: as it was said, as it is printed, who decided, and where it is used."))
@click.argument("id_", metavar="ID")
@json_option
@in_project
def show(project: Project, id_: str, as_json: bool) -> None:
    found = project.quotes.get(id_)
    if as_json:
        write_json(_json(found))
        return
    _show(found)
    click.echo(_("As it was said:") + f" {found.coding.quote}")
    click.echo(_("Chosen by {who}, {when}.").format(who=found.made_by, when=found.made_at[:10]))
    if found.decided_by and found.decided_at:
        click.echo(_("Decided by {who}, {when}.").format(who=found.decided_by, when=found.decided_at[:10]))
    for use in found.uses:
        changed = " " + _("(printed in another form there)") if use.stale else ""
        click.echo(_("Used in {paper}, {when}.").format(paper=use.paper, when=use.at[:10]) + changed)


@quote.command(help=_("Choose the passage of a coding as a quote (the ids are in: bsb code list)."))
@click.argument("coding", metavar="CODING")
@click.option("--printed", default="", help=_("Its printed form, if it is not the whole passage."))
@in_project
def add(project: Project, coding: str, printed: str) -> None:
    _told([project.quotes.add(coding, printed=printed)])


@quote.command(
    help=_(
        "Change a quote's printed form. Leave words out with (…), put your own in brackets: [the house]. All other"
        " words stand as they were said, in their order."
    )
)
@click.argument("id_", metavar="ID")
@click.argument("text", required=False)
@click.option("--printed", help=_("The new printed form (or give it as the last argument, or write it when asked)."))
@in_project
def edit(project: Project, id_: str, text: str | None, printed: str | None) -> None:
    new = text if text is not None else printed
    if new is None:
        found = project.quotes.get(id_)
        note(_("As it was said:") + f" {found.coding.quote}")
        new = click.prompt(_("As it is printed"), default=found.printed, err=True)
    _told([project.quotes.edit(id_, new)])


@quote.command(help=_("Approve quotes in the form in which they are printed."))
@_ids
@_by
@in_project
def approve(project: Project, ids: tuple[str, ...], by: str) -> None:
    _told(project.quotes.approve(ids, by=by))


@quote.command(help=_("Reject quotes: their passages are neither proposed again nor printed."))
@_ids
@_by
@click.option("--reason", help=_("Why."))
@in_project
def reject(project: Project, ids: tuple[str, ...], by: str, reason: str | None) -> None:
    _told(project.quotes.reject(ids, by=by, reason=reason))


def _told(edited: Sequence[Edited]) -> None:
    from bsb.dialogue.chosen_quotes import state_name

    for each in edited:
        done(f"{each.quote.ref} ({state_name(each.quote.state)}): «{each.quote.printed}»")
        for notice in each.notices:
            note(f"  ! {notice}")


@quote.command(help=_("Take quotes out of the list. bsb undo brings them back."))
@_ids
@in_project
def remove(project: Project, ids: tuple[str, ...]) -> None:
    for gone in project.quotes.remove(ids):
        done(_("Removed: {what}").format(what=gone.ref))


@quote.command(help=_("Show how balanced the quotes of each theme and district are."))
@_themes
@_districts
@json_option
@in_project
def balance(project: Project, themes: tuple[str, ...], districts: tuple[str, ...], as_json: bool) -> None:
    from bsb.dialogue.quote_pick import balance as measured

    found = measured(project.quotes.all(**_filters(project, themes, districts)))
    if as_json:
        write_json(found)
        return
    names = {code.key: code.name for code in project.codebook.all()}
    heads: list[str | tuple[str, str]] = [_("District"), _("Theme"), ("+", "right"), ("−", "right"), ("±", "right")]
    heads += [(_("Voices"), "right"), (_("Interviews"), "right"), (_("Approved"), "right"), _("Notice")]
    show_table(
        heads,
        [
            [
                *(b.district, names.get(b.theme, b.theme), b.positive, b.critical, b.mixed, b.speakers, b.interviews),
                *(b.approved, "; ".join(b.warnings)),
            ]
            for b in found
        ],
    )


@quote.command(help=_("Write quotes to an Excel workbook, in which printed forms and decisions can be written."))
@_themes
@_districts
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write it."))
@in_project
def export(project: Project, themes: tuple[str, ...], districts: tuple[str, ...], output: Path | None) -> None:
    from bsb.dialogue.quote_sheet import write_quotes

    found = project.quotes.all(**_filters(project, themes, districts))
    if not found:
        raise BsbError(_("There are no quotes to write."), _("Propose some: bsb quote pick"))
    out = output or project.output / "sitater.xlsx"
    out.parent.mkdir(parents=True, exist_ok=True)
    names = {code.key: code.name for code in project.codebook.all()}
    write_quotes(out, found, names=names, mark=project.summaries.mark(), date=project.today)
    wrote(project, out)
    note(_("It holds participants' words: keep it as you keep the transcripts."))


@quote.command("import", help=_("Take in the printed forms and decisions that were written in an exported workbook."))
@click.argument("file", type=click.Path(path_type=Path))
@_by
@click.option(
    "--take",
    multiple=True,
    metavar="theirs|mine[:QUOTE/FIELD]",
    help=_("What was changed on both sides: theirs is the workbook's text, mine the project's; for all or one cell."),
)
@click.option("--dry-run", is_flag=True, help=_("Show what would change, and change nothing."))
@click.option("--any-project", is_flag=True, help=_("Take it in though it was exported from another project."))
@in_project
def import_(project: Project, file: Path, by: str, take: tuple[str, ...], dry_run: bool, any_project: bool) -> None:
    from bsb.cli.summary_plan import chosen
    from bsb.dialogue.quote_sheet import plan_quotes

    plan = plan_quotes(file, project.quotes.all(), mark=project.summaries.mark(), any_project=any_project)
    if (own := chosen(plan, take, dry_run=dry_run)) is not None:
        _told(project.quotes.take_in(plan, by=by, take=own[0], cells=own[1]))


def _json(each: Quote) -> dict[str, Any]:
    coding = each.coding
    return {
        "quote": each.ref,
        "uid": each.uid,
        "coding": coding.ref,
        "state": each.state,
        "theme": each.theme,
        "district": each.district,
        "valence": each.valence,
        "interview": coding.interview,
        "turn": coding.turn,
        "speaker": coding.speaker,
        "said": coding.quote,
        "printed": each.printed,
        "reason": each.reason,
        "made_by": each.made_by,
        "made_at": each.made_at,
        "decided_by": each.decided_by,
        "decided_at": each.decided_at,
        "uses": each.uses,
    }
