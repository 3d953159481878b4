"""``bsb code export`` and ``bsb code import``: coding in Word, in Excel, and tables of codings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bsb.cli.edge import CODER, done, in_project, json_option, note, write_json, yes_option
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.cli.code_return import Wishes
    from bsb.project import Project

_TABLES = (".csv", ".tsv", ".xlsx")


@click.command(
    help=_(
        "Write transcripts to be coded in Word (with comments) or Excel (a turn a row), with the codings there are;"
        " of the interviews named, else of all. bsb code import takes them back."
    )
)
@click.argument("interviews", nargs=-1, metavar="[INTERVIEW]...")
@click.option("--format", "kind", type=click.Choice(["word", "excel"]), default="word", help=_("For which program."))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("The folder, or for one interview the file."))
@click.option("--coder", help=_("Only the codings of this coder (default: everyone's)."))
@json_option
@in_project
def export(
    project: Project, interviews: tuple[str, ...], kind: str, output: Path | None, coder: str | None, as_json: bool
) -> None:
    names = [project.interviews.get(each).name for each in interviews] or [
        each.name for each in project.transcripts.all()
    ]
    if not names:
        raise BsbError(_("There is no transcript to code."), _("Import one: bsb transcript import FILE"))
    if output and output.suffix.lower() in (".docx", ".xlsx") and len(names) > 1:
        raise BsbError(
            _("{n} interviews do not fit in one file.").format(n=len(names)), _("Name a folder with -o DIR.")
        )
    if coder and coder not in (known := [name for name, _n, _i in project.codings.coders()]):
        note(
            _("{coder} has coded nothing yet; the files are empty of codings. Known coders: {known}.").format(
                coder=coder, known=", ".join(known) or "–"
            )
        )
    made = [project.coding_files.export(name, kind=kind, coder=coder, out=output) for name in names]
    for each in made:
        project.left(each.path)
    if as_json:
        write_json(made)
        return
    for each in made:
        done(
            ngettext("{file}: {n} coding.", "{file}: {n} codings.", each.codings).format(
                file=each.path, n=each.codings
            )
        )
    note(
        _("They hold what participants said and must not leave the project. Take them back with: {command}").format(
            command=f"bsb code import {made[0].path} --coder {coder or 'KA'}"
        )
    )


@click.command(
    "import",
    help=_(
        "Take codings in: from Word or Excel files that people coded in (bsb code export), or from a .csv, .tsv or"
        " .xlsx table. Each file is taken in whole or not at all."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--coder", envvar=CODER, default="", help=_("Whose codings these are (or set BSB_CODER)."))
@click.option("--interview", default="", help=_("The interview, for a Word file that was not exported by bsb."))
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", help=_("Only comments by this author; repeatable.")
)
@click.option(
    "--meaning",
    "meanings",
    multiple=True,
    metavar="WORD=CODE",
    help=_("What a word that is no code means; WORD= for none; repeatable."),
)
@click.option(
    "--take",
    type=click.Choice(["theirs", "mine"]),
    help=_("What was changed on both sides: take the file's (theirs), or the project's (mine)."),
)
@click.option("--keep-removed", is_flag=True, help=_("Keep codings whose comments were taken away."))
@click.option("--dry-run", is_flag=True, help=_("Show what would change, and change nothing."))
@json_option
@yes_option
@in_project
def import_(
    project: Project,
    files: tuple[Path, ...],
    coder: str,
    interview: str,
    authors: tuple[str, ...],
    meanings: tuple[str, ...],
    take: str | None,
    keep_removed: bool,
    dry_run: bool,
    as_json: bool,
    yes: bool,
) -> None:
    from bsb.cli.code_return import Wishes, answers_of, show_error

    answers = answers_of(project, authors, meanings)
    wishes = Wishes(coder, interview, bool(authors), answers, take, keep_removed, dry_run, yes, as_json)
    failed: list[BsbError] = []
    told: list[dict[str, Any]] = []
    for path in files:
        try:
            told.append(_one(project, path, wishes))
        except BsbError as error:
            if len(files) == 1 and not as_json:
                raise
            failed.append(error)
            told.append({"file": path.name, "taken_in": False, "problem": error.message, "hint": error.hint})
            show_error(error)
    if as_json:
        write_json(told)
    if failed:
        raise BsbError(
            ngettext(
                "{n} file of {all} was not taken in.", "{n} files of {all} were not taken in.", len(failed)
            ).format(n=len(failed), all=len(files))
        )


def _one(project: Project, path: Path, wishes: Wishes) -> dict[str, Any]:
    """Take one file in and return what was done."""
    from bsb.cli.code_return import take_back

    ending = path.suffix.lower()
    if not path.exists():
        raise BsbError(_("There is no file {file}.").format(file=path), _("Check the name and the folder."))
    if ending not in (".docx", *_TABLES) or not path.is_file():
        raise BsbError(
            _("{file} is not a file that codings are read from.").format(file=path.name),
            _("These are: Word files with comments (.docx), Excel workbooks (.xlsx) and tables (.csv, .tsv)."),
        )
    if ending == ".docx" or (ending == ".xlsx" and _exported(path)):
        return take_back(project, path, wishes)
    if wishes.coder:
        from bsb.coding.coding_changes import checked_coder

        checked_coder(wishes.coder, [name for name, _n, _i in project.codings.coders()])
    result = project.codings.import_file(path, coder=wishes.coder or None, rehearse=wishes.dry_run)
    if not wishes.as_json:
        done(
            _("{file}: {added} added, {known} there already.").format(
                file=path.name, added=numbered(result.added, "coding"), known=result.known
            )
        )
        if wishes.dry_run:
            note(_("Nothing was changed."))
    return {"file": path.name, "taken_in": not wishes.dry_run, "added": result.added, "known": result.known}


def _exported(path: Path) -> bool:
    """Tell whether a workbook was exported to be coded in."""
    from bsb.coding.round_trip.record import read_record
    from bsb.formats.properties import read_properties

    return read_record(path.name, read_properties(path)) is not None
