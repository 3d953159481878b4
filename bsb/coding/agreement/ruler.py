"""From counts to numbers: the value, its interval, and the reason where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bsb.coding.agreement import turnwise, unitised
from bsb.coding.agreement.bootstrap import FEWEST_INTERVIEWS, interval, resample
from bsb.coding.agreement.results import (
    ALPHA,
    ALPHA_MASI,
    CHARACTER,
    CU_ALPHA_MASI,
    KAPPA,
    PERCENT,
    TURN,
    U_ALPHA,
    Coefficient,
)
from bsb.coding.agreement.sums import YesNo
from bsb.coding.agreement.units import Material
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Formula = Callable[[Floats], Floats]
    Values = tuple[Floats, Floats | None]


class Ruler:
    """Puts formulas to the counts of one comparison: once as they are, and once for each resample."""

    def __init__(self, material: Material, *, draws: int, seed: int) -> None:
        import numpy as np

        self._material = material
        interviews = len(material.interviews)
        self._whole = np.ones((1, interviews))
        self._drawn: Floats | None = None
        self._no_interval = ""
        if not draws:
            self._no_interval = _("no resamples were asked for")
        elif interviews < FEWEST_INTERVIEWS:
            self._no_interval = _("there are fewer than {n} interviews to resample").format(n=FEWEST_INTERVIEWS)
        else:
            self._drawn = resample(interviews, draws=draws, seed=seed)
        self.n = {TURN: len(material.turns), CHARACTER: int(material.characters_each.sum())}
        self.universe = universe_text(material)
        self._nothing = _nothing(material)

    def yes_no(self, sums: YesNo, unit: str) -> Callable[[str, int], tuple[Coefficient, ...]]:
        """Return a function from what is compared ("code", "any") and a column of the counts to coefficients."""
        formulas = {PERCENT: sums.percent} | ({KAPPA: sums.kappa} if sums.pairs else {}) | {ALPHA: sums.alpha}
        if unit == CHARACTER:
            formulas[U_ALPHA] = sums.u_alpha
        values = {name: self._values(formula) for name, formula in formulas.items()}
        yes, n = sums.yes.sum(axis=0), sums.n.sum()

        def coefficients(value_of: str, column: int) -> tuple[Coefficient, ...]:
            if not yes[column]:
                why = _("nobody used it in these turns")
            elif yes[column] == n:
                why = _("everyone used it everywhere in these turns")
            else:
                why = _("no two coders differ or agree beyond chance in it")
            return tuple(
                self._coefficient(
                    name, value_of, unit, (whole[:, column], drawn if drawn is None else drawn[:, column]), why
                )
                for name, (whole, drawn) in values.items()
            )

        return coefficients

    def sets(self, codes: Sequence[int]) -> tuple[Coefficient, ...]:
        """Return the coefficients of the sets of these codes that turns were given."""
        sums = turnwise.sets(self._material, codes)
        formulas = {PERCENT: sums.percent} | ({KAPPA: sums.kappa} if sums.pairs else {})
        formulas |= {ALPHA: sums.alpha, ALPHA_MASI: sums.alpha_masi}
        why = _("all sets of codes are the same")
        return tuple(
            self._coefficient(name, "set", TURN, self._values(formula), why) for name, formula in formulas.items()
        )

    def coded_twice(self, codes: Sequence[int]) -> tuple[Coefficient, float | None]:
        """Return cu-alpha of the sets of these codes in text coded by two, and the share that is such text."""
        import numpy as np

        text = unitised.coded_twice(self._material, codes)
        if text.paired.any():
            why = _("the text that two coders have coded has the same codes throughout")
        else:
            why = _("no text is coded by two coders")
        judges = np.maximum(self._material.coded.sum(axis=0), 1)
        n = round(float((text.paired / judges).sum()))
        found = self._coefficient(CU_ALPHA_MASI, "set", CHARACTER, self._values(text.cu_alpha), why, n=n)
        return found, _number(text.coverage(self._whole))

    def valence(self) -> Coefficient:
        """Return alpha of the valences of codes that at least two coders have set in the same turn."""
        sums = turnwise.valences(self._material)
        same, none = _("all valences are the same"), _("no code is set by two coders in the same turn")
        why = same if sums.n.any() else none
        n = round(float(sums.units.sum()))
        return self._coefficient(ALPHA, "valence", TURN, self._values(sums.alpha), why, n=n)

    def _values(self, formula: Formula) -> Values:
        return formula(self._whole), None if self._drawn is None else formula(self._drawn)

    def _coefficient(
        self, name: str, value_of: str, unit: str, values: Values, why: str, *, n: int | None = None
    ) -> Coefficient:
        value, drawn = _number(values[0]), values[1]
        low_high = None if value is None or drawn is None else interval(drawn)
        if value is None:
            no_interval = ""
        elif drawn is None:
            no_interval = self._no_interval
        else:
            no_interval = "" if low_high else _("the number is not defined in too many of the resamples")
        return Coefficient(
            measure=name,
            value_of=value_of,
            unit=unit,
            n=self.n[unit] if n is None else n,
            universe=self.universe,
            value=value,
            low=low_high[0] if low_high else None,
            high=low_high[1] if low_high else None,
            why="" if value is not None else self._nothing or why,
            why_no_interval=no_interval,
        )


def _number(values: Floats) -> float | None:
    value = float(values[0])
    return None if value != value else value


def _nothing(material: Material) -> str:
    """Say why nothing at all can be compared, if that is so."""
    if len(material.coders) < 2:
        return _("there are fewer than two coders")
    if not material.interviews:
        return _("no interview is coded by two of the coders")
    if not len(material.turns):
        return _("these interviews have no participants' turns")
    return ""


def universe_text(material: Material) -> str:
    """Say in words what was compared."""
    names = ", ".join(material.coders)
    if len(material.coders) == 2:
        text = _("all participants' turns ({turns}) of the interviews ({interviews}) that both {names} have coded")
        names = _(" and ").join(material.coders)
    else:
        text = _("all participants' turns ({turns}) of the interviews ({interviews}) that two of {names} have coded")
    return text.format(turns=len(material.turns), interviews=len(material.interviews), names=names)
