"""A coder's own machine: a workplace filled from a bundle, and what is sent back from it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.codes import numbers
from bsb.errors import BsbError
from bsb.exchange.team.bundle import dump_marks, turns
from bsb.exchange.team.payload import FORMAT, VERSION
from bsb.exchange.team.state import Marks, cell_of, marks_of, place_of, read_state
from bsb.formats.stable_zip import write_whole
from bsb.i18n import gettext as _
from bsb.store import keydocs as stored_keydocs
from bsb.store import schema
from bsb.store import summaries as stored_summaries
from bsb.store import team as stored
from bsb.store.journal import Change, Journal
from bsb.store.search import index_turns
from bsb.text.normal import digest

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

Payload = Mapping[str, Any]


def write_files(root: Path, payload: Payload) -> None:
    """Write a bundle's settings, guides and matrices into a workplace's folder."""
    for name, text in payload["files"].items():
        write_whole(root / name, text.encode())


def open_bundle(journal: Journal, payload: Payload) -> None:
    """Fill a new, empty project from a bundle and bind it to its coder."""
    with journal.change("team.open", payload["coder"]) as change:
        fill(change, payload)
        bind(change, payload, place=uuid.uuid4().hex, serial=0, sent={})
        change.make_final(schema.workplace)


def bind(change: Change, payload: Payload, *, place: str, serial: int, sent: Mapping[str, Any]) -> None:
    """Write whose workplace this is and what its work is to be compared with."""
    values = {
        "place": place,
        "coder": payload["coder"],
        "project": payload["project"],
        "bundle": payload["bundle"],
        "bundle_at": payload["at"],
        "round": payload["round"],
        "marks": dump_marks(marks_of(payload["state"])),
        "sent": json.dumps(sent),
        "serial": serial,
    }
    stored.put_workplace(change.connection, values)


def fill(change: Change, payload: Payload) -> None:
    """Write everything that a bundle holds into an empty project."""
    interviews, texts = _put_interviews(change, payload)
    state, coder = payload["state"], payload["coder"]
    codes = put_codes(change, state["code"])
    rows = []
    for uid, coding in state["coding"].items():
        transcript_id, text = texts[coding["interview"]]
        start, end = place_of(coding["place"])
        same = {field: coding[field] for field in ("valence", "level", "phase", "memo", "at")}
        place = {"transcript_id": transcript_id, "start": start, "end": end, "sha256": digest(text[start:end])}
        rows.append(same | place | {"uid": uid, "code_id": codes[coding["code"]], "coder": coder})
    codings = dict(zip(state["coding"], change.insert(schema.coding, rows), strict=True))
    change.insert(
        schema.memo,
        [
            memo_row(uid, memo, coder, {"interview": interviews, "code": codes, "coding": codings})
            for uid, memo in state["memo"].items()
        ],
    )
    for cell, summary in state["summary"].items():
        put_summary(change, cell, summary, coder, None)
    quotes = state["quote"].items()
    rows = [{f: quote[f] for f in quote if f != "coding"} for _uid, quote in quotes]
    keys = [{"uid": uid, "coding_id": codings[quote["coding"]]} for uid, quote in quotes]
    change.insert(schema.quote, [row | key for row, key in zip(rows, keys, strict=True)])
    _put_documents(change, payload, codes)
    for number, made in state["suggestion"].items():
        where = dict(zip(("interview", "turn", "code"), json.loads(number), strict=True))
        change.insert(schema.suggestion, [where | made | {"coder": coder}])


def _put_documents(change: Change, payload: Payload, codes: Mapping[str, int]) -> None:
    """Write the key documents and the coder's codings of them."""
    found = {}
    columns = ("number", "start", "end", "text", "words", "quality")
    for each in payload["keydocs"]:
        pages = [dict(zip(columns, page, strict=True)) for page in each["pages"]]
        document = {field: value for field, value in each.items() if field != "pages"}
        text = "\n".join(page["text"] for page in pages)
        found[each["title"]] = (stored_keydocs.add(change, document, pages), text)
    rows = []
    for uid, coding in payload["state"]["keydoc_coding"].items():
        number, text = found[coding["document"]]
        start, end = place_of(coding["place"])
        place = {"keydoc_id": number, "start": start, "end": end, "sha256": digest(text[start:end])}
        same = {field: coding[field] for field in ("memo", "at")}
        rows.append(same | place | {"uid": uid, "code_id": codes[coding["code"]], "coder": payload["coder"]})
    change.insert(schema.keydoc_coding, rows)


def _put_interviews(change: Change, payload: Payload) -> tuple[dict[str, int], dict[str, tuple[int, str]]]:
    ids = change.insert(schema.interview, payload["interviews"])
    interviews = dict(zip((each["name"] for each in payload["interviews"]), ids, strict=True))
    names = ("pseudonym", "consent", "consent_on", "scope")
    people = [
        dict(zip(names, p[1:], strict=True)) | {"interview_id": interviews[p[0]]} for p in payload["participants"]
    ]
    change.insert(schema.participant, [person | {"attributes": "{}"} for person in people])
    texts = {}
    for each in payload["transcripts"]:
        values = {field: value for field, value in each.items() if field not in ("interview", "turns")}
        values |= {"interview_id": interviews[each["interview"]], "sha256": digest(each["text"])}
        (number,) = change.insert(schema.transcript, [values])
        fields = ("number", "speaker", "role", "start", "end", "time_ms", "page", "removed")
        rows = [dict(zip(fields, turn, strict=True)) | {"transcript_id": number} for turn in each["turns"]]
        turn_ids = change.insert(schema.turn, rows)
        words = (each["text"][row["start"] : row["end"]] for row in rows)
        index_turns(change.connection, zip(turn_ids, words, strict=True))
        texts[each["interview"]] = (number, each["text"])
    return interviews, texts


