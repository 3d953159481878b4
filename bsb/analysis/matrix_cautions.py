"""What the reader of one matrix must know about the material behind it."""

from __future__ import annotations

from bsb.analysis.matrix import Matrix
from bsb.analysis.warnings import Caution, cautions
from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.store.engine import Store

_OF_CODES = ("one-speaker", "one-interview", "one-district")
_SMALL = "small-cells"


def matrix_cautions(store: Store, codebook: Codebook, config: Config, matrix: Matrix) -> list[Caution]:
    """Return the cautions of a matrix: of the codes in its rows and columns, of the material, of its own small cells.

    The first ones are of everything that is coded, whatever the matrix is limited to.
    """
    definition = matrix.definition
    if definition.of_conference:
        return []
    found: list[Caution] = []
    for facet in definition.facets or ("theme",):
        for caution in cautions(store, codebook, config, facet=facet, district=matrix.district):
            about_codes = caution.kind in _OF_CODES
            shown = {line.key for line in (*matrix.rows, *matrix.columns)}
            if caution.kind == _SMALL or (about_codes and caution.about[0] not in shown):
                continue
            if caution not in found:
                found.append(caution)
    found.sort(key=lambda caution: caution.kind not in _OF_CODES)
    return [*found, *_small_cells(matrix, config.privacy.smallest_cell)]


def _small_cells(matrix: Matrix, smallest: int) -> list[Caution]:
    rows, columns = ({line.key for line in lines if line.countable} for lines in (matrix.rows, matrix.columns))
    small = sorted(
        f"{row}/{column}"
        for (row, column), cell in matrix.cells.items()
        if row in rows and column in columns and 0 < cell.speakers < smallest
    )
    return [Caution(_SMALL, tuple(small), len(small), smallest)] if small else []
