"""A made-up corpus put into a store, as an import and coders would have left it."""

from __future__ import annotations

from collections.abc import Sequence

from bench.coders import Coding
from bench.corpus import Corpus
from bench.plan import Interview
from bench.talks import Turn
from bsb.corpus.transcripts import join_turns
from bsb.store import schema
from bsb.store.engine import Store
from bsb.store.journal import Change, Journal
from bsb.store.search import index_turns
from bsb.text.normal import digest

SERVICES = tuple(f"tjeneste-{n:02}" for n in range(24))
THEMES = tuple(f"tema-{n:02}" for n in range(36))
NOW = "2026-05-20T12:00:00Z"


def fill(
    store: Store, *, scale: int = 1, seed: int = 1, services: Sequence[str] = SERVICES, themes: Sequence[str] = THEMES
) -> Journal:
    """Store codes, interviews, turns and codings of a corpus, one change an interview; return the journal."""
    journal = Journal(store, actor="bench", now=lambda: NOW)
    facets = [("service", key) for key in services] + [("theme", key) for key in themes]
    with journal.change("bench.fill", "") as change:
        ids = change.insert(schema.code, [{"key": k, "facet": f, "name": k.capitalize()} for f, k in facets])
    codes = dict(zip((key for _facet, key in facets), ids, strict=True))
    for interview, turns, codings in Corpus(scale=scale, seed=seed, services=services, themes=themes).talks():
        with journal.change("bench.fill", interview.name) as change:
            transcript_id, turn_ids = talk(change, interview, turns)
            mark(change, transcript_id, turns, codings, codes)
            index_turns(change.connection, zip(turn_ids, (turn.text for turn in turns), strict=True))
    return journal


def talk(change: Change, interview: Interview, turns: Sequence[Turn]) -> tuple[int, list[int]]:
    """Store an interview with its transcript and turns, not yet indexed; return the ids of both."""
    head = {"name": interview.name, "district": interview.district, "kind": interview.kind}
    (interview_id,) = change.insert(schema.interview, [head])
    text, spans = join_turns([turn.text for turn in turns])
    row = {"interview_id": interview_id, "text": text, "sha256": digest(text), "source_sha256": digest(text)}
    row |= {"source_format": "txt", "words": interview.words, "approved_by": "bench", "approved_at": NOW}
    (transcript_id,) = change.insert(schema.transcript, [row])
    said = [
        {"transcript_id": transcript_id, "number": turn.number, "speaker": turn.speaker, "role": turn.role}
        | {"start": start, "end": end}
        for turn, (start, end) in zip(turns, spans, strict=True)
    ]
    return transcript_id, change.insert(schema.turn, said)


def mark(
    change: Change, transcript_id: int, turns: Sequence[Turn], codings: Sequence[Coding], codes: dict[str, int]
) -> None:
    """Store the codings of a transcript: a quote stands once in its turn."""
    text, spans = join_turns([turn.text for turn in turns])
    begins = {turn.number: start for turn, (start, _end) in zip(turns, spans, strict=True)}
    rows = []
    for number, coding in enumerate(codings):
        start = text.index(coding.quote, begins[coding.turn])
        place = {"transcript_id": transcript_id, "start": start, "end": start + len(coding.quote)}
        who = {"code_id": codes[coding.code], "coder": coding.coder, "valence": coding.valence}
        who |= {"level": coding.level or None, "phase": coding.phase or None}
        uid = f"{transcript_id:016}{number:016}"
        rows.append(place | who | {"uid": uid, "sha256": digest(coding.quote), "at": NOW})
    change.insert(schema.coding, rows)
