"""Quotes in a spreadsheet: printed forms and decisions written in Excel, and taken back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from bsb.coding.summaries import Summary
from bsb.coding.summary_import import SummaryChange, SummaryPlan, plan_import
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.open_sheet import Column, Form, read_form, refuse_stranger, write_form
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.text.match import fold
from bsb.text.pieces import derive

STATES = {"proposed": "foreslått", "approved": "godkjent", "rejected": "avvist", "lapsed": "må godkjennes på nytt"}
VALENCES = {"positive": "god erfaring", "critical": "utfordring", "mixed": "både og", "neutral": "nøytral"}
PRINTED, STATE = "trykkes", "status"
FORM = Form(
    "bsb-sitater-1",
    "Sitater",
    "Skriv i de hvite kolonnene. Det som utelates, merkes (…); egne ord står i klammer: [huset]. Ellers skal ordene "
    "stå som de ble sagt. Ta arket inn igjen med: bsb quote import FIL.xlsx",
    (
        Column("Sitat", 10),
        Column("Bydel", 16),
        Column("Tema", 20),
        Column("Erfaring", 13),
        Column("Sted", 16),
        Column("Slik det ble sagt", 60),
        Column("Slik det trykkes", 60, PRINTED),
        Column("Status", 14, STATE, tuple(STATES[state] for state in ("proposed", "approved", "rejected"))),
    ),
)


def write_quotes(
    out: Path, quotes: Sequence[Quote], *, names: Mapping[str, str], mark: str, date: datetime.date
) -> None:
    """Write quotes to a workbook; ``names`` are those of the themes by key. It holds participants' words.

    Raises BsbError if it cannot be written there.
    """
    rows = [(quote.uid, _values(quote, names)) for quote in quotes]
    write_form(out, FORM, rows, mark=mark, title="Sitater", date=date)


def _values(quote: Quote, names: Mapping[str, str]) -> list[str]:
    coding = quote.coding
    return [
        quote.ref,
        quote.district,
        names.get(quote.theme, quote.theme),
        VALENCES[quote.valence],
        f"{coding.interview}, replikk {coding.turn}",
        " ".join(coding.quote.split()),
        quote.printed,
        STATES[quote.state],
    ]


def plan_quotes(path: Path, quotes: Sequence[Quote], *, mark: str, any_project: bool = False) -> SummaryPlan:
    """Hold a workbook of quotes against those of the project.

    Raises BsbError if it is none, another project's, has rows that are no quotes of this one, a status that is none,
    or a printed form that puts words in someone's mouth; every faulty row is named.
    """
    read = read_form(path, FORM)
    refuse_stranger(path, read.mark, mark, any_project=any_project)
    known = {quote.uid: quote for quote in quotes}
    stored: dict[tuple[str, str], Summary] = {}
    for quote in quotes:
        who, at = quote.decided_by or quote.made_by, quote.decided_at or quote.made_at
        for field, text in ((PRINTED, quote.printed), (STATE, STATES[quote.state])):
            stored[quote.uid, field] = Summary("quote", quote.uid, field, text, who, at)
    problems: list[str] = []
    returned = []
    for row in read.rows:
        here = known.get(row.key)
        if here is None:
            problems.append(_("row {row}: this quote is not in the project").format(row=row.number))
            continue
        returned += row.returned(here.ref)
    plan = plan_import("quote", stored, returned)
    for each in (*plan.new, *plan.changed, *plan.removed, *plan.conflicts):
        if problem := _problem(each, known[each.returned.cell[0]]):
            problems.append(_("row {row}: {problem}").format(row=each.returned.row, problem=problem))
    if problems:
        shown = problems[:8] + ([_("... and {n} more").format(n=len(problems) - 8)] if len(problems) > 8 else [])
        raise BsbError(_("{file} cannot be taken in. Nothing was changed.").format(file=path.name), "\n".join(shown))
    return plan


def _problem(change: SummaryChange, quote: Quote) -> str:
    if change.returned.cell[1] == STATE:
        if fold(change.after) not in {fold(word) for word in STATES.values()}:
            return _("“{word}” is no status").format(word=change.after)
        return ""
    if not change.after:
        return _("the printed form is empty; write “avvist” as its status instead")
    try:
        derive(quote.coding.quote, change.after)
    except BsbError as error:
        return f"{error.message} {error.hint}"
    return ""


def wanted_state(word: str) -> str:
    """Return the state that a word in the column of states means."""
    return next(state for state, name in STATES.items() if fold(name) == fold(word))
