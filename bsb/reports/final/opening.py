"""The beginning of the final report: summary, foreword, background."""

from __future__ import annotations

from collections.abc import Sequence

from bsb.dialogue.finding import CHALLENGE, GOOD, Finding
from bsb.reports.final.links import CHAPTERS, chapter_link, finding_link
from bsb.reports.final.material import FinalMaterial
from bsb.reports.final.writing import Bold, Part, Writer
from bsb.reports.source_marks import mark_finding, mark_recommendation

_TOP, _TOP_ADVICE = 3, 2


def write_summary(writer: Writer, material: FinalMaterial) -> None:
    """Write the summary, which is all that many will read, and the foreword after it."""
    texts = material.texts
    writer.unnumbered("Sammendrag")
    writer.written(texts["summary"], "sammendraget", "summary")
    writer.say(material.counted.mark("participation"))
    for kind, title in ((GOOD, "Dette virker"), (CHALLENGE, "Dette er vanskelig")):
        top = _foremost(material, kind)
        if top:
            writer.plain_part(title)
            lines: list[tuple[Part, ...]] = [
                (mark_finding(finding, standing(material, finding)), " (", finding_link(finding), ")")
                for finding in top
            ]
            writer.bullets(lines)
    if advice := _foremost_advice(material):
        writer.plain_part("Dette bør gjøres")
        writer.bullets(advice)
    if material.findings:
        writer.say(
            "Listene viser det som flest stemmer i intervjuene står bak. Alle funnene står i kapittel ",
            chapter_link("Temaer på tvers av tjenestene"), ", og alle anbefalingene i kapittel ",
            chapter_link("Anbefalinger"), ".",
        )  # fmt: skip
    if texts["foreword"]:
        writer.unnumbered("Forord")
        writer.texts(texts["foreword"])


def standing(material: FinalMaterial, finding: Finding) -> str:
    """Return the wording that stands after the conferences; that of the finding where none gave another."""
    found = material.outcomes.get(finding.id)
    return (found[0].stands if found else "") or finding.statement


def disputed(material: FinalMaterial, finding: Finding) -> bool:
    """Tell whether the last conference that discussed a finding did not agree with it."""
    found = material.outcomes.get(finding.id)
    return found is not None and found[0].verdict == "disputed"


def _foremost(material: FinalMaterial, kind: str) -> Sequence[Finding]:
    """Return the findings of a kind that most speakers are behind."""
    return [finding for finding in _by_voices(material) if finding.kind == kind][:_TOP]


def _foremost_advice(material: FinalMaterial) -> list[tuple[Part, ...]]:
    """Return a line for each stakeholder: the recommendations that most speakers are behind, with their findings."""
    lines = []
    for who in material.addressees:
        parts: list[Part] = []
        for finding in _by_voices(material):
            for each in finding.recommendations:
                if each.addressee == who and len(parts) < 3 * _TOP_ADVICE:
                    parts += [f" {mark_recommendation(each)} (", finding_link(finding), ")"]
        if parts:
            lines.append((Bold(f"Til {who}:"), *parts))
    return lines


def _by_voices(material: FinalMaterial) -> Sequence[Finding]:
    """Return the findings that somebody is behind and no conference disputed, those with most speakers first."""
    own = [f for f in material.findings if f.speakers and not disputed(material, f)]
    return sorted(own, key=lambda f: (-f.speakers, f.id))


def write_background(writer: Writer, material: FinalMaterial) -> None:
    """Write the first chapter."""
    texts = material.texts
    writer.chapter("Bakgrunn")
    writer.written(texts["background"], "bakgrunnen", "background")
    writer.section("Formålet med evalueringen")
    writer.written(texts["purpose"], "formålet med evalueringen", "purpose")
    writer.section("Hvem som har gjort arbeidet")
    writer.written(texts["organisation"], "hvem som har gjort arbeidet", "organisation")
    writer.section("Slik er rapporten bygd opp")
    writer.bullets([("Kapittel ", chapter_link(title), f", {title}: {about}.") for title, about in CHAPTERS[1:]])
    writer.say(
        "Funnene har hvert sitt nummer, F1, F2 og så videre. Sitatboksene er nummerert gjennom hele rapporten, og "
        "under hvert sitat står bydelen, intervjuet og replikken det kommer fra. Sitatene er gjengitt slik folk "
        "snakket. Tre prikker (…) er en pause, eller et sted der bare en del av setningen er tatt med, og (…) i "
        "parentes betyr at noe er utelatt. Ord med STORE BOKSTAVER ble sagt med trykk. Skråstreker (//) betyr at noe "
        "ikke var til å høre, og (?) at vi er usikre på hva som ble sagt. Ord i parentes, som (bydelen), står i "
        "stedet for navn."
    )
