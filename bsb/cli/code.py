"""``bsb code``: codings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, show_table, write_json
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.project import Project


def valence_name(valence: str) -> str:
    """Return what people read for a valence."""
    return {
        "positive": _("positive"),
        "critical": _("critical"),
        "mixed": _("mixed"),
        "neutral": _("neutral"),
    }[valence]


@click.group(help=_("Codings: coded passages."))
def code() -> None:
    pass


@code.command(
    "import", help=_("Take codings in from a .csv or .tsv table; all of it or, if a line does not fit, none.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--coder", help=_("Whose codings these are, where the table does not say."))
@in_project
def import_(project: Project, file: Path, coder: str | None) -> None:
    result = project.codings.import_file(file, coder=coder)
    done(
        _("{file}: {added} codings added, {known} there already.").format(
            file=file.name, added=result.added, known=result.known
        )
    )


@code.command("list", help=_("List codings with their words."))
@click.option("--interview", "interviews", multiple=True, help=_("Only this interview."))
@click.option("--district", "districts", multiple=True, help=_("Only this district."))
@click.option("--code", "codes", multiple=True, help=_("Only this code."))
@click.option("--coder", "coders", multiple=True, help=_("Only this coder."))
@json_option
@in_project
def list_(
    project: Project,
    interviews: tuple[str, ...],
    districts: tuple[str, ...],
    codes: tuple[str, ...],
    coders: tuple[str, ...],
    as_json: bool,
) -> None:
    found = project.codings.all(
        interviews=[project.interviews.get(i).name for i in interviews] or None,
        districts=[project.config.district(d).name for d in districts] or None,
        codes=[project.codebook.get(c).key for c in codes] or None,
        coders=list(coders) or None,
    )
    if as_json:
        write_json(found)
        return
    show_table(
        [_("Where"), _("Speaker"), _("Code"), _("Valence"), _("Coder"), _("Words")],
        [
            (f"{c.interview}:{c.turn}", c.speaker, c.code_name, valence_name(c.valence), c.coder, _short(c.quote))
            for c in found
        ],
    )
    note(ngettext("{n} coding", "{n} codings", len(found)).format(n=len(found)))


def _short(text: str, most: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"
