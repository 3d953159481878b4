"""The journal: every change as one transaction, readable by people, undone and redone row by row.

An entry's ``changes`` is a JSON list, one item for each run of rows::

    {"table": "coding", "op": "insert", "rows": [{...}]}                  whole rows
    {"table": "coding", "op": "update", "rows": [[before, after], ...]}
    {"table": "turn", "op": "insert", "ids": [first, last]}               keys only
    {"table": "transcript", "op": "update", "plain": [id, before, after]} columns that hold no words

Rows that hold participants' words are journalled by key alone. Undoing their insertion erases them, and
their deletion is final: the words are then nowhere in the project.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import visibility
from bsb.store.bulk import insert_rows, read_rows
from bsb.store.engine import Store
from bsb.store.schema import counter, journal, metadata, transcript, workplace

Row = dict[str, Any]
_UNDO, _REDO = "undo", "redo"
# Made once: making a statement takes longer than to carry it out.
_TAKE = update(counter).where(counter.c.name == bindparam("of")).values(next=counter.c.next + bindparam("count"))
_ENTER = insert(journal)
_BOUND = select(workplace.c.coder)
_NEXT = select(counter.c.next).where(counter.c.name == bindparam("of"))
#: The actions whose line tells what somebody has coded.
_TELLING = ("code.", "suggest.", "memo.")
#: What went out of the house cannot be called back: an undo passes over these, so that it stays on record.
_RECORDS = ("team.bundle", "team.open", "team.refresh", "team.send")
_WHOSE = {"coding": "coder", "suggestion": "coder", "memo": "author", "summary": "author", "keydoc_coding": "coder"}
#: The action of an entry that tells of a file written outside the project's folder.
LEFT = "left"
_NOTHING = "[]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: when (UTC), who, which action, about what, and whether it has been undone."""

    id: int
    at: str
    actor: str
    action: str
    about: str
    undone: bool


