"""What waits for people: quotes to approve, findings that rest on nothing, verdicts, what should be followed up."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bsb.corpus.conferences import Conference
from bsb.dialogue.before_after import put_before
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.finding import Finding
from bsb.dialogue.followups import BEGUN, NOT_BEGUN, Progress
from bsb.dialogue.verdicts import Verdict
from bsb.i18n import ngettext


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for people: how many, in words, and the command that shows them."""

    key: str
    n: int
    what: str
    command: str


def waiting(
    quotes: Sequence[Quote],
    findings: Sequence[Finding],
    conferences: Sequence[Conference],
    verdicts: Sequence[Verdict],
    followups: Sequence[Progress],
    today: datetime.date,
) -> tuple[Waiting, ...]:
    """Return what waits for people on a day, in the order of the work; what does not wait is not in it."""
    return tuple(_waiting(quotes, findings, conferences, verdicts, followups, today))


def _waiting(
    quotes: Sequence[Quote],
    findings: Sequence[Finding],
    conferences: Sequence[Conference],
    verdicts: Sequence[Verdict],
    followups: Sequence[Progress],
    today: datetime.date,
) -> Iterator[Waiting]:
    if n := sum(quote.state in ("proposed", "lapsed") for quote in quotes):
        text = ngettext("{n} quote waits to be approved", "{n} quotes wait to be approved", n)
        yield Waiting("quotes", n, text.format(n=n), "bsb quote list --state proposed --state lapsed")
    bare = [f for f in findings if not f.conference and not any(each.state != "gone" for each in f.evidence)]
    if n := len(bare):
        text = ngettext("{n} finding has nothing behind it", "{n} findings have nothing behind them", n)
        yield Waiting("evidence", n, text.format(n=n), "bsb finding list")
    if n := sum(bool(finding.unsaid) for finding in findings):
        text = ngettext(
            "{n} finding tells of what no coding in its district tells of",
            "{n} findings tell of what no coding in their district tells of",
            n,
        )
        yield Waiting("unsaid", n, text.format(n=n), "bsb finding list")
    held = [each for each in conferences if each.held_on <= today.isoformat()]
    told = {each.conference.id for each in verdicts}
    silent = [each for each in held if each.id not in told and put_before(findings, each)]
    if n := len(silent):
        text = ngettext(
            "{n} conference was held, and no group is in", "{n} conferences were held, and no group is in", n
        )
        yield Waiting("minutes", n, text.format(n=n), "bsb conference list")
    judged = {(each.conference.id, each.finding.id) for each in verdicts}
    left = [(c, f) for c in held if c.id in told for f in put_before(findings, c) if (c.id, f.id) not in judged]
    if n := len(left):
        text = ngettext(
            "{n} finding that was put before a conference has no verdict",
            "{n} findings that were put before a conference have no verdict",
            n,
        )
        yield Waiting("verdicts", n, text.format(n=n), "bsb conference verdicts")
    if n := sum(is_due(each, held, today) for each in followups):
        text = ngettext(
            "{n} recommendation is to be followed up: a year has gone since the conference",
            "{n} recommendations are to be followed up: a year has gone since the conference",
            n,
        )
        yield Waiting("followups", n, text.format(n=n), "bsb followup list")


def is_due(progress: Progress, conferences: Sequence[Conference], today: datetime.date) -> bool:
    """Whether a recommendation is open a year after its district's last conference, and nobody has said how since."""
    days = [datetime.date.fromisoformat(c.held_on) for c in conferences if c.district in progress.districts]
    due = max((_a_year_after(day) for day in days), default=None)
    if due is None or due > today or progress.status not in (NOT_BEGUN, BEGUN):
        return False
    return not any(saying.said_on >= due.isoformat() for saying in progress.sayings)


def _a_year_after(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=365)
