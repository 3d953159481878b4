"""The whole chain over a transcript: from turns to a sorted list of hits for a person to review."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.hits import PLACEHOLDERS, Found, Hit
from bsb.privacy.merge import merge
from bsb.privacy.people import People
from bsb.privacy.protected import protected
from bsb.privacy.register import Register

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
    are places that the whole project lies in ("Oslo", "Norge"): no hits. ``model=False`` leaves the trained
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
        model: bool = True,
    ) -> None:
        self.register = register
        self.keep_districts_for = keep_districts_for
        self.districts = frozenset(name.lower() for name in districts)
        self.area = frozenset(name.lower() for name in area)
        self.model = model

    def scan(self, turns: Sequence[tuple[str, str]]) -> list[Hit]:
        """Return the hits in turns given as (role, text), sorted by (turn, start), not overlapping.

        Offsets are code points in each turn's text, half-open. Persons are numbered in the order they appear:
        the same name, or a part of one full name, gets the same number throughout, and over scans through the
        register. Texts are not stored or logged.
        """
        found = self._find(turns)
        people = People(self.register)
        people.meet(turns, found)
        hits = []
        for index, ((_role, text), items) in enumerate(zip(turns, found, strict=True)):
            for f in items:
                replacement = f.placeholder or self._proposal(f, text, people)
                hits.append(Hit(index, f.start, f.end, f.kind, f.score, f.source, f.reason, replacement, f.weak))
        return hits

    def _find(self, turns: Sequence[tuple[str, str]]) -> list[list[Found]]:
        from bsb.privacy.chain.component import found

        nlp = _chain(self.model)
        docs = nlp.pipe((text for _role, text in turns), batch_size=_BATCH)
        rows = []
        for (role, text), doc in zip(turns, docs, strict=True):
            items = list(found(doc))
            if self.register is not None:
                items += self.register.find(text)
            items = [f for f in items if self._wanted(f, role, text)]
            rows.append(merge(items, text, protected(text)))
        return rows

    def _wanted(self, f: Found, role: str, text: str) -> bool:
        if f.source == "register":
            return True
        if f.kind == "district" and role in self.keep_districts_for:
            return False
        return not (f.kind in ("place", "district") and text[f.start : f.end].lower() in self.area)

    def _proposal(self, f: Found, text: str, people: People) -> str:
        if f.kind == "person":
            return people.placeholder(text[f.start : f.end])
        return PLACEHOLDERS[f.kind]
