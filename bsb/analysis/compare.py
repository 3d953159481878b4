"""Districts beside one another: what was said in them, and figures from plans and statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bsb.analysis.cells import Cell, of_count, read_cell
from bsb.analysis.coincidence import Coincidence, coincide
from bsb.analysis.conditions import (
    REFERENCE,
    Condition,
    Subject,
    check_condition,
    read_condition,
    read_subject,
)
from bsb.analysis.matrices import Matrices
from bsb.analysis.reference import ReferenceTable, read_reference
from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import talk as stored
from bsb.store.engine import Store

if TYPE_CHECKING:
    import pandas as pd

_FACETS = {"theme": "tema", "service": "tjeneste", "free": "fri"}
_EMPTY = Cell()


@dataclass(frozen=True)
class Comparison:
    """Districts (rows) by subjects (columns). ``cells`` holds one row of cells for each district."""

    districts: tuple[str, ...]
    subjects: tuple[Subject, ...]
    cells: Mapping[str, tuple[Cell, ...]]

    def small_cells(self, smallest: int) -> int:
        """Return how many cells count people, and fewer than ``smallest`` of them but somebody."""
        return sum(
            cell.number is not None and 0 < cell.number < smallest
            for row in self.cells.values()
            for subject, cell in zip(self.subjects, row, strict=True)
            if subject.counted == "speakers"
        )

    def to_frame(self, *, numbers: bool = False) -> pd.DataFrame:
        """Districts by subjects (their labels): cells as texts, with blanks, words and ranges as they stand.

        With ``numbers``, figures as floats in the unit of the column, and NaN where a cell holds no single number.
        """
        import pandas as pd

        def shown(cell: Cell) -> object:
            if not numbers:
                return cell.text
            return float("nan") if cell.number is None else cell.number

        return pd.DataFrame(
            [[shown(cell) for cell in self.cells[district]] for district in self.districts],
            index=pd.Index(self.districts, name="district"),
            columns=pd.Index([subject.label for subject in self.subjects], name="subject"),
        )


class Comparer:
    """Compares the districts of a project by what its reference tables and its codings say.

    Counting follows the matrices: distinct participants, interviews or turns, however often and by however many a
    passage was coded; nobody who has withdrawn. A heading that only groups codes counts for all below it.
    """

    def __init__(self, store: Store, codebook: Codebook, config: Config, matrices: Matrices) -> None:
        self._store = store
        self._codebook = codebook
        self._config = config
        self._matrices = matrices

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts that are compared: those of ``bsb.toml``, in that order."""
        return tuple(d.name for d in self._config.districts)

    @cached_property
    def _tables(self) -> dict[str, tuple[ReferenceTable, dict[str, int]]]:
        """Reference tables whose rows are districts of this project, each with district -> row number."""
        found = {}
        for definition in self._matrices.definitions():
            if definition.reference is not None:
                table = read_reference(definition)
                if rows := self._rows(table):
                    found[definition.name] = (table, rows)
        return found

    def _rows(self, table: ReferenceTable) -> dict[str, int]:
        rows: dict[str, int] = {}
        for number, row in enumerate(table.rows):
            try:
                district = self._config.district(row[0]).name
            except BsbError:
                continue
            if district in rows:
                raise BsbError(
                    _("{table}: {district} has more than one row.").format(
                        table=table.definition.name, district=district
                    ),
                    _("Put them together in the table's CSV file."),
                )
            rows[district] = number
        return rows

    def strangers(self) -> dict[str, list[str]]:
        """Return, by table, the names of rows that are no district of this project; those rows are left out."""
        return {
            name: names
            for name, (table, rows) in self._tables.items()
            if (names := [row[0] for number, row in enumerate(table.rows) if number not in rows.values()])
        }

    @cached_property
    def subjects(self) -> dict[str, tuple[Subject, tuple[str, ...]]]:
        """Everything that can be compared: full name -> subject and its other names."""
        known: dict[str, tuple[Subject, tuple[str, ...]]] = {}
        for name, (table, _rows) in self._tables.items():
            for column in table.header[1:]:
                known[f"{name}: {column}"] = (Subject(REFERENCE, column, column, name), (column,))
        for code in self._codebook.all():
            if code.status == "active":
                others = (code.key, code.name, code.short or code.key, f"{_FACETS[code.facet]}: {code.name}")
                known[f"{code.facet}: {code.name}"] = (Subject(code.facet, code.key, code.name), others)
        return known

    def subject(self, text: str) -> Subject:
        """Return the subject that a text names ("Prisnivå", "Respekt kritiske personer").

        Raises BsbError ("did you mean") if none or several fit.
        """
        return read_subject(text, self.subjects)

    def cells(self, subject: Subject) -> dict[str, Cell]:
        """Return the cell of each district. A district where nothing of the facet is coded has a blank, not 0."""
        if subject.source == REFERENCE:
            table, rows = self._tables[subject.table]
            column = table.header.index(subject.key)
            return {d: read_cell(table.rows[rows[d]][column]) if d in rows else _EMPTY for d in self.districts}
        codes = self._codes(subject.key)
        with self._store.read() as connection:
            coded = stored.coded_districts(connection, subject.source)
            rows_found = stored.voices(connection, codes=codes, pooled=True)
        count: dict[str, Counter[str]] = {"speakers": Counter(), "turns": Counter(), "interviews": Counter()}
        seen: set[str] = set()
        for row in rows_found:
            if n := row[subject.valence or "turns"]:
                count["speakers"][row["district"]] += 1
                count["turns"][row["district"]] += n
                count["interviews"][row["district"]] += row["interview"] not in seen
                seen.add(row["interview"])
        return {d: of_count(count[subject.counted][d]) if d in coded else _EMPTY for d in self.districts}

    def _codes(self, key: str) -> list[str]:
        """Return the code itself, or all below it where it only groups others."""
        codes = {code.key: code for code in self._codebook.all()}
        if codes[key].codable:
            return [key]
        below, grown = {key}, True
        while grown:
            more = {k for k, code in codes.items() if code.parent in below} - below
            below |= more
            grown = bool(more)
        return sorted(below)

    def table(self, subjects: Sequence[Subject | str], *, order: Subject | str | None = None) -> Comparison:
        """Put subjects side by side. ``order`` sorts the districts by a subject, lowest first, unknown last.

        Raises BsbError for a subject that is not known.
        """
        chosen = [self.subject(s) if isinstance(s, str) else s for s in subjects]
        columns = [self.cells(subject) for subject in chosen]
        districts = list(self.districts)
        if order is not None:
            by = self.cells(self.subject(order) if isinstance(order, str) else order)
            districts.sort(key=lambda d: _place(by[d]))
        return Comparison(
            tuple(districts), tuple(chosen), {d: tuple(column[d] for column in columns) for d in districts}
        )

    def condition(self, text: str) -> Condition:
        """Return the condition that a text states, see ``bsb.analysis.conditions``.

        Raises BsbError if it cannot be understood, or if no cell could ever meet it as it is written.
        """
        found = read_condition(text, self.subjects)
        return check_condition(found, self.cells(found.subject).values())

    def coincidence(self, one: Condition | str, other: Condition | str) -> Coincidence:
        """Sort the districts by two conditions. The order matters: "districts with one also have the other"."""
        pair = [self.condition(c) if isinstance(c, str) else c for c in (one, other)]
        first, second = (
            {d: condition.holds(cell) for d, cell in self.cells(condition.subject).items()} for condition in pair
        )
        return coincide(first, second, names=(pair[0].label, pair[1].label))


def _place(cell: Cell) -> tuple[bool, float, bool, str]:
    """Numbers first, by their lower end, then words, then blanks."""
    return (cell.low is None, cell.low or 0.0, not cell.text, cell.text)
