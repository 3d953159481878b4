"""Holding the papers of a synthesis against the projects as they are now: what was withdrawn or changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.dialogue.chosen_quotes import Quote
from bsb.errors import BsbError
from bsb.formats.bookmarks import Bookmark, read_bookmarks
from bsb.formats.texts import Texts
from bsb.i18n import gettext as _
from bsb.project import Project
from bsb.reports.tracing import documents
from bsb.synthesis.codes import relation
from bsb.synthesis.findings import Pooled, pooled
from bsb.synthesis.folder import Listed
from bsb.synthesis.marks import PREFIX, Mark, make_mark, read_mark
from bsb.synthesis.matrix import said
from bsb.synthesis.quotes import allowed
from bsb.synthesis.reading import count, opened, read_book
from bsb.synthesis.telling import figures
from bsb.synthesis.theme_paper import figures_mark

if TYPE_CHECKING:
    from bsb.analysis.matrix import Cell
    from bsb.synthesis.synthesis import Synthesis


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a paper that no longer holds: the ``kind`` (quote, finding, figures), its evaluation, and why.

    ``section`` is the heading above it, ``words`` what stands there; ``ref`` is the short id of a quote or finding in
    its project. ``state`` is "gone", "changed" or "unknown" (the project cannot be read).
    """

    kind: str
    project: str
    ref: str
    section: str
    words: str
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class Held:
    """A paper held against the projects: how many places have a source, and those that no longer hold."""

    path: Path
    sources: int
    stale: tuple[Place, ...]


@dataclass(frozen=True)
class _Now:
    """What an evaluation holds now, by the beginnings of uids that marks have."""

    quotes: dict[str, Quote]
    may: set[str]  # quotes that are approved and whose speaker's consent covers a synthesis
    themes: dict[str, str]  # of codes
    findings: dict[str, Pooled]
    figures: dict[str, str]  # by theme


def stale(synthesis: Synthesis, paths: Sequence[Path], texts: Texts) -> list[Held]:
    """Return the papers held against the projects: files, and all .docx in and below folders.

    Raises BsbError for a path that is not there or a file that is no Word document.
    """
    papers = [
        (path, [(bookmark, mark) for bookmark in read_bookmarks(path, PREFIX) if (mark := read_mark(bookmark.name))])
        for path in documents(paths, (".docx",))
    ]
    wanted = {mark.project for _path, marks in papers for _bookmark, mark in marks}
    listed = {each.mark[:8]: each for each in synthesis.settings.projects if each.mark[:8] in wanted}
    now: dict[str, _Now | BsbError] = {}
    for key, each in listed.items():
        try:
            with opened(synthesis.root, each) as project:
                now[key] = _read(synthesis, each, project, texts)
        except BsbError as error:
            now[key] = error
    return [
        Held(path, len(marks), tuple(_stale(marks, listed, now)))
        for path, marks in papers
    ]  # fmt: skip


def _read(synthesis: Synthesis, listed: Listed, project: Project, texts: Texts) -> _Now:
    name, settings = listed.name, synthesis.settings
    book = read_book(project, listed)
    groups = synthesis.codes.groups(name, book.codes)
    counted = count(project, groups, scopes=settings.scopes, smallest=settings.smallest_cell)
    themes = {key: theme for theme, keys in groups.items() if not theme.startswith(":") for key in keys}
    findings, _lost = pooled(project, name, themes)

    def told(theme: str, cell: Cell | None) -> str:
        from bsb.analysis.matrix import Cell

        how = relation(synthesis.codes.theme(theme), name, book.codes)
        return "|".join(figures(said(how, cell or Cell(), counted.smallest), texts))

    enough = {key for key, cell in counted.groups.items() if cell.speakers >= counted.smallest}
    may = allowed(project, set(counted.consents.without))
    return _Now(
        {quote.uid[:10]: quote for quote in project.quotes.all()},
        {quote.uid[:10] for quote in may if themes.get(quote.theme) in enough},
        themes,
        {each.uid[:10]: each for each in findings},
        {theme.key: told(theme.key, counted.groups.get(theme.key)) for theme in synthesis.codes.themes},
    )


def _stale(
    marks: Iterable[tuple[Bookmark, Mark]], listed: dict[str, Listed], now: dict[str, _Now | BsbError]
) -> Iterable[Place]:
    for bookmark, mark in marks:
        project = listed[mark.project].name if mark.project in listed else ""
        there = now.get(mark.project)
        if there is None:
            found = "", "unknown", _("its evaluation is no longer in the list")
        elif isinstance(there, BsbError):
            found = "", "unknown", _("its evaluation cannot be read")
        else:
            found = {"quote": _quote, "finding": _finding, "figures": _figures}[mark.kind](mark, there)
        ref, state, why = found
        if state:
            yield Place(mark.kind, project, ref, bookmark.section, bookmark.text, state, why)


def _quote(mark: Mark, now: _Now) -> tuple[str, str, str]:
    quote = now.quotes.get(mark.uid)
    if quote is None:
        return f"q{mark.uid[:7]}", "gone", _("it is no longer in the project: take it out")
    if mark.uid not in now.may:
        return quote.ref, "changed", _("it may not be quoted here any more: take it out")
    held = make_mark("quote", mark.project, quote.uid, quote.printed, now.themes[quote.theme], quote.valence)
    if held.words != mark.words:
        return quote.ref, "changed", _("it is printed in another way now")
    if held.about != mark.about:
        return quote.ref, "changed", _("it stands under another theme or valence now")
    return quote.ref, "", ""


def _finding(mark: Mark, now: _Now) -> tuple[str, str, str]:
    finding = now.findings.get(mark.uid)
    if finding is None:
        return "", "gone", _("the finding is gone, or rests on nothing any more")
    held = make_mark("finding", mark.project, finding.uid, finding.text, finding.theme, finding.verdict)
    if held.words != mark.words:
        return finding.ref, "changed", _("the finding has another wording now")
    if held.about != mark.about:
        return finding.ref, "changed", _("the finding has another theme or verdict now")
    return finding.ref, "", ""


def _figures(mark: Mark, now: _Now) -> tuple[str, str, str]:
    for theme, told in now.figures.items():
        if figures_mark(theme)[:10] == mark.uid:
            same = make_mark("figures", mark.project, mark.uid, told).words == mark.words
            return theme, "" if same else "changed", "" if same else _("the figures are others now")
    return "", "changed", _("the theme is no longer in the map")
