"""Drawing profiles: one bar an area."""

from __future__ import annotations

from bsb.analysis.displays.aim import Aim
from bsb.analysis.displays.profile import Bar, Profile
from bsb.formats.svg import WHITE
from bsb.formats.text_width import wrap
from bsb.reports.drawing.frame import GOOD, MARGIN, Drawing, Table, begin, grid_lines, notes
from bsb.reports.norwegian import count, listed, number

_LABEL, _BARS, _ROW = 216, 340, 34
_UNITS = {
    "districts": ("bydel", "bydeler"),
    "turns": ("replikk", "replikker"),
    "speakers": ("deltaker", "deltakere"),
}


def draw(shown: Profile, name: str, title: str) -> Drawing:
    """Draw the bars in their order, each with its figure."""
    canvas, top = begin(name, title, under=_under(shown))
    most = shown.whole or max((bar.value for bar in shown.bars), default=1) or 1
    y = top + 10.0
    for bar in shown.bars:
        lines = wrap(bar.label, _LABEL - 12, 12)
        row = _ROW + 14 * (len(lines) - 1)
        with canvas.link(Aim((bar.key,), district=shown.district), f"Sitater om {bar.label}"):
            canvas.rect(MARGIN, y, canvas.width - 2 * MARGIN, row - 2, fill=WHITE)
            middle = y + row / 2
            canvas.lines(MARGIN, middle + 4 - 7.5 * (len(lines) - 1), lines, size=12, leading=1.25)
            length = _BARS * bar.value / most
            canvas.rect(MARGIN + _LABEL, middle - 10, _BARS, 19, fill="#eef1f4")
            canvas.rect(MARGIN + _LABEL, middle - 10, length, 19, fill=GOOD)
            canvas.text(MARGIN + _LABEL + _BARS + 10, middle + 4, _figure(bar, shown), size=13, bold=True)
        y += row
        grid_lines(canvas, MARGIN, y - 1, canvas.width - 2 * MARGIN)
    notes(canvas, y + 18, _notes(shown))
    return Drawing(name, title, _alt(shown), canvas, _table(shown))


def _figure(bar: Bar, shown: Profile) -> str:
    mark = "*" if bar.single_voice else ""
    return f"{bar.value}{mark} av {shown.whole}" if shown.whole else f"{bar.value}{mark}"


def _under(shown: Profile) -> str:
    if shown.value:
        return f"Antall bydeler der det står «{shown.value}»"
    what = {
        "districts": "Antall bydeler der minst én deltaker snakket om det",
        "turns": "Antall replikker",
        "speakers": "Antall ulike deltakere",
    }[shown.counted]
    return f"{what} i {shown.district}" if shown.district else what


def _notes(shown: Profile) -> list[str]:
    texts = []
    if shown.blank:
        texts.append(f"Uten opplysninger, og ikke regnet med: {listed(shown.blank)}.")
    if any(bar.single_voice for bar in shown.bars):
        texts.append("* alt er sagt av én deltaker")
    if shown.source:
        texts.append(f"Kilde: {shown.source}.")
    return texts


def _alt(shown: Profile) -> str:
    if not shown.bars:
        return "Profil uten innhold."
    one, many = _UNITS[shown.counted]
    ranked = sorted(shown.bars, key=lambda bar: -bar.value)
    first, last = ranked[0], ranked[-1]
    whole = f" av {shown.whole}" if shown.whole else ""
    where = f" i {shown.district}" if shown.district else ""
    text = f"Søylediagram{where} over {count(len(ranked), 'område', 'områder', 'ett')}. "
    text += f"Størst er «{first.label}» med {first.value}{whole} {many if shown.whole or first.value != 1 else one}"
    if len(ranked) > 1:
        text += f", minst «{last.label}» med {number(last.value)}"
    return text + "."


def _table(shown: Profile) -> Table:
    head = ("Område", _UNITS[shown.counted][1].capitalize(), "Hvilke bydeler")
    rows = []
    for bar in shown.bars:
        figure = _figure(bar, shown)
        cell = figure if shown.value else (figure, Aim((bar.key,), district=shown.district))
        rows.append((bar.label, cell, ", ".join(bar.districts)))
    return Table(head, tuple(rows))
