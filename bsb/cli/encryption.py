"""``bsb project encrypt`` and ``bsb project decrypt``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, note, yes_option
from bsb.cli.passphrase import ask_passphrase
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.project import Project
    from bsb.upkeep.encryption import Recoded


def new_passphrase() -> str:
    """Ask for a project's new passphrase, and say what becomes of one who forgets it."""
    note(_("Nobody can open the project without its passphrase, not even we. Write it down and lock it away."))
    return ask_passphrase(_("Passphrase for the project"), new=True)


@click.command(help=_("Encrypt the project's database with a passphrase, or give it another one."))
@in_project
def encrypt(project: Project) -> None:
    result = project.recode(new_passphrase())
    done(
        _("The database is encrypted ({rows}, compared with what stood there).").format(
            rows=numbered(result.rows, "row")
        )
    )
    _tell_older(result)
    note(
        _("Papers in output/, guides, matrices and settings are not encrypted: they are yours to read and hand out.")
    )


@click.command(help=_("Make an encrypted database plain again."))
@yes_option
@in_project
def decrypt(project: Project, yes: bool) -> None:
    if not yes:
        raise BsbError(
            _("What people said would be open to read for everyone who gets hold of the file."),
            _("Nothing was changed. If that is what you want: bsb project decrypt --yes"),
        )
    result = project.recode(None)
    done(
        _("The database is plain ({rows}, compared with what stood there).").format(rows=numbered(result.rows, "row"))
    )


def _tell_older(result: Recoded) -> None:
    if n := len(result.older):
        note(
            ngettext(
                "{n} backup made before is not encrypted: {names}. Delete it once a new one is made: bsb backup",
                "{n} backups made before are not encrypted: {names}. Delete them once a new one is made: bsb backup",
                n,
            ).format(n=n, names=", ".join(path.name for path in result.older))
        )
