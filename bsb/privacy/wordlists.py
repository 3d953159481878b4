"""The lists shipped in ``lists/``: names, places, institutions, ordinary words; loaded when first needed.

Where they come from and under which licences: ``lists/SOURCES.md``. ``models/build_lists.py`` builds them.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Container
from functools import cache
from importlib import resources

from bsb.privacy.forms import bases, bokmaal, dialect

FIRST, LAST, PLACE, WORD, COMMON, GENERAL, INSTITUTION, FAMILIAR = 1, 2, 4, 8, 16, 32, 64, 128


_LONGEST = 48  # letters; what is longer is no word, and looking for compounds in it takes long
_SHORT, _SPLIT = 3, 8  # letters: parts as short as this must be frequent words; parts from here on may be compounds
_NAMED = FIRST | LAST | PLACE
# Endings of words inflected as no list has them.
_ENDINGS = (
    "ene", "ane", "ende", "ande", "er", "ar", "en", "et", "te", "de", "ere", "este", "est", "a", "e", "t", "s",
    "r", "n",
)  # fmt: skip
#: Last parts of farm and place names. A compound that ends in one is a word only if a dictionary holds it whole:
#: "fjellhagen" or "rosvold" is as likely a name.
NAME_TAILS = frozenset((
    "land", "dal", "dale", "dalen", "vik", "vika", "viken", "berg", "bergs", "berget", "nes", "neset", "ness",
    "øy", "øya", "øyane", "stad", "stads", "tveit", "tvet", "tvedt", "rud", "rød", "sund", "haug", "haugen", "bø",
    "set", "seth", "seter", "sæter", "sætre", "vold", "voll", "vollen", "vang", "vangen", "gård", "gard", "gaard",
    "lie", "lien", "lia", "hage", "hagen", "bakk", "bakke", "bakken", "bakkane", "moen", "heim", "ås", "åsen",
    "fjord", "fjorden", "strand", "sjø", "skog", "eid", "eide", "torp", "lund", "holm", "holmen", "holt", "fjell",
    "stein", "løkka", "løkken", "løkkja", "brekk", "brekka", "brekke", "myr", "myra", "myran", "myren", "stø",
    "støl", "bråten", "bråthen", "slett", "sletta", "sletten", "kvam", "våg", "våge", "vågen", "foss", "fossen",
    "elv", "elva", "bu", "botn", "botnen", "kleiv", "kleiva", "stuen", "stue", "stua", "krok", "kroken", "helle",
    "hella", "hellen", "tun", "tunet", "hol", "hov", "gjerde", "gjerdet", "jord", "jordet", "hei", "heia", "heii",
    "mark", "marka", "marken", "oset", "tange", "tangen", "sand", "sanden", "skar", "skard", "kilen", "hovde",
    "nos", "nosa", "mann", "man", "sen", "son", "vard", "røe", "rem", "mo", "os", "odd", "odden", "bekk",
    "bekken", "hammer", "hammar", "vatn", "vatnet", "vatne", "tjern", "tjernet", "tjønn", "tjønna", "rust",
    "rusten", "stul", "stulen", "sve", "sveen", "klev", "kleven", "kleppe", "klepp", "kjos", "kjosen", "leite",
    "leitet", "lid", "løken", "reitan", "reite", "rønning", "rønningen", "tofte", "tuft", "tufte", "tuv",
    "tveiten", "tveita", "øren", "øyen", "åker", "ekra", "ekern", "aksla", "knatten", "knausen", "nuten",
    "pynten", "toppen", "terrassen", "sætra", "aker", "tind", "tinden", "kollen", "brink", "brinken", "pollen",
    "fet", "rabben", "rabbe", "engen", "eng", "vad", "vadet", "viki", "marki", "bygd", "grend", "gjerd",
    "stranda", "støa", "tøa", "tjørn", "bråtan",
))  # fmt: skip

_LONGEST_TAIL = max(map(len, NAME_TAILS))


def lines(name: str) -> list[str]:
    """Return the lines of one shipped list."""
    path = resources.files("bsb.privacy") / "lists" / f"{name}.xz"
    return lzma.decompress(path.read_bytes()).decode("utf-8").split("\n")


class Lists:
    """All lists in memory, and one question: what do they say about a word form?"""

    def __init__(self) -> None:
        self.first = _weights("first")
        self.last = _weights("last")
        self.places = frozenset(lines("places"))
        self.districts = {alias.lower() for line in lines("districts") for alias in line.split("|")}
        self.institutions = frozenset(lines("institutions"))
        self.general = frozenset(lines("general"))
        self.common = frozenset(lines("common"))
        self.words = self.common.union(lines("words"))
        self.place_words = frozenset(p for p in self.places | self.districts if " " not in p)
        self._codes: dict[str, int] = {}

    def code(self, form: str) -> int:
        """Return the flags (FIRST | LAST | PLACE ...) of a word form in any case, with or without genitive.

        >>> load().code("Karis") & FIRST
        1
        """
        known = self._codes.get(form)
        if known is None:
            if len(form) > _LONGEST:
                return 0
            known = self._codes[form] = self._look_up(form.lower().strip("'’"))
        return known

    def is_word(self, form: str) -> bool:
        """Say whether a lower-case form is an ordinary word, a compound of some, or nynorsk for one in the lists."""
        if self._plain(form):
            return True
        if like_a_place(form, self.words, self.common):
            return False
        if len(form) > 4 and form[-1] in "s-" and self._plain(form[:-1]):
            return True
        return any(other in self.words for other in bokmaal(form))

    def familiar(self, form: str) -> bool:
        """Say more generously whether a lower-case form is ordinary: inflected, hyphenated, or a looser compound."""
        if self.is_word(form):
            return True
        if like_a_place(form, self.words, self.common):
            return False
        if any(form.endswith(e) and self._whole(form[: -len(e)]) for e in _ENDINGS):
            return True
        if any(other in self.words for other in dialect(form)):
            return True
        parts = [part for part in re.split(r"[-/'’]", form) if part]
        if len(parts) > 1:
            return all(self.is_word(part) or part.isdigit() for part in parts)
        for cut in range(4, len(form) - 3):
            head, tail = form[:cut], form[cut:]
            if tail in NAME_TAILS or not self.is_word(tail):
                continue
            if self.is_word(head) or (head[-1] == "s" and self.is_word(head[:-1])):
                return True
        return False

    def _whole(self, stem: str) -> bool:
        return len(stem) > 4 and (self._plain(stem) or self._plain(stem + "e"))

    def _plain(self, form: str) -> bool:
        return form in self.words or compound(form, self.words, self.common)

    def _look_up(self, form: str) -> int:
        code = 0
        for base in bases(form):
            code |= FIRST * (base in self.first) | LAST * (base in self.last)
            code |= PLACE * (base in self.place_words) | INSTITUTION * (base in self.institutions)
        for base in bases(form) if not code else (form,):  # "Lars" is no genitive of "lar", nor "Aas" of "AA"
            code |= COMMON * (base in self.common)
            code |= GENERAL * (base in self.general and (base == form or len(base) > 2))
        if "-" in form and form.partition("-")[0] in self.general:  # "NAV-kontoret"
            code |= GENERAL
        if not code & _NAMED and "-" in form:
            for part in form.split("-"):
                code |= FIRST * (part in self.first) | LAST * (part in self.last) | PLACE * (part in self.place_words)
        named = bool(code & _NAMED)
        if (
            code & COMMON
            or not any(c.isalpha() for c in form)
            or self._plain(form)
            or (not named and self.is_word(form))
        ):
            code |= WORD | FAMILIAR
        elif not named and self.familiar(form):
            code |= FAMILIAR
        return code


def compound(form: str, words: Container[str], common: Container[str]) -> bool:
    """Say whether a form is made of words, with or without a joining s or e; its short parts must be common ones.

    >>> compound("husleie", {"leie"}, {"hus"}), compound("husvik", {"vik"}, {"hus"})
    (True, False)
    """
    if like_a_place(form, words, common):
        return False
    for cut in range(_SHORT, len(form) - _SHORT + 1):
        head, tail = form[:cut], form[cut:]
        if tail in NAME_TAILS or tail not in (common if len(tail) == _SHORT else words):
            continue
        if cut > _SHORT or len(tail) > _SHORT:
            heads = (head, head[:-1]) if cut > _SHORT and head[-1] in "se-" else (head,)
            if any(_part(part, words, common) for part in heads):
                return True
    return False


def like_a_place(form: str, words: Container[str], common: Container[str]) -> bool:
    """Say whether a form is a word and an ending of farms: "granvika" is made of no others, nor a genitive.

    >>> like_a_place("granvika", {"gran"}, set()), like_a_place("pausen", set(), set())
    (True, False)
    """
    for size in range(_SHORT, min(_LONGEST_TAIL, len(form) - _SHORT) + 1):
        if form[-size:] in NAME_TAILS:
            head = form[:-size]
            if _part(head, words, common) or (head[-1] in "se" and _part(head[:-1], words, common)):
                return True
    return False


def _part(part: str, words: Container[str], common: Container[str]) -> bool:
    if len(part) == _SHORT:
        return part in common
    return part in words or (len(part) >= _SPLIT and compound(part, words, common))


def _weights(name: str) -> dict[str, int]:
    pairs = (line.partition("\t") for line in lines(name))
    return {form: int(weight) for form, _, weight in pairs}


@cache
def load() -> Lists:
    """Return the lists, read once."""
    return Lists()
