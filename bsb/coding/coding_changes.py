"""Adding, changing and removing codings one by one, each as one change that can be undone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bsb.coding.codebook import Codebook, find_code
from bsb.coding.codes import Code
from bsb.coding.in_words import thing_name
from bsb.coding.passages import Place
from bsb.errors import BsbError, ConflictError
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import memos as stored_memos
from bsb.store import quotes as stored_quotes
from bsb.store import references, schema
from bsb.store.journal import Change, Journal
from bsb.text.match import suggest
from bsb.text.normal import digest

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bsb.coding.codings import Coding, Codings

_ID = re.compile(r"k?([0-9a-f]{4,32})")
_ALLOWED = {"valence": schema.VALENCES, "level": schema.LEVELS, "phase": schema.PHASES}
_LONGEST_CODER = 40


@dataclass(frozen=True, slots=True)
class CodingsAdded:
    """What adding did: the new codings, and those that the same coder had put on the same words before."""

    added: tuple[Coding, ...]
    known: tuple[Coding, ...]


def ids_of(connection: Connection, wanted: Sequence[str]) -> list[int]:
    """Return the row ids of codings meant by their short ids.

    Raises BsbError if one is no id, or fits no coding or several.
    """
    found = []
    for each in wanted:
        match = _ID.fullmatch(each.strip().lower())
        if match is None:
            raise BsbError(_("“{id}” is not the id of a coding.").format(id=each), _("The ids are in: bsb code list"))
        rows = stored.codings_with_uid(connection, match[1])
        if len(rows) != 1:
            raise BsbError(
                _("There is no coding {id}.").format(id=each)
                if not rows
                else _("{id} fits more than one coding: {ids}.").format(
                    id=each, ids=", ".join("k" + row["uid"][: len(match[1]) + 4] for row in rows)
                ),
                _("The ids are in: bsb code list") if not rows else _("Write more of the id."),
            )
        found.append(rows[0]["id"])
    return found


def add_codings(
    journal: Journal,
    codings: Codings,
    codebook: Codebook,
    place: Place,
    wanted: Sequence[str],
    coder: str,
    values: Mapping[str, str | None],
) -> CodingsAdded:
    """Code a passage; see ``Codings.add``."""
    codes = takers(codebook, wanted)
    row = _values(values) | {
        "transcript_id": place.transcript_id,
        "start": place.start,
        "end": place.end,
        "sha256": digest(place.quote),
        "coder": checked_coder(coder, [name for name, _n, _i in codings.coders()]),
        "at": journal.now(),
    }
    with journal.store.read(whole=True) as connection:
        ids = {r["key"]: r["id"] for r in stored.codes(connection)}
        there = {
            r["code_id"]: r["id"]
            for r in stored.codings_on(connection, place.transcript_id)
            if (r["start"], r["end"], r["coder"]) == (place.start, place.end, row["coder"])
        }
    new = [row | {"code_id": ids[c.key], "uid": uuid.uuid4().hex} for c in codes if ids[c.key] not in there]
    about = f"{place.interview}:{place.turn} {', '.join(c.key for c in codes)} ({row['coder']})"
    with journal.change("code.add", about) as change:
        _check_text(change.connection, place)
        added = change.insert(schema.coding, new)
    known = [there[ids[c.key]] for c in codes if ids[c.key] in there]
    return CodingsAdded(tuple(codings.rows(added)), tuple(codings.rows(known)))


def edit_codings(
    journal: Journal,
    codings: Codings,
    codebook: Codebook,
    wanted: Sequence[str],
    place: Place | None,
    code: str | None,
    values: Mapping[str, str | None],
    seen: str | None,
) -> list[tuple[Coding, Coding]]:
    """Change codings; see ``Codings.edit``."""
    old = codings.pick(wanted)
    if place is not None and len(old) != 1:
        raise BsbError(_("New borders can be given to one coding at a time."), _("Name one id."))
    if place is not None and old and place.interview != old[0].interview:
        raise BsbError(
            _("{id} belongs to {interview}.").format(id=old[0].ref, interview=old[0].interview),
            _("Code the other passage anew: bsb code add"),
        )
    changes: dict[str, Any] = _values(values)
    if values.get("coder") is not None:
        changes["coder"] = checked_coder(str(values["coder"]), [name for name, _n, _i in codings.coders()])
    if code is not None:
        (taker,) = takers(codebook, [code])
        with journal.store.read() as connection:
            changes["code_id"] = {r["key"]: r["id"] for r in stored.codes(connection)}[taker.key]
    if place is not None:
        changes |= {"start": place.start, "end": place.end, "sha256": digest(place.quote)}
    with journal.change("code.edit", ", ".join(c.ref for c in old)) as change:
        _check_seen(change.connection, old, seen)
        if place is not None:
            _check_text(change.connection, place)
        for each in old:
            _refuse_twin(change.connection, each, changes)
            change.update(schema.coding, each.id, changes)
            if place is not None:
                take_quotes_along(change, each.id, each.start, (place.start, place.end), place.quote)
    new = {c.id: c for c in codings.rows([each.id for each in old])}
    return [(each, new[each.id]) for each in old]


def remove_codings(journal: Journal, codings: Codings, wanted: Sequence[str], seen: str | None) -> list[Coding]:
    """Remove codings; see ``Codings.remove``."""
    gone = codings.pick(list(dict.fromkeys(wanted)))
    ids = [coding.id for coding in gone]
    with journal.change("code.remove", ", ".join(c.ref for c in gone)) as change:
        _check_seen(change.connection, gone, seen)
        drop_codings(change, ids)
    return gone


def drop_codings(change: Change, ids: list[int]) -> None:
    """Delete codings with the memos and undecided quotes on them.

    Raises BsbError if something else rests on one.
    """
    stored_memos.drop_on_codings(change, ids)
    stored_quotes.drop_undecided(change, ids)
    resting = references.pointers(change.connection, schema.coding, ids)
    if resting:
        what = ", ".join(f"{thing_name(table)} ({n})" for table, n in resting.items())
        raise BsbError(
            _("Something rests on these codings: {what}.").format(what=what),
            _("Take it away first (an approved quote: bsb quote remove), or change the codings: bsb code edit"),
        )
    change.delete(schema.coding, ids)


def takers(codebook: Codebook, wanted: Sequence[str]) -> list[Code]:
    """Return the codes meant, each of which takes codings. BsbError else, with what would do."""
    known = codebook.all()
    codes = {(code := find_code(known, each)).key: code for each in wanted}
    if not codes:
        raise BsbError(_("No code is named."), _("Name one or more: --code KEY"))
    for code in codes.values():
        if not code.codable:
            below = ", ".join(each.key for each in known if each.parent == code.key)
            raise BsbError(
                _("“{code}” only groups other codes.").format(code=code.name),
                _("Take one of: {codes}").format(codes=below) if below else "",
            )
        if code.status != "active":
            raise BsbError(
                _("“{code}” is out of use.").format(code=code.name),
                _("Choose another code, or take it into use: bsb codebook edit {key} --status active").format(
                    key=code.key
                ),
            )
    return list(codes.values())


def _values(values: Mapping[str, str | None]) -> dict[str, Any]:
    """Return checked columns for valence, level, phase and memo; None is left out, "" empties."""
    found: dict[str, Any] = {}
    for field in ("valence", "level", "phase"):
        value = values.get(field)
        if value is None:
            continue
        value = value.strip().lower()
        if value not in _ALLOWED[field] and (value or field == "valence"):
            raise BsbError(
                _("{field} is one of {allowed}.").format(field=field, allowed=", ".join(_ALLOWED[field])),
                suggest(value, _ALLOWED[field]),
            )
        found[field] = value or None
    if values.get("memo") is not None:
        found["memo"] = str(values["memo"]).strip()
    return found


def checked_coder(coder: str, known: Sequence[str]) -> str:
    """Return a coder's name as it is stored.

    Raises BsbError if it is empty, too long, or differs from a known coder only in case or blanks.

    >>> checked_coder(" KA ", ["KA"])
    'KA'
    """
    name = " ".join(coder.split())
    if not name:
        raise BsbError(_("Say who codes."), _("Write --coder KA, or set it once for all: BSB_CODER=KA"))
    if len(name) > _LONGEST_CODER:
        raise BsbError(_("The coder's name is too long."), _("Initials will do, such as KA."))
    alike = [other for other in known if other != name and other.casefold() == name.casefold()]
    if alike and name not in known:
        raise BsbError(
            _("“{name}” would be a new coder beside {other}.").format(name=name, other=alike[0]),
            _("Write it as {other}.").format(other=alike[0]),
        )
    return name


def _check_seen(connection: Connection, codings: Sequence[Coding], seen: str | None) -> None:
    """Raise ConflictError if a coding is not as it was seen. ``codings`` were read before the transaction began."""
    from bsb.coding.codings import STATE

    if seen is None:
        return
    now = {row["id"]: row for row in stored.codings(connection, ids=[coding.id for coding in codings])}
    for coding in codings:
        row = now.get(coding.id)
        same = row is not None and all(row[name] == getattr(coding, name) for name in STATE)
        if not same or coding.state != seen:
            raise ConflictError(
                _("{id} has been changed by somebody else meanwhile.").format(id=coding.ref),
                _("Look at it as it is now, and decide again."),
            )


def take_quotes_along(change: Change, coding_id: int, old_start: int, span: tuple[int, int], words: str) -> None:
    """Let a quote stand as it is while its words are within a coding's new borders."""

    def moved(start: int, end: int) -> tuple[int, int] | None:
        return (start - span[0], end - span[0]) if span[0] <= start and end <= span[1] else None

    stored_quotes.follow(change, coding_id, old_start, words, moved, lapse=False)


def _check_text(connection: Connection, place: Place) -> None:
    """Raise BsbError if the passage no longer has the words it had when it was found."""
    text = stored.texts(connection, [place.transcript_id]).get(place.transcript_id, "")
    if text[place.start : place.end] != place.quote:
        raise BsbError(
            _("The transcript of {interview} has been changed since.").format(interview=place.interview),
            _("Look at the passage again and code it anew."),
        )


def _refuse_twin(connection: Connection, coding: Coding, changes: Mapping[str, Any]) -> None:
    mine = stored.coding_row(connection, coding.id)
    after = {**mine, **changes}
    for row in stored.codings_on(connection, after["transcript_id"]):
        same = all(row[name] == after[name] for name in ("start", "end", "code_id", "coder"))
        if same and row["id"] != coding.id:
            raise BsbError(
                _("{id} would become the same as k{other}.").format(id=coding.ref, other=row["uid"][:7]),
                _("Remove one of them: bsb code remove {id}").format(id=coding.ref),
            )
