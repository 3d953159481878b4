"""Small classes of words by base form, bokmål and nynorsk together: verbs that judge, and negations without a "not".

A class lists base forms, and ``is_one`` finds every inflection of them through the table of forms. English has no
such table here, so its words stand in the forms that questions use.
"""

from __future__ import annotations

import re

from bsb.text.lemmas import bases

#: What people are blamed or praised for: whoever asks with one of these has judged already.
_JUDGING = """
svikte svike ødelegge øydelegge rote forsømme overse krenke ydmyke trakassere skuffe mislykkes mislykkast forverre
hindre sløse somle rose berømme skryte neglisjere bagatellisere sabotere forsinke vanskjøtte mishandle slurve klusse
failed fail fails ruined neglected betrayed ignored wasted spoiled
"""
#: Verbs that deny by what they mean (implicit negatives: "let be", "refuse", "lack").
_DENYING = """
mangle nekte slippe unngå unnlate avstå forby hindre benekte mislykkes mislykkast tvile utelukke sleppe forbode
refuse refuses refused avoid avoids lack lacks deny denies forbid doubt doubts prevent prevents stop stops
"""
#: They begin as a negated word does, and are none; or they only set two things apart.
_NOT_NEGATED = """
ulik ulike ulikt ung unge ulikskap uavhengig utrolig utruleg uansett ufør uføre ulempe umake urett utrede utøve
"""
_NO_NEGATION = frozenset(_NOT_NEGATED.split())

JUDGING = frozenset(_JUDGING.split())
DENYING = frozenset(_DENYING.split())


def is_one(word: str, lexicon: frozenset[str]) -> bool:
    """Return whether a lower-case word is a form of one in a class.

    >>> is_one("sviktet", JUDGING), is_one("manglar", DENYING), is_one("hjelper", JUDGING)
    (True, True, False)
    """
    forms = {word, *bases(word)}
    if word.endswith("ar"):  # nynorsk: “manglar”, which the table may know as a noun alone
        forms.add(word[:-2] + "e")
    return not forms.isdisjoint(lexicon)


def is_negated(word: str) -> bool:
    """Return whether a lower-case word is an adjective with the negating un- in front, by the table of forms.

    >>> is_negated("uklart"), is_negated("utrygge"), is_negated("uka"), is_negated("uro"), is_negated("ulikt")
    (True, True, False, False, False)
    """
    if not re.match(r"u\w{4}", word) or word in _NO_NEGATION:
        return False
    for base in (*bases(word), word):
        rest = base[1:]
        inflected = any(rest in bases(rest + ending) for ending in ("e", "t", rest[-1] + "e"))
        if base.startswith("u") and base not in _NO_NEGATION and rest in bases(rest) and inflected:
            return True
    return False
