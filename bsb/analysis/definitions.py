"""Matrix definitions: YAML files in ``matrices/``, the project's own first, then the shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose

ROWS = ("theme", "service")
COLUMNS = ("district", "interview")
_KEYS = ("title", "note", "rows", "columns", "reference", "source", "sum")


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

    Raises BsbError (file, key, suggestion) for an unknown key or value, or a reference table that is missing.
    """
    data: dict[str, Any] = read_yaml(path)
    for key in data:
        if key not in _KEYS:
            try:
                choose(str(key), dict.fromkeys(_KEYS, ()), N_("setting"))
                hint = ""
            except BsbError as error:
                hint = error.hint
            raise BsbError(_("{file}: “{key}” is no setting of a matrix.").format(file=path.name, key=key), hint)
    values = {key: str(value).strip() for key, value in data.items()}
    if not values.get("title"):
        raise BsbError(_("{file} has no title.").format(file=path.name), _("Add a line such as title: ..."))
    if values.get("reference"):
        table = path.parent / values["reference"]
        if table.parent != path.parent or not table.is_file():
            raise BsbError(
                _("{file}: there is no table {table} beside it.").format(file=path.name, table=values["reference"]),
                _("Put the CSV file in the same folder."),
            )
        return MatrixDefinition(
            path.stem,
            values["title"],
            values.get("note", ""),
            reference=table,
            source=values.get("source", ""),
            sum=values.get("sum"),
        )
    for key, allowed in (("rows", ROWS), ("columns", COLUMNS)):
        if values.get(key) not in allowed:
            raise BsbError(
                _("{file}: “{key}” is one of {allowed}.").format(file=path.name, key=key, allowed=", ".join(allowed)),
                _("Write for example {key}: {value}").format(key=key, value=allowed[0]),
            )
    return MatrixDefinition(path.stem, values["title"], values.get("note", ""), values["rows"], values["columns"])


def find_definitions(folders: Sequence[Path]) -> dict[str, Path]:
    """Return name -> file of the definitions in the folders; the first folder that has a name wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            found.setdefault(path.stem, path)
    return found
