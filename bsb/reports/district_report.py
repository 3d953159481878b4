"""The district report (delrapport): the process document, and what the dialogue conference made of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.config import Config
from bsb.corpus.conferences import Conference
from bsb.dialogue.before_after import VERDICT_NAMES, Outcome
from bsb.dialogue.evaluation import HIGHEST, LOWEST
from bsb.dialogue.finding import KIND_NAMES, Finding
from bsb.dialogue.verdicts import GroupReport
from bsb.formats.word_boxes import keep_boxes_whole
from bsb.formats.word_template import render
from bsb.reports.conference_figures import Held, of_conference
from bsb.reports.counted import Counted
from bsb.reports.norwegian import day, listed, number, sentence
from bsb.reports.process import Material, ProcessReport, gather, told_of
from bsb.reports.source_marks import mark_finding, mark_recommendation, mark_verdict
from bsb.reports.voices import NEITHER, NO_GOOD, NO_HARD

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE = "delrapport.docx"
_AFTERWARDS = {
    NO_GOOD: "Ingen gode erfaringer kom fram her i intervjuene.",
    NO_HARD: "Ingen utfordringer kom fram her i intervjuene.",
    NEITHER: "Verken gode erfaringer eller utfordringer kom fram her i intervjuene.",
}


def write_district_report(
    material: Material,
    district: str,
    out: Path,
    *,
    held: Sequence[Held],
    findings: Sequence[Finding],
    template: Path,
    today: datetime.date,
) -> ProcessReport:
    """Write the report on a district as a Word file; ``findings`` are its own, for their recommendations.

    Equal material and day give equal bytes. Raises BsbError as ``write_process_document`` does.
    """
    found = gather(material, district, today=today)
    title = f"Delrapport for Bydel {found.name}"
    fields = dict(found.fields)
    tables = 3 if fields["services"] else 2
    fields |= {
        "title": title,
        "status": "Etter dialogkonferansen" if held else "Utkast, før dialogkonferansen",
        "themes": [_afterwards(theme) for theme in _mappings(fields["themes"])],
        "conferences": [_conference(each, material.config, tables + 2 * at) for at, each in enumerate(held)],
        "recommendations": _recommendations(findings, material.config.stakeholders, _disputed(held)),
        "smallest": number(material.config.privacy.smallest_cell),
    }
    render(template, fields, out, date=today, title=title, author=material.config.publisher, finish=_keep_together)
    return told_of(material.config, found, out)


def _keep_together(document: Document) -> None:
    """Keep quote boxes whole, and the first rows of each table together: none stands alone at the foot of a page."""
    keep_boxes_whole(document)
    if len(document.paragraphs) > 1:  # whom to ask does not stand alone on the last page
        document.paragraphs[-2].paragraph_format.keep_with_next = True
    for paragraph in (
        p for table in document.tables for row in table.rows[:3] for c in row.cells for p in c.paragraphs
    ):
        paragraph.paragraph_format.keep_with_next = True


def _mappings(value: object) -> list[dict[str, object]]:
    return list(value) if isinstance(value, list) else []


def _afterwards(theme: dict[str, object]) -> dict[str, object]:
    """Return a theme without what is to be asked at a conference that has been held."""
    missing = theme["missing"]
    kept = [_AFTERWARDS.get(line, line) for line in missing] if isinstance(missing, list) else []
    return theme | {"questions": [], "missing": kept}


def _conference(held: Held, config: Config, table: int) -> dict[str, object]:
    own = held.conference
    put, counted = held.put, of_conference(held)
    tallies = [_tally(each.question, counted) for each in held.evaluation.tallies]
    smallest = config.privacy.smallest_cell
    enough = any(each.forms >= smallest for each in held.evaluation.tallies)
    return {
        "day": day(datetime.date.fromisoformat(own.held_on)),
        "about": _about(held, counted, smallest),
        "counted": counted.mark("outcomes"),
        "table": table,
        "second": table + bool(put),
        "rows": [_row(each, own) for each in put],
        "new": [_new(each, own) for each in held.outcomes if each.verdict == "new"],
        "groups": [fields for group in held.groups if (fields := _group(group, held.outcomes))["said"]],
        "tallies": tallies,
        "comments": list(held.evaluation.comments) if enough else [],
    }


def _about(held: Held, counted: Counted, smallest: int) -> str:
    """Return where and when, and who came: numbers by role only where none of them is small."""
    conference = held.conference
    where = f" på {conference.place}" if conference.place else ""
    text = f"Dialogkonferansen ble holdt {day(datetime.date.fromisoformat(conference.held_on))}{where}."
    roles = {role: n for role, n in conference.by_role.items() if n}
    if conference.participants:
        shown = min(roles.values(), default=0) >= smallest
        who = listed([f"{n} {role}" if shown else role for role, n in roles.items()])
        text += f" {counted.mark('participants')} var med"
        text += f": {who}." if who else "."
    if held.groups:
        text += f" {counted.mark('groups')} har skrevet ned hva de mente."
    return text


def _row(outcome: Outcome, conference: Conference) -> dict[str, object]:
    groups = "\n".join(f"{each.group}: {VERDICT_NAMES[each.verdict]}" for each in outcome.verdicts)
    if outcome.verdict == "disputed":
        now = "Konferansen var ikke enig. Funnet står ikke."
    elif len(outcome.wordings) > 1:
        now = "\n".join(f"{each.group}: {each.after}" for each in outcome.verdicts if each.after)
    else:
        now = outcome.stands if outcome.stands != outcome.before else "Uendret"
    worded = outcome.wordings[0] if len(outcome.wordings) == 1 and now == outcome.wordings[0] else ""
    return {
        "name": f"{outcome.finding.ref}\n{sentence(KIND_NAMES[outcome.finding.kind])}",
        "before": mark_finding(outcome.finding, outcome.before),
        "groups": mark_verdict(outcome, conference.ref, groups or "Ikke drøftet"),
        "now": mark_finding(outcome.finding, now) if worded else now,
    }


def _new(outcome: Outcome, conference: Conference) -> dict[str, object]:
    groups = listed(list(dict.fromkeys(each.group for each in outcome.verdicts)))
    about = f"{outcome.finding.ref}, {KIND_NAMES[outcome.finding.kind]}; {groups}"
    return {"text": mark_finding(outcome.finding), "source": mark_verdict(outcome, conference.ref, about)}


def _group(group: GroupReport, outcomes: Sequence[Outcome]) -> dict[str, object]:
    said = [
        f"{each.finding.ref}: {each.comment}"
        for outcome in outcomes
        for each in outcome.verdicts
        if each.group == group.group and each.comment
    ]
    notes = [line.strip() for line in group.notes.splitlines() if line.strip()]
    return {"name": f"{group.group}: {group.topic}" if group.topic else group.group, "said": said + notes}


def _tally(question: str, counted: Counted) -> dict[str, object]:
    columns = ("forms", "mean", *(f"n{answer}" for answer in range(LOWEST, HIGHEST + 1)))
    return {"question": question, **{column: counted.mark(question, column) for column in columns}}


def _disputed(held: Sequence[Held]) -> set[str]:
    """Return the findings that the last conference to discuss them did not agree with."""
    last = {outcome.finding.ref: outcome.verdict for each in held for outcome in each.outcomes if outcome.verdict}
    return {ref for ref, verdict in last.items() if verdict == "disputed"}


def _recommendations(
    findings: Sequence[Finding], stakeholders: Sequence[str], disputed: set[str]
) -> list[dict[str, object]]:
    """Return recommendations by addressee, in the order of the stakeholders, each with the findings behind it."""
    behind: dict[tuple[str, str], list[str]] = {}
    marked: dict[tuple[str, str], str] = {}  # each behind its number
    for finding in findings:
        for each in finding.recommendations:
            marked.setdefault((each.addressee, each.text), f"{each.ref}. {mark_recommendation(each)}")
            behind.setdefault((each.addressee, each.text), []).append(
                finding.ref + (", som konferansen bestred" if finding.ref in disputed else "")
            )
    order = [*stakeholders, *sorted({addressee for addressee, _text in behind} - set(stakeholders))]
    return [
        {
            "addressee": addressee,
            "lines": [f"{marked[key]} ({listed(refs)})" for key, refs in behind.items() if key[0] == addressee],
        }
        for addressee in order
        if any(who == addressee for who, _text in behind)
    ]
