"""``bsb doctor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, write_json
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


@click.command(
    help=_(
        "Look for damage, for what is out of step, and at where the project lies. Exit code 1: something is wrong."
    )
)
@json_option
@in_project
def doctor(project: Project, as_json: bool) -> None:
    found = project.examine()
    if as_json:
        write_json(found)
    elif not found:
        done(_("Nothing wrong: data, codings, search index and folder are as they should be."))
    else:
        for each in found:
            click.secho(f" {'✗' if each.wrong else '!'} {each.what}", fg="red" if each.wrong else "yellow")
            note(f"   {each.hint}")
        if not any(each.wrong for each in found):
            done(_("Nothing wrong; the above is worth a look."))
    if any(each.wrong for each in found):
        click.get_current_context().exit(1)
