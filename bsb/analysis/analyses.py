"""The analyses of a project beside its matrices: interaction, saturation, comparison, cautions."""

from __future__ import annotations

from bsb.analysis.compare import Comparer
from bsb.analysis.critical_factors import Observation, observations
from bsb.analysis.interaction import Interaction, interaction, interactions
from bsb.analysis.matrices import Matrices
from bsb.analysis.saturation import BASE_SIZE, RUN_LENGTH, THRESHOLD, Saturation, saturation
from bsb.analysis.warnings import Caution, cautions
from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.store.engine import Store


class Analyses:
    """What can be computed from a project's talks and codings. Districts are found by name, alias or beginning."""

    def __init__(self, store: Store, codebook: Codebook, config: Config, matrices: Matrices) -> None:
        self._store = store
        self._codebook = codebook
        self._config = config
        self._matrices = matrices

    def interaction(self, interview: str) -> Interaction:
        """Return who talks with whom in an interview; see ``bsb.analysis.interaction``.

        Raises BsbError if there is no such interview, or it has no transcript yet.
        """
        return interaction(self._store, interview)

    def interactions(self, *, district: str | None = None) -> list[Interaction]:
        """Return the interaction of every interview that has a transcript, in the order they were held."""
        return interactions(self._store, district=self._district(district))

    def observations(self, found: Interaction) -> list[Observation]:
        """Return what is worth a remark in an interview, by the thresholds of ``bsb.toml``."""
        return observations(found, self._config.interaction)

    def saturation(
        self,
        *,
        district: str | None = None,
        kind: str | None = None,
        facet: str = "theme",
        base_size: int = BASE_SIZE,
        run_length: int = RUN_LENGTH,
        threshold: float = THRESHOLD,
    ) -> Saturation:
        """Return the saturation of one district or of all; see ``bsb.analysis.saturation.assess``.

        Raises BsbError for an unknown district.
        """
        return saturation(
            self._store,
            district=self._district(district),
            kind=kind,
            facet=facet,
            base_size=base_size,
            run_length=run_length,
            threshold=threshold,
        )

    def compare(self) -> Comparer:
        """Return what compares districts: tables side by side, conditions and their coincidence."""
        return Comparer(self._store, self._codebook, self._config, self._matrices)

    def cautions(self, *, facet: str = "theme", district: str | None = None) -> list[Caution]:
        """Return what the reader of a result must know about the material behind it.

        Raises BsbError for an unknown district.
        """
        return cautions(self._store, self._codebook, self._config, facet=facet, district=self._district(district))

    def _district(self, wanted: str | None) -> str | None:
        return self._config.district(wanted).name if wanted else None
