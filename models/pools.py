"""Names and places to put into training sentences."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

BEGIN = (
    "sol bjørke eike furu gran skog fjell elve berg sand stein myr nord sør øst vest ny stor lille kvern "
    "mølle preste kirke kråke ulve reve hauke ørne linde alme hassel selje bekke bru tune våg lang brei "
    "små gul grå svart kvit rød heste saue geit bukk trane svane tor haug hol mid mo nes rå ski sol stav "
    "sund tveit ul vang øks ås bø sei lø kjøl"
)
END = (
    "dal dalen lia løkka haugen bråten rud stad vik vika nes neset åsen heia moen sletta tangen sund "
    "fjord vatnet brekka kollen toppen myra skogen enga jordet berget bygda hagen torget bakken terrassen "
    "set heim land tveit vold gård stø mo hus aker um ang øy øya holmen foss vågen seter sætra"
)
STREET = "gata gate veien vei vegen veg allé plass svingen bakken stien terrasse kroken faret tunet stubben"


def held(name: str) -> int:
    """Return which fifth of the foreign names a name belongs to; fifth 0 is kept for testing."""
    return int(hashlib.md5(name.lower().encode(), usedforsecurity=False).hexdigest(), 16) % 5


def pool(folder: Path, name: str, use: str) -> list[str]:
    """Return the names of a file that are meant for a use: "likeness" or "augment"."""
    fifths = {"likeness": (1, 2), "augment": (3, 4)}[use]
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    return [line.strip() for line in lines if line.strip() and held(line) in fifths]


def invented_places(rng: random.Random, n: int) -> list[str]:
    """Return place names that sound Norwegian and are on no list."""
    begin, end = BEGIN.split(), END.split()
    return [rng.choice(begin) + rng.choice(("", "", "", "e", "s")) + rng.choice(end) for _ in range(n)]
