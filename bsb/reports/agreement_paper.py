"""The paper for a meeting of coders: the codes they agree on least, with places to talk about, then the numbers."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
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
from bsb.coding.agreement.talk import Place, Talk, talks
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.word_template import render
from bsb.i18n import gettext as _
from bsb.reports.norwegian import count, day, decimal, listed, number
from bsb.shipped import shipped

TEMPLATE = "uenigheter.docx"
TITLE = "Der vi har kodet ulikt"
_KINDS = {
    "other-code": ("annen kode", "Alle har kodet replikken, men ikke likt"),
    "only-one": ("ikke kodet av alle", "Noen har kodet replikken, andre ikke"),
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
    limit: int = 0,
    definitions: Mapping[str, str] | None = None,
    template: Path | None = None,
) -> int:
    """Write disagreements code by code, and with ``report`` the coefficients, as a Word document in bokmål.

    With ``limit``, so many places at most, those of the codes that are agreed on least; how many there are of every
    code stands with the coefficients. ``definitions`` are those of the codes by key. The paper holds participants'
    words and is for the coders alone. The same material and day give the same bytes. Returns how many disagreements
    do not stand in it.

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
    codes = {code.key: code for code in report.codes} if report else {}
    chosen, counts = talks(cases, {key: code.get(ALPHA).value for key, code in codes.items()}, limit=limit)
    shown = sum(len(place.cases) for talk in chosen for place in talk.places)
    names = {m.code: m.code_name for d in cases for m in d.marks}
    context: dict[str, object] = {
        "title": TITLE,
        "project": config.name,
        "date": day(today),
        "example": config.example,
        "coders": listed(list(coders)),
        "kinds": [f"{_KINDS[k][1]}: {count(found[k], 'gang', 'ganger')}" for k in KINDS if found[k]],
        "some": _some(shown, len(cases)) if shown < len(cases) else "",
        "codes": [
            _code(talk, names, codes.get(talk.code), (definitions or {}).get(talk.code, "")) for talk in chosen
        ],
        "universe": _universe(report),
        "numbers": [_row(c, counts.get(c.key, 0)) for c in _least_first(report)] if report else [],
        "explained": _explained(report) if report else [],
    }
    path = template or shipped("templates") / TEMPLATE
    render(path, context, out, date=today, title=TITLE, author=config.publisher)
    return len(cases) - shown


def _some(shown: int, every: int) -> str:
    return (
        f"Dere har kodet ulikt {count(every, 'gang', 'ganger')}. Her står {number(shown)} av dem: noen fra hver av "
        "kodene der dere er minst enige. Hvor mange det er i alt for hver kode, står i tabellen til slutt."
    )


def _code(talk: Talk, names: Mapping[str, str], code: CodeAgreement | None, definition: str) -> dict[str, object]:
    here = sum(len(place.cases) for place in talk.places)
    alpha = f"Alfa er {_shown(code.get(ALPHA))}. " if code and code.get(ALPHA).value is not None else ""
    many = "Alle står her." if here == talk.cases else f"Her står {number(here)} av dem."
    return {
        "name": names.get(talk.code, talk.code),
        "definition": definition,
        "how": f"{alpha}Dere har kodet ulikt {count(talk.cases, 'gang', 'ganger')}. {many if talk.cases > 1 else ''}",
        "places": [_place(place) for place in talk.places],
    }


def _place(place: Place) -> dict[str, object]:
    case = place.first
    kinds = listed([_KINDS[each.kind][0] for each in place.cases])
    marks = dict.fromkeys(
        f"{m.coder}: {m.code_name} ({_VALENCES[m.valence]}) – «{' '.join(m.quote.split())}»"
        for each in place.cases
        for m in each.marks
    )
    without = dict.fromkeys(f"{coder}: ikke kodet slik" for each in place.cases for coder in each.without)
    return {
        "heading": f"{case.interview}, replikk {case.turn}: {kinds}",
        "before": case.before,
        "text": f"{case.speaker}: {case.text}",
        "after": case.after,
        "marks": [*marks, *without],
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


def _least_first(report: AgreementReport) -> list[CodeAgreement]:
    """Return the codes that were used, those that are agreed on least first; those without a coefficient last."""
    used = [code for code in report.codes if any(code.turns.values())]
    values = {code.key: code.get(ALPHA).value for code in used}
    return sorted(used, key=lambda code: 2.0 if (value := values[code.key]) is None else value)


def _row(code: CodeAgreement, cases: int) -> dict[str, object]:
    percent = code.get(PERCENT)
    return {
        "name": code.name,
        "cases": str(cases),
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
