"""Where a passage of the text that a coder had stands in the text as it is here now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from bsb.corpus.erased import carry, without
from bsb.corpus.revision_plan import Span, Version, lay_beside
from bsb.store import team as stored
from bsb.store import transcripts as stored_transcripts
from bsb.text.align import Alignment
from bsb.text.normal import digest

Kind = Literal["sure", "near", "withdrawn", "missing"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage here: "sure", or "near" it (start may equal end), or its words are "withdrawn" or "missing"."""

    kind: Kind
    start: int = 0
    end: int = 0


class Places:
    """Finds passages of the coder's texts in the texts here: erased words first, then alignment."""

    def __init__(self, connection: Connection, theirs: Mapping[str, Mapping[str, Any]]) -> None:
        self._connection = connection
        self._theirs = theirs
        self._here = stored.transcripts(connection)
        self._withdrawn = set(stored.withdrawn(connection))
        self._ways: dict[str, _Way | None] = {}

    def find(self, interview: str, start: int, end: int) -> Spot:
        """Return where a passage of the coder's text of an interview stands here."""
        if interview not in self._ways:
            self._ways[interview] = self._way(interview)
        way = self._ways[interview]
        return Spot("missing") if way is None else way.find(start, end)

    def transcript_id(self, interview: str) -> int:
        """Return the id of the transcript here. Raises KeyError if there is none."""
        return int(self._here[interview]["id"])

    def text(self, interview: str) -> str:
        """Return the text here. Raises KeyError if there is none."""
        return str(self._here[interview]["text"])

    def _way(self, interview: str) -> _Way | None:
        here, theirs = self._here.get(interview), self._theirs.get(interview)
        if here is None or theirs is None:
            return None
        turns = [{"number": t[0], "speaker": t[1], "start": t[3], "end": t[4]} for t in theirs["turns"]]
        gone = [(interview, turn["speaker"]) in self._withdrawn for turn in turns]
        text, spans = without(theirs["text"], turns, gone)
        if digest(text) == here["sha256"]:
            return _Way(turns, spans, text, None)
        rows = stored_transcripts.turns(self._connection, here["id"])
        now = Version(here["text"], tuple(Span(r["number"], r["speaker"], r["start"], r["end"]) for r in rows))
        then = Version(
            text,
            tuple(Span(t["number"], t["speaker"], *span) for t, span in zip(turns, spans, strict=True)),
        )
        return _Way(turns, spans, text, lay_beside(then, now))


@dataclass(frozen=True, slots=True)
class _Way:
    turns: list[dict[str, Any]]
    spans: list[tuple[int, int]]
    text: str
    alignment: Alignment | None

    def find(self, start: int, end: int) -> Spot:
        left = carry(start, end, self.turns, self.spans, self.text)
        if left is None:
            return Spot("withdrawn")
        if self.alignment is None:
            return Spot("sure", *left)
        placed = self.alignment.map_span(*left)
        return Spot("near" if placed.certainty == "uncertain" else "sure", placed.start, placed.end)
