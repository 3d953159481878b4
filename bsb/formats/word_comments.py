"""Word files with comments: the text, what tracked changes did to it, and the characters each comment stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.formats.docx import main_part, xml_part
from bsb.formats.limits import LIMITS, Limits, damaged, macros, open_zip, too_many
from bsb.formats.properties import read_properties
from bsb.text.normal import normalise

if TYPE_CHECKING:
    import zipfile

    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ID, _NAME = _W + "id", _W + "name"
_SIGNS = {
    **{_W + name: "\t" for name in ("tab", "ptab")},
    **{_W + name: "\n" for name in ("br", "cr")},
    _W + "noBreakHyphen": "-",
}
_STATES = {_W + "ins": "inserted", _W + "moveTo": "inserted", _W + "del": "deleted", _W + "moveFrom": "deleted"}
_MOST = 20_000_000  # characters under comments; the largest transcript, coded twenty times over, has a fifth
_SKIPPED = {_MC + "Fallback", _W + "pPr", _W + "rPr", _W + "instrText", _W + "tabs", _W + "sectPr"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its paragraphs, and what it stands on in the document's text (code points, half-open).

    ``start`` is None where it hangs on nothing; it equals ``end`` where no words are marked. ``resolved`` is the
    tick that people put on what is settled.
    """

    number: int
    author: str
    paragraphs: tuple[str, ...]
    start: int | None
    end: int
    resolved: bool = False
    replies: tuple[Reply, ...] = ()

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Commented:
    """A document with its comments.

    ``text`` holds all paragraphs, one a line, with what tracked changes put in and took away; ``tracked`` says
    where and which ("inserted" or "deleted"). ``bookmarks`` are spans of it by name.
    """

    name: str
    text: str
    tracked: tuple[tuple[int, int, str], ...]
    bookmarks: Mapping[str, tuple[int, int]]
    comments: tuple[Comment, ...]
    properties: Mapping[str, str]

    def untracked(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the text as it was before the tracked changes: what they put in is left out."""
        at = 0
        for start, end, state in self.tracked:
            if state == "inserted":
                if start > at:
                    yield at, start
                at = max(at, end)
        if at < len(self.text):
            yield at, len(self.text)

    def paragraph_at(self, offset: int) -> int:
        """Return the number (from 1) of the paragraph in which an offset stands."""
        return self.text.count("\n", 0, offset) + 1


def read_commented(path: Path, *, limits: Limits = LIMITS) -> Commented:
    """Read a Word file with its comments, as Word, LibreOffice and others write them.

    Raises BsbError if it is no Word file, is damaged, holds macros, or goes beyond the limits.
    """
    with open_zip(path, limits) as archive:
        names = set(archive.namelist())
        if any(name.endswith("vbaProject.bin") for name in names):
            raise macros(path)
        main = main_part(path, archive, names, limits)
        base = main.rpartition("/")[0]
        walker = _Walker(path, limits)
        walker.walk(xml_part(path, archive, main, limits), "", 0)
        comments = list(_comments(path, archive, names, base, walker, limits))
    if sum(comment.end - comment.start for comment in comments if comment.start is not None) > _MOST:
        raise too_many(path)
    return Commented(
        path.name,
        "".join(walker.out).removeprefix("\n"),
        tuple(_joined(walker.tracked)),
        {name: span for name, span in walker.bookmarks.items() if span[1] >= span[0]},
        tuple(comments),
        read_properties(path, limits=limits),
    )


@dataclass(slots=True)
class _Walker:
    """Collects the text of a story; ``at`` counts its characters without the line feed before the first paragraph."""

    path: Path
    limits: Limits
    keep_deleted: bool = True
    out: list[str] = field(default_factory=list)
    at: int = -1
    tracked: list[tuple[int, int, str]] = field(default_factory=list)
    bookmarks: dict[str, tuple[int, int]] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    _open: dict[str, str] = field(default_factory=dict)
    _mark: str = ""  # the state of the paragraph mark before

    def walk(self, parent: _Element, state: str, depth: int) -> None:
        """Read an element's children; ``state`` is that of a tracked change round them."""
        if depth > self.limits.depth:
            raise damaged(self.path)
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == _W + "p":
                self.add("\n", self._mark)
                self.walk(child, state, depth + 1)
                self._mark = _mark_state(child) or state
            elif tag in (_W + "t", _W + "delText"):
                self.add(normalise(child.text or ""), state)
            elif tag in _SIGNS:
                self.add(_SIGNS[tag], state)
            elif tag == _W + "bookmarkStart":
                self._open[child.get(_ID, "")] = child.get(_NAME, "")
                self.bookmarks[child.get(_NAME, "")] = (max(self.at, 0), -1)
            elif tag == _W + "bookmarkEnd":
                name = self._open.pop(child.get(_ID, ""), "")
                if name in self.bookmarks:
                    self.bookmarks[name] = (self.bookmarks[name][0], max(self.at, 0))
            elif tag == _W + "commentRangeStart":
                self.starts.setdefault(child.get(_ID, ""), max(self.at, 0))
            elif tag == _W + "commentRangeEnd":
                self.ends[child.get(_ID, "")] = max(self.at, 0)
            elif tag == _W + "commentReference":
                self.points[child.get(_ID, "")] = max(self.at, 0)
            elif len(child):
                self.walk(child, _STATES.get(tag, state), depth + 1)

    def add(self, text: str, state: str) -> None:
        """Add characters."""
        if text and (self.keep_deleted or state != "deleted"):
            self.out.append(text)
            if state:
                self.tracked.append((max(self.at, 0), self.at + len(text), state))
            self.at += len(text)


def _mark_state(paragraph: _Element) -> str:
    """Return what a tracked change did to the end of a paragraph."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    if mark is None:
        return ""
    return next((state for tag, state in _STATES.items() if mark.find(tag) is not None), "")


def _joined(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    held: tuple[int, int, str] | None = None
    for span in sorted(each for each in spans if each[1] > each[0]):
        if held and held[1] == span[0] and held[2] == span[2]:
            held = held[0], span[1], span[2]
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _comments(
    path: Path, archive: zipfile.ZipFile, names: set[str], base: str, walker: _Walker, limits: Limits
) -> Iterator[Comment]:
    """Yield the comments in the order of the text, replies with those that they answer."""
    if f"{base}/comments.xml" not in names:
        return
    root = xml_part(path, archive, f"{base}/comments.xml", limits)
    parents, done = _threads(path, archive, names, base, limits)
    found = [each for each in root if each.tag == _W + "comment"]
    by_mark = {mark: each for each in found for mark in _marks(each)}
    replies: dict[str, list[Reply]] = {}
    answers: set[str] = set()
    for each in found:
        top = _top(each, parents, by_mark)
        if top is not None and top is not each:
            answers.add(each.get(_ID, ""))
            reply = Reply(each.get(_W + "author", ""), "\n".join(_paragraphs(each, limits, path)).strip())
            replies.setdefault(top.get(_ID, ""), []).append(reply)

    def place(comment: _Element) -> int | None:
        key = comment.get(_ID, "")
        return walker.starts.get(key, walker.points.get(key))

    tops = [each for each in found if each.get(_ID, "") not in answers]
    tops.sort(key=lambda each: walker.at if (at := place(each)) is None else at)
    for number, each in enumerate(tops, 1):
        key, start = each.get(_ID, ""), place(each)
        end = walker.ends.get(key, start or 0) if key in walker.starts else start or 0
        yield Comment(
            number,
            " ".join(each.get(_W + "author", "").split()),
            tuple(_paragraphs(each, limits, path)),
            start,
            max(end, start or 0),
            any(done.get(mark, False) for mark in _marks(each)),
            tuple(replies.get(key, ())),
        )


def _threads(
    path: Path, archive: zipfile.ZipFile, names: set[str], base: str, limits: Limits
) -> tuple[dict[str, str], dict[str, bool]]:
    """Return which comment answers which, and which are ticked off, by the marks of their last paragraphs."""
    name = f"{base}/commentsExtended.xml"
    if name not in names:
        return {}, {}
    parents: dict[str, str] = {}
    done: dict[str, bool] = {}
    for each in xml_part(path, archive, name, limits):
        mark = each.get(_W15 + "paraId", "").upper()
        done[mark] = each.get(_W15 + "done", "0").lower() in ("1", "true", "on")
        if parent := each.get(_W15 + "paraIdParent"):
            parents[mark] = parent.upper()
    return parents, done


def _marks(comment: _Element) -> list[str]:
    return [mark.upper() for p in comment.iter(_W + "p") if (mark := p.get(_W14 + "paraId"))]


def _top(comment: _Element, parents: Mapping[str, str], by_mark: Mapping[str, _Element]) -> _Element | None:
    """Return the comment at the top of a thread, None if this one stands alone; a circle has no top."""
    found, seen = comment, {comment}
    while True:
        mark = next((m for m in _marks(found) if m in parents), None)
        above = by_mark.get(parents[mark]) if mark else None
        if above is None:
            return found if found is not comment else None
        if above in seen:
            return None
        seen.add(above)
        found = above


def _paragraphs(comment: _Element, limits: Limits, path: Path) -> list[str]:
    """Return the text of each paragraph, without what a tracked change took away."""
    found = []
    for paragraph in comment.iter(_W + "p"):
        walker = _Walker(path, limits, keep_deleted=False)
        walker.walk(paragraph, "", 0)
        found.append("".join(walker.out))
    return found
