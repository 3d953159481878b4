"""``bsb team``: blind rounds, bundles, and the merging of what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json, yes_option
from bsb.cli.encryption import new_passphrase
from bsb.cli.passphrase import ask_passphrase
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.exchange.team.conflicts import Conflict
    from bsb.exchange.team.merge import Merged
    from bsb.project import Project

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)


@click.group(help=_("Blind rounds, and coders on machines of their own."))
def team() -> None:
    pass


@team.group("round", help=_("Blind rounds: while one is open, nobody sees the others' codings in its interviews."))
def round_() -> None:
    pass


@round_.command("open", help=_("Open a blind round for two coders or more."))
@click.argument("name")
@click.option(
    "--coder",
    "coders",
    multiple=True,
    required=True,
    metavar="SIGN[=LOGIN]",
    help=_("A coder, with the name they are logged in with if it is not the sign; repeatable."),
)
@click.option("--interview", "interviews", multiple=True, help=_("Only this interview; else all with a transcript."))
@in_project
def open_round(project: Project, name: str, coders: tuple[str, ...], interviews: tuple[str, ...]) -> None:
    pairs = (each.partition("=") for each in coders)
    made = project.rounds.open(name, {sign: login for sign, _equals, login in pairs}, interviews=interviews)
    done(
        _("The round {name} is open: {coders}; {interviews}.").format(
            name=made.name,
            coders=", ".join(each.coder for each in made.coders),
            interviews=", ".join(made.interviews),
        )
    )
    note(_("In one shared folder this is a rule of courtesy. Bundles of their own keep coders truly apart:"))
    note(
        _('  bsb team bundle --coder {coder} --round "{name}" -o FILE.bsbteam').format(
            coder=made.coders[0].coder, name=made.name
        )
    )


@round_.command("list", help=_("List the rounds, and who has begun in how many interviews."))
@json_option
@in_project
def list_rounds(project: Project, as_json: bool) -> None:
    found = project.rounds.all()
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Round"), _("Opened"), _("By"), _("Closed"), _("Coders (interviews begun)"), _("Interviews")],
        [
            (
                each.name,
                each.opened_at[:10],
                each.opened_by,
                (each.closed_at or "")[:10],
                ", ".join(f"{c.coder} ({c.begun}/{len(each.interviews)})" for c in each.coders),
                ", ".join(each.interviews),
            )
            for each in found
        ],
    )


@round_.command("close", help=_("Close a round: from then on everyone sees all. Only who opened it may."))
@click.argument("name")
@in_project
def close_round(project: Project, name: str) -> None:
    closed = project.rounds.close(name)
    done(
        _("The round {name} is closed; all codings can be seen. Compare them: bsb agreement").format(name=closed.name)
    )


@team.command(help=_("Write what one coder needs to an encrypted file: transcripts, codebook, guides, own codings."))
@click.option("--coder", required=True, help=_("Whose bundle this is, such as KA."))
@click.option("--round", "round_name", default="", help=_("Only the interviews of this round."))
@click.option("--interview", "interviews", multiple=True, help=_("Only this interview; repeatable."))
@click.option("-o", "--output", "out", type=_OUT, required=True, help=_("The file, such as KA.bsbteam."))
@json_option
@in_project
def bundle(
    project: Project, coder: str, round_name: str, interviews: tuple[str, ...], out: Path, as_json: bool
) -> None:
    passphrase = ask_passphrase(_("Passphrase for the bundle"), new=True)
    if project.opens_with(passphrase):
        raise BsbError(
            _("That is the project's own passphrase, and a coder must not have it."),
            _("Nothing was written. Choose another for the bundle."),
        )
    made = project.team.bundle(out, coder, passphrase=passphrase, round_name=round_name, interviews=interviews)
    if as_json:
        write_json(made)
        return
    done(
        _("{file} for {coder}. Interviews: {interviews}, codes: {codes}, codings: {codings}, memos: {memos}.").format(
            file=out.name,
            coder=made.coder,
            interviews=len(made.interviews),
            codes=made.codes,
            codings=made.codings,
            memos=made.memos,
        )
    )
    if made.unrecorded:
        note(
            ngettext(
                "The consent of {n} participant in it is not recorded: bsb consent give",
                "The consent of {n} participants in it is not recorded: bsb consent give",
                made.unrecorded,
            ).format(n=made.unrecorded)
        )
    note(
        _("Tell the passphrase by another way than the file. It is opened with: bsb team open {file} FOLDER").format(
            file=out.name
        )
    )


@team.command(help=_("List the bundles that were handed out."))
@json_option
@in_project
def bundles(project: Project, as_json: bool) -> None:
    found = project.team.bundles()
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Bundle"), _("Coder"), _("Made"), _("By"), _("Round"), _("Interviews"), _("Merged"), _("Destroyed")],
        [
            (
                each.id,
                each.coder,
                each.at[:10],
                each.by,
                each.round,
                ", ".join(each.interviews),
                (each.returned or "")[:10],
                (each.destroyed_at or "")[:10],
            )
            for each in found
        ],
    )


@team.command(help=_("Note that a bundle, and the folder made from it, have been destroyed."))
@click.argument("bundle_id", metavar="BUNDLE")
@in_project
def destroyed(project: Project, bundle_id: str) -> None:
    gone = project.team.destroyed(bundle_id)
    done(_("The bundle {id} of {coder} is noted as destroyed.").format(id=gone.id, coder=gone.coder))


@team.command("open", help=_("Open a bundle: make a folder in which its coder works, on any machine, without a net."))
@click.argument("file", type=_FILE)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--encrypt", is_flag=True, help=_("Encrypt the database with a passphrase."))
def open_(file: Path, folder: Path, encrypt: bool) -> None:
    from bsb.exchange.team.team import open_file
    from bsb.project import Project

    payload = open_file(file, "bundle", passphrase=lambda: ask_passphrase(_("Passphrase of the bundle")))
    project = Project.from_bundle(folder, payload, passphrase=new_passphrase() if encrypt else None)
    try:
        done(
            _("{folder} is the workplace of {coder}: {project}.").format(
                folder=folder, coder=payload["coder"], project=payload["name"]
            )
        )
        note(_("Code there as usual. Send it back with: bsb team send -o FILE.bsbteam"))
        note(_("The folder holds what people said: keep it on a locked machine, and delete it when you are done."))
    finally:
        project.close()


@team.command(help=_("In a coder's workplace: write the work to an encrypted file for the main project."))
@click.option("-o", "--output", "out", type=_OUT, required=True, help=_("The file, such as KA-back.bsbteam."))
@in_project
def send(project: Project, out: Path) -> None:
    passphrase = ask_passphrase(_("Passphrase for the file"), new=True)
    sent = project.team.send(out, passphrase=passphrase)
    done(
        _(
            "{file} from {coder}. Codings: {codings}, memos: {memos}, summaries: {summaries}; and the codebook."
        ).format(file=out.name, coder=sent.coder, codings=sent.codings, memos=sent.memos, summaries=sent.summaries)
    )
    note(_("It is taken in with: bsb team merge {file}").format(file=out.name))


def settling(function: Any) -> Any:
    """Give a command the options that settle conflicts."""
    options = (
        click.option("--ours", "side", flag_value="ours", help=_("Settle every conflict: what stands here stays.")),
        click.option("--theirs", "side", flag_value="theirs", help=_("Settle every conflict: theirs is taken.")),
        click.option("--settle", multiple=True, metavar="ID=ANSWER", help=_("Settle one conflict; repeatable.")),
        click.option("--sheet", type=_OUT, help=_("Write the conflicts to a .csv or .xlsx sheet, and do no more.")),
        click.option("--settled", type=_FILE, help=_("Take the answers from such a sheet, filled in.")),
    )
    for option in reversed(options):  # the last one put on is shown first
        function = option(function)
    return function


@team.command(help=_("Merge what coders sent back: shown first, then asked; each file wholly or not at all."))
@click.argument("files", nargs=-1, required=True, type=_FILE)
@settling
@yes_option
@in_project
def merge(
    project: Project,
    files: tuple[Path, ...],
    side: str | None,
    settle: tuple[str, ...],
    sheet: Path | None,
    settled: Path | None,
    yes: bool,
) -> None:
    given = _given(settle, settled)
    if len(files) > 1 and (given or sheet):
        raise BsbError(_("Conflicts are settled one file at a time."), _("Name one file with --settle or a sheet."))
    failed = []
    for file in files:
        try:
            _merge_one(project, file, _Choice(given, side, sheet, yes))
        except BsbError as error:
            if len(files) == 1:
                raise
            click.secho(f"{file.name}: {error.message}", err=True, fg="red")
            note(error.hint)
            failed.append(file.name)
    if failed:
        raise BsbError(_("Not merged: {files}.").format(files=", ".join(failed)), "")


def _merge_one(project: Project, file: Path, how: _Choice) -> None:
    from bsb.exchange.team.team import open_file

    asked = _("Passphrase of {file}").format(file=file.name)
    payload = open_file(file, "return", passphrase=lambda: ask_passphrase(asked))
    click.secho(_("{file}, from {coder}:").format(file=file.name, coder=payload["coder"]), bold=True)
    _settle_and_do(
        project,
        lambda answers: project.team.preview(payload, answers),
        lambda answers: project.team.merge(payload, answers),
        how,
        _("Taken in. bsb undo takes it back."),
    )


@team.command(help=_("In a coder's workplace: bring it up to date with a newer bundle. Own work is kept."))
@click.argument("file", type=_FILE)
@settling
@yes_option
@in_project
def refresh(
    project: Project,
    file: Path,
    side: str | None,
    settle: tuple[str, ...],
    sheet: Path | None,
    settled: Path | None,
    yes: bool,
) -> None:
    from bsb.exchange.team.team import open_file

    payload = open_file(file, "bundle", passphrase=lambda: ask_passphrase(_("Passphrase of the bundle")))
    note(_("Everything is written anew, with your work that is not merged yet on top; bsb undo begins anew too."))
    _settle_and_do(
        project,
        lambda answers: project.team.preview_refresh(payload, answers),
        lambda answers: project.team.refresh(payload, answers),
        _Choice(_given(settle, settled), side, sheet, yes),
        _("The workplace is up to date."),
    )


class _Choice:
    """How conflicts are to be settled, as said on the command line."""

    def __init__(self, given: Mapping[str, str], side: str | None, sheet: Path | None, yes: bool) -> None:
        self.given = dict(given)
        self.side = side
        self.sheet = sheet
        self.yes = yes


def _given(settle: tuple[str, ...], settled: Path | None) -> dict[str, str]:
    from bsb.exchange.team.conflicts import read_sheet

    found = read_sheet(settled) if settled else {}
    for each in settle:
        number, equals, answer = each.rpartition("=")
        if not equals:
            raise BsbError(_("“{text}” settles nothing.").format(text=each), _("Write --settle ID=ANSWER."))
        found[number] = answer
    return found


def _settle_and_do(
    project: Project,
    look: Callable[[Mapping[str, str]], Merged],
    do: Callable[[Mapping[str, str]], Merged],
    how: _Choice,
    said: str,
) -> None:
    """Show what would come, settle the conflicts, ask, do it, and say so."""
    from bsb.exchange.team.conflicts import check_answers, write_sheet

    found = look({})
    for text in found.lines():
        click.echo(f"  {text}")
    if found.known:
        return
    if how.sheet is not None:
        write_sheet(how.sheet, found.conflicts, date=project.today)
        done(_("{file}: fill in the column “settled”, then: --settled {file}").format(file=how.sheet))
        return
    answers = check_answers(found.conflicts, how.given)
    # An answer may bring up a conflict that was not there before it, so that it takes more than one look.
    while (found := look(answers)).open:
        if how.side is not None:
            answers |= found.answers(how.side)
        elif how.yes:
            break
        else:
            answers |= _ask([each for each in found.conflicts if each.id in found.open])
    _show_settled(found.conflicts, answers)
    if not how.yes and not click.confirm(_("Take this in?"), err=True):
        raise BsbError(_("Nothing was changed."), "")
    do(answers)
    done(said)


def _ask(conflicts: list[Conflict]) -> dict[str, str]:
    answers = {}
    for conflict in conflicts:
        click.secho(conflict.about, bold=True, err=True)
        note(_("  here:   {text}").format(text=_shortened(conflict.here)))
        note(_("  theirs: {text}").format(text=_shortened(conflict.theirs)))
        for answer, what in conflict.choices:
            note(f"    {answer}: {what}")
        if conflict.codes:
            note(_("    or the key of a code, such as {keys}").format(keys=", ".join(conflict.codes[:6])))
        while True:
            said = click.prompt(_("Your choice"), default=conflict.choices[0][0], err=True)
            try:
                answers[conflict.id] = conflict.check(said)
                break
            except BsbError as error:
                note(error.hint)
    return answers


def _show_settled(conflicts: tuple[Conflict, ...], answers: Mapping[str, str]) -> None:
    for each in conflicts:
        answer = answers.get(each.id, "?")
        what = dict(each.choices).get(answer, answer)
        note(f"  {each.id}: {what}")


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 200 else text[:199].rstrip() + "…"
