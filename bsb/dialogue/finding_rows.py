"""Writing the rows of a finding: its values, codes, evidence and recommendations."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from bsb.dialogue.finding import Evidence, Finding
from bsb.dialogue.finding_fields import Advice, field_name
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import findings as stored
from bsb.store import keydocs as stored_keydocs
from bsb.store import schema
from bsb.store import summaries as stored_summaries
from bsb.store.codings import codes as stored_codes
from bsb.store.journal import Change


def write_finding(
    change: Change,
    there: Finding | None,
    values: Mapping[str, Any],
    *,
    author: str,
    now: str,
    conference: int | None = None,
    group: str = "",
) -> int:
    """Write a finding's values (see ``FieldReader.read``) within a change, and return its id."""
    row: dict[str, Any] = {name: values[name] for name in ("statement", "kind", "assessment") if name in values}
    if "districts" in values:
        row["districts"] = json.dumps(values["districts"], ensure_ascii=False)
    if there is None:
        row |= {
            "uid": uuid.uuid4().hex,
            "author": author,
            "at": now,
            "conference_id": conference,
            "group_name": group,
        }
        (number,) = change.insert(schema.finding, [row])
    else:
        number = there.id
        change.update(schema.finding, number, row)
    if "themes" in values or "services" in values:
        _write_codes(change, number, there, values)
    if "evidence" in values:
        _write_evidence(change, number, values["evidence"])
    if "recommendations" in values:
        _write_advice(change, number, there, values["recommendations"], author=author, now=now)
    return number


def _write_codes(change: Change, number: int, there: Finding | None, values: Mapping[str, Any]) -> None:
    themes = values.get("themes", there.themes if there else ())
    services = values.get("services", there.services if there else ())
    ids = {row["key"]: row["id"] for row in stored_codes(change.connection)}
    change.delete(schema.finding_code, stored.ids_of(change.connection, schema.finding_code, number))
    change.insert(schema.finding_code, [{"finding_id": number, "code_id": ids[key]} for key in (*themes, *services)])


def _write_evidence(change: Change, number: int, evidence: Sequence[Evidence]) -> None:
    states = stored_summaries.states(change.connection, [each.uid for each in evidence if each.uid])
    documents = {row["title"]: row["id"] for row in stored_keydocs.documents(change.connection)}
    change.delete(schema.finding_evidence, stored.ids_of(change.connection, schema.finding_evidence, number))
    rows = []
    for each in evidence:
        row: dict[str, Any] = {"finding_id": number, "kind": each.kind}
        if each.kind == "coding":
            row |= {"coding_uid": each.uid, "state": states.get(each.uid, "")}
        elif each.cell:
            row |= dict(zip(("matrix", "row_key", "column_key"), each.cell, strict=True))
        else:
            row |= {"keydoc_id": documents[each.title], "page": each.page}
        rows.append(row)
    change.insert(schema.finding_evidence, rows)


def _write_advice(
    change: Change, number: int, there: Finding | None, advice: Sequence[Advice], *, author: str, now: str
) -> None:
    known = {row["id"] for row in stored.recommendations(change.connection)}
    mine = {each.id for each in there.recommendations} if there else set()
    kept = set()
    for each in advice:
        values = {"addressee": each.addressee, "text": each.text}
        own = each.id
        if own is None:
            (own,) = change.insert(
                schema.recommendation, [values | {"uid": uuid.uuid4().hex, "author": author, "at": now}]
            )
        elif own in known:
            change.update(schema.recommendation, own, values)
        else:
            raise BsbError(
                _("{field}: there is no recommendation R{n}.").format(field=field_name("recommendations"), n=own),
                _("Leave the id out of a new one."),
            )
        if own not in mine and own not in kept:
            change.insert(schema.finding_recommendation, [{"finding_id": number, "recommendation_id": own}])
        kept.add(own)
    for gone in mine - kept:
        unlink(change, number, gone)


def unlink(change: Change, finding_id: int, recommendation_id: int) -> None:
    """Take a recommendation from a finding; it goes if no other finding has it and nothing is said of it yet."""
    links = stored.recommendation_links(change.connection)
    own = [row for row in links if row["recommendation_id"] == recommendation_id]
    change.delete(schema.finding_recommendation, [row["id"] for row in own if row["finding_id"] == finding_id])
    if all(row["finding_id"] == finding_id for row in own):
        said = [r for r in stored.followups(change.connection) if r["recommendation_id"] == recommendation_id]
        if said:
            raise BsbError(
                _("R{n} cannot go: something is said of what became of it.").format(n=recommendation_id),
                _("Say that it is dropped: bsb followup set R{n} dropped").format(n=recommendation_id),
            )
        change.delete(schema.recommendation, [recommendation_id])
