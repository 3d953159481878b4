"""Zipped files whose bytes depend on their contents and a date alone, written whole or not at all."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import secrets
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from bsb.errors import BsbError
from bsb.i18n import gettext as _

_CORE = "docProps/core.xml"
#: Folders of work in progress begin so: gone when it is done, swept away at the next start if it was cut off.
WORK = ".bsb-work-"
_FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")
_SPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def stable(data: bytes, *, date: datetime.date, title: str, author: str = "", language: str = "nb-NO") -> bytes:
    """Return an Office file (.docx, .xlsx, .pptx) packed so that equal contents give equal bytes.

    Members come in a fixed order with the time stamp of ``date``; the document properties are written anew:
    title, author, language, and made and changed on ``date`` at noon. What the library or the template's
    author left there (names, clock times) is gone.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        names = sorted(set(source.namelist()), key=lambda name: (_place(name), name))
        members = {name: source.read(name) for name in names}
    if _CORE in members:
        members[_CORE] = _core(date, title, author, language)
    return pack(members, date=date)


def pack(members: Mapping[str, bytes], *, date: datetime.date) -> bytes:
    """Return a zip archive of these members in their order, with the time stamp of ``date``."""
    stamp = (max(date.year, 1980), date.month, date.day, 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every kind of machine
            target.writestr(info, content)
    return packed.getvalue()


def pack_files(out: Path, members: Mapping[str, bytes | Path], *, date: datetime.date) -> None:
    """Write such an archive to ``out``; a member that is a path is read from there piece by piece, however large."""
    stamp = (max(date.year, 1980), date.month, date.day, 0, 0, 0)
    with zipfile.ZipFile(out, "w") as target:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            if isinstance(content, bytes):
                target.writestr(info, content)
                continue
            with content.open("rb") as source, target.open(info, "w", force_zip64=True) as part:
                shutil.copyfileobj(source, part, 1 << 20)


def _place(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _core(date: datetime.date, title: str, author: str, language: str) -> bytes:
    when = f"{date.isoformat()}T12:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<cp:coreProperties {_SPACES}>"
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    ).encode()


def write_whole(out: Path, data: bytes) -> None:
    """Write a file under a temporary name beside ``out`` and rename it, making the folder if need be.

    Raises BsbError if it cannot be written there (folder read-only, disk full, file open in Word); what
    stood there before is then untouched.
    """
    held = out.with_name(f".{out.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with held.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else a machine that stops may leave an empty file under the right name
        held.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):
            held.unlink()
        raise cannot_write(out, error) from None


def cannot_write(out: Path, error: Exception) -> BsbError:
    """Return the error for a file that cannot be written where it is to lie."""
    why = getattr(error, "strerror", None) or type(error).__name__
    return BsbError(
        _("{file} cannot be written ({why}).").format(file=out, why=why),
        _("Close it if it is open in another program, and check that you may write to the folder."),
    )
