"""Limits against hostile or broken files, and the only doors to zip archives and XML.

Sizes are checked before anything is read, archives are never unpacked to disk, and XML may hold neither a
document type nor entities and is read without a network.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.errors import BsbError
from bsb.formats.in_memory import openable
from bsb.i18n import gettext as _
from bsb.i18n import thousands

if TYPE_CHECKING:
    from lxml.etree import _Element

MIB = 1024 * 1024
_WIDE_MARKS = [mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-16-le", "utf-16-be")]


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file that is read, in bytes, characters and counts; far above any real transcript.

    ``ratio`` (unpacked to packed) is asked only of archive members over ``ratio_from`` bytes: a short
    repetitive text may well pack 300 to 1.
    """

    file_bytes: int = 64 * MIB
    text_bytes: int = 16 * MIB
    part_bytes: int = 32 * MIB
    unpacked_bytes: int = 256 * MIB
    members: int = 4096
    ratio: int = 200
    ratio_from: int = 4 * MIB
    line_chars: int = 1_000_000
    depth: int = 100
    tags: int = 2_000_000
    pages: int = 3000
    blocks: int = 100_000
    rows: int = 200_000


LIMITS = Limits()


def check_size(path: Path, most: int) -> int:
    """Return the size of a file in bytes, without opening it.

    Raises BsbError if there is no such file, it is no plain file, it is empty, or it is over ``most`` bytes.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    if not stat.S_ISREG(found.st_mode):
        raise BsbError(_("{file} is not a file.").format(file=path.name), _("Give the files one by one."))
    if found.st_size == 0:
        raise BsbError(_("{file} is empty.").format(file=path.name), _("Copy or save the file again."))
    if found.st_size > most:
        raise _too_large(path, most)
    return found.st_size


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file of at most ``most`` bytes; raises BsbError as ``check_size`` does."""
    check_size(path, most)
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise _unreadable(path) from error
    if len(data) > most:
        raise _too_large(path, most)
    return data


def open_zip(path: Path, limits: Limits = LIMITS) -> zipfile.ZipFile:
    """Open a zip archive whose listing keeps within the limits; nothing is unpacked yet.

    Raises BsbError if the archive is cut short or damaged, is protected by a password, holds a path that
    leads out of it, too many members, or more than it may unpack to.
    """
    check_size(path, limits.file_bytes)
    try:
        archive = zipfile.ZipFile(openable(path))
    except OSError as error:
        raise _unreadable(path) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise damaged(path) from error
    try:
        _check_listing(path, archive.infolist(), limits)
    except BsbError:
        archive.close()
        raise
    return archive


