"""What text recognisers make of Norwegian print: how well a page was read, and words with å, ø and æ misread."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bsb.text.lemmas import is_word

_MISREAD = {
    "å": "(?:[åa&dáàâäé]|aa)",
    "ø": "(?:[øog@0eaöó]|ao|oe)",
    "æ": "(?:[æea]|ae|ee|oe|ze)",
}
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def quality(words: Iterable[str]) -> float | None:
    """Return the share of lower-case words that are Norwegian, 0 to 1; None where there is nothing to judge.

    Numbers and single letters do not count. Names and foreign words keep well-read Norwegian print near 0.97; a
    page below 0.92 or so has been read badly.

    >>> quality(["mål", "for", "bedre", "gkonomi"])
    0.75
    """
    judged = [is_word(word) for word in words if _LETTERS.fullmatch(word)]
    return sum(judged) / len(judged) if judged else None


def misread(forms: Iterable[str], vocabulary: Iterable[str], *, prefix: bool = False) -> frozenset[str]:
    """Return the words of a vocabulary that may be one of the forms with å, ø or æ misread.

    å may stand as & or a, ø as o, g or @, æ as ae or e, and some more; all other letters must be right. With
    ``prefix``, only the beginning must fit.

    >>> sorted(misread(["økonomi", "på"], ["gkonomi", "@konomi", "p&", "pa", "pi", "økonom"]))
    ['@konomi', 'gkonomi', 'p&', 'pa']
    """
    wanted = "|".join("".join(_MISREAD.get(letter, re.escape(letter)) for letter in form) for form in forms)
    pattern = re.compile(wanted)
    fits = pattern.match if prefix else pattern.fullmatch
    return frozenset(word for word in vocabulary if fits(word))
