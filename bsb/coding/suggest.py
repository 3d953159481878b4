"""Suggested codes for turns that nobody has coded yet. A suggestion is no coding: a person accepts or refuses it.

Everything is reckoned here and now from what the team has coded; nothing leaves the machine and nothing is kept but
the count of what was accepted and refused.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bsb.coding.codebook import Codebook
from bsb.coding.suggest_material import Learnt, Material
from bsb.coding.suggest_model import MODEL, CodeModel
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codes
from bsb.store import schema
from bsb.store import suggestions as stored_suggestions
from bsb.store.journal import Journal
from bsb.text.marks import words
from bsb.text.normal import digest

#: Below this likeness a turn is left alone. On the example it keeps 95 of 100 turns that people coded, and half of
#: those that they did not.
LEAST = 0.15
#: Nor are turns of fewer words ("Mm. Ja, ikke sant.") looked at: on the example nobody coded one.
FEWEST_WORDS = 5
_REASONS = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A coded passage that a turn is like (``likeness``: cosine, 0 to 1)."""

    interview: str
    turn: int
    quote: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a turn, with the coded passages that speak for it. ``score`` is a likeness, not a probability."""

    interview: str
    turn: int
    speaker: str
    text: str
    code: str
    code_name: str
    score: float
    reasons: tuple[Reason, ...]
    model: str = MODEL


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How often suggestions of a code were accepted and refused."""

    code: str
    accepted: int
    refused: int


