"""Questions that are heavy to read aloud and to take in."""

from __future__ import annotations

from bsb.guide.check.asked import Asked, Hit
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


def hard_to_read(asked: Asked) -> Hit | None:
    """Find a question of 12 words or more with LIX 45 or more, or one of more than 28 words."""
    count, found = len(words(asked.text)), lix(asked.text)
    if found is not None and ((count >= SHORTEST and found >= HIGHEST) or count > LONGEST):
        return Hit(f"LIX {found:.0f}")
    return None
