"""The chapter on method, with the figures of the project filled in."""

from __future__ import annotations

import datetime
import re
from collections import Counter

from bsb.coding.agreement.results import ALPHA, KAPPA, PERCENT, Coefficient
from bsb.corpus.interviews import Participant
from bsb.reports.counted import of_participation
from bsb.reports.final.displays import SATURATION
from bsb.reports.final.links import (
    AGREEMENT_ANNEX,
    COREQ_ANNEX,
    DISTRICTS_ANNEX,
    GUIDE_ANNEX,
    TRAIL_ANNEX,
    annex_link,
    chapter_link,
)
from bsb.reports.final.material import FinalMaterial, kinds_of
from bsb.reports.final.writing import FIGURE, SMALL, TABLE, Writer, refer
from bsb.reports.norwegian import count, duration, listed, months, number, sentence

HIDDEN = "*"
_ATTRIBUTES = {"gender": "Kjønn", "age": "Alder", "role": "Rolle"}
_WORDS_A_PAGE = 500


def write_method(writer: Writer, material: FinalMaterial) -> None:
    """Write the second chapter."""
    writer.chapter("Metode")
    writer.say(
        "Evalueringen følger metoden Bruker Spør Bruker. Folk med egen brukererfaring intervjuer andre brukere av de "
        "samme tjenestene. Det brukerne forteller, blir lagt fram for brukere, ansatte og ledere på en "
        "dialogkonferanse, som sier hva de kjenner igjen, hva de ville sagt på en annen måte, og hva de er uenige i. "
        "Konferansen er metodens egen prøve på om funnene holder."
    )
    writer.section("Intervjuer og deltakere")
    _interviews(writer, material)
    writer.section("Temaguidene" if len(material.guides) > 1 else "Temaguiden")
    _guides(writer, material)
    writer.section("Hvordan deltakerne ble spurt")
    writer.written(material.texts["recruitment"], "hvordan deltakerne ble spurt", "recruitment")
    writer.section("Utskrifter og anonymisering")
    _transcripts(writer, material)
    writer.section("Koding og analyse")
    _coding(writer, material)
    if material.saturation.steps:
        writer.section("Har vi hørt nok?")
        _saturation(writer, material)
    writer.section("Dialogkonferanser")
    _conferences(writer, material)
    writer.section("Begrensninger")
    writer.written(material.texts["limitations"], "begrensningene ved evalueringen", "limitations")
    _cautions(writer, material)
    writer.say(
        "Hva prosjektet vet om hvert punkt i sjekklisten COREQ, står i ", annex_link(COREQ_ANNEX), ". Der står det "
        "også hva det ikke vet.",
    )  # fmt: skip


def _interviews(writer: Writer, material: FinalMaterial) -> None:
    own = material.interviews
    if not own:
        writer.missing("intervjuene", "bsb interview add")
        return
    dates = [datetime.date.fromisoformat(i.held_on) for i in own if i.held_on]
    lengths = [i.minutes for i in own if i.minutes]
    text = f"Det er holdt {kinds_of(own)}" + (f" i {months(dates)}" if dates else "") + "."
    if lengths and len(lengths) == len(own):
        text += f" Til sammen varte de {duration(sum(lengths))}."
    caption = writer.next(TABLE, "Intervjuer, deltakere og deltakere på dialogkonferanse")
    writer.say(
        material.counted.mark("participation"),
        f" {text} Tallene for hver bydel står i ",
        refer(caption),
        ", og mer om hver bydel i ",
        annex_link(DISTRICTS_ANNEX),
        ".",
    )
    rows = [row for row in material.table.rows if any(row[1:])]
    counted = of_participation(material.table)
    writer.table(
        caption,
        ["Bydel", "Intervjuer", "Deltakere", "På konferanse"],
        [
            [name or "Sum", *(counted.mark(name, str(at)) for at in (1, 2, 3))]
            for name in (*(row[0] for row in rows), "")
        ],
        [6.4, 3.0, 3.0, 3.4],
        numbers_from=1,
        last_row=True,
    )
    if any(not row[3] for row in rows):
        writer.say("– betyr at ingen dialogkonferanse er ført inn.", style=SMALL)
    without = [d.name for d in material.config.districts if d.name not in {row[0] for row in rows}]
    if without:
        writer.say(f"Disse bydelene har verken intervjuer eller konferanse: {listed(without)}.")
    _people(writer, material)


def _people(writer: Writer, material: FinalMaterial) -> None:
    """Write who took part, by the attributes that were recorded; small numbers are hidden."""
    here = [p for p in material.participants if p.consent != "withdrawn"]
    names = [name for name in _ATTRIBUTES if any(p.attributes.get(name) for p in here)]
    if not names:
        return
    caption = writer.next(TABLE, "Deltakerne i intervjuene")
    writer.say("Hvem deltakerne er, vises bare for alle bydelene samlet, i ", refer(caption), ".")
    smallest = material.config.privacy.smallest_cell
    rows = [
        [f"{_ATTRIBUTES[name]}: {_span(value)}", shown]
        for name in names
        for value, shown in counted(here, name, smallest)
    ]
    writer.table(caption, ["Kjennetegn", "Deltakere"], rows, [6.4, 3.0], numbers_from=1)
    if any(shown == HIDDEN for _name, shown in rows):
        writer.say(
            f"{HIDDEN} Tallet er skjult: Enten er det mindre enn {number(smallest)}, eller så kunne et skjult tall "
            "vært regnet ut av dette.",
            style=SMALL,
        )