def _check_listing(path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    bomb = len(members) > limits.members or unpacked > limits.unpacked_bytes
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise BsbError(
                _("{file} holds a path that leads out of it and was not read.").format(file=path.name),
                _("Open it in your word processor and save it as a new file."),
            )
        if member.flag_bits & 1:
            raise locked(path)
        if member.file_size > limits.ratio_from and member.file_size > limits.ratio * member.compress_size:
            bomb = True
    if bomb:
        raise BsbError(
            _("{file} would unpack to far more than a document holds and was not read.").format(file=path.name),
            _("Open it in your word processor and save the text alone as a new file."),
        )


def read_part(path: Path, archive: zipfile.ZipFile, name: str, limits: Limits = LIMITS) -> bytes:
    """Return one member of an archive, unpacked.

    Raises BsbError if it is missing or damaged, or larger than ``limits.part_bytes``.
    """
    try:
        if archive.getinfo(name).file_size > limits.part_bytes:
            raise _too_large(path, limits.part_bytes)
        return archive.read(name)
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise damaged(path) from error
    except (NotImplementedError, RuntimeError) as error:  # a packing method or cipher Python does not know
        raise damaged(path) from error


def copy_part(path: Path, archive: zipfile.ZipFile, name: str, target: Path, most: int) -> None:
    """Unpack one member of an archive into a new file, piece by piece.

    Raises BsbError if it is missing or damaged, or turns out larger than ``most`` bytes.
    """
    left = most
    try:
        with archive.open(name) as source, target.open("xb") as out:
            while piece := source.read(MIB):
                left -= len(piece)
                if left < 0:
                    raise damaged(path)
                out.write(piece)
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise damaged(path) from error
    except (NotImplementedError, RuntimeError) as error:
        raise damaged(path) from error


def parse_xml(data: bytes, path: Path | None = None, limits: Limits = LIMITS) -> _Element:
    """Return the root of an XML part, without comments and processing instructions.

    Document types and entities are refused, no network is used, and libxml2's own limits stay on.

    Raises BsbError if the XML is broken, holds a document type, or has more than ``limits.tags`` tags.

    >>> parse_xml(b"<a><b/></a>").tag
    'a'
    """
    from lxml import etree

    path = path or Path("XML")
    if has_doctype(data):
        raise _entities(path)
    if data.count(b"<") > limits.tags:
        raise too_many(path)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(path) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _entities(path)
    return root


def has_doctype(data: bytes) -> bool:
    """Tell whether XML bytes declare a document type or an entity (in UTF-8 or UTF-16)."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return True
    wide = b"\0" in data  # else there is no need to look through it four times more
    return wide and any(mark in data for mark in _WIDE_MARKS)


def check_line(path: Path, length: int, limits: Limits) -> None:
    """Raise BsbError if a line or paragraph of that many characters is longer than any transcript's."""
    if length > limits.line_chars:
        raise BsbError(
            _("{file} has a line of more than {most} characters and was not read.").format(
                file=path.name, most=thousands(limits.line_chars)
            ),
            _("Put each turn on a line of its own."),
        )


def check_blocks(path: Path, count: int, limits: Limits) -> None:
    """Raise BsbError if a file has that many lines, rows or paragraphs and that is more than the limit."""
    if count > limits.blocks:
        raise too_many(path)


def too_many(path: Path) -> BsbError:
    """Return the error for a file of more lines, rows or paragraphs than any transcript has."""
    return BsbError(
        _("{file} has more lines or paragraphs than a transcript has and was not read.").format(file=path.name),
        _("Keep the turns alone, or split the file."),
    )


def damaged(path: Path) -> BsbError:
    """Return the error for a file that is cut short or broken."""
    return BsbError(
        _("{file} is cut short or damaged.").format(file=path.name),
        _("Copy it again, or open it in the program that made it and save it as a new file."),
    )


def locked(path: Path) -> BsbError:
    """Return the error for a file that asks for a password."""
    return BsbError(
        _("{file} is protected by a password.").format(file=path.name),
        _("Open it in the program that made it, remove the password and save a copy."),
    )


def macros(path: Path) -> BsbError:
    """Return the error for a document that carries macros."""
    return BsbError(
        _("{file} holds macros and was not read.").format(file=path.name),
        _("Open it without running them, and save the text as .docx or .txt."),
    )


def _too_large(path: Path, most: int) -> BsbError:
    return BsbError(
        _("{file} is larger than {most} MB, which is more than a transcript needs, and was not read.").format(
            file=path.name, most=most // MIB
        ),
        _("Save the text alone, without pictures, or split the file."),
    )


def _entities(path: Path) -> BsbError:
    return BsbError(
        _("{file} holds XML entities, which documents do not need, and was not read.").format(file=path.name),
        _("Open it in your word processor and save it as a new file."),
    )


def _unreadable(path: Path) -> BsbError:
    return BsbError(
        _("{file} cannot be opened.").format(file=path.name),
        _("Check the path and that you may read the file."),
    )


def guard_workbook(path: Path, limits: Limits) -> None:
    """Look a workbook through before openpyxl, which opens the parts itself, may see it.

    Raises BsbError if it is damaged, beyond the limits, or holds macros or a document type (entities).
    """
    with open_zip(path, limits) as archive:
        for name in archive.namelist():
            if name.endswith("vbaProject.bin"):
                raise macros(path)
            if name.endswith((".xml", ".rels")) and has_doctype(read_part(path, archive, name, limits)):
                raise damaged(path)