class Change:
    """One transaction in the making: every row goes in, out or over through here, so nothing is unrecorded."""

    def __init__(self, connection: Connection, *, bound: str = "") -> None:
        self.connection = connection
        self._bound = bound  # the coder whose workplace this is; "" in a project of its own
        self._changes: list[Row] = []

    def insert(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert rows (without ids; a column left out gets its default) and return the ids they got, in order."""
        new = list(rows)
        if not new:
            return []
        blank = {column.name: getattr(column.default, "arg", None) for column in table.columns if column.name != "id"}
        names, values = _columns(new)
        if not values:
            new = [blank | dict(row) for row in new]
            names, values = _columns(new)
        if self._bound:
            for row in new:
                self._refuse_strangers(table, row)
        if table.info["journal"] == "ids":
            return self.insert_values(table, names, values)
        ids = self._put(table, names, values)
        # Defaults of the columns must stand in the journal too: it has to give the row back whole.
        held = [{"id": n, **blank, **row} for n, row in zip(ids, new, strict=True)]
        self._changes.append({"table": table.name, "op": "insert", "rows": held})
        return ids

    def insert_values(self, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[int]:
        """Insert rows of a table that is journalled by key, given as the values of the columns named; return ids."""
        ids = self._put(table, names, rows)
        self._changes.append({"table": table.name, "op": "insert", "ids": [ids[0], ids[-1]]})
        return ids

    def _put(self, table: Table, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[int]:
        first = self._allocate(table.name, len(rows))
        ids = list(range(first, first + len(rows)))
        insert_rows(self.connection, table, ("id", *names), [(n, *held) for n, held in zip(ids, rows, strict=True)])
        return ids

    def update(self, table: Table, row_id: int, values: Mapping[str, Any]) -> bool:
        """Change columns of one row; return whether anything differed. KeyError if the row is not there."""
        before = self._rows(table, [row_id])[row_id]
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return False
        self._refuse_strangers(table, changed)
        self.connection.execute(update(table).where(table.c.id == row_id).values(**changed))
        if table.info["journal"] == "ids" and changed.keys() <= set(table.info.get("plain", ())):
            kept = {name: before[name] for name in changed}
            self._changes.append({"table": table.name, "op": "update", "plain": [row_id, kept, changed]})
        elif table.info["journal"] == "ids":
            self._changes.append({"table": table.name, "op": "update", "ids": [row_id, row_id]})
        else:
            self._changes.append({"table": table.name, "op": "update", "rows": [[before, before | changed]]})
        return True

    def delete(self, table: Table, ids: Iterable[int]) -> int:
        """Delete rows by id; return how many there were. IntegrityError if others still point to one."""
        self._refuse_strangers(table, {})
        wanted = list(ids)
        before = self._rows(table, wanted)
        if before:
            self.connection.execute(delete(table).where(table.c.id.in_(before)))
            if table.info["journal"] == "ids":
                for row_id in before:
                    self._changes.append({"table": table.name, "op": "delete", "ids": [row_id, row_id]})
            else:
                self._changes.append({"table": table.name, "op": "delete", "rows": list(before.values())})
        return len(before)

    def forget(self, table: Table, ids: Iterable[int]) -> None:
        """Keep no copy of these rows, neither in earlier entries nor in this one; all of them become final."""
        gone = set(ids)
        self._changes = _without(self._changes, table, gone)
        like = f'%"table":"{table.name}"%'
        query = select(journal.c.id, journal.c.changes).where(journal.c.changes.like(like))
        for row in self.connection.execute(query).all():
            left = _dump(_without(json.loads(row.changes), table, gone))
            self.connection.execute(update(journal).where(journal.c.id == row.id).values(changes=left))

    def _refuse_strangers(self, table: Table, row: Mapping[str, Any]) -> None:
        """In a coder's workplace, all that is coded is that coder's, and transcripts stay as they were handed out."""
        if self._bound and table is transcript:
            raise BsbError(
                _("This is the workplace of {coder}: transcripts stay as they were handed out.").format(
                    coder=self._bound
                ),
                _("Do that in the main project, and bring this up to date with a new bundle: bsb team refresh FILE"),
            )
        who = row.get(_WHOSE.get(table.name, ""))
        if self._bound and who is not None and who != self._bound:
            raise BsbError(
                _("This is the workplace of {coder}: what is done here is theirs.").format(coder=self._bound),
                _("Write {coder}, or leave the name out.").format(coder=self._bound),
            )

    def make_final(self, table: Table) -> None:
        """Keep no record of what was done so far but that this table was changed: it cannot be undone."""
        self._changes = [{"table": table.name, "op": "update", "ids": [1, 1]}]

    def _rows(self, table: Table, ids: list[int]) -> dict[int, Row]:
        found: dict[int, Row] = {}
        for at in range(0, len(ids), 500):
            query = select(table).where(table.c.id.in_(ids[at : at + 500]))
            found |= {row["id"]: dict(row) for row in self.connection.execute(query).mappings()}
        return found

    def _allocate(self, name: str, count: int) -> int:
        """Reserve ids that no row has ever had."""
        taken = self.connection.execute(_TAKE, {"of": name, "count": count})
        if not taken.rowcount:
            self.connection.execute(insert(counter).values(name=name, next=1 + count))
            return 1
        ((after,),) = read_rows(self.connection, _NEXT, {"of": name})
        return int(after) - count

    def reverse(self, changes: list[Row]) -> None:
        """Do the opposite of recorded changes, last first.

        Raises BsbError if a row is no longer as the change left it, or the change is final.
        """
        for item in changes:
            if "plain" in item and not self._rows(metadata.tables[item["table"]], item["plain"][:1]):
                raise _final()  # before the rows that point to it say something less clear
        for item in reversed(changes):
            table = metadata.tables[item["table"]]
            if "plain" in item:
                self._put_back(table, *item["plain"])
                continue
            if item.get("erased") or ("rows" not in item and item["op"] != "insert"):
                raise _final()
            if "rows" not in item:
                first, last = item["ids"]
                if self.delete(table, range(first, last + 1)) <= last - first:
                    raise _final()
            elif item["op"] == "insert":
                self._expect(table, item["rows"])
                self.delete(table, [row["id"] for row in item["rows"]])
            elif item["op"] == "delete":
                self.connection.execute(insert(table), item["rows"])
                self._changes.append({"table": table.name, "op": "insert", "rows": item["rows"]})
            else:
                self._expect(table, [after for _before, after in item["rows"]])
                for before, after in item["rows"]:
                    self.update(table, after["id"], before)

    def _put_back(self, table: Table, row_id: int, before: Row, after: Row) -> None:
        now = self._rows(table, [row_id])[row_id]
        if any(now[name] != value for name, value in after.items()):
            raise _changed_since()
        self.update(table, row_id, before)
        if before.get("interview_id") is not None and table.name == "transcript":
            from bsb.store.search import reindex

            reindex(self.connection, row_id)  # a version that stands again is to be found again

    def _expect(self, table: Table, rows: list[Row]) -> None:
        now = self._rows(table, [row["id"] for row in rows])
        if any(now.get(row["id"]) != row for row in rows):
            raise _changed_since()


class Journal:
    """The journal of one store. ``now`` gives the time as ``2026-05-20T12:00:00Z``."""

    def __init__(self, store: Store, *, actor: str, now: Callable[[], str]) -> None:
        self.store = store
        self.actor = actor
        self.now = now
        #: The number of the entry that this journal wrote last; None before the first.
        self.latest: int | None = None

    @contextmanager
    def change(self, action: str, about: str) -> Iterator[Change]:
        """Open one change: all of it is kept and journalled, or (on any exception) none of it.

        ``action`` is a short English key such as "interview.add"; ``about`` a line that people read. A change
        that did nothing leaves no entry.
        """
        with self.store.write() as connection:
            bound = next(read_rows(connection, _BOUND, {}), ("",))
            done = Change(connection, bound=bound[0])
            yield done
            if done._changes:
                self._enter(connection, action, about, done._changes)

    def note(self, action: str, about: str) -> None:
        """Record something that changed no row, such as a file that left the project. There is nothing to undo."""
        with self.store.write() as connection:
            self._enter(connection, action, about, [])

    def _enter(
        self, connection: Connection, action: str, about: str, changes: list[Row], reverses: int | None = None
    ) -> int:
        values: Row = {"at": self.now(), "actor": self.actor, "action": action, "about": about}
        values |= {"changes": _dump(changes), "reverses": reverses}
        (entry_id,) = connection.execute(_ENTER, values).inserted_primary_key or (0,)
        self.latest = entry_id
        return entry_id

    def newest(self) -> int:
        """Return the number of the newest entry, whoever wrote it; 0 if there is none."""
        with self.store.read() as connection:
            return connection.execute(select(func.max(journal.c.id))).scalar() or 0

    def entries(self, *, limit: int | None = None) -> list[Entry]:
        """Return the journal, newest first."""
        query = select(journal).order_by(journal.c.id.desc()).limit(limit)
        with self.store.read() as connection:
            return [
                Entry(r.id, r.at, r.actor, r.action, about_visible(connection, r), r.reversed_by is not None)
                for r in connection.execute(query)
            ]

    def undo(self, entry: int | None = None) -> Entry:
        """Undo the latest change that still stands, or the one of that number, and return it.

        Raises BsbError if there is none, if it is final, or if something built on it must go first.
        """
        return self._reverse(_UNDO, entry)

    def redo(self, entry: int | None = None) -> Entry:
        """Do again what was undone last, while nothing else has been changed since; or the change of that number.

        Raises BsbError if there is nothing to redo, or what it would change has been changed since.
        """
        return self._reverse(_REDO, entry)

    def _reverse(self, action: str, entry: int | None = None) -> Entry:
        try:
            with self.store.write() as connection:
                row = self._target(connection, action, entry)
                about = about_visible(connection, row)
                done = Change(connection)
                done.reverse(json.loads(row.changes))
                entry_id = self._enter(connection, action, row.about, done._changes, reverses=row.id)
                connection.execute(update(journal).where(journal.c.id == row.id).values(reversed_by=entry_id))
        except IntegrityError:
            raise BsbError(
                _("Something later builds on that change."),
                _("Undo the later change first; see: bsb history"),
            ) from None
        return Entry(row.id, row.at, row.actor, row.action, about, True)

    def _target(self, connection: Connection, action: str, entry: int | None) -> Any:
        # What changed no row is passed over: there is nothing in it to take back.
        standing = (
            select(journal)
            .where(journal.c.reversed_by.is_(None), journal.c.changes != _NOTHING)
            .order_by(journal.c.id.desc())
            .limit(1)
        )
        if action == _UNDO:
            can_undo = standing.where(journal.c.action.not_in((_UNDO, *_RECORDS)))
            row = connection.execute(can_undo if entry is None else can_undo.where(journal.c.id == entry)).first()
            if row is None:
                raise BsbError(
                    _("There is nothing to undo.") if entry is None else _("No such change stands to be undone."),
                    "" if entry is None else _("The numbers are in: bsb history"),
                )
            return row
        undone = standing.where(journal.c.action == _UNDO)
        if entry is not None:
            row = connection.execute(undone.where(journal.c.reverses == entry)).first()
            if row is None:
                raise BsbError(_("There is nothing to redo."), "")
            return row
        own = journal.c.action.not_in((_UNDO, _REDO)), journal.c.changes != _NOTHING
        last_own = select(journal.c.id).where(*own).order_by(journal.c.id.desc())
        newest = connection.execute(last_own.limit(1)).scalar() or 0
        row = connection.execute(undone.where(journal.c.id > newest)).first()
        if row is None:
            raise BsbError(_("There is nothing to redo."), "")
        return row


def about_visible(connection: Connection, row: Any) -> str:
    """Return what an entry is about, or that it may not be told while a blind round is open."""
    seen = visibility.of(connection)
    if not seen.blind or not row.action.startswith(_TELLING):
        return str(row.about)
    changes = json.loads(row.changes)
    told = seen.recorded(connection, changes)
    return _("hidden while a blind round is open") if told != changes else str(row.about)


def _final() -> BsbError:
    return BsbError(
        _("That change is final: it erased participants' words, or rested on words erased since."),
        _("An earlier change can be undone by its number: bsb undo --entry NUMBER"),
    )


def _changed_since() -> BsbError:
    return BsbError(
        _("Something of it has been changed since."),
        _("Undo the later change first; see: bsb history"),
    )


def _columns(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the names of the columns, and each row's values in their order; no values unless all have the same."""
    names = tuple(rows[0])
    if any(len(row) != len(names) for row in rows):
        return names, []
    try:
        return names, list(map(itemgetter(*names), rows)) if len(names) > 1 else [(row[names[0]],) for row in rows]
    except KeyError:
        return names, []


def _dump(changes: list[Row]) -> str:
    return json.dumps(changes, ensure_ascii=False, separators=(",", ":"))


def _without(changes: list[Row], table: Table, gone: set[int]) -> list[Row]:
    left = []
    for item in changes:
        if item["table"] == table.name and "rows" in item:
            kept = [r for r in item["rows"] if (r[0] if item["op"] == "update" else r)["id"] not in gone]
            if len(kept) < len(item["rows"]):
                item = item | {"rows": kept, "erased": True}
        left.append(item)
    return left
