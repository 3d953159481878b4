"""Consent, and what happens when it is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.summaries import Summaries, Summary
from bsb.corpus.copies import Copy, copies
from bsb.corpus.erase import delete_with
from bsb.corpus.erased import carry, without
from bsb.corpus.former import erase_with
from bsb.corpus.interviews import Interviews, iso_date
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import findings as stored_findings
from bsb.store import quotes as stored_quotes
from bsb.store import schema
from bsb.store import transcripts as stored
from bsb.store.journal import LEFT, Change, Entry, Journal
from bsb.store.search import reindex
from bsb.text.match import choose
from bsb.text.normal import digest

if TYPE_CHECKING:
    from sqlalchemy import RowMapping


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal erased: turns, words of text, codings and quotes; and what it could not reach.

    ``papers`` are those made earlier that hold one of these quotes, as far as their use was recorded. ``copies`` are
    files in the project's folder that still hold the words, ``elsewhere`` journal entries of what was written
    outside that folder since the interview came in. ``summaries`` are the (matrix, row, column) of written
    summaries that rested on what was erased, ``findings`` the ids (F7) of findings that did.
    """

    interview: str
    pseudonym: str
    turns: int
    words: int
    codings: int
    quotes: int = 0
    papers: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    elsewhere: tuple[Entry, ...] = ()
    summaries: tuple[tuple[str, str, str], ...] = ()
    findings: tuple[str, ...] = ()


class Consent:
    """The consent of the participants."""

    def __init__(self, journal: Journal, interviews: Interviews, summaries: Summaries, root: Path) -> None:
        self._journal = journal
        self._interviews = interviews
        self._summaries = summaries
        self._root = root

    def give(
        self, interview: str, pseudonyms: Sequence[str] = (), *, on: str | None = None, scope: str = ""
    ) -> list[str]:
        """Record that participants have consented: those named, or all of the interview not recorded yet.

        Returns the pseudonyms whose record changed. ``on`` is the date (default: today), ``scope`` what it covers.

        Raises BsbError for an unknown participant, or one who has withdrawn.
        """
        found = self._interviews.get(interview)
        people = {p.pseudonym: p for p in self._interviews.participants(found.name)}
        names = dict.fromkeys(people, ())
        wanted = [choose(p, names, N_("participant")) for p in pseudonyms]
        if gone := next((p for p in wanted if people[p].consent == "withdrawn"), None):
            raise BsbError(
                _("{person} in {interview} has withdrawn, and their words are erased.").format(
                    person=gone, interview=found.name
                ),
                _("A new consent needs a new interview."),
            )
        wanted = wanted or [name for name, person in people.items() if person.consent == "unknown"]
        values = {"consent": "given", "consent_on": iso_date(on) or self._journal.now()[:10], "scope": scope}
        with self._journal.change("consent.give", found.name) as change:
            return [p for p in wanted if change.update(schema.participant, people[p].id, values)]

    def withdraw(self, interview: str, pseudonym: str, *, on: str | None = None) -> Withdrawal:
        """Record that a participant withdraws, and erase every word of theirs from the project.

        Their turns keep number and speaker but lose their text; codings on them go, from the journal too, and
        the database file is rewritten so that the words are not left in its free pages. This cannot be undone.

        Raises BsbError if there is no such participant, or they have withdrawn already.
        """
        found = self._interviews.get(interview)
        people = {p.pseudonym: p for p in self._interviews.participants(found.name)}
        person = people[choose(pseudonym, dict.fromkeys(people, ()), N_("participant"))]
        if person.consent == "withdrawn":
            raise BsbError(
                _("{person} in {interview} has withdrawn already.").format(
                    person=person.pseudonym, interview=found.name
                ),
                _("Nothing was changed."),
            )
        about = f"{found.name} {person.pseudonym}"
        left = copies(self._root, *self._said(found.name, person.pseudonym))
        stale = {_cell(each) for each in self._summaries.all() if each.stale}
        with self._journal.change("consent.withdraw", about) as change:
            values = {"consent": "withdrawn", "consent_on": iso_date(on) or self._journal.now()[:10]}
            change.update(schema.participant, person.id, values | {"attributes": "{}"})
            change.forget(schema.participant, [person.id])
            before = {row["uid"] for row in stored_quotes.quotes(change.connection)}
            coded = stored_codings.uids(change.connection)
            turns, words, codings = _erase(change, found.id, person.pseudonym)
            gone = before - {row["uid"] for row in stored_quotes.quotes(change.connection)}
            papers = {row["paper"] for row in stored_quotes.uses(change.connection, gone)}
            uncoded = coded - stored_codings.uids(change.connection)
            findings = tuple(f"F{number}" for number in stored_findings.resting_on(change.connection, uncoded))
        self._journal.store.compact()
        return Withdrawal(
            found.name,
            person.pseudonym,
            turns,
            words,
            codings,
            len(gone),
            tuple(sorted(papers)),
            tuple(left),
            tuple(self._elsewhere(found.name)),
            tuple(cell for each in self._summaries.all() if each.stale and (cell := _cell(each)) not in stale),
            findings,
        )

    def _said(self, interview: str, pseudonym: str) -> tuple[list[str], list[str]]:
        """Return the turns of one participant, and those of everyone else in the project."""
        theirs: list[str] = []
        others: list[str] = []
        with self._journal.store.read() as connection:
            for each in self._interviews.all():
                transcript = stored.transcript_of(connection, each.id)
                if transcript is None:
                    continue
                for turn in stored.turns(connection, transcript["id"]):
                    own = each.name == interview and turn["speaker"] == pseudonym
                    (theirs if own else others).append(transcript["text"][turn["start"] : turn["end"]])
        return theirs, others

    def _elsewhere(self, interview: str) -> list[Entry]:
        """Return what was written outside the project's folder since the interview's transcript came in."""
        found = []
        for entry in self._journal.entries():
            if entry.action == LEFT:
                found.append(entry)
            if entry.action == "transcript.import" and entry.about == interview:
                break
        return found


