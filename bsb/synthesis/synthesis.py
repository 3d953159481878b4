"""A synthesis: several evaluations read side by side by common themes. It reads their projects and changes none.

Its folder holds the list of projects, the map of codes and the papers made. Participants' words are read from their
projects when a paper is made, and stand nowhere else.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from bsb.coding.codebook import find_code
from bsb.coding.codes import Code
from bsb.config import FILE as PROJECT_FILE
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.project import Project
from bsb.rooms import utc_now
from bsb.shipped import shipped
from bsb.synthesis import folder as folders
from bsb.synthesis.codes import CodeMap, Theme, relation
from bsb.synthesis.findings import Pooled, pooled
from bsb.synthesis.folder import Listed, Settings
from bsb.synthesis.mapped import Mapped
from bsb.synthesis.matrix import Reach, ThemeMatrix, matrix_of
from bsb.synthesis.quotes import Chosen, allowed, choose
from bsb.synthesis.reading import Book, Consents, Counted, count, mark_of, opened, read_book, read_consents
from bsb.synthesis.seen import ToLookAt

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one evaluation stands: how many of its codes are where in the map, and what is to be looked at.

    ``problem`` is why it cannot be read just now; the rest is then empty. ``alone`` are codes that stand nowhere.
    """

    listed: Listed
    problem: BsbError | None = None
    confirmed: int = 0
    proposed: int = 0
    here: int = 0
    alone: tuple[Code, ...] = ()
    to_look_at: tuple[ToLookAt, ...] = ()
    consents: Consents | None = None
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """All that was read for papers: the matrix, and by evaluation what was counted, found and chosen.

    ``here`` are keys of codes kept as only here, ``open`` of themes' codes that stand nowhere in the map. ``lost``
    says how many findings of each evaluation rest on nothing any more; ``look`` how many codes in the map
    have changed.
    """

    matrix: ThemeMatrix
    books: Mapping[str, Book]
    counted: Mapping[str, Counted]
    here: Mapping[str, tuple[str, ...]]
    open: Mapping[str, tuple[str, ...]]
    reach: tuple[Reach, ...]
    findings: tuple[Pooled, ...]
    lost: Mapping[str, int]
    quotes: Mapping[str, tuple[Chosen, ...]]
    look: int
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class _Read:
    book: Book
    counted: Counted
    groups: Mapping[str, tuple[str, ...]]
    findings: list[Pooled]
    lost: int
    quotes: dict[str, list[Chosen]]


