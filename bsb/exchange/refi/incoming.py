"""A REFI-QDA project that comes in: read, laid beside this project, with what must be reviewed. Nothing is stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.book_refi import BookRead, facet_of, read_book_qda
from bsb.coding.codebook import codes_of
from bsb.config import Config
from bsb.corpus.importing import Draft, Importer
from bsb.corpus.turns import Found, Turn
from bsb.errors import BsbError
from bsb.exchange.refi.documents import (
    Document,
    Standing,
    digest_of,
    document,
    free_values,
    interview_name,
    tell_districts,
    tell_values,
)
from bsb.exchange.refi.export import ORIGIN
from bsb.exchange.refi.notes import NoteIn, notes_in
from bsb.exchange.refi.talks import read_talk
from bsb.exchange.refi.words import district_of, is_matrix, marks_in
from bsb.formats.qda.model import QdaProject
from bsb.formats.qda.offsets import Counting, detect
from bsb.formats.qda.read import read_qdpx
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import exchange as stored_exchange
from bsb.store import interviews as stored_interviews
from bsb.store import memos as stored_memos
from bsb.store import transcripts as stored_transcripts
from bsb.text.match import fold
from bsb.text.normal import digest, normalise

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bsb.privacy.hits import Hit
    from bsb.privacy.review import Decision
    from bsb.privacy.scan import Scanner


@dataclass
class Incoming:
    """What a file holds, laid beside the project.

    ``review`` is everything that must be reviewed, as one draft: the turns of new transcripts, then other texts
    (names, memos, descriptions, values). ``known`` are the uids of memos and codings that the project has,
    ``cells`` those with a summary. ``parts`` are (draft, first turn in ``review``); the last is that of the other
    texts.
    """

    path: Path
    project: QdaProject
    counting: Counting
    documents: list[Document]
    book: BookRead
    marks: Mapping[str, tuple[str, str]]
    notes: list[NoteIn]
    known: frozenset[str]
    cells: frozenset[tuple[str, str, str]]
    lost: Counter[str]
    notices: list[str]
    others: list[str] = field(default_factory=list)
    parts: list[tuple[Draft, int]] = field(default_factory=list)
    review: Draft = field(init=False)

    @property
    def drafts(self) -> list[Draft]:
        """The drafts of new transcripts, in which names may stand for who speaks."""
        return [each.draft for each in self.documents if each.draft is not None]

    def decided(self, decisions: Mapping[Hit, Decision]) -> list[dict[Hit, Decision]]:
        """Return the decisions on ``review`` as those on each of the parts."""
        found = []
        for draft, first in self.parts:
            shifted = {replace(hit, turn=hit.turn + first): hit for hit in draft.hits}
            found.append({own: decisions[hit] for hit, own in shifted.items() if hit in decisions})
        return found


def read_incoming(
    path: Path,
    connection: Connection,
    config: Config,
    importer: Importer,
    scanner: Callable[[], Scanner],
    *,
    district: str | None = "",
    facet: str = "free",
    speakers: Mapping[str, str] | None = None,
    pattern: str | None = None,
) -> Incoming:
    """Read a .qdpx file; see ``bsb.exchange.refi.room.Refi.read``."""
    project = read_qdpx(path)
    lost = Counter(project.left_out)
    counting = _counting(project)
    marks = marks_in(project.codes)
    cases = {case.guid for case in project.cases}
    real = [code for code in project.codes if code.guid not in marks and code.guid not in cases]
    lost["case_codes"] += sum(code.guid in cases and code.guid not in marks for code in project.codes)
    orphans = {code.guid for code in project.codes} - {code.guid for code in real}
    for code in real:
        code.parent = None if code.parent in orphans else code.parent
    known = codes_of(stored_codings.codes(connection))
    book = read_book_qda(real, project.sets, known=known, facet=facet)
    lost["long_names"] += book.cut
    documents = _documents(project, counting, lost, speakers, pattern)
    notices = [f"{each.source.name}: {line}" for each in documents for line in each.talk.found.notices]
    _lay_beside(connection, documents)
    tell_values(project, documents, lost)
    if district is not None:
        tell_districts(project, documents, config, district)
    lost["sets"] += sum(not _understood(each.name, each.guid, project, config) for each in project.sets)
    lost["descriptions"] += sum(bool(each.description.strip()) for each in project.sets)
    notes = notes_in(project, lost)
    uids = stored_codings.uids(connection) | {row["uid"] for row in stored_memos.memos(connection)}
    summaries = stored_codings.summaries(connection)
    cells = frozenset((row["matrix"], row["row_key"], row["column_key"]) for row in summaries)
    made = Incoming(path, project, counting, documents, book, marks, notes, frozenset(uids), cells, lost, notices)
    _draft(made, importer, scanner)
    return made


def _counting(project: QdaProject) -> Counting:
    if is_own(project.origin):
        return Counting("utf-16") if "NVivo" in project.origin else Counting(lines="lf")
    return detect(project.sources, project.origin)


def is_own(origin: str) -> bool:
    """Tell whether a project was written by this program."""
    return origin == ORIGIN or origin.startswith(f"{ORIGIN} ")


def _documents(
    project: QdaProject,
    counting: Counting,
    lost: Counter[str],
    speakers: Mapping[str, str] | None,
    pattern: str | None,
) -> list[Document]:
    found = []
    for source in project.sources:
        lost["codings_of_documents"] += source.coded
        if source.text is None or not source.text.strip():
            lost["sources_without_text"] += 1
            lost["codings_without_text"] += sum(len(each.codings) for each in source.selections)
            continue
        try:
            talk = read_talk(source.text, counting, speakers=speakers, pattern=pattern)
        except BsbError as error:
            raise BsbError(f"{source.name}: {error.message}", error.hint) from error
        found.append(document(source, talk))
    if not found and not project.codes and not project.memos:
        raise BsbError(_("The project in the file is empty."), "")
    return found


def _lay_beside(connection: Connection, documents: Sequence[Document]) -> None:
    """Find the interviews that documents are, by name or by text, and name the new ones."""
    rows = {row["name"].casefold(): row for row in stored_interviews.interviews(connection)}
    by_name = {row["name"]: row for row in rows.values()}
    taken = set(rows)
    used: set[int] = set()
    known = stored_exchange.fingerprints(connection)
    for each in documents:
        wanted = interview_name(each.source.name, set())
        row = rows.get(wanted.casefold())
        if row is None:
            same = known.get(digest_of(each.source.text or "")) or known.get(digest(each.text))
            row = by_name[same] if same else None
        if row is None or row["id"] in used:
            each.name = interview_name(each.source.name, taken)
            continue
        used.add(row["id"])
        each.name, each.interview_id = row["name"], row["id"]
        people = stored_interviews.participants(connection, row["id"])
        each.known_people = {person["pseudonym"]: person["consent"] for person in people}
        transcript = stored_transcripts.transcript_of(connection, row["id"])
        if transcript is not None:
            each.standing = Standing(row["name"], transcript["id"], transcript["text"])


def _understood(name: str, guid: str, project: QdaProject, config: Config) -> bool:
    names = {fold(n) for d in config.districts for n in (d.name, d.short, *d.aliases) if n}
    facet = any(each.guid == guid and facet_of(each) for each in project.sets)
    return bool(district_of(name)) or fold(name) in names or is_matrix(name) or facet


def _draft(made: Incoming, importer: Importer, scanner: Callable[[], Scanner]) -> None:
    """Scan what is new, and put it together as one draft to be reviewed."""
    turns: list[Turn] = []
    hits: list[Hit] = []
    for each in made.documents:
        if each.standing is not None:
            continue
        sha256 = digest_of(each.source.text or "")
        each.draft = importer.scan(each.talk.found, path=made.path, sha256=sha256, format="qdpx")
        made.parts.append((each.draft, len(turns)))
        hits += [replace(hit, turn=hit.turn + len(turns)) for hit in each.draft.hits]
        turns += [
            Turn(t.number, f"{each.name} {t.speaker}", t.role, t.text, t.time, t.page) for t in each.draft.turns
        ]
    labels = dict(_others(made))
    made.others = list(labels)
    texts = tuple(Turn(number, label, "", text) for number, (text, label) in enumerate(labels.items(), 1))
    other = importer.scan(Found(texts, {}, (), {}), path=made.path, sha256="", format="qdpx", scanner=scanner())
    made.parts.append((other, len(turns)))
    hits += [replace(hit, turn=hit.turn + len(turns)) for hit in other.hits]
    turns += other.turns
    made.review = Draft(
        path=made.path,
        source_sha256=hashlib.sha256(made.path.read_bytes()).hexdigest(),
        format="qdpx",
        turns=tuple(turns),
        names={},
        mapping={},
        hits=tuple(hits),
        notices=tuple(made.notices),
        approved=frozenset(
            replace(hit, turn=hit.turn + first) for draft, first in made.parts for hit in draft.approved
        ),
    )


def _others(made: Incoming) -> list[tuple[str, str]]:
    """Return the other texts that would be stored, each with where it stands."""
    found: list[tuple[str, str]] = []

    def say(where: str, *texts: str) -> None:
        found.extend((normalise(text), where) for text in texts if text.strip())

    code, memo, person = _("code"), _("memo"), _("participant")
    for one in made.book.codes.values():
        if one.key not in made.book.known:
            say(code, one.name, one.short, one.definition, one.include, one.exclude, one.example, one.memo)
    for note in made.notes:
        if not (uid_of(note.guid) in made.known or (note.summary and note.cell in made.cells)):
            say(memo, note.title, note.text)
    for doc in made.documents:
        for each in doc.source.selections:
            if any(c.code not in made.marks and uid_of(c.guid) not in made.known for c in each.codings):
                say(memo, each.description)
        if doc.interview_id is None:
            say(_("document"), doc.source.name, *free_values(doc))
        for who in (who for name, who in doc.people.items() if name not in doc.known_people):
            say(person, *who.attributes.values(), *who.attributes, who.values.get("scope", ""))
    return list(dict(found).items())


def uid_of(guid: str) -> str:
    """Return an identifier as the 32 digits that the project keeps."""
    return guid.replace("-", "").lower()
