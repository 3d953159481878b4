"""How a program counted the offsets in the project it wrote: units, line ends, and where a passage ends.

The standard says Unicode code points; NVivo counts UTF-16 units, some programs count CRLF as one and store it as
two, and some give the last character where others give the first one after it. A file does not say. So each way of
counting is tried on all passages of the project, and the one under which they look most like passages is taken:
they lie inside the text, their borders stand at words' borders, no blank stands at their edges, and they begin as
they are named. Where several come out nearly alike, what is known of the program decides between these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from bsb.formats.qda.model import QdaSource

UNITS = ("code point", "utf-16")
LINES = ("stored", "lf")
ENDS = ("exclusive", "inclusive")
_MARGIN = 0.05
_MOST = 4000  # passages looked at
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Counting:
    """One way of counting. ``lines``: is CRLF two characters, as stored, or one? ``end``: is the last one inside?

    ``score`` is how well passages fit (0-1); ``told`` is false where the program's habit decided and not the fit.
    """

    unit: str = "code point"
    lines: str = "stored"
    end: str = "exclusive"
    score: float = 1.0
    told: bool = True

    @property
    def way(self) -> tuple[str, str, str]:
        """Unit, lines and end."""
        return (self.unit, self.lines, self.end)


def converter(text: str, counting: Counting) -> Callable[[int], int]:
    r"""Return what turns an offset as counted into one in code points of ``text`` with its CRLF made LF.

    >>> converter("a\r\n😀b", Counting("utf-16"))(5)
    3
    """
    from_units = _from_units(text if counting.lines == "stored" else _lf(text), counting.unit)
    if counting.lines == "lf" or "\r" not in text:
        return from_units
    returns = [match.start() + 1 for match in re.finditer("\r\n", text)]
    return lambda at: (points := from_units(at)) - bisect_right(returns, points)


def counter(text: str, *, unit: str = "code point", crlf: int = 1) -> Callable[[int], int]:
    """Return what turns an offset in code points of a text with LF into one as another program counts.

    ``crlf`` is what a line end counts.
    """
    wide = [match.start() for match in _ASTRAL.finditer(text)] if unit == "utf-16" else []
    ends = [match.start() for match in re.finditer("\n", text)] if crlf > 1 else []
    if not wide and not ends:
        return lambda at: at
    return lambda at: at + bisect_right(wide, at - 1) + bisect_right(ends, at - 1)


def wide(text: str) -> int:
    """Return how many characters of a text are one code point and two UTF-16 units."""
    return 0 if text.isascii() else len(_ASTRAL.findall(text))


def detect(sources: Sequence[QdaSource], origin: str) -> Counting:
    """Return the way of counting under which the passages of a project fit their texts best."""
    sampled = _sample(sources)
    spans: dict[tuple[tuple[int, int], ...], list[tuple[str, str, str]]] = {}
    for way in product(UNITS, LINES, ENDS):
        found = tuple(_spans(sampled, Counting(*way)))
        spans.setdefault(found, []).append(way)
    prior = _prior(origin)
    if len(spans) == 1 or not sampled:
        return Counting(*prior, told=False)
    texts = [(_lf(text), name) for text, chosen in sampled for _start, _end, name in chosen]
    scores = dict(zip(spans, _scores(list(spans), texts), strict=True))
    best = max(scores.values())
    close = [each for each in spans if scores[each] > best - _MARGIN]
    chosen = next((each for each in close if prior in spans[each]), None)
    if chosen is None:  # the last character inside is rare, and one more is often a full stop: it has to be told
        outside = [each for each in close if any(way[2] == "exclusive" for way in spans[each])]
        chosen = max(outside or close, key=lambda each: scores[each])
    way = prior if prior in spans[chosen] else spans[chosen][0]
    return Counting(*way, score=round(scores[chosen], 3), told=len(close) == 1)


def _prior(origin: str) -> tuple[str, str, str]:
    name = origin.casefold()
    if "nvivo" in name:
        return ("utf-16", "stored", "exclusive")
    return ("code point", "lf" if "atlas" in name else "stored", "exclusive")


def _sample(sources: Sequence[QdaSource]) -> list[tuple[str, list[tuple[int, int, str]]]]:
    total = sum(len(source.selections) for source in sources if source.text)
    step = max(1, -(-total // _MOST))
    return [
        (source.text, [(s.start, s.end, s.name) for s in source.selections[::step]])
        for source in sources
        if source.text and source.selections
    ]


def _spans(sampled: Iterable[tuple[str, list[tuple[int, int, str]]]], way: Counting) -> Iterable[tuple[int, int]]:
    more = way.end == "inclusive"
    for text, chosen in sampled:
        convert = converter(text, way)
        for start, end, _name in chosen:
            yield convert(start), convert(end + more)


def _scores(ways: list[tuple[tuple[int, int], ...]], texts: list[tuple[str, str]]) -> list[float]:
    """Return how well each way fits: a part of four for each passage, of five where a name fits in any way."""
    names = [[_named(text, name, *way[at]) for at, (text, name) in enumerate(texts)] for way in ways]
    naming = [any(column) for column in zip(*names, strict=True)]
    scores = []
    for way, fits in zip(ways, names, strict=True):
        points = sum(_looks(text, *way[at]) + 2 * fits[at] for at, (text, _name) in enumerate(texts))
        scores.append(points / (4 * len(texts) + 2 * sum(naming)))
    return scores


def _named(text: str, name: str, start: int, end: int) -> bool:
    wanted = " ".join(name.split())[:40]
    if len(wanted) < 3 or not 0 <= start < end <= len(text):
        return False
    words = " ".join(text[start : min(end, start + 200)].split())
    return words.startswith(wanted) or (words == wanted[: len(words)] and end - start < len(name) + 2)


def _looks(text: str, start: int, end: int) -> int:
    if not 0 <= start < end <= len(text):
        return 0
    clean = not text[start].isspace() and not text[end - 1].isspace()
    return 1 + (not _cuts(text, start)) + (not _cuts(text, end)) + clean


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n") if "\r" in text else text


def _from_units(text: str, unit: str) -> Callable[[int], int]:
    if unit != "utf-16":
        return lambda at: at
    at, places = 0, list[int]()
    for more, match in enumerate(_ASTRAL.finditer(text)):
        places.append(match.start() + more + 1)  # the second unit of each wide character
    at = len(places)
    return (lambda units: units - bisect_right(places, units)) if at else (lambda units: units)
