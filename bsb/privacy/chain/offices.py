"""Offices and shops of many, told apart by their place: with it they are one house."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component, names_spotted
from bsb.privacy.chain.words import Words, words
from bsb.privacy.hits import OFFICE_AT_PLACE, Found
from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, INSTITUTION, PLACE

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AT = frozenset(("på", "i", "ved", "oppi", "oppå", "nedi", "nedpå", "utpå", "innpå"))
# Bodies with an office in every municipality or district: with the place they are one house.
_OFFICES = {
    "nav": "(Nav-kontoret)", "aetat": "(Aetat-kontoret)", "dps": "(dps-et)", "bup": "(poliklinikken)",
    "barnevernet": "(barnevernet)", "barneverntjenesten": "(barnevernet)", "politiet": "(politiet)",
    "sosialkontoret": "(sosialkontoret)", "trygdekontoret": "(trygdekontoret)", "legevakta": "(legevakten)",
    "legevakten": "(legevakten)", "ppt": "(ppt-kontoret)", "hjemmetjenesten": "(hjemmetjenesten)",
    "heimetenesta": "(hjemmetjenesten)", "vinmonopolet": "(butikken)", "polet": "(butikken)",
}  # fmt: skip


@component("offices")
def offices(doc: Doc) -> Iterator[Found]:
    """Yield offices and shops at a place."""
    w, spotted = words(doc), names_spotted(doc)
    for i, low in enumerate(w.low):
        if low in _OFFICES or w.code[i] & INSTITUTION or spotted.get(i) == "institution":
            yield from _office(w, i, spotted)


def _office(w: Words, i: int, spotted: dict[int, str]) -> Iterator[Found]:
    """Yield an office or a shop of many told apart by its place: "nav grue", "Kiwi på Lena"."""
    first = last = i
    while last + 1 < len(w) and spotted.get(last + 1) == spotted.get(i) == "institution":
        last += 1
    while first and spotted.get(first - 1) == spotted.get(i) == "institution":
        first -= 1
    at = last + 1 + (last + 1 < len(w) and w.low[last + 1] in _AT)
    if at >= len(w) or not w.alpha(at) or w.code[at] & (COMMON | GENERAL) or len(w.forms[at]) < 3:
        return
    named = spotted.get(at) == "place" or (w.code[at] & PLACE and (at > last + 1 or not w.code[at] & FIRST))
    if named and not (w.upper[i] and not w.upper[at]):
        placeholder = _OFFICES.get(w.low[i], "")
        yield Found(
            w.start[first], w.end[at], "institution", 0.8, "institutions", OFFICE_AT_PLACE, placeholder=placeholder
        )
