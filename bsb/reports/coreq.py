"""The COREQ checklist, filled in from what the project knows, and honest about what people must write.

The 32 items are those of Tong A, Sainsbury P, Craig J (2007): Consolidated criteria for reporting qualitative
research (COREQ). International Journal for Quality in Health Care 19(6), 349-357. The wording is ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bsb.coding.codebook import Code
from bsb.corpus.interviews import Interview, Participant
from bsb.dialogue.finding import Finding
from bsb.reports.counted import Counted
from bsb.reports.norwegian import count, duration, listed, sentence
from bsb.reports.table_paper import Paper

#: What the project has all of, some of, and nothing of. "known" never means that the report says it well.
STATE_NAMES = {"known": "Opplysningen finnes", "partial": "Delvis", "missing": "Mangler"}

ITEMS = (
    ("A", "Hvem intervjuet", "Hvem holdt intervjuene?"),
    ("A", "Utdanning", "Hvilken utdanning eller annen formell bakgrunn har de?"),
    ("A", "Arbeid", "Hva arbeidet de med da undersøkelsen ble gjort?"),
    ("A", "Kjønn", "Hvordan var gruppen av intervjuere satt sammen?"),
    ("A", "Erfaring og opplæring", "Hvilken erfaring og opplæring hadde de?"),
    ("A", "Bekjentskap", "Kjente de deltakerne fra før?"),
    ("A", "Hva deltakerne visste", "Hva visste deltakerne om dem som intervjuet, og om hvorfor?"),
    ("A", "Intervjuernes ståsted", "Hvilke interesser og antakelser hadde de med seg?"),
    ("B", "Metode og teori", "Hvilken metodisk tilnærming bygger undersøkelsen på?"),
    ("B", "Utvalg", "Hvordan ble deltakerne valgt ut?"),
    ("B", "Kontakt", "Hvordan ble deltakerne spurt?"),
    ("B", "Antall deltakere", "Hvor mange var med?"),
    ("B", "Frafall", "Hvor mange sa nei eller trakk seg, og hvorfor?"),
    ("B", "Sted", "Hvor ble intervjuene holdt?"),
    ("B", "Andre til stede", "Var noen andre til stede?"),
    ("B", "Om deltakerne", "Hva kjennetegner dem som var med?"),
    ("B", "Temaguide", "Fulgte intervjuene en guide, og var den prøvd ut?"),
    ("B", "Gjentatte intervjuer", "Ble noen intervjuet flere ganger?"),
    ("B", "Opptak", "Ble samtalene tatt opp?"),
    ("B", "Notater", "Ble det skrevet notater under eller etter intervjuene?"),
    ("B", "Varighet", "Hvor lenge varte intervjuene?"),
    ("B", "Metning", "Ble metning vurdert?"),
    ("B", "Utskrifter tilbake", "Fikk deltakerne se utskriftene?"),
    ("C", "Antall kodere", "Hvor mange kodet materialet?"),
    ("C", "Kodebok", "Er kodene beskrevet?"),
    ("C", "Hvordan temaene ble til", "Var temaene gitt på forhånd, eller kom de fra materialet?"),
    ("C", "Verktøy", "Hvilket dataverktøy ble brukt?"),
    ("C", "Tilbakemelding fra deltakere", "Har deltakere sagt hva de mener om funnene?"),
    ("C", "Sitater", "Er funnene vist med sitater, og er det merket hvor hvert sitat kommer fra?"),
    ("C", "Samsvar", "Stemmer funnene med materialet?"),
    ("C", "Hovedtemaer", "Kommer hovedtemaene tydelig fram?"),
    ("C", "Mindre temaer", "Er avvikende erfaringer og mindre temaer tatt med?"),
)  # fmt: skip
DOMAINS = {"A": "Forskergruppen", "B": "Opplegget", "C": "Analyse og funn"}
_ATTRIBUTES = {"age": "alder", "gender": "kjønn", "role": "rolle"}
#: What stands for the way in which the checklist counts.
WAY = "coreq"
_WRITE = "Skriv det i rapporten."


@dataclass(frozen=True, slots=True)
class Facts:
    """What the project knows that the checklist asks about.

    ``interview_memos`` counts memos on interviews, ``approved`` quotes that people approved, ``groups`` the groups of
    conferences that judged findings, ``saturation`` is "5+2" where it was reached, ``single`` the themes that one
    voice alone carries. ``met`` counts those who came to the conferences, ``users`` the users among them;
    ``reworded`` the findings that these nuanced or disputed. ``book_changes`` counts changes of the codebook after
    the first coding, None if the codebook was not there before it. ``written`` is what people wrote, by item.
    """

    interviews: Sequence[Interview]
    participants: Sequence[Participant]
    codes: Sequence[Code]
    coders: int
    interview_memos: int
    approved: int
    findings: Sequence[Finding]
    conferences: int
    groups: int
    saturation: str
    single: Sequence[str]
    version: str = ""
    met: int = 0
    users: int = 0
    reworded: int = 0
    book_changes: int | None = None
    written: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist: its number and domain, what it asks, its state, what is known and what is missing."""

    number: int
    domain: str
    name: str
    question: str
    state: str
    known: str
    missing: str


