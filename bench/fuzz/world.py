"""A small project with one of everything, and the good files that broken ones are made of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bsb.exchange.team.team import open_file
from bsb.privacy.review import Decision
from bsb.privacy.scan import Scanner
from bsb.project import Project
from bsb.shipped import shipped

#: Stands in every turn of the good files: no error may repeat what was said.
SAID = "hakkespett"
TALK = (
    "I1: Hvordan er det å bo der, {w}?",
    "B1: Det er fint, {w} – jeg har egen inngang. Men husleia er høy, altså.",
    "B2: Enig, {w}. Husleia er høy … og trappa er mørk. [ler]",
    "I2: Hva hjelper, {w}? (?)",
    "B1: De som kommer hjem til meg, {w}. De kommer når de har sagt det.",
    "B3: Mm, {w}. Jeg traff Kari Nordmann på Alna, ring 22 33 44 55.",
)
BOOK = """name: Prøve
codes:
  - {key: bolig, facet: service, name: Bolig}
  - {key: okonomi, facet: theme, name: Økonomi, short: Penger, definition: Om penger., example: "Det er dyrt."}
  - {key: sammenheng, facet: theme, name: Sammenheng, codable: false}
  - {key: kontinuitet, parent: sammenheng, facet: theme, name: Faste folk, colour: "#336699"}
"""
_ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def talk() -> list[tuple[str, str]]:
    """Return what is said, as (who, words)."""
    lines = (line.format(w=SAID).partition(": ") for line in TALK)
    return [(who, words) for who, _colon, words in lines]


@contextmanager
def rules_only() -> Iterator[None]:
    """Leave the trained network out: what it takes for a name is not looked at here."""
    with patch.dict(Scanner.__init__.__kwdefaults__ or {}, model=False):
        yield


@contextmanager
def no_scrypt() -> Iterator[None]:
    """Leave the encryption of bundles out: it costs a second by design, and what it holds is what is fuzzed."""
    with (
        patch("bsb.exchange.team.team.encrypt", lambda data, passphrase: data),
        patch("bsb.exchange.team.team.decrypt", lambda data, passphrase, name: data),
    ):
        yield


def build(root: Path) -> Project:
    """Make the project."""
    project = Project.init(root, name="Prøve", now=lambda: "2026-05-20T12:00:00Z")
    talk_file = root / "corpora" / "alna-fg1.txt"
    talk_file.write_text("\n".join(f"{who}: {words}" for who, words in talk()), encoding="utf-8")
    (root / "kodebok.yaml").write_text(BOOK, encoding="utf-8")
    project.interviews.add("alna-fg1", district="Alna", participants=3)
    draft = project.importer.read(talk_file)
    keep = {hit: Decision("keep", "", "oppdiktet") for hit in draft.to_review}
    project.importer.store(draft, "alna-fg1", reviewer="KA", decisions=keep)
    project.codebook.import_file(root / "kodebok.yaml")
    rows = ["alna-fg1,2,KA,okonomi,critical,husleia er høy", "alna-fg1,3,KA,okonomi,critical,Husleia er høy"]
    rows += ["alna-fg1,2,TL,bolig,positive,jeg har egen inngang", "alna-fg1,5,KA,kontinuitet,positive,"]
    (root / "kodinger.csv").write_text(
        "\n".join(["interview,turn,coder,code,valence,quote", *rows]), encoding="utf-8"
    )
    project.codings.import_file(root / "kodinger.csv")
    finding = {"statement": "Husleia er høyere enn folk kan klare.", "kind": "utfordring", "themes": "Penger"}
    finding |= {"districts": "Alna", "evidence": "temaer-bydeler: økonomi × alna", "recommendations": "ledere: Regn."}
    project.findings.add(finding, author="KA")
    project.findings.add({"statement": "Boligene er gode.", "kind": "god praksis", "districts": "Alna"}, author="KA")
    project.conferences.add("Alna", held_on="2026-05-20", by_role={"brukere": 6})
    return project


def files(project: Project, folder: Path) -> dict[str, Path]:
    """Write what the project itself writes to be filled in and taken back, and return it by name."""
    from bsb.coding.book_split import write_worksheet
    from bsb.corpus.review_sheet import write_review
    from bsb.dialogue.finding_files import write_findings
    from bsb.dialogue.quote_sheet import write_quotes

    day, mark = project.today, project.summaries.mark()
    found = {
        "coded.docx": project.coding_files.export("alna-fg1", kind="word", coder="KA").path,
        "coded.xlsx": project.coding_files.export("alna-fg1", kind="excel").path,
        "matrix.xlsx": project.reports.matrix("temaer-bydeler", out=folder / "matrise.xlsx"),
        "process.docx": project.reports.process("Alna").path,
        "slides.pptx": project.conference_kit.slides(project.conferences.get("Alna")).path,
        "group.docx": project.conference_papers.sheets(project.conferences.get("Alna"))[0],
        "group.xlsx": project.conference_papers.sheets(project.conferences.get("Alna"), ending=".xlsx")[0],
    }
    write_quotes(folder / "sitater.xlsx", project.quotes.all(), names={}, mark=mark, date=day)
    for ending in (".xlsx", ".yaml"):
        write_findings(folder / f"funn{ending}", project.findings, project.findings.all(), mark=mark, date=day)
        found[f"findings{ending}"] = folder / f"funn{ending}"
    for ending in (".xlsx", ".csv", ".qdc"):
        project.codebook.export_file(folder / f"bok{ending}")
        found[f"book{ending}"] = folder / f"bok{ending}"
    write_worksheet(folder / "deling.xlsx", project.codings.all(codes=["okonomi"]), date=day)
    write_review(project.importer.read(project.root / "corpora" / "alna-fg1.txt"), folder / "valg.xlsx", date=day)
    _decide(folder / "valg.xlsx")
    found |= {"quotes.xlsx": folder / "sitater.xlsx", "worksheet.xlsx": folder / "deling.xlsx"}
    found |= {"review.xlsx": folder / "valg.xlsx", "project.qdpx": folder / "p.qdpx"}
    project.refi.export(folder / "p.qdpx", date=day)
    project.backups.make(folder / "p.bsbbackup")
    found["backup"] = folder / "p.bsbbackup"
    with no_scrypt():
        project.team.bundle(folder / "ka.bsbteam", "KA", passphrase="hest stol lampe")
        place = Project.from_bundle(folder / "place", open_file(folder / "ka.bsbteam", "bundle", passphrase=str))
        place.team.send(folder / "retur.bsbteam", passphrase="hest stol lampe")
        place.close()
    found |= {"bundle": folder / "ka.bsbteam", "return": folder / "retur.bsbteam"}
    return found


def _decide(path: Path) -> None:
    """Fill in a review sheet as people do."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if sum(bool(cell.value) for cell in row) > 5)
    at = next(cell.column for cell in head if str(cell.value).casefold() in ("decision", "beslutning", "valg"))
    for line in range(head[0].row + 1, sheet.max_row + 1):
        sheet.cell(line, at).value = "keep"
    book.save(path)


