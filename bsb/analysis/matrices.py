"""The matrices of a project by name: counted ones and reference tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.analysis.definitions import MatrixDefinition, find_definitions, load_definition
from bsb.analysis.matrix import Matrix, count_matrix
from bsb.analysis.reference import ReferenceTable, read_reference
from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.store import summaries as stored_summaries
from bsb.store.counts import cell_codings
from bsb.store.engine import Store
from bsb.text.match import choose

if TYPE_CHECKING:
    from bsb.analysis.warnings import Caution


@dataclass(frozen=True, slots=True)
class Fault:
    """A definition that cannot be used: its name, what is wrong with it, and what to do."""

    name: str
    problem: str
    hint: str = ""


class Matrices:
    """Finds definitions in the folders given (the first wins) and makes what they define."""

    def __init__(self, store: Store, codebook: Codebook, config: Config, folders: Sequence[Path]) -> None:
        self._store = store
        self._codebook = codebook
        self._config = config
        self._folders = folders

    def definitions(self) -> list[MatrixDefinition]:
        """Return every definition, by name.

        Raises BsbError for the first one with a fault; ``check`` tells of all.
        """
        found = find_definitions(self._folders)
        return [load_definition(found[name]) for name in sorted(found)]

    def names(self) -> list[str]:
        """Return the names of all definitions, without reading them."""
        return sorted(find_definitions(self._folders))

    def definition(self, wanted: str) -> MatrixDefinition:
        """Return the definition of that name or unambiguous beginning.

        Raises BsbError if none or several fit, or its file has a fault.
        """
        found = find_definitions(self._folders)
        return load_definition(found[choose(wanted, dict.fromkeys(found, ()), N_("matrix"))])

    def make(self, wanted: str | MatrixDefinition, *, district: str | None = None) -> Matrix | ReferenceTable:
        """Return the matrix of that name, counted now; or the reference table. ``district`` limits what is counted.

        Raises BsbError for an unknown name or district, a definition that names what the project does not have,
        or an empty codebook.
        """
        definition = self.definition(wanted) if isinstance(wanted, str) else wanted
        if definition.reference is not None:
            return read_reference(definition)
        here = self._config.district(district).name if district else None
        return count_matrix(self._store, self._codebook, self._config, definition, district=here)

    def check(self) -> list[Fault]:
        """Read every definition and hold it against the project; return those with a fault, by name."""
        faults = []
        for name, path in sorted(find_definitions(self._folders).items()):
            try:
                self.make(load_definition(path))
            except BsbError as error:
                faults.append(Fault(name, error.message, error.hint))
        return faults

    def codings(self, made: Matrix) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return the uids of the codings that each cell counts, by (row key, column key)."""
        ids = self.coding_ids(made)
        with self._store.read() as connection:
            uids = stored_summaries.uids(connection, {each for cell in ids.values() for each in cell})
        return {cell: tuple(uids[each] for each in own) for cell, own in ids.items()}

    def coding_ids(self, made: Matrix) -> dict[tuple[str, str], tuple[int, ...]]:
        """Return the row ids of the codings that each cell counts; see ``Codings.rows``."""
        if made.ask is None or made.definition.of_conference:
            return {}
        found: dict[tuple[str, str], list[int]] = {}
        with self._store.read() as connection:
            for row in cell_codings(connection, made.ask):
                found.setdefault((row["row"], row["column"]), []).append(row["id"])
        return {cell: tuple(sorted(ids)) for cell, ids in found.items()}

    def cautions(self, made: Matrix) -> list[Caution]:
        """Return what the reader of a matrix must know about the material behind it."""
        from bsb.analysis.matrix_cautions import matrix_cautions

        return matrix_cautions(self._store, self._codebook, self._config, made)
