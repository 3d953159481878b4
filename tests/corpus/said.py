"""Transcripts written straight into the store, past reading and scanning: quick, and word for word as given."""

from __future__ import annotations

from collections.abc import Sequence

from bsb.corpus.search import Search
from bsb.corpus.transcripts import join_turns
from bsb.project import Project
from bsb.store import schema
from bsb.store.search import index_turns
from bsb.text.normal import digest


def say(
    project: Project, interview: str, turns: Sequence[str], *, district: str = "Alna", kind: str = "focus_group"
) -> int:
    """Store turns written as "B1: ..." (I1 is a facilitator) and return the transcript's id."""
    project.interviews.add(interview, district=district, kind=kind, participants=3)
    into = project.interviews.get(interview)
    parted = [turn.split(": ", 1) for turn in turns]
    text, spans = join_turns([words for _speaker, words in parted])
    with project.journal.change("transcript.import", interview) as change:
        (transcript_id,) = change.insert(
            schema.transcript,
            [
                {
                    "interview_id": into.id,
                    "text": text,
                    "sha256": digest(text),
                    "source_sha256": digest(interview),
                    "source_format": "txt",
                    "words": len(text.split()),
                    "approved_by": "KA",
                    "approved_at": "x",
                }
            ],
        )
        ids = change.insert(
            schema.turn,
            [
                {
                    "transcript_id": transcript_id,
                    "number": number,
                    "speaker": speaker,
                    "role": "facilitator" if speaker.startswith("I") else "participant",
                    "start": start,
                    "end": end,
                }
                for number, ((speaker, _words), (start, end)) in enumerate(zip(parted, spans, strict=True), 1)
            ],
        )
        index_turns(change.connection, zip(ids, (words for _speaker, words in parted), strict=True))
    return transcript_id


def search_in(project: Project) -> Search:
    """Return the search of a project."""
    return Search(project.store, project.config, project.interviews, project.codebook)
