"""Merging what a coder sent: shown first, then done as one change, all or nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bsb.errors import BsbError
from bsb.exchange.team.bundle import dump_marks
from bsb.exchange.team.code_merge import CodeMerge
from bsb.exchange.team.coding_merge import CodingMerge
from bsb.exchange.team.conflicts import Conflict
from bsb.exchange.team.merging import ADDED, CHANGED, REMOVED, Merging, policy
from bsb.exchange.team.note_merge import MemoMerge, SummaryMerge
from bsb.exchange.team.places import Places
from bsb.exchange.team.quote_merge import QuoteMerge
from bsb.exchange.team.side_merge import DocCodingMerge, SuggestionMerge
from bsb.exchange.team.state import Marks, marks_of
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import history, schema
from bsb.store import summaries as stored_summaries
from bsb.store import team as stored
from bsb.store.journal import Change, Journal

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, or would do.

    ``codings`` counts by what was done: added, changed, removed, and of the added or changed ones unplaced (their
    words stand nowhere certain here) and twin (they fell together with one that was here); withdrawn, missing and
    left are not taken in: their words are erased, their transcript is gone, their code was. ``added`` and the like
    hold codes by key. Of quotes, ``reapprove`` are approvals of a form that does not stand any more. ``open`` are
    the conflicts that nobody has settled yet. ``known``: it was merged before.
    """

    coder: str
    codings: Mapping[str, int]
    interviews: Mapping[str, int]
    codes: Mapping[str, tuple[str, ...]]
    memos: Mapping[str, int]
    summaries: Mapping[str, int]
    quotes: Mapping[str, int]
    keydoc_codings: Mapping[str, int]
    suggestions: Mapping[str, int]
    conflicts: tuple[Conflict, ...]
    open: tuple[str, ...]
    known: bool = False

    def lines(self) -> list[str]:
        """Return what would come or came, as lines that people read; never a participant's words."""
        return _lines(self)

    def answers(self, side: str) -> dict[str, str]:
        """Return answers that settle every open conflict for "ours" or "theirs"."""
        return policy({each.id: each for each in self.conflicts if each.id in self.open}, side)


def preview(journal: Journal, payload: Payload, answers: Mapping[str, str]) -> Merged:
    """Return what a merge would do; nothing is kept. Raises BsbError for a file that this project cannot take."""
    return rehearsed(journal, lambda change: _do(change, journal, payload, answers))


def rehearsed(journal: Journal, do: Callable[[Change], Merged]) -> Merged:
    """Return what a merge would do, by doing it and keeping nothing of it."""
    found: list[Merged] = []
    history.rehearse(journal.store, lambda change: found.append(do(change)), lambda _connection, _recorded: None)
    return found[0]


def merge(journal: Journal, payload: Payload, answers: Mapping[str, str]) -> Merged:
    """Merge what a coder sent, as one change that can be undone.

    Raises BsbError, with nothing changed, for a file that this project cannot take, an answer that settles nothing,
    or a conflict that is not settled.
    """
    with journal.change("team.merge", f"{payload['coder']} {payload['at'][:10]}") as change:
        done = _do(change, journal, payload, answers)
        if done.open:
            raise unsettled(done)
    return done


def unsettled(done: Merged) -> BsbError:
    """Return the error for conflicts that nobody has settled."""
    shown = ", ".join(done.open[:8]) + (" …" if len(done.open) > 8 else "")
    return BsbError(
        ngettext(
            "{n} conflict with what {coder} sent is not settled: {ids}.",
            "{n} conflicts with what {coder} sent are not settled: {ids}.",
            len(done.open),
        ).format(n=len(done.open), coder=done.coder, ids=shown),
        _("Nothing was changed. Settle them: --settle ID=ANSWER, --ours, --theirs, or a sheet: --sheet FILE.xlsx"),
    )


