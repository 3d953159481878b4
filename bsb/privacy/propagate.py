"""A name found once is looked for everywhere else in the same scan, with less doubt than the first time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.privacy.forms import bases
from bsb.privacy.hits import HOUSE_AT_PLACE, OFFICE_AT_PLACE, Found
from bsb.privacy.wordlists import COMMON, FAMILIAR, GENERAL

if TYPE_CHECKING:
    from bsb.privacy.chain.words import Words

_KINDS = frozenset(("person", "place", "district", "institution"))
_SURE = 0.55
_LIKELY = 0.05  # how likely the model must find a form that is an ordinary word too
_LIKELY_CASED = 0.4  # the same, where names have capitals and this word has none
_LIKELY_OFTEN = 0.02  # the same, for a form that was found more than once


@dataclass(slots=True)
class _Seen:
    kind: str
    times: int = 0


def propagate(
    rows: Sequence[Sequence[Found]], words: Sequence[Words], odds: Sequence[Any | None]
) -> Iterator[tuple[int, Found]]:
    """Yield (turn, finding) for words like those found elsewhere.

    ``rows`` are the merged findings of each turn, ``odds`` the model's probability that each word is a name (None
    without a model). Ordinary words ("stein") follow only where the model or a capital gives some reason.
    """
    seen = _collect(rows, words)
    if not seen:
        return
    for turn, (found, w) in enumerate(zip(rows, words, strict=True)):
        likely = odds[turn]
        for i, low in enumerate(w.low):
            known = seen.get(low) or (seen.get(bases(low)[-1]) if low[-1] in "s'’" else None)
            if known is None or _inside(found, w.start[i], w.end[i]):
                continue
            if w.code[i] & (FAMILIAR | COMMON) and not _reason(w, i, known, likely):
                continue
            yield turn, Found(w.start[i], w.end[i], known.kind, 0.6, "propagation", "found elsewhere in the material")


def _collect(rows: Sequence[Sequence[Found]], words: Sequence[Words]) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    for found, w in zip(rows, words, strict=True):
        strong = [
            f
            for f in found
            if f.kind in _KINDS
            and not f.weak
            and (f.score >= _SURE or f.source == "register")
            and f.reason not in (OFFICE_AT_PLACE, HOUSE_AT_PLACE)  # their place is no house when it stands alone
        ]
        at = 0
        for f in strong:
            while at < len(w) and w.end[at] <= f.start:
                at += 1
            i = at
            while i < len(w) and w.start[i] < f.end:
                if w.end[i] <= f.end and _worth(w, i, f):
                    form = bases(w.low[i])[-1] if f.placeholder.endswith(")s") else w.low[i]
                    known = seen.setdefault(form, _Seen(f.kind))
                    known.times += 1
                i += 1
    return seen


def _worth(w: Words, i: int, f: Found) -> bool:
    """Say whether a word of a finding is itself a name: not "aktivitetshus", not "nedre"."""
    if len(w.forms[i]) < 3 or w.code[i] & GENERAL or not w.alpha(i):
        return False
    alone = w.start[i] <= f.start and w.end[i] >= f.end
    if f.kind == "institution" and not alone:
        return not w.code[i] & FAMILIAR
    return not w.code[i] & COMMON or (alone and f.score >= 0.8)


def _reason(w: Words, i: int, known: _Seen, likely: Any | None) -> bool:
    if w.upper[i] and not w.forms[i].isupper() and not (w.opens(i) and w.code[i] & COMMON):
        return True
    if likely is None:
        return False
    if w.cased():
        return bool(likely[i] >= _LIKELY_CASED)
    return bool(likely[i] >= (_LIKELY_OFTEN if known.times > 1 else _LIKELY))


def _inside(found: Sequence[Found], start: int, end: int) -> bool:
    return any(f.start <= start and end <= f.end and not f.weak for f in found)
