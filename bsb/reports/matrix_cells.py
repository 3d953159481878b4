"""What a cell of a printed matrix says, the same in Excel and in Word."""

from __future__ import annotations

import math
from collections.abc import Iterable

from bsb.analysis.definitions import COUNTS, MatrixDefinition
from bsb.analysis.matrix import Cell, Line, Matrix
from bsb.store.counts import ATTRIBUTE

#: Ground colours from few voices to many: one hue that grows darker, so that grey print keeps the order. Text on
#: the darkest has a contrast of 7:1.
HEAT = ("F1F6FB", "DCE8F4", "C3D8EB", "A6C5E1", "86B0D5")
KEY = "4 = deltakere   +3 −5 = replikker med gode erfaringer og med utfordringer   * = én stemme"
RULES = (
    "Slik er det talt:",
    "Hver deltaker teller én gang i hver celle, uansett hvor mange ganger han eller hun sa noe om det.",
    "Bak + og − står hvor mange replikker som har en god erfaring, og hvor mange som har en utfordring. Samme "
    "replikk kan telle i begge.",
    "En passasje som flere har kodet, teller én gang. Det intervjuerne sier, teller ikke.",
    "* betyr at alt i cellen er sagt av én person. Jo mørkere celle, jo flere deltakere.",
)
TOTAL = "I alt"
AXES = {
    "theme": "Tema",
    "service": "Tjeneste",
    "free": "Fri kode",
    "district": "Bydel",
    "interview": "Intervju",
    "kind": "Intervjuform",
    "role": "Hvem som snakker",
    "valence": "Valør",
    "level": "Nivå",
    "phase": "Fase",
    "stakeholder": "Hvem som kom",
    "verdict": "Utfall",
}
_LABELS = {
    ("kind", "focus_group"): "fokusgruppe",
    ("kind", "individual"): "enkeltintervju",
    ("role", "participant"): "deltakere",
    ("role", "facilitator"): "intervjuere",
    ("role", "unknown"): "ukjente stemmer",
    ("valence", "positive"): "god erfaring",
    ("valence", "critical"): "utfordring",
    ("valence", "mixed"): "både og",
    ("valence", "neutral"): "nøytral",
    ("level", "individual"): "individ",
    ("level", "organisation"): "organisasjon",
    ("phase", "planning"): "planlegging",
    ("phase", "implementation"): "gjennomføring",
    ("verdict", "confirmed"): "bekreftet",
    ("verdict", "nuanced"): "nyansert",
    ("verdict", "disputed"): "bestridt",
    ("verdict", "new"): "nytt",
}
COUNTED = {"speakers": "deltakere", "interviews": "intervjuer", "turns": "replikker", "codings": "kodinger"}
_WHOLES = {
    "row": "alle {what} i raden",
    "column": "alle {what} i kolonnen",
    "all": "alle {what} i tabellen",
    "present": "alle {what} som er med der, kodet eller ikke",
}
_PAIR = (
    "En celle gjelder replikker som har fått både raden og kolonnen som kode, også når to kodere har satt hver sin. "
    "Samme replikk kan stå i flere celler, så tallene i en rad kan ikke legges sammen."
)
_NO_CONFERENCE = "En tom rad betyr at ingenting er registrert fra en dialogkonferanse i bydelen ennå."
_NESTED = "Et tema over andre teller alt under seg, hver deltaker og replikk én gang."


def axis_name(axis: str) -> str:
    """Return what people read for what rows or columns are.

    >>> axis_name("theme"), axis_name("attribute:alder")
    ('Tema', 'Alder')
    """
    return AXES.get(axis) or axis.removeprefix(ATTRIBUTE).capitalize()


def label(axis: str, line: Line) -> str:
    """Return what people read for a row or column, in Norwegian also where its key is a word of the program."""
    return _LABELS.get((axis, line.key)) or (line.label if line.key else "ikke oppgitt")


def voices(cell: Cell) -> str:
    """Return a cell's first line: distinct participants, with a star for a single voice; empty if nothing is coded.

    >>> voices(Cell(speakers=1, turns=3, interviews=1)), voices(Cell())
    ('1*', '')
    """
    if not cell.speakers:
        return ""
    return f"{cell.speakers}{'*' if cell.single_voice else ''}"


def valences(cell: Cell) -> str:
    """Return a cell's second line: turns with good experiences and with challenges.

    >>> valences(Cell(speakers=2, positive=3, critical=0)), valences(Cell(speakers=2, mixed=1))
    ('+3', '')
    """
    signs = (("+", cell.positive), ("−", cell.critical))
    return " ".join(f"{sign}{n}" for sign, n in signs if n)


def lines_of_cell(matrix: Matrix, row: str, column: str) -> tuple[str, str]:
    """Return the two lines of a cell of figures, by what the definition says; empty where nothing is coded."""
    cell = matrix.cell(row, column)
    if matrix.definition.cell == "share":
        share = matrix.share(row, column) if cell.turns else None
        return ("" if share is None else f"{100 * share:.0f} %", "")
    return lines_of_count(matrix, cell)


