"""What goes into the papers of a matrix beside its figures: warnings, quotes and summaries by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bsb.analysis.matrix import Matrix
from bsb.analysis.warnings import Caution
from bsb.coding.codings import Coding
from bsb.coding.summaries import Summary

Key = tuple[str, str]


@dataclass(frozen=True)
class Extras:
    """All by (row key, column key) but the cautions.

    ``codings`` are those that a cell counts, ``mark`` the project's, which the sheet of summaries carries home.
    None instead of extras gives a workbook without these sheets.
    """

    cautions: Sequence[Caution] = ()
    codings: Mapping[Key, Sequence[Coding]] = field(default_factory=dict)
    summaries: Mapping[Key, Summary] = field(default_factory=dict)
    mark: str = ""


def by_cell(matrix: Matrix, codings: Sequence[Coding]) -> dict[Key, list[Coding]]:
    """Return codings by the cells of a matrix of codes by districts or interviews."""
    rows, columns = ({line.key for line in lines} for lines in (matrix.rows, matrix.columns))
    found: dict[Key, list[Coding]] = {}
    for coding in codings:
        column = coding.district if matrix.definition.columns == "district" else coding.interview
        if coding.code in rows and column in columns and coding.role == "participant":
            found.setdefault((coding.code, column), []).append(coding)
    return found


def own_codings(matrix: Matrix, codings: Mapping[Key, Sequence[Coding]]) -> dict[Key, list[Coding]]:
    """Return the codings of each cell without those that it has from codes under its row or column."""
    rows, columns = ({line.key for line in lines if line.countable} for lines in (matrix.rows, matrix.columns))
    definition = matrix.definition
    facets = ("theme", "service", "free")
    carrier = next((f for f in facets if f in (definition.rows, definition.columns)), None)
    found: dict[Key, list[Coding]] = {}
    for (row, column), own in codings.items():
        if row not in rows or column not in columns:
            continue
        key = row if definition.rows == carrier else column if definition.columns == carrier else None
        if kept := [coding for coding in own if key is None or coding.code == key]:
            found[(row, column)] = kept
    return found
