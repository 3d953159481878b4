"""Storing a REFI-QDA project that has been reviewed: one change, all of it or nothing."""

from __future__ import annotations

import datetime
import json
import uuid
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bsb.coding.codebook import put_codes
from bsb.coding.codes import Code
from bsb.corpus import importing
from bsb.corpus.importing import Draft, Importer, Reviewed
from bsb.corpus.transcripts import join_turns
from bsb.errors import BsbError
from bsb.exchange.refi.documents import Document, Person, with_replaced
from bsb.exchange.refi.incoming import Incoming, is_own, uid_of
from bsb.exchange.refi.notes import NoteIn
from bsb.i18n import gettext as _
from bsb.privacy.review import apply, new_words
from bsb.store import codings as stored_codings
from bsb.store import exchange as stored_exchange
from bsb.store import interviews as stored_interviews
from bsb.store import memos as stored_memos
from bsb.store import schema
from bsb.store import transcripts as stored_transcripts
from bsb.text.align import align
from bsb.text.normal import digest, normalise

if TYPE_CHECKING:
    from bsb.privacy.hits import Hit
    from bsb.privacy.review import Decision
    from bsb.store.journal import Change

LIKE = 0.5
_UNKNOWN = "?"
Span = tuple[int, int]


@dataclass
class TakenIn:
    """What an import stored and what was here already, by table; and what it could not carry."""

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    replaced: int = 0


