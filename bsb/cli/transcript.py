"""``bsb transcript``: import, show, correct, write out and remove transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import (
    crew_options,
    done,
    in_project,
    json_option,
    note,
    print_rich,
    show_table,
    write_json,
    wrote,
    yes_option,
)
from bsb.cli.reviewing import Choices, decide, key_written, review_options, use_register
from bsb.cli.revision import place, revise, settle, unplaced
from bsb.cli.speaking import confirm_speakers, speaker_map, speaker_options
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.corpus.batch import Arrived
    from bsb.project import Project


@click.group(help=_("Import, show, correct and remove transcripts."))
def transcript() -> None:
    pass


for command in (revise, settle, unplaced, place):
    transcript.add_command(command)


@transcript.command(
    "import",
    help=_(
        "Import transcripts: files, or all in a folder. Nothing is stored before what points to people is reviewed."
        " Files that are in the project already are passed over, so an import that was broken off can be run again."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@click.option("--interview", help=_("The interview it belongs to (default: the one with the file's name)."))
@crew_options
@speaker_options
@review_options
@yes_option
@in_project
def import_(
    project: Project,
    files: tuple[Path, ...],
    interview: str | None,
    workers: int,
    scheduler: str,
    speakers: tuple[str, ...],
    pattern: str | None,
    choices: Choices,
    yes: bool,
) -> None:
    from bsb.corpus.batch import files_in
    from bsb.corpus.spread import crew

    paths = [path for given in files for path in (files_in(given) if given.is_dir() else [given])]
    for option, value in (("--interview", interview), ("--review", choices.sheet), ("--key", choices.key)):
        if value and len(paths) > 1:
            raise BsbError(
                _("{option} is for one transcript, but there are {n} files.").format(option=option, n=len(paths)),
                _("Import them one at a time, or name each file after its interview."),
            )
    mapping = speaker_map(speakers)
    use_register(project, choices.register)
    named = [(path, interview or path.stem) for path in paths]
    known = failed = 0
    with crew(workers, scheduler) as hands:
        for arrived in project.batch.read(named, hands, speakers=mapping, pattern=pattern):
            if arrived.known and len(paths) > 1:
                known += 1
                continue
            try:
                _import_one(project, arrived, choices, yes)
            except BsbError as error:
                failed += 1
                if len(paths) == 1:
                    raise
                click.secho(error.message, err=True, fg="red")
                note("  " + error.hint.replace("\n", "\n  "))
    if known:
        told = ngettext(
            "{n} file is in the project already and was passed over.",
            "{n} files are in the project already and were passed over.",
            known,
        )
        note(told.format(n=known))
    if failed:
        raise BsbError(
            _("{failed} of {all} files were not imported.").format(failed=failed, all=len(paths)),
            _("The others are in. Mend these and run the same command again."),
        )


def _import_one(project: Project, arrived: Arrived, choices: Choices, yes: bool) -> None:
    path, into = arrived.path, arrived.interview
    if arrived.known:
        raise BsbError(
            _("{file} is in the project already, as the transcript of {interview}.").format(
                file=path.name, interview=arrived.known
            ),
            _("Nothing was changed."),
        )
    if arrived.again:
        note(_("A process came to an end on the way; {file} was handed out once more.").format(file=path.name))
    if arrived.draft is None:
        raise arrived.error or BsbError(_("Nothing was imported."))
    draft = arrived.draft
    confirm_speakers(draft, yes)
    decisions = decide(draft, choices)
    with key_written(project, draft, decisions, into, choices):
        result = project.importer.store(
            draft, into, decisions=decisions, reviewer=choices.reviewer or project.journal.actor
        )
    for line in result.notices:
        note(f"  {line}")
    done(
        _("{file} -> {interview}: {turns}, {words}, {replaced} replaced.").format(
            file=path.name,
            interview=result.interview,
            turns=numbered(result.turns, "turn"),
            words=numbered(result.words, "word"),
            replaced=result.replaced,
        )
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


@transcript.command(help=_("Write an interview's transcript to a .txt or .docx file, with who speaks."))
@click.argument("interview")
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@in_project
def export(project: Project, interview: str, out: Path) -> None:
    from bsb.corpus.writing import write_transcript

    found = project.transcripts.get(interview)
    write_transcript(found, out, date=project.today, language=project.config.language)
    wrote(project, out)
    note(
        _("To correct it, change the file and give it back: bsb transcript revise {interview} {file}").format(
            interview=found.interview, file=out
        )
    )


@transcript.command(help=_("Erase an interview's transcript with its codings, for good. The interview stays."))
@click.argument("interview")
@yes_option
@in_project
def remove(project: Project, interview: str, yes: bool) -> None:
    removing = project.removing
    found = removing.preview(interview)
    goes = _("{turns}, {words} and {codings}").format(
        turns=numbered(found.turns, "turn"),
        words=numbered(found.words, "word"),
        codings=numbered(found.codings, "coding"),
    )
    if found.others:
        goes += " (" + ", ".join(f"{name}: {n}" for name, n in found.others.items()) + ")"
    question = _("Erase the transcript of {interview}: {goes}? It cannot be undone.")
    if not yes and not click.confirm(question.format(interview=found.interview, goes=goes), err=True):
        raise BsbError(_("Nothing was changed."), "")
    removing.remove(found.interview)
    done(_("{interview}: {goes} are erased.").format(interview=found.interview, goes=goes))
    note(_("Papers made earlier may still hold these words: make them again, and destroy the printed ones."))


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