def _span(value: str) -> str:
    """Return a value with the dash that stands between numbers.

    >>> _span("18-29")
    '18–29'
    """
    return re.sub(r"(?<=\d)-(?=\d)", "–", value)


def counted(people: list[Participant], attribute: str, smallest: int) -> list[tuple[str, str]]:
    """Return how many have each value of an attribute, small numbers hidden so that none can be worked out.

    >>> someone = [Participant(n, "a", f"B{n}", {"age": "18-29" if n < 3 else "50-66"}, "given", None, "")
    ...            for n in range(9)]
    >>> counted(someone, "age", 5)
    [('18-29', '*'), ('50-66', '*')]
    """
    found = Counter(p.attributes.get(attribute) or "ikke oppgitt" for p in people)
    hidden = {value for value, n in found.items() if n < smallest}
    if (hidden and sum(found[value] for value in hidden) < smallest) or len(hidden) == 1:
        rest = [value for value in found if value not in hidden]
        hidden |= {min(rest, key=lambda value: (found[value], value))} if rest else set()
    order = sorted(found, key=lambda value: (value in ("annet", "ikke oppgitt"), value))
    return [(value, HIDDEN if value in hidden else str(found[value])) for value in order]


def _guides(writer: Writer, material: FinalMaterial) -> None:
    used = [f"«{each.guide.name}»" for each in material.guides]
    without = sum(not i.guide for i in material.interviews)
    if not used:
        writer.missing("hvilken temaguide intervjuene fulgte", "bsb interview add --guide")
        return
    several = len(used) > 1
    followed = f"én av disse guidene: {listed(used)}" if several else used[0]
    text = f"{'Hvert intervju' if several else 'Intervjuene'} fulgte {followed}. "
    if without:
        text = (
            f"For {count(without, 'intervju', 'intervjuer', 'ett')} er det ikke ført inn hvilken guide de fulgte. De "
            f"andre fulgte {followed}. "
        )
    text += "Guidene står i " if several else "Hele guiden står i "
    writer.say(text, annex_link(GUIDE_ANNEX), ".")
    if any(each.changed for each in material.guides):
        writer.say("Guiden er endret etter intervjuene, og vedlegget viser den slik den er nå.")


def _transcripts(writer: Writer, material: FinalMaterial) -> None:
    words = sum(i.words or 0 for i in material.interviews)
    written = sum(i.words is not None for i in material.interviews)
    if not written:
        writer.missing("utskriftene av intervjuene", "bsb transcript import")
        return
    pages = max(1, round(words / _WORDS_A_PAGE))
    thousands = f"{words:,}".replace(",", "\u00a0")
    which = "Alle intervjuene" if written == len(material.interviews) else f"{written} av intervjuene"
    extracts = "I dette eksempelet er bare korte utdrag tatt med. " if material.config.example else ""
    writer.say(
        f"{which} er skrevet ut ord for ord. {extracts}Utskriftene har {thousands} ord. Det svarer til om lag "
        f"{count(pages, 'side', 'sider')} med {_WORDS_A_PAGE} ord på hver. Ingen utskrift ble tatt inn i materialet "
        "før alt som kunne peke på en person, var vurdert, og byttet ut der det trengtes."
    )
    withdrawn = sum(p.consent == "withdrawn" for p in material.participants)
    if withdrawn:
        writer.say(
            f"{sentence(count(withdrawn, 'deltaker', 'deltakere'))} har trukket samtykket. Det de sa, er slettet, "
            "og er "
            "verken talt med eller gjengitt her."
            if withdrawn > 1
            else "Én deltaker har trukket samtykket. Det som ble sagt, er slettet, og er verken talt med eller "
            "gjengitt her."
        )


