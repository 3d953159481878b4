"""Choosing quotes: a balanced set of passages for a theme, always the same for the same codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bsb.coding.codings import Coding
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.marks import words
from bsb.text.match import fold
from bsb.text.numbered import numbered
from bsb.text.pieces import ends_sentence, printed, starts_sentence

SHORTEST, LONGEST = 12, 60  # words: what is preferred
_LEAST, _MOST = 5, 110  # words: what is printed at all
_AIM = 25
_SIDES = ("positive", "critical", "mixed")
_OPPOSITE = {"positive": "critical", "critical": "positive"}
_UNCLEAR = ("//", "(?)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that have been printed: from ``start`` to ``end`` (code points, half-open) in an interview."""

    interview: str
    start: int
    end: int
    speaker: str
    wording: str

    def repeats(self, other: Passage) -> bool:
        """Whether printing both would print words twice: the passages overlap, or one's wording holds the other's."""
        if self.interview == other.interview and self.start < other.end and other.start < self.end:
            return True
        return self.wording in other.wording or other.wording in self.wording


@dataclass(frozen=True, slots=True)
class Picked:
    """A chosen quote. ``text`` is the coded words exactly, ``printed`` has «…» where a sentence is cut.

    ``codings`` are the ids of all codings of the theme that rest on these words; ``reason`` says in the
    current language why it was chosen. ``uid`` is that of the quote, if people had chosen it already.
    """

    codings: tuple[int, ...]
    interview: str
    district: str
    turn: int
    speaker: str
    start: int
    end: int
    text: str
    printed: str
    valence: str
    reason: str
    uid: str = ""

    @property
    def passage(self) -> Passage:
        """The words as they count when repetitions are looked for."""
        return Passage(self.interview, self.start, self.end, self.speaker, fold(self.text))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage that may be printed: ``first`` is a coding in its turn, ``place`` its rank in reading order."""

    first: Coding
    passage: Passage
    text: str
    evidence: tuple[int, ...]
    coders: int
    length: int
    whole: bool
    unclear: int
    place: tuple[int, int, int]

    @property
    def voice(self) -> tuple[str, str]:
        return (self.passage.interview, self.passage.speaker)


def pick(
    codings: Sequence[Coding],
    *,
    positive: int = 2,
    critical: int = 2,
    mixed: int = 0,
    used: set[Passage],
    chosen: Sequence[Picked] = (),
    joined: bool = True,
    safe: Callable[[str], bool] | None = None,
) -> list[Picked]:
    """Choose quotes among the codings of one theme: at most so many ``positive``, ``critical`` and ``mixed``.

    Speakers not yet quoted for the theme come first, then other interviews, then 12-60 words, voices heard
    less in the document so far, whole sentences, passages that both coders marked, and words heard clearly;
    ties go to what was said first. Only participants' own turns are taken, within one turn each, and only words
    that were coded. Passages that overlap count as one and may be printed as one; none is taken that coders saw
    as opposite (one as positive, one as critical). A turn gives one quote of each valence at most. ``chosen`` are
    quotes that the theme has already: their voices are heard. Without ``joined``, every quote is just as it was coded
    once; with ``safe``, only words are taken of which that is true.

    Nothing in ``used`` is chosen again, and what is chosen is added to it: one set shared by a whole document
    keeps every passage to one place. The quotes come with the positive ones first, in the order of choice.
    """
    wanted = dict(zip(_SIDES, (positive, critical, mixed), strict=True))
    candidates = {side: _candidates(codings, side, joined=joined) for side in _SIDES if wanted[side]}
    picked: dict[str, list[Picked]] = {side: [] for side in candidates}
    # The side with the fewest passages goes first in each round, so that it is not left with used speakers.
    sides = sorted(candidates, key=lambda side: (len(candidates[side]), _SIDES.index(side)))
    for number in range(max(wanted.values())):
        for side in sides:
            if number < wanted[side]:
                so_far = [*chosen, *(p for own in picked.values() for p in own)]
                turns = {(p.interview, p.turn) for p in so_far if p.valence == side}
                best = _best(candidates[side], so_far, used, turns, safe)
                if best:
                    picked[side].append(_picked(best, side, so_far))
                    used.add(best.passage)
    return [quote for side in _SIDES for quote in picked.get(side, ())]


def passages(codings: Sequence[Coding], valence: str) -> list[Passage]:
    """Return every passage of one valence that ``pick`` could choose among one theme's codings."""
    return [candidate.passage for candidate in _candidates(codings, valence)]


