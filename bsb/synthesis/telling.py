"""What papers say of a matrix and of findings, in the paper's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bsb.coding.codes import Code
from bsb.formats.texts import Texts
from bsb.synthesis.codes import Theme
from bsb.synthesis.findings import Pooled, verdict_counts
from bsb.synthesis.matrix import FEW, NO_CODE, SAID, SILENT, Said, ThemeMatrix, Thin, total

VERDICTS = ("confirmed", "nuanced", "disputed", "new", "")


def who_told(matrix: ThemeMatrix, theme: str, texts: Texts) -> str:
    """Return in a sentence how many evaluations say something about a theme, and how many people."""
    row = matrix.row(theme)
    spoke = [cell for cell in row if cell.state in (SAID, FEW)]
    if not spoke:
        return texts["who_none"]
    few = [cell for cell in spoke if cell.state == FEW]
    kind = "who_few" if len(few) == len(spoke) else "who_more" if few else "who"
    smallest = max(cell.smallest for cell in row)
    return texts(kind, spoke=len(spoke), n=len(row), people=total(row).removesuffix("+"), smallest=smallest)


def thin_told(found: Iterable[Thin], texts: Texts) -> list[str]:
    """Return what is thin about a theme, a sentence each."""
    return [texts(f"thin_{each.kind}", n=each.n, whole=each.whole, evaluation=each.name) for each in found]


def verdicts_told(found: Sequence[Pooled], texts: Texts) -> str:
    """Return how many findings have each verdict ("2 confirmed, 1 nuanced"); "" where there are none."""
    counts = verdict_counts(found)
    return ", ".join(f"{counts[name]} {verdict_name(name, texts)}" for name in VERDICTS if name in counts)


def verdict_name(verdict: str, texts: Texts) -> str:
    """Return what a verdict is called on paper."""
    return texts[verdict or "open"]


def figures(cell: Said, texts: Texts) -> tuple[str, str, str]:
    """Return participants, interviews and valence of a cell as a table has them."""
    if cell.state == NO_CODE:
        return ("–", "–", "–")
    if cell.state == SILENT:
        return ("0", "0", "–")
    if cell.state == FEW:
        return (cell.figure(), "–", "–")
    return (cell.figure("speakers"), cell.figure("interviews"), cell.figure("valence"))


def codes_told(theme: Theme, project: str, book: Sequence[Code]) -> str:
    """Return the names of the codes that a theme gathers in an evaluation."""
    own = theme.codes.get(project, ())
    return ", ".join(code.name for code in book if code.key in own)


def matrix_keys(matrix: ThemeMatrix, texts: Texts) -> list[str]:
    """Return what the signs in a matrix mean: those that are in it."""
    states = {cell.state for cell in matrix.cells.values()} | {cell.state for cell in matrix.present.values()}
    smallest = max((cell.smallest for cell in matrix.cells.values()), default=0)
    found = [texts("key_few", smallest=smallest), texts["key_plus"]] if FEW in states else []
    found += [texts["key_silent"]] if SILENT in states else []
    return found + ([texts["key_none"]] if NO_CODE in states else [])
