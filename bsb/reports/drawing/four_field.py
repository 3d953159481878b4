"""Drawing the four-field display."""

from __future__ import annotations

from collections.abc import Mapping

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.four_field import Field, FourField
from bsb.formats.svg import SOFT, Canvas
from bsb.formats.text_width import shorten
from bsb.reports.drawing.frame import (
    GROUNDS,
    LINE,
    MARGIN,
    Drawing,
    Table,
    begin,
    notes,
    valence_bar,
    valence_legend,
)
from bsb.reports.norwegian import count, sentence

LEVELS = {"individual": "Den enkelte", "organisation": "Organisasjonen"}
PHASES = {"planning": "Planlegging", "implementation": "Gjennomføring"}
WITHIN = {
    ("individual", "planning"): "planlegging for den enkelte",
    ("individual", "implementation"): "gjennomføring for den enkelte",
    ("organisation", "planning"): "planlegging i organisasjonen",
    ("organisation", "implementation"): "gjennomføring i organisasjonen",
}
_SIDE, _WIDE, _HIGH, _SHOWN = 24, 306, 216, 5


def draw(shown: FourField, name: str, title: str, names: Mapping[str, str]) -> Drawing:
    """Draw the four fields: figures, balance, and the codes that most people spoke of in each."""
    canvas, top = begin(name, title)
    most = max((f.count.positive + f.count.critical for f in shown.fields.values()), default=0)
    for column, label in enumerate(PHASES.values()):
        x = MARGIN + _SIDE + column * (_WIDE + 6) + _WIDE / 2
        canvas.text(x, top + 16, label, size=14, bold=True, anchor="middle")
    for row, (level, label) in enumerate(LEVELS.items()):
        y = top + 26 + row * (_HIGH + 6)
        canvas.text(MARGIN + 14, y + _HIGH / 2, label, size=14, bold=True, anchor="middle", turn=-90)
        for column, phase in enumerate(PHASES):
            _field(canvas, MARGIN + _SIDE + column * (_WIDE + 6), y, shown, shown.fields[level, phase], names, most)
    y = valence_legend(canvas, MARGIN, top + 26 + 2 * _HIGH + 28)
    texts = ["Tallene i listene er antall ulike deltakere. En replikk kan stå i flere felt.", _left_out(shown)]
    if any(own.single_voice for field in shown.fields.values() for _code, own in field.codes[:_SHOWN]):
        texts.insert(1, "* alt er sagt av én deltaker")
    notes(canvas, y, texts)
    return Drawing(name, title, _alt(shown), canvas, _table(shown, names))


def _field(
    canvas: Canvas, x: float, y: float, shown: FourField, field: Field, names: Mapping[str, str], most: int
) -> None:
    figures = field.count
    aim = Aim(facet=shown.facet, level=field.level, phase=field.phase)
    with canvas.link(aim, f"Sitater: {WITHIN[field.level, field.phase]}"):
        canvas.rect(x, y, _WIDE, _HIGH, fill=GROUNDS[0], stroke=LINE, rx=4)
        canvas.text(x + 14, y + 32, str(figures.turns), size=24, bold=True, on=GROUNDS[0])
        after = x + 22 + 14 * len(str(figures.turns))
        canvas.text(after, y + 22, "replikk" if figures.turns == 1 else "replikker", on=GROUNDS[0])
        who = f"{_n(figures.speakers, 'deltaker', 'deltakere')} i {_n(figures.districts, 'bydel', 'bydeler')}"
        canvas.text(after, y + 37, who, size=11, fill=SOFT, on=GROUNDS[0])
        valence_bar(canvas, x + 14, y + 48, _WIDE - 110, figures.positive, figures.critical, most)
    for number, (code, own) in enumerate(field.codes[:_SHOWN]):
        line = y + 84 + number * 24
        with canvas.link(Aim((code,), level=field.level, phase=field.phase), f"Sitater om {names[code]}"):
            canvas.rect(x + 14, line - 12, 26, 17, fill="#ffffff", stroke=LINE, rx=2)
            mark = f"{own.speakers}{'*' if own.single_voice else ''}"
            canvas.text(x + 27, line + 1, mark, bold=True, anchor="middle")
            canvas.text(x + 48, line + 1, shorten(names[code], _WIDE - 60, 12), on=GROUNDS[0])
    if len(field.codes) > _SHOWN:
        rest = f"og {count(len(field.codes) - _SHOWN, 'annen', 'andre')}"
        canvas.text(x + 48, y + 84 + _SHOWN * 24 - 2, rest, size=11, fill=SOFT, on=GROUNDS[0])


def _n(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _left_out(shown: FourField) -> str:
    share = shown.unplaced_share or 0
    text = (
        f"{shown.placed} av {shown.coded} kodede replikker har både nivå og fase. De andre "
        f"({100 * share:.0f} prosent) er ikke med"
    )
    return f"{text}; {shown.half} av dem har bare det ene." if shown.half else f"{text}."


def _alt(shown: FourField) -> str:
    if not shown.placed:
        return "Firefelt uten innhold: ingen kodinger har både nivå og fase."
    ranked = sorted(shown.fields.values(), key=lambda f: -f.count.turns)
    first, last = ranked[0], ranked[-1]
    same = [WITHIN[f.level, f.phase] for f in ranked if f.count.turns == first.count.turns]
    return (
        f"Firefelt. Flest replikker ({first.count.turns}) gjelder {' og '.join(same)}, færrest "
        f"({last.count.turns}) {WITHIN[last.level, last.phase]}. {_left_out(shown)}"
    )


def _table(shown: FourField, names: Mapping[str, str]) -> Table:
    rows = []
    for (level, phase), field in shown.fields.items():
        n = field.count
        rows.append(
            (
                sentence(WITHIN[level, phase]),
                (str(n.turns), Aim(facet=shown.facet, level=level, phase=phase)),
                str(n.speakers),
                str(n.districts),
                str(n.positive),
                str(n.critical),
                ", ".join(f"{names[code]} ({own.speakers})" for code, own in field.codes),
            )
        )
    head = ("Felt", "Replikker", "Deltakere", "Bydeler", "Gode erfaringer", "Utfordringer", "Temaer (deltakere)")
    return Table(head, tuple(rows))
