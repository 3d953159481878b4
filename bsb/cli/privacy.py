"""``bsb privacy``: looking for what points to people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import in_project, json_option, note, show_table, write_json
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.project import Project


@click.group(help=_("Look for what points to people."))
def privacy() -> None:
    pass


@privacy.command(help=_("Show what in a transcript may point to a person. Nothing is stored."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "weak", is_flag=True, help=_("Show the weak signs too."))
@json_option
@in_project
def scan(project: Project, file: Path, weak: bool, as_json: bool) -> None:
    from rich.text import Text

    from bsb.privacy.kinds import kind_name

    draft = project.importer.read(file)
    hits = [hit for hit in draft.hits if weak or not hit.weak]
    if as_json:
        write_json(
            [{"number": draft.turns[hit.turn].number} | {f: getattr(hit, f) for f in hit.__slots__} for hit in hits]
        )
        return
    rows = []
    for hit in hits:
        turn = draft.turns[hit.turn]
        before, after = turn.text[max(0, hit.start - 30) : hit.start], turn.text[hit.end : hit.end + 30]
        context = Text.assemble("…", before, (turn.text[hit.start : hit.end], "bold red"), after, "…")
        rows.append((turn.number, turn.speaker, kind_name(hit.kind), context, hit.replacement, hit.reason))
    show_table([(_("Turn"), "right"), _("Speaker"), _("Kind"), _("In context"), _("Proposed"), _("Why")], rows)
    note(
        ngettext("{n} place to review.", "{n} places to review.", len(hits)).format(n=len(hits))
        + " "
        + _("The program only suggests: read the transcript yourself before it is used.")
    )
