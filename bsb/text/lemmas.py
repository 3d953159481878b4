"""Base forms (lemmas) of Norwegian words, bokmål and nynorsk, and all the forms that a search should find.

A form may have several base forms ("lærer" is both *lærer* and, in nynorsk, of *lære*); two words are the same
to a search if they share one. Words that no dictionary has are read as what they most likely are: a genitive
("bydelens") or a compound, whose last part is inflected ("oppfølgingstjenesten").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bsb.text.counterparts import counterparts, to_bokmaal
from bsb.text.lemma_table import sections

_ENDINGS = ("e", "t", "en", "et", "a", "er", "ene", "ar", "ane", "ene", "ers", "ens")
_VERB_ENDINGS = ("er", "ar", "a", "et", "te", "de", "t", "r")
_SHORTEST_HEAD = 4
# What forms that are said often mean, where the table has another word first, or not this one at all.
_MEANT = {"satt": "sitte", "folka": "folk", "katta": "katt", "katter": "katt", "trappa": "trapp", "vakt": "vakt"}
_SHORTEST_MODIFIER = 3


@lru_cache(maxsize=200_000)
def bases(word: str) -> tuple[str, ...]:
    """Return the base forms of a lower-case word, bokmål first; none if it is no known word.

    >>> bases("læreren"), bases("skulen"), bases("bydelens"), bases("oppfølgingstjenesten"), bases("xyzzy")
    (('lærer',), ('skule',), ('bydel',), ('oppfølgingstjeneste',), ())
    """
    found = _listed(word)
    if found or len(word) < _SHORTEST_HEAD:
        return found
    if word.endswith("s") and (found := _listed(word[:-1])):
        return found
    modifier, head = split_compound(word)
    if not head and word.endswith("s"):
        modifier, head = split_compound(word[:-1])
    return tuple(modifier + base for base in _listed(head)) if head else ()


def _listed(word: str) -> tuple[str, ...]:
    forms, paradigms = sections()
    found = list(forms.words(word))
    if meant := _MEANT.get(word):
        found = [meant, *(other for other in found if other != meant)]
    # A word may be a base form of its own although the table reads it as a form of another: si (sin), føre (før).
    return (*found, word) if word in paradigms and word not in found else tuple(found)


def base(word: str) -> str:
    """Return one base form to count a lower-case word under: the bokmål one, or the word itself.

    >>> base("skulen"), base("skolen"), base("xyzzy")
    ('skole', 'skole', 'xyzzy')
    """
    found = bases(word)
    return to_bokmaal(found[0]) if found else word


def choose_bases(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the base form to count each word under, by what else is said in the same texts.

    Where a form may have several ("rådet": *råd*, or the verb *råde*), it is counted under the one that most words
    have which can have no other ("rådene"). ``counts`` are lower-case words and how often each is said.

    >>> choose_bases({"rådet": 3, "rådene": 1})["rådet"], base("rådet")
    ('råd', 'råde')
    """
    could = {
        word: [_MEANT[word]] if word in _MEANT else list(dict.fromkeys(map(to_bokmaal, bases(word)))) or [word]
        for word in counts
    }
    sure: dict[str, int] = {}
    for word, found in could.items():
        if len(found) == 1:
            sure[found[0]] = sure.get(found[0], 0) + counts[word]

    def weight(word: str, place: int, found: str) -> tuple[int, bool, int]:
        # Nothing else told: a word that ends as neither a verb nor a plural does is what it looks like.
        return sure.get(found, 0), found == word and word[-1] not in "aert", -place

    return {
        word: max(found, key=lambda each, word=word, found=found: weight(word, found.index(each), each))  # type: ignore[misc]
        for word, found in could.items()
    }


def is_word(word: str) -> bool:
    """Return whether a lower-case word is a Norwegian word: listed, a genitive or a compound.

    >>> is_word("aktivitetshuset"), is_word("gkonomi")
    (True, False)
    """
    return bool(bases(word))


def split_compound(word: str) -> tuple[str, str]:
    """Return (modifier, last part) of a compound of known words, or ("", "").

    The longest last part wins; the modifier may end in a linking -s- or -e-.

    >>> split_compound("oppfølgingstjenesten")
    ('oppfølgings', 'tjenesten')
    """
    forms, _paradigms = sections()
    for at in range(_SHORTEST_MODIFIER, len(word) - _SHORTEST_HEAD + 1):
        if word[at:] in forms:
            modifier = word[:at]
            linked = modifier[:-1] if modifier[-1] in "se" and at > _SHORTEST_MODIFIER else ""
            if any(part in forms or split_compound(part)[1] for part in (modifier, linked) if part):
                return modifier, word[at:]
    return "", ""


@lru_cache(maxsize=1000)
def forms_of(word: str) -> frozenset[str]:
    """Return every form that a search for a lower-case word by its base forms should find.

    All forms of its base forms, of their counterparts in the other written Norwegian, and their genitives. Forms
    that no text has cost a search next to nothing.

    >>> found = forms_of("skoler")
    >>> "skolen" in found, "skulane" in found, "skolens" in found, "skolestart" in found
    (True, True, True, False)
    """
    found = {word}
    own = bases(word) or (word,)
    _forms, paradigms = sections()
    for lemma in dict.fromkeys((*own, *(c for b in own for c in counterparts(b, paradigms.__contains__)))):
        found |= {lemma, *_paradigm(lemma)}
    return frozenset(found | {form + "s" for form in found if len(form) > 1 and not form.endswith("s")})


def _paradigm(lemma: str) -> set[str]:
    _forms, paradigms = sections()
    listed = paradigms.words(lemma)
    if listed:
        return set(listed)
    modifier, head = split_compound(lemma)
    if head and (inflected := paradigms.words(head)):
        return {modifier + form for form in inflected}
    if len(lemma) < _SHORTEST_HEAD:
        return set()
    # Not in any list: the usual endings of nouns and adjectives, or of verbs and nouns in -e.
    stem = lemma[:-1] if lemma.endswith("e") else ""
    guessed = {lemma + ending for ending in _ENDINGS}
    return guessed | {stem + ending for ending in _VERB_ENDINGS} | {lemma + "n"} if stem else guessed
