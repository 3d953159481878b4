"""``bsb transcript``: import and show transcripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, print_rich, show_table, write_json, yes_option
from bsb.errors import BsbError
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.corpus.importing import Draft
    from bsb.project import Project


@click.group(help=_("Import and show transcripts."))
def transcript() -> None:
    pass


def speaker_map(values: tuple[str, ...]) -> dict[str, str]:
    """Read --speaker NAME=I1 options into a mapping. BsbError for anything else."""
    found = {}
    for value in values:
        name, _equals, code = value.rpartition("=")
        if not name or code[:1].upper() not in ("I", "B") or not code[1:].isdecimal():
            raise BsbError(
                _("“{value}” does not say who a speaker is.").format(value=value),
                _("Write --speaker NAME=I1 for an interviewer, --speaker NAME=B1 for a participant."),
            )
        found[name.strip()] = code.upper()
    return found


@transcript.command(
    "import", help=_("Import transcripts. Nothing is stored before what points to people is reviewed.")
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--interview", help=_("The interview it belongs to (default: the one with the file's name)."))
@click.option("--speaker", "speakers", multiple=True, metavar="NAME=I1", help=_("Who a name in the file is."))
@click.option("--pattern", help=_("A regular expression for speaker labels, with the groups speaker and text."))
@click.option("--accept-all-proposed", is_flag=True, help=_("Replace every place found by the proposed word."))
@click.option("--reviewer", default="", help=_("Who has reviewed the anonymisation (default: you)."))
@yes_option
@in_project
def import_(
    project: Project,
    files: tuple[Path, ...],
    interview: str | None,
    speakers: tuple[str, ...],
    pattern: str | None,
    accept_all_proposed: bool,
    reviewer: str,
    yes: bool,
) -> None:
    if interview and len(files) > 1:
        raise BsbError(
            _("--interview names one interview, but there are {n} files.").format(n=len(files)),
            _("Import them one at a time, or name each file after its interview."),
        )
    mapping = speaker_map(speakers)
    failed = 0
    for path in files:
        try:
            _import_one(project, path, interview or path.stem, mapping, pattern, accept_all_proposed, reviewer, yes)
        except BsbError as error:
            failed += 1
            if len(files) == 1:
                raise
            click.secho(error.message, err=True, fg="red")
            note("  " + error.hint.replace("\n", "\n  "))
    if failed:
        raise BsbError(
            _("{failed} of {all} files were not imported.").format(failed=failed, all=len(files)),
            _("The others are in. Mend these and run the same command again."),
        )


def _import_one(
    project: Project,
    path: Path,
    interview: str,
    speakers: Mapping[str, str],
    pattern: str | None,
    accept: bool,
    reviewer: str,
    yes: bool,
) -> None:
    from bsb.privacy.review import Decision

    into = project.interviews.get(interview)
    draft = project.importer.read(path, speakers=speakers or None, pattern=pattern)
    _confirm_speakers(draft, yes)
    accepted = {hit: Decision("accept") for hit in draft.open_hits} if accept else {}
    result = project.importer.store(draft, into.name, decisions=accepted, reviewer=reviewer or project.journal.actor)
    for line in result.notices:
        note(f"  {line}")
    done(
        _("{file} -> {interview}: {turns} turns, {words} words, {replaced} replaced.").format(
            file=path.name,
            interview=result.interview,
            turns=result.turns,
            words=result.words,
            replaced=result.replaced,
        )
    )


def _confirm_speakers(draft: Draft, yes: bool) -> None:
    """Have a person confirm who is who, where the file did not say it in so many words."""
    guessed = {name: code for name, code in draft.mapping.items() if name.upper() != code}
    if not guessed or yes:
        return
    show_table(
        [_("In the file"), _("Becomes"), (_("Turns"), "right")],
        [(name, code, draft.names.get(name, 0)) for name, code in guessed.items()],
    )
    if not click.confirm(_("Is this right?"), err=True):
        raise BsbError(
            _("Nothing was imported."),
            _("Say who is who: --speaker NAME=I1 for interviewers, NAME=B1 for participants."),
        )


@transcript.command("list", help=_("List the transcripts."))
@json_option
@in_project
def list_(project: Project, as_json: bool) -> None:
    found = project.transcripts.all()
    if as_json:
        write_json([{"interview": i.name, "district": i.district, "words": i.words} for i in found])
        return
    show_table([_("Interview"), _("District"), (_("Words"), "right")], [(i.name, i.district, i.words) for i in found])


@transcript.command(help=_("Show an interview's transcript turn by turn."))
@click.argument("interview")
@click.option("--turns", "which", metavar="FROM-TO", help=_("Only these turns, such as 12-20."))
@json_option
@in_project
def show(project: Project, interview: str, which: str | None, as_json: bool) -> None:
    from rich.text import Text

    found = project.transcripts.get(interview)
    first, last = turn_range(which, len(found.turns))
    chosen = [turn for turn in found.turns if first <= turn.number <= last]
    if as_json:
        write_json({"interview": found.interview, "sha256": found.sha256, "turns": chosen})
        return
    for turn in chosen:
        style = "bold" if turn.role == "facilitator" else "cyan"
        words = Text(_("(withdrawn)"), "dim") if turn.removed else Text(turn.text)
        print_rich(Text.assemble((f"{turn.number:>4} ", "dim"), (f"{turn.speaker}: ", style), words))


def turn_range(value: str | None, last: int) -> tuple[int, int]:
    """Read "12", "12-20" or None (all) into a first and last turn. BsbError for anything else."""
    if value is None:
        return 1, last
    start, _dash, end = value.partition("-")
    if not start.strip().isdecimal() or not (end.strip() or start).strip().isdecimal():
        raise BsbError(
            _("“{value}” is no range of turns.").format(value=value), _("Write --turns 12 or --turns 12-20.")
        )
    return int(start), int(end or start)
