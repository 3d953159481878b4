"""What the journal says in words: of one entry, of one code, of everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bsb.coding.in_words import Effect, Names, code_rows, effects, told
from bsb.errors import BsbError
from bsb.formats.table_file import Sheet
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import history
from bsb.store.engine import Store
from bsb.store.journal import about_visible
from bsb.text.match import choose


@dataclass(frozen=True, slots=True)
class EntryInWords:
    """One change: when (UTC), who, which action, about what, whether undone, and what it did to which rows.

    ``reverses`` is the number of the change that an "undo" or "redo" turned round.
    """

    id: int
    at: str
    actor: str
    action: str
    about: str
    undone: bool
    reverses: int | None
    effects: tuple[Effect, ...]

    def lines(self, *, most: int | None = 40) -> list[str]:
        """Return the effects as lines; see ``bsb.coding.in_words.told``."""
        return told(self.effects, most=most)


@dataclass(frozen=True, slots=True)
class CodeEvent:
    """Something that happened to a code: the change's number, when, who, which action, and the lines about it."""

    entry: int
    at: str
    actor: str
    action: str
    about: str
    undone: bool
    lines: tuple[str, ...]


def entry_in_words(store: Store, number: int) -> EntryInWords:
    """Return one change of the journal in words.

    Raises BsbError if there is none of that number.
    """
    found = _entries(store, number=number)
    if not found:
        raise BsbError(_("There is no change number {n}.").format(n=number), _("The numbers are in: bsb history"))
    return found[0]


def all_in_words(store: Store) -> list[EntryInWords]:
    """Return the whole journal in words, oldest first."""
    return _entries(store)


def _entries(store: Store, *, number: int | None = None) -> list[EntryInWords]:
    with store.read() as connection:
        names = Names(connection)
        return [
            EntryInWords(
                row["id"],
                row["at"],
                row["actor"],
                row["action"],
                about_visible(connection, row),
                row["reversed_by"] is not None,
                row["reverses"],
                effects(names, recorded),
            )
            for row, recorded in history.entries(connection, number=number)
        ]


def code_history(store: Store, wanted: str) -> list[CodeEvent]:
    """Return what has happened to a code, oldest first; also to one that is gone, by its key or name.

    Raises BsbError ("did you mean") if there has never been such a code.
    """
    with store.read() as connection:
        everything = [(row, changes) for row, changes in history.entries(connection) if _of_the_book(row, changes)]
        called: dict[str, set[str]] = {}
        ids: dict[str, set[int]] = {}
        for _row, recorded in everything:
            for each in code_rows(recorded):
                called.setdefault(each["key"], set()).add(each["name"])
                ids.setdefault(each["key"], set()).add(each["id"])
        if not called:
            raise BsbError(_("The codebook is empty."), _("Import one: bsb codebook import FILE.yaml"))
        mine = ids[choose(wanted, called, N_("code"))]
        names = Names(connection)
        events = []
        for row, recorded in everything:
            part = [left for item in recorded if (left := _about(item, mine, row["action"]))["rows"]]
            if part:
                lines = tuple(told(effects(names, part)))
                undone = row["reversed_by"] is not None
                found = CodeEvent(
                    row["id"], row["at"], row["actor"], row["action"], about_visible(connection, row), undone, lines
                )
                events.append(found)
    return events


def _of_the_book(row: Mapping[Any, Any], recorded: history.Recorded) -> bool:
    return str(row["action"]).startswith("codebook.") or any(item["table"] == "code" for item in recorded)


def _about(item: dict[str, Any], ids: set[int], action: str) -> dict[str, Any]:
    """Return the part of a recorded change that is about codes of these ids, or about codings between them."""
    rows = item.get("rows", [])
    if item["table"] == "code":
        rows = [r for r in rows if (r[0] if item["op"] == "update" else r)["id"] in ids]
    elif item["table"] == "coding" and item["op"] == "update":
        rows = [r for r in rows if r[0]["code_id"] != r[1]["code_id"] and ids & {r[0]["code_id"], r[1]["code_id"]}]
    elif item["table"] == "coding" and item["op"] == "delete" and action.startswith("codebook."):
        rows = [r for r in rows if r["code_id"] in ids]
    else:
        rows = []
    return item | {"rows": rows}


HISTORY = ("entry", "at_utc", "who", "action", "what", "about", "undone", "reverses", "effects")


def history_sheet(store: Store, name: Callable[[str], str]) -> Sheet:
    """Return the whole journal as a table with the columns ``HISTORY``, oldest first; ``name`` names an action."""
    rows = [
        (
            entry.id,
            entry.at,
            entry.actor,
            entry.action,
            name(entry.action),
            entry.about,
            _("yes") if entry.undone else "",
            entry.reverses,
            "\n".join(entry.lines(most=100)),
        )
        for entry in all_in_words(store)
    ]
    return Sheet("history", HISTORY, rows)
