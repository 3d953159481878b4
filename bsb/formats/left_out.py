"""Counting what a reader leaves out, and saying so in a sentence each."""

from __future__ import annotations

from collections import Counter

from bsb.i18n import ngettext


def notices(counts: Counter[str]) -> tuple[str, ...]:
    """Return one sentence for each kind of thing counted, in a fixed order; nothing for a count of 0.

    >>> notices(Counter(deleted=1))
    ('1 tracked deletion was left out.',)
    """
    return tuple(_sentence(kind, counts[kind]) for kind in _KINDS if counts[kind])


_KINDS = ("deleted", "hidden", "furniture", "textbox", "comment", "sheet", "undecoded")


def _sentence(kind: str, n: int) -> str:
    texts = {
        "deleted": ngettext("{n} tracked deletion was left out.", "{n} tracked deletions were left out.", n),
        "hidden": ngettext("{n} piece of hidden text was left out.", "{n} pieces of hidden text were left out.", n),
        "furniture": ngettext(
            "{n} page header or footer was left out.", "{n} page headers or footers were left out.", n
        ),
        "textbox": ngettext(
            "{n} text box was read after the paragraph it hangs on.",
            "{n} text boxes were read after the paragraphs they hang on.",
            n,
        ),
        "comment": ngettext("{n} comment was left out.", "{n} comments were left out.", n),
        "sheet": ngettext("{n} further sheet was left out.", "{n} further sheets were left out.", n),
        "undecoded": ngettext(
            "{n} character could not be read and stands as �.",
            "{n} characters could not be read and stand as �.",
            n,
        ),
    }
    return texts[kind].format(n=n)
