"""Numbers said in words: bokmål, nynorsk, dialect; runs of them, ages and days."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD_DIGITS = 6

_UNITS = {
    "null": 0, "en": 1, "ein": 1, "én": 1, "ett": 1, "eitt": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "sju": 7, "syv": 7, "sjau": 7, "åtte": 8, "ni": 9,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "elve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS = {
    "tjue": 20, "kjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "førr": 40, "femti": 50,
    "seksti": 60, "sytti": 70, "søtti": 70, "åtti": 80, "nitti": 90,
}  # fmt: skip
NUMBERS: dict[str, int] = {**_UNITS, **_TEENS, **_TENS}
for _ten, _value in _TENS.items():
    for _unit, _small in _UNITS.items():
        if _small:
            NUMBERS[_ten + _unit] = _value + _small
            NUMBERS[f"{_unit}og{_ten}"] = _value + _small
NUMBERS["hundre"] = 100

_WORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
NUMBER_WORD = rf"(?:{_WORD})"
_FILLER = r"(?:eh+m?|øh+m?|ehm|hm+|mm|altså|så|var|det|dobbel|dobbelt|og|nei|vent)"
_RUN = re.compile(
    rf"(?<!\w)(?:{_WORD}|\d{{1,3}})(?:[\s,.…–\-/]+(?:{_FILLER}[\s,.…–\-/]+){{0,2}}(?:{_WORD}|\d{{1,3}})(?!\w))+(?!\w)",
    re.IGNORECASE,
)
_EACH = re.compile(rf"(?<!\w)(?:{_WORD}|\d{{1,3}})(?!\w)", re.IGNORECASE)


def spoken_runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield runs of numbers in words as (start, end, how many digits they make), code points, half-open.

    >>> [run[2] for run in spoken_runs("ring nitti to førtifem tolv sju sju")]
    [9]
    """
    for match in _RUN.finditer(text):
        values = [m.group().lower() for m in _EACH.finditer(match.group())]
        if any(not v.isdigit() for v in values):
            yield match.start(), match.end(), sum(_length(v) for v in values)


def _length(word: str) -> int:
    if word.isdigit():
        return len(word)
    return 2 if NUMBERS[word] >= 10 else 1


def value(words: str) -> int | None:
    """Return the value of a number below 130 in words or digits; None if it is none.

    >>> value("nittito"), value("tre og førti"), value("hundre og to"), value("mange")
    (92, 43, 102, None)
    """
    words = re.sub(r"\s+", " ", words.strip().lower())
    if words.isdigit():
        return int(words)
    if words in NUMBERS:
        return NUMBERS[words]
    parts = [part for part in words.split(" ") if part != "og"]
    if len(parts) == 2 and all(part in NUMBERS for part in parts):
        return NUMBERS[parts[0]] + NUMBERS[parts[1]]
    return None