def zipped(members: dict[str, str]) -> bytes:
    """Return an archive of texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def word() -> list[bytes]:
    """Word files: one with headings, a table, a footnote-like note and a picture; one of the example's."""
    from docx import Document

    document: Any = Document()
    document.add_heading("Samtale", 1)
    for who, words in talk():
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{who}: ").bold = True
        paragraph.add_run(words)
    table = document.add_table(rows=0, cols=2)
    for who, words in talk():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = who, words
    document.add_comment(document.paragraphs[1].runs, text="okonomi!", author="KA", initials="KA")
    out = io.BytesIO()
    document.save(out)
    return [out.getvalue(), (shipped("corpora") / "eksempel/transkripsjoner/alna-fg1.docx").read_bytes()]


def opendocument() -> list[bytes]:
    """An OpenDocument text with paragraphs, a list, a table, tracked changes and a note."""
    spaces = " ".join(f'xmlns:{n}="{_ODF.format(n)}"' for n in ("office", "text", "table", "style"))
    body = "".join(f'<text:p text:style-name="P1">{who}: <text:span>{w}</text:span></text:p>' for who, w in talk())
    item = f"<text:list-item><text:p>B1: {SAID}<text:s text:c='3'/><text:tab/></text:p></text:list-item>"
    body += f"<text:list>{item}</text:list>"
    cell = "<table:table-cell table:number-columns-repeated='2'><text:p>B2: ja</text:p></table:table-cell>"
    body += f"<table:table><table:table-row table:number-rows-repeated='2'>{cell}</table:table-row></table:table>"
    content = f"<?xml version='1.0'?><office:document-content {spaces}><office:body><office:text>{body}</office:text>"
    content += "</office:body></office:document-content>"
    return [zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})]


def rich_text() -> list[bytes]:
    """An .rtf with code page, Unicode, fields, a table and groups to be skipped."""
    lines = "".join(rf"{who}: {words}\par" for who, words in talk())
    plain = "".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in lines)
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}{\*\generator x;}{\info{\title t}}\uc1 "
    table = r"\trowd\cellx1000\cellx2000\intbl B1\cell ja\cell\row\pard"
    field = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt B2: her}}\par{\pict\pngblip\bin4 abcd}\'e6\'f8\'e5"
    return [(head + plain + table + field + "}").encode("ascii")]


def captions(ending: str) -> list[bytes]:
    """Captions with one cue a turn."""
    out = ["WEBVTT", "", "NOTE x", "", "STYLE", "::cue{}", ""] if ending == "vtt" else []
    dot = "." if ending == "vtt" else ","
    for n, (who, words) in enumerate(talk()):
        said = f"<v {who}>{words}</v>" if ending == "vtt" else f"{who}: {words}"
        out += [str(n + 1), f"00:00:{n:02}{dot}000 --> 00:00:{n + 1:02}{dot}000 align:start", said, ""]
    return ["\n".join(out).encode()]


def tables() -> tuple[list[bytes], list[bytes]]:
    """The talk as a workbook and as .csv."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    rows = [("Tid", "Hvem", "Tekst"), *(("00:00:01", who, words) for who, words in talk())]
    for row in rows:
        book.active.append(row)
    book.create_sheet("Annet").append(["=1+1", 3.5, True])
    out = io.BytesIO()
    book.save(out)
    return [out.getvalue()], ["\n".join(";".join(row) for row in rows).encode(), ",".join(rows[1]).encode()]


def pdf() -> list[bytes]:
    """The example's plan, and a small file whose streams are not packed, so that what is in them is changed too."""
    shown = "BT /F1 11 Tf 50 780 Td " + " ".join(f"({who}: {SAID}) Tj 0 -14 Td" for who, _words in talk()) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        " /Contents 5 0 R >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return [out + end.encode(), (shipped("corpora") / "eksempel/handlingsplan.pdf").read_bytes()]
