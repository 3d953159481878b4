"""The project to and from other programs for qualitative analysis, by REFI-QDA."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.config import Config
from bsb.corpus.importing import Importer
from bsb.exchange.refi.losses import Lost, losses
from bsb.formats.qda.offsets import Counting
from bsb.store.journal import Journal

if TYPE_CHECKING:
    from bsb.exchange.refi.incoming import Incoming
    from bsb.privacy.hits import Hit
    from bsb.privacy.review import Decision
    from bsb.privacy.scan import Scanner


@dataclass(frozen=True, slots=True)
class Exported:
    """What a .qdpx file holds, by table, and what of the project it does not.

    ``wide`` counts characters (emoji, mostly) that programs count differently; ``deep`` codes below the third level,
    which some programs do not keep.
    """

    file: Path
    carried: Mapping[str, int]
    lost: tuple[Lost, ...]
    wide: int
    deep: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import stored and what was here already, by table, and what of the file it could not carry."""

    file: Path
    origin: str
    counting: Counting
    added: Mapping[str, int]
    known: Mapping[str, int]
    replaced: int
    lost: tuple[Lost, ...]
    notices: tuple[str, ...]


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Put off the search for circular garbage: there are tens of thousands of small objects, and none in circles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Refi:
    """Writes and reads .qdpx files."""

    def __init__(self, journal: Journal, config: Config, importer: Importer, scanner: Callable[[], Scanner]) -> None:
        self._journal = journal
        self._config = config
        self._importer = importer
        self._scanner = scanner  # for what is not said in an interview: it may name districts

    def export(
        self,
        out: Path,
        *,
        date: datetime.date,
        target: str = "standard",
        newline: str | None = None,
        case_codes: bool = False,
    ) -> Exported:
        """Write the project as a .qdpx file. Equal projects and dates give equal bytes.

        ``target`` "nvivo" counts offsets in UTF-16 units and writes texts as NVivo does; ``newline`` "crlf" ends
        lines so (usual for NVivo alone). ``case_codes`` adds a code for each participant on what they say.

        Raises BsbError if it cannot be written there.
        """
        from bsb.coding.book_refi import depth_over
        from bsb.coding.codebook import codes_of
        from bsb.exchange.refi.export import outgoing
        from bsb.formats.qda.write import qdpx_bytes
        from bsb.formats.stable_zip import write_whole
        from bsb.store import codings as stored

        with _no_garbage(), self._journal.store.read() as connection:
            made = outgoing(
                connection,
                self._config,
                date=date,
                user=self._config.name,
                target=target,
                newline=newline or ("crlf" if target == "nvivo" else "lf"),
                case_codes=case_codes,
            )
            deep = depth_over(codes_of(stored.codes(connection)))
        write_whole(out, qdpx_bytes(made.project, made.texts, date=date))
        return Exported(
            out,
            {table: n for table, n in made.carried.items() if n},
            losses(made.lost),
            made.wide if target == "standard" else 0,
            deep,
        )

    def read(
        self,
        path: Path,
        *,
        district: str | None = "",
        facet: str = "free",
        speakers: Mapping[str, str] | None = None,
        pattern: str | None = None,
    ) -> Incoming:
        """Read a .qdpx file and lay it beside the project; nothing is stored. ``review`` of it is to be decided on.

        ``district`` is for documents that say none (None: do not ask, to look only), ``facet`` for new codes.
        ``speakers`` and ``pattern`` are those of ``Importer.read``.

        Raises BsbError if the file is damaged or hostile, or it cannot be told which district a document is from.
        """
        from bsb.exchange.refi.incoming import read_incoming

        with _no_garbage(), self._journal.store.read() as connection:
            return read_incoming(
                path,
                connection,
                self._config,
                self._importer,
                self._scanner,
                district=district,
                facet=facet,
                speakers=speakers,
                pattern=pattern,
            )

    def store(self, incoming: Incoming, *, decisions: Mapping[Hit, Decision] | None = None, reviewer: str) -> Taken:
        """Store what was read, as one change. What is here already is left as it is: a second import adds nothing.

        A document whose interview has a transcript brings its codings to it by their words.

        Raises BsbError, with nothing stored, for hits that nobody has decided on, or a transcript that differs here.
        """
        from bsb.exchange.refi.take_in import take_in

        with _no_garbage(), self._journal.change("exchange.import", incoming.path.name) as change:
            done = take_in(
                change, incoming, self._importer, decisions or {}, reviewer=reviewer, now=self._journal.now()
            )
        self._importer.keep_numbers()
        return Taken(
            incoming.path,
            incoming.project.origin,
            incoming.counting,
            {table: n for table, n in done.added.items() if n},
            {table: n for table, n in done.known.items() if n},
            done.replaced,
            losses(done.lost),
            tuple(incoming.notices),
        )
