"""``bsb backup`` and ``bsb restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, note, yes_option
from bsb.cli.passphrase import ask_for_locked_files, ask_passphrase
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from collections.abc import Callable

    from bsb.project import Project
    from bsb.upkeep.restore import Restored


@click.command(
    help=_("Back up the project: database, settings, guides, matrices and templates. Others may go on working.")
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    help=_("The file, or a folder that is there (default: backup/ in the project)."),
)
@click.option(
    "--keep",
    type=click.IntRange(1),
    help=_("How many to keep in the folder (default in backup/: 10)."),
)
@click.option("--encrypt", is_flag=True, help=_("Encrypt it with a passphrase."))
@in_project
def backup(project: Project, out: Path | None, keep: int | None, encrypt: bool) -> None:
    if keep is not None and out is not None and not out.is_dir():
        raise BsbError(_("--keep is for a folder with backups."), _("Name a folder that is there, or leave it out."))
    passphrase = ""
    if encrypt:
        from bsb.formats.age_file import check_length

        passphrase = ask_passphrase(_("Passphrase for the backup"), new=True)
        check_length(passphrase)
    made = project.backups.make(out, keep=keep, passphrase=passphrase)
    done(
        _("{file}: restored to the side and found whole ({rows}, {files}).").format(
            file=made.path, rows=numbered(made.rows, "row"), files=numbered(made.files, "file")
        )
    )
    if made.removed:
        n = len(made.removed)
        note(ngettext("{n} older backup was removed.", "{n} older backups were removed.", n).format(n=n))
    if made.path.parent == project.backups.folder:
        note(_("It lies on the same disk as the project. Keep one elsewhere too: bsb backup -o FOLDER --encrypt"))
    elif not encrypt:
        note(_("It holds what people said, open to read for everyone who gets hold of it; --encrypt locks it."))
    project.left(made.path)


@click.command(help=_("Restore a backup into a new folder; or, with --yes, over the project in this folder."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]", required=False)
@yes_option
def restore(file: Path, folder: Path | None, yes: bool) -> None:
    from bsb.project import Project, find_root

    ask = _asker(file)
    ask_for_locked_files()
    over = find_root(Path()) if folder is None else folder if (folder / "bsb.toml").is_file() else None
    if over is None:
        if folder is None:
            raise BsbError(
                _("There is no project here to restore over."), _("Name a new folder: bsb restore FILE DIR")
            )
        _tell(Project.from_backup(file, folder, passphrase=ask))
        note(_("Whoever has withdrawn since it was made, is in it again. Withdraw them there too."))
        return
    if not yes:
        raise BsbError(
            _("{folder} is a project, and would be put back to what the backup holds.").format(
                folder=over.resolve().name
            ),
            _("Nothing was changed. Name a new folder, or say --yes: what stands there is backed up first."),
        )
    project = Project.open(over)
    try:
        result = project.restore(file, passphrase=ask)
    finally:
        project.close()
    _tell(result)
    for interview, pseudonym in result.withdrawn:
        note(
            _("{participant} in {interview} has withdrawn since, and is erased from it again.").format(
                participant=pseudonym, interview=interview
            )
        )
    if result.before:
        note(_("What stood there before is in {file}.").format(file=result.before.path))
    else:
        note(_("The database there was damaged. It is kept beside the new one: bsb.db.damaged-…"))
        note(_("What was withdrawn from it may not be known. Look at your papers, and withdraw again."))


def _asker(file: Path) -> Callable[[], str]:
    return lambda: ask_passphrase(_("Passphrase of {file}").format(file=file.name))


def _tell(result: Restored) -> None:
    done(
        _("{folder} holds the project “{name}” as it was on {date}.").format(
            folder=result.folder, name=result.name, date=result.made.replace("T", " ").rstrip("Z")
        )
    )
