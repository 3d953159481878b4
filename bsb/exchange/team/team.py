"""The room of the team: bundles handed out, workplaces, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.coding.coding_changes import checked_coder
from bsb.coding.rounds import Rounds
from bsb.errors import BsbError
from bsb.exchange.team import merge as merging
from bsb.exchange.team import workplace
from bsb.exchange.team.bundle import Bundled, make_bundle
from bsb.exchange.team.merge import Merged
from bsb.exchange.team.payload import pack, unpack
from bsb.exchange.team.state import marks_of
from bsb.formats.age_file import decrypt, encrypt
from bsb.formats.limits import LIMITS, read_bytes
from bsb.formats.stable_zip import write_whole
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import interviews as stored_interviews
from bsb.store import keydocs as stored_keydocs
from bsb.store import schema
from bsb.store import team as stored
from bsb.store.journal import Change, Journal
from bsb.text.match import choose

ENDING = ".bsbteam"
Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BundleOut:
    """A bundle that was handed out: a copy of the interviews in it, until it is said to be destroyed.

    ``returned`` is when work from it was last merged. Times are UTC.
    """

    id: str
    coder: str
    round: str
    interviews: tuple[str, ...]
    by: str
    at: str
    sha256: str
    returned: str | None
    destroyed_at: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent back: whose, how many times this workplace has now sent, and how much is in it."""

    coder: str
    serial: int
    codings: int
    memos: int
    summaries: int


