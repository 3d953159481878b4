"""Matrices of what is coded, counted so that one loud voice shows as one voice.

The counting rule: a cell's first figure is the number of distinct *speakers* (participants) whose turns carry
the code, beside the number of distinct *interviews* and *turns*. A passage coded by two people, or twice by
one, counts once. Facilitators' turns do not count, unless the definition asks for roles. A turn that is empty
since its speaker withdrew never counts.

Where both rows and columns are codes, a cell holds the turns that carry both, whoever coded the one and the
other: coders may share the facets between them. Codings and valences are then those of the theme.

A code that stands above others counts what is coded with any of them: each person and turn once, no sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from bsb.analysis.definitions import APART, MatrixDefinition
from bsb.analysis.matrix_lines import Known, Line, ask_of, lines_of
from bsb.coding.codebook import Codebook
from bsb.coding.codes import Code
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import verdicts as stored_verdicts
from bsb.store.counts import ATTRIBUTE, Ask, attribute_names, cell_counts, spoken
from bsb.store.engine import Store
from bsb.store.interviews import conferences as stored_conferences
from bsb.store.interviews import interviews as stored_interviews

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection, RowMapping

__all__ = ["MEASURES", "Cell", "Line", "Matrix", "count_matrix"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is coded in one cell. All are distinct counts but ``codings``; valences are numbers of turns.

    Of a matrix of stakeholders, ``speakers`` are those who came to dialogue conferences, as their hosts counted
    them; of a matrix of verdicts, they are findings. The rest is 0.
    """

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

    @property
    def balance(self) -> float | None:
        """From -1 (only critical turns) to 1 (only positive ones); None where there are neither.

        >>> Cell(positive=3, critical=1).balance
        0.5
        """
        both = self.positive + self.critical
        return (self.positive - self.critical) / both if both else None


MEASURES = tuple(f.name for f in fields(Cell))
_EMPTY = Cell()


@dataclass(frozen=True)
class Totals:
    """What rows, columns and the whole hold, each distinct, and who speaks there at all, coded or not (``present``).

    ``present`` is by the key of the columns, or, where these are no people, of the rows.
    """

    rows: Mapping[str, Cell] = field(default_factory=dict)
    columns: Mapping[str, Cell] = field(default_factory=dict)
    all: Cell = _EMPTY
    present: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """A counted matrix. Cells that hold nothing are absent from ``cells``; ``cell`` gives an empty one.

    ``district`` is the one that the matrix was limited to when it was made, ``ask`` what was asked of the store.
    """

    definition: MatrixDefinition
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], Cell]
    totals: Totals | None = None
    district: str | None = None
    ask: Ask | None = None

    def cell(self, row: str, column: str) -> Cell:
        """Return the cell of two keys; an empty one if nothing is coded there."""
        return self.cells.get((row, column), _EMPTY)

    def total(self, row: str) -> Cell:
        """Return what a whole row holds, each person, interview and turn once."""
        if self.totals is not None and not self.definition.apart:
            return self.totals.rows.get(row, _EMPTY)
        # Where columns share no person and no turn, sums are distinct counts too.
        return _sum(self.cell(row, column.key) for column in self.columns)

    def share(self, row: str, column: str) -> float | None:
        """Return the share of a cell, from 0 to 1, of what its definition says; None where that is nothing.

        Raises ValueError if the definition asks for no share.
        """
        if self.totals is None or self.definition.cell != "share":
            raise ValueError("the definition has no share")
        of = self.definition.share_of
        if of == "row":
            whole = self.total(row)
        elif of == "column":
            whole = self.totals.columns.get(column, _EMPTY)
        elif of == "all":
            whole = self.totals.all
        else:
            key = column if _of_people(self.definition.columns) else row
            whole = self.totals.present.get(key, _EMPTY)
        count = self.definition.share_count
        n: int = getattr(whole, count)
        part: int = getattr(self.cell(row, column), count)
        return part / n if n else None

    def to_frame(self, measure: str = "speakers") -> pd.DataFrame:
        """Rows by columns (keys), with one measure: numbers of distinct persons, interviews, turns or codings.

        Rows that only group others are left out. ``measure`` may also be "share" (0 to 1) and "balance" (-1 to 1),
        with NaN where there is none.

        Raises ValueError for another measure.
        """
        import pandas as pd

        if measure not in (*MEASURES, "share", "balance"):
            raise ValueError(f"measure is one of {', '.join((*MEASURES, 'share', 'balance'))}")
        rows = [line for line in self.rows if line.countable]
        data = [
            [self.share(r.key, c.key) if measure == "share" else getattr(self.cell(r.key, c.key), measure)
             for c in self.columns]
            for r in rows
        ]  # fmt: skip
        return pd.DataFrame(
            data,
            index=pd.Index([r.key for r in rows], name=self.definition.rows),
            columns=pd.Index([c.key for c in self.columns], name=self.definition.columns),
            dtype=float if measure in ("share", "balance") else None,
        )

    def single_voices(self) -> list[Line]:
        """Return the rows whose every cell together rests on one speaker in one interview."""
        if self.definition.of_conference:
            return []
        return [row for row in self.rows if row.countable and self.total(row.key).single_voice]


