"""Themes by evaluations: who said something about what, with small numbers hidden before anybody sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.analysis.matrix import Cell
from bsb.synthesis.codes import Theme
from bsb.synthesis.folder import Listed

if TYPE_CHECKING:
    import pandas as pd

#: What an evaluation has to say about a theme: enough people to be told, too few, nobody, or no such code at all.
STATES = ("said", "few", "silent", "no-code")
SAID, FEW, SILENT, NO_CODE = STATES
MEASURES = ("speakers", "interviews", "turns", "valence")


@dataclass(frozen=True, slots=True)
class Said:
    """What one evaluation says about a theme. ``cell`` is None unless ``state`` is "said" or "silent".

    ``smallest`` is the fewest participants that may be told; ``relation`` how its codes relate to the theme, see
    ``bsb.synthesis.codes.relation``.
    """

    state: str
    smallest: int
    cell: Cell | None = None
    relation: str = ""

    def figure(self, measure: str = "speakers") -> str:
        """Return what stands in the cell: a number, "<5", "0", or "" where there is no code.

        >>> said("said", Cell(speakers=3, turns=9), 5).figure("turns")
        '<5'
        """
        if self.state == NO_CODE:
            return ""
        if self.cell is None:
            return f"<{self.smallest}"
        if measure == "valence":
            return f"+{self.cell.positive} −{self.cell.critical}" if self.state == SAID else "0"
        return str(getattr(self.cell, measure))


def said(relation: str, cell: Cell, smallest: int) -> Said:
    """Return what a count may tell; a count of too few people tells nothing but that."""
    if not relation:
        return Said(NO_CODE, smallest)
    if not cell.speakers:
        return Said(SILENT, smallest, cell, relation)
    if cell.speakers < smallest:
        return Said(FEW, smallest, None, relation)
    return Said(SAID, smallest, cell, relation)


@dataclass(frozen=True)
class ThemeMatrix:
    """Themes by evaluations. ``present`` is who speaks in each evaluation at all, as a cell of the same kind."""

    themes: tuple[Theme, ...]
    projects: tuple[Listed, ...]
    cells: Mapping[tuple[str, str], Said]
    present: Mapping[str, Said]

    def cell(self, theme: str, project: str) -> Said:
        """Return the cell of a theme's key and an evaluation's name."""
        return self.cells[theme, project]

    def row(self, theme: str) -> list[Said]:
        """Return a theme's cells in the order of the evaluations."""
        return [self.cells[theme, each.name] for each in self.projects]

    def total(self, theme: str, measure: str = "speakers") -> str:
        """Return what all evaluations hold together; with "+" where some hold more that may not be told."""
        return total(self.row(theme), measure)

    def to_frame(self, measure: str = "speakers") -> pd.DataFrame:
        """Themes by evaluations (keys and names): numbers of participants, interviews or turns.

        What may not be told is NaN, as is a theme for which an evaluation has no code.
        """
        import pandas as pd

        data = [
            [None if each.cell is None else getattr(each.cell, measure) for each in self.row(theme.key)]
            for theme in self.themes
        ]
        names = pd.Index([each.name for each in self.projects], name="evaluation")
        return pd.DataFrame(
            data, index=pd.Index([theme.key for theme in self.themes], name="theme"), columns=names, dtype=float
        )


def total(cells: Iterable[Said], measure: str = "speakers") -> str:
    """Return the sum of what may be told; with "+" where some hold more.

    A person who took part in two evaluations counts in both: nobody can know.
    """
    own = list(cells)
    told = [each.cell for each in own if each.cell is not None]
    more = "+" if any(each.state == FEW for each in own) else ""
    if measure == "valence":
        return f"+{sum(c.positive for c in told)} −{sum(c.critical for c in told)}{more and ' +'}"
    return f"{sum(getattr(cell, measure) for cell in told)}{more}"


@dataclass(frozen=True, slots=True)
class Thin:
    """Why a theme is thin: ``kind``, and the numbers or the name (``n``, ``whole``, ``name``) that the telling needs.

    "nobody": no evaluation says anything. "one": only one does. "two": only two do. "few": in all that do, too few
    people. "unequal": over half of those who spoke are from one of three or more; "unequal_few": so it is however
    many the numbers that may not be told stand for, and ``whole`` is all there can be. "good" or "hard": only good
    experiences, or only challenges. "unasked": most evaluations have no code for it.
    """

    theme: str
    kind: str
    n: int = 0
    whole: int = 0
    name: str = ""


def thin(matrix: ThemeMatrix) -> list[Thin]:
    """Return what the reader of a theme must know about how little is behind it, theme by theme."""
    return [each for theme in matrix.themes for each in _thin(matrix, theme.key)]


def _thin(matrix: ThemeMatrix, theme: str) -> Iterable[Thin]:
    cells = dict(zip([each.label for each in matrix.projects], matrix.row(theme), strict=True))
    spoke = {name: cell for name, cell in cells.items() if cell.state in (SAID, FEW)}
    told = {name: cell.cell for name, cell in spoke.items() if cell.cell is not None}
    if not spoke:
        yield Thin(theme, "nobody")
    elif len(spoke) < 3:
        yield Thin(theme, "one" if len(spoke) == 1 else "two")
    if spoke and not told:
        yield Thin(theme, "few", n=max(cell.smallest for cell in spoke.values()))
    hidden = sum(cell.smallest - 1 for cell in spoke.values() if cell.cell is None)
    whole = sum(cell.speakers for cell in told.values()) + hidden
    most = max(told, key=lambda name: told[name].speakers, default="")
    if len(spoke) >= 3 and most and 2 * told[most].speakers > whole:
        yield Thin(theme, "unequal_few" if hidden else "unequal", told[most].speakers, whole, most)
    good, hard = (sum(getattr(cell, side) for cell in told.values()) for side in ("positive", "critical"))
    if told and bool(good) != bool(hard):
        yield Thin(theme, "good" if good else "hard")
    without = sum(cell.state == NO_CODE for cell in cells.values())
    if 2 * without > len(cells):
        yield Thin(theme, "unasked", without, len(cells))


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of what an evaluation has coded is in the common themes: turns by where their codes stand in the map.

    A turn counts once in each. None where fewer people than may be told stand behind it.
    """

    project: str
    common: int
    here: int | None
    proposed: int | None
    open: int | None


def matrix_of(
    themes: Sequence[Theme],
    projects: Sequence[Listed],
    relations: Mapping[tuple[str, str], str],
    counted: Mapping[tuple[str, str], Cell],
    present: Mapping[str, Cell],
    smallest: Mapping[str, int],
) -> ThemeMatrix:
    """Put a matrix together; all counts of too few people end here."""
    return ThemeMatrix(
        tuple(themes),
        tuple(projects),
        {
            (theme.key, each.name): said(
                relations.get((theme.key, each.name), ""),
                counted.get((theme.key, each.name), Cell()),
                smallest[each.name],
            )
            for theme in themes
            for each in projects
        },
        {each.name: said("same", present[each.name], smallest[each.name]) for each in projects},
    )
