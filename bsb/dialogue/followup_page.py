"""The page that users and service fill in at a follow-up meeting: what is on it, and what a filled-in one says.

Each recommendation has a line: the users' boxes, the service's boxes, and room for what each of them sees.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.summaries import tidy_text
from bsb.config import Config
from bsb.dialogue.fill_words import any_of, every
from bsb.dialogue.followups import STATUSES, Followups, Progress
from bsb.dialogue.group_sheet import EMPTY, is_mark, without_label
from bsb.dialogue.minutes import listed, pointers
from bsb.errors import BsbError
from bsb.formats.texts import Texts
from bsb.formats.word_rows import read_tables
from bsb.i18n import gettext as _
from bsb.text.match import fold

if TYPE_CHECKING:
    from bsb.privacy.scan import Scanner

#: Who fills in which column; the words say how they are called.
USERS, SERVICE = "users", "service"
SIDES = (USERS, SERVICE)
_KEY = re.compile(r"R[1-9]\d{0,8}")


@functools.cache
def _mark() -> re.Pattern[str]:
    marked = any_of("mark") + r": (?P<project>\S*) · " + any_of("followup-mark")
    return re.compile(marked + r" · (?P<district>[^·\n]+?)\s*(?:\n|$)")


def status_words(words: Texts) -> dict[str, str]:
    """Return what statuses are called on paper."""
    return {status: words[f"status-{status}"] for status in STATUSES}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one side marked for a recommendation (its ref): a status, and what they wrote."""

    ref: str
    status: str
    said_by: str
    note: str


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A filled-in page: of which project (its mark) and district, what is seen, and what is wrong with it."""

    file: str
    project: str
    district: str
    seen: tuple[Seen, ...]
    problems: tuple[str, ...]


class FollowupPages:
    """Takes filled-in pages in. ``mark`` is the project's; ``scanner`` looks for what may point to a person."""

    def __init__(
        self, followups: Followups, config: Config, mark: Callable[[], str], scanner: Callable[[], Scanner]
    ) -> None:
        self._followups = followups
        self._config = config
        self._mark = mark
        self._scanner = scanner

    def read(self, paths: Sequence[Path], *, district: str | None = None) -> list[FilledPage]:
        """Read filled-in pages (.docx), all of them of ``district`` if one is named.

        Raises BsbError that lists every fault of every file: two marks in a cell, marks and words in wrong places, a
        page of another district or project, an unknown recommendation.
        """
        wanted = self._config.district(district).name if district else None
        pages: list[FilledPage] = []
        problems: list[str] = []
        for path in paths:
            try:
                page = self._page(path, wanted)
            except BsbError as error:
                problems.append(f"{error.message} {error.hint}".strip())
                continue
            pages.append(page)
            problems += page.problems
            if not page.seen and not page.problems:
                problems.append(_("{file}: no box is marked.").format(file=page.file))
        seen = [(page.district, each.ref, each.said_by) for page in pages for each in page.seen]
        for where, ref, who in dict.fromkeys(each for each in seen if seen.count(each) > 1):
            problems.append(
                _("{district}, {ref}: {who} have marked on more than one page; take in one of them.").format(
                    district=where, ref=ref, who=who
                )
            )
        if problems:
            raise BsbError(_("The pages do not fit. Nothing was taken in."), listed(problems))
        return pages

    def _page(self, path: Path, wanted: str | None) -> FilledPage:
        mark = read_mark(path)
        if mark.project != self._mark():
            raise BsbError(
                _("{file} is a page of another project.").format(file=path.name),
                _("Make the page of this one: bsb followup page DISTRICT"),
            )
        names = [each.name for each in self._config.districts]
        if mark.district not in names or wanted not in (None, mark.district):
            raise BsbError(
                _("{file} is a page of another district ({district}).").format(
                    file=path.name, district=mark.district
                ),
                _("Take it in by itself, without --district."),
            )
        return read_page(path, self._followups.all(districts=[mark.district]))

    def take_in(
        self,
        pages: Sequence[FilledPage],
        *,
        on: str | None = None,
        service: str = "",
        author: str = "",
        looked_through: bool = False,
    ) -> list[Seen]:
        """Enter what pages say, as one change, and return what was new. ``service`` is who marked for the service.

        Raises BsbError, with nothing written, if something may point to a person and nobody has ``looked_through``.
        """
        found = self.pointers(pages)
        if found and not looked_through:
            raise BsbError(
                _("Something on the pages may point to a person. Nothing was taken in."),
                listed(found)
                + "\n"
                + _("Take names out of the files, or, if you have read these places: --looked-through"),
            )
        who = " ".join(service.split())
        named = {words[SERVICE] for words in every()}
        seen = [
            replace(each, said_by=who) if who and each.said_by in named else each
            for page in pages
            for each in page.seen
        ]
        return self._followups.take_in(seen, on=on, author=author)

    def pointers(self, pages: Sequence[FilledPage]) -> list[str]:
        """Return where what was written may point to a person: file, place and kind, never the words."""
        parts = [(f"{page.file}, {each.ref}", each.note) for page in pages for each in page.seen if each.note]
        return pointers(parts, self._scanner)


def mark_of_page(project: str, district: str, words: Texts) -> str:
    """Return the mark by which a page finds its way home."""
    return f"{words['mark']}: {project} · {words['followup-mark']} · {district}"