class Synthesis:
    """A synthesis in a folder. ``now`` gives the date that papers carry."""

    def __init__(self, root: Path, settings: Settings, *, now: Callable[[], str] = utc_now) -> None:
        self.root = root
        self.settings = settings
        self.now = now

    @classmethod
    def start(
        cls, path: str | Path, *, name: str = "", language: str = "nb", now: Callable[[], str] = utc_now
    ) -> Synthesis:
        """Make the folder of a new synthesis.

        Raises BsbError, with nothing made, if there is one already, or a project lies there.
        """
        root = Path(path)
        for taken in (folders.FILE, "bsb.toml"):
            if (root / taken).exists():
                raise BsbError(
                    _("There is already a {file} in {folder}.").format(file=taken, folder=root.resolve().name),
                    _("A synthesis has a folder of its own. Name another."),
                )
        root.mkdir(parents=True, exist_ok=True)
        folders.write_settings(root, Settings(name or root.resolve().name, language))
        return cls.open(root, now=now)

    @classmethod
    def open(cls, path: str | Path = ".", *, now: Callable[[], str] = utc_now) -> Synthesis:
        """Open the synthesis in a folder or in the nearest folder above it.

        Raises BsbError if there is none, or its list has a fault.
        """
        root = folders.find_folder(Path(path))
        if root is None:
            raise BsbError(
                _("There is no synthesis in {folder} or above it.").format(folder=Path(path).resolve().name or "/"),
                _("Go to its folder, name it with -C DIR, or start one: bsb synthesis start DIR"),
            )
        return cls(root, folders.read_settings(root), now=now)

    @property
    def today(self) -> datetime.date:
        """The date that papers carry."""
        return datetime.date.fromisoformat(self.now()[:10])

    @property
    def output(self) -> Path:
        """The folder for papers."""
        return self.root / folders.OUTPUT

    def template(self, name: str) -> Path:
        """Return a template: the synthesis's own of that name in ``templates``, else the shipped one."""
        own = self.root / "templates" / name
        return own if own.is_file() else shipped("templates") / name

    @cached_property
    def mapped(self) -> Mapped:
        """The map of codes, with what was seen of the codebooks when people last looked at it."""
        return Mapped(self.root, [each.name for each in self.settings.projects])

    @property
    def codes(self) -> CodeMap:
        """The map of codes."""
        return self.mapped.codes

    def add(self, path: str | Path, *, name: str = "", title: str = "", period: str = "", place: str = "") -> Listed:
        """Put an evaluation's project into the list; title and period are the project's own where not given.

        Raises BsbError, with nothing changed, if no project lies there, it is in the list already, or it is empty.
        """
        given = Path(path)
        if not (given / PROJECT_FILE).is_file():
            raise BsbError(
                _("There is no project in {folder}.").format(folder=path),
                _("Name the folder that holds its {file}.").format(file=PROJECT_FILE),
            )
        with opened(self.root, Listed(name or given.resolve().name, folders.path_from(self.root, given))) as project:
            mark, config = mark_of(project), project.config
            if not mark:
                raise BsbError(
                    _("Nothing has been done in the project in {folder} yet.").format(folder=path),
                    _("Add it when it has interviews and codes."),
                )
        title = title or config.name
        listed = Listed(
            name or folders.free_name(self.settings, given.resolve().name),
            folders.path_from(self.root, given),
            mark,
            title,
            period or config.period,
            place,
        )
        self.settings = folders.with_project(self.settings, listed)
        folders.write_settings(self.root, self.settings)
        self.__dict__.pop("mapped", None)
        return listed

    def books(self) -> dict[str, Book]:
        """Return the codebook of each evaluation by its name.

        Raises BsbError if one cannot be read, or the map names a code that an evaluation never had.
        """
        return self._read(lambda listed, project: self._book(listed, project))

    def propose(self, *, facets: Sequence[str] = ("theme",)) -> CodeMap:
        """Put proposals into the map: which codes are alike. Return the map; nothing is confirmed by that."""
        return self.mapped.propose(self.books(), facets)

    def confirm(self, wanted: Sequence[str] = (), *, same: bool = False, every: bool = False) -> int:
        """Confirm proposals: of themes ("okonomi"), of one evaluation in a theme ("okonomi/alna"), or ``every`` one.

        With ``same``, only those of the same name or key as the theme. Return how many codes were confirmed.

        Raises BsbError for a theme or an evaluation that is not there.
        """
        if every or (same and not wanted):
            wanted = [theme.key for theme in self.codes.themes]
        return self.mapped.decide(self._meant(wanted), self.books(), "codes", same=same)

    def refuse(self, wanted: Sequence[str]) -> int:
        """Refuse proposals, so that they are not made again; see ``confirm``. Return how many codes were refused."""
        return self.mapped.decide(self._meant(wanted), self.books(), "refused")

    def keep(self, wanted: Sequence[str] = (), *, every: bool = False) -> int:
        """Keep codes that stand nowhere as only here: "alna/torget", or ``every`` theme that stands nowhere.

        Return how many were kept. Raises BsbError for a code or an evaluation that is not there.
        """
        books = self.books()
        chosen: list[tuple[str, str]] = []
        for each in wanted:
            name, _slash, code = each.partition("/")
            project = self.settings.listed(name).name
            chosen.append((project, find_code(books[project].codes, code).key))
        if every:
            chosen = [
                (name, code.key)
                for name, book in books.items()
                for code in book.codes
                if code.key in self.codes.groups(name, book.codes).get(":", ()) and code.facet == "theme"
            ]
        return self.mapped.keep(chosen, books)

    def _meant(self, wanted: Sequence[str]) -> list[tuple[str, str | None]]:
        parts = [each.partition("/") for each in wanted]
        return [
            (self.codes.theme(theme).key, self.settings.listed(project).name if project else None)
            for theme, _slash, project in parts
        ]

    def see(self, wanted: Sequence[str] = ()) -> list[ToLookAt]:
        """Take note that people have looked at what changed in the codebooks of these evaluations, or of all.

        Codes that are gone are taken out of the map. Return what there was to look at.
        """
        names = {self.settings.listed(each).name for each in wanted}
        books = self.books()
        return self.mapped.see([book for name, book in books.items() if name in names or not names], books)

    # --- reading --------------------------------------------------------------------------------------------

    def standing(self) -> list[Standing]:
        """Return where each evaluation stands, also of those that cannot be read."""
        codes = self.codes  # a fault in the map is no fault of an evaluation
        found = []
        for listed in self.settings.projects:
            try:
                with opened(self.root, listed) as project:
                    book, consents = read_book(project, listed), read_consents(project, self.settings.scopes)
                    hidden = tuple(sorted(project.store.hidden))
            except BsbError as error:
                found.append(Standing(listed, error))
                continue
            self.mapped.check(book)
            placed = codes.placed(listed.name)
            where = [state for state, _theme in placed.values()]
            alone = codes.groups(listed.name, book.codes).get(":", ())
            found.append(
                Standing(
                    listed,
                    None,
                    where.count("codes"),
                    where.count("proposed"),
                    where.count("here"),
                    tuple(c for c in book.codes if c.key in alone and c.facet == "theme" and c.codable),
                    tuple(self.mapped.to_look_at(book)),
                    consents,
                    hidden,
                )
            )
        self.mapped.keep_seen()
        return found

    def _read(self, do: Callable[[Listed, Project], T], without: Sequence[str] = ()) -> dict[str, T]:
        """Do something with each evaluation's project in turn; one at a time is open.

        Raises BsbError that tells of all that cannot be read.
        """
        if not self.settings.projects:
            raise folders.no_projects()
        left_out = {self.settings.listed(each).name for each in without}
        found: dict[str, T] = {}
        problems: list[BsbError] = []
        for listed in self.settings.projects:
            if listed.name in left_out:
                continue
            try:
                with opened(self.root, listed) as project:
                    found[listed.name] = do(listed, project)
            except BsbError as error:
                problems.append(error)
        if len(problems) == 1:
            raise problems[0]
        if problems:
            told = ngettext("{n} evaluation cannot be read:", "{n} evaluations cannot be read:", len(problems))
            lines = "\n".join(f"- {each.message}" for each in problems)
            raise BsbError(
                f"{told.format(n=len(problems))}\n{lines}", _("See each with its reason: bsb synthesis status")
            )
        if not found:
            raise BsbError(_("Every evaluation was left out."), _("Name fewer with --without."))
        self.mapped.keep_seen()
        return found

    def gather(self, themes: Sequence[str] = (), *, without: Sequence[str] = (), quotes: int = 0) -> Gathered:
        """Read what papers need: counts, findings, and up to ``quotes`` approved quotes by evaluation and valence.

        Raises BsbError if an evaluation cannot be read, a theme is not there, or nothing is confirmed in the map.
        """
        if not self.settings.projects:
            raise folders.no_projects()
        named = {self.codes.theme(each).key for each in themes}
        wanted = [theme for theme in self.codes.themes if theme.key in named or (theme.codes and not named)]
        if not any(theme.codes for theme in wanted):
            raise BsbError(
                _("No codes are confirmed in the map yet."),
                _("Have some proposed (bsb synthesis propose), look through codes.yaml, then: bsb synthesis confirm"),
            )

        def one(listed: Listed, project: Project) -> _Read:
            return self._one(listed, project, wanted, quotes)

        read = self._read(one, without)
        projects = [each for each in self.settings.projects if each.name in read]
        matrix = matrix_of(
            wanted,
            projects,
            {(t.key, n): relation(t, n, own.book.codes) for t in wanted for n, own in read.items()},
            {(t, n): cell for n, own in read.items() for t, cell in own.counted.groups.items()},
            {n: own.counted.present for n, own in read.items()},
            {n: own.counted.smallest for n, own in read.items()},
        )
        return Gathered(
            matrix,
            {n: own.book for n, own in read.items()},
            {n: own.counted for n, own in read.items()},
            {n: _themes_of(own, ":here") for n, own in read.items()},
            {n: _themes_of(own, ":") for n, own in read.items()},
            tuple(_reach(n, own, [t.key for t in self.codes.themes]) for n, own in read.items()),
            tuple(each for own in read.values() for each in own.findings),
            {n: own.lost for n, own in read.items() if own.lost},
            {t.key: tuple(q for own in read.values() for q in own.quotes.get(t.key, ())) for t in wanted},
            sum(len(self.mapped.to_look_at(own.book)) for own in read.values()),
            tuple(each.name for each in self.settings.projects if each.name not in read),
        )

    def _book(self, listed: Listed, project: Project) -> Book:
        book = read_book(project, listed)
        self.mapped.check(book)
        return book

    def _one(self, listed: Listed, project: Project, themes: Sequence[Theme], quotes: int) -> _Read:
        name, book = listed.name, self._book(listed, project)
        groups = self.codes.groups(name, book.codes)
        settings = self.settings
        counted = count(project, groups, scopes=settings.scopes, smallest=settings.smallest_cell)
        chosen: dict[str, list[Chosen]] = {}
        approved = allowed(project, set(counted.consents.without)) if quotes else []
        for theme in themes:
            cell = counted.groups.get(theme.key)
            # Where few spoke of it, a quote with the evaluation's name could point to one of them.
            if approved and cell and cell.speakers >= counted.smallest:
                own = [quote for quote in approved if quote.theme in groups[theme.key]]
                chosen[theme.key] = choose(project, name, theme.key, own, most=quotes)
        wanted = {theme.key for theme in themes}
        code_themes = {key: theme for theme, keys in groups.items() if theme in wanted for key in keys}
        found, lost = pooled(project, name, code_themes)
        return _Read(book, counted, groups, found, lost, chosen)


def _themes_of(read: _Read, group: str) -> tuple[str, ...]:
    own = set(read.groups.get(group, ()))
    return tuple(code.key for code in read.book.codes if code.key in own and code.facet == "theme" and code.codable)


def _reach(name: str, read: _Read, themes: Iterable[str]) -> Reach:
    def turns(*groups: str) -> int | None:
        cells = [read.counted.groups[group] for group in groups if group in read.counted.groups]
        few = any(0 < cell.speakers < read.counted.smallest for cell in cells)
        return None if few and len(groups) == 1 else sum(cell.turns for cell in cells)

    return Reach(name, turns(*themes) or 0, turns(":here"), turns(":proposed"), turns(":"))
