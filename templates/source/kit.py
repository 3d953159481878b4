"""Draws ``templates/intervjupakke.docx``, the kit that two peer interviewers carry to one interview.

    python templates/source/kit.py

The readers are often little used to papers like this: one thing a page, big type, and the pages in the order in
which they are used on the day. What is in braces is filled in by ``bsb guide kit``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.document import Document as DocumentObject
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from look import INK, LINE, NAVY, PALE, _bar, _style, add_table, furnish, new_document, save

NAME = "intervjupakke.docx"


def draw() -> Path:
    """Draw the template and return its path."""
    document = new_document()
    _sizes(document)
    furnish(
        document,
        header="Intervjupakke · {{ interview }} · {{ district }}",
        footer="{{ guide.name }}, utgave {{ guide.version }}",
    )
    _front(document)
    _checklist(document)
    _plan(document)
    _consent(document)
    _slips(document)
    _aloud(document, "Åpningsord", "Les høyt når alle har satt seg. Les rolig, og se opp innimellom.", "intro")
    _cards(document)
    _aloud(document, "Avslutningsord", "Les høyt når siste tema er ferdig.", "closing")
    _factors(document)
    _seats(document)
    _notes(document)
    _afterwards(document)
    return save(document, NAME, "Intervjupakke")


# --- look -------------------------------------------------------------------------------------------


def _sizes(document: DocumentObject) -> None:
    """Everything larger than in a report: 13 points to read at a table, 16 and more to read while talking."""
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.2)
    _style(document, "Normal", size=13)
    _style(document, "Title", size=32)
    _style(document, "Subtitle", size=18, after=16)
    _style(document, "Heading 1", size=24, before=0, after=8)
    _style(document, "Heading 2", size=16, before=14, after=5)
    _style(document, "Heading 3", size=14, before=10, after=3)
    for name in ("Header", "Footer"):
        _style(document, name, size=10)
    _style(document, "BSB Liten", size=12, colour=INK)
    _style(document, "BSB Merknad", size=13, before=12, after=12)
    _style(document, "BSB Boks", size=14)
    _style(document, "BSB Sitat", size=14, after=3)
    _style(document, "BSB Stor", size=17, after=14, line=1.4)
    _style(document, "List Bullet", size=13, after=7)
    _style(document, "BSB Klokka", base="Normal", size=16, colour=NAVY, bold=True, after=6, keep_next=True)
    _style(
        document, "BSB Spørsmål", base="Normal", size=21, bold=True, before=16, after=5, line=1.15,
        keep_next=True, keep_together=True,
    )  # fmt: skip
    probe = _style(document, "BSB Følg opp", base="List Bullet", size=17, after=4, line=1.15, keep_together=True)
    probe.paragraph_format.left_indent = Cm(1.3)
    say = _style(document, "BSB Si høyt", base="Normal", size=15, before=2, after=4, line=1.2, keep_together=True)
    _bar(say, NAVY, PALE)
    tick = _style(document, "BSB Kryss", base="Normal", size=13, after=6, line=1.15, keep_together=True)
    tick.paragraph_format.left_indent = Cm(0.9)
    tick.paragraph_format.first_line_indent = Cm(-0.9)
    tick.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    _style(document, "BSB Linje", base="Normal", size=13, before=12, after=6)
    _style(document, "BSB Celle", base="Normal", size=12.5, before=2, after=2, line=1.1)
    _style(document, "BSB Cellehode", base="BSB Celle", colour=NAVY, bold=True, keep_next=True)


def _heading(document: DocumentObject, text: str, *, new_page: bool = True) -> None:
    layout = document.add_heading(text, 1).paragraph_format
    layout.page_break_before = new_page
    if not new_page:
        layout.space_before = Pt(16)


def _text(document: DocumentObject, text: str, style: str = "Normal") -> None:
    document.add_paragraph(text, style=style)


def _each(document: DocumentObject, loop: str, *lines: tuple[str, str]) -> None:
    """Add paragraphs (text, style) that come again for each round of a loop."""
    _text(document, f"{{%p for {loop} %}}")
    for text, style in lines:
        _text(document, text, style)
    _text(document, "{%p endfor %}")


def _table(
    document: DocumentObject,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    height: float = 0,
    grid: bool = False,
    row_heads: bool = True,
) -> Table:
    """Add a table of the look in large type; ``height`` (cm) is the least height of rows to write in by hand."""
    table = add_table(document, header, rows, widths, row_heads=row_heads)
    for number, row in enumerate(table.rows):
        is_head = any(header) and number == 0
        for cell in row.cells:
            cell.paragraphs[0].style = document.styles["BSB Cellehode" if is_head else "BSB Celle"]
        if row_heads and not is_head:
            for run in row.cells[0].paragraphs[0].runs:
                run.font.bold = True
        if height and not is_head:
            row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if grid:
        _grid(table)
    return table


def _grid(table: Table, *, kind: str = "single") -> None:
    """Rule a table on all sides and between, for sheets that are written on or cut up."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", kind), ("sz", "6"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties: Any = table._tbl.tblPr
    properties.find(qn("w:tblLayout")).addprevious(borders)


def _line_to_write_on(document: DocumentObject, label: str = "") -> None:
    """Add a ruled line to write on by hand, across the page, after a label."""
    paragraph = document.add_paragraph(style="BSB Linje")
    section = document.sections[0]
    edge = section.page_width - section.left_margin - section.right_margin
    paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run(f"{label} \t" if label else "\t")


# --- pages ------------------------------------------------------------------------------------------


def _front(document: DocumentObject) -> None:
    _text(document, "Intervjupakke", "Title")
    _text(document, "{{ interview }} · {{ district }}", "Subtitle")
    _text(
        document,
        "Til dere to som leder samtalen. Arkene ligger i den rekkefølgen dere trenger dem. Les gjennom alt "
        "sammen én gang før dagen kommer.",
    )
    _heading(document, "Om intervjuet", new_page=False)
    _table(
        document,
        ("", ""),
        [
            ("Bydel", "{{ district }}"),
            ("Dato", "{{ date }}"),
            ("Klokka", "{{ start }}–{{ end }}"),
            ("Dere som leder", "{{ facilitators }}"),
            ("Tjenester", "{{ services }}"),
            ("Guide", "{{ guide.name }} (utgave {{ guide.version }})"),
            ("Kontakt", "{{ contact }}"),
        ],
        (4.2, 12.2),
    )
    document.add_heading("Dette ligger i pakken", 2)
    _table(
        document,
        ("Ark", "Når dere bruker det"),
        [
            ("Sjekkliste", "Før, underveis og etter"),
            ("Tidsplan", "Ligger på bordet hele tiden"),
            ("Samtykke", "Før samtalen. To kopier til hver deltaker"),
            ("Lapper", "Før samtalen. Én til hver deltaker"),
            ("Åpningsord", "Leses høyt"),
            ("Temakort, 1 til {{ topics|length }}", "Ett kort for hvert tema"),
            ("Avslutningsord", "Leses høyt"),
            ("Når det blir vanskelig", "Les på forhånd, og ha arkene på bordet"),
            ("Plass og stemmer", "Fyll ut i åpningen. Makuleres etterpå"),
            ("Notatark", "Stikkord underveis"),
            ("Etter samtalen", "Når alle har gått"),
        ],
        (6.4, 10.0),
    )


def _checklist(document: DocumentObject) -> None:
    _heading(document, "Sjekkliste")
    parts = {
        "Dagen før": [
            "Lad to opptakere, eller sett i nye batterier.",
            "Skriv ut pakken. Kopier samtykkearket, to til hver deltaker. Klipp ut lappene.",
            "Avtal hvem som spør, og hvem som passer klokka og noterer.",
            "Les åpningsordene høyt for hverandre.",
        ],
        "Før folk kommer": [
            "Sett stolene rundt ett bord. Sett fram kaffe, vann og frukt.",
            "Ta et prøveopptak på ett minutt, og hør på det.",
            "Heng opp en lapp på døra, så ingen forstyrrer.",
        ],
        "Når folk kommer": [
            "Hils på alle. Gå gjennom samtykket sammen, punkt for punkt.",
            "Hver deltaker skriver under på ett ark og tar med seg det andre.",
            "Gi hver deltaker en lapp. Skriv aldri B1, B2 og så videre på samtykkearket.",
        ],
        "Underveis": [
            "Slå på begge opptakerne. Se at lampene lyser hver gang dere bytter tema.",
            "La alle si noe i åpningen. Skriv de første ordene på arket «Plass og stemmer».",
            "Hold pausen. Stopp opptakerne, og slå dem på igjen etterpå.",
        ],
        "Etterpå": [
            "Stopp opptakerne. Sjekk at samtalen er der.",
            "Bli sittende en stund for dem som vil prate mer.",
            "Skriv ned det dere la merke til, mens dere husker det.",
            "Lås inn opptak og notater ett sted, og samtykkeark et annet.",
            "Snakk sammen: Hvordan har dere det selv? Ring kontakten hvis noe gikk inn på dere.",
        ],
    }
    for part, lines in parts.items():
        document.add_heading(part, 2)
        for line in lines:
            _text(document, f"☐\t{line}", "BSB Kryss")


def _plan(document: DocumentObject) -> None:
    _heading(document, "Tidsplan")
    _text(document, "Ha arket på bordet. Blir dere forsinket, så kort ned et tema. Hopp aldri over avslutningen.")
    name = (
        "{% if slot.is_topic %}{{ slot.number }}. {{ slot.name }}{% elif slot.is_break %}PAUSE: stopp opptakerne"
        "{% else %}Ekstra tid: spør mer om det gruppen er mest opptatt av{% endif %}"
    )
    _table(
        document,
        ("Klokka", "Hva dere gjør", "Minutter"),
        [
            ("{{ prepare }}", "Gjør klart rommet og prøv opptakerne", "15"),
            ("{{ arrive }}", "Folk kommer: kaffe, samtykke og lapper", "15"),
            ("{%tr for slot in plan %}", "", ""),
            ("{{ slot.times }}", name, "{{ slot.minutes }}"),
            ("{%tr endfor %}", "", ""),
            ("{{ stay }}", "Bli sittende for dem som vil prate. Skriv ned inntrykk", "30"),
        ],
        (3.9, 10.4, 2.1),
    )
    document.add_paragraph()
    _text(
        document,
        "Temaet «{{ topics[0].name }}» begynner med åpningsordene. Temaet «{{ topics[-1].name }}» slutter med "
        "avslutningsordene.",
        "BSB Merknad",
    )


def _consent(document: DocumentObject) -> None:
    _heading(document, "Vil du være med?")
    _each(document, "point in consent", ("{{ point }}", "List Bullet"))
    _text(document, "Kontakt: {{ contact }}")
    document.add_heading("Samtykke", 2)
    _text(document, "☐\tJeg har lest dette eller fått det lest opp, og jeg vil være med.", "BSB Kryss")
    _text(document, "☐\tDet er greit for meg at samtalen blir tatt opp på lyd.", "BSB Kryss")
    _line_to_write_on(document, "Sted og dato")
    _line_to_write_on(document, "Underskrift")
    _text(document, "Arket blir låst inn for seg selv, borte fra opptak og notater.", "BSB Liten")


def _slips(document: DocumentObject) -> None:
    _heading(document, "Lapper til deltakerne")
    _text(document, "Klipp ut. Hver deltaker får den lappen som hører til plassen ved bordet.")
    table = add_table(
        document,
        ("", ""),
        [("{%tr for pair in slips %}", ""), ("{{ 0 }}", "{{ 1 }}"), ("{%tr endfor %}", "")],
        (8.2, 8.2),
        row_heads=False,
    )
    _grid(table, kind="dashed")
    row = table.rows[1]
    row.height, row.height_rule = Cm(5.6), WD_ROW_HEIGHT_RULE.AT_LEAST
    for place, cell in enumerate(row.cells):
        seat = f"pair[{place}]"
        lines = (
            (f"{{% if {seat} %}}Intervju: {{{{ interview }}}}{{% endif %}}", 15, True),
            (f"{{% if {seat} %}}Plass: {{{{ {seat} }}}}{{% endif %}}", 15, True),
            (f"{{% if {seat} %}}Vil du trekke deg, eller lurer du på noe? Ring eller send en melding, og si hva som "
             "står på lappen. Du trenger ikke å si navnet ditt.{% endif %}", 12, False),
            (f"{{% if {seat} %}}{{{{ contact }}}}{{% endif %}}", 13, True),
        )  # fmt: skip
        for number, (text, size, bold) in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.style = document.styles["BSB Celle"]
            paragraph.paragraph_format.space_before = Pt(6)
            paragraph.text = ""
            run = paragraph.add_run(text)
            run.font.size, run.font.bold = Pt(size), bold


def _aloud(document: DocumentObject, heading: str, how: str, field: str) -> None:
    _heading(document, heading)
    _text(document, how, "BSB Merknad")
    _each(document, f"line in {field}", ("{{ line }}", "BSB Stor"))


def _cards(document: DocumentObject) -> None:
    _text(document, "{%p for topic in topics %}")
    _heading(document, "{{ topic.number }}. {{ topic.name }}")
    _text(document, "Klokka {{ topic.times }} · {{ topic.minutes }} minutter", "BSB Klokka")
    _text(document, "Til dere: {{ topic.purpose }}", "BSB Liten")
    _text(document, "{%p for question in topic.questions %}")
    _text(document, "{{ question.ask }}", "BSB Spørsmål")
    _each(document, "probe in question.probes", ("{{ probe }}", "BSB Følg opp"))
    _text(document, "{%p endfor %}")
    _text(document, "{%p if topic.words %}")
    document.add_heading("Ord som kan trenge en forklaring", 2)
    _text(document, "{%p for word in topic.words %}")
    paragraph = document.add_paragraph(style="BSB Sitat")
    paragraph.add_run("{{ word.word }}").bold = True
    paragraph.add_run(": {{ word.meaning }}")
    _text(document, "{%p endfor %}")
    _text(document, "{%p endif %}")
    _text(document, "{%p if topic.next %}")
    _text(document, "Etterpå: {{ topic.next }}", "BSB Merknad")
    _text(document, "{%p endif %}")
    _text(document, "{%p endfor %}")


def _factors(document: DocumentObject) -> None:
    _heading(document, "Når det blir vanskelig")
    _text(document, "Dette kan skje i alle samtaler. Bruk gjerne egne ord.")
    _text(document, "{%p for factor in factors %}")
    document.add_heading("{{ factor.name }}", 2)
    for label, field, style in (
        ("Du merker: ", "sign", "Normal"),
        ("Si: ", "say", "BSB Si høyt"),
        ("Slik forebygger dere: ", "prevent", "Normal"),
    ):
        paragraph = document.add_paragraph(style=style)
        paragraph.add_run(label).bold = True
        paragraph.add_run(f"{{{{ factor.{field} }}}}")
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = field != "prevent"
    _text(document, "{%p endfor %}")


def _seats(document: DocumentObject) -> None:
    _heading(document, "Plass og stemmer")
    _text(
        document,
        "Skriv de første ordene hver person sier, helt ordrett. Da kan den som skriver ned opptaket, kjenne igjen "
        "stemmene. Sett en strek hver gang noen snakker lenge, så ser dere hvem som ikke har fått plass.",
    )
    _text(document, "Skriv ikke navn. Arket makuleres når samtalen er skrevet ned.", "BSB Merknad")
    _table(
        document,
        ("Plass", "De første ordene", "Streker"),
        [("{%tr for seat in seats %}", "", ""), ("{{ seat }}", "", ""), ("{%tr endfor %}", "", "")],
        (1.9, 10.7, 3.8),
        height=1.35,
        grid=True,
    )
    document.add_heading("Tegn bordet og hvem som sitter hvor", 2)
    box = document.add_table(rows=1, cols=1)
    box.autofit = False
    box.rows[0].height = Cm(5.2)
    _grid(box)


def _notes(document: DocumentObject) -> None:
    _heading(document, "Notatark")
    _text(document, "Korte stikkord holder. Skriv gjerne klokkeslett ved ord som er verdt å finne igjen på opptaket.")
    _table(
        document,
        ("Tema", "Det som er bra", "Det som er vanskelig"),
        [
            ("{%tr for topic in topics %}", "", ""),
            ("{{ topic.number }}. {{ topic.name }}", "", ""),
            ("{%tr endfor %}", "", ""),
        ],
        (4.0, 6.2, 6.2),
        height=2.9,
        grid=True,
    )


def _afterwards(document: DocumentObject) -> None:
    _heading(document, "Etter samtalen")
    _text(document, "Skriv hver for dere eller sammen, mens dere husker det. Skriv ikke navn.")
    for label in (
        "Det som gjorde mest inntrykk",
        "Stemningen og samtalen",
        "Det vi ikke rakk, eller vil høre mer om i neste intervju",
        "Det vi vil gjøre annerledes neste gang",
    ):
        document.add_heading(label, 2)
        for _line in range(3):
            _line_to_write_on(document)


if __name__ == "__main__":
    print(draw())
