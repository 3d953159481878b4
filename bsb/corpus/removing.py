"""Taking a transcript out for good, with all that rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bsb.corpus.erase import delete_with
from bsb.corpus.former import drop_former
from bsb.corpus.transcripts import Transcripts
from bsb.store import codings, references, revisions, schema
from bsb.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Removed:
    """What goes with a transcript: turns, words, codings, and rows of other tables that rest on those codings."""

    interview: str
    turns: int
    words: int
    codings: int
    others: Mapping[str, int]


class Removing:
    """Erases transcripts."""

    def __init__(self, journal: Journal, transcripts: Transcripts) -> None:
        self._journal = journal
        self._transcripts = transcripts

    def preview(self, interview: str) -> Removed:
        """Return what ``remove`` would erase. Raises BsbError if the interview has no transcript."""
        now = self._transcripts.get(interview)
        with self._journal.store.read(whole=True) as connection:
            ids = [row["id"] for row in codings.codings_on(connection, now.id)]
            ids += [row["coding_id"] for row in revisions.unplaced_codings(connection, now.id)]
            others = references.pointers(connection, schema.coding, ids)
        others.pop(schema.unplaced.name, None)
        return Removed(now.interview, len(now.turns), now.words, len(ids), others)

    def remove(self, interview: str) -> Removed:
        """Erase an interview's transcript, its earlier version, its codings and what rests on these.

        The interview and its participants stay. It cannot be undone: the words go from the journal and from
        the database file's free pages too.

        Raises BsbError if the interview has no transcript.
        """
        found = self.preview(interview)
        now = self._transcripts.get(interview)
        with self._journal.change("transcript.remove", now.interview) as change:
            unplaced = revisions.unplaced_codings(change.connection, now.id)
            delete_with(change, schema.coding, [row["coding_id"] for row in unplaced], forget=True)
            drop_former(change, now.id)
            delete_with(change, schema.transcript, [now.id], forget=True)
        self._journal.store.compact()
        return found
