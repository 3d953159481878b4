"""Draws ``prosessdokument.docx``, the process document. Its fields come from ``bsb/reports/process.py``.

No field holds a text in quotation marks: Norwegian Word turns those into «», and the field would break.
"""

from __future__ import annotations

from docx.document import Document
from look import add_table, furnish, new_document, save

COUNTS = ["{{ row.speakers }}", "{{ row.interviews }}", "{{ row.turns }}", "{{ row.good }}", "{{ row.hard }}"]
HEADS = ["Deltakere", "Intervjuer", "Replikker", "Gode erfaringer", "Utfordringer"]
WIDTHS = [5.9, 2.0, 2.1, 2.0, 1.9, 2.3]


def draw() -> Document:
    """Return the template as a document."""
    document = new_document()
    furnish(
        document,
        header="{{ title }} · {{ status }}",
        footer="{{ project }}",
    )
    _opening(document)
    done(document)
    overview(document)
    themes(document)
    services(document)
    _onwards(document)
    return document


def lines(document: Document, *lines: tuple[str, str]) -> None:
    """Add paragraphs as (style, text)."""
    for style, text in lines:
        document.add_paragraph(text, style=style)


def _opening(document: Document) -> None:
    lines(
        document,
        ("Title", "{{ title }}"),
        ("Subtitle", "Hva brukerne forteller om tjenestene"),
        ("BSB Liten", "{{ project }} · {{ status }} · {{ date }}"),
        ("BSB Merknad", "{%p if example %}"),
        ("BSB Merknad", "Dette er et eksempel. Alt i dokumentet er oppdiktet, også det folk sier."),
        ("BSB Merknad", "{%p endif %}"),
        ("Heading 1", "Slik leser du dokumentet"),
        (
            "BSB Brødtekst",
            "Her står det brukere i bydelen har fortalt om tjenestene de kjenner. Dokumentet er et utkast. På "
            "dialogkonferansen kan brukere, ansatte og ledere bekrefte det, rette på det og legge til noe.",
        ),
        (
            "BSB Brødtekst",
            "Under hvert tema står først det viktigste vi fant. Så kommer sitater i bokser med nummer, slik at "
            "det er lett å vise til dem. Overskriften på boksen sier om den viser gode erfaringer, utfordringer "
            "eller begge deler. Noen steder står det at ingen gode erfaringer eller utfordringer kom fram. Har du "
            "slike, så ta dem med til konferansen. Til slutt under hvert tema står to åpne spørsmål som vi vil "
            "snakke om der.",
        ),
        ("BSB Brødtekst", "{%p if planned %}"),
        (
            "BSB Brødtekst",
            "Noen temaer er også omtalt i planene som gjelder for tjenestene. Da har vi tatt med hva planen lover, "
            "og på hvilken side det står. Slik kan dere holde planene opp mot det folk har opplevd.",
        ),
        ("BSB Brødtekst", "{%p endif %}"),
        (
            "BSB Brødtekst",
            "Sitatene er gjengitt slik folk snakket, ord for ord. Tre prikker (…) er en pause, eller et sted der "
            "vi bare har tatt med en del av setningen. Ord med STORE BOKSTAVER ble sagt med trykk. Skråstreker "
            "(//) betyr at noe ikke var til å høre, og (?) at vi er usikre på hva som ble sagt. Ord i parentes, "
            "som (bydelen), står i stedet for navn.",
        ),
    )


def done(document: Document) -> None:
    lines(
        document,
        ("Heading 1", "Dette er gjort"),
        (
            "BSB Brødtekst",
            "Evalueringen følger metoden Bruker Spør Bruker: Folk med egen brukererfaring intervjuer andre "
            "brukere. Samtalene er tatt opp, skrevet ut ord for ord og anonymisert. {{ readers }} har lest "
            "utskriftene og merket hva deltakerne snakket om, og om de fortalte om noe godt eller noe vanskelig.",
        ),
    )
    add_table(
        document,
        ["Fakta", "Bydel {{ district }}"],
        [["{%tr for fact in facts %}", ""], ["{{ fact.name }}", "{{ fact.value }}"], ["{%tr endfor %}", ""]],
        [5.2, 11.0],
        caption="Intervjuer, deltakere og dialogkonferanse i bydelen",
    )
    lines(
        document,
        ("BSB Merknad", "{%p if few %}"),
        (
            "BSB Merknad",
            "Få personer er intervjuet i denne bydelen. Da kan det være lett å gjette hvem som har sagt hva. Vi "
            "ber alle om å la være.",
        ),
        ("BSB Merknad", "{%p endif %}"),
    )


def overview(document: Document) -> None:
    document.add_paragraph("Temaene på én side", style="Heading 1").paragraph_format.page_break_before = True
    lines(
        document,
        (
            "BSB Brødtekst",
            "Tabellen viser hvor mange deltakere som snakket om hvert tema. Hver person teller bare én gang, "
            "uansett hvor mye han eller hun sa.",
        ),
        ("Caption", "Tabell 1. Temaene som kom opp"),
    )
    _counts(document, "Tema", "overview", "Hvor mange som snakket om hvert tema")
    lines(
        document,
        (
            "BSB Liten",
            "De to siste kolonnene teller replikker, altså det én person sier før en annen tar ordet. Samme "
            "replikk kan telle i begge. «Én stemme» betyr at alt om temaet er sagt av én person. Da vet vi ikke om "
            "flere har det på samme måte.",
        ),
        ("BSB Brødtekst", "{%p if absent %}"),
        ("BSB Brødtekst", "Temaer som ikke kom opp: {{ absent }}."),
        ("BSB Brødtekst", "{%p endif %}"),
    )


