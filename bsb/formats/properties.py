"""Custom properties of an Office file: short texts by name that Word, Excel and LibreOffice keep when they save."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bsb.formats.limits import LIMITS, Limits, open_zip, parse_xml, read_part

NAME = "docProps/custom.xml"
KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LONGEST = 250  # Word shows and keeps 255 characters


def read_properties(path: Path, *, limits: Limits = LIMITS) -> dict[str, str]:
    """Return the custom properties of an Office file; none if it has none.

    Raises BsbError if the file is no zip archive, damaged, or beyond the limits.
    """
    with open_zip(path, limits) as archive:
        if NAME not in archive.namelist():
            return {}
        root = parse_xml(read_part(path, archive, NAME, limits), path, limits)
    return {each.get("name", ""): "".join(str(text) for text in each.itertext()) for each in root}


def properties_xml(properties: Mapping[str, str]) -> bytes:
    """Return the part that holds custom properties.

    >>> b"<vt:lpwstr>B1 &amp; B2</vt:lpwstr>" in properties_xml({"who": "B1 & B2"})
    True
    """
    own = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_SPACE}" xmlns:vt="{_TYPES}">{own}</Properties>'.encode()


def put_in_word(document: Any, properties: Mapping[str, str]) -> None:
    """Give a python-docx document custom properties."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    package.relate_to(Part(PackURI(f"/{NAME}"), KIND, properties_xml(properties), package), RELATION)


def put_in_workbook(book: Any, properties: Mapping[str, str]) -> None:
    """Give an openpyxl workbook custom properties."""
    from openpyxl.packaging.custom import StringProperty

    for name, value in properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))


def cut(name: str, words: list[str]) -> dict[str, str]:
    """Return a list of words as as many properties as it needs: "name 1", "name 2" ...

    >>> cut("k", ["a" * 200, "b" * 200])["k 2"] == "b" * 200
    True
    """
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= _LONGEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return {f"{name} {number}": line for number, line in enumerate(lines, 1)}


def joined(name: str, properties: Mapping[str, str]) -> list[str]:
    """Return the words that ``cut`` was given.

    >>> joined("k", cut("k", ["a", "b"]))
    ['a', 'b']
    """
    return [word for key, value in properties.items() if key.rpartition(" ")[0] == name for word in value.split()]
