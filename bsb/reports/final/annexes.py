"""The annexes: guides, district by district, COREQ, agreement of coders, the audit trail, key documents."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable

from bsb.coding.agreement.results import ALPHA, KAPPA, PERCENT, Coefficient
from bsb.guide.model import Guide
from bsb.reports.coreq import DOMAINS, STATE_NAMES, STATES, of_checklist
from bsb.reports.final.figures import most_spoken
from bsb.reports.final.links import finding_link
from bsb.reports.final.material import FinalMaterial, kinds_of
from bsb.reports.final.writing import BODY, LEAD, SMALL, TABLE, Part, Writer, joined, refer
from bsb.reports.norwegian import count, day, listed, months, number, sentence
from bsb.store.journal import Entry

#: What kinds of change are called, by the first word of their action, in the order of the work.
KINDS = {
    "interview": "Intervjuer ført inn",
    "consent": "Samtykke gitt eller trukket",
    "transcript": "Utskrifter tatt inn, rettet eller slettet",
    "privacy": "Avgjørelser om anonymisering",
    "keydoc": "Sentrale dokumenter tatt inn og kodet",
    "codebook": "Endringer i kodeboken",
    "code": "Kodinger satt, endret eller fjernet",
    "suggest": "Forslag til koder vurdert",
    "round": "Blinde runder åpnet og lukket",
    "team": "Arbeid delt ut og flettet",
    "memo": "Notater skrevet eller endret",
    "summary": "Sammendrag skrevet eller endret",
    "quote": "Sitater valgt, redigert eller godkjent",
    "finding": "Funn skrevet eller endret",
    "conference": "Dialogkonferanser, referater og ordlyd",
    "followup": "Hva det er blitt av anbefalingene",
    "exchange": "Prosjekter fra andre programmer tatt inn",
    "left": "Filer skrevet utenfor prosjektet",
    "restore": "Sikkerhetskopier lagt tilbake",
    "undo": "Endringer angret",
    "redo": "Angrede endringer gjort om igjen",
}
_OTHER = "Annet"


def write_annexes(writer: Writer, material: FinalMaterial) -> None:
    """Write all annexes."""
    _guides(writer, material)
    _districts(writer, material)
    _coreq(writer, material)
    _agreement(writer, material)
    _trail(writer, material)
    _documents(writer, material)


def _guides(writer: Writer, material: FinalMaterial) -> None:
    writer.annex("Temaguidene" if len(material.guides) > 1 else "Temaguiden")
    if not material.guides:
        writer.missing("temaguiden", "bsb interview add --guide")
    for used in material.guides:
        _guide(writer, used.guide)


def _guide(writer: Writer, guide: Guide) -> None:
    writer.plain_part(guide.name)
    writer.say(
        f"Guiden har {count(len(guide.topics), 'tema', 'temaer', 'ett')} og er laget for en samtale på "
        f"{guide.minutes} "
        "minutter. Under hvert spørsmål står oppfølgingsspørsmålene."
    )
    for topic in guide.topics:
        writer.part(f"{topic.name} ({topic.minutes} min)")
        for question in topic.questions:
            writer.bullets(["\n– ".join(filter(None, (question.ask, " ".join(question.probes))))])


def _districts(writer: Writer, material: FinalMaterial) -> None:
    writer.annex("Bydel for bydel")
    shown = [row for row in material.table.rows if any(row[1:])]
    if not shown:
        writer.missing("bydelene, for ingen intervjuer er ført inn", "bsb interview add")
    for name, _interviews, people, _met in shown:
        writer.plain_part(name)
        _district(writer, material, name, people)


def _district(writer: Writer, material: FinalMaterial, name: str, people: int) -> None:
    """Write on one page who took part in a district, what conferences made of its findings, and which these are."""
    own = [i for i in material.interviews if i.district == name]
    told: list[tuple[Part, ...]] = []
    if own:
        dates = [datetime.date.fromisoformat(i.held_on) for i in own if i.held_on]
        when = f", {months(dates)}" if dates else ""
        who = f"med {'til sammen ' if len(own) > 1 else ''}{count(people, 'person', 'personer')}"
        told.append((f"{sentence(kinds_of(own))} {who}{when}. {_spoken(material, name)}",))
    for held in (each for each in material.held if each.conference.district == name):
        date = day(datetime.date.fromisoformat(held.conference.held_on))
        made = Counter(o.verdict for o in held.outcomes)
        told.append(
            (
                f"På dialogkonferansen {date} var det {count(held.conference.participants, 'person', 'personer')}. "
                f"Av {count(sum(made.values()) - made['new'], 'funn', 'funn', 'ett')} ble "
                f"{number(made['confirmed'], 'ett')} bekreftet, {number(made['nuanced'], 'ett')} nyansert og "
                f"{number(made['disputed'], 'ett')} bestridt. {sentence(number(made['new'], 'ett'))} kom til.",
            )
        )
    if findings := [f for f in material.findings if name in f.districts]:
        told.append(("Funn fra bydelen: ", *joined([finding_link(f) for f in findings]), "."))
    for at, parts in enumerate(told, 1):
        writer.say(*parts, style=LEAD if at < len(told) else BODY)


def _spoken(material: FinalMaterial, district: str) -> str:
    if material.themes is None:
        return ""
    cells = [(material.themes.cell(line.key, district), line) for line in most_spoken(material.themes)]
    top = sorted((c for c in cells if c[0].speakers), key=lambda c: (-c[0].speakers, -c[0].turns))[:3]
    return (
        f"Flest snakket om {listed([line.label.lower() for _cell, line in top])}." if top else "Ingenting er kodet."
    )


def _coreq(writer: Writer, material: FinalMaterial) -> None:
    writer.annex("Sjekklisten COREQ")
    counts = Counter(item.state for item in material.coreq)
    caption = writer.next(TABLE, "COREQ, punkt for punkt")
    writer.say(
        "COREQ er en liste over 32 punkter som rapporter om kvalitative undersøkelser bør gjøre rede for. ",
        refer(caption), f" viser hva som er kjent om hvert av dem. Opplysningen finnes for {counts[STATES[0]]}, "
        f"delvis for {counts[STATES[1]]}, og mangler for {counts[STATES[2]]}. At opplysningen finnes, sier ikke at "
        "den er godt nok gjort rede for. Det må leseren vurdere.",
    )  # fmt: skip
    rows = []
    counted = of_checklist(material.coreq)
    domain = ""
    for item in material.coreq:
        if item.domain != domain:
            rows.append([f"{item.domain}. {DOMAINS[item.domain]}", "", ""])
        domain = item.domain
        known = counted.mark(str(item.number))
        if not known:
            writer.note("svar på disse punktene i COREQ", "coreq", item.name)
        rows.append([f"{item.number}. {item.name}", STATE_NAMES[item.state], known or "Det er ikke gjort rede for."])
    writer.table(caption, ["Punkt", "Status", "Dette er kjent"], rows, [4.6, 2.6, 8.9])
    writer.say(
        "Punktene er fra Tong A, Sainsbury P, Craig J: Consolidated criteria for reporting qualitative research "
        "(COREQ). International Journal for Quality in Health Care 19(6), 2007, side 349–357. Ordlyden er vår.",
        style=SMALL,
    )


def _agreement(writer: Writer, material: FinalMaterial) -> None:
    writer.annex("Hvor likt det er kodet")
    report = material.agreement
    if report is None:
        writer.say("Ingen intervjuer er kodet av mer enn én person. Derfor kan ikke likheten regnes ut.")
        return
    caption = writer.next(TABLE, "Likhet mellom koderne, kode for kode")
    two = len(report.coders) == 2
    writer.say(
        f"{sentence(listed(list(report.coders)))} har kodet "
        f"{count(len(report.interviews), 'intervju', 'intervjuer', 'ett')} "
        f"hver for seg, med {report.turns} replikker fra deltakere. Enheten er replikken. I ", refer(caption),
        " står det hvor mange prosent av replikkene de har kodet likt, og hvor stor likheten er når tilfeldig "
        "likhet er "
        "trukket fra. Kappa og alfa er 1 når alle har kodet likt, og 0 når likheten ikke er større enn ved tilfeldig "
        "koding.",
    )  # fmt: skip
    heads = ["Kode", "Likt (%)", *(["Kappa"] if two else []), "Alfa", "Alfa, 95 % intervall"]
    rows = []
    for code in report.codes:
        if any(code.turns.values()):
            alpha = code.get(ALPHA)
            low_high = "–" if alpha.low is None or alpha.high is None else f"{_two(alpha.low)} til {_two(alpha.high)}"
            kappa = [_shown(code.get(KAPPA))] if two else []
            percent = code.get(PERCENT).value
            shown = "–" if percent is None else f"{100 * percent:.1f}".replace(".", ",")
            rows.append([code.name, shown, *kappa, _shown(alpha), low_high])
    writer.say(
        f"Intervallene er regnet ut fra {report.draws} trekninger av hele intervjuer, med tilbakelegging. Mål: "
        f"{PERCENT}, "
        f"{KAPPA + ', ' if two else ''}{ALPHA}. En strek betyr at tallet ikke kan regnes ut.",
        style=SMALL,
    )
    writer.table(caption, heads, rows, [6.0, 2.0, *([2.0] if two else []), 2.0, 4.0], numbers_from=1)


def _two(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _shown(found: Coefficient) -> str:
    return "–" if found.value is None else _two(found.value)


def _trail(writer: Writer, material: FinalMaterial) -> None:
    writer.annex("Loggen over arbeidet")
    # A report that carries an earlier day than today does not tell of what was done since.
    logged = [entry for entry in material.journal if entry.at[:10] <= material.today.isoformat()]
    entries = [entry for entry in logged if not entry.undone]
    if not entries:
        writer.say("Ingenting er loggført.")
        return
    caption = writer.next(TABLE, "Endringer i materialet, etter slag")
    withdrawn = sum(entry.action == "consent.withdraw" for entry in entries)
    revised = sum(entry.action == "transcript.revise" for entry in entries)
    undone = len(logged) - len(entries)
    writer.say(
        "Programmet loggfører hver endring, med tidspunkt og hvem som gjorde den. Loggen holder ikke på det "
        f"deltakerne sa. Den har {len(entries)} endringer, {_days(entries)}. ", refer(caption),
        f" viser hva slags. {sentence(_times(withdrawn, 'samtykke', 'samtykker'))} er trukket, og "
        f"{_times(revised, 'utskrift', 'utskrifter', 'én')} er rettet etter at "
        f"{'den' if revised == 1 else 'de'} ble tatt inn."
        + (f" {sentence(number(undone, 'én'))} av endringene er angret og ikke talt med." if undone else ""),
    )  # fmt: skip
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.action.partition(".")[0], []).append(entry)
    known = {kind: own for kind in KINDS if (own := groups.pop(kind, []))}
    rest = [entry for own in groups.values() for entry in own]
    rows = [
        [KINDS.get(kind, _OTHER), str(len(own)), _day(own, min), _day(own, max)]
        for kind, own in (*known.items(), *([("", rest)] if rest else []))
    ]
    writer.table(
        caption,
        ["Slag", "Endringer", "Første", "Siste"],
        [*rows, ["Sum", str(len(entries)), "", ""]],
        [7.2, 2.3, 3.3, 3.3],
        numbers_from=1,
        last_row=True,
    )
    _who(writer, material, entries)


def _who(writer: Writer, material: FinalMaterial, entries: list[Entry]) -> None:
    """Tell who did it: coders by their alias; a name that somebody is logged in with is never printed."""
    aliases = {name for name, _codings, _interviews in material.coders}
    made = Counter(entry.actor for entry in entries)
    lines = [
        f"{name}: {count(codings, 'koding', 'kodinger')} i {count(n, 'intervju', 'intervjuer', 'ett')}"
        + (f", og {count(made[name], 'endring', 'endringer')} i loggen" if made[name] else "")
        for name, codings, n in material.coders
    ]
    if others := [n for actor, n in made.items() if actor not in aliases]:
        who = count(len(others), "bruker", "brukere")
        lines.append(f"Innlogget uten kodernavn: {who} av programmet, med {sum(others)} endringer i loggen")
    writer.say("Dette har hver av koderne gjort, og de som har arbeidet uten kodernavn:", style="BSB Tillegg")
    writer.bullets(lines)


def _times(n: int, one: str, many: str, article: str = "ett") -> str:
    return count(n, one, many, article) if n else f"ingen {many}"


def _days(entries: list[Entry]) -> str:
    first, last = _day(entries, min), _day(entries, max)
    return f"alle fra {first}" if first == last else f"fra {first} til {last}"


def _day(entries: list[Entry], which: Callable[[list[str]], str]) -> str:
    return day(datetime.date.fromisoformat(which([entry.at[:10] for entry in entries])))


def _documents(writer: Writer, material: FinalMaterial) -> None:
    writer.annex("Sentrale dokumenter")
    if not material.keydocs:
        writer.say("Ingen planer eller andre dokumenter er tatt inn.")
        return
    writer.say(
        "Rapporten viser til disse dokumentene. Sidene er de som er sitert eller ligger bak et funn.", style=LEAD
    )
    for each in material.keydocs:
        cited = {p.page for p in material.plans if p.title == each.title and p.page is not None}
        cited |= {
            e.page for f in material.findings for e in f.evidence if e.title == each.title and e.page is not None
        }
        pages = f" Sitert: s. {listed([str(n) for n in sorted(cited)])}." if cited and each.paged else ""
        who = f"{each.publisher}" if each.publisher else "Ukjent utgiver"
        year = f" ({each.year})" if each.year else ""
        writer.bullets([f"{who}{year}: {each.title}. {sentence(count(each.pages, 'side', 'sider'))}.{pages}"])
