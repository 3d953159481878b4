"""Made-up Norwegian talk with a given number of words, the same for the same seed on every machine.

Words are drawn by rank from hand-typed classes (``words.txt``: Zipf-Mandelbrot, weight 1 / (rank + 2.7)), put
together by patterns of clauses (``clauses.txt``). Compounds are drawn in two parts, so that the vocabulary goes
on growing with the text. All chance comes from SHAKE-128 and whole numbers, and so does not depend on the
version of Python's ``random``.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import shake_128
from itertools import accumulate, chain, count
from pathlib import Path
from typing import NamedTuple, TypeVar

from bsb.text.marks import words

T = TypeVar("T")
HERE = Path(__file__).parent
SIZE = 1 << 16
_BLOCK = 1 << 15
_BITS = 12  # patterns, joiners and ends are drawn with the highest bits of a number: small tables stay in cache
_SHIFT = 16 - _BITS
_MARKED = 2600  # of 65536 clauses: with a stressed or doubtful word
_COMPOUNDS = {"NM": "KM", "NN": "KN", "ND": "KD", "NP": "KP"}  # the class of whole words that each stands in for
_COMPOUND_SHARE = 0.35  # of the clauses with a noun
_SHORTEST_SUB = 3  # no clause after a joiner is shorter, so fewer words left means a new sentence


def numbers(key: str) -> Iterator[int]:
    """Yield whole numbers from 0 to 65535 without end, all decided by the key.

    >>> from itertools import islice
    >>> list(islice(numbers("1/alna-fg1"), 2)) == list(islice(numbers("1/alna-fg1"), 2))
    True
    """

    def block(number: int) -> array[int]:
        found = array("H", shake_128(f"{key}/{number}".encode()).digest(_BLOCK))
        if sys.byteorder == "big":
            found.byteswap()
        return found

    return chain.from_iterable(map(block, count()))


def below(draw: Iterator[int], n: int) -> int:
    """Return a number from 0 to n - 1 (n at most 65536)."""
    return next(draw) * n >> 16


def weighted(items: Sequence[T], weights: Sequence[float], size: int = SIZE) -> list[T]:
    """Return a table of ``size`` places in which each item has its share, to be drawn from by index.

    >>> weighted("ab", (3, 1), 8)
    ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b']
    """
    reached = list(accumulate(weights))  # not sum(): it adds floats in another way from Python 3.12 on
    table: list[T] = []
    for item, so_far in zip(items, reached, strict=True):
        table += [item] * (int(so_far / reached[-1] * size) - len(table))
    return table


def zipf(n: int) -> list[float]:
    """Return the weights of the ranks 1 to n: the Zipf-Mandelbrot law with exponent 1 and shift 2.7."""
    return [1 / (rank + 2.7) for rank in range(1, n + 1)]


def sections(name: str) -> dict[str, list[str]]:
    """Read a file of ``[section]`` heads and lines; lines that begin with # are comments."""
    found: dict[str, list[str]] = {}
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            lines = found[head[1]] = []
        elif line.strip() and not line.startswith("#"):
            lines.append(line)
    return found


class Pattern(NamedTuple):
    """A clause: a format with a place for each drawn word, the tables to draw them from, and its words."""

    form: str
    slots: tuple[list[str], ...]
    words: int


class Speech:
    """What can be said. Making one costs some 50 ms; it holds no state, so one serves every interview."""

    def __init__(self) -> None:
        lexicon = {name: " ".join(lines).split() for name, lines in sections("words.txt").items()}
        self.vocabulary = frozenset(chain.from_iterable(lexicon.values()))
        self._tables = {name: weighted(found, zipf(len(found))) for name, found in lexicon.items()}
        clauses = sections("clauses.txt")
        self._main, self._sub, self._ask = (self._patterns(clauses[name]) for name in ("main", "sub", "ask"))
        self._joins = _drawn(clauses["join"], _joiner)
        self._ends = _drawn(clauses["end"], lambda text: text if text in ".!?" else f" {text}")

    def talk(self, draw: Iterator[int], n: int, *, asking: bool = False) -> str:
        """Return a text of n words as ``bsb.text.marks.words`` counts them; ``asking`` makes it questions.

        Raises ValueError if n is below 1.
        """
        if n < 1:
            raise ValueError("a turn has at least one word")
        opens, sub, joins = self._ask if asking else self._main, self._sub, self._joins
        out: list[str] = []
        left, opening = n, True
        while left:
            choice = opens if opening else sub
            form, slots, size = choice[left if left < len(choice) else -1][next(draw) >> _SHIFT]
            text = form % tuple([slot[next(draw)] for slot in slots])
            left -= size
            mark = next(draw)
            if mark < _MARKED:
                text = _mark(text, mark)
            out.append(text[0].upper() + text[1:] if opening else text)
            joiner, size = joins[next(draw) >> _SHIFT]
            opening = not joiner or left - size < _SHORTEST_SUB
            if opening:
                out.append("?" if asking else self._ends[next(draw) >> _SHIFT])
                if left:
                    out.append(" ")
            else:
                out.append(joiner)
                left -= size
        return "".join(out)

    def _patterns(self, lines: list[str]) -> list[list[Pattern]]:
        """Return, for each number of words there may be left, a table of the patterns that fit."""
        patterns: list[tuple[Pattern, float]] = []
        for weight, text in (line.split(maxsplit=1) for line in lines):
            nouns = [token for token in text.split() if token in _COMPOUNDS]
            patterns.append((self._pattern(text), int(weight) * (1 - _COMPOUND_SHARE * bool(nouns))))
            if nouns:
                compound = text.replace(nouns[-1], _COMPOUNDS[nouns[-1]], 1)
                patterns.append((self._pattern(compound), int(weight) * _COMPOUND_SHARE))
        longest = max(pattern.words for pattern, _ in patterns)
        tables: list[list[Pattern]] = [[]]
        for left in range(1, longest + 1):
            fits = [(p, w) for p, w in patterns if p.words <= left]
            tables.append(weighted([p for p, _ in fits], [w for _, w in fits], 1 << _BITS) if fits else [])
        return tables

    def _pattern(self, text: str) -> Pattern:
        form, slots = [], []
        for token in text.split():
            names = ("KF", token) if token in _COMPOUNDS.values() else (token,) if token in self._tables else ()
            form.append("%s" * len(names) or token)
            slots += [self._tables[name] for name in names]
        return Pattern(" ".join(form), tuple(slots), len(words(text)))


def _drawn(lines: list[str], make: Callable[[str], T]) -> list[T]:
    pairs = [line.split(maxsplit=1) for line in lines]
    return weighted([make(text.strip()) for _, text in pairs], [int(w) for w, _ in pairs], 1 << _BITS)


def _joiner(text: str) -> tuple[str, int]:
    if text == ".":
        return "", 0
    return (text if text.startswith(",") else f" {text}") + " ", len(words(text))


def _mark(text: str, number: int) -> str:
    """Stress one of the words with capitals, or mark it as heard with doubt."""
    parts = text.split(" ")
    place = number % len(parts)
    if parts[place].isalpha():
        parts[place] = parts[place] + "(?)" if number % 3 == 0 else parts[place].upper()
    return " ".join(parts)


@cache
def speech() -> Speech:
    """Return the one Speech of this process."""
    return Speech()
