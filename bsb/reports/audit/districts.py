"""Names of districts, and spellings of them that are not the district's own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from bsb.config import Config
from bsb.i18n import ngettext
from bsb.reports.audit.fault import Fault
from bsb.reports.audit.parts import Part
from bsb.text.match import fold

_WORD = re.compile(r"\w[\w.]*")
_CLOSE = 0.86
_SHORTEST = 6  # letters of a name that may be misspelt and still be meant
_MOST = 3  # words in a name
_BEFORE = ("bydel", "bydelen", "bydelene", "bydeler", "district")


def named(text: str, config: Config) -> Iterator[tuple[str, str]]:
    """Yield (as it is written, district) for every name of a district in a text, misspelt or not, in order.

    >>> from bsb.config import District
    >>> oslo = Config("", districts=(District("Alna"), District("Nordre Aker")))
    >>> list(named("I Alnas plan, og i Nordre aker.", oslo))
    [('Alna', 'Alna'), ('Nordre aker', 'Nordre Aker')]
    """
    names = {fold(name): d.name for d in config.districts for name in (d.name, *d.aliases)}
    words = [word for word in _WORD.finditer(text) if word[0].lower() not in _BEFORE]
    at = 0
    while at < len(words):
        size = 1
        for longer in range(min(_MOST, len(words) - at), 0, -1) if words[at][0][0].isupper() else ():
            written = text[words[at].start() : words[at + longer - 1].end()].rstrip(".")
            if district := _meant(written, names):
                yield (written if fold(written) in names else written.removesuffix("s")), district
                size = longer
                break
        at += size


def mentions(text: str, config: Config) -> list[str]:
    """Return the districts that a text names, in order, each as often as it stands there."""
    return [district for _written, district in named(text, config)]


def spellings(parts: Sequence[Part], config: Config) -> Iterator[Fault]:
    """Yield names that are nearly a district's, or one of its other spellings: one fault a spelling."""
    own = {district.name for district in config.districts}
    others: dict[str, tuple[str, list[Part]]] = {}
    for part in parts:
        for written, district in named(part.text, config):
            if written not in own:
                others.setdefault(written, (district, []))[1].append(part)
    known = {fold(name) for district in config.districts for name in (district.name, *district.aliases)}
    for written, (district, places) in others.items():
        message = ngettext(
            "“{word}” is written {n} time; the district is called {name}.",
            "“{word}” is written {n} times; the district is called {name}.",
            len(places),
        ).format(word=written, n=len(places), name=district)
        sure = "certain" if fold(written) in known else "likely"
        yield Fault("district", sure, message, tuple(places[:5]), (written, district))


def _meant(written: str, names: dict[str, str]) -> str:
    folded = fold(written)
    for form in (folded, folded.removesuffix("s")):
        if form in names:
            return names[form]
    if len(folded) < _SHORTEST:
        return ""
    close = difflib.get_close_matches(folded.removesuffix("s"), names, n=1, cutoff=_CLOSE)
    # A name that goes on ("Frognerparken", "Sagene skole") is another place.
    return names[close[0]] if close and close[0][0] == folded[0] and not folded.startswith(close[0]) else ""
