"""Draws ``templates/opplaering.docx`` and ``templates/opplaering-veileder.docx``: exercises for new interviewers.

    python templates/source/training.py

A page of passage and tasks for each exercise, so that a group can take one at a time; the leader's paper has the
suggestions. What is in braces is filled in by ``bsb guide training``.
"""

from __future__ import annotations

from docx.document import Document as DocumentObject
from docx.shared import Cm
from look import NAVY, _style, furnish, new_document, save


def exercises() -> DocumentObject:
    """Draw the paper for those who learn."""
    document = _document("Øvelser for nye intervjuere")
    _text(document, "Øvelser for nye intervjuere", "Title")
    _text(document, "Les, snakk sammen, og prøv selv", "Subtitle")
    _text(
        document,
        "Her er {{ exercises|length }} korte utdrag fra samtaler. Alle er oppdiktet. I1 og I2 leder samtalen. B1, B2 "
        "og så videre forteller. Ta ett utdrag om gangen. Fordel rollene, og les det høyt. Svar hver for dere på et "
        "ark, og snakk om svarene etterpå.",
        "BSB Brev",
    )
    _text(
        document,
        "Det finnes sjelden bare ett riktig svar. Det viktigste er å legge merke til hva som skjer i en samtale, og "
        "å ha noe å si når det blir vanskelig.",
        "BSB Brev",
    )
    document.add_heading("Seks ting som kan skje", 1)
    _text(document, "Dette kaller vi kritiske faktorer. De kan dukke opp i alle samtaler.")
    _text(document, "{%p for factor in factors %}")
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run("{{ factor.name }}. ").bold = True
    paragraph.add_run("{{ factor.sign }}")
    _text(document, "{%p endfor %}")
    document.add_heading("Slik er et godt spørsmål", 1)
    for line in (
        "Åpent: det kan ikke besvares med ja, nei eller et tall.",
        "Om én ting: to spørsmål i ett gir svar på det ene.",
        "Uten fasit: det sier ikke hva du venter å høre.",
        "Kort og med vanlige ord.",
        "Om noe folk selv har opplevd: «Fortell om sist …», «Hva skjedde da?»",
    ):
        _text(document, line, "List Bullet")
    paragraph = document.add_paragraph(style="BSB Merknad")
    paragraph.add_run("Tegn i utdragene: ").bold = True
    paragraph.add_run(
        "… er en pause. // og /// er noe som ikke var til å høre, og (?) er noe den som skrev, var usikker på. STORE "
        "BOKSTAVER er ord med trykk, og [ler] er noe som skjer. (bydelen) og lignende står for et navn som er byttet "
        "ut."
    )
    _passages(document, leader=False)
    return document


def guide() -> DocumentObject:
    """Draw the leader's paper."""
    document = _document("Veileder til øvelsene", smaller=1.5)
    _text(document, "Veileder til øvelsene", "Title")
    _text(document, "Til deg som leder opplæringen", "Subtitle")
    _text(
        document,
        "Du trenger ikke å være lærer. Det holder at du har ledet en samtale selv. Svarene her er forslag. Kommer "
        "gruppa på noe annet som virker, er det like riktig.",
        "BSB Brev",
    )
    document.add_heading("Før dere begynner", 1)
    for line in (
        "Skriv ut øvelsene, ett sett til hver. Veilederen er bare for deg.",
        "Fire til åtte personer er passe mange. Sett dere rundt ett bord.",
        "Sett av omtrent {{ minutes }} minutter til hver øvelse. Seks øvelser er nok på én dag"
        "{% if sessions %}, så del dem gjerne på {{ sessions }}{% endif %}.",
        "Les utdragene selv først, og tenk ut hvem som kan lese hvilken stemme.",
    ):
        _text(document, line, "List Bullet")
    document.add_heading("Slik går en øvelse", 1)
    for line in (
        "Les utdraget høyt, med én stemme til hver. (3\u00a0minutter)",
        "La alle svare for seg selv, gjerne med stikkord. (4\u00a0minutter)",
        "Snakk sammen to og to, og så alle sammen. Spør «Hva så du?» før «Hva er riktig?». (5\u00a0minutter)",
        "La noen si høyt det de ville sagt. Prøv en gang til med andre ord. (3\u00a0minutter)",
    ):
        _text(document, line, "List Number")
    _text(
        document,
        "Utdragene kan minne noen om noe vondt. Si på forhånd at det er lov å stå over. Ta en pause når det trengs.",
        "BSB Merknad",
    )
    _passages(document, leader=True)
    return document


