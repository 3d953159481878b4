"""Draws ``delrapport.docx``, the district report: the process document, and what the conference made of it.

Its fields come from ``bsb/reports/district_report.py``, its words from ``delrapport.yaml`` and, for what it shares
with the process document, ``prosessdokument.yaml``.
"""

from __future__ import annotations

from docx.document import Document
from look import add_table, furnish, in_any_language, new_document, save
from process import done, each, lines, overview, services, themes

ROW = ["{{ row.name }}", "{{ row.before }}", "{{ row.groups }}", "{{ row.now }}"]
TALLY = ["{{ row.question }}", "{{ row.forms }}", "{{ row.mean }}", *(f"{{{{ row.n{n} }}}}" for n in range(1, 6))]


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    furnish(document, header="{{ title }} · {{ status }}", footer="{{ project }}")
    in_any_language(document)
    _opening(document)
    done(document)
    overview(document)
    themes(document)
    services(document)
    _conferences(document)
    _recommendations(document)
    return document


def _opening(document: Document) -> None:
    lines(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "{{ words.subtitle }}"),
        ("BSB Liten", "{{ project }} · {{ status }} · {{ date }}"),
        ("BSB Merknad", "{%p if example %}"),
        ("BSB Merknad", "{{ words.example }}"),
        ("BSB Merknad", "{%p endif %}"),
        ("Heading 1", "{{ words.how }}"),
    )
    each(document, "BSB Brødtekst", "how_lines")
    lines(document, ("BSB Brødtekst", "{{ words.how_quotes }}"))


def _conferences(document: Document) -> None:
    lines(
        document,
        ("Heading 1", "{{ words.conference }}"),
        ("Normal", "{%p if not conferences %}"),
        ("BSB Brødtekst", "{{ words.no_conference }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for held in conferences %}"),
        ("BSB Brødtekst", "{{ held.about }}"),
        ("Normal", "{%p if held.rows %}"),
        ("Heading 2", "{{ held.findings_head }}"),
        ("BSB Innledning", "{{ held.counted }}"),
        ("Caption", "{{ held.findings_caption }}"),
        ("Normal", "{%p endif %}"),
    )
    blank = [""] * (len(ROW) - 1)
    add_table(
        document,
        [f"{{{{ words.head_{name} }}}}" for name in ("finding", "before", "groups", "now")],
        [["{%tr for row in held.rows %}", *blank], ROW, ["{%tr endfor %}", *blank]],
        [2.4, 5.1, 3.6, 5.1],
        caption="{{ words.findings_about }}",
    )
    lines(
        document,
        ("Normal", "{%p if held.rows %}"),
        ("BSB Liten", "{{ words.verdicts_note }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if held.new %}"),
        ("Heading 2", "{{ held.new_head }}"),
        ("Normal", "{%p for point in held.new %}"),
        ("List Bullet", "{{ point.text }} ({{ point.source }})"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if held.groups %}"),
        ("Heading 2", "{{ held.said_head }}"),
        ("Normal", "{%p for group in held.groups %}"),
        ("Heading 3", "{{ group.name }}"),
        ("Normal", "{%p for said in group.said %}"),
        ("List Bullet", "{{ said }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if held.tallies %}"),
        ("Heading 2", "{{ held.forms_head }}"),
        ("BSB Innledning", "{{ words.forms_lead }}"),
        ("Caption", "{{ held.forms_caption }}"),
        ("Normal", "{%p endif %}"),
    )
    blank = [""] * (len(TALLY) - 1)
    add_table(
        document,
        [*(f"{{{{ words.head_{name} }}}}" for name in ("question", "answers", "mean")), *"12345"],
        [["{%tr for row in held.tallies %}", *blank], TALLY, ["{%tr endfor %}", *blank]],
        [6.4, 1.6, 1.7, *[1.3] * 5],
        numbers_from=1,
        caption="{{ words.forms_about }}",
    )
    lines(
        document,
        ("Normal", "{%p if held.tallies %}"),
        ("BSB Liten", "{{ words.hidden }}"),
        ("Normal", "{%p if held.comments %}"),
        ("BSB Innledning", "{{ words.comments }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for comment in held.comments %}"),
        ("List Bullet", "{{ comment }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
    )


def _recommendations(document: Document) -> None:
    lines(
        document,
        ("Normal", "{%p if recommendations %}"),
        ("Heading 1", "{{ words.advice }}"),
        ("BSB Innledning", "{{ words.advice_lead }}"),
        ("Normal", "{%p for each in recommendations %}"),
        ("Heading 2", "{{ each.head }}"),
        ("Normal", "{%p for line in each.lines %}"),
        ("List Bullet", "{{ line }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if contact %}"),
        ("BSB Tillegg", "{{ words.ask }}"),
        ("Normal", "{%p endif %}"),
    )


if __name__ == "__main__":
    save(draw(), "delrapport.docx", "Mal for delrapport")
