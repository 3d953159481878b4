"""Many transcripts at once: read and scanned by a crew, in any order; numbered, reviewed and stored here, in theirs.

A worker gets a file's bytes and how it is to be read, and gives back turns and findings. It never sees the store, and
what it says when something goes wrong holds no word of the file. Files that are in the project already are passed
over, so that an import that was broken off goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bsb.corpus.importing import Draft, Importer
from bsb.corpus.interviews import Interview, Interviews
from bsb.corpus.spread import Crew, spread
from bsb.corpus.turns import Found, Turn, find_turns
from bsb.errors import BsbError, place_of
from bsb.formats.in_memory import InMemory
from bsb.formats.limits import LIMITS, read_bytes
from bsb.formats.read import SUFFIXES, read_source
from bsb.i18n import current_language, speaking
from bsb.i18n import gettext as _
from bsb.privacy.hits import Found as Finding
from bsb.privacy.register import Entry, Register
from bsb.privacy.scan import Scanner
from bsb.store import transcripts as stored
from bsb.store.journal import Journal

_ONE_AT_A_TIME = threading.Lock()  # a cluster's worker may have threads, and the recognisers keep state


@dataclass(frozen=True, slots=True)
class Manner:
    """How all files of a batch are read and scanned; hashable, so that a worker makes its scanner once."""

    speakers: tuple[tuple[str, str], ...] = ()
    pattern: str | None = None
    register: tuple[Entry, ...] | None = None
    districts: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    language: str = "nb"

    def __repr__(self) -> str:
        """Name nobody: a cluster may log what it is given."""
        return "Manner()"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file as it is handed to a worker."""

    name: str
    data: bytes
    manner: Manner

    def __repr__(self) -> str:
        """Say nothing of the content: a cluster may log what it is given."""
        return f"Parcel({len(self.data)} bytes)"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a worker found in a file: its turns, who is who, and what may point to people in each turn."""

    turns: tuple[Turn, ...]
    names: dict[str, int]
    mapping: dict[str, str]
    notices: tuple[str, ...]
    format: str
    findings: Sequence[Sequence[Finding]]

    def __repr__(self) -> str:
        """Say nothing of the content."""
        return f"Opened({len(self.turns)} turns)"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file could not be read, in the two lines of a BsbError."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file of a batch, in their order: a draft to be reviewed, or ``error``, or in the project already.

    ``known`` is the interview whose transcript it is already. ``again``: a worker was lost over it, and it was done
    once more.
    """

    path: Path
    interview: str
    draft: Draft | None = None
    error: BsbError | None = None
    known: str = ""
    again: bool = False


def open_parcel(parcel: Parcel) -> Opened | Refused:
    """Read a file, find its turns and what may point to people. Runs anywhere, and never raises."""
    try:
        with _ONE_AT_A_TIME, speaking(parcel.manner.language):
            return _opened(parcel)
    except BsbError as error:
        return Refused(error.message, error.hint)
    except Exception as error:  # its message may hold words of the file, so it stays here
        with speaking(parcel.manner.language):
            return Refused(
                _("{file} could not be read ({why}).").format(file=parcel.name, why=place_of(error)),
                _("That is a fault in bsb. Save the file as another kind, such as .txt, and try again."),
            )


def _opened(parcel: Parcel) -> Opened:
    manner = parcel.manner
    source = read_source(InMemory(parcel.name, parcel.data))
    found = find_turns(source, speakers=dict(manner.speakers) or None, pattern=manner.pattern)
    findings = _scanner(manner).find([(turn.role, turn.text) for turn in found.turns])
    notices = (*source.notices, *found.notices)
    return Opened(found.turns, found.names, found.mapping, notices, source.format, findings)


@lru_cache(maxsize=1)
def _scanner(manner: Manner) -> Scanner:
    register = None if manner.register is None else Register(manner.register)
    return Scanner(register=register, districts=manner.districts, area=manner.area)


@dataclass(slots=True)
class _Waiting:
    """A file that has been looked at: for a worker, or ``early`` says already what came of it."""

    path: Path
    interview: str
    sha256: str = ""
    data: bytes = b""
    early: Arrived | None = None


def _early(under_way: deque[_Waiting]) -> Iterator[Arrived]:
    while under_way and (arrived := under_way[0].early):
        under_way.popleft()
        yield arrived


class Batch:
    """Reads many files with a crew."""

    def __init__(self, journal: Journal, interviews: Interviews, importer: Importer) -> None:
        self._journal = journal
        self._interviews = interviews
        self._importer = importer

    def read(
        self,
        files: Iterable[tuple[Path, str]],
        crew: Crew,
        *,
        speakers: Mapping[str, str] | None = None,
        pattern: str | None = None,
    ) -> Iterator[Arrived]:
        """Yield what came of each file, given with the name of its interview; nothing is stored.

        A file is looked at no earlier than it is soon needed, and not at all if it is in the project already, or
        its interview is not known or has a transcript.
        """
        scanner = self._importer.scanner
        manner = Manner(
            speakers=tuple((speakers or {}).items()),
            pattern=pattern,
            register=None if scanner.register is None else scanner.register.entries,
            districts=tuple(sorted(scanner.districts)),
            area=tuple(sorted(scanner.area)),
            language=current_language(),
        )
        with self._journal.store.read() as connection:
            known = stored.sources(connection)
        under_way: deque[_Waiting] = deque()

        def parcels() -> Iterator[Parcel]:
            for path, name in files:
                under_way.append(waiting := self._looked_at(path, name, known))
                if waiting.early is None:
                    yield Parcel(path.name, waiting.data, manner)
                    waiting.data = b""

        for done in spread(open_parcel, parcels(), crew):
            yield from _early(under_way)
            yield self._arrived(under_way.popleft(), done.result, done.again)
            yield from _early(under_way)
        yield from _early(under_way)

    def _looked_at(self, path: Path, name: str, known: Mapping[str, str]) -> _Waiting:
        try:
            data = read_bytes(path, LIMITS.file_bytes)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 in known:
                return _Waiting(path, name, early=Arrived(path, name, known=known[sha256]))
            return _Waiting(path, self._into(name).name, sha256, data)
        except BsbError as error:
            return _Waiting(path, name, early=Arrived(path, name, error=error))

    def _into(self, name: str) -> Interview:
        into = self._interviews.get(name)
        if into.words is not None:
            raise BsbError(
                _("{interview} has a transcript already.").format(interview=into.name),
                _("To take it out first: bsb undo, or bsb history to find its import."),
            )
        return into

    def _arrived(self, waiting: _Waiting, result: Opened | Refused | None, again: bool) -> Arrived:
        path, interview = waiting.path, waiting.interview
        if result is None:
            error = BsbError(
                _("{file} was not read: the process at work on it came to an end each time.").format(file=path.name),
                _("It may have used up the memory. Import the file alone, without --workers."),
            )
            return Arrived(path, interview, error=error, again=again)
        if isinstance(result, Refused):
            return Arrived(path, interview, error=BsbError(result.message, result.hint), again=again)
        found = Found(result.turns, result.names, result.notices, result.mapping)
        draft = self._importer.scan(
            found, path=path, sha256=waiting.sha256, format=result.format, findings=result.findings
        )
        return Arrived(path, interview, draft=replace(draft, notices=result.notices), again=again)


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be transcripts, by name; not those in folders below it.

    Raises BsbError if there are none.
    """
    found = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file()
    )
    if not found:
        raise BsbError(
            _("There are no transcripts in {folder}.").format(folder=folder.name),
            _("Known kinds: {kinds}. Save it as one of these.").format(kinds=", ".join(SUFFIXES)),
        )
    return found
