"""The whole chain over a transcript: from turns to a sorted list of hits for a person to review."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.forms import bases, genitive
from bsb.privacy.hits import OFFICE_AT_PLACE, PLACEHOLDERS, Found, Hit
from bsb.privacy.known import Known
from bsb.privacy.merge import merge
from bsb.privacy.people import People
from bsb.privacy.propagate import propagate
from bsb.privacy.protected import protected
from bsb.privacy.register import Register
from bsb.privacy.wordlists import load

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 64


@cache
def _chain(model: bool) -> Language:
    from bsb.privacy.chain.build import build

    return build(model=model)


class Scanner:
    """Suggests what in a transcript may point to a person.

    ``register`` holds the project's own names. ``keep_districts_for`` are roles in whose turns the names of
    districts stand (the analysis needs them). ``districts`` are further names of districts beside Oslo's. ``area``
    are places that the whole project lies in ("Oslo", "Norge"): no hits.
    ``known`` is what papers may say. ``model=False`` leaves the trained
    model out: quicker, and much weaker on lower-case and unfamiliar names.

    >>> scanner = Scanner(model=False)
    >>> [(h.kind, h.replacement) for h in scanner.scan([("participant", "Jeg heter Kari, ring 22 33 44 55.")])]
    [('person', '(navn 1)'), ('phone', '(telefonnummer)')]
    """

    def __init__(
        self,
        *,
        register: Register | None = None,
        keep_districts_for: frozenset[str] = frozenset({"facilitator"}),
        districts: Sequence[str] = (),
        area: Sequence[str] = (),
        known: Known | None = None,
        model: bool = True,
    ) -> None:
        self.register = register
        self.keep_districts_for = keep_districts_for
        self.districts = frozenset(name.lower() for name in districts)
        self._all_districts = self.districts | load().districts
        self.area = frozenset(name.lower() for name in area)
        self.known = known
        self.model = model

    def scan(self, turns: Sequence[tuple[str, str]]) -> list[Hit]:
        """Return the hits in turns given as (role, text), sorted by (turn, start), not overlapping.

        Offsets are code points in each turn's text, half-open. Persons are numbered in the order they appear:
        the same name, or a part of one full name, gets the same number throughout, and over scans through the
        register. Texts are not stored or logged.
        """
        return self.hits(turns, self.find(turns))

    def hits(self, turns: Sequence[tuple[str, str]], found: Sequence[Sequence[Found]]) -> list[Hit]:
        """Return the hits of what ``find`` has found: persons are numbered here, so that order counts here alone."""
        people = People(self.register)
        people.meet(turns, found)
        hits = []
        for index, ((_role, text), items) in enumerate(zip(turns, found, strict=True)):
            for f in items:
                kind = self._kind(f, text)
                replacement = f.placeholder or self._proposal(kind, text[f.start : f.end], people)
                hits.append(Hit(index, f.start, f.end, kind, f.score, f.source, f.reason, replacement, f.weak))
        return hits

    def find(self, turns: Sequence[tuple[str, str]]) -> list[list[Found]]:
        """Return the merged findings of each turn: nearly all of the work, and the same wherever it is done."""
        from bsb.privacy.chain.component import found
        from bsb.privacy.chain.spotter import PROBABILITIES
        from bsb.privacy.chain.tokens import document
        from bsb.privacy.chain.words import words

        nlp = _chain(self.model)
        docs = nlp.pipe((document(nlp, text) for _role, text in turns), batch_size=_BATCH)
        rows, seen, odds = [], [], []
        for (role, text), doc in zip(turns, docs, strict=True):
            items = [f for f in found(doc) if self._wanted(f, role, text)]
            if self.register is not None:
                items += self.register.find(text)
            rows.append(merge(items, text, protected(text)))
            seen.append(words(doc))
            odds.append(doc.user_data.get(PROBABILITIES))
        more: dict[int, list[Found]] = {}
        for turn, item in propagate(rows, seen, odds):
            if self._wanted(item, *turns[turn]):
                more.setdefault(turn, []).append(item)
        for turn, items in more.items():
            text = turns[turn][1]
            rows[turn] = merge([*rows[turn], *items], text, protected(text))
        return rows

    def _wanted(self, f: Found, role: str, text: str) -> bool:
        if f.source == "register":
            return True
        if self.known is not None and self.known.holds(f, text):
            return False
        if f.kind not in ("place", "district") and f.reason != OFFICE_AT_PLACE:
            return True
        place = text[f.start : f.end] if f.reason != OFFICE_AT_PLACE else text[f.start : f.end].split()[-1]
        forms = bases(place.lower())
        if role in self.keep_districts_for and any(form in self._all_districts for form in forms):
            return False
        return not any(form in self.area for form in forms)

    def _kind(self, f: Found, text: str) -> str:
        if f.kind in ("place", "district"):
            named = any(form in self._all_districts for form in bases(text[f.start : f.end].lower()))
            return "district" if named else "place"
        return f.kind

    def _proposal(self, kind: str, surface: str, people: People) -> str:
        if kind == "person":
            return people.placeholder(surface)
        ending = genitive(surface, _known_place(surface))[1] if kind in ("place", "district") else ""
        return PLACEHOLDERS[kind] + ("s" if ending else "")


def _known_place(surface: str) -> bool:
    """Say whether a place's name itself ends in s ("Romsås"): then it is no genitive."""
    low, lists = surface.lower(), load()
    listed = low in lists.places or low in lists.districts
    return listed or not any(b in lists.places or b in lists.districts for b in bases(low)[1:])