def _passages(document: DocumentObject, *, leader: bool) -> None:
    _text(document, "{%p for exercise in exercises %}")
    heading = document.add_heading("{{ exercise.number }}. {{ exercise.name }}", 1)
    heading.paragraph_format.page_break_before = True
    _text(document, "{{ exercise.setting }}", "BSB Ingress")
    if leader:
        _text(document, "{%p if exercise.factor %}")
        paragraph = document.add_paragraph()
        paragraph.add_run("Det som er på ferde: ").bold = True
        paragraph.add_run("{{ exercise.factor }}")
        _text(document, "{%p endif %}")
    _text(document, "{%p for turn in exercise.turns %}")
    paragraph = document.add_paragraph(style="BSB Replikk")
    paragraph.add_run("{{ turn.speaker }}").bold = True
    paragraph.add_run("\t{{ turn.text }}")
    _text(document, "{%p endfor %}")
    _text(document, "Fra eksempelet: {{ exercise.source }}", "BSB Liten")
    document.add_heading("Forslag til svar" if leader else "Oppgaver", 2)
    if not leader:
        _text(document, "{%p if exercise.factor %}")
        _text(document, "•\tHvilken av de seks tingene på første side er på ferde? Hva ser du det på?", "BSB Oppgave")
        _text(document, "{%p endif %}")
    _text(document, "{%p for task in exercise.tasks %}")
    paragraph = document.add_paragraph(style="BSB Oppgave")
    paragraph.add_run("{{ task.number }}.\t").bold = True
    paragraph.add_run("{{ task.task }}")
    if leader:
        _text(document, "{{ task.answer }}", "BSB Svar")
    _text(document, "{%p endfor %}")
    if leader:
        _text(document, "{%p if exercise.say %}")
        paragraph = document.add_paragraph(style="BSB Svar")
        paragraph.add_run("Fra arket «Når det blir vanskelig»: ").bold = True
        paragraph.add_run("{{ exercise.say }}")
        _text(document, "{%p endif %}")
    paragraph = document.add_paragraph(style="BSB Merknad")
    paragraph.add_run("Til slutt: ").bold = True
    paragraph.add_run("{{ exercise.talk }}")
    _text(document, "{%p endfor %}")


def _document(title: str, *, smaller: float = 0) -> DocumentObject:
    """Return an empty paper; ``smaller`` is by how many points its type is smaller."""
    size = 12.5 - smaller
    document = new_document()
    furnish(document, header=title, footer="Alt i utdragene er oppdiktet")
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.2)
    _style(document, "Normal", size=size)
    _style(document, "Heading 1", size=20, before=10)
    _style(document, "BSB Brev", base="Normal", size=13.5, after=10, line=1.3)
    _style(document, "BSB Ingress", size=13, after=10)
    _style(document, "List Bullet", size=size)
    _style(document, "List Number", size=size)
    _style(document, "BSB Liten", size=10)
    _style(document, "BSB Merknad", size=size)
    turn = _style(document, "BSB Replikk", base="Normal", size=size, after=4, line=1.2, keep_together=True)
    task = _style(document, "BSB Oppgave", base="Normal", size=size, before=6, after=4, line=1.2, keep_together=True)
    for style, indent in ((turn, Cm(1.2)), (task, Cm(0.9))):
        style.paragraph_format.left_indent = indent
        style.paragraph_format.first_line_indent = -indent
        style.paragraph_format.tab_stops.add_tab_stop(indent)
    answer = _style(
        document, "BSB Svar", base="Normal", size=size, colour=NAVY, after=6, line=1.2, keep_together=True
    )
    answer.paragraph_format.left_indent = Cm(0.9)
    return document


def _text(document: DocumentObject, text: str, style: str = "Normal") -> None:
    document.add_paragraph(text, style=style)


if __name__ == "__main__":
    save(exercises(), "opplaering.docx", "Øvelser for nye intervjuere")
    save(guide(), "opplaering-veileder.docx", "Veileder til øvelsene")