def checklist(facts: Facts) -> list[Item]:
    """Return the 32 items with what is known; what the project cannot know is missing, never taken for granted.

    What people wrote of an item answers it.
    """
    told = {**_design(facts), **_analysis(facts)}
    found = []
    for number, (domain, name, question) in enumerate(ITEMS, 1):
        known, missing = told.get(number, ("", _WRITE))
        if own := " ".join(facts.written.get(number, "").split()):
            known, missing = " ".join(filter(None, (known, own))), ""
        state = "missing" if not known else "partial" if missing else "known"
        found.append(Item(number, domain, name, question, state, known, missing))
    return found


def _design(facts: Facts) -> dict[int, tuple[str, str]]:
    """Return what is known and what is missing of the items on people and design that the project can tell of."""
    own = facts.interviews
    people = sum(i.participants for i in own)
    withdrawn = sum(p.consent == "withdrawn" for p in facts.participants)
    attributes = sorted(
        {_ATTRIBUTES.get(name, name) for p in facts.participants for name, value in p.attributes.items() if value}
    )
    minutes = sum(i.minutes or 0 for i in own)
    written = sum(i.words is not None for i in own)
    return {
        1: _of(own, [bool(i.facilitators) for i in own], "er det ført inn hvem som ledet samtalen"),
        4: ("", "Skriv det for gruppen samlet, ikke for hver person."),
        7: _consent(facts.participants),
        9: (
            "Metoden Bruker Spør Bruker: Folk med egen brukererfaring intervjuer andre brukere." if own else "",
            "Skriv hvilken analyse dere har gjort, og hvilken teori den bygger på.",
        ),
        10: _of(
            own,
            [bool(i.recruited) for i in own],
            "er det ført inn hvordan deltakerne ble rekruttert",
            "Skriv hvorfor de ble valgt.",
        ),
        11: _of(
            own,
            [bool(i.recruited) for i in own],
            "er det ført inn gjennom hvem deltakerne ble spurt",
            "Skriv hvordan de ble spurt, for eksempel muntlig eller i brev.",
        ),
        12: (f"{sentence(count(people, 'deltaker', 'deltakere'))} i {_interviews(len(own))}." if people else "", "")
        if people
        else ("", "Før inn intervjuene: bsb interview add"),
        13: (
            f"{sentence(count(withdrawn, 'deltaker', 'deltakere'))} har trukket samtykket." if withdrawn else "",
            "Skriv hvor mange som ble spurt og sa nei, og hvorfor.",
        ),
        14: _of(own, [bool(i.setting) for i in own], "er stedet ført inn"),
        16: (
            f"Det er ført inn {listed(attributes)} om deltakerne." if attributes else "",
            "Beskriv gruppen samlet, uten tall som er så små at de peker ut noen.",
        ),
        17: _of(own, [bool(i.guide) for i in own], "er temaguiden ført inn", "Skriv om guiden var prøvd ut."),
        19: (
            f"{sentence(_interviews(written))} er skrevet ut." if written else "",
            "Skriv om samtalene ble tatt opp, og når opptakene slettes.",
        ),
        20: (
            f"{sentence(count(facts.interview_memos, 'notat', 'notater', 'ett'))} om intervjuene ligger i prosjektet."
            if facts.interview_memos
            else "",
            "Skriv om det ble tatt notater under intervjuene.",
        ),
        21: _of(
            own,
            [bool(i.minutes) for i in own],
            f"er lengden ført inn, {duration(minutes)} til sammen" if minutes else "er lengden ført inn",
        ),
        22: (
            f"Regnet ut fra kodingene ble metning nådd ({facts.saturation})." if facts.saturation else "",
            "Skriv hvordan dere selv vurderte om dere hadde hørt nok.",
        ),
    }


