"""Sources that are cited and not listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bsb.i18n import gettext as _
from bsb.reports.audit.fault import Fault, shortened
from bsb.reports.audit.parts import Part

_LIST = re.compile(
    r"\W*(?:\d[\d.]*\s+)?(?:referanse(?:r|liste)?|litteratur(?:liste)?|kilde(?:r|liste)?|bibliografi|references|bibliography)\W*$",
    re.I,
)
_NAMES = r"[A-ZÆØÅ][\w'-]+(?:(?:,| og| &|,? and)? [A-ZÆØÅ][\w'-]+){0,3}(?: (?:et al\.?|m\.? ?fl\.?))?"
_CITED = re.compile(
    rf"(?:\((?:jfr?\.?|se|fra)?\s*(?P<one>{_NAMES}),?\s+|(?P<other>{_NAMES})\s+\()(?P<year>(?:19|20)\d\d)[a-z]?\b"
)
_NO_AUTHOR = frozenset(
    (
        *("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november"),
        *("desember", "våren", "høsten", "sommeren", "oslo", "i", "fra", "kapittel", "tabell", "figur", "perioden"),
        "handlingsplan",
    )
)


def sources(parts: Sequence[Part]) -> Iterator[Fault]:
    """Yield works cited by author and year that the list of sources does not have; and a list that is missing."""
    start = next((at for at, part in enumerate(parts) if _LIST.match(part.text) and len(part.text) < 60), None)
    cited: dict[tuple[str, str], list[Part]] = {}
    for part in parts[:start]:
        for match in _CITED.finditer(part.text) if part.kind in ("text", "row") else ():
            author = match["one"] or match["other"]
            if author.split()[0].lower() not in _NO_AUTHOR:
                cited.setdefault((author, match["year"]), []).append(part)
    if not cited:
        return
    if start is None:
        message = _("Works are cited by author and year, and there is no list of sources.")
        yield Fault("source-list", "likely", message, tuple(places[0] for places in list(cited.values())[:5]))
        return
    listed = [part.text for part in parts[start + 1 :]]
    for (author, year), places in cited.items():
        surname = re.split(r"[ ,]", author)[0]
        same = [text for text in listed if surname in text]
        if any(year in text for text in same):
            continue
        message = _("{author} ({year}) is cited and is not in the list of sources.").format(author=author, year=year)
        near = tuple(shortened(text) for text in same[:1])
        yield Fault("source", "likely" if not same else "look", message, tuple(places[:3]), near)