@dataclass
class _Placed:
    """A document that has its transcript: where its passages stand in it, and the turns' starts."""

    transcript_id: int
    interview_id: int
    text: str
    to_here: Callable[[Span], Span | None]
    starts: list[int]
    spans: list[Span | None] = field(default_factory=list)


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
        self.change, self.incoming, self.importer = change, incoming, importer
        self.reviewer, self.now = reviewer, now
        self.done = TakenIn(lost=Counter(incoming.lost))
        self.exact = is_own(incoming.project.origin)
        self.texts: dict[str, str] = {}
        self.placed: dict[str, _Placed] = {}
        self.coding_ids: dict[str, int] = {}
        self.new_ids: dict[str, int] = {}
        self.new_people: list[dict[str, Any]] = []
        self.fingerprints = stored_exchange.fingerprints(change.connection)
        self.users = incoming.project.users

    def run(self, decisions: Mapping[Hit, Decision]) -> TakenIn:
        parts = self.incoming.decided(decisions)
        self.done.replaced = sum(decision.action != "keep" for decision in decisions.values())
        other = self.incoming.parts[-1][0]
        reviewed = apply([turn.text for turn in other.turns], other.hits, parts[-1])
        self.texts = dict(zip(self.incoming.others, reviewed, strict=True))
        self.codes()
        rows = iter(parts)
        taken = {row["name"].casefold() for row in stored_interviews.interviews(self.change.connection)}
        documents = [with_replaced(each, self.texts, taken) for each in self.incoming.documents]
        self.interviews([each for each in documents if each.interview_id is None])
        for each in documents:
            self.transcript(each, next(rows) if each.draft is not None else {})
        self.change.insert(schema.participant, self.new_people)
        self.done.added["participant"] += len(self.new_people)
        self.codings()
        self.notes()
        return self.done

    def said(self, text: str) -> str:
        """Return a text as it may be stored."""
        plain = normalise(text)
        return self.texts.get(plain, plain)

    def user(self, *keys: str) -> str:
        """Return who wrote something: the first user known, else the project's, else nobody known."""
        for key in (*keys, self.incoming.project.user):
            if name := " ".join(self.users.get(key, "").split())[:40]:
                return name
        return _UNKNOWN

    def codes(self) -> None:
        book = self.incoming.book
        new = [self.code(code) for code in book.codes.values() if code.key not in book.known]
        used = {c.code for s in self.incoming.project.sources for each in s.selections for c in each.codings}
        keys = {code.key for guid, code in book.codes.items() if guid in used}
        new = [replace(code, codable=code.codable or code.key in keys) for code in new]
        here = {row["key"]: row for row in stored_codings.codes(self.change.connection)}
        for code in book.codes.values():
            if code.key in here and code.definition and here[code.key]["definition"] != code.definition:
                self.done.lost["codes_differ"] += 1
        if new:
            self.done.added["code"] = len(put_codes(self.change, new).added)
        self.done.known["code"] = len(book.known)
        rows = {row["key"]: row for row in stored_codings.codes(self.change.connection)}
        self.code_ids = {guid: rows[code.key]["id"] for guid, code in book.codes.items()}
        self.codable = {row["id"] for row in rows.values() if row["codable"]}

    def code(self, code: Code) -> Code:
        """Return a code as it may be stored."""
        return replace(
            code,
            name=self.said(code.name),
            short=self.said(code.short),
            definition=self.said(code.definition),
            include=self.said(code.include),
            exclude=self.said(code.exclude),
            example=self.said(code.example),
            memo=self.said(code.memo),
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
        reviewed = importing.review(draft, consents, decided)
        same = self.fingerprints.get(draft.source_sha256) or self.fingerprints.get(reviewed.sha256)
        if same is not None:
            raise BsbError(
                _("{file} holds the same text twice: {one} and {other}.").format(
                    file=self.incoming.path.name, one=each.name, other=same
                ),
                _("Take one of them out in the program that made the file. Nothing was imported."),
            )
        self.fingerprints |= {draft.source_sha256: each.name, reviewed.sha256: each.name}
        interview_id = each.interview_id or self.new_ids[each.name]
        known = set(each.known_people) | self.people(each, interview_id, set(each.known_people))
        newcomers = tuple(name for name in reviewed.newcomers if name not in known)
        written = replace(reviewed, newcomers=newcomers)
        transcript_id = self.importer.write(self.change, interview_id, draft, written, reviewer=self.reviewer)
        self.done.added.update(transcript=1, turn=len(draft.turns), participant=len(newcomers))
        starts = [start for start, _end in reviewed.spans]
        through = _through(draft, decided, reviewed)
        self.placed[each.source.guid] = _Placed(transcript_id, interview_id, reviewed.text, through, starts)

    def stand(self, each: Document) -> None:
        """Lay a document beside the transcript that the project has: its text stands, codings come by their words."""
        standing = each.standing
        if standing is None:
            return
        self.done.known["transcript"] += 1
        turns = stored_transcripts.turns(self.change.connection, standing.transcript_id)
        to_here: Callable[[Span], Span | None] = _same
        if each.text != standing.text:
            beside = align(each.text, standing.text)
            common = 2 * sum(block.length for block in beside.blocks)
            if common < LIKE * (len(each.text) + len(standing.text)):
                raise BsbError(
                    _("{interview} has another text here than in {file}.").format(
                        interview=standing.interview, file=self.incoming.path.name
                    ),
                    _("Nothing was imported. Import it into a new project, or correct the transcript first."),
                )

            def to_here(span: Span) -> Span | None:
                found = beside.map_span(*span)
                if found.certainty == "uncertain":
                    self.done.lost["codings_uncertain"] += 1
                    return None
                return found.start, found.end

        starts = [turn["start"] for turn in turns]
        self.placed[each.source.guid] = _Placed(
            standing.transcript_id, each.interview_id or 0, standing.text, to_here, starts
        )

    def interviews(self, new: list[Document]) -> None:
        rows = []
        for each in new:
            kind = "individual" if len(each.participants) == 1 else "focus_group"
            values = _INTERVIEW | {"kind": kind} | each.values
            rows.append(values | {"name": each.name, "district": each.district})
        ids = self.change.insert(schema.interview, rows)
        self.new_ids = dict(zip((each.name for each in new), ids, strict=True))
        self.done.added["interview"] = len(rows)

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
                "scope": self.said(person.values.get("scope", "")),
            }
            for name, person in new.items()
        ]
        self.new_people += rows
        return set(new)

    def attributes(self, person: Person) -> dict[str, str]:
        return {self.said(name): self.said(value) for name, value in person.attributes.items()}

    def codings(self) -> None:
        connection = self.change.connection
        identities = {
            tuple(row[c] for c in _IDENTITY): row
            for row in stored_codings.codings(connection)
            if row["transcript_id"]
        }
        uids = set(stored_codings.uids(connection))
        rows: list[dict[str, Any]] = []
        waiting: dict[str, int] = {}
        for each in self.incoming.documents:
            place = self.placed[each.source.guid]
            selections = each.source.selections
            place.spans = self.spans(each, place)
            loose = self.loose(each)
            for selection, span in zip(selections, place.spans, strict=True):
                marks = self.marks(selection.codings)
                for coding in selection.codings:
                    if coding.code in self.incoming.marks:
                        continue
                    row = self.coding(selection, coding, span, place)
                    if row is None:
                        continue
                    beside = loose.get((selection.start, selection.end, row["coder"]), {})
                    row |= beside | marks
                    identity = tuple(row[c] for c in _IDENTITY)
                    old = identities.get(identity)
                    if old is not None:
                        self.known(old, row, coding.guid)
                        continue
                    if row["uid"] in uids:
                        row["uid"] = uuid.uuid4().hex
                    uids.add(row["uid"])
                    identities[identity] = row  # type: ignore[assignment]
                    waiting[coding.guid] = len(rows)
                    rows.append(row)
        ids = self.change.insert(schema.coding, rows)
        self.coding_ids |= {guid: ids[at] for guid, at in waiting.items()}
        self.done.added["coding"] = len(rows)

    def spans(self, each: Document, place: _Placed) -> list[Span | None]:
        """Return where a document's passages stand in the transcript, and count those that do not."""
        found: list[Span | None] = []
        wanted = [(s.start, s.end) for s in each.source.selections]
        for selection, span in zip(each.source.selections, each.talk.spans(wanted), strict=True):
            n = sum(coding.code not in self.incoming.marks for coding in selection.codings)
            if span is not None and not self.exact:
                span = _trimmed(each.text, span)
            if span is None:
                outside = each.talk.outside(selection.start, selection.end)
                self.done.lost["codings_outside" if outside else "codings_not_in_turns"] += n
                found.append(None)
                continue
            before = self.done.lost["codings_uncertain"]
            here = place.to_here(span)
            if here is None:
                uncertain = self.done.lost["codings_uncertain"] > before
                self.done.lost["codings_uncertain" if uncertain else "codings_withdrawn"] += n - uncertain
            found.append(here)
        return found

    def coding(self, selection: Any, coding: Any, span: Span | None, place: _Placed) -> dict[str, Any] | None:
        """Return the row of a coding, None (and counted) if it cannot be one."""
        if span is None:
            return None
        code_id = self.code_ids.get(coding.code)
        if code_id is None:
            self.done.lost["codings_of_unknown_codes"] += coding.code not in _cases(self.incoming)
            return None
        if code_id not in self.codable:
            self.done.lost["codings_of_headings"] += 1
            return None
        return {
            "uid": uid_of(coding.guid),
            "transcript_id": place.transcript_id,
            "start": span[0],
            "end": span[1],
            "sha256": digest(place.text[span[0] : span[1]]),
            "code_id": code_id,
            "coder": self.user(coding.user, selection.user),
            "valence": "neutral",
            "level": None,
            "phase": None,
            "memo": self.said(selection.description).strip(),
            "at": _time(coding.at or selection.at) or self.now,
        }

    def known(self, old: Mapping[Any, Any], row: Mapping[str, Any], guid: str) -> None:
        self.done.known["coding"] += 1
        if "id" in old:
            self.coding_ids[guid] = old["id"]
        self.done.lost["codings_differ"] += any(old[c] != row[c] for c in ("valence", "level", "phase", "memo"))

    def marks(self, codings: Any) -> dict[str, str]:
        told = [self.incoming.marks[c.code] for c in codings if c.code in self.incoming.marks]
        return {name: value for name, value in told if value}

    def loose(self, each: Document) -> dict[tuple[int, int, str], dict[str, str]]:
        """Return marks that stand on a passage by themselves, as programs write that part each coding."""
        found: dict[tuple[int, int, str], dict[str, str]] = {}
        for s in each.source.selections:
            if s.codings and all(c.code in self.incoming.marks for c in s.codings):
                who = self.user(s.codings[0].user, s.user)
                found.setdefault((s.start, s.end, who), {}).update(self.marks(s.codings))
        return found

    def notes(self) -> None:
        rows = []
        connection = self.change.connection
        here = {row["uid"] for row in stored_memos.memos(connection)}
        texts = {
            (row["kind"], row["interview_id"], row["code_id"], row["text"]) for row in stored_memos.memos(connection)
        }
        cells = {
            (r["matrix"], r["row_key"], r["column_key"]): r["text"] for r in stored_codings.summaries(connection)
        }
        for note in self.incoming.notes:
            if note.summary and note.cell:
                self.summary(note, cells)
                continue
            row = self.memo(note)
            alike = (row["kind"], row.get("interview_id"), row.get("code_id"), row["text"])
            if row["uid"] in here or (not note.guid and alike in texts):
                self.done.known["memo"] += 1
                continue
            here.add(row["uid"])
            rows.append(_MEMO | row)
        self.change.insert(schema.memo, rows)
        self.done.added["memo"] = len(rows)

    def summary(self, note: NoteIn, cells: dict[tuple[str, str, str], str]) -> None:
        cell = note.cell or ("", "", "")
        text = self.said(note.text)
        if cell in cells:
            self.done.known["summary"] += 1
            self.done.lost["summaries_differ"] += cells[cell] != text
            return
        cells[cell] = text
        values = dict(zip(("matrix", "row_key", "column_key"), cell, strict=True))
        at = _time(note.at) or self.now
        self.change.insert(schema.summary, [values | {"text": text, "author": self.user(note.user), "at": at}])
        self.done.added["summary"] += 1

    def memo(self, note: NoteIn) -> dict[str, Any]:
        title = self.said(note.title)
        values: dict[str, Any] = {"kind": "project"}
        source = self.placed.get(note.target)
        if note.kind == "cell" and note.cell:
            values = {"kind": "cell", **dict(zip(("matrix", "row_key", "column_key"), note.cell, strict=True))}
        elif note.kind == "interview" and source is not None:
            values = {"kind": "interview", "interview_id": source.interview_id}
            title = title if note.passage is None else self.turn_title(note, source) or title
        elif note.kind == "code" and note.target in self.code_ids:
            values = {"kind": "code", "code_id": self.code_ids[note.target]}
        elif note.kind == "coding" and note.target in self.coding_ids:
            values = {"kind": "coding", "coding_id": self.coding_ids[note.target]}
        return values | {
            "uid": uid_of(note.guid) if note.guid else uuid.uuid4().hex,
            "title": " ".join(title.split())[:120],
            "text": self.said(note.text),
            "author": self.user(note.user),
            "at": _time(note.at) or self.now,
            "edited": _time(note.edited) or None,
        }

    def turn_title(self, note: NoteIn, place: _Placed) -> str:
        for each in self.incoming.documents:
            if each.source.guid == note.target and note.passage in each.source.selections:
                span = place.spans[each.source.selections.index(note.passage)]
                if span is not None:
                    return _("Turn {n}").format(n=bisect_right(place.starts, span[0]))
        return ""


