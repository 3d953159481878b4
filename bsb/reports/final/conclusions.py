"""The chapters on districts side by side, on the conferences, the overall assessment and the recommendations."""

from __future__ import annotations

import datetime
from collections import Counter

from bsb.analysis.cells import Cell
from bsb.analysis.conditions import Subject
from bsb.analysis.matrix import Matrix
from bsb.dialogue.before_after import VERDICT_NAMES, Outcome
from bsb.dialogue.finding import GOOD, Finding, Recommendation
from bsb.dialogue.verdicts import NO_THEME
from bsb.formats.word_fields import Caption
from bsb.reports.comparisons import Compared
from bsb.reports.conference_figures import Held
from bsb.reports.counted import of_comparison, of_matrix
from bsb.reports.final.displays import COMPARING, JUDGED, drawn, write_displays
from bsb.reports.final.figures import ALL, OUTCOMES
from bsb.reports.final.links import finding_link
from bsb.reports.final.material import FinalMaterial
from bsb.reports.final.opening import disputed
from bsb.reports.final.writing import BULLET, LEAD, SMALL, TABLE, Bold, Link, Writer, joined, refer
from bsb.reports.norwegian import count, day, listed, number, sentence
from bsb.reports.source_marks import mark_finding, mark_recommendation, mark_verdict

_SOME = "noen"
_MANY = 12  # recommendations to one addressee: where there are more, they stand under themes


def write_comparison(writer: Writer, material: FinalMaterial) -> None:
    """Write the fifth chapter."""
    writer.chapter("Sammenligning mellom bydelene")
    writer.written(material.texts["comparison"], "sammenligningen av bydelene, med egne ord", "comparison")
    if material.themes:
        writer.section("Temaene i bydelene")
        caption = writer.next(TABLE, "Hvor mange deltakere som snakket om hvert tema")
        writer.say(
            "Hvor mange ulike deltakere som snakket om hvert tema i hver bydel, står i ",
            refer(caption),
            ". I bydeler med mange deltakere er tallene høyere, uten at temaet er viktigere der.",
        )
        _districts(writer, material, material.themes, caption)
        writer.say("* betyr at alt er sagt av én person. En tom rute betyr at ingen snakket om det.", style=SMALL)
    for compared in material.compared:
        writer.section(compared.definition.title)
        if compared.definition.note:
            writer.say(compared.definition.note)
        _compared(writer, material, compared)
        for found in compared.coincidences:
            text = " ".join(filter(None, (found.text, found.contrast, found.caution)))
            writer.say(text, style=BULLET)
        if compared.meanings:
            meant = "; ".join(f"«{name}» vil si {meaning}" for name, meaning in compared.meanings)
            writer.say(f"{meant}.", style=SMALL)
    if drawn(material, COMPARING):
        writer.section("Det samme i figurer")
    write_displays(writer, material, COMPARING)


def _districts(writer: Writer, material: FinalMaterial, matrix: Matrix, caption: Caption) -> None:
    counted = of_matrix(matrix)
    rows = [row for row in matrix.rows if row.countable and matrix.total(row.key).speakers]
    columns = [c for c in matrix.columns if any(matrix.cell(row.key, c.key).speakers for row in rows)]
    width = min(1.0, (16.2 - 4.4 - 0.95) / max(1, len(columns)))

    def shown(row: str, column: str) -> str:
        cell = matrix.cell(row, column)
        return counted.mark(row, column, "speakers") + "*" * cell.single_voice if cell.speakers else ""

    writer.table(
        caption,
        ["Tema", *(column.label for column in columns), "I alt"],
        [
            [row.label, *(shown(row.key, column.key) for column in columns), material.counted.mark(row.key, "total")]
            for row in rows
        ],
        [4.4, *(width for _column in columns), 0.95],
        numbers_from=1,
    )


def _compared(writer: Writer, material: FinalMaterial, compared: Compared) -> None:
    """Write the table of a comparison; where few people are behind a cell, only that there are some.

    A table that would say nothing but that is left out.
    """
    table, smallest = compared.table, material.config.privacy.smallest_cell

    def shown(subject: Subject, cell: Cell) -> str:
        few = subject.counted == "speakers" and cell.number is not None and 0 < cell.number < smallest
        return _SOME if few else cell.text

    rows = [
        [d, *(shown(s, cell) for s, cell in zip(table.subjects, table.cells[d], strict=True))]
        for d in table.districts
    ]
    if {cell for row in rows for cell in row[1:]} <= {_SOME, "0", ""}:
        return
    counted = of_comparison(compared.definition, table, compared.coincidences)
    marked = [
        [row[0], *(cell if cell == _SOME else counted.mark(row[0], str(at)) for at, cell in enumerate(row[1:], 1))]
        for row in rows
    ]
    caption = writer.next(TABLE, compared.definition.title)
    heads = [sentence(subject.label) for subject in table.subjects]
    longest = [2 + max(len(word) for text in (head, *column) for word in text.split() or [""])
               for head, column in zip(heads, zip(*(row[1:] for row in rows), strict=True), strict=True)]  # fmt: skip
    room = 12.75 / sum(longest)
    writer.say("Tallene for hver bydel står i ", refer(caption), ".", style=LEAD)
    writer.table(
        caption, ["Bydel", *heads], marked, [3.0, *(min(4.0, max(1.95, n * room)) for n in longest)], numbers_from=1
    )
    if table.small_cells(smallest):
        writer.say(
            f"«{_SOME.capitalize()}» betyr færre enn {number(smallest)} personer, men ikke ingen.", style=SMALL
        )