class Suggestions:
    """Suggests codes. In a blind round it learns only from codings that may be seen."""

    def __init__(self, journal: Journal, codebook: Codebook) -> None:
        self._journal = journal
        self._codebook = codebook

    def suggest(
        self,
        *,
        coder: str | None = None,
        interviews: Collection[str] | None = None,
        turns: Collection[int] | None = None,
        facet: str | None = None,
        most: int | None = None,
        each: int = 3,
        least: float = LEAST,
    ) -> list[Suggestion]:
        """Return suggestions for participants' turns without a coding, in reading order.

        Up to ``each`` a turn of a likeness from ``least`` up, for the first ``most`` turns that have any (None: all).

        With ``coder``, turns that this one has not coded; what others have coded in the same interview is then
        not learnt from, so that coding twice stays independent, and what this coder has refused is not offered
        again. With ``facet``, turns without a code of it.

        Raises BsbError if too little is coded to learn from.
        """
        codes = {c.key: c for c in self._codebook.all(facet) if c.codable and c.status == "active"}
        material = Material(self._journal.store)
        refused = set()
        if coder is not None:
            with self._journal.store.read() as connection:
                refused = stored_suggestions.refused(connection, coder)
        found: list[Suggestion] = []
        offered = 0
        models: dict[str, tuple[CodeModel, list[Learnt]]] = {}
        for name, number, speaker, text in material.uncoded(coder, None if facet is None else codes.keys()):
            if (interviews is not None and name not in interviews) or (turns is not None and number not in turns):
                continue
            if len(words(text)) < FEWEST_WORDS:
                continue
            own = name if coder is not None and material.others_in(name, coder) else ""
            if own not in models:
                models[own] = material.learn(codes, without=own, coder=coder)
            model, learnt = models[own]
            ranked = [(c, s) for c, s in model.rank(text) if s >= least and (name, number, c) not in refused]
            for code, score in ranked[:each]:
                reasons = _reasons(model, learnt, text, code)
                found.append(Suggestion(name, number, speaker, text, code, codes[code].name, score, reasons))
            offered += bool(ranked)
            if offered == most:
                break
        return found

    def accept(
        self, interview: str, turn: int, code: str, *, coder: str, valence: str = "neutral", quote: str = ""
    ) -> None:
        """Code a turn (or the quoted words of it) as a person has decided, and count the suggestion as accepted.

        One change: undoing it takes both away. Raises BsbError for a place, code, valence or quote that is not
        there, or a coding that there is already.
        """
        found = self._codebook.get(code)
        if not found.codable:
            raise BsbError(_("“{name}” only groups other codes.").format(name=found.name), _("Choose one below it."))
        if valence not in schema.VALENCES:
            raise BsbError(
                _("“{value}” is no valence.").format(value=valence),
                _("Known: {names}.").format(names=", ".join(schema.VALENCES)),
            )
        place = self._place(interview, turn, quote)
        row = place | {
            "uid": uuid.uuid4().hex,
            "code_id": self._code_id(found.key),
            "coder": coder,
            "valence": valence,
            "memo": "",
            "at": self._journal.now(),
        }
        with self._journal.store.read(whole=True) as connection:
            if stored_suggestions.is_coded(connection, row):
                raise BsbError(_("{coder} has coded this already.").format(coder=coder), _("See: bsb code list"))
        decision = self._decision(interview, turn, found.key, coder, "accepted")
        with self._journal.change("suggest.accept", f"{interview}:{turn} {found.key}") as change:
            change.insert(schema.coding, [row])
            change.insert(schema.suggestion, [decision])

    def refuse(self, interview: str, turn: int, code: str, *, coder: str) -> None:
        """Count a suggestion as refused; it is not offered to this coder again.

        Raises BsbError for a place or code that is not there, or a decision that there is already.
        """
        found = self._codebook.get(code)
        self._place(interview, turn, "")
        decision = self._decision(interview, turn, found.key, coder, "refused")
        with self._journal.change("suggest.refuse", f"{interview}:{turn} {found.key}") as change:
            change.insert(schema.suggestion, [decision])

    def verdicts(self) -> list[Verdicts]:
        """Return how often suggestions were accepted and refused, by code, in the codebook's order."""
        with self._journal.store.read() as connection:
            counted = {(code, decision): n for code, decision, n in stored_suggestions.decisions(connection)}
        decided = {code for code, _decision in counted}
        order = [c.key for c in self._codebook.all()]
        keys = [key for key in order if key in decided] + sorted(decided - set(order))
        return [Verdicts(key, counted.get((key, "accepted"), 0), counted.get((key, "refused"), 0)) for key in keys]

    def _decision(self, interview: str, turn: int, code: str, coder: str, decision: str) -> dict[str, Any]:
        with self._journal.store.read(whole=True) as connection:
            if stored_suggestions.is_decided(connection, interview, turn, code, coder):
                raise BsbError(
                    _("{coder} has decided on this already.").format(coder=coder),
                    _("Take it back with bsb undo, or add and remove codings with bsb code."),
                )
        return {
            "interview": interview,
            "turn": turn,
            "code": code,
            "coder": coder,
            "model": MODEL,
            "decision": decision,
            "at": self._journal.now(),
        }

    def _place(self, interview: str, turn: int, quote: str) -> dict[str, Any]:
        with self._journal.store.read() as connection:
            found = stored_suggestions.turn_at(connection, interview, turn)
        if found is None:
            raise BsbError(
                _("{interview} has no turn {turn} with words.").format(interview=interview, turn=turn),
                _("See: bsb transcript show {interview}").format(interview=interview),
            )
        text, start, end = found.text, found.start, found.end
        if quote:
            if text.count(quote, start, end) != 1:
                raise BsbError(
                    _("The quoted words do not stand once in turn {turn}.").format(turn=turn),
                    _("Quote more of it, word for word, or leave the quote out to code the whole turn."),
                )
            start = text.index(quote, start, end)
            end = start + len(quote)
        return {"transcript_id": found.transcript_id, "start": start, "end": end, "sha256": digest(text[start:end])}

    def _code_id(self, key: str) -> int:
        with self._journal.store.read() as connection:
            return next(int(row["id"]) for row in stored_codes.codes(connection) if row["key"] == key)


def _reasons(model: CodeModel, learnt: list[Learnt], text: str, code: str) -> tuple[Reason, ...]:
    """Return the passages that are most like a text, of one turn only the best."""
    found: dict[tuple[str, int], Reason] = {}
    for number, likeness in model.nearest(text, code, most=4 * _REASONS):
        passage = learnt[number]
        reason = Reason(passage.interview, passage.turn, passage.text, likeness)
        found.setdefault((passage.interview, passage.turn), reason)
    return tuple(found.values())[:_REASONS]