def is_page(path: Path) -> bool:
    """Whether a Word file is a page of a follow-up meeting."""
    return path.suffix.lower() == ".docx" and _mark().search(read_tables(path).text) is not None


def read_mark(path: Path) -> FilledPage:
    """Return a page's project and district alone. Raises BsbError if it is no such page."""
    if path.suffix.lower() != ".docx":
        raise BsbError(
            _("{file} is no Word document.").format(file=path.name), _("Save the page as .docx, and take that in.")
        )
    match = _mark().search(read_tables(path).text)
    if match is None:
        raise _no_page(path)
    return FilledPage(path.name, match["project"], match["district"].strip(), (), ())


def _no_page(path: Path) -> BsbError:
    return BsbError(
        _("{file} is no page of a follow-up meeting.").format(file=path.name),
        _("Make one with: bsb followup page DISTRICT, and leave the line with the mark and the table’s heads in it."),
    )


def read_page(path: Path, found: Sequence[Progress]) -> FilledPage:
    """Read a filled-in page; ``found`` are the recommendations that may stand on it.

    What is wrong is listed, one line each (where, what, what to do), without the words that were written. Raises
    BsbError if it is no such page.
    """
    page = read_mark(path)
    table, words = _table(path)
    known = {each.recommendation.ref for each in found}
    seen: list[Seen] = []
    problems: list[str] = []
    keys: set[str] = set()
    for number, row in enumerate(table[1:], 2):
        key = row[0].strip() if row else ""
        place = _("row {row}").format(row=number) + (f" ({key})" if _KEY.fullmatch(key) else "")
        try:
            own = _row(row, key, keys, known, words)
        except BsbError as error:
            problems.append(f"{path.name}, {place}: {error.message}")
            continue
        keys.add(key)
        seen += own
    return replace(page, seen=tuple(seen), problems=tuple(problems))


def _table(path: Path) -> tuple[Sequence[Sequence[str]], Texts]:
    """Return the table of a page and the words of its language. Raises BsbError if there is none."""
    tables = read_tables(path).tables
    for words in every():
        heads = tuple(map(fold, words.lines("heads")))
        for table in tables:
            if table and tuple(map(fold, table[0])) == heads:
                return table, words
    raise _no_page(path)


def _row(row: Sequence[str], key: str, keys: set[str], known: set[str], words: Texts) -> list[Seen]:
    """Return what a row says. Raises BsbError for the first thing that is wrong with it."""
    heads = words.lines("heads")
    if len(row) != len(heads) or not _KEY.fullmatch(key):
        if is_mark(key):
            raise BsbError(_("a mark stands under “{head}”; put it in a box").format(head=heads[0]))
        raise BsbError(_("its number or a column is gone; take it from a page that is not filled in"))
    if key in keys:
        raise BsbError(_("it stands twice; keep one"))
    if any(is_mark(line) for line in row[1].split("\n")):
        raise BsbError(_("a mark stands under “{head}”; put it in a box").format(head=heads[1]))
    notes = _notes(row[4], words)
    found = []
    for who, head, cell in zip(SIDES, heads[2:4], row[2:4], strict=True):
        label = words[f"{who}-label"]
        marks = list(_marks(cell, head, status_words(words)))
        if len(marks) > 1:
            names = ", ".join(f"“{words[f'status-{mark}']}”" for mark in marks)
            raise BsbError(
                _("{n} boxes are marked under “{head}” ({boxes}); keep one").format(
                    n=len(marks), head=head, boxes=names
                )
            )
        if not marks and notes[who]:
            raise BsbError(
                _("something is written after “{label}”, but no box is marked under “{head}”; mark one").format(
                    label=label, head=head
                )
            )
        if marks:
            found.append(Seen(key, marks[0], words[who], notes[who]))
    if found and key not in known:
        raise BsbError(_("there is no such recommendation in this district; see: bsb followup list"))
    return found


def _marks(cell: str, head: str, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the statuses that are marked in a cell of boxes; ``labels`` are what they are called there."""
    names = sorted(labels, key=lambda status: -len(labels[status]))
    for line in filter(None, (line.strip() for line in cell.split("\n"))):
        status = next((each for each in names if labels[each] in line.casefold()), None)
        left = without_label(line, labels[status]) if status else line.replace(EMPTY, "").strip()
        if status and is_mark(left):
            yield status
        elif left:
            raise BsbError(
                _(
                    "under “{head}” stands something else than a mark; put an x beside a box, and words to the right"
                ).format(head=head)
            )


def _notes(cell: str, words: Texts) -> dict[str, str]:
    """Return what each side wrote. Raises BsbError for a mark, or words before both labels."""
    found: dict[str, list[str]] = {who: [] for who in SIDES}
    labels = {who: words[f"{who}-label"] for who in SIDES}
    head, here = words.lines("heads")[4], ""
    for line in cell.split("\n"):
        begun = next((who for who, label in labels.items() if fold(line.strip()).startswith(fold(label))), "")
        here, rest = (begun, line.strip()[len(labels[begun]) :]) if begun else (here, line)
        if not rest.strip():
            continue
        if is_mark(rest.strip()):
            raise BsbError(_("a mark stands under “{head}”; put it in a box").format(head=head))
        if not here:
            raise BsbError(
                _("it does not say who wrote under “{head}”; write after “{one}” or “{other}”").format(
                    head=head, one=labels[USERS], other=labels[SERVICE]
                )
            )
        found[here].append(rest.strip())
    return {who: tidy_text("\n".join(lines)) for who, lines in found.items()}
