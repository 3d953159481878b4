"""The paper for a meeting of coders: every disagreement with its words, room for a decision, then the numbers."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from bsb.coding.agreement.disagreements import KINDS, Disagreement
from bsb.coding.agreement.results import (
    ALPHA,
    CHARACTER,
    KAPPA,
    PERCENT,
    U_ALPHA,
    AgreementReport,
    CodeAgreement,
    Coefficient,
)
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.word_template import render
from bsb.i18n import gettext as _
from bsb.reports.norwegian import count, day, decimal, listed
from bsb.shipped import shipped

TEMPLATE = "uenigheter.docx"
TITLE = "Der vi har kodet ulikt"
_KINDS = {
    "other-code": ("annen kode", "Alle har kodet replikken, men ikke likt"),
    "only-one": ("ikke kodet av alle", "Én eller flere har ikke kodet replikken"),
    "other-valence": ("annen valør", "Samme kode, men ulik valør"),
    "other-borders": ("andre grenser", "Samme kode, men på litt ulike ord"),
}
_VALENCES = {"positive": "god erfaring", "critical": "utfordring", "mixed": "både og", "neutral": "nøytral"}


def write_agreement_paper(
    cases: Sequence[Disagreement],
    report: AgreementReport | None,
    config: Config,
    out: Path,
    *,
    today: datetime.date,
    template: Path | None = None,
) -> None:
    """Write disagreements, and with ``report`` the coefficients after them, as a Word document in bokmål.

    The paper holds participants' words and is for the coders alone. The same material and day give the same bytes.

    Raises BsbError, with nothing written, if there is nothing to talk about, or the template cannot be filled in.
    """
    if not cases:
        raise BsbError(
            _("There is no disagreement to write about."), _("See who has coded what: bsb code list --json")
        )
    assert KINDS.keys() == _KINDS.keys()  # noqa: S101  a new kind needs its words here
    coders = (
        report.coders if report else sorted({c for d in cases for c in (*d.without, *(m.coder for m in d.marks))})
    )
    found = Counter(d.kind for d in cases)
    context: dict[str, object] = {
        "title": TITLE,
        "project": config.name,
        "date": day(today),
        "example": config.example,
        "coders": listed(list(coders)),
        "kinds": [f"{_KINDS[k][1]}: {count(found[k], 'sted', 'steder', 'ett')}" for k in KINDS if found[k]],
        "interviews": [
            {"name": name, "cases": [_case(d) for d in group]}
            for name, group in groupby(cases, key=lambda d: d.interview)
        ],
        "universe": _universe(report),
        "numbers": [_row(code) for code in report.codes if any(code.turns.values())] if report else [],
        "explained": _explained(report) if report else [],
    }
    path = template or shipped("templates") / TEMPLATE
    render(path, context, out, date=today, title=TITLE, author=config.publisher)


def _case(case: Disagreement) -> dict[str, object]:
    names = listed(list(dict.fromkeys(m.code_name for m in case.marks)))
    marks = [f"{m.coder}: {m.code_name} ({_VALENCES[m.valence]}) – «{' '.join(m.quote.split())}»" for m in case.marks]
    return {
        "heading": f"Replikk {case.turn}, {_KINDS[case.kind][0]}: {names}",
        "before": case.before,
        "text": f"{case.speaker}: {case.text}",
        "after": case.after,
        "marks": marks + [f"{coder}: ikke kodet slik" for coder in case.without],
    }


def _universe(report: AgreementReport | None) -> str:
    if report is None:
        return ""
    who = listed(list(report.coders))
    both = f"både {who}" if len(report.coders) == 2 else f"minst to av {who}"
    return (
        f"Enheten er deltakerens replikk. Tallene gjelder alle replikker fra deltakere ({report.turns}) i "
        f"intervjuene ({len(report.interviews)}) som {both} har kodet."
    )


def _row(code: CodeAgreement) -> dict[str, object]:
    percent = code.get(PERCENT)
    return {
        "name": code.name,
        "percent": "–" if percent.value is None else decimal(100 * percent.value, 1),
        "kappa": _shown(code.get(KAPPA)) if len(code.turns) > 1 else "–",
        "alpha": _with_interval(code.get(ALPHA)),
        "text": _shown(code.get(U_ALPHA, CHARACTER)),
    }


def _shown(coefficient: Coefficient) -> str:
    return "–" if coefficient.value is None else decimal(coefficient.value, 2)


def _with_interval(coefficient: Coefficient) -> str:
    if coefficient.low is None or coefficient.high is None:
        return _shown(coefficient)
    low, high = (decimal(v, 2) for v in (coefficient.low, coefficient.high))
    return f"{_shown(coefficient)} ({low} til {high})"


def _explained(report: AgreementReport) -> list[str]:
    return [
        "Kappa og alfa er 1 når alle har kodet likt, og 0 når likheten ikke er større enn ved tilfeldig koding. "
        "En strek betyr at tallet ikke kan regnes ut, for eksempel fordi ingen har brukt koden.",
        "Alfa for tekst har tegnet som enhet og gjelder teksten i de samme replikkene: Den viser om dere har "
        "merket de samme ordene.",
        f"Intervallene er regnet ut fra {report.draws} trekninger av hele intervjuer, med tilbakelegging.",
        f"Mål: {PERCENT}, {KAPPA}, {ALPHA}, {U_ALPHA}.",
    ]
