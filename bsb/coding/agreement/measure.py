"""All coefficients of a comparison: for each code, each facet, all codes, and the valence of codes in common."""

from __future__ import annotations

from collections.abc import Sequence

from bsb.coding.agreement import turnwise, unitised
from bsb.coding.agreement.results import CHARACTER, TURN, AgreementReport, CodeAgreement, Coefficient, GroupAgreement
from bsb.coding.agreement.ruler import Ruler
from bsb.coding.agreement.units import Material
from bsb.coding.codebook import FACETS, Code

ALL = "all"


def measure(material: Material, codes: Sequence[Code], *, draws: int, seed: int) -> AgreementReport:
    """Return all coefficients of the material. ``codes`` are those that it counts, in its order."""
    places = {facet: [i for i, code in enumerate(codes) if code.facet == facet] for facet in FACETS}
    groups = {ALL: list(range(len(codes)))} | {facet: found for facet, found in places.items() if found}
    columns = [[i] for i in range(len(codes))] + list(groups.values())
    ruler = Ruler(material, draws=draws, seed=seed)
    by_turn = ruler.yes_no(turnwise.set_or_not(material, columns), TURN)
    by_character = ruler.yes_no(unitised.coded_or_not(material, columns), CHARACTER)

    def group(key: str, column: int) -> GroupAgreement:
        twice, coverage = ruler.coded_twice(groups[key])
        found: tuple[Coefficient, ...] = (*ruler.sets(groups[key]), twice)
        return GroupAgreement(
            key, len(groups[key]), found + by_turn("any", column) + by_character("any", column), coverage
        )

    turns, shared = _counts(material)
    return AgreementReport(
        coders=material.coders,
        interviews=material.interviews,
        turns=ruler.n[TURN],
        characters=ruler.n[CHARACTER],
        universe=ruler.universe,
        groups=tuple(group(key, column) for column, key in enumerate(groups, len(codes))),
        codes=tuple(
            CodeAgreement(
                key=code.key,
                name=code.name,
                facet=code.facet,
                turns={coder: counts[column] for coder, counts in turns.items()},
                shared=shared[column],
                coefficients=by_turn("code", column) + by_character("code", column),
            )
            for column, code in enumerate(codes)
        ),
        valence=ruler.valence(),
        outside=material.outside,
        alone=material.alone,
        draws=draws,
        seed=seed,
    )


def _counts(material: Material) -> tuple[dict[str, list[int]], list[int]]:
    """Return for each coder the turns with each code, and the turns in which at least two have set it."""
    import numpy as np

    hits, codes = material.hits, len(material.codes)
    each = {
        coder: np.bincount(hits.code[hits.coder == number], minlength=codes).tolist()
        for number, coder in enumerate(material.coders)
    }
    pairs, times = np.unique(hits.turn * max(codes, 1) + hits.code, return_counts=True)
    return each, np.bincount(pairs[times > 1] % max(codes, 1), minlength=codes).tolist()