def _analysis(facts: Facts) -> dict[int, tuple[str, str]]:
    """Return what is known and what is missing of the items on analysis and findings."""
    codes = [code for code in facts.codes if code.codable]
    defined = sum(bool(code.definition) for code in codes)
    based = sum(bool(f.speakers) for f in facts.findings)
    without = len(facts.findings) - based
    one = len(facts.single)
    themes = len({f.themes[0] for f in facts.findings if f.themes})
    return {
        24: (f"{sentence(count(facts.coders, 'person', 'personer'))} har kodet." if facts.coders else "", "")
        if facts.coders
        else ("", "Ingenting er kodet ennå."),
        25: (
            f"Kodeboken har {count(len(codes), 'kode', 'koder')}, {_defined(defined, len(codes))}." if codes else "",
            "" if codes and defined == len(codes) else "Skriv definisjonene som mangler, og legg kodeboken ved.",
        ),
        26: _derived(facts),
        27: (
            f"Bruker Spør Bruker-verktøyet bsb, versjon {facts.version}." if facts.coders else "",
            "" if facts.coders else _WRITE,
        ),
        28: (
            f"{sentence(count(facts.groups, 'gruppe', 'grupper'))} på "
            f"{count(facts.conferences, 'dialogkonferanse', 'dialogkonferanser')} har vurdert funnene."
            + (f" Av {facts.met} personer der var {facts.users} brukere." if facts.users else "")
            if facts.groups
            else "",
            "Skriv hvor mange av dem som hadde vært med i intervjuene." if facts.groups else _WRITE,
        ),
        29: (
            f"{sentence(count(facts.approved, 'sitat', 'sitater', 'ett'))} er godkjent; intervju og replikk er kjent "
            "for hvert av dem."
            if facts.approved
            else "",
            "Se etter at sitatene i rapporten viser intervju og replikk." if facts.approved else "Godkjenn sitater.",
        ),
        30: (
            f"{based} av {len(facts.findings)} funn bygger på det deltakerne har sagt." if based else "",
            f"{sentence(count(without, 'funn', 'funn', 'ett'))} har ingen deltakere bak seg. Se på dem igjen."
            if without and based
            else "Vurder selv om funnene stemmer med materialet.",
        ),
        31: (
            f"Funnene er ordnet under {count(themes, 'tema', 'temaer', 'ett')}." if themes else "",
            "Se etter at hovedtemaene kommer tydelig fram." if themes else _WRITE,
        ),
        32: (
            " ".join(
                text
                for n, text in (
                    (
                        one,
                        f"{sentence(count(one, 'tema', 'temaer', 'ett'))} bæres av én stemme alene: "
                        f"{listed(list(facts.single))}.",
                    ),
                    (
                        facts.reworded,
                        f"{sentence(count(facts.reworded, 'funn', 'funn', 'ett'))} ble nyansert eller bestridt på "
                        "dialogkonferansene, og det står i rapporten.",
                    ),
                )
                if n
            ),
            "Skriv om erfaringer som skiller seg ut." if one or facts.reworded else _WRITE,
        ),
    }


