"""All displays of a project in one HTML file, in which each part leads to the words behind it."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from bsb.analysis.displays.aim import Aim
from bsb.config import Config
from bsb.formats.html_page import document, escape, link, table
from bsb.reports.display_quotes import Behind, Quotes
from bsb.reports.drawing.four_field import WITHIN
from bsb.reports.drawing.frame import Drawing
from bsb.reports.norwegian import day, sentence
from bsb.reports.source_marks import display_source

_STYLE = """
:root{--ink:#1c2530;--soft:#4a5563;--line:#c9d0d8;--blue:#1f5f99}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 'Liberation Sans',Arial,Helvetica,sans-serif;color:var(--ink);background:#fff}
header,main,footer{max-width:1040px;margin:0 auto;padding:0 24px}
header{padding-top:28px}
h1{font-size:28px;margin:0 0 4px}
h2{font-size:21px;margin:0 0 12px}
nav ol{columns:2;padding-left:22px}
a{color:var(--blue)}
main>section{border-top:1px solid var(--line);padding:26px 0 8px}
.smal{display:none}
@media (max-width:720px){nav ol{columns:1}.smal{display:block}h1{font-size:24px}}
@media print{.sitater,.sitater:target,nav,details{display:none}main>section{break-inside:avoid}}
"""
#: What figures, the panels of quotes and tables look like; the page that ``bsb serve`` shows uses it too.
FIGURES = """
figure{margin:0 0 12px;overflow-x:auto}
figcaption,.soft{color:var(--soft);max-width:70ch}
svg a{cursor:pointer}
svg a:hover,svg a:focus{opacity:.72}
svg a:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid #b4531a;outline-offset:1px}
summary{cursor:pointer;color:var(--blue)}
details div{overflow-x:auto}
table{border-collapse:collapse;margin:12px 0;font-size:14px}
caption{text-align:left;color:var(--soft);padding-bottom:4px}
th,td{border:1px solid var(--line);padding:3px 8px;text-align:left;vertical-align:top}
thead th{background:#eef1f4}
.sitater{display:none}
.sitater:target{display:block;position:fixed;top:0;right:0;bottom:0;width:min(480px,100%);overflow:auto;background:#fff;
border-left:4px solid var(--blue);box-shadow:-6px 0 22px rgba(0,0,0,.22);padding:20px 24px 40px}
.sitater h3{margin:0 72px 6px 0;font-size:18px}
.lukk{position:absolute;top:18px;right:22px}
blockquote{margin:14px 0;padding:8px 12px;background:#f5f7f9;border-left:4px solid var(--line)}
blockquote.god{border-left-color:#1f5f99}
blockquote.vond{border-left:4px dashed #b4531a}
blockquote p{margin:0}
blockquote footer{max-width:none;padding:0;font-size:13px;color:var(--soft)}
.merke{border:1px solid var(--soft);border-radius:9px;padding:0 8px}"""
_MARKS = {
    "+": ("god", "god erfaring"),
    "−": ("vond", "utfordring"),
    "±": ("", "både godt og vanskelig"),
}


def display_page(
    drawings: Sequence[Drawing],
    config: Config,
    names: Mapping[str, str],
    quotes: Quotes | None,
    *,
    today: datetime.date,
) -> str:
    """Return the page as HTML. Without ``quotes``, nothing leads anywhere and nobody's words are in it.

    ``names`` are those of codes by key. Equal drawings, quotes and date give an equal page.
    """
    ids, panels = _panels(drawings, names, quotes)
    title = f"Displayer: {config.name}"
    parts = [
        f'<header>\n<h1>{escape(title)}</h1>\n<p class="soft">{escape(_under(config, today))}</p>\n',
        f"<p>{escape(_how(bool(quotes)))}</p>\n",
        '<p class="smal">Dra figurene sidelengs for å se hele.</p>\n',
        '<nav aria-label="Innhold"><ol>\n',
        *(f"<li>{link(drawing.title, drawing.name)}</li>\n" for drawing in drawings),
        "</ol></nav>\n</header>\n<main>\n",
        *(_section(drawing, ids) for drawing in drawings),
        "</main>\n",
        panels,
    ]
    return document(title, "".join(parts), style=_STYLE + FIGURES)


def figure_with_quotes(drawing: Drawing, names: Mapping[str, str], quotes: Quotes) -> str:
    """Return one display as HTML: picture, table, and the panels of quotes that its parts lead to."""
    ids, panels = _panels([drawing], names, quotes)
    return _figure(drawing, ids) + panels


def _panels(
    drawings: Sequence[Drawing], names: Mapping[str, str], quotes: Quotes | None
) -> tuple[dict[Aim, str], str]:
    """Return the ids of the panels of quotes by what leads to them, and the panels."""
    behind = _behind(drawings, quotes) if quotes else {}
    ids = {aim: f"s{number}" for number, aim in enumerate(behind, 1)}
    said = {key: label for drawing in drawings for key, label in drawing.canvas.keys.items()}
    return ids, "".join(_panel(ids[aim], _heading(aim, names, said), found) for aim, found in behind.items())


def _under(config: Config, today: datetime.date) -> str:
    parts = [config.publisher, config.period, day(today)]
    text = ". ".join(sentence(part) for part in parts if part) + "."
    return text + (" Alt i dette eksempelet er oppdiktet." if config.example else "")


def _how(quotes: bool) -> str:
    if not quotes:
        return "Under hver figur ligger tallene som tabell."
    return (
        "Trykk på en celle, en strek eller et tall for å lese hva deltakerne sa. Kilden er intervju og replikk."
        " Under hver figur ligger tallene som tabell."
    )


def _behind(drawings: Sequence[Drawing], quotes: Quotes) -> dict[Aim, Behind]:
    """Return what stands behind every part of the drawings that has any words behind it, in their order."""
    keys: dict[Hashable, None] = {}
    for drawing in drawings:
        keys |= dict.fromkeys(drawing.canvas.keys)
        keys |= dict.fromkeys(cell[1] for row in drawing.table.rows for cell in row if isinstance(cell, tuple))
    found = {aim: quotes.behind(aim) for aim in keys if isinstance(aim, Aim) and aim != _nothing(aim)}
    return {aim: passages for aim, passages in found.items() if passages.passages}


def _nothing(aim: Aim) -> Aim:
    """Return an aim that names neither codes, field nor turns: a district alone does not say what is meant."""
    return replace(Aim(), district=aim.district)


def _section(drawing: Drawing, ids: Mapping[Aim, str]) -> str:
    title = escape(drawing.title)
    return f'<section id="{escape(drawing.name)}">\n<h2>{title}</h2>\n{_figure(drawing, ids)}</section>\n'


def _figure(drawing: Drawing, ids: Mapping[Aim, str]) -> str:
    def target(key: Hashable) -> str | None:
        return f"#{ids[key]}" if isinstance(key, Aim) and key in ids else None

    svg = drawing.canvas.to_svg(
        title=drawing.title, description=drawing.alt, headless=True, source=display_source(drawing), links=target
    )
    rows = [[_cell(cell, ids) for cell in row] for row in drawing.table.rows]
    return (
        f"<figure>\n{svg}"
        f"<figcaption>{escape(drawing.alt)}</figcaption>\n</figure>\n"
        f"<details>\n<summary>Tallene som tabell</summary>\n<div>"
        f"{table(drawing.title, drawing.table.head, rows)}</div>\n</details>\n"
    )


def _cell(cell: str | tuple[str, Hashable], ids: Mapping[Aim, str]) -> str | tuple[str, str]:
    if isinstance(cell, str):
        return cell
    text, key = cell
    return (text, ids[key]) if isinstance(key, Aim) and key in ids else text


def _panel(name: str, heading: str, found: Behind) -> str:
    out = [
        f'<section class="sitater" id="{name}" aria-labelledby="{name}-h">\n'
        f'<h3 id="{name}-h">{escape(heading)}</h3>\n'
        f'<p class="lukk">{link("Lukk", "_", label="Lukk sitatene")}</p>\n'
    ]
    if found.shown < found.turns:
        out.append(f'<p class="soft">Et utvalg av {found.turns} replikker, fra så mange deltakere som mulig.</p>\n')
    for passage in found.passages:
        kind, told = _MARKS.get(passage.sign, ("", ""))
        mark = f' <span class="merke">{escape(passage.sign)} {escape(told)}</span>' if told else ""
        shape = f' class="{kind}"' if kind else ""
        out.append(
            f"<blockquote{shape}><p>«{escape(passage.text)}»</p>"
            f"<footer>{escape(passage.source)}{mark}</footer></blockquote>\n"
        )
    return "".join([*out, "</section>\n"])


def _heading(aim: Aim, names: Mapping[str, str], said: Mapping[Hashable, str]) -> str:
    if aim.places:
        return said.get(aim, "Belegg")
    joint = " og " if aim.together else ", "
    parts = [joint.join(names.get(code, code) for code in aim.codes)] if aim.codes else []
    if aim.level and aim.phase:
        parts.append(WITHIN[aim.level, aim.phase])
    parts += [part for part in (aim.district, aim.interview) if part]
    return sentence(", ".join(parts)) or "Sitater"
