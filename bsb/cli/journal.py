"""``bsb history``, ``bsb undo`` and ``bsb redo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, json_text, note, show_table, shown_time, write_json
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.project import Project


def action_name(action: str) -> str:
    """Return what people read for a journalled action."""
    return {
        "interview.add": _("interview added"),
        "project.grant": _("login let in"),
        "transcript.import": _("transcript imported"),
        "transcript.revise": _("transcript revised"),
        "transcript.settle": _("earlier version erased"),
        "transcript.remove": _("transcript erased"),
        "code.place": _("coding placed"),
        "keydoc.import": _("key document imported"),
        "keydoc.code": _("key document coded"),
        "keydoc.uncode": _("coding of a key document removed"),
        "suggest.accept": _("suggestion accepted"),
        "suggest.refuse": _("suggestion refused"),
        "left": _("written outside the project"),
        "privacy.keep": _("form kept for good"),
        "privacy.ask-again": _("form asked about again"),
        "consent.give": _("consent given"),
        "consent.withdraw": _("consent withdrawn"),
        "codebook.import": _("codebook imported"),
        "codebook.add": _("code added"),
        "codebook.edit": _("code changed"),
        "codebook.rename": _("code renamed"),
        "codebook.move": _("code moved"),
        "codebook.merge": _("codes merged"),
        "codebook.split": _("code split"),
        "codebook.remove": _("code removed"),
        "code.import": _("codings imported"),
        "code.add": _("passage coded"),
        "code.edit": _("coding changed"),
        "code.remove": _("coding removed"),
        "quote.pick": _("quotes proposed"),
        "quote.add": _("quote chosen"),
        "quote.edit": _("quote edited"),
        "quote.approved": _("quotes approved"),
        "quote.rejected": _("quotes rejected"),
        "quote.remove": _("quotes removed"),
        "quote.import": _("quotes taken in from a file"),
        "memo.add": _("memo written"),
        "memo.edit": _("memo changed"),
        "memo.remove": _("memo removed"),
        "summary.write": _("summaries written"),
        "exchange.import": _("project of another program taken in"),
        "finding.add": _("findings written"),
        "finding.edit": _("findings changed"),
        "finding.remove": _("findings removed"),
        "finding.import": _("findings taken in from a file"),
        "round.open": _("blind round opened"),
        "round.close": _("blind round closed"),
        "team.bundle": _("bundle handed out"),
        "team.destroyed": _("bundle destroyed"),
        "team.open": _("bundle opened"),
        "team.refresh": _("workplace brought up to date"),
        "team.send": _("work sent back"),
        "team.merge": _("work merged"),
        "conference.add": _("conference recorded"),
        "conference.edit": _("conference changed"),
        "conference.minutes": _("minutes of a conference taken in"),
        "conference.verdict": _("verdict entered"),
        "conference.group": _("notes of a group entered"),
        "conference.adopt": _("wording of a conference taken over"),
        "conference.evaluation": _("evaluation forms counted"),
        "followup.set": _("status of a recommendation entered"),
        "followup.import": _("page of a follow-up meeting taken in"),
        "restore": _("backup restored"),
        "project.encrypt": _("database encrypted"),
        "project.decrypt": _("database made plain"),
        "undo": _("undone"),
        "redo": _("done again"),
    }.get(action, action)


@click.command(help=_("Show what has been changed, newest first; or one change row by row; or write all to a file."))
@click.option("--limit", type=click.IntRange(1), default=20, help=_("How many changes to show."))
@click.option("--entry", type=click.IntRange(1), help=_("Show what this change did, from what to what."))
@click.option("--all", "everything", is_flag=True, help=_("With --entry: every row on a line of its own."))
@click.option(
    "--export", type=click.Path(path_type=Path), help=_("Write the whole history to a .csv, .xlsx or .json file.")
)
@json_option
@in_project
def history(
    project: Project, limit: int, entry: int | None, everything: bool, export: Path | None, as_json: bool
) -> None:
    if export is not None:
        _export(project, export)
        return
    if entry is not None:
        _show_entry(project, entry, everything, as_json)
        return
    entries = project.journal.entries(limit=limit)
    if as_json:
        write_json(entries)
        return
    show_table(
        [(_("No."), "right"), _("When (UTC)"), _("Who"), _("What"), _("About"), ""],
        [
            (e.id, shown_time(e.at), e.actor, action_name(e.action), e.about, _("undone") if e.undone else "")
            for e in entries
        ],
    )
    note(_("What one of them did: bsb history --entry NUMBER"))


def _show_entry(project: Project, number: int, everything: bool, as_json: bool) -> None:
    from bsb.coding.code_history import entry_in_words

    found = entry_in_words(project.store, number)
    if as_json:
        write_json(found)
        return
    click.secho(
        f"{found.id}  {shown_time(found.at)}  {found.actor}  {action_name(found.action)}  {found.about}", bold=True
    )
    if found.reverses:
        click.echo(_("This turned change {n} round.").format(n=found.reverses))
    if found.undone:
        click.echo(_("It has been undone."))
    for line in found.lines(most=None if everything else 40):
        click.echo(f"  {line}")


def _export(project: Project, path: Path) -> None:
    from bsb.coding.code_history import all_in_words, history_sheet
    from bsb.formats.stable_zip import write_whole
    from bsb.formats.table_file import write_table

    sheet = history_sheet(project.store, action_name)
    if path.suffix.lower() == ".json":
        write_whole(path, json_text(all_in_words(project.store)).encode())
    else:
        write_table(path, sheet, date=project.today, separator=";")
    done(
        ngettext("{file}: {n} change.", "{file}: {n} changes.", len(sheet.rows)).format(file=path, n=len(sheet.rows))
    )


@click.command(help=_("Undo the latest change, or with --entry the change of that number."))
@click.option("--entry", type=click.IntRange(1), help=_("The change's number in bsb history."))
@in_project
def undo(project: Project, entry: int | None) -> None:
    found = project.journal.undo(entry)
    done(_("Undone: {what} ({about}).").format(what=action_name(found.action), about=found.about))
    if found.action in ("transcript.import", "keydoc.import", "exchange.import"):
        note(_("The text is erased. Import the file again if you want it back."))


@click.command(help=_("Do again what was undone last."))
@in_project
def redo(project: Project) -> None:
    found = project.journal.redo()
    done(_("Done again ({about}).").format(about=found.about))
