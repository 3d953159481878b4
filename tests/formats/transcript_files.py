"""Small files made at run time: no binary is kept in the repository."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_ODF_NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}
_ODF_NAMES |= {"fo": "xsl-fo-compatible"}
ODF_SPACES = " ".join(f'xmlns:{short}="{ODF.format(name)}"' for short, name in _ODF_NAMES.items())


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def w(kind: str, inner: str) -> str:
    return f'<?xml version="1.0"?><w:{kind} xmlns:w="{W}" {_MORE}>{inner}</w:{kind}>'


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file with the given body; further parts by name (``footnotes="<w:footnote …>"``)."""
    members: dict[str, str | bytes] = {"word/document.xml": w("document", f"<w:body>{body}</w:body>")}
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = w(name.rstrip("0123456789"), inner)
    return pack(path, members)


def r(text: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*inner: str, props: str = "") -> str:
    """A Word paragraph; what is no XML becomes a run."""
    runs = "".join(part if part.startswith(("<w:", "<mc:")) else r(part) for part in inner)
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def tbl(*rows: tuple[str, ...]) -> str:
    """A Word table; a row with one cell spans three columns."""
    out = ""
    for row in rows:
        span = '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>' if len(row) == 1 else ""
        out += "<w:tr>" + "".join(f"<w:tc>{span}{p(cell) if cell else p()}</w:tc>" for cell in row) + "</w:tr>"
    return f"<w:tbl>{out}</w:tbl>"


def odt(path: Path, body: str, styles: str = "", **members: str) -> Path:
    """An OpenDocument text with the given body and automatic styles; further members by path."""
    content = (
        f'<?xml version="1.0"?><office:document-content {ODF_SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.text"
    return pack(path, {"mimetype": mime, "content.xml": content, **members})


def pdf(path: Path, pages: list[list[str]]) -> Path:
    """A PDF with a text layer: one line below the other, in Helvetica with Norwegian letters."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b""]
    objects[2] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        shown = b""
        for line in lines:
            raw = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            shown += b"(" + raw + b") Tj 0 -14 Td\n"
        stream = b"BT /F1 11 Tf 50 780 Td\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)
    return path
