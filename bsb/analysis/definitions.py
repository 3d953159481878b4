"""Matrix definitions: YAML files in ``matrices/``, the project's own first, then the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.formats.yaml_entries import open_entry
from bsb.i18n import gettext as _

ROWS = ("theme", "service")
COLUMNS = ("district", "interview")


@dataclass(frozen=True, slots=True)
class MatrixDefinition:
    """What a matrix shows: counted codes (rows by columns), or a reference table (a CSV file and its source).

    ``sum`` says what the foot of a reference table holds: "numbers" adds them up, any other text counts the
    cells that read so, and None gives no foot.
    """

    name: str
    title: str
    note: str = ""
    rows: str = ""
    columns: str = ""
    reference: Path | None = None
    source: str = ""
    sum: str | None = None


def load_definition(path: Path) -> MatrixDefinition:
    """Read one definition.

    Raises BsbError (file, line, suggestion) for an unknown key or value, or a reference table that is missing.
    """
    top = open_entry(path)
    top.allow(required=("title",), optional=("note", "rows", "columns", "reference", "source", "sum"))
    title, note = top.text("title"), top.text("note", "")
    if "reference" not in top.value:
        return MatrixDefinition(path.stem, title, note, top.choice("rows", ROWS), top.choice("columns", COLUMNS))
    table = path.parent / top.text("reference")
    if table.parent != path.parent or not table.is_file():
        top.under("reference").fail(
            _("there is no table {table} beside the file.").format(table=top.text("reference")),
            _("Put the CSV file in the same folder."),
        )
    return MatrixDefinition(
        path.stem, title, note, reference=table, source=top.text("source", ""), sum=top.text("sum", "") or None
    )


def find_definitions(folders: Sequence[Path]) -> dict[str, Path]:
    """Return name -> file of the definitions in the folders; the first folder that has a name wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            found.setdefault(path.stem, path)
    return found
