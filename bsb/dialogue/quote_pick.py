"""Proposing quotes for themes and districts, and measuring how balanced the chosen ones are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bsb.coding.codings import Coding
from bsb.dialogue.quotes import Passage, Picked, pick
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    import pandas as pd

    from bsb.dialogue.chosen_quotes import Quote

_STANDING = ("proposed", "approved", "lapsed")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage worth quoting, just as one coding has it, and why."""

    coding: Coding
    reason: str


@dataclass(frozen=True, slots=True)
class Picking:
    """What was proposed. ``short`` are the (theme key, district) that could not be filled from both sides.

    ``unsafe`` counts passages that were passed over because something in them may point to a person.
    """

    proposed: tuple[Proposal, ...]
    short: tuple[tuple[str, str], ...]
    unsafe: int
    quotes: tuple[Quote, ...] = ()

    def stored(self, quotes: Sequence[Quote]) -> Picking:
        """Return this with the quotes that were made of it."""
        return replace(self, quotes=tuple(quotes))


def propose(codings: Sequence[Coding], there: Sequence[Quote], *, n: int, safe: Callable[[str], bool]) -> Picking:
    """Propose quotes for each theme and district in ``codings`` until it has ``n``, half of them positive.

    The rules are those of ``bsb.dialogue.quotes.pick``; themes with few passages choose first. Nothing that is
    a quote already, in whatever state and of whatever theme, is proposed again. Quotes of services and free codes are
    chosen by hand. Where there is neither a positive nor a critical passage, mixed ones are proposed.
    """
    used: set[Passage] = {quote.passage for quote in there}
    groups: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        if coding.facet == "theme":
            groups.setdefault((coding.code, coding.district), []).append(coding)
    unsafe: set[str] = set()
    known: dict[str, bool] = {}

    def is_safe(text: str) -> bool:
        if text not in known:
            known[text] = safe(text)
            if not known[text]:
                unsafe.add(text)
        return known[text]

    proposed: list[Proposal] = []
    short: list[tuple[str, str]] = []
    for key, own in sorted(groups.items(), key=lambda item: len(item[1])):
        standing = [q for q in there if (q.theme, q.district) == key and q.state in _STANDING]
        made = _for_group(own, [quote.as_picked() for quote in standing], n, used, is_safe)
        proposed += [Proposal(_coding(own, each), each.reason) for each in made]
        sides = {*(each.valence for each in made), *(quote.valence for quote in standing)}
        if not {"positive", "critical"} <= sides:
            short.append(key)
    order = {coding.id: at for at, coding in enumerate(codings)}
    proposed.sort(key=lambda each: order[each.coding.id])
    return Picking(tuple(proposed), tuple(sorted(short)), len(unsafe))


def _for_group(
    codings: Sequence[Coding], chosen: Sequence[Picked], n: int, used: set[Passage], safe: Callable[[str], bool]
) -> list[Picked]:
    wanted = {"positive": -(-n // 2), "critical": n // 2}
    have = {side: sum(each.valence == side for each in chosen) for side in ("positive", "critical", "mixed")}
    made = pick(
        codings,
        positive=max(0, wanted["positive"] - have["positive"]),
        critical=max(0, wanted["critical"] - have["critical"]),
        used=used,
        chosen=chosen,
        joined=False,
        safe=safe,
    )
    if not made and not any(have.values()):
        made = pick(codings, positive=0, critical=0, mixed=n, used=used, joined=False, safe=safe)
    return made


def _coding(codings: Iterable[Coding], picked: Picked) -> Coding:
    """Return the oldest coding of just these words with this valence."""
    fitting = (c for c in codings if (c.interview, c.start, c.end) == (picked.interview, picked.start, picked.end))
    return min((c for c in fitting if c.valence == picked.valence), key=lambda coding: coding.id)


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced the quotes of a theme in a district are: counts by valence, speakers, interviews.

    ``warnings`` say in the current language what is one-sided.
    """

    theme: str
    district: str
    positive: int
    critical: int
    mixed: int
    neutral: int
    speakers: int
    interviews: int
    approved: int
    warnings: tuple[str, ...]

    @property
    def quotes(self) -> int:
        """All of them."""
        return self.positive + self.critical + self.mixed + self.neutral


def balance(quotes: Sequence[Quote], *, states: Sequence[str] = ("proposed", "approved")) -> list[Balance]:
    """Return the balance of each theme and district that has quotes in one of these states, in reading order."""
    groups: dict[tuple[str, str], list[Quote]] = {}
    for quote in quotes:
        if quote.state in states:
            groups.setdefault((quote.theme, quote.district), []).append(quote)
    return [_balance(key, own) for key, own in groups.items()]


def to_frame(balances: Sequence[Balance]) -> pd.DataFrame:
    """Return balances as a frame: one row a theme and district, columns named as the fields."""
    import pandas as pd

    names = ("theme", "district", "positive", "critical", "mixed", "neutral", "quotes", "speakers", "interviews")
    return pd.DataFrame(
        [[getattr(each, name) for name in (*names, "approved")] for each in balances], columns=[*names, "approved"]
    )


def _balance(key: tuple[str, str], quotes: Sequence[Quote]) -> Balance:
    count = {side: sum(q.valence == side for q in quotes) for side in ("positive", "critical", "mixed", "neutral")}
    voices = {(q.coding.interview, q.coding.speaker) for q in quotes}
    warnings = []
    if count["positive"] > 1 and not (count["critical"] or count["mixed"]):
        warnings.append(_("only good experiences"))
    if count["critical"] > 1 and not (count["positive"] or count["mixed"]):
        warnings.append(_("only challenges"))
    if len(quotes) > 1 and len(voices) == 1:
        warnings.append(
            ngettext("{n} quote of one voice", "{n} quotes of one voice", len(quotes)).format(n=len(quotes))
        )
    return Balance(
        theme=key[0],
        district=key[1],
        **count,
        speakers=len(voices),
        interviews=len({q.coding.interview for q in quotes}),
        approved=sum(q.state == "approved" for q in quotes),
        warnings=tuple(warnings),
    )
