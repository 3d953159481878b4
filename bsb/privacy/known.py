"""What papers may say: the phrases of our own templates, guides and codebook, the project's names, and kept forms.

A recogniser made for talk takes many a heading for a name. Here it is told what is ours. A finding is ours only if
its words stand between the same neighbours in one of our texts, so that a real name put where a template has room
for one is never ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bsb.privacy.hits import Found
from bsb.privacy.kept import KINDS, KeptForms
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, LAST, PLACE, WORD, load

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
#: Where a text has room for others: Jinja's and gettext's holes, and what a backslash stands for.
_HOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}|%\(\w+\)[sd]|%[sd]|\\\w", re.DOTALL)
_STOP = re.compile(r"[.!?:;…–—•|\n\t\"«»“”()\[\]/]")
_GUESSING = frozenset(("model", "capitals", "propagation"))  # recognisers that go by the look of a word
_OPEN = "\0"  # a hole, or the edge of a text
_LONG = 3  # words that are ours wherever they stand in this order, whatever they may be besides


class Known:
    """Our own phrases, names and kept forms.

    ``texts`` are what we ship or wrote: their holes ("{name}") fit anything. ``names`` are names that papers may
    bear anywhere: districts, services, interviews, coders, dates of ours.

    >>> ours = Known(["Merk deg {n} ting"], ["Nordre Aker", "TL"])
    >>> text = "Merk deg tre ting. Nordre Aker, TL. Kari"
    >>> [ours.holds(Found(a, b, "person", 0.9, "model", ""), text) for a, b in ((0, 4), (26, 30), (36, 40))]
    [True, True, False]
    """

    def __init__(self, texts: Iterable[str], names: Iterable[str], kept: KeptForms | None = None) -> None:
        self._words: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        self._whole: set[tuple[str, ...]] = set()
        for text in texts:
            for row in _rows(text):
                self._words.update(row)
                self._pairs.update(pairwise(row))
                self._whole.update(_runs(row))
        self._words.discard(_OPEN)
        self._names: dict[str, list[list[str]]] = {}
        for name in names:
            words = _TOKEN.findall(name)
            if words:
                self._names.setdefault(words[0].casefold(), []).append([w.casefold() for w in words])
        self._kept = kept or KeptForms()

    def holds(self, found: Found, text: str) -> bool:
        """Say whether a finding in a text is ours or kept."""
        if found.source == "register":
            return False
        if found.kind in KINDS and text[found.start : found.end] in self._kept:
            return True
        tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
        inside = [i for i, (start, end, _w) in enumerate(tokens) if start < found.end and end > found.start]
        if not inside:
            return False
        named = self._named([word.casefold() for _s, _e, word in tokens])
        if all(i in named for i in inside):
            return True
        if found.source in _GUESSING and all(i in named or _plain(tokens, i, text) for i in inside):
            return True
        if found.kind not in KINDS:
            return False
        if self._phrase(tokens, inside, named, text):
            return True
        parts: list[list[int]] = [[inside[0]]]
        for a, b in pairwise(inside):
            if _STOP.search(text, tokens[a][1], tokens[b][0]):
                parts.append([])
            parts[-1].append(b)
        return all(self._run(tokens, part, named, text) or self._phrase(tokens, part, named, text) for part in parts)

    def _named(self, words: list[str]) -> set[int]:
        """Return which words belong to names of ours."""
        found: set[int] = set()
        for i, word in enumerate(words):
            for name in self._names.get(word, self._names.get(word.removesuffix("s"), ())):
                have = words[i : i + len(name)]
                if have == name or (have[:-1] == name[:-1] and have[-1:] == [name[-1] + "s"]):
                    found.update(range(i, i + len(name)))
        return found

    def _phrase(self, tokens: list[tuple[int, int, str]], inside: list[int], named: set[int], text: str) -> bool:
        """Say whether words stand in our texts, and there between the neighbours that they have here."""
        if any(not self._ours(tokens[i][2]) for i in inside if i not in named):
            return False
        strange = {i for i in inside if i not in named and not load().code(tokens[i][2]) & FAMILIAR}
        for i in range(max(0, inside[0] - 1), min(inside[-1] + 2, len(tokens)) - 1):
            if _STOP.search(text, tokens[i][1], tokens[i + 1][0]):
                continue
            a, b = (_OPEN if j in named or tokens[j][2].isdigit() else tokens[j][2].casefold() for j in (i, i + 1))
            if (a, b) in self._pairs:
                strange -= {i, i + 1}
            elif not {(a, _OPEN), (_OPEN, b)} & self._pairs and not a == b == _OPEN:
                return False
        return not strange  # a word in no dictionary needs a neighbour of ours

    def _run(self, tokens: list[tuple[int, int, str]], inside: list[int], named: set[int], text: str) -> bool:
        """Say whether words stand in a run of words that is all of one of our texts, or all between its holes.

        So papers in a language of which there are no word lists can be told from names. A run of one or two words
        must stand alone, and hold no name.
        """
        first, last = inside[0], inside[-1]
        while first and not _STOP.search(text, tokens[first - 1][1], tokens[first][0]):
            first -= 1
        while last + 1 < len(tokens) and not _STOP.search(text, tokens[last][1], tokens[last + 1][0]):
            last += 1
        words = [
            _OPEN if i in named or tokens[i][2].isdigit() else tokens[i][2].casefold() for i in range(first, last + 1)
        ]
        alone = tuple(word for word in words if word != _OPEN)
        if alone in self._whole and not any(load().code(word) & (FIRST | LAST) for word in alone):
            return True
        at, end = inside[0] - first, inside[-1] - first + 1
        return any(
            tuple(words[start:stop]) in self._whole
            for start in range(at + 1)
            for stop in range(max(end, start + _LONG), len(words) + 1)
        )

    def _ours(self, word: str) -> bool:
        """Say whether a word may be ours: it stands in our texts, and is a frequent word or in no list of names."""
        code = load().code(word)
        return word.casefold() in self._words and (bool(code & COMMON) or not code & (FIRST | LAST))


def _runs(row: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the runs of words between the holes of a phrase."""
    run: list[str] = []
    for word in (*row, _OPEN):
        if word == _OPEN:
            if run:
                yield tuple(run)
            run = []
        else:
            run.append(word)


def _plain(tokens: list[tuple[int, int, str]], i: int, text: str) -> bool:
    """Say whether an ordinary word, in no list of names, is written as ordinary words are."""
    start, _end, word = tokens[i]
    if start and text[start - 1] in "-." and word.islower():  # an option of a command, the ending of a file's name
        return True
    code = load().code(word)
    if not code & WORD or code & (FIRST | LAST | PLACE):
        return False
    return word.islower() or word.isupper() or i == 0 or bool(_STOP.search(text, tokens[i - 1][1], start))


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the words of each phrase of a text in lower case, with _OPEN where it has room for other words."""
    text = _HOLE.sub(f" {_OPEN} ", text)
    for phrase in _STOP.split(text):
        row = [word.casefold() for word in re.findall(rf"{_OPEN}|{_TOKEN.pattern}", phrase)]
        if row:
            yield [_OPEN if word.isdigit() else word for word in row]
