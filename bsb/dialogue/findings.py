"""The findings of a project: written, changed and removed, each with what it rests on and what should be done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bsb.analysis.matrices import Matrices
from bsb.analysis.matrix import Matrix
from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.config import Config
from bsb.corpus.keydocs import KeyDocs
from bsb.dialogue.finding import Evidence, Finding, Recommendation, number_of
from bsb.dialogue.finding_direction import Told, told, unsaid
from bsb.dialogue.finding_fields import (
    FieldReader,
    cell_evidence,
    field_name,
    page_evidence,
    texts_of,
)
from bsb.dialogue.finding_rows import unlink, write_finding
from bsb.errors import BsbError, ConflictError
from bsb.i18n import gettext as _
from bsb.store import findings as stored
from bsb.store import schema
from bsb.store import summaries as stored_summaries
from bsb.store.journal import Journal
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from bsb.coding.summary_import import SummaryPlan
    from bsb.dialogue.open_sheet import Row


class Findings:
    """The findings of a project.

    Their fields are written and read as texts, see ``bsb.dialogue.finding_fields``: the same from the command line, a
    workbook and a YAML file.
    """

    def __init__(
        self,
        journal: Journal,
        config: Config,
        codebook: Codebook,
        codings: Codings,
        matrices: Matrices,
        keydocs: KeyDocs,
    ) -> None:
        self._journal = journal
        self._codebook = codebook
        self._codings = codings
        self._matrices = matrices
        self.reader = FieldReader(journal.store, config, codebook, matrices, keydocs)

    def all(
        self,
        *,
        themes: Sequence[str] | None = None,
        districts: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
        conference: int | None = None,
        before: bool = False,
    ) -> list[Finding]:
        """Return findings in the order in which they were written, filtered by keys of themes, districts and kinds.

        ``conference`` gives those that a conference added; ``before`` those that none did.
        """
        return [
            finding
            for finding in self._read(districts)
            if (themes is None or set(themes) & {*finding.themes, *finding.services})
            and (kinds is None or finding.kind in kinds)
            and (conference is None or finding.conference == conference)
            and not (before and finding.conference)
        ]

    def get(self, wanted: str | int) -> Finding:
        """Return the finding of that id (F7).

        Raises BsbError if there is none.
        """
        number = wanted if isinstance(wanted, int) else number_of(wanted, "F")
        found = next((finding for finding in self._read() if finding.id == number), None)
        if found is None:
            raise BsbError(_("There is no finding F{n}.").format(n=number), _("The ids are in: bsb finding list"))
        return found

    def add(self, texts: Mapping[str, str], *, author: str = "") -> Finding:
        """Write a finding: ``statement``, ``kind``, and other fields, as texts.

        Raises BsbError that names the field, for what the project does not have.
        """
        (number,) = self.put([(None, texts)], author=author)
        return self.get(number)

    def edit(
        self,
        wanted: str | int,
        texts: Mapping[str, str],
        *,
        author: str = "",
        seen: Mapping[str, str] | None = None,
    ) -> Finding:
        """Change fields of a finding; those not named stay. ``seen`` are its fields as one saw them (see ``texts``).

        Raises BsbError as ``add`` does, and ConflictError if a field that is to be changed is not as it was seen.
        """
        (number,) = self.put([(self.get(wanted).id, texts)], author=author, seen=seen)
        return self.get(number)

    def put(
        self,
        changes: Sequence[tuple[int | None, Mapping[str, str]]],
        *,
        author: str = "",
        action: str = "",
        seen: Mapping[str, str] | None = None,
    ) -> list[int]:
        """Write new findings (id None) and change others, as one change; return their ids in order.

        Raises BsbError and ConflictError, with nothing written, as ``add`` and ``edit`` do.
        """
        there = {finding.id: finding for finding in self._read()} if any(n for n, _texts in changes) else {}
        read = [(number, self.reader.read(texts, there.get(number or 0))) for number, texts in changes]
        new = [number for number, _texts in changes if number is None]
        about = ", ".join(f"F{number}" for number, _texts in changes if number is not None)
        if new:
            added = numbered(len(new), "finding")
            about = ", ".join(filter(None, (about, added)))
        action = action or ("finding.add" if new else "finding.edit")
        with self._journal.change(action, about) as change:
            for number, texts in changes:
                if seen is not None and number is not None:
                    self._expect(number, {field: seen.get(field, "") for field in texts})
            return [
                write_finding(
                    change,
                    there.get(number or 0),
                    values,
                    author=author or self._journal.actor,
                    now=self._journal.now(),
                )
                for number, values in read
            ]

    def remove(self, wanted: Sequence[str | int]) -> list[Finding]:
        """Remove findings with their evidence and the recommendations that no other finding has, as one change.

        Raises BsbError if a conference has judged one, or something is said of what became of a recommendation.
        """
        gone = [self.get(each) for each in dict.fromkeys(wanted)]
        with self._journal.change("finding.remove", ", ".join(finding.ref for finding in gone)) as change:
            for finding in gone:
                if stored.verdict_count(change.connection, finding.id):
                    raise BsbError(
                        _("{id} has been judged at a conference, and stays.").format(id=finding.ref),
                        _("See: bsb conference verdicts"),
                    )
                for advice in finding.recommendations:
                    unlink(change, finding.id, advice.id)
                for table in (schema.finding_code, schema.finding_evidence):
                    change.delete(table, stored.ids_of(change.connection, table, finding.id))
                change.delete(schema.finding, [finding.id])
        return gone

    def _expect(self, number: int, seen: Mapping[str, str]) -> None:
        """Raise ConflictError if a field of a finding is not as it was seen."""
        now = self.texts(self.get(number))
        other = [field_name(field) for field, text in seen.items() if now[field] != text]
        if other:
            raise ConflictError(
                _("Somebody else has changed F{n} meanwhile: {fields}.").format(n=number, fields=", ".join(other)),
                _("Look at what stands there now, and decide."),
            )

    def texts(self, finding: Finding) -> dict[str, str]:
        """Return a finding's fields as texts."""
        return texts_of(finding, {code.key: code.name for code in self._codebook.all()})

    def resting_on(self, uids: Iterable[str]) -> list[str]:
        """Return the ids (F7) of the findings that rest on one of these codings (uids)."""
        with self._journal.store.read() as connection:
            return [f"F{number}" for number in stored.resting_on(connection, uids)]

    def take_in(
        self,
        plan: SummaryPlan,
        new: Sequence[Row] = (),
        *,
        author: str = "",
        take: str | None = None,
        cells: Mapping[tuple[str, str], str] | None = None,
    ) -> list[int]:
        """Take in what a workbook or file changed, as one change; see ``bsb.dialogue.finding_files``.

        Raises BsbError, with nothing changed, if a conflict is undecided, a finding was changed since, or a text does
        not fit.
        """
        there = {finding.ref: finding for finding in self._read()}
        changes: dict[str, dict[str, str]] = {}
        for each in plan.taken(take, cells):
            ref, field = each.returned.cell
            if each.before != self.texts(there[ref])[field]:
                raise BsbError(
                    _("{id} has been changed just now.").format(id=ref), _("Nothing was taken in. Try again.")
                )
            changes.setdefault(ref, {})[field] = each.after
        rows: list[tuple[int | None, Mapping[str, str]]] = [(there[ref].id, texts) for ref, texts in changes.items()]
        rows += [(None, {field: text for field, text in row.texts.items() if text.strip()}) for row in new]
        return self.put(rows, author=author, action="finding.import") if rows else []

    def _read(self, districts: Sequence[str] | None = None) -> list[Finding]:
        with self._journal.store.read() as connection:
            rows = [
                row
                for row in stored.findings(connection)
                if districts is None or set(districts) & set(json.loads(row["districts"]))
            ]
            ids = {row["id"] for row in rows}
            codes = stored.codes(connection)
            evidence = {number: own for number, own in stored.evidence(connection).items() if number in ids}
            advice = {row["id"]: row for row in stored.recommendations(connection)}
            links: dict[int, list[RowMapping]] = {}
            for link in stored.recommendation_links(connection):
                links.setdefault(link["finding_id"], []).append(advice[link["recommendation_id"]])
            uids = {each["coding_uid"] for own in evidence.values() for each in own if each["coding_uid"]}
            now = stored_summaries.states(connection, uids)
            said = told(connection) if ids else {}
        sources = self._voices(evidence)
        return [
            _finding(
                *(row, codes.get(row["id"], []), evidence.get(row["id"], []), links.get(row["id"], [])),
                *(now, sources, said),
            )
            for row in rows
        ]

    def _voices(self, evidence: Mapping[int, Sequence[RowMapping]]) -> dict[object, set[tuple[str, str]]]:
        """Return the (interview, speaker) behind each coding (by uid) and cell; a cell that is gone has no key."""
        rows = [row for own in evidence.values() for row in own]
        found: dict[object, set[tuple[str, str]]] = {}
        cells: dict[str, dict[tuple[str, str], tuple[int, ...]]] = {}
        for matrix in {row["matrix"] for row in rows if row["kind"] == "cell"}:
            try:
                made = self._matrices.make(matrix)
            except BsbError:
                continue  # the definition is gone: so is what rested on it
            if isinstance(made, Matrix):
                cells[matrix] = self._matrices.coding_ids(made)
        wanted = {n for own in cells.values() for ids in own.values() for n in ids}
        uids = {row["coding_uid"] for row in rows if row["kind"] == "coding"}
        if not uids and not wanted:
            return found
        by_id = {
            c.id: c for c in self._codings.all() if c.role == "participant" and (c.id in wanted or c.uid in uids)
        }
        for coding in by_id.values():
            found[coding.uid] = {(coding.interview, coding.speaker)}
        for matrix, own in cells.items():
            for (row_key, column_key), ids in own.items():
                voices = {(by_id[n].interview, by_id[n].speaker) for n in ids if n in by_id}
                found[matrix, row_key, column_key] = voices
        return found


