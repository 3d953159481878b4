"""Findings in Excel and YAML, and back: what was changed there, and what was changed on both sides."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bsb.coding.summaries import Summary, tidy_text
from bsb.coding.summary_import import SummaryPlan, fingerprint, plan_import
from bsb.dialogue.finding import KIND_NAMES, Finding
from bsb.dialogue.finding_fields import FIELDS
from bsb.dialogue.findings import Findings
from bsb.dialogue.open_sheet import Column, Form, Read, Row, read_form, refuse_stranger, write_form
from bsb.errors import BsbError
from bsb.formats.stable_zip import write_whole
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import gettext as _

FORM = Form(
    "bsb-funn-1",
    "Funn",
    "Ett funn på hver rad. Nye funn skrives på de tomme radene nederst. Flere temaer, bydeler eller grunnlag "
    "skilles med semikolon. En anbefaling skrives «hvem: hva». Ta arket inn igjen med: bsb finding import FIL.xlsx",
    (
        Column("Funn", 7),
        Column("Påstand", 40, "statement"),
        Column("Slag", 12, "kind", tuple(KIND_NAMES.values())),
        Column("Temaer", 20, "themes"),
        Column("Tjenester", 18, "services"),
        Column("Bydeler", 15, "districts"),
        Column("Grunnlag", 25, "evidence"),
        Column("Vurdering", 34, "assessment"),
        Column("Anbefalinger", 38, "recommendations"),
    ),
)
_SPARE = 10
_HEAD = "# Funnene. Ta fila inn igjen med: bsb finding import FIL.yaml. Linjene under «base» skal stå som de er.\n"


def write_findings(
    out: Path, findings: Findings, which: Sequence[Finding], *, mark: str, date: datetime.date
) -> None:
    """Write findings as a workbook or a YAML file, by the ending of ``out``.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    rows = [(finding.ref, findings.texts(finding)) for finding in which]
    ending = out.suffix.lower()
    if ending == ".xlsx":
        cells = [(ref, [ref, *(texts[field] for field in FORM.fields)]) for ref, texts in rows]
        write_form(out, FORM, cells, mark=mark, title="Funn", date=date, spare=_SPARE)
    elif ending in (".yaml", ".yml"):
        import yaml

        entries = [{"id": ref, **_filled(texts), "base": _bases(texts)} for ref, texts in rows]
        text = yaml.safe_dump({"mark": mark, "findings": entries}, allow_unicode=True, sort_keys=False, width=110)
        write_whole(out, (_HEAD + text).encode())
    else:
        raise BsbError(
            _("{file} is neither .xlsx nor .yaml.").format(file=out.name), _("Give it one of these endings.")
        )


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {field: text for field, text in texts.items() if text}


def _bases(texts: Mapping[str, str]) -> dict[str, str]:
    return {field: fingerprint(text) for field, text in texts.items() if text}


def plan_findings(
    path: Path, findings: Findings, *, mark: str, any_project: bool = False
) -> tuple[SummaryPlan, list[Row]]:
    """Hold a workbook or YAML file against the project; return what it changes, and the rows that are new.

    A finding that is not in the file is left alone.

    Raises BsbError if the file is none of these, another project's, or names findings that the project does not
    have; every row is named.
    """
    read = _read_yaml(path) if path.suffix.lower() in (".yaml", ".yml") else read_form(path, FORM)
    if read.mark:
        refuse_stranger(path, read.mark, mark, any_project=any_project)
    known = {finding.ref: finding for finding in findings.all()}
    strangers = [str(row.number) for row in read.rows if row.key and row.key not in known]
    if strangers:
        raise BsbError(
            _("{file}: the findings in rows {rows} are not in the project.").format(
                file=path.name, rows=", ".join(strangers)
            ),
            _("Take the id away where a finding is new; nothing was taken in."),
        )
    stored: dict[tuple[str, str], Summary] = {}
    for ref, finding in known.items():
        for field, text in findings.texts(finding).items():
            stored[ref, field] = Summary("finding", ref, field, tidy_text(text), finding.author, finding.at)
    returned = [each for row in read.rows if row.key for each in row.returned(row.key)]
    plan = plan_import("finding", stored, returned)
    new = [row for row in read.rows if not row.key]
    _check(path, findings, plan, new, known)
    return plan, new


def _check(
    path: Path, findings: Findings, plan: SummaryPlan, new: Sequence[Row], known: Mapping[str, Finding]
) -> None:
    """Raise BsbError that lists every row whose texts do not fit."""
    problems = []
    for each in (*plan.new, *plan.changed, *plan.removed, *plan.conflicts):
        ref, field = each.returned.cell
        try:
            findings.reader.read({field: each.after}, known[ref])
        except BsbError as error:
            problems.append((each.returned.row, f"{error.message} {error.hint}"))
    for row in new:
        try:
            findings.reader.read({field: text for field, text in row.texts.items() if text.strip()}, None)
        except BsbError as error:
            problems.append((row.number, f"{error.message} {error.hint}"))
    if problems:
        shown = [_("row {row}: {problem}").format(row=row, problem=told.strip()) for row, told in problems[:8]]
        if len(problems) > len(shown):
            shown.append(_("... and {n} more").format(n=len(problems) - len(shown)))
        raise BsbError(_("{file} cannot be taken in. Nothing was changed.").format(file=path.name), "\n".join(shown))


def _read_yaml(path: Path) -> Read:
    if not path.is_file():
        raise BsbError(_("There is no file {file}.").format(file=path.name), _("Check the name and the folder."))
    top = open_entry(path)
    top.allow(required=("findings",), optional=("mark",))
    rows = [_yaml_row(number, entry) for number, entry in enumerate(top.items("findings"), 1)]
    return Read(str(top.value.get("mark") or ""), tuple(rows))


def _yaml_row(number: int, entry: Entry) -> Row:
    entry.allow(required=(), optional=("id", *FIELDS, "base"))
    texts = {field: _text(entry, field) for field in FIELDS}
    base: Any = entry.value.get("base") or {}
    if not isinstance(base, dict):
        entry.under("base").fail(_("“name: value” lines are wanted here."))
    return Row(number, entry.text("id", ""), texts, {field: str(base.get(field, "")) for field in FIELDS})


def _text(entry: Entry, field: str) -> str:
    """Return a field's text; a list is as many lines."""
    value = entry.value.get(field)
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(entry.texts(field))
    return tidy_text(entry.text(field))