def _candidates(codings: Sequence[Coding], valence: str, *, joined: bool = True) -> list[_Candidate]:
    order = {name: n for n, name in enumerate(dict.fromkeys(c.interview for c in codings))}
    by_turn: dict[tuple[str, int], list[Coding]] = {}
    for coding in codings:
        by_turn.setdefault((coding.interview, coding.turn), []).append(coding)
    found = []
    for turn in by_turn.values():
        own = [c for c in turn if c.valence == valence and c.role == "participant" and "\n" not in c.quote]
        found_at = spans(own) if joined else {(c.start, c.end): c.quote for c in own}
        for (start, end), text in found_at.items():
            about = [c for c in turn if c.start < end and start < c.end]
            length = len(words(text))
            if _LEAST <= length <= _MOST and not any(c.valence == _OPPOSITE.get(valence) for c in about):
                found.append(_candidate(about, own, start, end, text, length, order))
    return sorted(found, key=lambda candidate: candidate.place)


def spans(codings: Iterable[Coding]) -> dict[tuple[int, int], str]:
    """Return the passages of one turn, as (start, end) and words: each as coded, and overlapping ones as one."""
    coded = {(c.start, c.end): c.quote for c in codings}
    joined: dict[tuple[int, int], str] = {}
    for (start, end), text in sorted(coded.items()):
        last = max(joined, default=None)
        if last and start < last[1]:
            whole = joined.pop(last)
            joined[last[0], max(end, last[1])] = whole + text[max(0, last[1] - start) :]
        else:
            joined[start, end] = text
    return coded | joined


def _candidate(
    about: list[Coding], own: list[Coding], start: int, end: int, text: str, length: int, order: dict[str, int]
) -> _Candidate:
    first = own[0]
    return _Candidate(
        first=first,
        passage=Passage(first.interview, start, end, first.speaker, fold(text)),
        text=text,
        evidence=tuple(sorted(c.id for c in about)),
        coders=len({c.coder for c in about if c.valence == first.valence}),
        length=length,
        whole=starts_sentence(text) and ends_sentence(text),
        unclear=sum(text.count(mark) for mark in _UNCLEAR),
        place=(order[first.interview], start, end),
    )


def _best(
    candidates: Iterable[_Candidate],
    so_far: list[Picked],
    used: set[Passage],
    turns: set[tuple[str, int]],
    safe: Callable[[str], bool] | None,
) -> _Candidate | None:
    voices = Counter((p.interview, p.speaker) for p in so_far)
    interviews = Counter(p.interview for p in so_far)
    heard = Counter((p.interview, p.speaker) for p in used)

    def rank(candidate: _Candidate) -> tuple[object, ...]:
        return (
            voices[candidate.voice],
            interviews[candidate.passage.interview],
            not SHORTEST <= candidate.length <= LONGEST,
            heard[candidate.voice],
            not candidate.whole,
            -candidate.coders,
            candidate.unclear,
            abs(candidate.length - _AIM),
            candidate.place,
        )

    other_turns = (c for c in candidates if (c.first.interview, c.first.turn) not in turns)
    free = [c for c in other_turns if not any(map(c.passage.repeats, used))]
    return next((c for c in sorted(free, key=rank) if safe is None or safe(c.text)), None)


def _picked(candidate: _Candidate, valence: str, so_far: list[Picked]) -> Picked:
    others = {(p.interview, p.speaker) for p in so_far}
    reasons = [
        _("the same voice as another quote here") if candidate.voice in others else _("a voice not yet quoted here"),
        numbered(candidate.length, "word"),
        _("whole sentences") if candidate.whole else _("part of a sentence"),
        ngettext("marked by {n} coder", "marked by {n} coders", candidate.coders).format(n=candidate.coders),
    ]
    return Picked(
        codings=candidate.evidence,
        interview=candidate.first.interview,
        district=candidate.first.district,
        turn=candidate.first.turn,
        speaker=candidate.first.speaker,
        start=candidate.passage.start,
        end=candidate.passage.end,
        text=candidate.text,
        printed=printed(candidate.text),
        valence=valence,
        reason="; ".join(reasons),
    )
