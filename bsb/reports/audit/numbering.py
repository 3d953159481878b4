"""Numbers of quote boxes, tables and figures, and of headings: used twice, missing, out of order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bsb.i18n import gettext as _
from bsb.reports.audit.fault import Fault
from bsb.reports.audit.parts import Part


def series_name(series: str) -> str:
    """Return what people call a series of captions."""
    return {"box": _("quote box"), "table": _("table"), "figure": _("figure")}[series]


def numbering(parts: Sequence[Part]) -> Iterator[Fault]:
    """Yield faults in the numbers of captions: each series should be 1, 2, 3 ... in the order of the pages."""
    found: dict[str, list[tuple[int, Part]]] = defaultdict(list)
    for part in parts:
        if part.kind == "caption":
            series, _blank, label = part.label.partition(" ")
            found[series].append((int(label), part))
    for series, captions in found.items():
        name = series_name(series)
        by_number: dict[int, list[Part]] = defaultdict(list)
        for number, part in captions:
            by_number[number].append(part)
        for number, same in sorted(by_number.items()):
            if len(same) > 1:
                message = _("{name} {number} stands {n} times.").format(name=_cap(name), number=number, n=len(same))
                yield Fault("number-twice", "certain", message, tuple(same), tuple(p.text for p in same))
        yield from _missing(name, by_number)
        yield from _order(name, captions)


def _missing(name: str, by_number: dict[int, list[Part]]) -> Iterator[Fault]:
    gaps = [n for n in range(1, max(by_number) + 1) if n not in by_number]
    for number in gaps:
        around = tuple(p for n in (number - 1, number + 1) for p in by_number.get(n, ())[:1])
        message = _("{name} {number} is missing.").format(name=_cap(name), number=number)
        yield Fault("number-missing", "certain", message, around)


def _order(name: str, captions: Sequence[tuple[int, Part]]) -> Iterator[Fault]:
    """Yield one fault a run of captions that stand in another order than their numbers.

    Two neighbours that have changed places are often boxes side by side on a page, and only worth a look.
    """
    highest, before = 0, None
    for number, part in captions:
        if number < highest and before is not None and number not in (n for n, p in captions if p is before):
            close = highest - number <= 2
            message = _("{name} {number} stands after {name} {other}.").format(
                name=_cap(name), number=number, other=highest
            )
            yield Fault(
                "number-order", "look" if close else "likely", message, (before, part), (before.text, part.text)
            )
        if number >= highest:
            highest, before = number, part


def headings(parts: Sequence[Part]) -> Iterator[Fault]:
    """Yield headings with numbers used twice or out of order, levels that are skipped, and sections without text."""
    heads = [part for part in parts if part.kind == "heading"]
    yield from _head_numbers(heads)
    for above, below in pairwise(heads):
        if below.level > above.level + 1 and not below.label:
            message = _("A heading of level {n} follows one of level {m}.").format(n=below.level, m=above.level)
            yield Fault("heading-level", "certain", message, (below,), (above.text, below.text))
        if below.number == above.number + 1 and below.level <= above.level:
            yield Fault(
                "section-empty",
                "certain",
                _("There is nothing under the heading “{title}”.").format(title=above.text),
                (above,),
            )
    if heads and heads[-1] is parts[-1]:
        message = _("There is nothing under the heading “{title}”.").format(title=heads[-1].text)
        yield Fault("section-empty", "certain", message, (heads[-1],))


def _head_numbers(heads: Sequence[Part]) -> Iterator[Fault]:
    seen: dict[str, Part] = {}
    last: dict[str, tuple[int, Part]] = {}
    for part in heads:
        if not part.label:
            continue
        if part.label in seen:
            message = _("The heading number {number} is used twice.").format(number=part.label)
            both = (seen[part.label], part)
            yield Fault("heading-twice", "certain", message, both, tuple(p.text for p in both))
            continue
        seen[part.label] = part
        above, _dot, own = part.label.rpartition(".")
        number = int(own)
        before = last.get(above)
        expected = before[0] + 1 if before else 1
        if number != expected:
            message = _("The heading {number} comes where {other} was to be expected.").format(
                number=part.label, other=f"{above}.{expected}" if above else str(expected)
            )
            around = (before[1], part) if before else (part,)
            yield Fault("heading-order", "likely", message, around, tuple(p.text for p in around))
        last[above] = (number, part)


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