class Team:
    """Bundles, workplaces and merging."""

    def __init__(self, journal: Journal, rounds: Rounds, root: Path, name: str) -> None:
        self._journal = journal
        self._rounds = rounds
        self._root = root
        self._name = name

    def bundle(
        self, out: Path, coder: str, *, passphrase: str, round_name: str = "", interviews: Sequence[str] = ()
    ) -> Bundled:
        """Write what a coder needs to one encrypted file: of a round, of some interviews, or of all.

        Raises BsbError, with nothing noted, for a coder who is not in the round, an interview without a transcript, a
        short passphrase, a file that is there already, or if pyrage is not installed.
        """
        if out.exists():
            raise BsbError(_("There is already a file {file}.").format(file=out.name), _("Choose another name."))
        if out.resolve().parent == self._root.resolve():
            raise BsbError(_("A bundle is not to lie among the project's own files."), _("Give it another folder."))
        with self._journal.store.read(whole=True) as connection:
            if stored.workplace_of(connection) is not None:
                raise BsbError(_("This is a coder's workplace; bundles come from the main project."), "")
            who = checked_coder(coder, [row["coder"] for row in stored_codings.coders(connection)])
            there = {r["name"]: r["transcript_id"] is not None for r in stored_interviews.interviews(connection)}
        wanted = [choose(each, dict.fromkeys(there, ()), N_("interview")) for each in interviews]
        if round_name:
            found = self._rounds.get(round_name)
            if who not in [each.coder for each in found.coders]:
                raise BsbError(
                    _("{coder} is not in the round {name}.").format(coder=who, name=found.name),
                    _("Its coders: {names}.").format(names=", ".join(each.coder for each in found.coders)),
                )
            round_name = found.name
            wanted = [each for each in wanted or found.interviews if each in found.interviews]
        wanted = list(dict.fromkeys(wanted)) or ([] if round_name else [name for name, has in there.items() if has])
        if not wanted or not all(there[each] for each in wanted):
            raise BsbError(
                _("There is no transcript to hand out."), _("Import transcripts first: bsb transcript import FILE")
            )

        def write(data: bytes) -> bytes:
            sealed = encrypt(data, passphrase=passphrase)
            write_whole(out, sealed)
            return sealed

        try:
            return make_bundle(
                self._journal, self._root, who, name=self._name, interviews=wanted, round_name=round_name, write=write
            )
        except BaseException:
            out.unlink(missing_ok=True)
            raise

    def bundles(self) -> list[BundleOut]:
        """Return the bundles that were handed out, oldest first."""
        with self._journal.store.read() as connection:
            returned = {row["uid"]: row["at"] for row in stored.returns(connection)}
            return [
                BundleOut(
                    row["uid"][:7],
                    row["coder"],
                    row["round"],
                    tuple(json.loads(row["interviews"])),
                    row["by"],
                    row["at"],
                    row["sha256"],
                    returned.get(row["uid"]),
                    row["destroyed_at"],
                )
                for row in stored.bundles(connection)
            ]

    def copies_of(self, interview: str) -> list[BundleOut]:
        """Return the bundles out there that hold an interview: what is to be destroyed if someone withdraws."""
        return [each for each in self.bundles() if interview in each.interviews and each.destroyed_at is None]

    def destroyed(self, wanted: str) -> BundleOut:
        """Note that a bundle and the workplace made from it are destroyed. Raises BsbError if there is none such."""
        found = {each.id: each for each in self.bundles()}
        number = choose(wanted, dict.fromkeys(found, ()), N_("bundle"))
        with self._journal.change("team.destroyed", f"{found[number].coder} {number}") as change:
            row = next(r for r in stored.bundles(change.connection) if r["uid"].startswith(number))
            change.update(schema.bundle, row["id"], {"destroyed_at": self._journal.now()})
        return next(each for each in self.bundles() if each.id == number)

    def fill(self, payload: Payload) -> None:
        """Fill this new project from an opened bundle and bind it to its coder."""
        workplace.open_bundle(self._journal, payload)

    def send(self, out: Path, *, passphrase: str) -> Sent:
        """Write this workplace's work to one encrypted file for the main project.

        Raises BsbError, with nothing noted, if no bundle was opened here, a transcript is not as it was handed out,
        or the file is there already.
        """
        if out.exists():
            raise BsbError(_("There is already a file {file}.").format(file=out.name), _("Choose another name."))
        with self._journal.change("team.send", out.name) as change:
            payload = workplace.work_done(change.connection, self._journal.now())
            row = workplace.the_workplace(change.connection)
            marks = marks_of(payload["state"])
            sent = json.loads(row["sent"] or "{}") | {str(payload["serial"]): marks}
            change.update(schema.workplace, row["id"], {"sent": json.dumps(sent), "serial": payload["serial"]})
            change.make_final(schema.workplace)
            write_whole(out, encrypt(pack(payload), passphrase=passphrase))
        state = payload["state"]
        return Sent(
            payload["coder"], payload["serial"], len(state["coding"]), len(state["memo"]), len(state["summary"])
        )

    def preview(self, payload: Payload, answers: Mapping[str, str] | None = None) -> Merged:
        """Return what merging an opened file would do; see ``bsb.exchange.team.merge``."""
        return merging.preview(self._journal, payload, answers or {})

    def merge(self, payload: Payload, answers: Mapping[str, str] | None = None) -> Merged:
        """Merge an opened file; see ``bsb.exchange.team.merge``."""
        return merging.merge(self._journal, payload, answers or {})

    def preview_refresh(self, payload: Payload, answers: Mapping[str, str] | None = None) -> Merged:
        """Return what bringing this workplace up to date would do to the work that is not merged yet."""
        return merging.rehearsed(self._journal, lambda change: self._refresh(change, payload, answers or {}))

    def refresh(self, payload: Payload, answers: Mapping[str, str] | None = None) -> Merged:
        """Bring this workplace up to date with a newer bundle: all is written anew, own work that is not merged yet
        is put back on top, and what has been erased in the main project is erased here. Its history begins anew.

        Raises BsbError, with nothing changed, for a bundle of another project or coder or an older one, or a conflict
        that is not settled.
        """
        with self._journal.change("team.refresh", payload["coder"]) as change:
            done = self._refresh(change, payload, answers or {})
            if done.open:
                raise merging.unsettled(done)
            change.make_final(schema.workplace)
        workplace.write_files(self._root, payload)
        self._journal.store.compact()
        return done

    def _refresh(self, change: Change, payload: Payload, answers: Mapping[str, str]) -> Merged:
        here = workplace.the_workplace(change.connection)
        _refuse_bundle(here, payload)
        others = stored.in_the_way(change.connection)
        known = {each["title"] for each in payload["keydocs"]}
        if any(row["title"] not in known for row in stored_keydocs.documents(change.connection)):
            others.append(schema.keydoc.name)
        if others:
            raise BsbError(
                _("This workplace holds what a bundle cannot carry: {what}.").format(what=", ".join(others)),
                _("Send your work, and open the new bundle in a new folder: bsb team open FILE FOLDER"),
            )
        work = workplace.work_done(change.connection, self._journal.now())
        merged = payload["merged"].get(here["place"], 0)
        base = workplace.marks_to_compare(here, merged)
        stored.wipe(change.connection)
        free = Change(change.connection)  # what writes a workplace anew may do more than who works in it
        workplace.fill(free, payload)
        same: dict[str, dict[str, str]] = {"code": {}, "coding": {}}
        done = merging.run(free, work, base, same, answers)
        sent = {n: marks for n, marks in json.loads(here["sent"] or "{}").items() if int(n) > merged}
        workplace.bind(change, payload, place=here["place"], serial=here["serial"], sent=sent)
        return done


def open_file(path: Path, kind: str, *, passphrase: Callable[[], str]) -> dict[str, Any]:
    """Return what an encrypted file holds, "bundle" or "return". ``passphrase`` is asked once the file was read.

    Raises BsbError if it cannot be read, the passphrase is wrong, or it is not as it must be.
    """
    data = read_bytes(path, LIMITS.file_bytes)
    return unpack(decrypt(data, passphrase=passphrase(), name=path.name), kind, path.name)


def _refuse_bundle(here: Mapping[Any, Any], payload: Payload) -> None:
    if (payload["project"], payload["coder"]) != (here["project"], here["coder"]):
        raise BsbError(
            _("That bundle is for another project or another coder."),
            _("Open it in a folder of its own: bsb team open FILE FOLDER"),
        )
    if payload["bundle"] == here["bundle"]:
        raise BsbError(_("This workplace was made from that bundle already."), _("Nothing was changed."))
    if payload["at"] < here["bundle_at"]:
        raise BsbError(_("That bundle is older than the one this workplace has."), _("Ask for a new one."))
