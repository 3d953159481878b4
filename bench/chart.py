"""The page and the picture of ``python -m bench``: ratios on a line where a step is a tenfold."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from bench.board import Missing, Row

_LEFT, _WIDE, _ROW, _TOP = 430, 460, 26, 56
_MET, _NOT, _NONE, _INK, _SOFT = "#0b6e4f", "#b3261e", "#44546a", "#1c2733", "#8a97a3"


def svg(rows: Sequence[Row]) -> str:
    """Return the chart: a dot at the median, a line for the spread, a mark at the goal.

    A ratio that misses its goal has another shape, not only another colour.
    """
    values = [v for row in rows for v in (row.low, row.high, row.goal or row.ratio) if v > 0] or [1.0]
    least, most = math.floor(math.log10(min(values))), math.ceil(math.log10(max([*values, 1.0])))
    most = max(most, least + 1)

    def x(value: float) -> float:
        return _LEFT + _WIDE * (math.log10(max(value, 10**least)) - least) / (most - least)

    high = _TOP + _ROW * len(rows) + 20
    wide = _LEFT + _WIDE + 80
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        ' role="img" font-family="system-ui, Liberation Sans, Arial, sans-serif" font-size="13">',
        "<title>Tid bsb bruker, delt på tid den andre bruker</title>",
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
        f'<text x="{x(1):.1f}" y="18" fill="{_INK}" text-anchor="middle">raskere ← den andre → tregere</text>',
    ]
    for power in range(least, most + 1):
        at = x(10**power)
        out += [
            f'<path d="M{at:.1f} {_TOP - 12}V{high - 16}" stroke="{_INK if power == 0 else _SOFT}"'
            f' stroke-width="{1.2 if power == 0 else 0.4}"/>',
            f'<text x="{at:.1f}" y="{_TOP - 18}" fill="{_SOFT}" text-anchor="middle">{_number(10**power)}</text>',
        ]
    for n, row in enumerate(rows):
        out += _line(row, _TOP + _ROW * n + 6, x)
    return "\n".join([*out, "</svg>"]) + "\n"


def _line(row: Row, y: float, at: Callable[[float], float]) -> list[str]:
    colour = _NONE if row.met is None else _MET if row.met else _NOT
    label = f"{row.title}: {row.name}" if len(f"{row.title}: {row.name}") < 66 else row.name
    middle = at(row.ratio)
    shape = (
        f'<path d="M{middle:.1f} {y - 6}l6 6l-6 6l-6 -6z" fill="{colour}"/>'
        if row.met is False
        else f'<circle cx="{middle:.1f}" cy="{y}" r="5" fill="{colour}"/>'
    )
    parts = [
        f'<text x="{_LEFT - 12}" y="{y + 4}" text-anchor="end" fill="{_INK}">{html.escape(label)}</text>',
        f'<path d="M{at(row.low):.1f} {y}H{at(row.high):.1f}" stroke="{colour}" stroke-width="2"/>',
        shape,
        f'<text x="{_LEFT + _WIDE + 12}" y="{y + 4}" fill="{colour}">{_number(row.ratio)}</text>',
    ]
    if row.goal is not None:
        goal = at(row.goal)
        parts.append(f'<path d="M{goal:.1f} {y - 9}v18" stroke="{_INK}" stroke-width="2" stroke-dasharray="3 2"/>')
    return parts


def page(rows: Sequence[Row], missing: Sequence[Missing], machine: str, command: str) -> str:
    """Return the page as Markdown, for the handbook."""
    lines = [
        "# Side om side",
        "",
        f"Laget av `{command}` på {machine}. Tallene er tida bsb bruker, delt på tida den andre bruker:",
        "Under 1 er bsb raskest. Spennet er laveste og høyeste par. Les størrelsesorden, ikke siste siffer.",
        *(
            ["Dette er en rask gjennomgang med små størrelser; målene gjelder den fulle."]
            if "--quick" in command
            else []
        ),
        "",
        "![Forholdstall for hver sammenlikning, med mål](bilder/side-om-side.svg)",
        "",
        "En stiplet strek er målet. En rute betyr at målet ikke er nådd, en ring at det er nådd eller ikke finnes.",
        "",
        "| | forhold | spenn | mål | bsb | den andre | kommando |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        ratio = _number(row.ratio) if row.met is not False else f"**{_number(row.ratio)}**"
        spread = f"{_number(row.low)}–{_number(row.high)}" if row.low != row.high else ""
        goal = "" if row.goal is None else f"høyst {_number(row.goal)}"
        ours, other = map(_time, row.seconds) if row.seconds else ("", "")
        lines.append(
            f"| {row.title}: {row.name} | {ratio} | {spread} | {goal} | {ours} | {other} | `{row.command}` |"
        )
    if missing:
        lines += ["", "## Ikke målt", "", *(f"- {m.title} (`{m.command}`): {m.why}" for m in missing)]
    return "\n".join(lines) + "\n"


def write(folder: Path, rows: Sequence[Row], missing: Sequence[Missing], machine: str, command: str) -> list[Path]:
    """Write the page, its picture and the figures; return the files."""
    (folder / "bilder").mkdir(parents=True, exist_ok=True)
    figures = {"machine": machine, "rows": [asdict(row) for row in rows], "missing": [asdict(m) for m in missing]}
    files = {
        folder / "side-om-side.md": page(rows, missing, machine, command),
        folder / "bilder" / "side-om-side.svg": svg(rows),
    }
    if folder.name != "docs":
        files[folder / "side-om-side.json"] = json.dumps(figures, indent=2, ensure_ascii=False) + "\n"
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def _number(value: float) -> str:
    """Return a ratio with what digits it deserves, in Norwegian."""
    digits = 0 if value >= 10 else 1 if value >= 1 else 2 if value >= 0.1 else 3
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _time(seconds: float) -> str:
    return f"{_number(seconds)} s" if seconds >= 0.1 else f"{_number(seconds * 1000)} ms"
