"""Revision: a corrected text takes the place of a transcript, and codings go with their words.

The corrected text is read, scanned and reviewed as an import is, but only what is new in it asks for a decision.
Codings go where ``bsb.text.align`` is certain; the others are kept without a place (``bsb.corpus.placing``), listed,
and counted nowhere until a person has placed or removed them. The version that was replaced is kept, out of every
count and search, so that the revision can be undone; the next revision, a withdrawal or ``settle`` erases it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.corpus.former import drop_former
from bsb.corpus.importing import Draft, Importer, Reviewed, review
from bsb.corpus.interviews import Interviews
from bsb.corpus.revision_plan import Listed, Plan, Span, Version, find_again, lay_beside, plan, turn_changes
from bsb.corpus.transcripts import Transcript, Transcripts, join_turns
from bsb.errors import BsbError
from bsb.formats.source import Block, Source
from bsb.i18n import gettext as _
from bsb.privacy.hits import Hit
from bsb.privacy.review import Decision
from bsb.store import codings as stored_codings
from bsb.store import quotes, references, revisions, schema, search
from bsb.store import transcripts as stored
from bsb.store.interviews import consents
from bsb.store.journal import Change, Journal
from bsb.text.align import Alignment, Placed
from bsb.text.normal import digest, normalise

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

#: Below this share of common characters, the file is probably another interview's.
LIKE = 0.5
_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Revised:
    """What a revision did, or would do.

    ``codings`` counts those with a place; ``again`` those that had none before and have one now. ``renumbered``
    are (number before, number now) of turns whose number changed, ``speakers`` (number now, speaker before,
    speaker now). ``kept`` is the share of characters common to both versions. ``listed`` holds participants' words.
    ``lapsed`` counts the approved quotes whose passage changed: they want to be approved anew.
    """

    interview: str
    version: int
    turns: int
    words: int
    kept: float
    codings: int
    again: int
    listed: tuple[Listed, ...]
    renumbered: tuple[tuple[int, int], ...]
    speakers: tuple[tuple[int, str, str], ...]
    notices: tuple[str, ...]
    lapsed: int = 0

    @property
    def unplaced(self) -> int:
        """How many codings were left without a certain place."""
        return sum(each.kind == "unplaced" for each in self.listed)


class Revisions:
    """Replaces transcripts by corrected versions."""

    def __init__(
        self, journal: Journal, interviews: Interviews, transcripts: Transcripts, importer: Importer
    ) -> None:
        self._journal = journal
        self._interviews = interviews
        self._transcripts = transcripts
        self._importer = importer

    def read(
        self,
        interview: str,
        path: Path,
        *,
        speakers: Mapping[str, str] | None = None,
        pattern: str | None = None,
        review_all: bool = False,
    ) -> Draft:
        """Read a corrected file as an import does; ``to_review`` of the draft are the hits that are new in it.

        What stands unchanged in the approved version is not asked about again, unless the register of names
        holds it or ``review_all`` is given. Nothing is stored.

        Raises BsbError for a file that cannot be read or has no turns, or an interview without a transcript.
        """
        now = self._transcripts.get(interview)
        draft = self._importer.read(path, speakers=speakers, pattern=pattern)
        return draft if review_all else _only_new(draft, now)

    def read_text(self, interview: str, text: str, *, speakers: Mapping[str, str] | None = None) -> Draft:
        """Read a corrected text as it stands in a .txt file; see ``read``."""
        now = self._transcripts.get(interview)
        plain = normalise(text)
        source = Source(tuple(Block(line) for line in plain.split("\n") if line.strip()), (), "txt")
        path = Path(f"{now.interview}.txt")
        sha256 = hashlib.sha256(plain.encode()).hexdigest()
        return _only_new(self._importer.draft(source, path=path, sha256=sha256, speakers=speakers), now)

    def preview(self, draft: Draft, interview: str, *, decisions: Mapping[Hit, Decision] | None = None) -> Revised:
        """Return what a revision would do; nothing is stored. Raises BsbError as ``revise`` does."""
        now, reviewed, new = self._prepare(draft, interview, decisions or {})
        with self._journal.store.read(whole=True) as connection:
            rows = [dict(row) for row in stored_codings.codings_on(connection, now.id)]
            names = {row["id"]: row["name"] for row in stored_codings.codes(connection)}
            waiting = revisions.unplaced_codings(connection, now.id)
            made = plan(_version(now), new, rows, names)
            lapsed = _lapsing(connection, made)
        again = sum(find_again(new.text, row["end"] - row["start"], row["sha256"]) is not None for row in waiting)
        return replace(self._report(now, draft, reviewed, new, made, again), lapsed=lapsed)

    def revise(
        self,
        draft: Draft,
        interview: str,
        *,
        decisions: Mapping[Hit, Decision] | None = None,
        reviewer: str,
        unlike: bool = False,
    ) -> Revised:
        """Put a reviewed draft in the place of an interview's transcript, as its next version.

        Codings go with their words. One whose words were corrected gets their new hash and is listed; one without
        a certain place is kept and listed, see ``bsb.corpus.placing``. Can be undone until the next revision.

        Raises BsbError, with nothing changed, for undecided hits, a text that is as it was or is another
        interview's, and for one that shares less than half of its characters with the version before, unless
        ``unlike`` is given.
        """
        now, reviewed, new = self._prepare(draft, interview, decisions or {})
        with self._journal.store.read(whole=True) as connection:
            rows = [dict(row) for row in stored_codings.codings_on(connection, now.id)]
            names = {row["id"]: row["name"] for row in stored_codings.codes(connection)}
            waiting = revisions.unplaced_codings(connection, now.id)
        interview_id = self._interviews.get(interview).id
        made = plan(_version(now), new, rows, names)
        if made.kept < LIKE and not unlike:
            raise BsbError(
                _("Only {percent} % of the text is as it was: {file} looks like another interview.").format(
                    percent=round(100 * made.kept), file=draft.path.name
                ),
                _("Nothing was changed. If it is the right file, add --unlike."),
            )
        self.settle(now.interview)
        with self._journal.change("transcript.revise", f"{now.interview} v{now.version + 1}") as change:
            change.update(schema.transcript, now.id, {"interview_id": None})
            new_id = self._importer.write(
                change, interview_id, draft, reviewed, reviewer=reviewer, version=now.version + 1, replaces=now.id
            )
            search.unindex(change.connection, now.id)
            lapsed = _lapsing(change.connection, made)
            _move(change, made, new_id)
            again = _place_again(change, waiting, new_id, made, new.text)
            own = (schema.coding, schema.unplaced, schema.transcript, schema.turn)
            references.repoint(change, schema.transcript, now.id, new_id, skip=own)
        self._importer.keep_numbers()
        return replace(self._report(now, draft, reviewed, new, made, again), lapsed=lapsed)

    def settle(self, interview: str) -> int:
        """Erase the version that a transcript replaced; return how many were erased. It cannot be undone.

        To be done at once where a revision took out a name that had been overlooked.
        """
        now = self._transcripts.get(interview)
        with self._journal.change("transcript.settle", now.interview) as change:
            count = drop_former(change, now.id)
        if count:
            self._journal.store.compact()
        return count

    def _prepare(
        self, draft: Draft, interview: str, decided: Mapping[Hit, Decision]
    ) -> tuple[Transcript, Reviewed, Version]:
        now = self._transcripts.get(interview)
        interview_id = self._interviews.get(now.interview).id
        with self._journal.store.read() as connection:
            reviewed = review(draft, now.interview, consents(connection, interview_id), decided)
            same = stored.same_source(connection, draft.source_sha256, reviewed.sha256, other_than=now.id)
        if same is not None:
            raise BsbError(
                _("{file} is in the project already, as the transcript of {interview}.").format(
                    file=draft.path.name, interview=same
                ),
                _("Nothing was changed."),
            )
        spans = zip(draft.turns, reviewed.spans, strict=True)
        new = Version(reviewed.text, tuple(Span(t.number, t.speaker, start, end) for t, (start, end) in spans))
        times = [(t.time, t.page) for t in draft.turns]
        if new == _version(now) and times == [(t.time_ms, t.page) for t in now.turns]:
            raise BsbError(
                _("{file} is as the transcript of {interview} stands.").format(
                    file=draft.path.name, interview=now.interview
                ),
                _("Nothing was changed."),
            )
        return now, reviewed, new

    def _report(
        self, now: Transcript, draft: Draft, reviewed: Reviewed, new: Version, made: Plan, again: int
    ) -> Revised:
        with self._journal.store.read() as connection:
            seen = stored_codings.uids(connection)  # in a blind round, all codings move but not all are told of
        pairs = list(turn_changes(made.alignment, _version(now), new))
        return Revised(
            interview=now.interview,
            version=now.version + 1,
            turns=len(new.turns),
            words=reviewed.words,
            kept=made.kept,
            codings=len(made.moves) + again,
            again=again,
            listed=tuple(each for each in made.listed if each.uid in seen),
            renumbered=tuple((a.number, b.number) for a, b in pairs if a.number != b.number),
            speakers=tuple((b.number, a.speaker, b.speaker) for a, b in pairs if a.speaker != b.speaker),
            notices=draft.notices,
        )


def _version(transcript: Transcript) -> Version:
    return Version(transcript.text, tuple(Span(t.number, t.speaker, t.start, t.end) for t in transcript.turns))


def _only_new(draft: Draft, now: Transcript) -> Draft:
    """Mark the hits that stand, with what is round them, in the approved text as they stand in the draft."""
    text, spans = join_turns([turn.text for turn in draft.turns])
    raw = Version(
        text, tuple(Span(t.number, t.speaker, start, end) for t, (start, end) in zip(draft.turns, spans, strict=True))
    )
    back = lay_beside(_version(now), raw).inverse()

    def approved(hit: Hit) -> bool:
        first, last = spans[hit.turn]
        start = max(first, first + hit.start - _CONTEXT)
        end = min(last, first + hit.end + _CONTEXT)
        return hit.source != "register" and back.map_span(start, end).certainty == "same"

    return replace(draft, approved=draft.approved | frozenset(filter(approved, draft.hits)))


def _move(change: Change, made: Plan, transcript_id: int) -> None:
    for row, placed in made.moves:
        sha256 = _passage_hash(made, row, placed)
        values = {"transcript_id": transcript_id, "start": placed.start, "end": placed.end, "sha256": sha256}
        change.update(schema.coding, row["id"], values)
        if placed.certainty != "same":
            passage, moved = made.alignment.new[placed.start : placed.end], _within(made.alignment, placed)
            quotes.follow(change, row["id"], row["start"], passage, moved, lapse=sha256 != row["sha256"])
    for row, _placed in made.lost:
        change.update(schema.coding, row["id"], {"transcript_id": None})
    change.insert(
        schema.unplaced,
        [
            {"coding_id": row["id"], "transcript_id": transcript_id, "near_start": near.start, "near_end": near.end}
            for row, near in made.lost
        ],
    )


def _lapsing(connection: Connection, made: Plan) -> int:
    changed = [row["id"] for row, placed in made.moves if _passage_hash(made, row, placed) != row["sha256"]]
    lost = [row["id"] for row, _near in made.lost]
    return sum(row["status"] == "approved" for row in quotes.quotes_on(connection, [*changed, *lost]))


def _passage_hash(made: Plan, row: Mapping[str, Any], placed: Placed) -> str:
    same = placed.certainty == "same"
    return str(row["sha256"]) if same else digest(made.alignment.new[placed.start : placed.end])


def _within(alignment: Alignment, place: Placed) -> Callable[[int, int], tuple[int, int] | None]:
    """Return what gives a span of the old text its place in a passage of the new, None if that is not certain."""

    def moved(start: int, end: int) -> tuple[int, int] | None:
        found = alignment.map_span(start, end)
        certain = found.certainty != "uncertain" and place.start <= found.start < found.end <= place.end
        return (found.start - place.start, found.end - place.start) if certain else None

    return moved


def _place_again(change: Change, waiting: Sequence[RowMapping], new_id: int, made: Plan, text: str) -> int:
    """Give codings that had no place one where their words stand again; take the others along."""
    count = 0
    for row in waiting:
        length = row["end"] - row["start"]
        start = find_again(text, length, row["sha256"])
        free = start is not None and not revisions.same_coding(
            change.connection, new_id, start, start + length, row["code_id"], row["coder"]
        )
        if start is not None and free:
            change.delete(schema.unplaced, [row["id"]])
            values = {"transcript_id": new_id, "start": start, "end": start + length}
            change.update(schema.coding, row["coding_id"], values)
            count += 1
        else:
            near = made.alignment.map_near(row["near_start"], row["near_end"])
            values = {"transcript_id": new_id, "near_start": near[0], "near_end": near[1]}
            change.update(schema.unplaced, row["id"], values)
    return count