def lines_of_count(matrix: Matrix, cell: Cell) -> tuple[str, str]:
    """Return the two lines of a cell or a total of figures."""
    content = matrix.definition.cell
    if _conference(matrix):
        return (str(cell.speakers) if cell.speakers else "", "")
    if content == "valence":
        return (valences(cell) or ("0" if cell.turns else ""), "")
    if content in COUNTS and content != "speakers":
        n = getattr(cell, content)
        return (f"{n}{'*' if cell.single_voice and content != 'interviews' else ''}" if n else "", "")
    return voices(cell), valences(cell)


def weight(matrix: Matrix, row: str, column: str) -> float:
    """Return the figure by which a cell is shaded."""
    cell = matrix.cell(row, column)
    content = matrix.definition.cell
    if content == "share":
        return matrix.share(row, column) or 0.0
    return float(getattr(cell, content if content in COUNTS else "speakers"))


def shade_of(value: float, most: float) -> str:
    """Return a ground colour by a figure's share of the greatest; none if it is 0."""
    if value <= 0 or most <= 0:
        return ""
    return HEAT[min(len(HEAT), math.ceil(len(HEAT) * value / most)) - 1]


def heat(cell: Cell, most: int) -> str:
    """Return a cell's ground colour by its share of the most speakers that any cell has; none if it is empty."""
    return shade_of(cell.speakers, most)


def greatest(matrix: Matrix) -> float:
    """Return the figure of the fullest cell, leaving out rows and columns that only group others."""
    rows, columns = (
        [line.key for line in lines if line.countable] or [line.key for line in lines]
        for lines in (matrix.rows, matrix.columns)
    )
    return max((weight(matrix, row, column) for row in rows for column in columns), default=0.0)


def total(cells: Iterable[Cell]) -> Cell:
    """Add cells of a row up. Speakers belong to one interview, and interviews to one column, so none counts twice.

    Where that is not so, see ``Matrix.total``.
    """
    cells = list(cells)
    return Cell(**{name: sum(getattr(cell, name) for cell in cells) for name in Cell.__slots__})


def has_total(matrix: Matrix) -> bool:
    """Tell whether a total stands at the end of each row."""
    return matrix.definition.cell in (*COUNTS, "valence")


def key_of(matrix: Matrix) -> str:
    """Return the line that says how to read a cell."""
    definition = matrix.definition
    if _conference(matrix):
        return (
            "Tallet er hvor mange som kom" if definition.of_conference == "stakeholder" else "Tallet er antall funn"
        )
    if definition.cell == "share":
        what = COUNTED[definition.share_count]
        return f"Andel {what} av {_WHOLES[definition.share_of].format(what=what)}"
    if definition.cell == "valence":
        return "+3 −5 = replikker med gode erfaringer og med utfordringer"
    if definition.cell in ("interviews", "turns", "codings"):
        return f"Tallet er {COUNTED[definition.cell]}   * = én stemme"
    return {"quotes": "Cellene holder sitater", "summary": "Cellene holder skrevne sammendrag"}.get(
        definition.cell, KEY
    )


def rules_of(matrix: Matrix) -> tuple[str, ...]:
    """Return how it was counted, a heading first; empty for a matrix of conferences that lacks nothing."""
    definition = matrix.definition
    if _conference(matrix):
        bare = any(not matrix.total(row.key).speakers for row in matrix.rows)
        return (RULES[0], _NO_CONFERENCE) if bare and definition.rows == "district" else ()
    rules = list(RULES)
    if definition.cell not in ("speakers", "valence"):
        del rules[2]
    if "role" in (definition.rows, definition.columns) or definition.only.roles:
        rules = [rule.replace(" Det intervjuerne sier, teller ikke.", "") for rule in rules]
    if len(definition.facets) == 2 or (definition.rows == definition.columns):
        rules.insert(-1, _PAIR)
    if definition.nested and any(not line.countable for line in (*matrix.rows, *matrix.columns)):
        rules.insert(-1, _NESTED)
    if limits := limits_of(definition, matrix.district):
        rules.insert(1, limits)
    return tuple(rules)


def limits_of(definition: MatrixDefinition, district: str | None = None) -> str:
    """Return what a matrix is limited to, as one line; "" if nothing.

    >>> from bsb.analysis.definitions import Only
    >>> limits_of(MatrixDefinition("m", "M", only=Only(coders=("KA",), since="2026-01-01")))
    'Tabellen viser bare dette: koder KA; intervjuer fra 2026-01-01.'
    """
    only = definition.only
    parts = [f"bydel {', '.join((district,) if district else only.districts)}"] if district or only.districts else []
    for name, values, axis in (
        ("intervju", only.interviews, ""),
        ("intervjuform", only.kinds, "kind"),
        ("tema", only.themes, ""),
        ("tjeneste", only.services, ""),
        ("fri kode", only.free, ""),
        ("hvem som snakker", only.roles, "role"),
        ("valør", only.valences, "valence"),
        ("nivå", only.levels, "level"),
        ("fase", only.phases, "phase"),
        ("koder", only.coders, ""),
    ):
        if values:
            parts.append(f"{name} {', '.join(_LABELS.get((axis, value), value) for value in values)}")
    if only.since or only.until:
        ends = [f"fra {only.since}" if only.since else "", f"til {only.until}" if only.until else ""]
        parts.append(f"intervjuer {' '.join(filter(None, ends))}")
    return f"Tabellen viser bare dette: {'; '.join(parts)}." if parts else ""


def _conference(matrix: Matrix) -> bool:
    return bool(matrix.definition.of_conference)
