"""What a comparison of coders comes to: numbers that each know their unit, universe and measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TURN, CHARACTER = "turn", "character"

# The measures, with the version that a report cites; a formula that changes gets a new one.
PERCENT = "percent_agreement.v1"
KAPPA = "cohen_kappa.v1"
ALPHA = "krippendorff_alpha.v1"
ALPHA_MASI = "krippendorff_alpha_masi.v1"
U_ALPHA = "krippendorff_u_alpha.v1"
CU_ALPHA_MASI = "krippendorff_cu_alpha_masi.v1"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One number. ``value`` is None where it is not defined, and ``why`` says why in words.

    ``measure`` has a version ("krippendorff_alpha.v1"); ``value_of`` says what was compared: "code" (a code set
    or not), "any" (any code of the group or none), "set" (the set of codes) or "valence". ``unit`` is "turn" or
    "character", ``n`` their number, ``universe`` what they were all taken from. ``low`` and ``high`` are the 95 %
    interval, None with the reason in ``why_no_interval``.
    """

    measure: str
    value_of: str
    unit: str
    n: int
    universe: str
    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""
    why_no_interval: str = ""


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """A code: in how many turns each coder set it, in how many at least two did, and the coefficients."""

    key: str
    name: str
    facet: str
    turns: Mapping[str, int]
    shared: int
    coefficients: tuple[Coefficient, ...]

    def get(self, measure: str, unit: str = TURN) -> Coefficient:
        """Return one coefficient. KeyError if there is none of that measure and unit."""
        return _one(self.coefficients, measure, "code", unit)


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """All codes of a facet, or all ("all"). ``coverage`` is the share of the text that cu-alpha looks at."""

    key: str
    codes: int
    coefficients: tuple[Coefficient, ...]
    coverage: float | None = None

    def get(self, measure: str, value_of: str, unit: str = TURN) -> Coefficient:
        """Return one coefficient. KeyError if there is none of that measure, kind of value and unit."""
        return _one(self.coefficients, measure, value_of, unit)


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """How far coders agree.

    ``outside`` counts codings that touch no participant's turn, ``alone`` names interviews that only one of the
    coders has coded; neither is in any number. Intervals rest on ``draws`` resamples of whole interviews.
    """

    coders: tuple[str, ...]
    interviews: tuple[str, ...]
    turns: int
    characters: int
    universe: str
    groups: tuple[GroupAgreement, ...]
    codes: tuple[CodeAgreement, ...]
    valence: Coefficient
    outside: int
    alone: tuple[str, ...]
    draws: int
    seed: int

    def get(self, code: str) -> CodeAgreement:
        """Return a code's numbers by its key. KeyError if it was not compared."""
        return {c.key: c for c in self.codes}[code]

    def group(self, key: str) -> GroupAgreement:
        """Return a group's numbers: "all" or a facet. KeyError if nothing of it was compared."""
        return {g.key: g for g in self.groups}[key]

    def to_frame(self) -> pd.DataFrame:
        """One row a number: scope (group, code or valence), key, then the fields of ``Coefficient``."""
        import dataclasses

        import pandas as pd

        rows = [
            {"scope": scope, "key": key} | dataclasses.asdict(coefficient)
            for scope, key, coefficients in (
                *(("group", g.key, g.coefficients) for g in self.groups),
                *(("code", c.key, c.coefficients) for c in self.codes),
                ("valence", "all", (self.valence,)),
            )
            for coefficient in coefficients
        ]
        return pd.DataFrame(rows)


def _one(coefficients: tuple[Coefficient, ...], measure: str, value_of: str, unit: str) -> Coefficient:
    found = [c for c in coefficients if (c.measure, c.value_of, c.unit) == (measure, value_of, unit)]
    if not found:
        raise KeyError(f"{measure} of {value_of} by {unit}")
    return found[0]