def write_conferences(writer: Writer, material: FinalMaterial) -> None:
    """Write the sixth chapter."""
    writer.chapter("Dialogkonferansene")
    if material.texts["conferences"]:
        writer.texts(material.texts["conferences"])
    if not material.held:
        writer.missing("det dialogkonferansene mente om funnene", "bsb conference minutes")
        return
    _outcomes(writer, material)
    _reworded(writer, material)
    _disputed(writer, material)
    _new(writer, material)
    _evaluations(writer, material)
    if drawn(material, JUDGED):
        writer.section("Før og etter, tema for tema")
    write_displays(writer, material, JUDGED, told=False)


def _outcomes(writer: Writer, material: FinalMaterial) -> None:
    caption = writer.next(TABLE, "Hva konferansene mente om funnene")
    rows, sums, counted = [], Counter[str](), material.counted
    for held in material.held:
        made = Counter(each.verdict for each in held.outcomes)
        sums.update(made)
        rows.append([_where(held), *(counted.mark("conference", held.conference.ref, v) for v in OUTCOMES)])
    put = sum(sums.values()) - sums["new"]
    writer.say(
        f"{sentence(count(put, 'funn', 'funn', 'ett'))} ble lagt fram. {sentence(number(sums['confirmed'], 'ett'))} "
        f"ble bekreftet, {number(sums['nuanced'], 'ett')} nyansert og {number(sums['disputed'], 'ett')} bestridt. "
        f"{sentence(number(sums['new'], 'ett'))} kom til. ", refer(caption), " viser hver konferanse.",
    )  # fmt: skip
    total = [["Sum", *(counted.mark("conference", ALL, verdict) for verdict in OUTCOMES)]] if len(rows) > 1 else []
    writer.table(
        caption,
        ["Konferanse", "Bekreftet", "Nyansert", "Bestridt", "Nye", "Ikke drøftet"],
        [*rows, *total],
        [5.6, 2.1, 2.1, 2.1, 1.7, 2.5],
        numbers_from=1,
        last_row=bool(total),
    )
    writer.say(
        "Bekreftet: Gruppene kjente seg igjen. Nyansert: De ville si det på en annen måte, eller gruppene mente "
        "ulike "
        "ting. Bestridt: De kjente seg ikke igjen.",
        style=SMALL,
    )


def _where(held: Held) -> str:
    return f"{held.conference.district}, {day(datetime.date.fromisoformat(held.conference.held_on))}"


def _reworded(writer: Writer, material: FinalMaterial) -> None:
    changed = [(held, o) for held in material.held for o in held.outcomes if o.verdict == "nuanced" and o.wordings]
    if not changed:
        return
    writer.section("Ordlyd som ble endret")
    caption = writer.next(TABLE, "Funn som fikk en ny ordlyd på konferansen")
    writer.say("Her står ordlyden før og etter, i ", refer(caption), ".")
    rows = [
        [o.finding.ref, mark_finding(o.finding, o.before), mark_verdict(o, held.conference.ref, _now(o))]
        for held, o in changed
    ]
    writer.table(caption, ["Funn", "Slik sto det", "Slik ville gruppene si det"], rows, [1.6, 6.4, 8.1])


def _now(outcome: Outcome) -> str:
    if len(outcome.wordings) == 1:
        return outcome.wordings[0]
    return "\n".join(f"{each.group}: {each.after}" for each in outcome.verdicts if each.after)


def _disputed(writer: Writer, material: FinalMaterial) -> None:
    own = [(held, o) for held in material.held for o in held.outcomes if o.verdict == "disputed"]
    if own:
        writer.section("Funn som ble bestridt")
        writer.say("Disse funnene kjente gruppene seg ikke igjen i. De gjelder derfor ikke lenger:", style=LEAD)
        for held, o in own:
            said = " ".join(" ".join(v.comment.split()) for v in o.verdicts if v.comment)
            more = ("\n", mark_verdict(o, held.conference.ref, said)) if said else ()
            writer.say(finding_link(o.finding), ". ", mark_finding(o.finding, o.before), *more, style=BULLET)


def _new(writer: Writer, material: FinalMaterial) -> None:
    own = [o.finding for held in material.held for o in held.outcomes if o.verdict == "new"]
    if own:
        writer.section("Det som kom til")
        writer.say("På konferansene kom disse punktene til. De står nå blant funnene:", style=LEAD)
        for finding in own:
            writer.say(finding_link(finding), ". ", mark_finding(finding), style=BULLET)


