"""The words behind a part of a display, as they go out: interview and turn, never a speaker's pseudonym."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.touches import Touch
from bsb.corpus.interviews import Interview
from bsb.store import codings as stored_codings
from bsb.store import transcripts as stored_transcripts
from bsb.store.engine import Store
from bsb.text.pieces import printed

#: The most quotes behind one part of a display: a page is for reading, not the whole material once more.
MOST = 12
_SIGNS = {"positive": "+", "critical": "−", "mixed": "±", "neutral": ""}


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage: ``text`` as printed, ``source`` as readers see it, ``sign`` + − ± or nothing."""

    text: str
    source: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a part of a display: passages in reading order, from ``shown`` of its ``turns`` turns."""

    passages: tuple[Shown, ...]
    turns: int
    shown: int


class Quotes:
    """Finds the passages behind any part of the displays of a project. It reads all transcripts once."""

    def __init__(self, store: Store, touches: Sequence[Touch], interviews: Sequence[Interview]) -> None:
        self._touches = touches
        self._by_code: dict[str, list[Touch]] = {}
        for touch in touches:
            self._by_code.setdefault(touch.code, []).append(touch)
        self._sources = sources(interviews)
        self._order = {interview.name: n for n, interview in enumerate(interviews)}
        with store.read() as connection:
            ids = stored_codings.transcripts_of(connection, [interview.name for interview in interviews])
            texts = stored_codings.texts(connection, ids.values())
        self._store = store
        self._ids = ids
        self._texts = {name: texts[number] for name, number in ids.items()}

    def behind(self, aim: Aim, *, most: int = MOST) -> Behind:
        """Return what stands behind an aim: at most so many passages, from as many people as there are."""
        if aim.places:
            whole = [self._whole(interview, turn) for interview, turn in aim.places]
            return Behind(tuple(shown for shown in whole if shown), len(whole), len(whole))
        rows = [t for code in aim.codes for t in self._by_code.get(code, ())] if aim.codes else self._touches
        by_turn: dict[tuple[str, int], list[Touch]] = {}
        for touch in aim.among(rows):
            by_turn.setdefault(touch.place, []).append(touch)
        by_voice: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for place in sorted(by_turn, key=self._reading):
            by_voice.setdefault((place[0], by_turn[place][0].speaker), []).append(place)
        # One turn of each speaker, then a second of each, so that nobody fills the page alone.
        rounds = [place for each in zip_longest(*by_voice.values()) for place in each if place]
        chosen = sorted(rounds[:most], key=self._reading)
        passages = tuple(shown for place in chosen for shown in self._cut(by_turn[place]))
        return Behind(passages, len(by_turn), len(chosen))

    def _reading(self, place: tuple[str, int]) -> tuple[int, int]:
        return (self._order[place[0]], place[1])

    def _cut(self, touches: Sequence[Touch]) -> list[Shown]:
        """Return the coded parts of one turn; parts that overlap are one, and printed once."""
        first = touches[0]
        found = []
        for start, end in _joined((t.start, t.end) for t in touches):
            valences = {t.valence for t in touches if t.start < end and start < t.end}
            sign = (
                "±"
                if {"positive", "critical"} <= valences
                else "".join(_SIGNS[v] for v in ("mixed", "positive", "critical") if v in valences)
            )
            text = self._texts[first.interview][start:end]
            found.append(Shown(printed(text), self._source(first.place), sign[:1]))
        return found

    def _whole(self, interview: str, number: int) -> Shown | None:
        with self._store.read() as connection:
            turns = stored_transcripts.turns(connection, self._ids[interview])
        for turn in turns:
            if turn["number"] == number and turn["role"] == "participant" and not turn["removed"]:
                text = self._texts[interview][turn["start"] : turn["end"]]
                return Shown(printed(text), self._source((interview, number)))
        return None

    def _source(self, place: tuple[str, int]) -> str:
        return f"{self._sources[place[0]]}, replikk {place[1]}"


def sources(interviews: Iterable[Interview]) -> Mapping[str, str]:
    """Return each interview as readers see it: district, number in it, kind; never its name.

    >>> sources([Interview(1, "alna-fg1", "Alna", "focus_group"), Interview(2, "x", "Alna", "individual")])
    {'alna-fg1': 'Alna, intervju 1 (gruppe)', 'x': 'Alna, intervju 2 (individuelt)'}
    """
    kinds = {"focus_group": "gruppe", "individual": "individuelt"}
    numbers: dict[str, int] = {}
    named = {}
    for interview in interviews:
        numbers[interview.district] = numbers.get(interview.district, 0) + 1
        number = numbers[interview.district]
        named[interview.name] = f"{interview.district}, intervju {number} ({kinds[interview.kind]})"
    return named


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