def _coding(writer: Writer, material: FinalMaterial) -> None:
    codes = [code for code in material.codes if code.codable]
    if not material.coders:
        writer.missing("kodingen", "bsb code import")
        return
    facets = Counter(code.facet for code in codes)
    parts = [
        count(facets[facet], one, many, article)
        for facet, one, many, article in (
            ("theme", "tema", "temaer", "ett"),
            ("service", "tjeneste", "tjenester", "én"),
            ("free", "fri kode", "frie koder", "én"),
        )
        if facets[facet]
    ]
    coders = [name for name, _codings, _interviews in material.coders]
    total = sum(n for _name, n, _interviews in material.coders)
    writer.say(
        f"{sentence(count(len(coders), 'person', 'personer'))} ({listed(coders)}) har lest utskriftene og merket hva "
        "deltakerne snakket om, og om det var en god erfaring eller noe vanskelig. Kodeboken har "
        f"{listed(parts)}. Det er satt {total} koder på steder i utskriftene. Når rapporten sier hvor mange som "
        "snakket om noe, teller hver deltaker én gang, uansett hvor mye han eller hun sa, og hvor mange som har "
        "kodet "
        "det."
    )
    report = material.agreement
    if report is None:
        writer.say("Hvor likt to personer ville kodet, kan ikke regnes ut, for ingen intervjuer er kodet av flere.")
        return
    group = report.group("all")
    n = len(report.interviews)
    which = "Alle intervjuene" if n == len(material.interviews) else f"{sentence(number(n, 'ett'))} av intervjuene"
    writer.say(
        f"{which} er kodet av mer enn én person. Der satte "
        f"de helt de samme kodene på {_percent(group.get(PERCENT, 'set'))} av replikkene. Når vi trekker fra den "
        f"enigheten som tilfeldig koding ville gitt, er Krippendorffs alfa {_shown(group.get(ALPHA, 'set'))}"
        + (f" og Cohens kappa {_shown(group.get(KAPPA, 'set'))}" if len(report.coders) == 2 else "")
        + ". Enheten er replikken. Tallene for hver kode står i ",
        annex_link(AGREEMENT_ANNEX),
        ". Alle endringer i materialet er loggført. Loggen er oppsummert i ",
        annex_link(TRAIL_ANNEX),
        ".",
    )


def _percent(found: Coefficient) -> str:
    return "–" if found.value is None else f"{100 * found.value:.0f} prosent"


def _shown(found: Coefficient) -> str:
    """Return a coefficient with its interval."""
    if found.value is None:
        return "ikke mulig å regne ut"
    shown = f"{found.value:.2f}"
    if found.low is not None and found.high is not None:
        shown += f" (95 prosent intervall {found.low:.2f} til {found.high:.2f})"
    return shown.replace(".", ",")


def _saturation(writer: Writer, material: FinalMaterial) -> None:
    found = material.saturation
    counted = (
        "Metning betyr at nye intervjuer ikke lenger bringer nye temaer. Programmet har regnet på det ut fra kodene"
    )
    if found.reached is None:
        writer.say(f"{counted}. {found.text}")
    else:
        writer.say(
            f"{counted}: Etter {count(found.reached, 'intervju', 'intervjuer', 'ett')} var metning nådd. "
            f"{_next(found.run_length)} ga høyst {round(found.threshold * 100)} prosent nye koder. Slik metning sier "
            "ikke at alt er hørt: Flere intervjuer kan gi nye fortellinger om de samme temaene."
        )
    drawing = material.drawings.get(SATURATION)
    if drawing:
        writer.picture(writer.next(FIGURE, drawing.title), drawing)


def _next(interviews: int) -> str:
    return "Det neste intervjuet" if interviews == 1 else f"De {number(interviews)} neste intervjuene"


def _conferences(writer: Writer, material: FinalMaterial) -> None:
    if not material.held:
        writer.missing("dialogkonferanser der noen har vurdert funnene", "bsb conference minutes")
        return
    districts = [held.conference.district for held in material.held]
    groups = sum(len(held.groups) for held in material.held)
    writer.say(
        f"Det er holdt {count(len(districts), 'dialogkonferanse', 'dialogkonferanser')}: i {listed(districts)}. "
        f"{sentence(count(groups, 'gruppe', 'grupper'))} har vurdert funnene og skrevet ned hva de mente. Hva det "
        "førte "
        "til, står i kapittel ", chapter_link("Dialogkonferansene"), ".",
    )  # fmt: skip


def _cautions(writer: Writer, material: FinalMaterial) -> None:
    """Write what the figures themselves tell the reader to beware of."""
    smallest = material.config.privacy.smallest_cell
    lines = []
    few = [row[0] for row in material.table.rows if 0 < row[2] < smallest]
    if few:
        lines.append(
            f"Færre enn {number(smallest)} personer er intervjuet i {listed(few)}. Det de sier, kan ikke gjelde for "
            "alle "
            "brukere der."
        )
    held = {each.conference.district for each in material.held}
    put = {row[0] for row in material.table.rows if row[1]} - held
    if held and put:
        lines.append(
            f"I {number(len(put))} av bydelene er funnene ikke lagt fram på noen dialogkonferanse. Der er funnene "
            "evaluatorenes egne."
        )
    if material.themes:
        alone = [line.label for line in material.themes.single_voices()]
        if alone:
            lines.append(f"Én stemme alene står bak det som er sagt om {listed(alone)}.")
    one = sum(f.speakers == 1 for f in material.findings)
    if one:
        lines.append(f"{sentence(count(one, 'funn', 'funn', 'ett'))} bygger på det én deltaker har sagt.")
    if lines:
        writer.say("Dette viser tallene:", style="BSB Innledning")
        writer.bullets(lines)
