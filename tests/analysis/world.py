"""Small made-up evaluations in an in-memory store, and a plain reading of the same for slow counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from bsb.analysis.analyses import Analyses
from bsb.analysis.matrices import Matrices
from bsb.coding.codebook import Codebook
from bsb.config import Config, District
from bsb.store import schema
from bsb.store.engine import Store
from bsb.store.journal import Journal
from bsb.store.sqlite import SQLite

VALENCES = schema.VALENCES
DISTRICTS = ("Alna", "Bjerke", "Sagene")
CONFIG = Config("Prøve", districts=tuple(District(d) for d in DISTRICTS))
CODES = (
    ("ros", "theme", None, True),
    ("sammenheng", "theme", None, False),
    ("team", "theme", "sammenheng", True),
    ("faste", "theme", "sammenheng", True),
    ("nav", "service", None, True),
)


@dataclass(frozen=True)
class Said:
    """One turn; a removed one has no words."""

    speaker: str
    text: str = "ja da"
    removed: bool = False
    time: int | None = None

    @property
    def role(self) -> str:
        return {"I": "facilitator", "B": "participant"}.get(self.speaker[0], "unknown")

    @property
    def words(self) -> str:
        return "" if self.removed else self.text


@dataclass(frozen=True)
class Talk:
    """One interview with its transcript; ``people`` maps registered pseudonyms to consent."""

    turns: tuple[Said, ...]
    district: str = "Alna"
    held_on: str | None = "2026-02-01"
    kind: str = "focus_group"
    people: dict[str, str] = field(default_factory=dict)

    @property
    def spans(self) -> list[tuple[int, int]]:
        spans, at = [], 0
        for turn in self.turns:
            spans.append((at, at + len(turn.words)))
            at += len(turn.words) + 1
        return spans

    @property
    def text(self) -> str:
        return "\n".join(turn.words for turn in self.turns)


@dataclass(frozen=True)
class Mark:
    """One coding, from code point ``start`` to ``end`` (half-open) of talk number ``talk``."""

    talk: int
    start: int
    end: int
    code: str = "ros"
    coder: str = "KA"
    valence: str = "neutral"


@dataclass(frozen=True)
class World:
    """Talks and codings. Interview number n is called i<n>."""

    talks: tuple[Talk, ...]
    marks: tuple[Mark, ...] = ()

    def turns_of(self, mark: Mark) -> set[int]:
        """Count on fingers: the turns (from 0) of which a coding covers at least one character."""
        covered = set(range(mark.start, mark.end))
        return {n for n, (a, b) in enumerate(self.talks[mark.talk].spans) if covered & set(range(a, b))}

    def voices(self, codes: Sequence[str] | None = None) -> set[tuple[str, int, str, int, str]]:
        """All (code, talk, speaker, turn, valence) of participants' coded turns, each once."""
        return {
            (mark.code, mark.talk, self.talks[mark.talk].turns[n].speaker, n, mark.valence)
            for mark in self.marks
            for n in self.turns_of(mark)
            if self.talks[mark.talk].turns[n].role == "participant" and (codes is None or mark.code in codes)
        }


def whole(world_talks: Sequence[Talk], talk: int, first: int, last: int, **values: str) -> Mark:
    """Return a coding over whole turns, counted from 0."""
    spans = world_talks[talk].spans
    return Mark(talk, spans[first][0], spans[last][1], **values)


def new_store() -> Store:
    """Return a new in-memory store, its tables made in one go: migrations take 0.3 s each time."""
    engine = SQLite().connect(create=True)
    schema.metadata.create_all(engine)
    return Store(engine)


def journal() -> Journal:
    """Return the journal of a new store."""
    return Journal(new_store(), actor="KA", now=lambda: "2026-05-20T12:00:00Z")


