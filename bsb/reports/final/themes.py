"""The chapters on themes and services: what plans promise, what users tell, quotes, findings, assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bsb.analysis.matrix import Line, Matrix
from bsb.corpus.keydoc_codings import DocCoding
from bsb.dialogue.before_after import VERDICT_NAMES
from bsb.dialogue.finding import KIND_NAMES, Finding
from bsb.reports.final.displays import SERVICES, write_displays
from bsb.reports.final.links import finding_link
from bsb.reports.final.material import FinalMaterial
from bsb.reports.final.opening import disputed, standing
from bsb.reports.final.quotes import Chosen
from bsb.reports.final.writing import BOX, BULLET, LEAD, Aim, Bold, Part, Writer, joined
from bsb.reports.norwegian import listed, number, sentence
from bsb.reports.process_themes import VALENCES, cited
from bsb.reports.reports import SUMMARIES_FROM
from bsb.reports.source_marks import mark_finding, mark_quote, mark_summary

_MOST_PLANS = 3
_MOST_PAIRS = 3
_LABELS = dict(zip(VALENCES, ("Gode erfaringer", "Utfordringer", "Både godt og vanskelig"), strict=True))


def write_themes(writer: Writer, material: FinalMaterial, chosen: Mapping[str, Chosen]) -> None:
    """Write the third chapter."""
    writer.chapter("Temaer på tvers av tjenestene")
    lines = material.spoken_themes
    if lines:
        writer.say(
            "Temaene går på tvers av tjenestene og bydelene. De som flest snakket om, står først. Under hvert tema "
            "står det planene lover der vi har funnet noe, det brukerne fortalte, sitater, funn, og vurderingen vår."
        )
    else:
        writer.missing("temaene, for ingenting er kodet", "bsb code import")
    for line in lines:
        writer.section(line.label)
        asked = material.questions.get(line.key)
        if asked and asked.lead:
            writer.say(asked.lead, style=LEAD)
        writer.say(material.counted.mark(line.key, "told"))
        _plans(writer, [p for p in material.plans if p.code == line.key])
        _summaries(writer, material, line)
        _quotes(writer, material, line, chosen[line.key])
        findings = [f for f in material.findings if f.themes[:1] == (line.key,)]
        _findings(writer, material, findings)
        _also(writer, [f for f in material.findings if line.key in f.themes[1:]])
        writer.part("Vurdering")
        writer.written(material.texts.themes.get(line.key, ""), "vurderingen av temaet", "themes", line.label)
    others = [f for f in material.findings if f.themes[:1] and f.themes[0] not in {line.key for line in lines}]
    others += [f for f in material.findings if not f.themes]
    if others:
        writer.section("Andre funn")
        _findings(writer, material, others, headed=False)


def write_services(writer: Writer, material: FinalMaterial, chosen: Mapping[str, Chosen]) -> None:
    """Write the fourth chapter."""
    writer.chapter("Tjenestene")
    lines = material.spoken_services
    if not lines:
        writer.missing("tjenestene, for ingen tjeneste er kodet", "bsb code import")
        return
    writer.say(
        "En replikk kan handle om både et tema og en tjeneste. Her er de samme samtalene sortert etter tjeneste. "
        "Ingen "
        "sitater fra forrige kapittel er gjentatt."
    )
    write_displays(writer, material, SERVICES)
    themes = {line.key for line in material.spoken_themes}
    shown = {(p.title, p.start) for p in material.plans if p.code in themes}
    for line in lines:
        writer.section(line.label)
        writer.say(material.counted.mark(line.key, "told") + _with_themes(material.pairs, line))
        _plans(writer, [p for p in material.plans if p.code == line.key and (p.title, p.start) not in shown])
        _quotes(writer, material, line, chosen[line.key])
        _also(writer, [f for f in material.findings if line.key in f.services], "tjenesten")
        text = material.texts.services.get(line.key, "")
        writer.part("Vurdering")
        writer.written(text, "vurderingen av tjenesten", "services", line.label)


def _with_themes(pairs: Matrix | None, line: Line) -> str:
    """Return which themes came up most when people spoke of a service."""
    if pairs is None:
        return ""
    cells = [(pairs.cell(line.key, column.key), column) for column in pairs.columns if column.countable]
    found = sorted((c for c in cells if c[0].speakers > 1), key=lambda c: (-c[0].speakers, -c[0].turns))
    names = [column.label.lower() for _cell, column in found[:_MOST_PAIRS]]
    return f" Oftest handlet det om {listed(names)}." if names else ""


def _plans(writer: Writer, plans: Sequence[DocCoding]) -> None:
    found = {(p.title, p.start, p.end): p for p in plans}
    if found:
        writer.part("Det planene lover")
        passages = [cited(passage, "nb") for passage in list(found.values())[:_MOST_PLANS]]
        writer.bullets([f"«{each['text']}»\n{each['source']}" for each in passages])


def _summaries(writer: Writer, material: FinalMaterial, line: Line) -> None:
    texts = [
        (d.name, mark_summary(replace(found, text=" ".join(found.text.split()))))
        for d in material.config.districts
        if (found := material.summaries.get((line.key, d.name))) and found.text.strip()
    ]
    if not texts:
        writer.note("skrevne sammendrag av temaet", f"bsb matrix export {SUMMARIES_FROM}", line.label)
        return
    writer.part("Det brukerne forteller")
    writer.bullets([(Bold(f"{name}: "), text) for name, text in texts])


def _quotes(writer: Writer, material: FinalMaterial, line: Line, chosen: Chosen) -> None:
    sources = material.sources
    own = [coding for coding in material.codings if coding.code == line.key]
    for valence, about in _LABELS.items():
        if quotes := chosen.of(valence):
            writer.box(
                writer.next(BOX, f"{line.label}: {about.lower()}"),
                valence,
                [(mark_quote(q, own), f"{sources[q.interview]}, replikk {q.turn}") for q in quotes],
            )
    if chosen.unapproved:
        what = "godkjente sitater om alt dette; der har programmet valgt for dere"
        writer.note(what, "bsb quote pick, bsb quote approve", line.label)


def _findings(writer: Writer, material: FinalMaterial, findings: Sequence[Finding], *, headed: bool = True) -> None:
    if not findings:
        return
    if headed:
        writer.part("Funn")
    for finding in findings:
        ref = Aim(finding_link(finding).bookmark, finding.ref)
        words = mark_finding(finding, standing(material, finding))
        writer.say(ref, Bold(". "), words, "\n" + _about(material, finding), style=BULLET)


def _about(material: FinalMaterial, finding: Finding) -> str:
    """Return kind, districts, what stands behind a finding, what conferences made of it, and its assessment."""
    kind = sentence(KIND_NAMES[finding.kind])
    where = f" i {listed(list(finding.districts))}" if finding.districts else ""
    parts = [f"{kind}{where}."]
    if finding.conference:
        parts.append("Funnet kom til på dialogkonferansen.")
    elif finding.speakers == 1:
        parts.append("Én stemme står bak.")
    elif finding.speakers:
        parts.append(f"{sentence(number(finding.speakers))} stemmer står bak.")
    found = material.outcomes.get(finding.id)
    if found and found[0].verdict != "new":
        verdict = VERDICT_NAMES[found[0].verdict]
        parts.append(
            "Bestridt på dialogkonferansen: Funnet står ikke."
            if disputed(material, finding)
            else f"{sentence(verdict)} på dialogkonferansen."
        )
    if finding.assessment:
        parts.append(" ".join(finding.assessment.split()))
    return " ".join(parts)


def _also(writer: Writer, findings: Sequence[Finding], what: str = "temaet") -> None:
    if findings:
        parts: tuple[Part, ...] = joined([finding_link(finding) for finding in findings])
        one = len(findings) == 1
        lead = f"{'Dette funnet' if one else 'Disse funnene'} gjelder {'også ' if what == 'temaet' else ''}{what}: "
        writer.say(lead, *parts, ".", style="BSB Tillegg")
