"""Codings that come back, held against those that were exported and those that the project has now.

A coding that is in the file as it was exported is left alone, whatever the project has done with it since. One that
the file alone has changed or lost is changed or removed. What was changed on both sides is a conflict: a person
decides whose it is to be. Only the codings of the coder who gives the file back can change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from bsb.coding.round_trip.found import Found, Item, Remark
from bsb.coding.round_trip.record import State
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

#: Whose coding stands where both were changed: the file's, or the project's own.
THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one coding: ``before`` is how the project has it, ``after`` how the file has it.

    None: there is none. ``uid`` is that of the coding, "" for a new one that has none yet.
    """

    where: str
    uid: str
    before: State | None
    after: State | None


@dataclass(slots=True)
class Compared:
    """What taking a file in would do. ``same`` counts the codings that stay as they are."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    same: int = 0

    def wanted(self, take: str | None) -> list[Change]:
        """Return the changes to be made; ``take`` decides the conflicts.

        Raises BsbError if a conflict is left undecided.
        """
        if self.conflicts and take is None:
            raise BsbError(
                ngettext(
                    "{n} coding was changed both in the file and in the project.",
                    "{n} codings were changed both in the file and in the project.",
                    len(self.conflicts),
                ).format(n=len(self.conflicts)),
                _("Take the file's with --take theirs, or the project's with --take mine."),
            )
        return [*self.new, *self.changed, *self.removed, *(self.conflicts if take == THEIRS else ())]


def compare(
    found: Found,
    exported: Mapping[str, str],
    now: Mapping[str, State],
    *,
    removed: Collection[str],
    coder: str,
) -> Compared:
    """Hold what was found in a file against the codings that were exported (mark by uid) and that are there now.

    ``removed`` are the uids of codings that the project has taken away. What is another coder's goes to
    ``found.left``.
    """
    return _Comparison(found, exported, now, removed, coder).run()


class _Comparison:
    """One file's codings on their way to their counterparts; ``paired`` are the uids that have one."""

    def __init__(
        self,
        found: Found,
        exported: Mapping[str, str],
        now: Mapping[str, State],
        removed: Collection[str],
        coder: str,
    ) -> None:
        self.found, self.exported, self.now, self.removed, self.coder = found, exported, now, removed, coder
        self.paired: set[str] = set()
        self.done = Compared(remarks=list(found.remarks))

    def run(self) -> Compared:
        """Return what there is to do."""
        rest = [item for item in self._once(self.found.items) if not self._as_exported(item)]
        rest = [item for item in rest if not self._on_same_words(item)]
        rest = self._changed(rest, lambda new, old: (new.start, new.end) == (old.start, old.end))
        rest = self._changed(
            rest, lambda new, old: new.code == old.code and new.start < old.end and old.start < new.end
        )
        for item in rest:
            if item.state.coder == self.coder:
                self.done.new.append(Change(item.where, "", None, item.state))
            else:
                self._leave(item)
        self._gone()
        return self.done

    def _once(self, items: list[Item]) -> list[Item]:
        """Return items without those that stand twice; note those that stand twice with different values."""
        seen: dict[tuple[object, ...], Item] = {}
        marks = Counter(self.exported.values())
        kept: list[Item] = []
        for item in items:
            first = seen.setdefault(item.state.identity, item)
            if first is item or marks[item.state.mark] > 1:
                kept.append(item)
            elif first.state != item.state:
                self.found.problems.append(
                    _("{where}: the same code on the same words, with other values, as {other}").format(
                        where=item.where, other=first.where
                    )
                )
        return kept

    def _as_exported(self, item: Item) -> bool:
        """Pair an item that is just as it was exported; such a one changes nothing."""
        mark = item.state.mark
        uid = next((uid for uid, own in self.exported.items() if own == mark and uid not in self.paired), None)
        if uid is None:
            return False
        self.paired.add(uid)
        if uid in self.now:
            self._same(item, uid)
        elif uid in self.removed:
            self.found.left.append(
                _("{where}: has been removed in the project since the export").format(where=item.where)
            )
        elif item.state.coder == self.coder:
            self.done.new.append(Change(item.where, uid, None, item.state))
        else:
            self._leave(item)
        return True

    def _on_same_words(self, item: Item) -> bool:
        """Pair an item with the project's coding of the same words, code and coder."""
        uid = next(
            (
                uid
                for uid, state in self.now.items()
                if state.identity == item.state.identity and uid not in self.paired
            ),
            None,
        )
        if uid is None:
            return False
        self.paired.add(uid)
        before = self.now[uid]
        if before == item.state:
            self._same(item, uid)
        elif item.state.coder != self.coder:
            self._leave(item)
        else:
            kind = self.done.changed if self.exported.get(uid) == before.mark else self.done.conflicts
            kind.append(Change(item.where, uid, before, item.state))
        return True

    def _changed(self, items: list[Item], alike: Callable[[State, State], bool]) -> list[Item]:
        """Pair items with codings that are missing in the file and differ from them in one thing alone."""
        missing = {
            uid: self.now[uid]
            for uid, mark in self.exported.items()
            if uid not in self.paired and uid in self.now and self.now[uid].mark == mark
        }
        mine = {uid: state for uid, state in missing.items() if state.coder == self.coder}
        rest = []
        for item in items:
            fits = [u for u, old in mine.items() if u not in self.paired and alike(item.state, old)]
            rivals = [i for i in items if fits and alike(i.state, mine[fits[0]])]
            if item.state.coder == self.coder and len(fits) == len(rivals) == 1:
                self.paired.add(fits[0])
                self.done.changed.append(Change(item.where, fits[0], mine[fits[0]], item.state))
            else:
                rest.append(item)
        return rest

    def _same(self, item: Item, uid: str) -> None:
        self.done.same += 1
        self.done.remarks += [Remark(item.where, item.turn, text, uid) for text in item.replies]

    def _leave(self, item: Item) -> None:
        self.found.left.append(
            _("{where}: {coder}'s coding was changed; only {coder} can give it back").format(
                where=item.where, coder=item.state.coder
            )
        )

    def _gone(self) -> None:
        """See to the codings that were exported and are not in the file any more."""
        for uid, mark in self.exported.items():
            state = self.now.get(uid)
            if uid in self.paired or state is None:
                continue
            if any(low < state.end and state.start < high for low, high in self.found.absent):
                self.found.left.append(
                    _("{code}: its words are not in the file any more; the coding stays").format(code=state.code)
                )
            elif state.coder != self.coder:
                self.found.left.append(
                    _("{code}: {coder}'s coding was taken away; only {coder} can do that").format(
                        code=state.code, coder=state.coder
                    )
                )
            else:
                kind = self.done.removed if state.mark == mark else self.done.conflicts
                kind.append(Change("", uid, state, None))
