"""What each person in a talk does: turns, words, silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bsb.text.marks import words

#: From how many words on a turn is long enough to tell whose experience it is about.
LONG_TURN = 12
_INAUDIBLE = re.compile(r"/{2,}|\(\?\)")
_OWN = frozenset({"jeg", "eg", "æ", "je", "meg", "mæ", "min", "mi", "mitt", "mine", "vi", "me", "oss"})


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One turn as it is measured: ``time_ms`` from the start of the recording, None where there is no stamp.

    A turn ``removed`` after a withdrawal has no text.
    """

    number: int
    speaker: str
    role: str
    text: str
    time_ms: int | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class SpeakerTalk:
    """What one speaker did. Everything is a number of turns or words, but for times and turn numbers.

    ``words`` leaves out transcription marks; ``longest`` is the words of the longest turn, whose number is
    ``longest_turn``. ``one_word`` counts turns of exactly one word, ``inaudible`` turns with a stretch that could
    not be heard or was heard uncertainly. ``long_turns`` counts turns of at least ``LONG_TURN`` words, and
    ``impersonal`` those of them without a Norwegian "I", "we", "my" or "our".

    ``silence_turns`` is the longest row of others' turns, before the first turn, between two or after the last;
    ``silence_from`` is the number of the turn it begins with. ``silence_ms`` is the longest such time, from the
    start of the first of the others' turns to the start of the speaker's next, or of the last turn of the talk;
    None where time stamps are missing.
    """

    speaker: str
    role: str
    turns: int = 0
    words: int = 0
    longest: int = 0
    longest_turn: int | None = None
    one_word: int = 0
    inaudible: int = 0
    long_turns: int = 0
    impersonal: int = 0
    silence_turns: int = 0
    silence_from: int | None = None
    silence_ms: int | None = None


def speaker_talk(speaker: str, role: str, talk: Sequence[SpokenTurn]) -> SpeakerTalk:
    """Return what a speaker does in a talk, given as its turns in order without removed ones.

    >>> talk = [SpokenTurn(1, "I1", "facilitator", "Hvordan var det?"), SpokenTurn(2, "B1", "participant", "Fint.")]
    >>> found = speaker_talk("B1", "participant", talk)
    >>> found.words, found.one_word, found.silence_turns
    (1, 1, 1)
    """
    own = [t for t in talk if t.speaker == speaker]
    spoken = [words(t.text) for t in own]
    lengths = [len(w) for w in spoken]
    longest = max(lengths, default=0)
    long_turns = [w for w in spoken if len(w) >= LONG_TURN]
    gap, first, time = _silence(speaker, talk)
    return SpeakerTalk(
        speaker=speaker,
        role=role,
        turns=len(own),
        words=sum(lengths),
        longest=longest,
        longest_turn=own[lengths.index(longest)].number if own else None,
        one_word=lengths.count(1),
        inaudible=sum(bool(_INAUDIBLE.search(t.text)) for t in own),
        long_turns=len(long_turns),
        impersonal=sum(_OWN.isdisjoint(word.casefold() for word in w) for w in long_turns),
        silence_turns=gap,
        silence_from=first,
        silence_ms=time,
    )


def _silence(speaker: str, talk: Sequence[SpokenTurn]) -> tuple[int, int | None, int | None]:
    """Return the longest silence in turns, the number of the turn it begins with, and the longest in time."""
    own = [at for at, turn in enumerate(talk) if turn.speaker == speaker]
    longest, first = 0, None
    times = []
    for before, after in zip([-1, *own], [*own, len(talk)], strict=True):
        if after - before - 1 > longest:
            longest, first = after - before - 1, talk[before + 1].number
        if after - before > 1:
            begins, ends = talk[before + 1].time_ms, talk[min(after, len(talk) - 1)].time_ms
            # Time runs backwards where two recordings follow each other: such a gap cannot be measured.
            if begins is not None and ends is not None and ends >= begins:
                times.append(ends - begins)
    return longest, first, max(times, default=None)