def _do(change: Change, journal: Journal, payload: Payload, answers: Mapping[str, str]) -> Merged:
    bundle, before = _find_bundle(change, payload)
    if before is not None and before["serial"] == payload["serial"]:
        return Merged(payload["coder"], {}, {}, {}, {}, {}, {}, {}, {}, (), (), known=True)
    kept = json.loads(before["marks"] if before is not None else bundle["marks"])
    same = kept.pop("same", {"code": {}, "coding": {}})
    done = run(change, payload, kept, same, answers)
    values = {"serial": payload["serial"], "at": journal.now()}
    values["marks"] = dump_marks(marks_of(payload["state"]) | {"same": same})
    if before is None:
        change.insert(schema.bundle_return, [values | {"bundle_id": bundle["id"], "place": payload["place"]}])
    else:
        change.update(schema.bundle_return, before["id"], values)
    return done


def run(
    change: Change,
    payload: Payload,
    base: Marks,
    same: dict[str, dict[str, str]],
    answers: Mapping[str, str],
) -> Merged:
    """Merge a coder's work into what stands here. ``same`` is read and added to; see ``Merging``."""
    places = Places(change.connection, payload["transcripts"])
    merging = Merging(
        change,
        payload["coder"],
        base,
        payload["state"],
        answers,
        places,
        payload["transcripts"],
        payload["merged"],
        same,
    )
    codes = CodeMerge(merging)
    codes.run()
    codings = CodingMerge(merging, codes)
    codings.run()
    MemoMerge(merging, codes.ids, codings.ids).run()
    SummaryMerge(merging).run()
    QuoteMerge(merging, codings.ids).run()
    documents = DocCodingMerge(merging, codes, payload["keydocs"])
    documents.run()
    documents.remove()
    SuggestionMerge(merging).run()
    codings.remove()
    codes.remove()
    return _report(merging)


def _find_bundle(change: Change, payload: Payload) -> tuple[Mapping[Any, Any], Mapping[Any, Any] | None]:
    """Return the bundle that work comes back from, and what was taken in from the same workplace before."""
    connection = change.connection
    if payload["project"] != stored_summaries.project_mark(connection):
        raise BsbError(_("That file belongs to another project."), _("Nothing was changed."))
    found = next((row for row in stored.bundles(connection) if row["uid"] == payload["bundle"]), None)
    if found is None or found["coder"] != payload["coder"]:
        raise BsbError(
            _("This project knows of no such bundle for {coder}.").format(coder=payload["coder"]),
            _("It may have been handed out after the backup that this project was restored from."),
        )
    earlier = [row for row in stored.returns(connection, payload["place"]) if row["coder"] == payload["coder"]]
    newest = max((row["serial"] for row in earlier), default=0)
    if newest > payload["serial"]:
        raise BsbError(
            _("{coder} has sent a newer file from the same workplace, and it is merged already.").format(
                coder=payload["coder"]
            ),
            _("Nothing was changed: the newer file holds all that this one does."),
        )
    return found, next((row for row in earlier if row["uid"] == payload["bundle"]), None)


