"""Questions that are heavy to read aloud and to take in."""

from __future__ import annotations

import itertools

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import is_verb, low
from bsb.guide.check.words import SUBJECTS
from bsb.text.lix import lix
from bsb.text.marks import words

#: LIX of a few words jumps by tens with one long word, so it is asked of longer questions only.
SHORTEST = 12
#: A question is heard, not read, and from here on it reads like a newspaper (Björnsson 1968: 45 is the middle).
HIGHEST = 45
#: Words in a question that nobody can hold in mind, however short they are.
LONGEST = 28
#: All that participants read or hear in a guide together.
HIGHEST_IN_ALL = 40
#: Letters of a single word that has to be taken apart to be understood ("kontaktpersonene" has sixteen).
LONGEST_WORD = 18
#: Letters a word on average, in questions of four words or more; everyday ones stay under seven.
MEAN_LETTERS = 8.5
_FEWEST_WORDS = 4
_STEM = 6
#: Clauses inside each other ("det du tror at de vet at du vil"): who does what five times over.
MOST_CLAUSES = 4


def hard_to_read(asked: Asked) -> Hit | None:
    """Find a heavy question, by any of four signs; a word that the guide has explained is not counted as long.

    LIX 45 or more in 12 words or more, or more than 28 words; a word of 18 letters or more; words of 8.5 letters on
    average; a subject beside its verb five times or more.
    """
    found, measured = words(asked.text), lix(asked.text)
    if measured is None:
        return None
    if (len(found) >= SHORTEST and measured >= HIGHEST) or len(found) > LONGEST:
        return Hit(f"LIX {measured:.0f}")
    explained = " ".join(asked.explained).casefold()
    plain = [word for word in found if len(word) <= _STEM or word.casefold()[:-2] not in explained]
    if long := [word for word in plain if len(word) >= LONGEST_WORD and "-" not in word]:
        return Hit(long[0])
    if len(plain) >= _FEWEST_WORDS and sum(map(len, plain)) >= MEAN_LETTERS * len(plain):
        return Hit(" … ".join(sorted(plain, key=len)[-2:]))
    if (nested := _clauses(asked)) > MOST_CLAUSES:
        return Hit(f"{nested} ×")
    return None


def _clauses(asked: Asked) -> int:
    """Return how often a subject stands beside its verb in a question."""
    found = low(asked.text)
    places = [
        place
        for place, (one, two) in enumerate(itertools.pairwise(found))
        if (one in _WHO and is_verb(two, asked.language)) or (two in _WHO and is_verb(one, asked.language))
    ]
    return len([place for place in places if place - 1 not in places])


_WHO = SUBJECTS - {"ikke", "ikkje"}
