"""Reading the evaluations, one at a time: opened, read, let go of. Nothing in a project's folder is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.analysis.matrix import Cell
from bsb.coding.codes import Code
from bsb.config import FILE as PROJECT_FILE
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.project import Project
from bsb.rooms import DATABASE
from bsb.store import cipher
from bsb.store.counts import Ask, cell_counts, spoken
from bsb.store.history import moved_codes
from bsb.store.summaries import project_mark
from bsb.synthesis.folder import Listed, place_of
from bsb.synthesis.seen import Move

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

#: An interview and a pseudonym in it.
Person = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    """An evaluation's codebook, with the merges and splits that made it, and the mark of its project."""

    listed: Listed
    mark: str
    codes: tuple[Code, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Consents:
    """Who may be in a synthesis. ``without`` are left out: no consent recorded, or one for something else.

    ``unknown`` and ``narrower`` say how many of each; ``scopes`` are what the latter's consent says.
    """

    covered: int
    without: tuple[Person, ...]
    unknown: int
    narrower: int
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What people said in an evaluation, by group of codes, and who speaks in it at all (``present``)."""

    groups: Mapping[str, Cell]
    present: Cell
    consents: Consents
    smallest: int
    hidden: tuple[str, ...]  # interviews in which an open blind round hides codings


@contextmanager
def opened(root: Path, listed: Listed) -> Iterator[Project]:
    """Open an evaluation's project for reading.

    Raises BsbError, with the evaluation's name, if it is not where the list says, another project lies there, it is
    of another version, or somebody wrote to it meanwhile.
    """
    folder = place_of(root, listed)
    if not (folder / PROJECT_FILE).is_file():
        raise BsbError(
            _("The project of {name} is not in {folder}.").format(name=listed.name, folder=listed.path),
            _("If it was moved, write its folder in synthesis.yaml; to go on without it: --without {name}").format(
                name=listed.name
            ),
        )
    before = _stamp(folder)
    project = _open(folder, listed)
    try:
        yield project
    finally:
        project.close()
    if before != _stamp(folder) and not (before[0] and _logged(folder)):
        raise BsbError(
            _("{name}: somebody wrote to the project while it was read.").format(name=listed.name),
            _("Nothing was changed. Try again in a moment."),
        )


def _open(folder: Path, listed: Listed) -> Project:
    project = None
    try:
        if cipher.is_encrypted(folder / DATABASE):
            cipher.find_key(folder / DATABASE, called=listed.name)
        project = Project.open(folder, read_only=True)
        if listed.mark and mark_of(project) != listed.mark:
            raise BsbError(
                _("another project lies in {folder} now.").format(folder=listed.path),
                _("Write the right folder in synthesis.yaml, or take its “mark” away if this is the right one."),
            )
    except BsbError as error:
        if project is not None:
            project.close()
        raise BsbError(f"{listed.name}: {error.message}", error.hint.replace("DIR", listed.path)) from None
    return project


def _stamp(folder: Path) -> tuple[bool, int, int]:
    file = folder / DATABASE
    state = file.stat() if file.is_file() else None
    return _logged(folder), state.st_mtime_ns if state else 0, state.st_size if state else 0


def _logged(folder: Path) -> bool:
    """Whether another program has the database open, so that it keeps a log of what is written beside it."""
    return (folder / f"{DATABASE}-wal").exists()


def mark_of(project: Project) -> str:
    """Return a project's mark; "" for one in which nothing has been done yet."""
    with project.store.read() as connection:
        return project_mark(connection)


def read_book(project: Project, listed: Listed) -> Book:
    """Return the codebook of an evaluation."""
    with project.store.read() as connection:
        mark, moves = project_mark(connection), tuple(moved_codes(connection))
    return Book(listed, mark, tuple(project.codebook.all()), moves)


def read_consents(project: Project, scopes: Sequence[str]) -> Consents:
    """Return who may be in a synthesis: consent without limits, or one that says one of ``scopes``."""
    people = [each for each in project.interviews.participants() if each.consent != "withdrawn"]
    wanted = {" ".join(scope.split()).casefold() for scope in scopes}
    unknown = [each for each in people if each.consent != "given"]
    narrower = [
        each
        for each in people
        if each.consent == "given" and each.scope and " ".join(each.scope.split()).casefold() not in wanted
    ]
    without = tuple((each.interview, each.pseudonym) for each in (*unknown, *narrower))
    said = tuple(dict.fromkeys(each.scope for each in narrower))
    return Consents(len(people) - len(without), without, len(unknown), len(narrower), said)


def count(
    project: Project, groups: Mapping[str, tuple[str, ...]], *, scopes: Sequence[str], smallest: int
) -> Counted:
    """Count what is coded with each group of codes, as the project's own matrices count: distinct participants first.

    ``smallest`` is the synthesis's own threshold; the project's counts where it is higher. Each person and turn
    counts once in a group, whichever of its codes they carry.
    """
    consents = read_consents(project, scopes)
    ask = Ask("group", "kind", groups=tuple(groups.items()), without=consents.without)
    with project.store.read() as connection:
        rows = cell_counts(connection, ask, by=("row",)) if groups else ()
        heard = spoken(connection, ask, "kind")
    present = Cell(**{name: sum(row[name] for row in heard) for name in ("interviews", "speakers", "turns")})
    return Counted(
        {row["row"]: _cell(row) for row in rows},
        present,
        consents,
        max(smallest, project.config.privacy.smallest_cell),
        tuple(sorted(project.store.hidden)),
    )


def _cell(row: RowMapping) -> Cell:
    return Cell(**{name: row[name] for name in Cell.__slots__})
