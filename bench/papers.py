"""Transcripts as files. The Word file is written straight as zip and XML, with time stamps fixed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from bench.talks import Turn

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": (
        f'{_XML}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nb-NO"/></w:rPr>'
        f'</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/></w:style></w:styles>'
    ),
}
_OPEN = f'{_XML}<w:document xmlns:w="{_W}"><w:body>'
_CLOSE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
_RUN = '</w:t></w:r><w:r w:rsidR="00B5B002"><w:t xml:space="preserve">'
_STAMP = (2008, 1, 1, 0, 0, 0)
_LONG = 40  # words from which a paragraph has two runs, as Word leaves it after a second sitting


def docx(turns: Iterable[Turn]) -> bytes:
    """Return a Word file with one paragraph a turn, "B1: ..."; the label is bold.

    The parts are the same on every machine; their packed bytes are the same for the same zlib.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in {**_PARTS, "word/document.xml": _document(turns)}.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, text.encode("utf-8"), compresslevel=6)
    return buffer.getvalue()


def txt(turns: Iterable[Turn]) -> bytes:
    """Return plain text in UTF-8 with one line a turn, "B1: ..."."""
    return "".join(f"{turn.speaker}: {turn.text}\n" for turn in turns).encode("utf-8")


def _document(turns: Iterable[Turn]) -> str:
    out = [_OPEN]
    for turn in turns:
        text = escape(turn.text)
        if turn.words >= _LONG:
            half = text.find(" ", len(text) // 2) + 1
            text = text[:half] + _RUN + text[half:] if half else text
        out.append(
            f'<w:p w:rsidR="00A77B3E"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{turn.speaker}: </w:t>'
            f'</w:r><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        )
    out.append(_CLOSE)
    return "".join(out)


FORMATS = {"docx": docx, "txt": txt}
