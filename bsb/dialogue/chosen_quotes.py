"""The quotes that people choose: proposed, edited, approved or rejected, and where they were used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bsb.coding.codings import Coding, Codings
from bsb.dialogue.chosen_quote import STATES, Edited, Quote, Use, check_quotable, quote_of, state_name
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.privacy.kinds import kind_name
from bsb.store import quotes as stored
from bsb.store import schema
from bsb.store.journal import Journal
from bsb.text.normal import digest
from bsb.text.numbered import numbered
from bsb.text.pieces import Pieces, derive, dump, whole

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from bsb.coding.summary_import import SummaryPlan
    from bsb.dialogue.quote_pick import Picking
    from bsb.privacy.scan import Scanner

__all__ = ["STATES", "Edited", "Quote", "Quotes", "Use", "check_quotable", "state_name"]

_ID = re.compile(r"q?([0-9a-f]{4,32})")


class Quotes:
    """The chosen quotes of a project. ``scanner`` gives the scanner for what is about to leave."""

    def __init__(self, journal: Journal, codings: Codings, scanner: Callable[[], Scanner]) -> None:
        self._journal = journal
        self._codings = codings
        self._new_scanner = scanner
        self._scanner: Scanner | None = None

    def all(
        self,
        *,
        themes: Sequence[str] | None = None,
        districts: Sequence[str] | None = None,
        states: Sequence[str] | None = None,
        valences: Sequence[str] | None = None,
    ) -> list[Quote]:
        """Return quotes in reading order, filtered by keys of codes, names of districts, states and valences.

        A quote whose passage has no certain place since a revision is not among them; see ``without_place``.
        """
        with self._journal.store.read() as connection:
            rows = stored.quotes(connection)
        return [
            quote
            for quote in self._made(rows, districts)
            if (themes is None or quote.theme in themes)
            and (states is None or quote.state in states)
            and (valences is None or quote.valence in valences)
        ]

    def without_place(self) -> int:
        """Return how many quotes wait until their coding has a place again (``bsb transcript unplaced``)."""
        with self._journal.store.read() as connection:
            rows = stored.quotes(connection)
        return len(rows) - len(self._made(rows))

    def get(self, wanted: str) -> Quote:
        """Return the quote of that id (``q3f9a2b1``, or its beginning from four characters after the q).

        Raises BsbError if none or several have it, or its passage has no certain place.
        """
        match = _ID.fullmatch(wanted.strip().lower())
        if match is None:
            raise BsbError(
                _("“{id}” is not the id of a quote.").format(id=wanted), _("The ids are in: bsb quote list")
            )
        with self._journal.store.read() as connection:
            rows = stored.quotes_with_uid(connection, match[1])
        if len(rows) != 1:
            raise BsbError(
                _("{id} fits more than one quote.").format(id=wanted)
                if rows
                else _("There is no quote {id}.").format(id=wanted),
                _("Write more of the id.") if rows else _("The ids are in: bsb quote list"),
            )
        found = self._made(rows)
        if not found:
            raise BsbError(
                _("The passage of {id} has no certain place since its transcript was revised.").format(id=wanted),
                _("See: bsb transcript unplaced"),
            )
        return found[0]

    def add(self, coding: str, *, printed: str = "") -> Edited:
        """Choose the passage of a coding (its id) as a quote, whole or in an edited form.

        Raises BsbError for a passage that cannot be quoted (another than a participant's, or over several turns), one
        that is a quote in the same form already, or a form that ``bsb.text.pieces.derive`` refuses.
        """
        (own,) = self._codings.pick([coding])
        check_quotable(own)
        pieces, notices = self._wording(own, printed)
        row = self._new(own, pieces, "")
        with self._journal.change("quote.add", f"{own.interview}:{own.turn} {own.code}") as change:
            if stored.quotes_with_uid(change.connection, row["uid"]):
                raise BsbError(
                    _("This passage is a quote already: q{id}.").format(id=row["uid"][:7]),
                    _("Edit that one: bsb quote edit q{id}").format(id=row["uid"][:7]),
                )
            change.insert(schema.quote, [row])
        return Edited(self.get(row["uid"]), notices)

    def pick(
        self, *, themes: Sequence[str] | None = None, districts: Sequence[str] | None = None, n: int = 4
    ) -> Picking:
        """Propose quotes for each theme and district up to ``n``, half positive and half critical.

        Deterministic: equal codings and quotes give an equal choice; see ``bsb.dialogue.quote_pick``.
        """
        from bsb.dialogue.quote_pick import propose

        chosen = propose(self._codings.all(codes=themes, districts=districts), self.all(), n=n, safe=self.is_safe)
        rows = [self._new(each.coding, whole(each.coding.quote), each.reason) for each in chosen.proposed]
        about = numbered(len(rows), "quote")
        with self._journal.change("quote.pick", ", ".join([*(districts or ()), about])) as change:
            change.insert(schema.quote, rows)
        made = {quote.uid: quote for quote in self.all()} if rows else {}
        return chosen.stored([made[row["uid"]] for row in rows])

    def edit(self, wanted: str, printed: str) -> Edited:
        """Give a quote another printed form. An approved one wants a new approval after that.

        Raises BsbError for a form that puts words in the speaker's mouth; see ``bsb.text.pieces.derive``.
        """
        quote = self.get(wanted)
        pieces, notices = self._wording(quote.coding, printed)
        values: dict[str, Any] = {"pieces": dump(pieces), "sha256": digest(quote.coding.quote)}
        if dump(pieces) != dump(quote.pieces) or quote.state == "lapsed":
            values |= {"status": "proposed", "decided_by": None, "decided_at": None}
        with self._journal.change("quote.edit", quote.ref) as change:
            change.update(schema.quote, self._row(change.connection, quote)["id"], values)
        return Edited(self.get(quote.uid), notices)

    def approve(self, wanted: Sequence[str], *, by: str = "") -> list[Edited]:
        """Approve quotes in the form in which they stand, as one change.

        Raises BsbError, with none approved, if a passage cannot be quoted.
        """
        return self._decide(wanted, "approved", by, None)

    def reject(self, wanted: Sequence[str], *, by: str = "", reason: str | None = None) -> list[Edited]:
        """Reject quotes, as one change: their passages are proposed no more and printed nowhere."""
        return self._decide(wanted, "rejected", by, reason)

    def remove(self, wanted: Sequence[str]) -> list[Quote]:
        """Take quotes out of the list, as one change; their passages may be proposed again."""
        gone = [self.get(each) for each in dict.fromkeys(wanted)]
        with self._journal.change("quote.remove", ", ".join(quote.ref for quote in gone)) as change:
            change.delete(schema.quote, [self._row(change.connection, quote)["id"] for quote in gone])
        return gone

    def take_in(
        self,
        plan: SummaryPlan,
        *,
        by: str = "",
        take: str | None = None,
        cells: Mapping[tuple[str, str], str] | None = None,
    ) -> list[Edited]:
        """Take in what a workbook of quotes changed, as one change; see ``bsb.dialogue.quote_sheet.plan_quotes``.

        A new printed form of an approved quote wants a new approval, unless the workbook gives it.

        Raises BsbError, with nothing changed, if a conflict is undecided or a quote was changed since.
        """
        from bsb.dialogue.quote_sheet import PRINTED, STATE, STATES, wanted_state

        quotes = {quote.uid: quote for quote in self.all()}
        values: dict[str, dict[str, Any]] = {}
        for each in sorted(plan.taken(take, cells), key=lambda each: each.returned.cell[1] == STATE):
            uid, field = each.returned.cell
            quote = quotes[uid]
            if each.before != (quote.printed if field == PRINTED else STATES[quote.state]):
                raise BsbError(
                    _("{id} has been changed just now.").format(id=quote.ref), _("Nothing was taken in. Try again.")
                )
            row = values.setdefault(uid, {"sha256": digest(quote.coding.quote), "pieces": dump(quote.pieces)})
            if field == PRINTED:
                row["pieces"] = dump(derive(quote.coding.quote, each.after).pieces)
                row |= {"status": "proposed", "decided_by": None, "decided_at": None}
                continue
            state = wanted_state(each.after)
            if state == "approved":
                check_quotable(quote.coding)
            decided = state in ("approved", "rejected")
            row |= {
                "status": state,
                "decided_by": (by or self._journal.actor) if decided else None,
                "decided_at": self._journal.now() if decided else None,
            }
        with self._journal.change("quote.import", ", ".join(quotes[uid].ref for uid in values)) as change:
            for uid, row in values.items():
                change.update(schema.quote, self._row(change.connection, quotes[uid])["id"], row)
        made = [self.get(uid) for uid in values]
        return [Edited(quote, told) for quote, told in zip(made, self._warnings(made), strict=True)]

    def is_safe(self, text: str) -> bool:
        """Whether the recognisers see nothing in a text that may point to a person."""
        return not self.pointers([text])[0]

    def pointers(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return for each text the kinds of what may point to a person in it, in the current language."""
        found: list[dict[str, None]] = [{} for _text in texts]
        self._scanner = self._scanner or self._new_scanner()
        for hit in self._scanner.scan([("participant", text) for text in texts]):
            if not hit.weak:
                found[hit.turn][kind_name(hit.kind)] = None
        return [tuple(kinds) for kinds in found]

    def record_use(self, quotes: Sequence[Quote], paper: str) -> None:
        """Record that a paper (its path below ``output``, or a name) now holds these quotes and no others."""
        states = {quote.uid: quote.print_state for quote in quotes}
        stored.record_uses(self._journal.store, paper, self._journal.now(), states)

    def erased_from(self) -> dict[str, int]:
        """Return the papers that hold quotes which are no longer in the project, with how many."""
        with self._journal.store.read() as connection:
            known = {row["uid"] for row in stored.quotes(connection)}
            papers: dict[str, int] = {}
            for row in stored.uses(connection):
                if row["quote_uid"] not in known:
                    papers[row["paper"]] = papers.get(row["paper"], 0) + 1
        return papers

    def _wording(self, coding: Coding, printed: str) -> tuple[Pieces, tuple[str, ...]]:
        if not printed.strip():
            return whole(coding.quote), ()
        wording = derive(coding.quote, printed)
        return wording.pieces, wording.notices

    def _new(self, coding: Coding, pieces: Pieces, reason: str) -> dict[str, Any]:
        return {
            # The same choice has the same id in every run; it tells nothing about the words.
            "uid": digest(f"quote\n{coding.uid}\n{dump(pieces)}")[:32],
            "coding_id": coding.id,
            "sha256": digest(coding.quote),
            "pieces": dump(pieces),
            "status": "proposed",
            "reason": reason,
            "made_by": self._journal.actor,
            "made_at": self._journal.now(),
        }

    def _decide(self, wanted: Sequence[str], status: str, by: str, reason: str | None) -> list[Edited]:
        quotes = [self.get(each) for each in dict.fromkeys(wanted)]
        values = {"status": status, "decided_by": by or self._journal.actor, "decided_at": self._journal.now()}
        if reason is not None:
            values["reason"] = " ".join(reason.split())
        with self._journal.change(f"quote.{status}", ", ".join(quote.ref for quote in quotes)) as change:
            for quote in quotes:
                if status == "approved":
                    check_quotable(quote.coding)
                now = {"pieces": dump(quote.pieces), "sha256": digest(quote.coding.quote)}
                if quote.state != status:
                    change.update(schema.quote, self._row(change.connection, quote)["id"], values | now)
        notices = self._warnings(quotes) if status == "approved" else [()] * len(quotes)
        return [Edited(self.get(quote.uid), told) for quote, told in zip(quotes, notices, strict=True)]

    def _warnings(self, quotes: Sequence[Quote]) -> list[tuple[str, ...]]:
        told: list[tuple[str, ...]] = []
        for quote, kinds in zip(quotes, self.pointers([quote.printed for quote in quotes]), strict=True):
            own = []
            if kinds:
                own.append(_("{id}: something in it may point to a person ({kinds}). Read it again.").format(
                    id=quote.ref, kinds=", ".join(kinds)
                ))  # fmt: skip
            if quote.valence == "neutral":
                own.append(_("{id} is coded as neutral: no quote box takes it until its coding says more.").format(
                    id=quote.ref
                ))  # fmt: skip
            told.append(tuple(own))
        return told

    def _row(self, connection: Connection, quote: Quote) -> RowMapping:
        return stored.quotes_with_uid(connection, quote.uid)[0]

    def _made(self, rows: Sequence[RowMapping], districts: Sequence[str] | None = None) -> list[Quote]:
        ids = sorted({row["coding_id"] for row in rows})
        codings = {coding.id: coding for coding in self._codings.rows(ids, districts=districts)}
        order = {coding_id: at for at, coding_id in enumerate(codings)}
        with self._journal.store.read() as connection:
            used: dict[str, list[RowMapping]] = {}
            for use in stored.uses(connection, {row["uid"] for row in rows if row["coding_id"] in codings}):
                used.setdefault(use["quote_uid"], []).append(use)
        placed = sorted((row for row in rows if row["coding_id"] in codings), key=lambda r: order[r["coding_id"]])
        return [quote_of(row, codings[row["coding_id"]], used.get(row["uid"], ())) for row in placed]
