"""The room: disagreements and coefficients of a project's coders."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bsb.coding.agreement.bootstrap import DRAWS, SEED
from bsb.coding.agreement.disagreements import KINDS, Disagreement, find_disagreements
from bsb.coding.agreement.measure import measure
from bsb.coding.agreement.results import AgreementReport
from bsb.coding.agreement.units import Material, gather
from bsb.coding.codebook import Code, Codebook
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import agreement as stored
from bsb.store.engine import Store
from bsb.text.match import choose


class Agreement:
    """How far the coders of a project agree. While a blind round is open, nothing here looks past it."""

    def __init__(self, store: Store, codebook: Codebook) -> None:
        self._store = store
        self._codebook = codebook

    def disagreements(
        self,
        coders: Sequence[str] | None = None,
        *,
        interviews: Collection[str] | None = None,
        districts: Collection[str] | None = None,
        codes: Collection[str] | None = None,
        facets: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
    ) -> list[Disagreement]:
        """Return what coders should talk about, in reading order; filtered by names, keys and kinds.

        Raises BsbError for a coder nobody knows or who may not be seen yet, or an unknown kind.
        """
        wanted = None if kinds is None else {choose(kind, dict.fromkeys(KINDS, ()), N_("kind")) for kind in kinds}
        material, used = self._gather(coders, interviews, districts, codes, facets)
        return find_disagreements(self._store, material, used, kinds=wanted)

    def report(
        self,
        coders: Sequence[str] | None = None,
        *,
        interviews: Collection[str] | None = None,
        districts: Collection[str] | None = None,
        codes: Collection[str] | None = None,
        facets: Collection[str] | None = None,
        draws: int = DRAWS,
        seed: int = SEED,
    ) -> AgreementReport:
        """Return the coefficients, with intervals from ``draws`` resamples of whole interviews (0: none).

        A number that is not defined has no value but a reason. Raises BsbError for a coder nobody knows or who
        may not be seen yet.
        """
        material, used = self._gather(coders, interviews, districts, codes, facets)
        return measure(material, used, draws=draws, seed=seed)

    def coders(self) -> list[str]:
        """Return the coders whose codings may be seen, sorted."""
        return sorted(self._everyone())

    def _everyone(self, *, whole: bool = False) -> set[str]:
        with self._store.read(whole=whole) as connection:
            return {coder for _name, _district, coder, _n in stored.coded_by(connection)}

    def _gather(
        self,
        coders: Sequence[str] | None,
        interviews: Collection[str] | None,
        districts: Collection[str] | None,
        codes: Collection[str] | None,
        facets: Collection[str] | None,
    ) -> tuple[Material, list[Code]]:
        who = self.coders() if coders is None else [self._known(coder) for coder in coders]
        used = [
            code
            for code in self._codebook.all()
            if (code.codings or (code.codable and code.status == "active"))
            and (codes is None or code.key in codes)
            and (facets is None or code.facet in facets)
        ]
        keys = [code.key for code in used]
        material = gather(self._store, coders=who, codes=keys, interviews=interviews, districts=districts)
        return material, used

    def _known(self, wanted: str) -> str:
        everyone, shown = self._everyone(whole=True), self.coders()
        if wanted in everyone and wanted not in shown:
            raise BsbError(
                _("A blind round is open: what {coder} has coded cannot be seen yet.").format(coder=wanted),
                _("Close the round first."),
            )
        if not everyone:
            raise BsbError(_("Nothing is coded yet."), _("Import codings: bsb code import FILE"))
        return choose(wanted, dict.fromkeys(shown, ()), N_("coder"))
