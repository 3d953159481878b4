"""Matrices of codes by district or interview, counted so that one loud voice shows as one voice.

The counting rule: a cell's first figure is the number of distinct *speakers* (participants) whose turns carry
the code, beside the number of distinct *interviews* and *turns*. A passage coded by two people, or twice by
one, counts once. Facilitators' turns never count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from bsb.analysis.definitions import MatrixDefinition
from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store.counts import cell_counts
from bsb.store.engine import Store
from bsb.store.interviews import interviews as stored_interviews

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Cell:
    """What is coded in one cell. All are distinct counts but ``codings``; valences are numbers of turns."""

    interviews: int = 0
    speakers: int = 0
    turns: int = 0
    codings: int = 0
    positive: int = 0
    critical: int = 0
    mixed: int = 0
    neutral: int = 0

    @property
    def single_voice(self) -> bool:
        """Whether everything in the cell comes from one person."""
        return self.speakers == 1


MEASURES = tuple(f.name for f in fields(Cell))
_EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of a matrix: its key, what people read, and how deep it lies under a parent."""

    key: str
    label: str
    depth: int = 0
    countable: bool = True


@dataclass(frozen=True)
class Matrix:
    """A counted matrix. Cells that hold nothing are absent from ``cells``; ``cell`` gives an empty one."""

    definition: MatrixDefinition
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row: str, column: str) -> Cell:
        """Return the cell of two keys; an empty one if nothing is coded there."""
        return self.cells.get((row, column), _EMPTY)

    def to_frame(self, measure: str = "speakers") -> pd.DataFrame:
        """Rows by columns (keys), with one measure: numbers of distinct persons, interviews, turns or codings.

        Raises ValueError for a measure that is not in ``MEASURES``.
        """
        import pandas as pd

        if measure not in MEASURES:
            raise ValueError(f"measure is one of {', '.join(MEASURES)}")
        rows = [line for line in self.rows if line.countable]
        data = [[getattr(self.cell(r.key, c.key), measure) for c in self.columns] for r in rows]
        return pd.DataFrame(
            data,
            index=pd.Index([r.key for r in rows], name=self.definition.rows),
            columns=pd.Index([c.key for c in self.columns], name=self.definition.columns),
        )

    def single_voices(self) -> list[Line]:
        """Return the rows whose every cell together rests on one speaker in one interview."""
        alone = []
        for row in self.rows:
            here = [cell for (key, _column), cell in self.cells.items() if key == row.key]
            if len(here) == 1 and here[0].single_voice:
                alone.append(row)
        return alone


def count_matrix(
    store: Store,
    codebook: Codebook,
    config: Config,
    definition: MatrixDefinition,
    *,
    district: str | None = None,
) -> Matrix:
    """Count a matrix. With ``district``, only that district's interviews.

    Raises BsbError if the codebook has no code of the rows' facet.
    """
    codes = codebook.all(definition.rows)
    if not codes:
        raise BsbError(
            _("The codebook has no codes for this matrix."), _("Import one: bsb codebook import FILE.yaml")
        )
    depth: dict[str, int] = {}
    for code in codes:
        depth[code.key] = depth[code.parent] + 1 if code.parent in depth else 0
    with store.read() as connection:
        counted = cell_counts(connection, rows=definition.rows, columns=definition.columns, district=district)
        interviews = stored_interviews(connection)
    if definition.columns == "district":
        columns = [Line(d.name, d.name) for d in config.districts if district in (None, d.name)]
    else:
        columns = [Line(i["name"], i["name"]) for i in interviews if district in (None, i["district"])]
    return Matrix(
        definition,
        tuple(Line(c.key, c.name, depth[c.key], c.codable) for c in codes if c.status == "active"),
        tuple(columns),
        {(row["row"], row["column"]): Cell(**{m: row[m] for m in MEASURES}) for row in counted},
    )
