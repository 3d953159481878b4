"""Making a bundle: what one coder needs to work alone, and no more."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.config import FILE, with_store
from bsb.errors import BsbError
from bsb.exchange.team.payload import FORMAT, VERSION, pack
from bsb.exchange.team.state import marks_of, read_state
from bsb.i18n import gettext as _
from bsb.store import interviews as stored_interviews
from bsb.store import keydocs as stored_keydocs
from bsb.store import schema
from bsb.store import summaries as stored_summaries
from bsb.store import team as stored
from bsb.store import transcripts as stored_transcripts
from bsb.store.journal import Change, Journal

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OWN = re.compile(r"^coder\s*=.*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle that was made: ``unrecorded`` are participants in it whose consent nobody has recorded."""

    uid: str
    coder: str
    interviews: tuple[str, ...]
    turns: int
    codes: int
    codings: int
    memos: int
    unrecorded: int
    bytes: int


def make_bundle(
    journal: Journal,
    root: Path,
    coder: str,
    *,
    name: str,
    interviews: Sequence[str],
    round_name: str,
    write: Callable[[bytes], bytes],
) -> Bundled:
    """Write a bundle and note who has it. ``write`` encrypts and writes the bytes, and returns what it wrote.

    Raises BsbError, with nothing noted, if there is nothing to hand out or it cannot be written.
    """
    uid, at = uuid.uuid4().hex, journal.now()
    about = f"{coder}: {', '.join(interviews[:3])}" + (f" … ({len(interviews)})" if len(interviews) > 3 else "")
    with journal.change("team.bundle", about) as change:
        payload = _payload(change.connection, root, coder, interviews)
        payload |= {"bundle": uid, "at": at, "by": journal.actor, "name": name, "round": round_name}
        written = write(pack(payload))
        _note(change, payload, hashlib.sha256(written).hexdigest())
    state, people = payload["state"], payload["participants"]
    return Bundled(
        uid,
        coder,
        tuple(interviews),
        sum(len(each["turns"]) for each in payload["transcripts"]),
        len(state["code"]),
        len(state["coding"]),
        len(state["memo"]),
        sum(person[2] == "unknown" for person in people),
        len(written),
    )


def _payload(connection: Connection, root: Path, coder: str, interviews: Sequence[str]) -> dict[str, Any]:
    texts = stored.transcripts(connection)
    rows = {row["name"]: row for row in stored_interviews.interviews(connection)}
    fields = ("name", "district", "kind", "held_on", "minutes", "facilitators", "setting", "recruited")
    people = [p for name in interviews for p in stored_interviews.participants(connection, rows[name]["id"])]
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": "bundle",
        "project": stored_summaries.project_mark(connection),
        "coder": coder,
        "files": _files(root, coder),
        "interviews": [{f: rows[name][f] for f in (*fields, "guide", "guide_hash")} for name in interviews],
        # Attributes stay at home: nobody needs them to code, and a few together may point to a person.
        "participants": [[p["interview"], p["pseudonym"], p["consent"], p["consent_on"], p["scope"]] for p in people],
        "transcripts": [transcript(connection, texts[name]) for name in interviews],
        "keydocs": [_keydoc(connection, row) for row in stored_keydocs.documents(connection)],
        "state": read_state(connection, coder, interviews),
        "withdrawn": [list(each) for each in stored.withdrawn(connection)],
        "merged": {row["place"]: row["serial"] for row in stored.returns(connection) if row["coder"] == coder},
    }


def transcript(connection: Connection, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a transcript as it travels."""
    fields = ("interview", "text", "source_sha256", "source_format", "approved_by", "approved_at", "version", "words")
    return {f: row[f] for f in fields} | {"turns": turns(connection, row["id"])}


def _keydoc(connection: Connection, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a key document as it travels: coders code plans too."""
    fields = ("title", "year", "publisher", "file", "source_sha256", "sha256", "source_format", "paged")
    columns = ("number", "start", "end", "text", "words", "quality")
    pages = stored_keydocs.pages(connection, row["id"])
    return {f: row[f] for f in fields} | {"pages": [[page[column] for column in columns] for page in pages]}


def turns(connection: Connection, transcript_id: int) -> list[list[Any]]:
    """Return a transcript's turns as they travel."""
    fields = ("number", "speaker", "role", "start", "end", "time_ms", "page", "removed")
    return [[row[f] for f in fields] for row in stored_transcripts.turns(connection, transcript_id)]


def _files(root: Path, coder: str) -> dict[str, str]:
    """Return the settings, guides and matrices that are the project's own; the settings name the coder."""
    found = {}
    settings = (root / FILE).read_text(encoding="utf-8-sig")
    found[FILE] = f"coder = {json.dumps(coder, ensure_ascii=False)}\n" + _OWN.sub("", with_store(settings, ""))
    for folder in ("guides", "matrices"):
        for path in sorted((root / folder).glob("*.y*ml")):
            if path.is_file() and not path.is_symlink():
                found[f"{folder}/{path.name}"] = path.read_text(encoding="utf-8-sig")
    return found


def _note(change: Change, payload: Mapping[str, Any], sha256: str) -> None:
    if not payload["project"]:
        raise BsbError(_("There is nothing to hand out yet."), "")
    values = {"uid": payload["bundle"], "sha256": sha256, "marks": dump_marks(marks_of(payload["state"]))}
    names = [each["name"] for each in payload["interviews"]]
    values |= {"interviews": json.dumps(names, ensure_ascii=False)}
    values |= {field: payload[field] for field in ("coder", "round", "by", "at")}
    change.insert(schema.bundle, [values])


def dump_marks(marks: Mapping[str, Any]) -> str:
    """Return marks as they are stored."""
    return json.dumps(marks, ensure_ascii=False, separators=(",", ":"))