def _finding(
    row: RowMapping,
    codes: Sequence[RowMapping],
    evidence: Sequence[RowMapping],
    advice: Sequence[RowMapping],
    now: Mapping[str, str],
    sources: Mapping[object, set[tuple[str, str]]],
    said: Told,
) -> Finding:
    behind = [_evidence(each, now, sources) for each in evidence]
    voices = set[tuple[str, str]]().union(*(sources.get(each.uid or each.cell, set()) for each in behind))
    districts = tuple(json.loads(row["districts"]))
    # What rests on a conference or on documents was not said in interviews, and tells so already.
    themes = [code for code in codes if code["facet"] == "theme"]
    claimed = [(code["key"], code["name"]) for code in themes if voices and not row["conference_id"]]
    return Finding(
        id=row["id"],
        uid=row["uid"],
        statement=row["statement"],
        kind=row["kind"],
        themes=tuple(code["key"] for code in themes),
        services=tuple(code["key"] for code in codes if code["facet"] == "service"),
        districts=districts,
        evidence=tuple(behind),
        assessment=row["assessment"],
        recommendations=tuple(Recommendation(each["id"], each["text"], each["addressee"]) for each in advice),
        speakers=len(voices),
        interviews=len({interview for interview, _speaker in voices}),
        conference=row["conference_id"],
        group=row["group_name"],
        author=row["author"],
        at=row["at"],
        unsaid=unsaid(row["kind"], claimed, districts, said),
    )


def _evidence(row: RowMapping, now: Mapping[str, str], sources: Mapping[object, set[tuple[str, str]]]) -> Evidence:
    if row["kind"] == "coding":
        uid = row["coding_uid"]
        state = "gone" if uid not in now else "" if now[uid] == row["state"] else "changed"
        return Evidence("coding", f"k{uid[:7]}", state, uid=uid)
    if row["kind"] == "cell":
        found = cell_evidence(row["matrix"], row["row_key"], row["column_key"])
        return found if sources.get(found.cell) else Evidence("cell", found.ref, "gone", cell=found.cell)
    return page_evidence(row["title"], row["page"])
