"""The sheets of the kit that are for the interviewers alone: front, checklist, time plan, factors, seats, notes."""

from __future__ import annotations

from typing import Any

from docx.document import Document as DocumentObject
from docx.shared import Cm
from kit_look import heading, inline, line_to_write_on, rule, table, text


def front(document: DocumentObject, title: str, words: dict[str, Any]) -> None:
    """The first page: which interview, what lies in the kit and when it is used."""
    text(document, title, "Title")
    text(document, "{{ interview }} · {{ district }}", "Subtitle")
    text(document, words["lead"])
    document.add_heading(words["about"], 2)
    services = f"{{% if services %}}{{{{ services }}}}{{% else %}}{words['all_services']}{{% endif %}}"
    values = (
        "{{ district }}",
        "{{ date }}",
        "{{ start }}–{{ end }}",
        "{{ facilitators }}",
        services,
        f"{{{{ guide.name }}}} ({words['version']} {{{{ guide.version }}}})",
        "{{ contact }}",
    )
    table(document, ("", ""), list(zip(words["facts"], values, strict=True)), (4.2, 12.2))
    document.add_heading(words["inside"], 2)
    rows: list[tuple[str, str]] = []
    for sheet in words["sheets"]:
        if isinstance(sheet, list):
            rows.append((sheet[0], sheet[1]))
        elif "one" in sheet:
            first, second = zip(sheet["group"], sheet["one"], strict=True)
            rows.append(tuple(inline({"group": g, "one": o}) for g, o in (first, second)))  # type: ignore[arg-type]
        else:
            rows += [("{%tr if group %}", ""), tuple(sheet["group"]), ("{%tr endif %}", "")]
    table(document, words["columns"], rows, (6.4, 10.0))


def checklist(document: DocumentObject, words: dict[str, Any]) -> None:
    """What to do before, during and after, with boxes to tick."""
    heading(document, words["heading"])
    for part in words["parts"]:
        document.add_heading(inline(part["name"]), 2)
        for line in part["lines"]:
            text(document, f"☐\t{inline(line)}", "BSB Kryss")
    text(document, words["print"], "BSB Merknad")


def plan(document: DocumentObject, words: dict[str, Any]) -> None:
    """The time plan on the clock."""
    heading(document, words["heading"])
    text(document, words["lead"])
    name = (
        "{% if slot.is_topic %}{{ slot.number }}. {{ slot.name }}"
        f"{{% elif slot.is_break %}}{words['break']}{{% else %}}{inline(words['spare'])}{{% endif %}}"
    )
    table(
        document,
        words["columns"],
        [
            ("{{ prepare }}", words["prepare"], "15"),
            ("{{ arrive }}", inline(words["arrive"]), "15"),
            ("{%tr for slot in plan %}", "", ""),
            ("{{ slot.times }}", name, "{{ slot.minutes }}"),
            ("{%tr endfor %}", "", ""),
            ("{{ stay }}", words["stay"], "30"),
        ],
        (3.7, 9.9, 2.8),
    )


def factors(document: DocumentObject, words: dict[str, Any]) -> None:
    """The critical factors, with what to say."""
    heading(document, words["heading"])
    text(document, words["lead"])
    text(document, "{%p for factor in factors %}")
    document.add_heading("{{ factor.name }}", 2)
    for field, style in (("sign", "Normal"), ("say", "BSB Si høyt"), ("prevent", "Normal")):
        paragraph = document.add_paragraph(style=style)
        paragraph.add_run(inline(words[field])).bold = True
        paragraph.add_run(f"{{{{ factor.{field} }}}}")
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = field != "prevent"
    text(document, "{%p endfor %}")


def seats(document: DocumentObject, words: dict[str, Any]) -> None:
    """Seats and first words, to tell voices apart; for a group only, and shredded afterwards."""
    text(document, "{%p if group %}")
    heading(document, words["heading"])
    text(document, words["lead"])
    text(document, words["shred"], "BSB Merknad")
    table(
        document,
        words["columns"],
        [("{%tr for seat in seats %}", "", ""), ("{{ seat }}", "", ""), ("{%tr endfor %}", "", "")],
        (2.1, 10.3, 4.0),
        height=1.25,
        ruled=True,
    )
    document.add_heading(words["draw"], 2)
    box = document.add_table(rows=1, cols=1)
    box.autofit = False
    box.rows[0].height = Cm(4.8)
    rule(box)
    text(document, "{%p endif %}")


def notes(document: DocumentObject, words: dict[str, Any]) -> None:
    """Room for key words, topic by topic."""
    heading(document, words["heading"])
    text(document, words["lead"])
    table(
        document,
        words["columns"],
        [
            ("{%tr for topic in topics %}", "", ""),
            ("{{ topic.number }}. {{ topic.name }}", "", ""),
            ("{%tr endfor %}", "", ""),
        ],
        (4.8, 5.8, 5.8),
        height=2.7,
        ruled=True,
    )


def afterwards(document: DocumentObject, words: dict[str, Any]) -> None:
    """Lines to write on when all have left."""
    heading(document, words["heading"])
    text(document, words["lead"])
    for label in words["parts"]:
        document.add_heading(inline(label), 2)
        for _line in range(3):
            line_to_write_on(document)
