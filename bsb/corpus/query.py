"""What a person writes to search for, made into terms: words by base form, exact, by beginning, or as a phrase."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store.fts import Term
from bsb.text.lemmas import forms_of
from bsb.text.tokens import TALK, Reading, Token

#: lemma: in any inflection. exact: this form. prefix: beginning with this. phrase: these forms side by side.
#: regex: a regular expression over the text of a turn as it stands.
MODES = ("lemma", "exact", "prefix", "phrase", "regex")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_LONGEST = 40  # words


@dataclass(frozen=True, slots=True)
class Query:
    """Parts that must all stand in one turn; a part is words that stand side by side."""

    parts: tuple[tuple[Term, ...], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, in order."""
        return tuple(term for part in self.parts for term in part)

    @property
    def single(self) -> bool:
        """Whether one word is looked for, so that the index alone can tell which turns have it."""
        return len(self.terms) == 1

    def finder(self, reading: Reading = TALK) -> Callable[[str], list[tuple[int, int]]]:
        """Return a function that gives the spans of the parts in a text, in order; none unless each is there."""
        if self.single:
            (term,) = self.terms
            return reading.finder(term.forms, prefix=term.prefix)
        return lambda text: self._spans(list(reading.tokens(text)))

    def _spans(self, words: list[Token]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for part in self.parts:
            here = [
                (words[at][1], words[at + len(part) - 1][2])
                for at in range(len(words) - len(part) + 1)
                if all(term.fits(words[at + number][0]) for number, term in enumerate(part))
            ]
            if not here:
                return []
            spans += here
        return sorted(set(spans))


def parse(
    text: str,
    mode: str = "lemma",
    *,
    forms: Callable[[str], frozenset[str]] = forms_of,
    reading: Reading = TALK,
) -> Query:
    """Return the query that a text asks for in a mode other than regex.

    Words are looked for in the same turn, in any order; words in quotes, and the parts of a hyphenated word, side
    by side. A star after a word looks for its beginning. ``forms`` gives the forms of a word in lemma mode,
    ``reading`` how words are parted.

    Raises BsbError if there is no word in the text, or more than 40.

    >>> [len(part) for part in parse("ikke «egen inngang»").parts]
    [2, 1]
    """
    quoted = [text] if mode == "phrase" else _QUOTED.findall(text)
    pieces = quoted + ([] if mode == "phrase" else _QUOTED.sub(" ", text).split())
    parts = []
    for piece in pieces:
        words = [word for word, _start, _end in reading.tokens(piece) if word]
        star = mode == "prefix" or piece.endswith("*")
        part = [Term(forms(word) if mode == "lemma" else frozenset([word])) for word in words]
        if part and star:
            part[-1] = Term(frozenset([words[-1]]), prefix=True)
        if part:
            parts.append(tuple(part))
    if not parts:
        raise BsbError(
            _("There is no word to search for."), _("For signs and marks, use a regular expression: --regex")
        )
    if sum(map(len, parts)) > _LONGEST:
        raise BsbError(_("That is more than {n} words to search for.").format(n=_LONGEST), _("Write fewer words."))
    return Query(tuple(parts))
