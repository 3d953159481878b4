"""What the check leaves out in a guide's language, so that silence is not taken for praise."""

from __future__ import annotations

from bsb.i18n import N_
from bsb.i18n import gettext as _

_LEFT_OUT = {
    "nb": (),
    "nn": (),
    "en": (
        N_("words to explain in other forms than those of the list, and words made as officials make them"),
        N_("first names at the beginning of a sentence"),
        N_("negations and judgements in other words than the commonest"),
        N_("LIX is made for Scandinavian languages; in English it comes out lower"),
    ),
}


def not_checked(language: str) -> tuple[str, ...]:
    """Return what is not checked, or checked less well, in a language of a guide, in words; none for Norwegian.

    >>> not_checked("nn"), len(not_checked("en"))
    ((), 4)
    """
    return tuple(_(text) for text in _LEFT_OUT[language])
