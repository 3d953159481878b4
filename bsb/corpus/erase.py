"""Deleting rows together with the rows that rest on them (memos on a coding, quotes of it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bsb.store import references, revisions
from bsb.store.journal import Change

if TYPE_CHECKING:
    from sqlalchemy import Table


def delete_with(change: Change, table: Table, ids: Sequence[int], *, forget: bool) -> None:
    """Delete rows after the rows that point to them.

    With ``forget`` the journal keeps no copy of any of them, neither in this change nor in earlier ones: that is
    final. Without it the change can be undone.
    """
    if not ids:
        return
    for other, column in references.pointing(table):
        if other.info.get("journal") in ("rows", "ids"):
            resting = revisions.ids_pointing(change.connection, other, column, ids)
            delete_with(change, other, resting, forget=forget)
    change.delete(table, ids)
    if forget:
        change.forget(table, ids)