def count_matrix(
    store: Store,
    codebook: Codebook,
    config: Config,
    definition: MatrixDefinition,
    *,
    district: str | None = None,
) -> Matrix:
    """Count a matrix. With ``district``, only that district's interviews.

    Raises BsbError if the codebook has no code of a facet that is asked for, or the definition names what the
    project does not have.
    """
    codes = tuple(codebook.all())  # before the connection below: this opens one of its own
    with store.read() as connection:
        known = _known(connection, codes, config, definition)
        for facet in definition.facets:
            if not known.facet(facet):
                raise BsbError(
                    _("The codebook has no codes for this matrix."), _("Import one: bsb codebook import FILE.yaml")
                )
        ask = ask_of(definition, known, district)
        if definition.of_conference:
            counted_of = _stakeholders if definition.of_conference == "stakeholder" else _verdicts
            cells = counted_of(connection, definition)
            totals = None
        else:
            counted = cell_counts(connection, ask)
            cells = {(row["row"], row["column"]): _cell(row) for row in counted}
            totals = _totals(connection, definition, ask)
    found = _with_stakeholders(known, cells) if definition.of_conference == "stakeholder" else known
    return Matrix(
        definition,
        lines_of(definition.rows, ask, found, (row for row, _column in cells)),
        lines_of(definition.columns, ask, found, (column for _row, column in cells)),
        cells,
        totals,
        district,
        ask,
    )


def _known(connection: Connection, codes: tuple[Code, ...], config: Config, definition: MatrixDefinition) -> Known:
    has_attribute = any(axis.startswith(ATTRIBUTE) for axis in (definition.rows, definition.columns))
    return Known(
        codes,
        config,
        {row["name"]: row["district"] for row in stored_interviews(connection)},
        tuple(row["coder"] for row in stored_codings.coders(connection)) if definition.only.coders else (),
        tuple(attribute_names(connection)) if has_attribute else (),
    )


def _with_stakeholders(known: Known, cells: Iterable[tuple[str, str]]) -> Known:
    return replace(known, stakeholders=tuple(dict.fromkeys(key for pair in cells for key in pair)))


def _stakeholders(connection: Connection, definition: MatrixDefinition) -> dict[tuple[str, str], Cell]:
    """Count who came to the dialogue conferences of each district, by their role."""
    people: dict[tuple[str, str], int] = {}
    for row in stored_conferences(connection):
        for role, number in json.loads(row["by_role"]).items():
            key = (row["district"], role) if definition.rows == "district" else (role, row["district"])
            people[key] = people.get(key, 0) + int(number)
    return {key: Cell(speakers=number) for key, number in people.items() if number}


def _verdicts(connection: Connection, definition: MatrixDefinition) -> dict[tuple[str, str], Cell]:
    """Count the findings that each district's conferences judged; where groups differ, the finding is nuanced."""
    judged: dict[tuple[str, int, int], list[str]] = {}
    for district, conference, finding, verdict, _source in stored_verdicts.judged(connection):
        judged.setdefault((district, conference, finding), []).append(verdict)
    counts: dict[tuple[str, str], int] = {}
    for (district, _conference, _finding), verdicts in judged.items():
        own = stored_verdicts.own_verdict(verdicts)
        key = (district, own) if definition.rows == "district" else (own, district)
        counts[key] = counts.get(key, 0) + 1
    return {key: Cell(speakers=number) for key, number in counts.items()}


def _totals(connection: Connection, definition: MatrixDefinition, ask: Ask) -> Totals | None:
    """Count what the rows hold, where this is no sum, and what a share is of."""
    of = definition.share_of if definition.cell == "share" else ""
    if definition.apart and not of:
        return None
    rows = {} if definition.apart else {r["row"]: _cell(r) for r in cell_counts(connection, ask, by=("row",))}
    columns = {r["column"]: _cell(r) for r in cell_counts(connection, ask, by=("column",))} if of == "column" else {}
    whole = _cell(cell_counts(connection, ask, by=())[0]) if of == "all" else _EMPTY
    present = {}
    if of == "present":
        axis = definition.columns if _of_people(definition.columns) else definition.rows
        present = {
            r["key"]: Cell(interviews=r["interviews"], speakers=r["speakers"], turns=r["turns"])
            for r in spoken(connection, ask, axis)
        }
    return Totals(rows, columns, whole, present)


def _of_people(axis: str) -> bool:
    return axis in (*APART, "role") or axis.startswith(ATTRIBUTE)


def _cell(row: RowMapping) -> Cell:
    return Cell(**{measure: row[measure] for measure in MEASURES})


def _sum(cells: Iterable[Cell]) -> Cell:
    cells = list(cells)
    return Cell(**{name: sum(getattr(cell, name) for cell in cells) for name in MEASURES})