def store_of(world: World) -> Journal:
    """Write a world into a new in-memory store."""
    made = journal()
    with made.change("fill", "") as change:
        ids: dict[str, int] = {}
        for key, facet, parent, codable in CODES:
            row = {"key": key, "facet": facet, "name": key.title(), "codable": int(codable)}
            (ids[key],) = change.insert(schema.code, [row | {"parent_id": ids.get(parent or "")}])
        transcripts = []
        for n, talk in enumerate(world.talks):
            row = {"name": f"i{n}", "district": talk.district, "kind": talk.kind, "held_on": talk.held_on}
            (interview_id,) = change.insert(schema.interview, [row])
            people = [{"interview_id": interview_id, "pseudonym": p, "consent": c} for p, c in talk.people.items()]
            change.insert(schema.participant, people)
            transcripts += change.insert(schema.transcript, [transcript_row(interview_id, talk)])
            change.insert(schema.turn, turn_rows(transcripts[-1], talk))
        change.insert(
            schema.coding,
            [
                {
                    "uid": str(n),
                    "transcript_id": transcripts[mark.talk],
                    "start": mark.start,
                    "end": mark.end,
                    "sha256": "",
                    "code_id": ids[mark.code],
                    "coder": mark.coder,
                    "valence": mark.valence,
                    "at": "",
                }
                for n, mark in enumerate(world.marks)
            ],
        )
    return made


def transcript_row(interview_id: int, talk: Talk) -> dict[str, object]:
    blank = dict.fromkeys(("sha256", "source_sha256", "source_format", "approved_by", "approved_at"), "")
    return {**blank, "interview_id": interview_id, "text": talk.text, "words": 0}


def turn_rows(transcript_id: int, talk: Talk) -> list[dict[str, object]]:
    return [
        {
            "transcript_id": transcript_id,
            "number": n,
            "speaker": turn.speaker,
            "role": turn.role,
            "start": start,
            "end": end,
            "time_ms": turn.time,
            "removed": int(turn.removed),
        }
        for n, (turn, (start, end)) in enumerate(zip(talk.turns, talk.spans, strict=True), 1)
    ]


def analyses_of(world: World, *folders: Path, config: Config = CONFIG) -> Analyses:
    made = store_of(world)
    book = Codebook(made)
    return Analyses(made.store, book, config, Matrices(made.store, book, config, folders))


_WORDS = st.sampled_from(["ja", "nei", "jeg", "vi", "man", "bor", "//", "(?)", "…", "12", "[ler]", "e-post"])


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    speakers = draw(st.lists(st.sampled_from(["I1", "B1", "B2", "B3", "?"]), min_size=1, max_size=7))
    gone = draw(st.sets(st.sampled_from(["B1", "B2"]), max_size=1))
    times = draw(st.one_of(st.none(), st.lists(st.integers(0, 9), min_size=7, max_size=7)))
    turns = [
        Said(
            speaker,
            " ".join(draw(st.lists(_WORDS, min_size=1, max_size=15))),
            speaker in gone,
            None if times is None else times[n] * 60_000,
        )
        for n, speaker in enumerate(speakers)
    ]
    return Talk(
        tuple(turns),
        draw(st.sampled_from(DISTRICTS)),
        draw(st.sampled_from([None, "2026-02-01", "2026-02-02"])),
        draw(st.sampled_from(["focus_group", "individual"])),
        {p: "withdrawn" if p in gone else "given" for p in draw(st.sets(st.sampled_from(["B1", "B2", "B4"])))},
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    made = tuple(draw(st.lists(talks(), min_size=1, max_size=4)))
    marks: dict[object, Mark] = {}
    usable = [n for n, talk in enumerate(made) if talk.text.strip("\n")]
    for _n in range(draw(st.integers(0, 12)) if usable else 0):
        which = draw(st.sampled_from(usable))
        ends = st.integers(0, len(made[which].text))
        start, end = sorted((draw(ends), draw(ends)))
        mark = Mark(
            which,
            start,
            max(end, start + 1),
            draw(st.sampled_from(["ros", "team", "faste", "nav"])),
            draw(st.sampled_from(["KA", "TL"])),
            draw(st.sampled_from(VALENCES)),
        )
        marks[(which, mark.start, mark.end, mark.code, mark.coder)] = mark
    return World(made, tuple(marks.values()))
