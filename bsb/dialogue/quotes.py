"""Choosing quotes: a balanced set of passages for a theme, always the same for the same codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bsb.coding.codings import Coding
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.marks import words
from bsb.text.match import fold

SHORTEST, LONGEST = 12, 60  # words: what is preferred
_LEAST, _MOST = 5, 110  # words: what is printed at all
_AIM = 25
_SIDES = ("positive", "critical", "mixed")
_OPPOSITE = {"positive": "critical", "critical": "positive"}
_CLOSING = "»”\"')’"
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
    current language why it was chosen.
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

    @property
    def passage(self) -> Passage:
        """The words as they count when repetitions are looked for."""
        return Passage(self.interview, self.start, self.end, self.speaker, fold(self.text))


@dataclass(frozen=True, slots=True)
class _Candidate:
    coding: Coding
    passage: Passage
    evidence: tuple[int, ...]
    coders: int
    length: int
    whole: bool
    unclear: int
    place: tuple[int, int, int]


def pick(
    codings: Sequence[Coding], *, positive: int = 2, critical: int = 2, mixed: int = 0, used: set[Passage]
) -> list[Picked]:
    """Choose quotes among the codings of one theme: at most so many ``positive``, ``critical`` and ``mixed``.

    Speakers not yet quoted for the theme come first, then other interviews, then 12-60 words, voices heard
    less in the document so far, whole sentences, passages that both coders marked, and words heard clearly;
    ties go to what was said first. Only participants' own turns are taken, within one turn each. Passages that
    overlap count as one: at most one of them is chosen, and none whose coders saw it as opposite (one as
    positive, one as critical). Nothing in ``used`` is chosen again, and what is chosen is added to it, so that
    one set shared by a whole document keeps every passage to one place.

    The quotes come with the positive ones first, in the order of choice.
    """
    wanted = dict(zip(_SIDES, (positive, critical, mixed), strict=True))
    candidates = {side: _candidates(codings, side) for side in _SIDES if wanted[side]}
    picked: dict[str, list[Picked]] = {side: [] for side in candidates}
    # The side with the fewest passages goes first in each round, so that it is not left with used speakers.
    sides = sorted(candidates, key=lambda side: (len(candidates[side]), _SIDES.index(side)))
    for number in range(max(wanted.values())):
        for side in sides:
            if number < wanted[side]:
                so_far = [p for chosen in picked.values() for p in chosen]
                best = _best(candidates[side], so_far, used)
                if best:
                    picked[side].append(_picked(best, side, so_far))
                    used.add(best.passage)
    return [quote for side in _SIDES for quote in picked.get(side, ())]


def passages(codings: Sequence[Coding], valence: str) -> list[Passage]:
    """Return every passage of one valence that ``pick`` could choose among one theme's codings."""
    return [candidate.passage for candidate in _candidates(codings, valence)]


def _candidates(codings: Sequence[Coding], valence: str) -> list[_Candidate]:
    """Return the passages of one valence that could be printed, one for each pair of borders, in reading order."""
    order = {name: n for n, name in enumerate(dict.fromkeys(c.interview for c in codings))}
    by_turn: dict[tuple[str, int], list[Coding]] = {}
    for coding in codings:
        by_turn.setdefault((coding.interview, coding.turn), []).append(coding)
    spans: dict[tuple[str, int, int], _Candidate] = {}
    for coding in codings:
        span = (coding.interview, coding.start, coding.end)
        if coding.valence != valence or span in spans or coding.role != "participant" or "\n" in coding.quote:
            continue
        about = [c for c in by_turn[coding.interview, coding.turn] if c.start < coding.end and coding.start < c.end]
        length = len(words(coding.quote))
        if _LEAST <= length <= _MOST and not any(c.valence == _OPPOSITE.get(valence) for c in about):
            spans[span] = _Candidate(
                coding,
                Passage(*span, coding.speaker, fold(coding.quote)),
                tuple(sorted(c.id for c in about)),
                len({c.coder for c in about if c.valence == valence}),
                length,
                starts_sentence(coding.quote) and ends_sentence(coding.quote),
                sum(coding.quote.count(mark) for mark in _UNCLEAR),
                (order[coding.interview], coding.start, coding.end),
            )
    return sorted(spans.values(), key=lambda candidate: candidate.place)


def _best(candidates: Iterable[_Candidate], so_far: list[Picked], used: set[Passage]) -> _Candidate | None:
    voices = Counter((p.interview, p.speaker) for p in so_far)
    interviews = Counter(p.interview for p in so_far)
    heard = Counter((p.interview, p.speaker) for p in used)

    def rank(candidate: _Candidate) -> tuple[object, ...]:
        who = (candidate.coding.interview, candidate.coding.speaker)
        return (
            voices[who],
            interviews[candidate.coding.interview],
            not SHORTEST <= candidate.length <= LONGEST,
            heard[who],
            not candidate.whole,
            -candidate.coders,
            candidate.unclear,
            abs(candidate.length - _AIM),
            candidate.place,
        )

    free = [c for c in candidates if not any(map(c.passage.repeats, used))]
    return min(free, key=rank, default=None)


def _picked(candidate: _Candidate, valence: str, so_far: list[Picked]) -> Picked:
    coding = candidate.coding
    others = {(p.interview, p.speaker) for p in so_far}
    new_voice = (coding.interview, coding.speaker) not in others
    reasons = [
        _("a voice not yet quoted here") if new_voice else _("the same voice as another quote here"),
        ngettext("{n} word", "{n} words", candidate.length).format(n=candidate.length),
        _("whole sentences") if candidate.whole else _("part of a sentence"),
        ngettext("marked by {n} coder", "marked by {n} coders", candidate.coders).format(n=candidate.coders),
    ]
    return Picked(
        codings=candidate.evidence,
        interview=coding.interview,
        district=coding.district,
        turn=coding.turn,
        speaker=coding.speaker,
        start=coding.start,
        end=coding.end,
        text=coding.quote,
        printed=printed(coding.quote),
        valence=valence,
        reason="; ".join(reasons),
    )


def printed(text: str) -> str:
    """Return a quote as it is printed: «…» where it starts or ends inside a sentence, ‘ ’ for quotes within it.

    The words are never changed.

    >>> printed("og da lo vi")
    '… og da lo vi …'
    >>> printed("Hun sa: «Kom inn.»")
    'Hun sa: ‘Kom inn.’'
    """
    text = " ".join(text.split())
    before = "" if starts_sentence(text) or text.startswith("…") else "… "
    after = "" if ends_sentence(text) else " …"
    return before + text.replace("«", "‘").replace("»", "’") + after


def starts_sentence(text: str) -> bool:
    """Whether a passage seems to begin a sentence: its first letter is a capital (or it begins with a number)."""
    first = next((c for c in text if c.isalnum()), "")
    return first.isdigit() or (first.isupper() and not text.startswith(("–", ",", "…")))


def ends_sentence(text: str) -> bool:
    """Whether a passage seems to end a sentence, or where the speaker broke off (a dash or a pause).

    >>> ends_sentence("Og så gikk jeg.»"), ends_sentence("Og så gikk jeg, (navn 1)")
    (True, False)
    """
    if text.endswith("(?)"):
        text = text[:-3]
    bare = text.rstrip(_CLOSING if text.rstrip(_CLOSING).endswith((".", "!", "?", "…")) else "")
    return bare.rstrip().endswith((".", "!", "?", "…", "–", "//"))
