"""Reading any known file: what its content says decides, its name only where content cannot."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from pathlib import Path

from bsb.errors import BsbError
from bsb.formats.limits import LIMITS, Limits, check_line, check_size, damaged, locked, open_zip, read_part
from bsb.formats.plain import decode
from bsb.formats.source import Source
from bsb.i18n import gettext as _

SUFFIXES = {
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".vtt": "vtt",
    ".srt": "srt",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
}
_READERS = {
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "txt": "plain",
    "md": "plain",
    "vtt": "captions",
    "srt": "captions",
    "pdf": "pdf",
    "xlsx": "sheet",
    "csv": "sheet",
}
_TEXTUAL = ("txt", "md", "csv", "vtt", "srt")
_HEAD = 16384
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CUE = re.compile(r"\s*(?:\d+\s*\n)?\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->")


def read_source(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read a transcript or key document of any known kind.

    With ``emphasis``, bold and italic survive as ``**…**`` and ``*…*``.

    Raises BsbError, with the file's name and what to do, if the file is missing, empty, of no known kind,
    damaged, protected, hostile, or holds no text at all.
    """
    found = _kind(path, limits)
    reader = importlib.import_module(f"bsb.formats.{_READERS[found]}")
    try:
        source: Source = reader.read(path, emphasis=emphasis, limits=limits)
    except (RecursionError, MemoryError) as error:
        raise damaged(path) from error
    if not source.blocks:
        raise BsbError(
            _("{file} holds no text.").format(file=path.name),
            _("A scanned document must be read by a text recogniser first; else save the file again."),
        )
    for block in source.blocks:
        check_line(path, len(block.text), limits)
    wanted = SUFFIXES.get(path.suffix.lower())
    if wanted != source.format:
        notice = _("{file} is named as another kind of file; it was read as .{kind}, which it is.").format(
            file=path.name, kind=source.format
        )
        source = replace(source, notices=(notice, *source.notices))
    return source


def _kind(path: Path, limits: Limits) -> str:
    """Return the kind of a file; raises BsbError if it is none that can be read."""
    check_size(path, limits.file_bytes)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise BsbError(
            _("{file} cannot be opened.").format(file=path.name), _("Check that you may read the file.")
        ) from error
    named = SUFFIXES.get(path.suffix.lower())
    if head.startswith(b"PK"):
        return _zip_kind(path, limits)
    if head.startswith(_OLE):
        raise _old_office(path, limits)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if named in ("docx", "odt", "xlsx") and decode(head) is None:
        raise damaged(path)
    if named in _TEXTUAL or (named and decode(head) is not None):
        return _text_kind(head, named)
    raise BsbError(
        _("{file} is of a kind that cannot be read.").format(file=path.name),
        _("Known kinds: {kinds}. Save it as one of these.").format(kinds=", ".join(SUFFIXES)),
    )


def _zip_kind(path: Path, limits: Limits) -> str:
    with open_zip(path, limits) as archive:
        names = set(archive.namelist())
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
            mime = read_part(path, archive, "mimetype", limits).decode("ascii", "replace").strip()
            if mime.startswith("application/vnd.oasis.opendocument.text"):
                return "odt"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise BsbError(
        _("{file} is an archive or a document of a kind that cannot be read.").format(file=path.name),
        _("Known kinds: {kinds}. Save it as one of these.").format(kinds=", ".join(SUFFIXES)),
    )


def _text_kind(head: bytes, named: str | None) -> str:
    text = (decode(head) or "").lstrip("\ufeff \n\r")
    if re.match(r"WEBVTT(?:\s|$)", text):
        return "vtt"
    if _CUE.match(text):
        return named if named in ("vtt", "srt") else "srt"
    return named if named in ("txt", "md", "csv") else "txt"


def _old_office(path: Path, limits: Limits) -> BsbError:
    """An encrypted .docx is an OLE file around the ciphertext; the old .doc is one too."""
    with path.open("rb") as file:
        data = file.read(min(limits.file_bytes, 1 << 20))
        file.seek(max(0, path.stat().st_size - (1 << 20)))
        data += file.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return locked(path)
    return BsbError(
        _("{file} is of an old Office kind that cannot be read.").format(file=path.name),
        _("Open it in Word or LibreOffice and save it as .docx."),
    )