def _report(merging: Merging) -> Merged:
    def by(kind: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for (each, what, _where), n in merging.counts.items():
            if each == kind:
                found[what] += n
        return dict(found)

    codes: dict[str, tuple[str, ...]] = {}
    places: Counter[str] = Counter()
    for (kind, what, where), n in merging.counts.items():
        if kind == "code":
            codes[what] = (*codes.get(what, ()), where)
        elif kind == "coding" and what in (ADDED, CHANGED):
            places[where] += n
    return Merged(
        merging.coder,
        by("coding"),
        dict(sorted(places.items())),
        codes,
        by("memo"),
        by("summary"),
        by("quote"),
        by("keydoc_coding"),
        by("suggestion"),
        tuple(merging.conflicts.values()),
        tuple(number for number in merging.conflicts if number not in merging.answers),
    )


def _lines(done: Merged) -> list[str]:
    if done.known:
        return [_("This file is merged already; nothing is new.")]
    lines = []

    def tell(what: str, counts: Mapping[str, int]) -> None:
        if any(counts.get(each) for each in (ADDED, CHANGED, REMOVED)):
            lines.append(
                _("{what}: {added} added, {changed} changed, {removed} removed").format(
                    what=what, **{each: counts.get(each, 0) for each in (ADDED, CHANGED, REMOVED)}
                )
            )

    tell(_("Codings"), done.codings)
    if done.interviews:
        lines.append("    " + ", ".join(f"{name}: {n}" for name, n in done.interviews.items()))
    names = {ADDED: _("Codes added"), CHANGED: _("Codes changed"), REMOVED: _("Codes removed")}
    lines += [f"{name}: {', '.join(done.codes[what])}" for what, name in names.items() if what in done.codes]
    tell(_("Memos"), done.memos)
    tell(_("Summaries"), done.summaries)
    tell(_("Quotes"), done.quotes)
    tell(_("Codings of key documents"), done.keydoc_codings)
    tell(_("Decisions on suggestions"), done.suggestions)
    lines += _left(done)
    return lines or [_("Nothing has changed since the bundle was made.")]


def _left(done: Merged) -> list[str]:
    """Return lines about what did not go the plain way."""
    n = done.codings.get
    told = (
        (
            n("withdrawn", 0),
            ngettext(
                "{n} coding is not taken in: who spoke the words has withdrawn.",
                "{n} codings are not taken in: who spoke the words has withdrawn.",
                n("withdrawn", 0),
            ),
        ),
        (
            n("missing", 0),
            ngettext(
                "{n} coding is not taken in: its transcript is gone here.",
                "{n} codings are not taken in: their transcript is gone here.",
                n("missing", 0),
            ),
        ),
        (
            n("left", 0),
            ngettext(
                "{n} coding is not taken in: its code is gone here.",
                "{n} codings are not taken in: their code is gone here.",
                n("left", 0),
            ),
        ),
        (
            n("unplaced", 0),
            ngettext(
                "{n} coding has no certain place, since its transcript was revised: bsb transcript unplaced",
                "{n} codings have no certain place, since their transcript was revised: bsb transcript unplaced",
                n("unplaced", 0),
            ),
        ),
        (
            n("twin", 0),
            ngettext(
                "{n} coding falls together with one that is here already.",
                "{n} codings fall together with ones that are here already.",
                n("twin", 0),
            ),
        ),
        (
            done.memos.get("left", 0),
            ngettext(
                "{n} memo is not taken in: what it is about is not here.",
                "{n} memos are not taken in: what they are about is not here.",
                done.memos.get("left", 0),
            ),
        ),
        (
            done.quotes.get("left", 0),
            ngettext(
                "{n} quote is not taken in: its coding is not here.",
                "{n} quotes are not taken in: their coding is not here.",
                done.quotes.get("left", 0),
            ),
        ),
        (
            done.quotes.get("reapprove", 0),
            ngettext(
                "{n} quote wants a new approval: its printed form has been changed on the other side.",
                "{n} quotes want a new approval: their printed form has been changed on the other side.",
                done.quotes.get("reapprove", 0),
            ),
        ),
        (
            aside := sum(done.keydoc_codings.get(each, 0) for each in ("missing", "left")),
            ngettext(
                "{n} coding of a key document is not taken in: the document or the code is not here.",
                "{n} codings of key documents are not taken in: the document or the code is not here.",
                aside,
            ),
        ),
        (
            done.suggestions.get("left", 0),
            ngettext(
                "{n} decision on a suggestion is not taken in: the words are gone here.",
                "{n} decisions on suggestions are not taken in: the words are gone here.",
                done.suggestions.get("left", 0),
            ),
        ),
    )
    return [text.format(n=count) for count, text in told if count]