def _counts(document: Document, first: str, rows: str, caption: str) -> None:
    blank = [""] * len(COUNTS)
    add_table(
        document,
        [first, *HEADS],
        [[f"{{%tr for row in {rows} %}}", *blank], ["{{ row.name }}", *COUNTS], ["{%tr endfor %}", *blank]],
        WIDTHS,
        numbers_from=1,
        caption=caption,
    )


def themes(document: Document) -> None:
    document.add_paragraph("Tema for tema", style="Heading 1").paragraph_format.page_break_before = True
    lines(
        document,
        ("BSB Innledning", "Temaene som flest snakket om, står først."),
        ("Normal", "{%p for theme in themes %}"),
        ("Heading 2", "{{ theme.name }}"),
        ("Normal", "{%p if theme.lead %}"),
        ("BSB Innledning", "{{ theme.lead }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for point in theme.points %}"),
        ("BSB Innledning", "{{ point }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if theme.warning %}"),
        ("BSB Merknad", "Merk: {{ theme.warning }}"),
    )
    # No theme begins at the foot of a page with its first box on the next.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    lines(
        document,
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for box in theme.boxes %}"),
    )
    for test, suffix in (("if box.good", " god"), ("elif box.hard", " utfordring"), ("else", "")):
        lines(
            document,
            ("Normal", f"{{%p {test} %}}"),
            (f"BSB Boks{suffix}", "Sitatboks {{ box.number }}. {{ box.label }}"),
            ("Normal", "{%p for quote in box.quotes %}"),
            (f"BSB Sitat{suffix}", "«{{ quote.text }}»"),
            (f"BSB Kilde{suffix}", "{{ quote.source }}"),
            ("Normal", "{%p endfor %}"),
        )
    lines(
        document,
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p for line in theme.missing %}"),
        ("BSB Tillegg", "{{ line }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if theme.plans %}"),
        ("Heading 3", "Hva planene sier"),
        ("Normal", "{%p for plan in theme.plans %}"),
        ("List Bullet", "«{{ plan.text }}»\n{{ plan.source }}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if theme.questions %}"),
        ("Heading 3", "Spørsmål til konferansen"),
        ("Normal", "{%p for question in theme.questions %}"),
        ("Normal", "{%p if loop.last %}"),
        ("List Bullet", "{{ question }}"),
        ("Normal", "{%p else %}"),
        ("BSB Spørsmål", "{{ question }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
    )


def services(document: Document) -> None:
    lines(
        document,
        ("Normal", "{%p if services %}"),
        ("Heading 1", "Tjenestene det ble snakket om"),
    )
    document.add_paragraph(
        "En replikk kan handle om både et tema og en tjeneste. Her er de samme samtalene sortert etter tjeneste.",
        style="BSB Brødtekst",
    ).paragraph_format.keep_with_next = True
    lines(
        document,
        ("Caption", "Tabell 2. Tjenestene som ble nevnt"),
        ("Normal", "{%p endif %}"),
    )
    _counts(document, "Tjeneste", "services", "Hvor mange som snakket om hver tjeneste")
    for row in document.tables[-1].rows:  # short enough to stand on one page
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _onwards(document: Document) -> None:
    lines(
        document,
        ("Heading 1", "Veien videre"),
        (
            "BSB Brødtekst",
            "På dialogkonferansen snakker vi om temaene i grupper. Hver gruppe sier hva den kjenner igjen, hva "
            "den ser annerledes på, og hva som mangler. Alt blir skrevet ned i et referat.",
        ),
        (
            "BSB Brødtekst",
            "Etterpå skriver vi en delrapport for bydelen. Der står både det brukerne har fortalt, og det "
            "konferansen mente om det. Til slutt blir alle delrapportene samlet i en sluttrapport.",
        ),
        ("Heading 2", "Vil du rette på noe eller legge til noe?"),
        ("Normal", "{%p if contact %}"),
        (
            "BSB Brødtekst",
            "Si det på konferansen, eller ta kontakt: {{ contact }}. Vis gjerne til nummeret på sitatboksen.",
        ),
        ("Normal", "{%p else %}"),
        (
            "BSB Brødtekst",
            "Si det på konferansen, eller til en av dem som intervjuet. Vis gjerne til nummeret på sitatboksen.",
        ),
        ("Normal", "{%p endif %}"),
        (
            "BSB Brødtekst",
            "Kjenner du igjen dine egne ord og vil ha dem bort? Si fra, så tar vi dem ut. Du trenger ikke å si "
            "hvorfor.",
        ),
    )
    # The last words do not stand alone on a page.
    for paragraph in document.paragraphs[-7:-1]:
        paragraph.paragraph_format.keep_with_next = True


if __name__ == "__main__":
    save(draw(), "prosessdokument.docx", "Mal for prosessdokument")
