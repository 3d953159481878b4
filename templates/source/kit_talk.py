"""The sheets of the kit that participants read or hear: invitation, consent, slips, opening, cards, closing."""

from __future__ import annotations

from typing import Any

from docx.document import Document as DocumentObject
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm, Pt
from kit_look import each, heading, inline, line_to_write_on, rule, table, text
from look import add_table


def invitation(document: DocumentObject, words: dict[str, Any]) -> None:
    """One page that is handed out: what it is about, when and where, what is good to know, how to answer."""
    heading(document, words["heading"], participants=True, new_page=False)
    text(document, {"group": words["group"], "one": words["one"]}, "BSB Brev")
    text(document, words["who"], "BSB Brev")
    # Of the place bsb knows only what is safe to keep; those who invite write the address by hand.
    values = ("{{ date }}", "{{ start }}–{{ end }}", "{{ place }}", "_" * 24)
    rows = list(zip(words["facts"], values, strict=True))
    table(document, ("", ""), rows, (4.2, 12.2), style="BSB Brevcelle")
    document.add_heading(words["points"]["heading"], 2)
    for line in words["points"]["lines"]:
        text(document, line, "BSB Brevpunkt")
    document.add_heading(words["answer"], 2)
    text(document, words["call"], "BSB Brev")
    text(document, words["contact"], "BSB Brev")


def consent(document: DocumentObject, words: dict[str, Any]) -> None:
    """The consent form: the guide's points, ticks, signature."""
    heading(document, words["heading"], participants=True)
    each(document, "point in consent", ("{{ point }}", "List Bullet"))
    text(document, words["contact"])
    document.add_heading(words["sign"], 2)
    for tick in words["ticks"]:
        text(document, f"☐\t{tick}", "BSB Kryss")
    line_to_write_on(document, words["place"])
    line_to_write_on(document, words["signature"])
    text(document, words["kept"], "BSB Liten")


def slips(document: DocumentObject, words: dict[str, Any]) -> None:
    """Slips to cut out, two a row: what to say if one withdraws."""
    heading(document, inline(words["heading"]), participants=True)
    text(document, words["how"], "BSB Merknad")
    made = add_table(
        document,
        ("", ""),
        [("{%tr for pair in slips %}", ""), ("{{ 0 }}", "{{ 1 }}"), ("{%tr endfor %}", "")],
        (8.2, 8.2),
        row_heads=False,
    )
    rule(made, kind="dashed")
    row = made.rows[1]
    row.height, row.height_rule = Cm(5.6), WD_ROW_HEIGHT_RULE.AT_LEAST
    for place, cell in enumerate(row.cells):
        seat = f"pair[{place}]"
        lines = (
            (f"{words['interview']}: {{{{ interview }}}}", 15, True),
            (f"{inline(words['seat'])}: {{{{ {seat} }}}}", 15, True),
            (words["say"], 12, False),
            ("{{ contact }}", 13, True),
        )
        for number, (said, size, bold) in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.style = document.styles["BSB Celle"]
            paragraph.paragraph_format.space_before = Pt(6)
            paragraph.text = ""
            run = paragraph.add_run(f"{{% if {seat} %}}{said}{{% endif %}}")
            run.font.size, run.font.bold = Pt(size), bold


def aloud(document: DocumentObject, words: dict[str, Any], field: str, *, new_page: bool = True) -> None:
    """Words to read aloud, a paragraph a line of the guide's text."""
    heading(document, words["heading"], participants=True, new_page=new_page)
    how = f"{{% elif several %}}{words['several']}{{% else %}}{words['one']}{{% endif %}}"
    text(document, f"{{% if group %}}{words['group']}{how}", "BSB Merknad")
    each(document, f"line in {field}", ("{{ line }}", "BSB Stor"))


def cards(document: DocumentObject, words: dict[str, Any]) -> None:
    """A card for each topic: clock, purpose, questions with probes, words to explain, what comes after."""
    text(document, "{%p for topic in topics %}")
    heading(document, "{{ topic.number }}. {{ topic.name }}", participants=True)
    text(document, words["clock"], "BSB Klokka")
    text(document, words["purpose"], "BSB Til dere")
    text(document, "{%p for question in topic.questions %}")
    text(document, "{{ question.ask }}", "BSB Spørsmål")
    each(document, "probe in question.probes", ("{{ probe }}", "BSB Følg opp"))
    text(document, "{%p endfor %}")
    text(document, "{%p if topic.words %}")
    document.add_heading(words["words"], 2)
    text(document, "{%p for word in topic.words %}")
    paragraph = document.add_paragraph(style="BSB Sitat")
    paragraph.add_run("{{ word.word }}").bold = True
    paragraph.add_run(": {{ word.meaning }}")
    text(document, "{%p endfor %}")
    text(document, "{%p endif %}")
    text(document, "{%p if topic.next %}")
    what = (
        f"{words['after']}{{% for slot in topic.next %}}{{% if not loop.first %}}{words['then']}{{% endif %}}"
        f"{{% if slot.is_break %}}{words['break']} {{{{ slot.times }}}}"
        f"{{% elif slot.is_spare %}}{words['spare']} {{{{ slot.times }}}}"
        f"{{% else %}}{words['closing']}{{% endif %}}{{% endfor %}}."
    )
    text(document, what, "BSB Merknad")
    text(document, "{%p endif %}")
    text(document, "{%p endfor %}")
