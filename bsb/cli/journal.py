"""``bsb history``, ``bsb undo`` and ``bsb redo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, show_table, write_json
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.project import Project


def action_name(action: str) -> str:
    """Return what people read for a journalled action."""
    return {
        "interview.add": _("interview added"),
        "transcript.import": _("transcript imported"),
        "consent.withdraw": _("consent withdrawn"),
        "codebook.import": _("codebook imported"),
        "code.import": _("codings imported"),
        "summary.write": _("summaries written"),
        "conference.add": _("conference recorded"),
        "undo": _("undone"),
        "redo": _("done again"),
    }.get(action, action)


@click.command(help=_("Show what has been changed, newest first."))
@click.option("--limit", type=click.IntRange(1), default=20, help=_("How many changes to show."))
@json_option
@in_project
def history(project: Project, limit: int, as_json: bool) -> None:
    entries = project.journal.entries(limit=limit)
    if as_json:
        write_json(entries)
        return
    show_table(
        [(_("No."), "right"), _("When (UTC)"), _("Who"), _("What"), _("About"), ""],
        [
            (
                e.id,
                e.at.replace("T", " ").rstrip("Z"),
                e.actor,
                action_name(e.action),
                e.about,
                _("undone") if e.undone else "",
            )
            for e in entries
        ],
    )


@click.command(help=_("Undo the latest change, or with --entry the change of that number."))
@click.option("--entry", type=click.IntRange(1), help=_("The change's number in bsb history."))
@in_project
def undo(project: Project, entry: int | None) -> None:
    found = project.journal.undo(entry)
    done(_("Undone: {what} ({about}).").format(what=action_name(found.action), about=found.about))


@click.command(help=_("Do again what was undone last."))
@in_project
def redo(project: Project) -> None:
    found = project.journal.redo()
    done(_("Done again ({about}).").format(about=found.about))
