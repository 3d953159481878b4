"""Numbers beside lists of another length, sums that do not add up, and one thing counted in several ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bsb.config import Config
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.reports.audit.districts import mentions
from bsb.reports.audit.fault import Fault, shortened
from bsb.reports.audit.parts import Part
from bsb.reports.norwegian import decimal

_NUMERALS = {
    w: n
    for n, w in enumerate(
        [
            "null",
            "en",
            "to",
            "tre",
            "fire",
            "fem",
            "seks",
            "sju",
            "åtte",
            "ni",
            "ti",
            "elleve",
            "tolv",
            "tretten",
            "fjorten",
            "femten",
        ],
    )
} | {"syv": 7, "to": 2, "begge": 2, "ett": 1, "ein": 1}
_NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(_NUMERALS, key=len, reverse=True))}"
_DISTRICTS = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?:av\s+(?:de\s+)?(?:\w+\s+)?)?(?:andre\s+|ulike\s+)?bydel(?:er|ar|ene|ane)?\b", re.I
)
_COUNTED = re.compile(
    r"\b(?P<n>\d{2,3}|\d{1,3}[ .\u00a0]\d{3})\s+(?:ulike\s+|intervjuede\s+)?"
    r"(?P<what>brukere|informanter|deltakere|intervju(?:er)?|fokusgruppe(?:r|intervju(?:er)?)|sitater|dialogkonferanser)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_GOES_ON = re.compile(r"(?:dette|det|disse|de)\s+(?:er|gjelder|var)\b", re.I)
_TOTAL = re.compile(r"(?:sum|totalt?|i alt|til sammen|samlet|i alle)\b", re.I)
_CELL = re.compile(r"-?\d{1,3}(?:[ \u00a0]\d{3})*(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?")
_TAIL = re.compile(r"^(?P<name>[^\d]*?[^\W\d][^\d]*?)\s+(?P<cells>\d[\d\s.,]*)$")
_LEAST_ROWS = 3


def beside_lists(parts: Sequence[Part], config: Config) -> Iterator[Fault]:
    """Yield "N districts" beside a list of districts of another length, in one sentence or the next."""
    for part in parts:
        if part.kind != "text":
            continue
        sentences = _SENTENCE.split(part.text)
        for at, sentence in enumerate(sentences):
            claims = list(_DISTRICTS.finditer(sentence))
            if len(claims) != 1:
                continue
            said = _value(claims[0]["n"])
            listed = mentions(sentence[claims[0].end() :], config) or (
                mentions(sentences[at + 1], config)
                if at + 1 < len(sentences) and (sentence.endswith(":") or _GOES_ON.match(sentences[at + 1]))
                else []
            )
            names = list(dict.fromkeys(listed))
            if len(names) < 2 or said is None or len(names) == said or said >= len(config.districts):
                continue
            message = ngettext(
                "It says {n} district, and {listed} are listed.",
                "It says {n} districts, and {listed} are listed.",
                said,
            ).format(n=said, listed=len(names))
            beside = sentence[claims[0].end() :].lstrip()[:1] in ("(", ":")
            sure = "certain" if beside else "likely" if len(names) > said else "look"
            yield Fault("count-list", sure, message, (part,), (shortened(sentence, 160), ", ".join(names)))


def sums(parts: Sequence[Part]) -> Iterator[Fault]:
    """Yield total rows of tables that are not the sum of the rows above, column by column."""
    for table in _tables(parts):
        for at, (part, name, cells) in enumerate(table):
            if not _TOTAL.match(name) or at < _LEAST_ROWS:
                continue
            above = [row for _part, other, row in table[:at] if not _TOTAL.match(other)]
            for column, total in enumerate(cells):
                values = [row[column] for row in above if column < len(row)]
                if total is None or None in values or len(values) < _LEAST_ROWS:
                    continue
                found = sum(value for value in values if value is not None)
                if abs(found - total) > 0.01:
                    message = _("Column {n} adds up to {found}, and the total says {total}.").format(
                        n=column + 1, found=_shown(found), total=_shown(total)
                    )
                    yield Fault("sum", "certain", message, (table[0][0], part), (part.text,))


def between_places(parts: Sequence[Part]) -> Iterator[Fault]:
    """Yield things of which the text gives more than one number from 20 up that are near each other."""
    found: dict[str, dict[int, list[Part]]] = defaultdict(lambda: defaultdict(list))
    for part in parts:
        for match in _COUNTED.finditer(part.text) if part.kind in ("text", "caption") else ():
            number = int(re.sub(r"\D", "", match["n"]))
            if number >= 20:
                found[match["what"].lower()][number].append(part)
    for what, numbers in found.items():
        for group in _near(sorted(numbers)):
            most = max(group, key=lambda n: len(numbers[n]))
            message = _("{what}: {numbers} in different places.").format(
                what=what.capitalize(), numbers=", ".join(map(str, group))
            )
            places = [part for n in group if n != most for part in numbers[n][:3]] + numbers[most][:1]
            readings = tuple(shortened(part.text, 120) for part in places)
            yield Fault("count-elsewhere", "look", message, tuple(places), readings)


def _near(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Yield runs of numbers, each within an eighth of the one before."""
    run = list(numbers[:1])
    for number in numbers[1:]:
        if number - run[-1] > run[-1] / 8:
            if len(run) > 1:
                yield run
            run = []
        run.append(number)
    if len(run) > 1:
        yield run


_Row = tuple[Part, str, list[float | None]]


def _tables(parts: Sequence[Part]) -> Iterator[list[_Row]]:
    """Yield runs of rows with a name and figures: table rows, or printed lines of the same number of figures."""
    run: list[_Row] = []
    for part in parts:
        row = _row(part)
        if row is None or (run and part.kind != "row" and len(row[1]) != len(run[-1][2])):
            if len(run) > _LEAST_ROWS:
                yield run
            run = []
        if row is not None:
            run.append((part, *row))
    if len(run) > _LEAST_ROWS:
        yield run


def _row(part: Part) -> tuple[str, list[float | None]] | None:
    if part.kind == "row":
        name, *cells = part.text.split("\t")
        values = [_float(cell) for cell in cells]
        return (name, values) if any(value is not None for value in values) else None
    match = _TAIL.match(part.text) if part.kind == "text" and len(part.text) < 80 else None
    return (match["name"], [_float(cell) for cell in match["cells"].split()]) if match else None


def _float(text: str) -> float | None:
    text = text.strip()
    return float(re.sub(r"[ \u00a0]", "", text).replace(",", ".")) if _CELL.fullmatch(text) else None


def _shown(value: float) -> str:
    return decimal(round(value, 1))


def _value(text: str) -> int | None:
    return int(text) if text.isdecimal() else _NUMERALS.get(text.lower())