def _evaluations(writer: Writer, material: FinalMaterial) -> None:
    tallied = [held for held in material.held if held.evaluation.tallies]
    if not tallied:
        return
    writer.section("Hva deltakerne syntes om konferansene")
    caption = writer.next(TABLE, "Svar på evalueringsskjemaene")
    writer.say("Svarene går fra 1 (dårligst) til 5 (best). Snittene står i ", refer(caption), ".")
    rows = [
        [
            held.conference.district,
            t.question,
            str(t.forms),
            "–" if t.mean is None else f"{t.mean:.1f}".replace(".", ","),
        ]
        for held in tallied
        for t in held.evaluation.tallies
    ]
    writer.table(caption, ["Konferanse", "Spørsmål", "Svar", "Snitt"], rows, [4.4, 7.6, 2.0, 2.1], numbers_from=2)


def write_assessment(writer: Writer, material: FinalMaterial) -> None:
    """Write the seventh chapter."""
    writer.chapter("Samlet vurdering")
    writer.written(material.texts["assessment"], "den samlede vurderingen", "assessment")
    if not material.findings:
        writer.missing("funnene", "bsb finding add")
        return
    writer.section("Funnene samlet")
    caption = writer.next(TABLE, "Funnene etter tema og etter hva konferansene mente")
    good = sum(f.kind == GOOD for f in material.findings)
    writer.say(
        f"Rapporten har {count(len(material.findings), 'funn', 'funn', 'ett')}. {sentence(number(good, 'ett'))} av "
        f"dem er god praksis, og {number(len(material.findings) - good, 'ett')} er utfordringer. ", refer(caption),
        " viser hvordan de fordeler seg. Hvert funn er talt én gang, under det første temaet sitt.",
    )  # fmt: skip
    groups = material.by_theme()
    order = [code.key for code in material.codes if code.key in groups] + [""] * ("" in groups) + [ALL]
    names = {"": sentence(NO_THEME), ALL: "Sum"}
    rows = [
        [
            names.get(key) or sentence(material.name(key)),
            *(material.counted.mark("findings", key, column) for column in ("good", "challenge", *OUTCOMES)),
        ]
        for key in order
    ]
    writer.table(
        caption,
        ["Tema", "God praksis", "Utfordring", *(sentence(VERDICT_NAMES[v]) for v in OUTCOMES)],
        rows,
        [4.6, 1.5, 2.0, 1.9, 1.8, 1.6, 1.1, 1.6],
        numbers_from=1,
        last_row=True,
    )
    alone = [f for f in material.findings if not f.evidence and not f.conference]
    for finding in alone:
        writer.note("noe å bygge disse funnene på", "bsb finding edit --evidence", finding.ref)


def write_recommendations(writer: Writer, material: FinalMaterial) -> None:
    """Write the eighth chapter: recommendations by addressee, each with the findings behind it."""
    writer.chapter("Anbefalinger")
    behind: dict[tuple[str, str], list[Finding]] = {}
    known: dict[tuple[str, str], Recommendation] = {}
    for finding in material.findings:
        for each in finding.recommendations:
            behind.setdefault((each.addressee, each.text), []).append(finding)
            known.setdefault((each.addressee, each.text), each)
    if not behind:
        writer.missing("anbefalingene", "bsb finding edit --recommend")
    else:
        writer.say(
            "Hver anbefaling har sitt nummer, R1, R2 og så videre. Numrene går igjen når anbefalingene skal følges "
            "opp. I parentesen bak står funnene den bygger på, og bydelene den gjelder."
        )
    for addressee in material.addressees:
        writer.section(f"Til {addressee}")
        own = [(known[key], findings) for key, findings in behind.items() if key[0] == addressee]
        for theme, lines in _by_theme(material, own):
            if len(own) > _MANY:
                writer.part(theme)
            for advice, findings in lines:
                _recommendation(writer, material, advice, findings)
    if material.texts["onwards"]:
        writer.section("Veien videre")
        writer.texts(material.texts["onwards"])


_Advised = tuple[Recommendation, list[Finding]]


def _by_theme(material: FinalMaterial, own: list[_Advised]) -> list[tuple[str, list[_Advised]]]:
    """Return recommendations under the first theme of the findings behind them, in the order of the chapters."""
    order = {line.key: line.label for line in material.spoken_themes}
    groups: dict[str, list[_Advised]] = {key: [] for key in (*order, "")}
    for each in own:
        theme = each[1][0].themes[0] if each[1][0].themes else ""
        groups[theme if theme in order else ""].append(each)
    return [(order.get(key, "Annet"), lines) for key, lines in groups.items() if lines]


def _recommendation(writer: Writer, material: FinalMaterial, advice: Recommendation, findings: list[Finding]) -> None:
    districts = list(dict.fromkeys(d for f in findings for d in f.districts))
    links: list[Link] = [finding_link(f) for f in findings]
    against = any(disputed(material, f) for f in findings)
    end = (f"; {listed(districts)}" if districts else "") + ("; funnet er bestridt" if against else "")
    writer.say(
        Bold(f"{advice.ref}. "), f"{mark_recommendation(advice)} (", *joined(links), f"{end})", style=BULLET
    )  # fmt: skip
