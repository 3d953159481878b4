"""``bsb consent``: consent and its withdrawal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json, yes_option
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.corpus.consent import Withdrawal
    from bsb.project import Project


def consent_name(consent: str) -> str:
    """Return what people read for a state of consent."""
    return {"given": _("given"), "withdrawn": _("withdrawn"), "unknown": _("not recorded")}[consent]


@click.group(help=_("Consent and its withdrawal."))
def consent() -> None:
    pass


@consent.command("list", help=_("List the participants and their consent."))
@click.option("--interview", help=_("Only this interview."))
@json_option
@in_project
def list_(project: Project, interview: str | None, as_json: bool) -> None:
    found = project.interviews.participants(interview)
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Interview"), _("Participant"), _("Consent"), _("Date")],
        [(p.interview, p.pseudonym, consent_name(p.consent), p.consent_on) for p in found],
    )


@consent.command(
    help=_("Record that participants have given consent: those named, or all whose consent is not recorded.")
)
@click.argument("interview")
@click.argument("participants", nargs=-1)
@click.option("--on", help=_("The date of the consent, as 2026-05-20."))
@click.option("--scope", default="", help=_("What it covers, such as: quotes may be printed."))
@in_project
def give(project: Project, interview: str, participants: tuple[str, ...], on: str | None, scope: str) -> None:
    given = project.consent.give(interview, participants, on=on, scope=scope)
    name = project.interviews.get(interview).name
    done(
        _("{interview}: consent recorded for {participants}.").format(
            interview=name, participants=", ".join(given) or _("nobody new")
        )
    )


@consent.command(help=_("Record that a participant withdraws: every word of theirs is erased, for good."))
@click.argument("interview")
@click.argument("participant")
@click.option("--on", help=_("The date of the withdrawal, as 2026-05-20."))
@click.option("--purge-backups", is_flag=True, help=_("Remove backups in backup/ that hold the words, unasked."))
@yes_option
@in_project
def withdraw(
    project: Project, interview: str, participant: str, on: str | None, purge_backups: bool, yes: bool
) -> None:
    found = project.interviews.get(interview)
    if not yes and not click.confirm(
        _("Erase all that {participant} said in {interview}? It cannot be undone.").format(
            participant=participant, interview=found.name
        ),
        err=True,
    ):
        raise BsbError(_("Nothing was changed."), "")
    result = project.consent.withdraw(found.name, participant, on=on)
    done(
        _("{participant} in {interview}: {turns}, {words} and {codings} are erased.").format(
            participant=result.pseudonym,
            interview=result.interview,
            turns=numbered(result.turns, "turn"),
            words=numbered(result.words, "word"),
            codings=numbered(result.codings, "coding"),
        )
    )
    _copies(project, result)
    _bundles(project, result.interview)
    _backups(project, result, purge=purge_backups or yes)


def _backups(project: Project, result: Withdrawal, *, purge: bool) -> None:
    """Tell which backups hold the words, and remove those in backup/ if that is wanted."""
    project.backups.sweep()
    holding = project.backups.holding([(result.interview, result.pseudonym)])
    if not holding:
        return
    note(_("These backups hold their words, or cannot be looked into:"))
    for each in holding:
        locked = " " + _("(encrypted or damaged)") if each.locked else ""
        note(f"  {each.path.relative_to(project.root)}{locked}")
    own = [each for each in holding if each.path.parent == project.backups.folder]
    if own and (
        purge or click.confirm(_("Remove those in backup/, and make a new one without the words?"), err=True)
    ):
        removed, made = project.backups.purge(own)
        done(ngettext("{n} backup was removed.", "{n} backups were removed.", len(removed)).format(n=len(removed)))
        if made:
            note(_("New backup: {file}").format(file=made.path.relative_to(project.root)))
        else:
            note(_("Make a new one: bsb backup --encrypt"))
        holding = [each for each in holding if each not in own]
    if holding:
        note(_("Destroy them, and copies of them elsewhere, when a newer backup is in their place."))


def _copies(project: Project, result: Withdrawal) -> None:
    """Tell which copies of the words are left, and what is to be done with them."""
    if result.quotes:
        note(ngettext("{n} quote is erased.", "{n} quotes are erased.", result.quotes).format(n=result.quotes))
    if result.copies:
        note(_("These files in the project's folder still hold words of theirs. Make them again, or destroy them:"))
        for copy in result.copies:
            places = numbered(copy.places, "place") if copy.places else _("cannot be read: look at it yourself")
            note(f"  {copy.path} ({places})")
    known = {copy.path.name for copy in result.copies}
    if lost := [paper for paper in result.papers if Path(paper).name not in known]:
        note(_("These papers were made with quotes of theirs. Find them, and look:"))
        for paper in lost:
            note(f"  {paper}")
    if result.elsewhere:
        note(_("Written outside the project since the interview came in. Find them, and look:"))
        for entry in result.elsewhere:
            note(f"  {entry.about} ({entry.at[:10]}, {entry.actor})")
    if result.summaries:
        note(_("These written summaries rested on what is erased. Read them again:"))
        for cell in result.summaries:
            note("  " + " · ".join(cell))
    if result.findings:
        note(
            _("These findings rested on what is erased. Read them again: {ids}").format(
                ids=", ".join(result.findings)
            )
        )
    note(_("Destroy printed papers with their words, and tell those who were given a copy."))


def _bundles(project: Project, interview: str) -> None:
    """Tell which bundles hold the words too."""
    if copies := project.team.copies_of(interview):
        note(_("These bundles hold the words too. Let them be destroyed, or brought up to date with a new bundle:"))
        for copy in copies:
            note(
                _("  {id}  {coder}, {date} (then: bsb team destroyed {id})").format(
                    id=copy.id, coder=copy.coder, date=copy.at[:10]
                )
            )