def _consent(participants: Sequence[Participant]) -> tuple[str, str]:
    """Return for how many participants consent is recorded, and what that leaves open."""
    asked = [p for p in participants if p.consent != "withdrawn"]
    given = sum(p.consent == "given" for p in asked)
    if not given:
        return "", _WRITE
    every = given == len(asked)
    who = f"alle {given} deltakerne" if every else f"{given} av {len(asked)} deltakere"
    return f"For {who} er samtykket ført inn.", "Skriv hva de fikk vite om intervjuerne og om hensikten."


def _derived(facts: Facts) -> tuple[str, str]:
    """Return whether the codebook stood before the coding, and how much it was changed on the way."""
    if not facts.coders:
        return "", _WRITE
    origin = "Skriv hvor temaene i kodeboken kom fra."
    if facts.book_changes is None:
        return "Kodeboken ble til mens materialet ble kodet.", origin
    changes = facts.book_changes
    since = f"endret {changes} ganger" if changes > 1 else "endret én gang" if changes else "ikke endret"
    return f"Kodeboken var laget før kodingen begynte, og er {since} etter det.", origin


def _interviews(n: int) -> str:
    return count(n, "intervju", "intervjuer", "ett")


def _of(interviews: Sequence[Interview], have: Sequence[bool], what: str, more: str = "") -> tuple[str, str]:
    """Return for how many interviews something is known, and for how many it is missing."""
    n, every = sum(have), len(interviews)
    if not n:
        return "", _WRITE
    known = f"For {'alle' if every > 1 else 'det ene'} {_interviews(every) if every > 1 else 'intervjuet'} {what}."
    if n == every:
        return known, more
    missing = [i.name for i, has in zip(interviews, have, strict=True) if not has]
    lacking = f"Mangler for {listed(missing[:6])}" + (f" og {every - n - 6} til." if every - n > 6 else ".")
    return f"For {n} av {every} intervjuer {what}.", " ".join(filter(None, (lacking, more)))


def of_checklist(items: Sequence[Item]) -> Counted:
    """Return what the project knows, by the number of the item."""
    return Counted("COREQ", WAY, lambda: {(str(item.number),): item.known for item in items})


def states_told(items: Sequence[Item]) -> str:
    """Return of how many items all is known, some is, and nothing is, in a sentence.

    >>> states_told([Item(1, "A", "", "", state, "", "") for state in ("known", "known", "missing")])
    'Opplysningen finnes for 2 og mangler for 1.'
    """
    told = {"known": "finnes for", "partial": "finnes delvis for", "missing": "mangler for"}
    counts = [(text, sum(item.state == state for item in items)) for state, text in told.items()]
    return f"Opplysningen {listed([f'{text} {n}' for text, n in counts if n])}."


def coreq_paper(items: Sequence[Item], *, example: bool) -> Paper:
    """Return the checklist as a paper."""
    counted = of_checklist(items)
    rows: list[list[str]] = []
    domain = ""
    for item in items:
        if item.domain != domain:
            rows.append([item.domain, DOMAINS[item.domain], "", "", "", ""])
        domain = item.domain
        rows.append(
            [
                str(item.number),
                item.name,
                item.question,
                STATE_NAMES[item.state],
                counted.mark(str(item.number)) or "–",
                item.missing or "–",
            ]
        )
    return Paper(
        title="COREQ-sjekkliste",
        lead=f"Listen har {len(items)} punkter. {states_told(items)} Den er fylt ut av verktøyet fra det som er ført "
        "inn i prosjektet.",
        header=("Nr.", "Punkt", "Spørsmål", "Status", "Dette vet prosjektet", "Dette må dere skrive eller se på"),
        rows=rows,
        widths=(1.2, 4.2, 6.0, 2.9, 6.2, 6.0),
        notes=(
            "«Opplysningen finnes» betyr bare at den står i prosjektet. Om rapporten sier det godt nok, må dere "
            "vurdere selv.",
            "Punktene er fra Tong A, Sainsbury P, Craig J (2007): Consolidated criteria for reporting qualitative "
            "research (COREQ). International Journal for Quality in Health Care 19(6), 349–357. Ordlyden er vår.",
        ),
        example=example,
    )


def _defined(defined: int, codes: int) -> str:
    return "alle med definisjon" if defined == codes > 1 else f"{defined} av dem med definisjon"
