"""Transcripts in the store: what there is, and one with its turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bsb.corpus.interviews import Interview, Interviews
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import transcripts as stored
from bsb.store.journal import Journal


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One turn: ``text`` is the transcript's text from ``start`` to ``end`` (code points, half-open).

    ``time_ms`` counts from the start of the recording. A turn ``removed`` after a withdrawal has no text, but
    keeps its number.
    """

    number: int
    speaker: str
    role: str
    start: int
    end: int
    text: str
    time_ms: int | None
    page: int | None
    removed: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    """An interview's transcript as it stands: version, fingerprint, who approved its anonymisation and when."""

    id: int
    interview: str
    version: int
    sha256: str
    words: int
    approved_by: str
    approved_at: str
    text: str
    turns: tuple[StoredTurn, ...]


class Transcripts:
    """The transcripts of a project."""

    def __init__(self, journal: Journal, interviews: Interviews) -> None:
        self._journal = journal
        self._interviews = interviews

    def all(self) -> list[Interview]:
        """Return the interviews that have a transcript."""
        return [i for i in self._interviews.all() if i.words is not None]

    def get(self, interview: str) -> Transcript:
        """Return the transcript of an interview.

        Raises BsbError if there is no such interview or it has no transcript yet.
        """
        found = self._interviews.get(interview)
        with self._journal.store.read() as connection:
            row = stored.transcript_of(connection, found.id)
            turns = stored.turns(connection, row["id"]) if row else []
        if row is None:
            raise BsbError(
                _("{interview} has no transcript yet.").format(interview=found.name),
                _("Import one: bsb transcript import FILE --interview {interview}").format(interview=found.name),
            )
        return Transcript(
            id=row["id"],
            interview=found.name,
            version=row["version"],
            sha256=row["sha256"],
            words=row["words"],
            approved_by=row["approved_by"],
            approved_at=row["approved_at"],
            text=row["text"],
            turns=tuple(
                StoredTurn(
                    number=t["number"],
                    speaker=t["speaker"],
                    role=t["role"],
                    start=t["start"],
                    end=t["end"],
                    text=row["text"][t["start"] : t["end"]],
                    time_ms=t["time_ms"],
                    page=t["page"],
                    removed=bool(t["removed"]),
                )
                for t in turns
            ),
        )


def join_turns(texts: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    r"""Return the transcript's text, one turn after the other with a line feed between, and the turns' spans.

    >>> join_turns(["Hei.", "", "Ja"])
    ('Hei.\n\nJa', [(0, 4), (5, 5), (6, 8)])
    """
    sizes = list(map(len, texts))
    starts = accumulate(sizes, lambda at, size: at + size + 1, initial=0)
    return "\n".join(texts), [(at, at + size) for at, size in zip(starts, sizes, strict=False)]
