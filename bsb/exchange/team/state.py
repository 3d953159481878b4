"""What a coder works on, as plain values: codes, own codings, memos, summaries, quotes, and what stands beside.

A state is kind -> id -> field -> value. Ids are the same on every machine: a code's key, a coding's, memo's or
quote's uid, a summary's cell, the turn and code of a suggestion. ``marks`` are what is kept of a state to compare
with later: a few digits of a digest for each field, too few to find words by, once these are erased.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from bsb.store import codings as stored_codings
from bsb.store import keydocs as stored_keydocs
from bsb.store import quotes as stored_quotes
from bsb.store import suggestions as stored_suggestions
from bsb.store import summaries as stored_summaries
from bsb.store import team as stored
from bsb.text.normal import digest

Fields = dict[str, Any]
State = dict[str, dict[str, Fields]]
Marks = dict[str, dict[str, dict[str, str]]]

KINDS = ("code", "coding", "memo", "summary", "quote", "keydoc_coding", "suggestion")
#: The fields of each kind in which two sides can differ, in the order in which people are asked about them.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "code": (
        *("name", "place", "short", "definition", "include", "exclude", "example", "memo", "colour"),
        *("codable", "status"),
    ),
    "coding": ("place", "code", "valence", "level", "phase", "memo"),
    "memo": ("title", "text"),
    "summary": ("text",),
    "quote": ("pieces", "status", "reason"),
    "keydoc_coding": ("place", "code", "memo"),
    "suggestion": ("decision",),
}
_QUOTE = ("pieces", "sha256", "status", "reason", "made_by", "made_at", "decided_by", "decided_at")


def read_state(connection: Connection, coder: str, interviews: Sequence[str]) -> State:
    """Return what a coder has in these interviews, and the whole codebook."""
    rows = stored.codings_of(connection, coder, interviews)
    codings = {
        row["uid"]: {"interview": row["interview"], "place": place_text(row["start"], row["end"])}
        | {field: row[field] for field in ("code", "valence", "level", "phase", "memo", "at")}
        for row in rows
    }
    memos = stored.memos_of(connection, coder, interviews)
    return {
        "code": read_codes(connection),
        "coding": codings,
        # One on a coding that has no certain place just now, or is another's, stays where that coding is.
        "memo": {row["uid"]: _memo(row) for row in memos if row["coding"] is None or row["coding"] in codings},
        "summary": read_summaries(connection, coder),
        "quote": _quotes(connection, {row["id"]: row["uid"] for row in rows}),
        "keydoc_coding": _documents_coded(connection, coder),
        "suggestion": {
            suggestion_id(row): {field: row[field] for field in ("decision", "model", "at")}
            for row in stored_suggestions.of(connection, coder)
            if row["interview"] in interviews
        },
    }


def _quotes(connection: Connection, codings: Mapping[int, str]) -> dict[str, Fields]:
    """Return the quotes of codings (uid by id)."""
    return {
        row["uid"]: {"coding": codings[row["coding_id"]]} | {field: row[field] for field in _QUOTE}
        for row in stored_quotes.quotes_on(connection, codings)
    }


def _documents_coded(connection: Connection, coder: str) -> dict[str, Fields]:
    return {
        row["uid"]: {"document": row["title"], "place": place_text(row["start"], row["end"])}
        | {field: row[field] for field in ("code", "memo", "at")}
        for row in stored_keydocs.codings(connection)
        if row["coder"] == coder
    }


def suggestion_id(row: Mapping[Any, Any]) -> str:
    """Return the id of what was made of a suggested code for a turn."""
    return json.dumps([row["interview"], row["turn"], row["code"]], ensure_ascii=False)


def read_codes(connection: Connection) -> dict[str, Fields]:
    """Return the codebook, parents before the codes under them."""
    from bsb.coding.codebook import codes_of

    found = {}
    fields = [field for field in COMPARED["code"] if field != "place"]
    for code in codes_of(stored_codings.codes(connection)):
        found[code.key] = {"place": f"{code.facet}/{code.parent or ''}"} | {f: getattr(code, f) for f in fields}
    return found


def read_summaries(connection: Connection, author: str | None = None) -> dict[str, Fields]:
    """Return summaries, of one author or all. ``links`` are [uid, whether the coding is as it was then]."""
    links = stored_summaries.links(connection)
    now = stored_summaries.states(connection, {uid for each in links.values() for uid in each})
    return {
        cell_id(row["matrix"], row["row_key"], row["column_key"]): {
            "text": row["text"],
            "at": row["at"],
            "links": [[uid, now.get(uid) == state] for uid, state in links.get(row["id"], {}).items()],
        }
        for row in stored_codings.summaries(connection)
        if author in (None, row["author"])
    }


def _memo(row: Mapping[Any, Any]) -> Fields:
    about = {"interview": row["interview"], "code": row["code"], "coding": row["coding"]}.get(row["kind"]) or ""
    if row["kind"] == "cell":
        about = cell_id(row["matrix"], row["row_key"], row["column_key"])
    return {"kind": row["kind"], "about": about} | {f: row[f] for f in ("title", "text", "at", "edited")}


def marks_of(state: State) -> Marks:
    """Return the marks of a state."""
    return {
        kind: {each: {f: mark(f, values[f]) for f in COMPARED[kind]} for each, values in items.items()}
        for kind, items in state.items()
    }


def mark(field: str, value: object) -> str:
    """Return the mark of one value; a coding's place and a code's are kept as they are.

    >>> mark("place", "12-40")
    '12-40'
    """
    return str(value) if field == "place" else digest(json.dumps(value, ensure_ascii=False))[:8]


def place_text(start: int, end: int) -> str:
    """Return a passage's place as text: ``12-40``."""
    return f"{start}-{end}"


def place_of(text: str) -> tuple[int, int]:
    """Return the place that ``place_text`` wrote."""
    start, _dash, end = text.partition("-")
    return int(start), int(end)


def cell_id(matrix: str, row: str, column: str) -> str:
    """Return the id of a matrix cell."""
    return json.dumps([matrix, row, column], ensure_ascii=False)


def cell_of(text: str) -> tuple[str, str, str]:
    """Return matrix, row key and column key of a cell's id. Raises ValueError if it is none."""
    found = json.loads(text)
    if not (isinstance(found, list) and len(found) == 3 and all(isinstance(each, str) for each in found)):
        raise ValueError("no cell")
    return found[0], found[1], found[2]
