"""The district report (delrapport): the process document, and what the dialogue conference made of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.config import Config
from bsb.corpus.conferences import Conference
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.evaluation import HIGHEST, LOWEST
from bsb.dialogue.finding import Finding
from bsb.dialogue.verdicts import GroupReport
from bsb.formats.texts import Texts
from bsb.formats.word_template import render
from bsb.reports.conference_figures import Held, of_conference
from bsb.reports.counted import Counted
from bsb.reports.process import Material, ProcessReport, gather, told_of
from bsb.reports.source_marks import mark_finding, mark_recommendation, mark_verdict
from bsb.text.language import sentence

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE, TEXTS = "delrapport.docx", "delrapport.yaml"
_MISSING = ("no_good", "no_hard", "neither")


@dataclass(frozen=True, slots=True)
class DistrictWords:
    """The words of the report on a district: its own, those of the process document, and names of verdicts and kinds.

    ``names`` are the texts of the papers of conferences.
    """

    report: Texts
    shared: Texts
    names: Texts


def write_district_report(
    material: Material,
    district: str,
    out: Path,
    *,
    held: Sequence[Held],
    findings: Sequence[Finding],
    words: DistrictWords,
    template: Path,
    today: datetime.date,
) -> ProcessReport:
    """Write the report on a district as a Word file; ``findings`` are its own, for their recommendations.

    Equal material and day give equal bytes. Raises BsbError as ``write_process_document`` does.
    """
    found = gather(material, district, today=today)
    texts, config = words.report, material.config
    title = texts("title", district=found.name)
    fields = dict(found.fields)
    tables = 3 if fields["services"] else 2
    smallest = texts.say.number(config.privacy.smallest_cell)
    shared = fields["words"] if isinstance(fields["words"], dict) else {}
    fields |= {
        "title": title,
        "words": shared
        | dict(texts.own)
        | {
            "hidden": texts("hidden", smallest=smallest),
            "ask": texts("ask", contact=config.contact) if config.contact else "",
        },
        "status": texts["after"] if held else texts["before"],
        "themes": [_afterwards(theme, material.texts, texts) for theme in _mappings(fields["themes"])],
        "conferences": [_conference(each, config, words, tables + 2 * at) for at, each in enumerate(held)],
        "recommendations": _recommendations(findings, config.stakeholders, _disputed(held), texts),
        "smallest": smallest,
    }
    render(
        template,
        fields,
        out,
        date=today,
        title=title,
        author=config.publisher,
        language=texts.language,
        finish=_begin_together,
    )
    return told_of(config, found, out)


def _begin_together(document: Document) -> None:
    """Keep the first rows of each table together, so that none stands alone at the foot of a page."""
    for paragraph in (
        p for table in document.tables for row in table.rows[:3] for c in row.cells for p in c.paragraphs
    ):
        paragraph.paragraph_format.keep_with_next = True


def _mappings(value: object) -> list[dict[str, object]]:
    return list(value) if isinstance(value, list) else []


def _afterwards(theme: dict[str, object], before: Texts, texts: Texts) -> dict[str, object]:
    """Return a theme without what is to be asked at a conference that has been held."""
    missing = theme["missing"]
    now = {before[name]: texts[name] for name in _MISSING}
    kept = [now.get(line, line) for line in missing] if isinstance(missing, list) else []
    return theme | {"questions": [], "missing": kept}


def _conference(held: Held, config: Config, words: DistrictWords, table: int) -> dict[str, object]:
    own, texts = held.conference, words.report
    put, counted = held.put, of_conference(held, words.report, words.shared)
    day = texts.say.day(datetime.date.fromisoformat(own.held_on))
    tallies = [_tally(each.question, counted) for each in held.evaluation.tallies]
    smallest = config.privacy.smallest_cell
    enough = any(each.forms >= smallest for each in held.evaluation.tallies)
    return {
        "day": day,
        **{f"{name}_head": texts(name, day=day) for name in ("findings", "new", "said", "forms")},
        "findings_caption": texts("findings_caption", table=table),
        "forms_caption": texts("forms_caption", table=table + bool(put)),
        "about": _about(held, counted, smallest, texts),
        "counted": counted.mark("outcomes"),
        "table": table,
        "second": table + bool(put),
        "rows": [_row(each, own, words) for each in put],
        "new": [_new(each, own, words) for each in held.outcomes if each.verdict == "new"],
        "groups": [fields for group in held.groups if (fields := _group(group, held.outcomes))["said"]],
        "tallies": tallies,
        "comments": list(held.evaluation.comments) if enough else [],
    }


def _about(held: Held, counted: Counted, smallest: int, texts: Texts) -> str:
    """Return where and when, and who came: numbers by role only where none of them is small."""
    conference = held.conference
    day = texts.say.day(datetime.date.fromisoformat(conference.held_on))
    parts = [texts("held_at", day=day, place=conference.place) if conference.place else texts("held", day=day)]
    roles = {role: n for role, n in conference.by_role.items() if n}
    if conference.participants:
        shown = min(roles.values(), default=0) >= smallest
        who = texts.say.listed([f"{n} {role}" if shown else role for role, n in roles.items()])
        participants = counted.mark("participants")
        came = texts("came_who", participants=participants, who=who) if who else ""
        parts.append(came or texts("came", participants=participants))
    if held.groups:
        parts.append(texts("wrote", groups=counted.mark("groups")))
    return " ".join(parts)


def _row(outcome: Outcome, conference: Conference, words: DistrictWords) -> dict[str, object]:
    texts = words.report
    groups = "\n".join(f"{each.group}: {words.names[f'verdict-{each.verdict}']}" for each in outcome.verdicts)
    if outcome.verdict == "disputed":
        now = texts["disputed"]
    elif len(outcome.wordings) > 1:
        now = "\n".join(f"{each.group}: {each.after}" for each in outcome.verdicts if each.after)
    else:
        now = outcome.stands if outcome.stands != outcome.before else texts["unchanged"]
    worded = outcome.wordings[0] if len(outcome.wordings) == 1 and now == outcome.wordings[0] else ""
    return {
        "name": f"{outcome.finding.ref}\n{sentence(words.names[f'kind-{outcome.finding.kind}'])}",
        "before": mark_finding(outcome.finding, outcome.before),
        "groups": mark_verdict(outcome, conference.ref, groups or texts["not_discussed"]),
        "now": mark_finding(outcome.finding, now) if worded else now,
    }


def _new(outcome: Outcome, conference: Conference, words: DistrictWords) -> dict[str, object]:
    groups = words.report.say.listed(list(dict.fromkeys(each.group for each in outcome.verdicts)))
    about = f"{outcome.finding.ref}, {words.names[f'kind-{outcome.finding.kind}']}; {groups}"
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
    findings: Sequence[Finding], stakeholders: Sequence[str], disputed: set[str], texts: Texts
) -> list[dict[str, object]]:
    """Return recommendations by addressee, in the order of the stakeholders, each with the findings behind it."""
    behind: dict[tuple[str, str], list[str]] = {}
    marked: dict[tuple[str, str], str] = {}
    for finding in findings:
        for each in finding.recommendations:
            marked.setdefault((each.addressee, each.text), mark_recommendation(each))
            behind.setdefault((each.addressee, each.text), []).append(
                texts("advice_disputed", finding=finding.ref) if finding.ref in disputed else finding.ref
            )
    order = [*stakeholders, *sorted({addressee for addressee, _text in behind} - set(stakeholders))]
    return [
        {
            "addressee": addressee,
            "head": texts("advice_to", who=addressee),
            "lines": [
                f"{marked[key]} ({texts.say.listed(refs)})" for key, refs in behind.items() if key[0] == addressee
            ],
        }
        for addressee in order
        if any(who == addressee for who, _text in behind)
    ]
