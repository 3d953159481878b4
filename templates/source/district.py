"""Draws ``delrapport.docx``, the district report: the process document, and what the conference made of it.

Its fields come from ``bsb/reports/district_report.py``.
"""

from __future__ import annotations

from docx.document import Document
from look import add_table, furnish, new_document, save
from process import done, lines, overview, services, themes

ROW = ["{{ row.name }}", "{{ row.before }}", "{{ row.groups }}", "{{ row.now }}"]
TALLY = ["{{ row.question }}", "{{ row.forms }}", "{{ row.mean }}", *(f"{{{{ row.n{n} }}}}" for n in range(1, 6))]


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    furnish(document, header="{{ title }} · {{ status }}", footer="{{ project }}")
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
        ("Subtitle", "Hva brukerne forteller om tjenestene, og hva dialogkonferansen mente om det"),
        ("BSB Liten", "{{ project }} · {{ status }} · {{ date }}"),
        ("BSB Merknad", "{%p if example %}"),
        (
            "BSB Merknad",
            "Dette er et eksempel. Alt i dokumentet er oppdiktet, også det folk sier. Utskriftene er bare "
            "korte utdrag av samtalene.",
        ),
        ("BSB Merknad", "{%p endif %}"),
        ("Heading 1", "Slik leser du rapporten"),
        (
            "BSB Brødtekst",
            "Først står det brukere i bydelen fortalte i intervjuene, tema for tema. Så følger det som "
            "dialogkonferansen mente om funnene: hva gruppene kjente igjen, hva de ville si på en annen måte, hva de "
            "var uenige i, og hva som kom til. Til slutt står anbefalingene for seg, samlet etter hvem de er til.",
        ),
        (
            "BSB Brødtekst",
            "Sitatene er gjengitt slik folk snakket, ord for ord. Tre prikker (…) er en pause, eller et sted der "
            "vi bare har tatt med en del av setningen. Ord med STORE BOKSTAVER ble sagt med trykk. Skråstreker "
            "(//) betyr at noe ikke var til å høre, og (?) at vi er usikre på hva som ble sagt. Ord i parentes, "
            "som (bydelen), står i stedet for navn.",
        ),
    )


def _conferences(document: Document) -> None:
    lines(
        document,
        ("Heading 1", "Dette mente dialogkonferansen"),
        ("Normal", "{%p if not conferences %}"),
        ("BSB Brødtekst", "Det er ikke ført inn noe fra en dialogkonferanse i bydelen ennå."),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for held in conferences %}"),
        ("BSB Brødtekst", "{{ held.about }}"),
        ("Normal", "{%p if held.rows %}"),
        ("Heading 2", "Funnene {{ held.day }}, før og etter"),
        ("BSB Innledning", "{{ held.counted }}"),
        ("Caption", "Tabell {{ held.table }}. Funnene før og etter konferansen"),
        ("Normal", "{%p endif %}"),
    )
    blank = [""] * (len(ROW) - 1)
    add_table(
        document,
        ["Funn", "Slik sto det", "Gruppene", "Slik står det nå"],
        [["{%tr for row in held.rows %}", *blank], ROW, ["{%tr endfor %}", *blank]],
        [2.4, 5.1, 3.6, 5.1],
        caption="Hva gruppene mente om hvert funn",
    )
    lines(
        document,
        ("Normal", "{%p if held.rows %}"),
        (
            "BSB Liten",
            "«Bekreftet»: Gruppen kjente seg igjen. «Nyansert»: Gruppen ville si det på en annen måte. «Bestridt»: "
            "Gruppen kjente seg ikke igjen.",
        ),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if held.new %}"),
        ("Heading 2", "Nye punkter fra konferansen {{ held.day }}"),
        ("Normal", "{%p for point in held.new %}"),
        ("List Bullet", "{{ point.text }} ({{ point.source }})"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if held.groups %}"),
        ("Heading 2", "Det gruppene sa {{ held.day }}"),
        ("Normal", "{%p for group in held.groups %}"),
        ("Heading 3", "{{ group.name }}"),
        ("Normal", "{%p for said in group.said %}"),
        ("List Bullet", "{{ said }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if held.tallies %}"),
        ("Heading 2", "Deltakernes vurdering av konferansen {{ held.day }}"),
        ("BSB Innledning", "Svarene går fra 1 (dårligst) til 5 (best)."),
        ("Caption", "Tabell {{ held.second }}. Svar på evalueringsskjemaet"),
        ("Normal", "{%p endif %}"),
    )
    blank = [""] * (len(TALLY) - 1)
    add_table(
        document,
        ["Spørsmål", "Svar", "Snitt", *"12345"],
        [["{%tr for row in held.tallies %}", *blank], TALLY, ["{%tr endfor %}", *blank]],
        [6.4, 1.6, 1.7, *[1.3] * 5],
        numbers_from=1,
        caption="Hvor mange som svarte hva",
    )
    lines(
        document,
        ("Normal", "{%p if held.tallies %}"),
        (
            "BSB Liten",
            "* Tallet er skjult. Enten svarte færre enn {{ smallest }} slik, eller så kunne et skjult tall vært "
            "regnet ut av dette.",
        ),
        ("Normal", "{%p if held.comments %}"),
        ("BSB Innledning", "Noen skrev også noe med egne ord:"),
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
    )
    # A page that people can take out and bring along.
    document.add_paragraph("Anbefalinger", style="Heading 1").paragraph_format.page_break_before = True
    lines(
        document,
        ("BSB Innledning", "Bak hver anbefaling står funnene den bygger på."),
        ("Normal", "{%p for each in recommendations %}"),
        ("Heading 2", "Til {{ each.addressee }}"),
        ("Normal", "{%p for line in each.lines %}"),
        ("List Bullet", "{{ line }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if contact %}"),
        ("BSB Tillegg", "Spørsmål om rapporten? Ta kontakt: {{ contact }}."),
        ("Normal", "{%p endif %}"),
    )


if __name__ == "__main__":
    save(draw(), "delrapport.docx", "Mal for delrapport")
