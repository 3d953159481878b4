"""The list of words that want an explanation, and of names that point to nobody: ``guides/ordliste.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bsb.formats.yaml_entries import open_entry

FILE = "ordliste.yaml"
_ENDING = r"(?:s|n|ns|en|ens|et|ets|a|as|er|ers|ene|enes|ar|ane|ne|e|r|t|te|de|dde|ande|isk|iske)?"
_SHORTEST_IN_COMPOUND = 6


@dataclass(frozen=True)
class Term:
    """A word that wants an explanation, the other ``forms`` it is written in, and a ``plain`` way to say it."""

    word: str
    plain: str
    forms: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the word in any inflection, and at either end of a compound; an abbreviation as it is written."""
        return re.compile("|".join(map(_form, (self.word, *self.forms))))


def _form(form: str) -> str:
    """Return the pattern of one form.

    >>> bool(re.search(_form("samhandling"), "Samhandlingen")), bool(re.search(_form("IP"), "ip"))
    (True, False)
    >>> bool(re.search(_form("tiltak"), "tiltaksplanen"))
    True
    """
    if form[:1].isupper():
        return rf"(?<![\w-]){re.escape(form)}(?:-\w+|s)?(?![\w-])"
    if len(form) < _SHORTEST_IN_COMPOUND:
        return rf"(?i:(?<!\w){re.escape(form)}{_ENDING}(?!\w))"
    return rf"(?i:(?<!\w)\w*{re.escape(form)}(?:{_ENDING}|[se]?\w{{3,}})(?!\w))"


@dataclass(frozen=True, slots=True)
class Wordlist:
    """Terms to explain, abbreviations that all ``known``, and proper ``names`` that point to nobody."""

    terms: tuple[Term, ...] = ()
    known: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def load_wordlist(paths: Iterable[Path]) -> Wordlist:
    """Read the lists of some files as one. A word in an earlier file stands before the same word in a later one.

    Raises BsbError with file and line for an unknown, missing or mistyped key.
    """
    terms: dict[str, Term] = {}
    known: set[str] = set()
    names: set[str] = set()
    for path in paths:
        top = open_entry(path)
        top.allow(required=(), optional=("words", "known", "names"))
        for entry in top.items("words"):
            entry.allow(required=("word", "plain"), optional=("forms",))
            term = Term(entry.text("word"), entry.text("plain"), entry.texts("forms"))
            terms.setdefault(term.word, term)
        known |= {word.casefold() for word in top.texts("known")}
        names |= {name.casefold() for name in top.texts("names")}
    wanted = tuple(term for term in terms.values() if term.word.casefold() not in known)
    return Wordlist(wanted, frozenset(known), frozenset(names))
