"""``bsb exchange export tables``: everything as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, write_json
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.formats.table_file import Sheet
    from bsb.project import Project


@click.command(help=_("Write everything as tables: CSV files in a folder, or one .xlsx workbook."))
@click.argument("out", type=click.Path(path_type=Path), metavar="DIR|FILE.xlsx")
@click.option("--only", "names", multiple=True, metavar="TABLE", help=_("Only this table; repeatable."))
@click.option(
    "--separator", type=click.Choice([";", ",", "tab"]), default=";", help=_("What parts the cells of a CSV file.")
)
@click.option("--unchecked", is_flag=True, help=_("Do not look them through for what points to people."))
@json_option
@in_project
def tables(
    project: Project, out: Path, names: tuple[str, ...], separator: str, unchecked: bool, as_json: bool
) -> None:
    room = project.tables
    sheets = room.all(names=list(names) or None)
    separator = "\t" if separator == "tab" else separator
    written = room.write(out, date=project.today, separator=separator, sheets=sheets)
    project.left(out)
    warnings = [] if unchecked else _warnings(project, sheets)
    if as_json:
        write_json({"files": written.files, "rows": written.rows, "warnings": warnings})
        return
    for name, n in written.rows.items():
        done(ngettext("{table}: {n} row", "{table}: {n} rows", n).format(table=name, n=n))
    for warning in warnings:
        note(warning)
    if not unchecked:
        note(_("These tables hold what people said. Look at the places named before you hand them on."))


def _warnings(project: Project, sheets: list[Sheet]) -> list[str]:
    from bsb.exchange.tables import look_through
    from bsb.privacy.kinds import kind_name

    found = [
        ngettext(
            "{table}, {column}: {n} place may point to people ({kind}; row {rows})",
            "{table}, {column}: {n} places may point to people ({kind}; rows {rows} ...)",
            each.n,
        ).format(
            table=each.table,
            column=each.column,
            n=each.n,
            kind=kind_name(each.kind),
            rows=", ".join(str(row + 1) for row in each.rows),
        )
        for each in look_through(sheets)
    ]
    return found + small_cells_warning(project, sheets)


def small_cells_warning(project: Project, sheets: list[Sheet]) -> list[str]:
    """Return the warning about attributes that few people share, if there are any."""
    from bsb.exchange.tables import small_cells

    few = small_cells(sheets, smallest=project.config.privacy.smallest_cell)
    if not few:
        return []
    return [
        ngettext(
            "{n} attribute is shared by fewer than {least} people in a district.",
            "{n} attributes are shared by fewer than {least} people in a district.",
            len(few),
        ).format(n=len(few), least=project.config.privacy.smallest_cell)
        + " "
        + ", ".join(f"{c.district} {c.attribute} {c.value} ({c.n})" for c in few[:8])
        + (" …" if len(few) > 8 else "")
    ]