_IDENTITY = ("transcript_id", "start", "end", "code_id", "coder")
_CONSENTS = ("given", "withdrawn", "unknown")
_INTERVIEW: dict[str, Any] = {"held_on": None, "minutes": None} | dict.fromkeys(
    ("facilitators", "setting", "recruited", "guide", "guide_hash"), ""
)
_MEMO: dict[str, Any] = dict.fromkeys(
    ("interview_id", "code_id", "coding_id", "matrix", "row_key", "column_key", "edited")
)


def _cases(incoming: Incoming) -> frozenset[str]:
    return frozenset(case.guid for case in incoming.project.cases)


def _same(span: Span) -> Span | None:
    return span


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[span[0] : span[1]]
    if not words.strip():
        return None
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())


@lru_cache(maxsize=1024)
def _time(told: str) -> str:
    """Return a time of a file as ours are, or "" if it is none.

    >>> _time("2026-05-20T12:00:00.123Z"), _time("2026-05-20T14:00:00+02:00"), _time("20.5.")
    ('2026-05-20T12:00:00Z', '2026-05-20T12:00:00Z', '')
    """
    try:
        found = datetime.datetime.fromisoformat(told)
    except ValueError:
        return ""
    if found.tzinfo is not None:
        found = found.astimezone(datetime.UTC)
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")


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
