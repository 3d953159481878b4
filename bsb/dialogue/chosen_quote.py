"""A quote that people chose, as a value: its words, its form in print, its state, and where it was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.coding.codings import Coding
from bsb.dialogue.quotes import Passage, Picked
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import schema
from bsb.text.match import fold
from bsb.text.normal import digest
from bsb.text.pieces import Pieces, kept, load, printed_form, whole

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

STATES = schema.QUOTE_STATES


def state_name(state: str) -> str:
    """Return what people read for the state of a quote."""
    return {
        "proposed": _("proposed"),
        "approved": _("approved"),
        "rejected": _("rejected"),
        "lapsed": _("lapsed: the passage was changed"),
    }[state]


@dataclass(frozen=True, slots=True)
class Use:
    """A paper that holds a quote, since when; ``stale`` if the quote is printed in another way by now."""

    paper: str
    at: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A chosen passage. ``coding`` has its words as they were said, ``printed`` is how it is printed.

    ``state`` is proposed, approved, rejected, or lapsed: approved once, but the passage has been changed since.
    """

    uid: str
    coding: Coding
    pieces: Pieces
    printed: str
    state: str
    reason: str
    made_by: str
    made_at: str
    decided_by: str | None
    decided_at: str | None
    uses: tuple[Use, ...] = ()

    @property
    def ref(self) -> str:
        """The short id that people use: ``q`` and the beginning of the uid. It never changes."""
        return f"q{self.uid[:7]}"

    @property
    def theme(self) -> str:
        """The key of the code that the passage was given."""
        return self.coding.code

    @property
    def district(self) -> str:
        """The district of its interview."""
        return self.coding.district

    @property
    def valence(self) -> str:
        """The coding's valence."""
        return self.coding.valence

    @property
    def print_state(self) -> str:
        """What tells one printed form from another: a digest too short to tell words by."""
        return digest(self.printed)[:8]

    @property
    def passage(self) -> Passage:
        """The words that are printed, as they count when repetitions are looked for."""
        spans = kept(self.pieces)
        start, end = spans[0][0], spans[-1][1]
        text = self.coding.quote[start:end]
        at = self.coding.start
        return Passage(self.coding.interview, at + start, at + end, self.coding.speaker, fold(text))

    def as_picked(self) -> Picked:
        """Return the quote as papers take it."""
        passage = self.passage
        begin, coding = self.coding.start, self.coding
        return Picked(
            codings=(coding.id,),
            interview=coding.interview,
            district=coding.district,
            turn=coding.turn,
            speaker=coding.speaker,
            start=passage.start,
            end=passage.end,
            text=coding.quote[passage.start - begin : passage.end - begin],
            printed=self.printed,
            valence=coding.valence,
            reason=self.reason,
            uid=self.uid,
        )


@dataclass(frozen=True, slots=True)
class Edited:
    """A quote after an edit or an approval, and what its editor should know."""

    quote: Quote
    notices: tuple[str, ...] = ()


def check_quotable(coding: Coding) -> None:
    """Raise BsbError if a coding's passage cannot be quoted."""
    if coding.role != "participant":
        raise BsbError(
            _("{id} is not said by a participant.").format(id=coding.ref),
            _("Quotes are participants' words; choose another coding."),
        )
    if "\n" in coding.quote:
        raise BsbError(
            _("{id} goes over several turns, and may hold more than one voice.").format(id=coding.ref),
            _("Code the part to be quoted by itself: bsb code add"),
        )


def quote_of(row: RowMapping, coding: Coding, uses: Sequence[Mapping[Any, Any]]) -> Quote:
    """Return the quote that rows of the store hold."""
    # A passage that changed in a way that nothing followed (another place, another machine) is printed whole.
    same = digest(coding.quote) == row["sha256"]
    pieces = load(row["pieces"]) if same else whole(coding.quote)
    state = row["status"] if same or row["status"] != "approved" else "lapsed"
    printed = printed_form(coding.quote, pieces)
    now = digest(printed)[:8]
    return Quote(
        uid=row["uid"],
        coding=coding,
        pieces=pieces,
        printed=printed,
        state=state,
        reason=row["reason"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        uses=tuple(Use(use["paper"], use["at"], use["state"] != now) for use in uses),
    )
