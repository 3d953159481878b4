"""Word division for talk: breaks, hyphens, slashes and full stops without a blank after them part words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

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