def _cell(summary: Summary) -> tuple[str, str, str]:
    return summary.matrix, summary.row, summary.column


def _erase(change: Change, interview_id: int, pseudonym: str) -> tuple[int, int, int]:
    from bsb.text.marks import words

    transcript = stored.transcript_of(change.connection, interview_id)
    if transcript is None:
        return 0, 0, 0
    rows = stored.turns(change.connection, transcript["id"])
    old = transcript["text"]
    theirs = [row["speaker"] == pseudonym for row in rows]
    text, spans = without(old, rows, theirs)
    count = sum(len(words(text[start:end])) for start, end in spans)
    change.update(schema.transcript, transcript["id"], {"text": text, "sha256": digest(text), "words": count})
    for row, (start, end), out in zip(rows, spans, theirs, strict=True):
        change.update(schema.turn, row["id"], {"start": start, "end": end, "removed": int(out or row["removed"])})
    gone = _move_codings(change, transcript["id"], rows, spans, text)
    gone += erase_with(change, transcript["id"], pseudonym, rows, spans)
    reindex(change.connection, transcript["id"])
    return sum(theirs), transcript["words"] - count, gone


def _move_codings(
    change: Change, transcript_id: int, rows: Sequence[RowMapping], spans: list[tuple[int, int]], text: str
) -> int:
    """Put codings where their words now stand; delete those whose words are all gone. Return how many went."""
    gone, touched = [], []
    for row in stored_codings.codings_on(change.connection, transcript_id):
        place = carry(row["start"], row["end"], rows, spans, text)
        if place is None:
            gone.append(row["id"])
            continue
        start, end = place
        new = {"start": start, "end": end, "sha256": digest(text[start:end])}
        if new["sha256"] != row["sha256"]:
            touched.append(row["id"])
        change.update(schema.coding, row["id"], new)
    delete_with(change, schema.coding, gone, forget=True)
    cut = [row["id"] for row in stored_quotes.quotes_on(change.connection, touched)]
    delete_with(change, schema.quote, cut, forget=True)
    change.forget(schema.coding, [*gone, *touched])
    return len(gone)
