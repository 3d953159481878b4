"""Word division for talk: breaks, hyphens, slashes and full stops without a blank after them part words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_KEEP = frozenset(
    [
        "st.",
        "dr.",
        "kl.",
        "nr.",
        "fr.",
        "jr.",
        "sr.",
        "prof.",
        "mr.",
        "mrs.",
        "tlf.",
        "mob.",
        "adr.",
        "ca.",
        "evt.",
        "pga.",
        "mht.",
        "osv.",
        "dvs.",
        "bl.a.",
        "f.eks.",
    ]
)
_LETTER = r"[^\W\d_]"


def use(nlp: Language) -> None:
    """Change a Norwegian pipeline's tokenizer in place."""
    from spacy.util import compile_infix_regex, compile_prefix_regex

    defaults = nlp.Defaults
    prefixes = [*(defaults.prefixes or ()), r"[-–—_*/]+(?=\w)", r"\.+(?=\w)", r"[’'](?=\w{3})"]
    infixes = [
        *(defaults.infixes or ()),
        rf"(?<={_LETTER})\.+(?={_LETTER})",
        r"/+",
        r"…+",
        r"(?<=\w)[()\[\]?!\"«»”“]+(?=\w)",
    ]
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.url_match = None  # "kan.være" is no web address; real ones are found in the text itself
    tokenizer.rules = {form: rule for form, rule in tokenizer.rules.items() if form.lower() in _KEEP}


_RUN = re.compile(r"\S{300}")
_PIECE = re.compile(r"\w{1,60}|[^\w\s]{1,60}|\s+")


def document(nlp: Language, text: str) -> str | Doc:
    """Return what to give the pipeline: the text, or a doc cut up simply where a run without blanks is too long.

    spaCy's tokenizer peels such a run letter by letter, in time that grows with the square of its length.
    """
    if not _RUN.search(text):
        return text
    from spacy.tokens import Doc

    pieces = _PIECE.findall(text)
    return Doc(nlp.vocab, words=pieces, spaces=[False] * len(pieces))
