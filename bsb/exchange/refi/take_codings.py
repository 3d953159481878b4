"""Storing the codings of a REFI-QDA project on the transcripts that have been stored, or were here already."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from bsb.exchange.refi.documents import Document
from bsb.exchange.refi.incoming import uid_of
from bsb.exchange.refi.taking import Placed, Span, Taking, time_of
from bsb.store import codings as stored_codings
from bsb.store import schema
from bsb.text.normal import digest

_IDENTITY = ("transcript_id", "start", "end", "code_id", "coder")


class TakeCodings:
    """Stores codings; what cannot be placed is counted."""

    def __init__(self, taking: Taking) -> None:
        self.t = taking
        self.cases = frozenset(case.guid for case in taking.incoming.project.cases)

    def run(self) -> None:
        """Store every coding that is not here yet."""
        connection = self.t.change.connection
        identities = {
            tuple(row[c] for c in _IDENTITY): row
            for row in stored_codings.codings(connection)
            if row["transcript_id"]
        }
        uids = set(stored_codings.uids(connection))
        rows: list[dict[str, Any]] = []
        waiting: dict[str, int] = {}
        for each in self.t.incoming.documents:
            place = self.t.placed[each.source.guid]
            selections = each.source.selections
            place.spans = self._spans(each, place)
            loose = self._loose(each)
            for selection, span in zip(selections, place.spans, strict=True):
                marks = self._marks(selection.codings)
                for coding in selection.codings:
                    if coding.code in self.t.incoming.marks:
                        continue
                    row = self._coding(selection, coding, span, place)
                    if row is None:
                        continue
                    beside = loose.get((selection.start, selection.end, row["coder"]), {})
                    row |= beside | marks
                    identity = tuple(row[c] for c in _IDENTITY)
                    old = identities.get(identity)
                    if old is not None:
                        self._known(old, row, coding.guid)
                        continue
                    if row["uid"] in uids:
                        row["uid"] = uuid.uuid4().hex
                    uids.add(row["uid"])
                    identities[identity] = row  # type: ignore[assignment]
                    waiting[coding.guid] = len(rows)
                    rows.append(row)
        ids = self.t.change.insert(schema.coding, rows)
        self.t.coding_ids |= {guid: ids[at] for guid, at in waiting.items()}
        self.t.done.added["coding"] = len(rows)

    def _spans(self, each: Document, place: Placed) -> list[Span | None]:
        """Return where a document's passages stand in the transcript, and count those that do not."""
        found: list[Span | None] = []
        wanted = [(s.start, s.end) for s in each.source.selections]
        for selection, span in zip(each.source.selections, each.talk.spans(wanted), strict=True):
            n = sum(coding.code not in self.t.incoming.marks for coding in selection.codings)
            if span is not None and not self.t.exact:
                span = _trimmed(each.text, span)
            if span is None:
                outside = each.talk.outside(selection.start, selection.end)
                self.t.done.lost["codings_outside" if outside else "codings_not_in_turns"] += n
                found.append(None)
                continue
            before = self.t.done.lost["codings_uncertain"]
            here = place.to_here(span)
            if here is None:
                uncertain = self.t.done.lost["codings_uncertain"] > before
                self.t.done.lost["codings_uncertain" if uncertain else "codings_withdrawn"] += n - uncertain
            found.append(here)
        return found

    def _coding(self, selection: Any, coding: Any, span: Span | None, place: Placed) -> dict[str, Any] | None:
        """Return the row of a coding, None (and counted) if it cannot be one."""
        if span is None:
            return None
        code_id = self.t.code_ids.get(coding.code)
        if code_id is None:
            self.t.done.lost["codings_of_unknown_codes"] += coding.code not in self.cases
            return None
        if code_id not in self.t.codable:
            self.t.done.lost["codings_of_headings"] += 1
            return None
        return {
            "uid": uid_of(coding.guid),
            "transcript_id": place.transcript_id,
            "start": span[0],
            "end": span[1],
            "sha256": digest(place.text[span[0] : span[1]]),
            "code_id": code_id,
            "coder": self.t.user(coding.user, selection.user),
            "valence": "neutral",
            "level": None,
            "phase": None,
            "memo": self.t.said(selection.description).strip(),
            "at": time_of(coding.at or selection.at) or self.t.now,
        }

    def _known(self, old: Mapping[Any, Any], row: Mapping[str, Any], guid: str) -> None:
        self.t.done.known["coding"] += 1
        if "id" in old:
            self.t.coding_ids[guid] = old["id"]
        self.t.done.lost["codings_differ"] += any(old[c] != row[c] for c in ("valence", "level", "phase", "memo"))

    def _marks(self, codings: Any) -> dict[str, str]:
        told = [self.t.incoming.marks[c.code] for c in codings if c.code in self.t.incoming.marks]
        return {name: value for name, value in told if value}

    def _loose(self, each: Document) -> dict[tuple[int, int, str], dict[str, str]]:
        """Return marks that stand on a passage by themselves, as programs write that part each coding."""
        found: dict[tuple[int, int, str], dict[str, str]] = {}
        for s in each.source.selections:
            if s.codings and all(c.code in self.t.incoming.marks for c in s.codings):
                who = self.t.user(s.codings[0].user, s.user)
                found.setdefault((s.start, s.end, who), {}).update(self._marks(s.codings))
        return found


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[span[0] : span[1]]
    if not words.strip():
        return None
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())
