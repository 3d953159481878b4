"""Storing a REFI-QDA project that has been reviewed: one change, all of it or nothing."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bsb.coding.codebook import put_codes
from bsb.coding.codes import Code
from bsb.corpus import importing
from bsb.corpus.importing import Draft, Importer, Reviewed
from bsb.corpus.transcripts import join_turns
from bsb.errors import BsbError
from bsb.exchange.refi.documents import Document, Person, with_replaced
from bsb.exchange.refi.incoming import Incoming
from bsb.exchange.refi.take_codings import TakeCodings
from bsb.exchange.refi.take_notes import TakeNotes
from bsb.exchange.refi.taking import Placed, Span, TakenIn, Taking
from bsb.i18n import gettext as _
from bsb.privacy.review import Decision, apply, new_words
from bsb.store import codings as stored_codings
from bsb.store import exchange as stored_exchange
from bsb.store import interviews as stored_interviews
from bsb.store import schema
from bsb.store import transcripts as stored_transcripts
from bsb.text.align import align

if TYPE_CHECKING:
    from bsb.privacy.hits import Hit
    from bsb.store.journal import Change

LIKE = 0.5


def take_in(
    change: Change,
    incoming: Incoming,
    importer: Importer,
    decisions: Mapping[Hit, Decision],
    *,
    reviewer: str,
    now: str,
) -> TakenIn:
    """Store what came in, as part of a change; see ``bsb.exchange.refi.room.Refi.store``."""
    review = incoming.review
    if undecided := [hit for hit in review.open_hits if hit not in decisions]:
        raise importing.unreviewed(review, undecided)
    return _Taker(change, incoming, importer, reviewer, now).run(decisions)


class _Taker:
    def __init__(self, change: Change, incoming: Incoming, importer: Importer, reviewer: str, now: str) -> None:
        self.t = Taking(change, incoming, now)
        self.importer, self.reviewer = importer, reviewer
        self.new_ids: dict[str, int] = {}
        self.new_people: list[dict[str, Any]] = []
        self.fingerprints = stored_exchange.fingerprints(change.connection)

    def run(self, decisions: Mapping[Hit, Decision]) -> TakenIn:
        parts = self.t.incoming.decided(decisions)
        self.t.done.replaced = sum(decision.action != "keep" for decision in decisions.values())
        other = self.t.incoming.parts[-1][0]
        standing = dict.fromkeys(other.approved, Decision("keep")) | parts[-1]
        reviewed = apply([turn.text for turn in other.turns], other.hits, standing)
        self.t.texts = dict(zip(self.t.incoming.others, reviewed, strict=True))
        self.codes()
        rows = iter(parts)
        taken = {row["name"].casefold() for row in stored_interviews.interviews(self.t.change.connection)}
        documents = [with_replaced(each, self.t.texts, taken) for each in self.t.incoming.documents]
        self.interviews([each for each in documents if each.interview_id is None])
        for each in documents:
            self.transcript(each, next(rows) if each.draft is not None else {})
        self.t.change.insert(schema.participant, self.new_people)
        self.t.done.added["participant"] += len(self.new_people)
        TakeCodings(self.t).run()
        TakeNotes(self.t).run()
        return self.t.done

    def codes(self) -> None:
        book = self.t.incoming.book
        new = [self.code(code) for code in book.codes.values() if code.key not in book.known]
        used = {c.code for s in self.t.incoming.project.sources for each in s.selections for c in each.codings}
        keys = {code.key for guid, code in book.codes.items() if guid in used}
        new = [replace(code, codable=code.codable or code.key in keys) for code in new]
        here = {row["key"]: row for row in stored_codings.codes(self.t.change.connection)}
        for code in book.codes.values():
            if code.key in here and code.definition and here[code.key]["definition"] != code.definition:
                self.t.done.lost["codes_differ"] += 1
        if new:
            self.t.done.added["code"] = len(put_codes(self.t.change, new).added)
        self.t.done.known["code"] = len(book.known)
        rows = {row["key"]: row for row in stored_codings.codes(self.t.change.connection)}
        self.t.code_ids = {guid: rows[code.key]["id"] for guid, code in book.codes.items()}
        self.t.codable = {row["id"] for row in rows.values() if row["codable"]}

    def code(self, code: Code) -> Code:
        """Return a code as it may be stored."""
        return replace(
            code,
            name=self.t.said(code.name),
            short=self.t.said(code.short),
            definition=self.t.said(code.definition),
            include=self.t.said(code.include),
            exclude=self.t.said(code.exclude),
            example=self.t.said(code.example),
            memo=self.t.said(code.memo),
        )

    def transcript(self, each: Document, decided: Mapping[Hit, Decision]) -> None:
        if each.standing is not None:
            self.stand(each)
            self.people(each, each.interview_id or 0, set(each.known_people))
            return
        draft = each.draft
        if draft is None:
            raise ValueError("a new document has a draft")
        consents = each.known_people | {
            name: person.values.get("consent", "unknown")
            for name, person in each.people.items()
            if name not in each.known_people
        }
        reviewed = importing.review(draft, each.name, consents, decided)
        same = self.fingerprints.get(draft.source_sha256) or self.fingerprints.get(reviewed.sha256)
        if same is not None:
            raise BsbError(
                _("{file} holds the same text twice: {one} and {other}.").format(
                    file=self.t.incoming.path.name, one=each.name, other=same
                ),
                _("Take one of them out in the program that made the file. Nothing was imported."),
            )
        self.fingerprints |= {draft.source_sha256: each.name, reviewed.sha256: each.name}
        interview_id = each.interview_id or self.new_ids[each.name]
        known = set(each.known_people) | self.people(each, interview_id, set(each.known_people))
        newcomers = tuple(name for name in reviewed.newcomers if name not in known)
        written = replace(reviewed, newcomers=newcomers)
        transcript_id = self.importer.write(self.t.change, interview_id, draft, written, reviewer=self.reviewer)
        self.t.done.added.update(transcript=1, turn=len(draft.turns), participant=len(newcomers))
        starts = [start for start, _end in reviewed.spans]
        through = _through(draft, decided, reviewed)
        self.t.placed[each.source.guid] = Placed(transcript_id, interview_id, reviewed.text, through, starts)

    def stand(self, each: Document) -> None:
        """Lay a document beside the transcript that the project has: its text stands, codings come by their words."""
        standing = each.standing
        if standing is None:
            return
        self.t.done.known["transcript"] += 1
        turns = stored_transcripts.turns(self.t.change.connection, standing.transcript_id)
        to_here: Callable[[Span], Span | None] = _same
        if each.text != standing.text:
            beside = align(each.text, standing.text)
            common = 2 * sum(block.length for block in beside.blocks)
            if common < LIKE * (len(each.text) + len(standing.text)):
                raise BsbError(
                    _("{interview} has another text here than in {file}.").format(
                        interview=standing.interview, file=self.t.incoming.path.name
                    ),
                    _("Nothing was imported. Import it into a new project, or correct the transcript first."),
                )

            def to_here(span: Span) -> Span | None:
                found = beside.map_span(*span)
                if found.certainty == "uncertain":
                    self.t.done.lost["codings_uncertain"] += 1
                    return None
                return found.start, found.end

        starts = [turn["start"] for turn in turns]
        self.t.placed[each.source.guid] = Placed(
            standing.transcript_id, each.interview_id or 0, standing.text, to_here, starts
        )

    def interviews(self, new: list[Document]) -> None:
        rows = []
        for each in new:
            kind = "individual" if len(each.participants) == 1 else "focus_group"
            values = _INTERVIEW | {"kind": kind} | each.values
            rows.append(values | {"name": each.name, "district": each.district})
        ids = self.t.change.insert(schema.interview, rows)
        self.new_ids = dict(zip((each.name for each in new), ids, strict=True))
        self.t.done.added["interview"] = len(rows)

    def people(self, each: Document, interview_id: int, known: set[str]) -> set[str]:
        """Add the participants that the file tells of, and return their names."""
        new = {name: person for name, person in each.people.items() if name not in known}
        rows = [
            {
                "interview_id": interview_id,
                "pseudonym": name,
                "attributes": json.dumps(self.attributes(person), ensure_ascii=False, sort_keys=True),
                "consent": consent if (consent := person.values.get("consent")) in _CONSENTS else "unknown",
                "consent_on": person.values.get("consent_on") or None,
                "scope": self.t.said(person.values.get("scope", "")),
            }
            for name, person in new.items()
        ]
        self.new_people += rows
        return set(new)

    def attributes(self, person: Person) -> dict[str, str]:
        return {self.t.said(name): self.t.said(value) for name, value in person.attributes.items()}


_CONSENTS = ("given", "withdrawn", "unknown")
_INTERVIEW: dict[str, Any] = {"held_on": None, "minutes": None} | dict.fromkeys(
    ("facilitators", "setting", "recruited", "guide", "guide_hash"), ""
)


def _same(span: Span) -> Span | None:
    return span


def _through(draft: Draft, decided: Mapping[Hit, Decision], reviewed: Reviewed) -> Callable[[Span], Span | None]:
    """Return what leads from spans of the turns joined as read to those of the text as stored.

    A border within replaced words goes to the border of what stands there now.
    """
    text, spans = join_turns([turn.text for turn in draft.turns])
    if text == reviewed.text:
        return _same
    starts = [start for start, _end in spans]
    changes: dict[int, list[tuple[int, int, int]]] = {}
    for hit in sorted(draft.hits, key=lambda hit: (hit.turn, hit.start)):
        decision = decided.get(hit)
        if decision is not None and decision.action != "keep":
            changes.setdefault(hit.turn, []).append((hit.start, hit.end, len(new_words(hit, decision))))

    def moved(at: int, ends: bool) -> int:
        turn = bisect_right(starts, at - ends) - 1
        if reviewed.removed[turn]:
            return reviewed.spans[turn][0]
        local, shift = at - starts[turn], 0
        for start, end, length in changes.get(turn, ()):
            if local >= end:
                shift += length - (end - start)
            elif local > start:
                return reviewed.spans[turn][0] + start + shift + (length if ends else 0)
        return reviewed.spans[turn][0] + local + shift

    def through(span: Span) -> Span | None:
        low, high = moved(span[0], False), moved(span[1], True)
        return (low, high) if low < high else None

    return through
