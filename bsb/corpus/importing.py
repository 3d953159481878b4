"""Taking a transcript in: read, find turns, scan for what points to people, review, write. All or nothing."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.config import Config
from bsb.corpus.interviews import Interview, Interviews
from bsb.corpus.reviews import Reviews, keep
from bsb.corpus.transcripts import join_turns
from bsb.corpus.turns import Found, Turn, find_turns
from bsb.errors import BsbError
from bsb.formats.read import read_source
from bsb.formats.source import Source
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.privacy.hits import Found as Finding
from bsb.privacy.hits import Hit
from bsb.privacy.kinds import kind_name
from bsb.privacy.known import Known
from bsb.privacy.register import Register
from bsb.privacy.review import Decision, Tally, apply, tally
from bsb.privacy.scan import Scanner
from bsb.store import schema
from bsb.store import transcripts as stored
from bsb.store.interviews import consents
from bsb.store.journal import Change, Journal
from bsb.store.search import index_turns
from bsb.text.marks import count_plain, outside_brackets
from bsb.text.normal import digest

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NUMBER = re.compile(r"\(navn (\d+)\)")


@dataclass(frozen=True)
class Draft:
    """A transcript that has been read but not stored: its turns, the names found, and what must be reviewed.

    ``hits`` point into ``turns`` by index; the weak ones (see bsb.privacy.hits) do not stop an import.
    ``approved`` are those that stand by an earlier decision: kept for good in the project, or unchanged in the
    version that a revision replaces.
    """

    path: Path
    source_sha256: str
    format: str
    turns: tuple[Turn, ...]
    names: Mapping[str, int]
    mapping: Mapping[str, str]
    hits: tuple[Hit, ...]
    notices: tuple[str, ...]
    approved: frozenset[Hit] = frozenset()

    @property
    def to_review(self) -> list[Hit]:
        """The hits that a person is asked about, weak ones too."""
        return [hit for hit in self.hits if hit not in self.approved]

    @property
    def open_hits(self) -> list[Hit]:
        """The hits that must be decided on before the transcript may be stored."""
        return [hit for hit in self.to_review if not hit.weak]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft's text as it may be stored, with the turns' spans in it (code points, half-open).

    ``turns`` are the texts of the turns, ``plain`` the same without marks in brackets, as they are indexed.
    ``removed`` tells which turns were left out after a withdrawal; ``newcomers`` are participants who are not
    recorded yet. ``tally`` counts the decisions (``bsb.privacy.review.tally``); ``keep`` are forms to be kept.
    """

    interview: str
    text: str
    sha256: str
    words: int
    turns: tuple[str, ...]
    plain: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    removed: tuple[bool, ...]
    newcomers: tuple[str, ...]
    tally: Mapping[Tally, int]
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import stored."""

    interview: str
    turns: int
    words: int
    replaced: int
    notices: tuple[str, ...]


class Importer:
    """Reads transcripts from files and stores them once they are reviewed."""

    def __init__(self, journal: Journal, config: Config, interviews: Interviews, reviews: Reviews) -> None:
        self._journal = journal
        self._reviews = reviews
        self._config = config
        self._interviews = interviews
        self._scanner: Scanner | None = None
        self._names: Path | None = None

    def use_register(self, path: Path) -> None:
        """Scan with a register of names, see ``bsb.privacy.register``; numbers given to persons are kept there."""
        self._names, self._scanner = path, None

    @property
    def scanner(self) -> Scanner:
        """The project's scanner: its districts, and its register of names if one is in use.

        Raises BsbError if the register cannot be read.
        """
        if self._scanner is None:
            register = Register.load(self._names) if self._names else None
            districts = [d.name for d in self._config.districts]
            self._scanner = Scanner(register=register, districts=districts, area=self._config.privacy.area)
        return self._scanner

    def output_scanner(self, known: Known | None = None) -> Scanner:
        """Return a scanner for what is about to leave. ``known`` is what papers may say."""
        return Scanner(register=self.scanner.register, area=self._config.privacy.area, known=known)

    def keep_numbers(self) -> None:
        """Write the numbers given to persons into the register in use, so that they hold in the next transcript."""
        if self._names and self.scanner.register:
            self.scanner.register.save_numbers(self._names)

    def read(self, path: Path, *, speakers: Mapping[str, str] | None = None, pattern: str | None = None) -> Draft:
        """Read a file, find its turns and scan them; nothing is stored.

        ``speakers`` maps names in the file to I1, I2 ... (facilitators) and B1, B2 ... (participants);
        ``pattern`` is a regular expression for speaker labels, see ``bsb.corpus.turns``.

        Raises BsbError for a file that cannot be read or has no turns.
        """
        source = read_source(path)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return self.draft(source, path=path, sha256=sha256, speakers=speakers, pattern=pattern)

    def draft(
        self,
        source: Source,
        *,
        path: Path,
        sha256: str,
        speakers: Mapping[str, str] | None = None,
        pattern: str | None = None,
    ) -> Draft:
        """Find the turns of what has been read and scan them; see ``read``. ``sha256`` is that of the source."""
        found = find_turns(source, speakers=speakers, pattern=pattern)
        drafted = self.scan(found, path=path, sha256=sha256, format=source.format)
        return replace(drafted, notices=(*source.notices, *found.notices))

    def scan(
        self,
        found: Found,
        *,
        path: Path,
        sha256: str,
        format: str,  # noqa: A002  as in Draft
        scanner: Scanner | None = None,
        findings: Sequence[Sequence[Finding]] | None = None,
    ) -> Draft:
        """Scan turns that have been found, with the project's scanner or another; see ``draft``.

        ``findings`` are what ``Scanner.find`` has found in them already, elsewhere.
        """
        scanner = scanner or self.scanner
        turns = [(turn.role, turn.text) for turn in found.turns]
        hits = scanner.hits(turns, scanner.find(turns) if findings is None else findings)
        if scanner.register is None:
            hits = _number_on(hits, [turn.text for turn in found.turns])
        return Draft(
            path=path,
            source_sha256=sha256,
            format=format,
            turns=found.turns,
            names=found.names,
            mapping=found.mapping,
            hits=tuple(hits),
            notices=found.notices,
            approved=self._reviews.kept().standing([turn.text for turn in found.turns], hits),
        )

    def store(
        self,
        draft: Draft,
        interview: str,
        *,
        decisions: Mapping[Hit, Decision] | None = None,
        reviewer: str,
    ) -> Imported:
        """Store a draft as an interview's transcript, with the reviewer's decision on each hit.

        A hit without a decision stops the import unless it is weak. Speakers who are not among the
        interview's participants are added with unknown consent; the turns of one who has withdrawn are left out.

        Raises BsbError, with nothing stored, for undecided hits, an interview that has a transcript already, or
        a text that is in the project already.
        """
        decided = decisions or {}
        into = self._interviews.get(interview)
        with self._journal.change("transcript.import", into.name) as change:
            reviewed = review(draft, into.name, consents(change.connection, into.id), decided)
            self._refuse_known(change.connection, draft, into, reviewed.sha256)
            self.write(change, into.id, draft, reviewed, reviewer=reviewer)
        self.keep_numbers()
        return Imported(
            into.name,
            len(draft.turns),
            reviewed.words,
            sum(d.action != "keep" for d in decided.values()),
            draft.notices,
        )

    def write(
        self,
        change: Change,
        interview_id: int,
        draft: Draft,
        reviewed: Reviewed,
        *,
        reviewer: str,
        version: int = 1,
        replaces: int | None = None,
    ) -> int:
        """Write a reviewed draft as a version of an interview's transcript, and return the transcript's id."""
        (transcript_id,) = change.insert(
            schema.transcript,
            [
                {
                    "interview_id": interview_id,
                    "version": version,
                    "replaces": replaces,
                    "text": reviewed.text,
                    "sha256": reviewed.sha256,
                    "source_sha256": draft.source_sha256,
                    "source_format": draft.format,
                    "words": reviewed.words,
                    "approved_by": reviewer,
                    "approved_at": self._journal.now(),
                }
            ],
        )
        beside = zip(draft.turns, reviewed.spans, reviewed.removed, strict=True)
        turn_ids = change.insert_values(
            schema.turn,
            ("transcript_id", "number", "speaker", "role", "start", "end", "time_ms", "page", "removed"),
            [
                (transcript_id, turn.number, turn.speaker, turn.role, *span, turn.time, turn.page, int(out))
                for turn, span, out in beside
            ],
        )
        index_turns(change.connection, zip(turn_ids, reviewed.turns, strict=True), reviewed.plain)
        self._write_review(change, version, reviewed, reviewer)
        change.insert(
            schema.participant,
            [{"interview_id": interview_id, "pseudonym": name, "consent": "unknown"} for name in reviewed.newcomers],
        )
        return transcript_id

    def _write_review(self, change: Change, version: int, reviewed: Reviewed, reviewer: str) -> None:
        """Record how many hits were decided on how, by whom and when, and the forms to be kept: never the words."""
        at = self._journal.now()
        common = {"interview": reviewed.interview, "version": version, "reviewer": reviewer, "at": at}
        rows = [
            common | {"kind": kind, "decision": decision, "hits": hits}
            for (kind, decision), hits in sorted(reviewed.tally.items())
        ]
        change.insert(schema.review, rows)
        if reviewed.keep:
            keep(change, self._reviews.kept(), reviewed.keep, by=reviewer, at=at)

    @staticmethod
    def _refuse_known(connection: Connection, draft: Draft, into: Interview, text_sha256: str) -> None:
        same = stored.same_source(connection, draft.source_sha256, text_sha256)
        if same is not None:
            raise BsbError(
                _("{file} is in the project already, as the transcript of {interview}.").format(
                    file=draft.path.name, interview=same
                ),
                _("Nothing was changed."),
            )
        if into.words is not None:
            raise BsbError(
                _("{interview} has a transcript already.").format(interview=into.name),
                _("To take it out first: bsb undo, or bsb history to find its import."),
            )


def review(draft: Draft, interview: str, people: Mapping[str, str], decided: Mapping[Hit, Decision]) -> Reviewed:
    """Return what may be stored of a draft: decisions carried out, the turns of who has withdrawn left out.

    ``people`` maps each participant's pseudonym to the consent given.

    Raises BsbError for undecided hits that are not weak.
    """
    if undecided := [hit for hit in draft.open_hits if hit not in decided]:
        raise unreviewed(draft, undecided)
    standing = dict.fromkeys(draft.approved, Decision("keep")) | dict(decided)
    texts = apply([t.text for t in draft.turns], draft.hits, standing)
    withdrawn = {name for name, consent in people.items() if consent == "withdrawn"}
    removed = [turn.speaker in withdrawn for turn in draft.turns]
    if withdrawn:
        texts = ["" if out else text for text, out in zip(texts, removed, strict=True)]
    text, spans = join_turns(texts)
    plain = tuple(map(outside_brackets, texts))
    present = dict.fromkeys(t.speaker for t in draft.turns if t.role == "participant")
    return Reviewed(
        interview=interview,
        text=text,
        sha256=digest(text),
        words=count_plain("\n".join(plain)),
        turns=tuple(texts),
        plain=plain,
        spans=tuple(spans),
        removed=tuple(removed),
        newcomers=tuple(name for name in present if name not in people),
        tally=tally(draft.hits, decided, draft.approved),
        keep=tuple(draft.turns[h.turn].text[h.start : h.end] for h, d in decided.items() if d.always),
    )


def _number_on(hits: Sequence[Hit], texts: Sequence[str]) -> list[Hit]:
    """Let proposed numbers of persons begin after those in the text: "(navn 1)" there is somebody else."""
    if not hits:
        return []
    taken = max((int(n) for text in texts for n in _NUMBER.findall(text)), default=0)
    return [
        replace(hit, replacement=_NUMBER.sub(lambda m: f"(navn {int(m[1]) + taken})", hit.replacement))
        for hit in hits
    ]


def unreviewed(draft: Draft, hits: Sequence[Hit]) -> BsbError:
    """Return the error for hits that nobody has decided on: kinds and turn numbers, never the words."""
    kinds = Counter(kind_name(hit.kind) for hit in hits)
    places = sorted({draft.turns[hit.turn].number for hit in hits})
    shown = ", ".join(map(str, places[:12])) + (" …" if len(places) > 12 else "")
    return BsbError(
        ngettext(
            "{file}: {n} place may point to a person and has not been reviewed ({kinds}; turn {turns}).",
            "{file}: {n} places may point to people and have not been reviewed ({kinds}; turns {turns}).",
            len(hits),
        ).format(
            file=draft.path.name,
            n=len(hits),
            kinds=", ".join(f"{kind}: {n}" for kind, n in kinds.most_common()),
            turns=shown,
        ),
        _("Look at them: bsb privacy scan {file} (with --sheet OUT.xlsx to decide on). Nothing was stored.").format(
            file=draft.path.name
        ),
    )
