"""Proposing which codes of several evaluations belong together, by likeness of name and definition.

A proposal is never more than that: it is marked, and counts nowhere until a person has confirmed it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import mean

from bsb.coding.codes import Code
from bsb.synthesis.codes import CodeMap, Theme, plus
from bsb.text.lemmas import base, split_compound
from bsb.text.match import fold, slug
from bsb.text.stopwords import STOP_WORDS

#: From here on two codes are taken to be about the same.
LIKE = 0.35
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a code says of itself: its names as they are compared, and the base forms in its name and definition."""

    names: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, thing: Code | Theme) -> Wording:
        """Return the wording of a code or a theme."""
        words = _bases(f"{thing.name} {thing.definition}")
        return cls(frozenset((fold(thing.key), fold(thing.name))), words)


def likeness(one: Wording, other: Wording, weights: Mapping[str, float]) -> float:
    """Return how alike two codes are, from 0 to 1 (the same name or key).

    The weighted overlap coefficient (Szymkiewicz-Simpson) of the base forms in names and definitions: what both say,
    over what the shorter one says. Words that few codes have weigh more (``weights``, 1 where a word is not there).

    >>> medicine = Code("medisin", "theme", "Medisiner", definition="Om medisiner og bivirkninger av dem")
    >>> use = Code("medisinbruk", "theme", "Medisinbruk", definition="Bruk av medisiner, bivirkninger")
    >>> meals = Code("mat", "theme", "Måltider")
    >>> likeness(Wording.of(medicine), Wording.of(use), {}), likeness(Wording.of(medicine), Wording.of(meals), {})
    (1.0, 0.0)
    """
    if one.names & other.names:
        return 1.0
    least = min(_weight(one.words, weights), _weight(other.words, weights))
    return _weight(one.words & other.words, weights) / least if least else 0.0


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(word, 1.0) for word in words)


def _weights(wordings: Iterable[Wording]) -> dict[str, float]:
    """Return how much each word tells: the inverse of how many different wordings have it (Spärck Jones 1972)."""
    different = {wording.words for wording in wordings}
    having: dict[str, int] = {}
    for words in different:
        for word in words:
            having[word] = having.get(word, 0) + 1
    return {word: math.log(1 + len(different) / n) for word, n in having.items()}


def _bases(text: str) -> frozenset[str]:
    words = [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]
    return frozenset(part for word in words for part in _parts(word))


@cache
def _parts(word: str) -> tuple[str, ...]:
    """Return the base form of a word, or those of the parts of a compound."""
    before, last = split_compound(word)
    if before and len(before) >= 4:
        linked = before[:-1] if before[-1] in "se" and base(before[:-1]) != before[:-1] else before
        return base(linked), base(last)
    return (base(word),)


def propose(codes: CodeMap, books: Mapping[str, Sequence[Code]], *, facets: Sequence[str] = ("theme",)) -> CodeMap:
    """Return the map with proposals for every code that stands nowhere: under the theme it is most like.

    Codes of several evaluations that are like each other and no theme become a new one. What is like nothing stays
    open, and what a person refused is not proposed again. The same map and codebooks give the same proposals.
    """
    waiting = [
        (project, code)
        for project, book in books.items()
        for code in _open(codes, project, book)
        if code.facet in facets
    ]
    known = {(project, code.key): Wording.of(code) for project, book in books.items() for code in book}
    weights = _weights(known.values())
    themes = {theme.key: theme for theme in codes.themes}
    worded = {theme.key: _wordings(theme, known) for theme in codes.themes}
    left: list[tuple[str, Code]] = []
    for project, code in waiting:
        own = known[project, code.key]
        scores = {
            key: max(likeness(own, other, weights) for other in worded[key])
            for key, theme in themes.items()
            if code.key not in theme.refused.get(project, ())
        }
        best = max(scores, key=lambda key: scores[key], default=None)
        if best is None or scores[best] < LIKE:
            left.append((project, code))
        else:
            themes[best] = replace(themes[best], proposed=plus(themes[best].proposed, project, [code.key]))
    for cluster in _clusters(left, known, weights):
        new = _new(cluster, themes)
        themes[new.key] = new
    return replace(codes, themes=tuple(themes.values()))


def _open(codes: CodeMap, project: str, book: Sequence[Code]) -> list[Code]:
    placed = codes.placed(project)
    return [code for code in book if code.key not in placed and code.codable and code.status == "active"]


def _wordings(theme: Theme, known: Mapping[tuple[str, str], Wording]) -> list[Wording]:
    own = [known.get((project, key)) for project, keys in theme.codes.items() for key in keys]
    return [Wording.of(theme), *(wording for wording in own if wording)]


def _clusters(
    left: Sequence[tuple[str, Code]], known: Mapping[tuple[str, str], Wording], weights: Mapping[str, float]
) -> list[list[tuple[str, Code]]]:
    """Put codes together: those of one name first, then groups that are alike; only what several evaluations have."""
    named: list[list[tuple[str, Code]]] = []
    for project, code in left:
        own = known[project, code.key]
        home = next((g for g in named if known[g[0][0], g[0][1].key].names & own.names), None)
        if home is None:
            named.append([(project, code)])
        else:
            home.append((project, code))
    joined: list[list[tuple[str, Code]]] = []
    for group in sorted(named, key=lambda group: -len(group)):  # those that most have lead
        own = known[group[0][0], group[0][1].key]
        scores = [mean(likeness(own, w, weights) for w in {known[p, c.key] for p, c in other}) for other in joined]
        best = max(range(len(joined)), key=lambda at: scores[at], default=-1)
        if best >= 0 and scores[best] >= LIKE:
            joined[best] += group
        else:
            joined.append(list(group))
    return [cluster for cluster in joined if len({project for project, _code in cluster}) > 1]


def _new(cluster: Sequence[tuple[str, Code]], taken: Collection[str]) -> Theme:
    first = cluster[0][1]
    key, number = slug(first.name)[:60].strip("-") or first.key, 1
    while key in taken:
        number += 1
        key = f"{first.key}-{number}"
    theme = Theme(key, first.name, first.definition.replace("\n", " "))
    for project, code in cluster:
        theme = replace(theme, proposed=plus(theme.proposed, project, [code.key]))
    return theme
