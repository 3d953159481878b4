"""Reading REFI-QDA files as the programs write them: tolerant in form, strict in what may do harm.

Only texts are read out of the archive, nothing is written to disk, and no path in the file is ever followed.
Names of elements count, not namespaces: programs still write old ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bsb.errors import BsbError
from bsb.formats.limits import MIB, Limits, open_zip, parse_xml, read_bytes, read_part
from bsb.formats.plain import decode
from bsb.formats.qda.model import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    read_guid,
)
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    import zipfile

    from lxml.etree import _Element

#: Recordings and pictures may be large; they are counted but never unpacked.
LIMITS = Limits(
    file_bytes=2048 * MIB, part_bytes=128 * MIB, unpacked_bytes=8192 * MIB, members=100_000, tags=8_000_000
)
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_HOLDERS = {"PDFSource": "Representation", "AudioSource": "Transcript", "VideoSource": "Transcript"}
_DEEPEST = 40


def read_qdpx(path: Path, *, limits: Limits = LIMITS) -> QdaProject:
    """Read a .qdpx archive.

    Raises BsbError if it is damaged, hostile (a path out of it, a bomb, entities, deeper than any codebook), holds
    no project or several, or something in it has an identifier that is none.
    """
    try:
        with open_zip(path, limits) as archive:
            files = [name for name in archive.namelist() if not name.endswith("/")]
            books = [name for name in files if "/" not in name and name.lower().endswith(".qde")]
            if len(books) != 1:
                raise _no_project(path)
            root = parse_xml(read_part(path, archive, books[0], limits), path, limits)
            return _Reader(path, archive, files, limits).project(root)
    except BsbError as error:
        raise BsbError(error.message, _again()) from error
    except (RecursionError, MemoryError) as error:
        raise _no_project(path) from error


def read_qdc(path: Path, *, limits: Limits = LIMITS) -> tuple[list[QdaCode], list[QdaSet]]:
    """Read the codes and sets of a .qdc codebook.

    Raises BsbError if it is damaged or hostile, holds no codes, or something has an identifier that is none.
    """
    try:
        root = parse_xml(read_bytes(path, limits.part_bytes), path, limits)
    except BsbError as error:
        raise BsbError(error.message, _again()) from error
    if _local(root) != "CodeBook":
        raise BsbError(_("{file} is no REFI-QDA codebook.").format(file=path.name), _again())
    reader = _Reader(path, None, [], limits)
    project = QdaProject("")
    reader.codebook(root, project)
    if not project.codes:
        raise BsbError(_("{file} holds no codes.").format(file=path.name), _again())
    return project.codes, project.sets


def _again() -> str:
    return _("Export it again from the program that made it.")


def _no_project(path: Path) -> BsbError:
    return BsbError(_("{file} is no REFI-QDA project.").format(file=path.name), _again())


_NAMES: dict[str, str] = {}


def _local(element: _Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    name = _NAMES.get(tag)
    if name is None:
        name = tag.rpartition("}")[2]
        if len(_NAMES) < 500:
            _NAMES[tag] = name
    return name


class _Reader:
    """Reads one file. What has no place in the model is counted in ``left_out``."""

    def __init__(self, path: Path, archive: zipfile.ZipFile | None, files: list[str], limits: Limits) -> None:
        self.path, self.archive, self.limits = path, archive, limits
        self.left_out: Counter[str] = Counter()
        self.codes: set[str] = set()
        self.refs: dict[str, str] = {}
        self.unpacked = 0
        self.files = {PurePosixPath(name.replace("\\", "/")).name.casefold(): name for name in files}

    def project(self, root: _Element) -> QdaProject:
        if _local(root) != "Project":
            raise _no_project(self.path)
        found = QdaProject(
            name=root.get("name", ""),
            origin=root.get("origin", ""),
            user=self.ref(root, "creatingUserGUID"),
            at=root.get("creationDateTime", ""),
            left_out=self.left_out,
        )
        for part in root:
            name = _local(part)
            if name == "Users":
                for user in part:
                    found.users[self.guid(user)] = user.get("name") or user.get("id") or ""
            elif name == "CodeBook":
                self.codebook(part, found)
            elif name == "Variables":
                for each in part:
                    found.variables[self.guid(each)] = (each.get("name", ""), each.get("typeOfVariable", "Text"))
            elif name == "Cases":
                found.cases += map(self.case, part)
            elif name == "Sources":
                for each in part:
                    found.sources += self.sources(each)
            elif name == "Notes":
                found.memos += map(self.source, part)
            elif name == "Links":
                found.links += [(self.ref(each, "originGUID"), self.ref(each, "targetGUID")) for each in part]
            elif name == "Sets":
                found.sets += map(self.set, part)
            elif name == "Description":
                found.description = part.text or ""
            elif name == "NoteRef":
                found.notes += (self.ref(part),)
            else:
                self.left_out[name] += max(1, len(part))
        return found

    def codebook(self, book: _Element, found: QdaProject) -> None:
        for part in book:
            if _local(part) == "Codes":
                for code in part:
                    self.code(code, None, found, 0)
            elif _local(part) == "Sets":
                found.sets += map(self.set, part)

    def code(self, element: _Element, parent: str | None, found: QdaProject, depth: int) -> None:
        if depth > _DEEPEST:
            raise _no_project(self.path)
        key = self.guid(element)
        if key in self.codes:
            self.left_out["code twice"] += 1
            return
        self.codes.add(key)
        code = QdaCode(
            guid=key,
            name=element.get("name", ""),
            parent=parent,
            codable=element.get("isCodable", "true").strip().lower() not in ("false", "0"),
            colour=element.get("color", ""),
        )
        found.codes.append(code)
        for part in element:
            name = _local(part)
            if name == "Description":
                code.description = part.text or ""
            elif name == "NoteRef":
                code.notes += (self.ref(part),)
            elif name == "Code":
                self.code(part, key, found, depth + 1)
            else:
                self.left_out[name] += 1

    def case(self, element: _Element) -> QdaCase:
        found = QdaCase(self.guid(element), element.get("name", ""))
        for part in element:
            name = _local(part)
            if name == "VariableValue":
                found.values |= self.value(part)
            elif name == "SourceRef":
                found.sources += (self.ref(part),)
            elif name == "SelectionRef":
                found.selections += (self.ref(part),)
            elif name == "Description":
                found.description = part.text or ""
            elif name != "CodeRef":
                self.left_out[name] += 1
        return found

    def set(self, element: _Element) -> QdaSet:
        found = QdaSet(self.guid(element), element.get("name", ""))
        for part in element:
            name = _local(part)
            if name == "MemberCode":
                found.codes += (self.ref(part, "targetGUID") or self.ref(part, "guid"),)
            elif name == "MemberSource":
                found.sources += (self.ref(part),)
            elif name == "MemberNote":
                found.notes += (self.ref(part),)
            elif name == "Description":
                found.description = part.text or ""
            else:
                self.left_out[name] += 1
        return found

    def value(self, element: _Element) -> dict[str, str]:
        variable, text = "", ""
        for part in element:
            if _local(part) == "VariableRef":
                variable = self.ref(part)
            elif _local(part) in _VALUES:
                text = part.text or ""
        return {variable: text} if variable else {}

    def sources(self, element: _Element) -> Iterator[QdaSource]:
        """Yield the texts of one source: its own, or those that stand for a recording or a PDF."""
        kind = _local(element)
        if kind == "TextSource":
            yield self.source(element)
            return
        inner = _HOLDERS.get(kind)
        held = [part for part in element if _local(part) == inner]
        if not held:
            self.left_out[kind] += 1
        around = self.source(element) if held else None
        for number, part in enumerate(held):
            found = self.source(part)
            if around is not None:
                found.name = around.name if len(held) == 1 else f"{around.name} {number + 1}"
                found.values, found.notes = around.values | found.values, around.notes + found.notes
                found.description = found.description or around.description
                found.coded += around.coded
            found.guid = self.guid(element) if number == 0 else found.guid
            yield found

    def source(self, element: _Element) -> QdaSource:
        inline: str | None = None
        points: dict[str, int] = {}
        found = QdaSource(
            guid=self.guid(element),
            name=element.get("name", ""),
            text=None,
            user=self.ref(element, "creatingUser"),
            at=element.get("creationDateTime", ""),
            modified=element.get("modifiedDateTime", ""),
        )
        notes = []
        for part in element:
            name = _local(part)
            if name == "PlainTextSelection":
                found.selections.append(self.selection(part, *self.span(part, "startPosition", "endPosition")))
            elif name == "NoteRef":
                notes.append(self.ref(part))
            elif name == "VariableValue":
                found.values |= self.value(part)
            elif name == "Coding":
                found.coded += 1
            elif name == "Description":
                found.description = part.text or ""
            elif name == "PlainTextContent":
                inline = part.text or ""
            elif name == "SyncPoint":
                points[self.guid(part)] = self.number(part, "position")
            elif name == "TranscriptSelection":
                ends = [points.get(self.ref(part, side), -1) for side in ("fromSyncPoint", "toSyncPoint")]
                found.selections.append(self.selection(part, ends[0], ends[1]))
            elif name not in ("Representation", "Transcript"):
                self.left_out[name] += 1
        found.notes = tuple(notes)
        found.text = inline if inline is not None else self.text(element.get("plainTextPath", ""))
        return found

    def span(self, element: _Element, first: str, last: str) -> tuple[int, int]:
        return self.number(element, first), self.number(element, last)

    def selection(self, element: _Element, start: int, end: int) -> QdaSelection:
        found = QdaSelection(
            guid=self.guid(element),
            start=start,
            end=end,
            name=element.get("name", ""),
            user=self.ref(element, "creatingUser"),
            at=element.get("creationDateTime", ""),
        )
        codings = []
        for part in element:
            name = _local(part)
            if name == "Coding":
                codings.append(self.coding(part))
            elif name == "Description":
                found.description = part.text or ""
            elif name == "NoteRef":
                found.notes += (self.ref(part),)
            else:
                self.left_out[name] += 1
        found.codings = tuple(codings)
        return found

    def coding(self, element: _Element) -> QdaCoding:
        found = QdaCoding(
            self.guid(element), "", self.ref(element, "creatingUser"), element.get("creationDateTime", "")
        )
        for part in element:
            name = _local(part)
            if name == "CodeRef":
                found.code = self.ref(part)
            elif name == "NoteRef":
                found.notes += (self.ref(part),)
            else:
                self.left_out[name] += 1
        return found

    def text(self, told: str) -> str | None:
        """Return the text that a path in the file means: a member of the archive of that name, else None."""
        inside = told.removeprefix("internal://")
        if not inside or self.archive is None or "://" in inside or inside.startswith(("relative:", "absolute:")):
            return None
        member = self.files.get(PurePosixPath(inside.replace("\\", "/")).name.casefold())
        if member is None:
            return None
        data = read_part(self.path, self.archive, member, self.limits)
        self.unpacked += len(data)
        if self.unpacked > 4 * self.limits.part_bytes:
            raise _no_project(self.path)
        found = decode(data)
        return None if found is None else found.removeprefix("\ufeff")

    def guid(self, element: _Element) -> str:
        found = read_guid(element.get("guid", ""))
        if found is None:
            raise self.bad(element)
        return found

    def ref(self, element: _Element, name: str = "targetGUID") -> str:
        told = element.get(name)
        if told is None:
            return ""
        found = self.refs.get(told)
        if found is None:
            read = read_guid(told)
            if read is None and told.strip():
                raise self.bad(element)
            found = self.refs[told] = read or ""
        return found

    def number(self, element: _Element, name: str) -> int:
        told = element.get(name, "").strip()
        return int(told) if told.isascii() and told.isdecimal() and len(told) < 12 else -1

    def bad(self, element: _Element) -> BsbError:
        return BsbError(
            _("{file}: line {line} has an identifier that is none.").format(
                file=self.path.name, line=element.sourceline or "?"
            ),
            _again(),
        )