def put_codes(change: Change, codes: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """Write a codebook into an empty project, in its order; return the codes' ids by key."""
    families: dict[str, list[str]] = {}
    for key, code in codes.items():
        families.setdefault(code["place"], []).append(key)
    position = {key: n for family in families.values() for key, n in numbers(family, {}).items()}
    ids: dict[str, int] = {}
    for key, code in codes.items():
        (ids[key],) = change.insert(schema.code, [code_row(code, ids) | {"key": key, "position": position[key]}])
    return ids


def code_row(code: Mapping[str, Any], ids: Mapping[str, int]) -> dict[str, Any]:
    """Return the columns of a code as it travels; a parent that is not there is left out."""
    facet, _slash, parent = code["place"].partition("/")
    values = {field: code[field] for field in code if field != "place"}
    return values | {"facet": facet, "parent_id": ids.get(parent), "codable": int(code["codable"])}


def memo_row(uid: str, memo: Mapping[str, Any], author: str, ids: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Return the columns of a memo as it travels. Raises KeyError if what it is about is not there."""
    values = {field: memo[field] for field in ("kind", "title", "text", "at", "edited")}
    about = ("interview_id", "code_id", "coding_id", "matrix", "row_key", "column_key")
    values |= {"uid": uid, "author": author} | dict.fromkeys(about)  # rows that go in together have the same columns
    if memo["kind"] == "cell":
        values |= dict(zip(("matrix", "row_key", "column_key"), cell_of(memo["about"]), strict=True))
    elif memo["kind"] != "project":
        values[f"{memo['kind']}_id"] = ids[memo["kind"]][memo["about"]]
    return values


def put_summary(change: Change, cell: str, summary: Mapping[str, Any], author: str, old: RowMapping | None) -> int:
    """Write a summary with the codings it rests on, over the one that stands there; return its id.

    A link that was out of date stays so; one to a coding that is not here is left out.
    """
    names = ("matrix", "row_key", "column_key")
    values = dict(zip(names, cell_of(cell), strict=True)) | {"text": summary["text"], "at": summary["at"]}
    if old is None:
        (number,) = change.insert(schema.summary, [values | {"author": author}])
    else:
        number = old["id"]
        change.update(schema.summary, number, values | {"author": author})
        links = stored_summaries.link_rows(change.connection, number)
        change.delete(schema.summary_coding, [row["id"] for row in links])
    states = stored_summaries.states(change.connection, [uid for uid, _fresh in summary["links"]])
    fresh = {uid: states[uid] if fresh else "" for uid, fresh in summary["links"] if uid in states}
    change.insert(
        schema.summary_coding,
        [{"summary_id": number, "coding_uid": uid, "state": state} for uid, state in fresh.items()],
    )
    return number


def the_workplace(connection: Connection) -> RowMapping:
    """Return whose workplace this is. Raises BsbError in a project that no bundle was opened in."""
    found = stored.workplace_of(connection)
    if found is None:
        raise BsbError(
            _("This is no coder's workplace: no bundle was opened here."),
            _("Open one: bsb team open FILE.bsbteam FOLDER"),
        )
    return found


def work_done(connection: Connection, at: str) -> dict[str, Any]:
    """Return what a workplace sends back: the coder's work, with the texts it stands on."""
    here = the_workplace(connection)
    texts = stored.transcripts(connection)
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": "return",
        "project": here["project"],
        "bundle": here["bundle"],
        "coder": here["coder"],
        "at": at,
        "place": here["place"],
        "serial": here["serial"] + 1,
        "transcripts": {
            name: {"text": row["text"], "turns": turns(connection, row["id"])} for name, row in texts.items()
        },
        "keydocs": {row["title"]: row["sha256"] for row in stored_keydocs.documents(connection)},
        "state": read_state(connection, here["coder"], list(texts)),
        "merged": merged_codes(connection),
    }


def merged_codes(connection: Connection) -> dict[str, str]:
    """Return which codes were merged into which, by key."""
    found: dict[str, str] = {}
    for about in stored.journalled(connection, "codebook.merge"):
        sources, _arrow, target = about.partition(" → ")
        found |= dict.fromkeys(sources.split(" + "), target)
    return {key: final for key in found if (final := _end(found, key)) != key}


def _end(found: Mapping[str, str], key: str) -> str:
    seen = set()
    while key in found and key not in seen:
        seen.add(key)
        key = found[key]
    return key


def marks_to_compare(here: RowMapping, merged_serial: int) -> Marks:
    """Return the marks of what the main project has seen of this workplace: what was sent last, or the bundle."""
    sent = json.loads(here["sent"] or "{}")
    found: Marks = sent[str(merged_serial)] if str(merged_serial) in sent else json.loads(here["marks"])
    return found
