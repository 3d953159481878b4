"""Cross-references to chapters, figures, tables and boxes that are not there, or bear another title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bsb.i18n import gettext as _
from bsb.reports.audit.fault import Fault, shortened
from bsb.reports.audit.numbering import series_name
from bsb.reports.audit.parts import SERIES, Part
from bsb.text.lemmas import bases
from bsb.text.stopwords import STOP_WORDS

_TEN = ("en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")
_WORDS = {word: n for n, word in enumerate(_TEN, 1)} | {"syv": 7}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_CHAPTER = re.compile(
    r"\b(?:kapit(?:t?e?l|l)\w*|kap\.?|avsnitt|delkapittel|underkapittel|chapter|section)\s+"
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[IVX]{{1,4}}\b|(?:{'|'.join(_WORDS)})\b)"
    r"(?:\.?\s+(?:om|«|”|\"|“)\s*(?P<title>[^).;»”\"\n]{4,80}))?",
    re.IGNORECASE,
)
_SERIES = re.compile(rf"\b(?P<word>{'|'.join(SERIES)})(?:en|a|et)?\s+(?P<number>\d{{1,3}})\b", re.IGNORECASE)
# "kapittel 3 i handlingsplanen" is a chapter of another work.
_OTHERS = re.compile(
    r"\s+(?:i|av|fra)\s+(?:den\s+\w+\s+)?\w*(?:plan|melding|lov|proposisjon|veileder|forskrift|rundskriv)", re.I
)
_LETTERS = 5


def references(parts: Sequence[Part]) -> Iterator[Fault]:
    """Yield references to what the document does not have, and to chapters under another title."""
    heads = {part.label: part for part in parts if part.kind == "heading" and part.label}
    captions = {part.label for part in parts if part.kind == "caption"}
    for part in parts:
        if part.kind in ("heading", "caption", "picture"):
            continue
        for match in _CHAPTER.finditer(part.text):
            yield from _chapter(part, match, heads)
        for match in _SERIES.finditer(part.text):
            label = f"{SERIES[match['word'].lower()]} {int(match['number'])}"
            if captions and label not in captions:
                name = f"{series_name(label.split()[0])} {match['number']}"
                message = _("{name} is referred to and is not there.").format(name=name[:1].upper() + name[1:])
                yield Fault("reference-missing", "certain", message, (part,), (_near(part.text, match),))


def _chapter(part: Part, match: re.Match[str], heads: dict[str, Part]) -> Iterator[Fault]:
    number = _number(match["number"])
    if not heads or _OTHERS.match(part.text, match.end("number")):
        return
    head = heads.get(number)
    around = _near(part.text, match)
    if head is None and not any(label.startswith(f"{number}.") for label in heads):
        message = _("Chapter {number} is referred to and is not there.").format(number=number)
        yield Fault("reference-missing", "certain", message, (part,), (around,))
        return
    title = (match["title"] or "").strip()
    if head is None or not title or not head.title or _alike(title, head.title):
        return
    if "." not in number and any(
        label.startswith(f"{number}.") and _alike(title, h.title) for label, h in heads.items()
    ):
        return  # a section of that chapter is meant
    meant = [other for other in heads.values() if other is not head and _alike(title, other.title)]
    message = _("Chapter {number} is referred to as “{title}”, but bears the title “{other}”.").format(
        number=number, title=shortened(title, 50), other=shortened(head.title, 50)
    )
    readings = (around, head.text, *(other.text for other in meant[:2]))
    yield Fault("reference-title", "likely" if meant else "look", message, (part, head), readings)


def _number(text: str) -> str:
    if text.upper() in _ROMAN and not text.islower():
        return str(_ROMAN[text.upper()])
    return str(_WORDS.get(text.lower(), text))


def _alike(one: str, other: str) -> bool:
    return not _stems(one).isdisjoint(_stems(other))


def _stems(text: str) -> set[str]:
    """Return the beginnings of base forms of the words that say something."""
    words = [w for w in re.findall(r"[^\W\d_]{2,}", text.lower()) if w not in STOP_WORDS]
    known = {base for word in words for base in (word, *bases(word))}
    return {base[:_LETTERS] for base in known}


def _near(text: str, match: re.Match[str]) -> str:
    return shortened("… " + text[max(0, match.start() - 30) : match.end() + 20].strip(), 110)
