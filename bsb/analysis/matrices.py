"""The matrices of a project by name: counted ones and reference tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bsb.analysis.definitions import MatrixDefinition, find_definitions, load_definition
from bsb.analysis.matrix import Matrix, count_matrix
from bsb.analysis.reference import ReferenceTable, read_reference
from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.i18n import N_
from bsb.store.engine import Store
from bsb.text.match import choose


class Matrices:
    """Finds definitions in the folders given (the first wins) and makes what they define."""

    def __init__(self, store: Store, codebook: Codebook, config: Config, folders: Sequence[Path]) -> None:
        self._store = store
        self._codebook = codebook
        self._config = config
        self._folders = folders

    def definitions(self) -> list[MatrixDefinition]:
        """Return every definition, by name."""
        found = find_definitions(self._folders)
        return [load_definition(found[name]) for name in sorted(found)]

    def definition(self, wanted: str) -> MatrixDefinition:
        """Return the definition of that name or unambiguous beginning.

        Raises BsbError if none or several fit, or its file has a fault.
        """
        found = find_definitions(self._folders)
        return load_definition(found[choose(wanted, dict.fromkeys(found, ()), N_("matrix"))])

    def make(self, wanted: str, *, district: str | None = None) -> Matrix | ReferenceTable:
        """Return the matrix of that name, counted now; or the reference table. ``district`` limits what is counted.

        Raises BsbError for an unknown name or district, or an empty codebook.
        """
        definition = self.definition(wanted)
        if definition.reference is not None:
            return read_reference(definition)
        here = self._config.district(district).name if district else None
        return count_matrix(self._store, self._codebook, self._config, definition, district=here)
