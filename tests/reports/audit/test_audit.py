"""Planted faults are found where they stand; sound texts are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from bsb.config import Config, District
from bsb.errors import BsbError
from bsb.privacy.scan import Scanner
from bsb.reports.audit.audit import audit_file, faults
from bsb.reports.audit.fault import Fault
from bsb.reports.audit.parts import Part, classified, placed, read_parts

OSLO = Config(
    "",
    districts=(
        District("Alna"),
        District("Sagene"),
        District("Østensjø"),
        District("Nordre Aker"),
        District("St. Hanshaugen", ("St. Hans Haugen",)),
    ),
)
LONG = "jeg gikk dit hver dag i to år før noen sa at jeg kunne søke om det"
SOUND = [
    "1.1. Bakgrunn",
    "To bydeler (Alna og Sagene) er med. Det er vist i kapittel 1.2 om utvalget, og i figur 1.",
    "Figur 1. Gangen i det hele",
    "1.2. Utvalget",
    f"En sa: «{LONG}». En annen sa at det tok tid.",
    "Tekstboks 1",
    "«Det var godt å komme inn til noen som hadde tid, og som spurte hva jeg ville»",
]


def parts(*lines: str) -> tuple[Part, ...]:
    return placed(classified(line) for line in lines)


def found(*lines: str) -> list[Fault]:
    return faults(parts(*lines), OSLO)


def kinds(*lines: str) -> list[str]:
    return [fault.kind for fault in found(*lines)]


def test_a_sound_report_has_no_faults() -> None:
    assert found(*SOUND) == []


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("number-twice", ["Tabell 1", "a", "Tabell 1", "b"]),
        ("number-missing", ["Figur 1", "a", "Figur 3", "b"]),
        ("number-order", ["Boks 1", "a", "Boks 5", "Boks 2", "Boks 3", "Boks 4", "b"]),
        ("heading-twice", ["1.1. Om boliger", "a", "1.1. Om arbeid", "b"]),
        ("heading-order", ["2.1. Om boliger", "a", "2.3. Om arbeid", "b"]),
        ("section-empty", ["2.1. Om boliger", "2.2. Om arbeid", "b"]),
        ("reference-missing", [*SOUND, "Se kapittel 7.4 om dette."]),
        ("reference-missing", [*SOUND, "Det går fram av tabell 3, og av figur 9."]),
        ("reference-title", [*SOUND, "Jf. kapittel 1.2 om husleia i boligene."]),
        ("count-list", ["Tre bydeler (Alna og Sagene) har det."]),
        ("count-list", ["Fire bydeler har det. Dette gjelder Alna, Sagene og Østensjø."]),
        ("count-elsewhere", ["I alt var det 237 informanter.", "Vi snakket med 231 informanter."]),
        ("district", ["I St. Hans Haugen er det slik."]),
        ("district", ["I Østenjø er det slik."]),
        ("source", ["Metoden er fra Granli (2004).", "Referanser", "Moen, A. (2004). En bok."]),
        ("source-list", ["Metoden er kjent (Granli og Moen, 2004)."]),
        ("quote-repeated", [f"«{LONG}»", "noe annet", f"«{LONG}»"]),
        ("quote-repeated", [f"«{LONG}»", f"«Altså, {LONG}, og da var det for seint»"]),
        ("quote-repeated", [f"«{LONG}»", "«Jeg gikk dit hver dag i to år før noen fortalte om det»"]),
    ],
)
def test_each_kind_of_fault_is_found_once(kind: str, lines: list[str]) -> None:
    assert set(kinds(*lines)) == {kind}


@pytest.mark.parametrize(
    "lines",
    [
        ["Se kapittel 3.1 i handlingsplanen.", "1.1. Om boliger", "a"],
        ["2.1. Om boliger", "a", "2.1.1. Husleia", "b", "Kapittel 2 om husleia sier mer."],
        ["Alna (2004) er med.", "Referanser", "Alna bydel (2004). Årsmelding."],
        ["I Sagene skole og på Alnas kontor."],
        ["Fem bydeler er med. De har det bra."],
        ["«Ja, det er sant»", "«Ja, det er sant»"],
        ["Tabellen viser at figur er et ord."],
        ["Figur 1. Gangen i det hele", "Figur 1 viser gangen i det hele."],
    ],
)
def test_what_is_no_fault(lines: list[str]) -> None:
    assert found(*lines) == []


def rows(*cells: str) -> list[Part]:
    return list(placed(Part(0, text, "row") for text in cells))


def test_a_total_that_is_not_the_sum() -> None:
    table = ["Bydel\tIntervjuer\tFolk", "Alna\t3\t18", "Sagene\t4\t13", "Østensjø\t4\t20", "Sum\t11\t52"]
    (fault,) = faults(rows(*table), OSLO)
    assert fault.kind == "sum" and "51" in fault.message and "52" in fault.message
    assert faults(rows(*table[:-1], "Sum\t11\t51"), OSLO) == []
    printed = [line.replace("\t", " ") for line in table]
    assert kinds(*printed[1:]) == ["sum"]


def test_words_and_blanks_in_cells_are_not_added_up() -> None:
    assert faults(rows("Alna\t3", "Sagene\tDekket", "Østensjø\t4", "Bjerke\t", "Sum\t9"), OSLO) == []


def test_both_readings_and_the_places_are_told() -> None:
    (fault,) = found("1.1. Om boliger", f"«{LONG}»", "1.2. Om arbeid", f"«{LONG}»")
    assert fault.sure == "certain"
    assert fault.places == ("paragraph 2 (1.1. Om boliger)", "paragraph 4 (1.2. Om arbeid)")
    assert len(fault.readings) == 3


def test_the_surest_come_first() -> None:
    order = [fault.sure for fault in found("I Østenjø.", "237 brukere", "231 brukere", "Tabell 1", "x", "Tabell 1")]
    assert order == sorted(order, key=("certain", "likely", "look").index) and len(set(order)) == 3


def test_a_quote_that_points_to_a_person_is_told_by_kind_alone() -> None:
    told = faults(
        parts("«Ring meg på 22 33 44 55 hvis du vil vite mer om dette»"), OSLO, scanner=Scanner(model=False)
    )
    assert [fault.kind for fault in told] == ["person"]
    assert "22" not in repr((told[0].message, told[0].readings))


def word(path: Path, *, alt: str = "") -> Path:
    from PIL import Image

    picture = path.with_suffix(".png")
    Image.new("RGB", (4, 4)).save(picture)
    document = Document()
    document.add_heading("Funn", 1)
    document.add_heading("Dypt nede", 3)
    document.add_paragraph("Noe tekst.")
    document.add_picture(str(picture))
    for shape in document.inline_shapes:
        shape._inline.docPr.set("descr", alt)
    table = document.add_table(rows=0, cols=2)
    for cells in (("Alna", "3"), ("Sagene", "4"), ("Østensjø", "4"), ("Sum", "12")):
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def test_a_word_document_is_read_by_its_styles(tmp_path: Path) -> None:
    audit = audit_file(word(tmp_path / "a.docx"), OSLO)
    assert sorted(fault.kind for fault in audit.faults) == ["alt-text", "heading-level", "sum"]
    assert (audit.headings, audit.file) == (2, "a.docx")
    audit = audit_file(word(tmp_path / "b.docx", alt="En svart firkant"), OSLO)
    assert sorted(fault.kind for fault in audit.faults) == ["heading-level", "sum"]


def test_a_list_of_figures_is_something_under_its_heading_and_names_no_figure_again(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Figurer", 1)
    document.styles.add_style("table of figures", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    document.add_paragraph("Figur 1. Gangen i det hele\t9", style="table of figures")
    document.add_heading("Metode", 1)
    document.add_paragraph("Figur 1. Gangen i det hele")
    document.save(str(tmp_path / "a.docx"))
    assert audit_file(tmp_path / "a.docx", OSLO).faults == ()


def test_deleted_words_are_not_read_and_inserted_ones_are(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = Document()
    body = document.element.body
    body.insert(0, parse_xml(f"<w:p {space}><w:del><w:r><w:delText>borte</w:delText></w:r></w:del></w:p>"))
    body.insert(0, parse_xml(f"<w:p {space}><w:ins><w:r><w:t>ny tekst</w:t></w:r></w:ins></w:p>"))
    document.save(str(tmp_path / "a.docx"))
    assert [part.text for part in read_parts(tmp_path / "a.docx")] == ["ny tekst"]


def test_a_plain_text_keeps_captions_and_joins_lines(tmp_path: Path) -> None:
    lines = [
        "1.1. Om boliger",
        "Dette er en lang linje som går videre til neste, og den er lang nok til det her",
        "altså.",
    ]
    path = tmp_path / "r.txt"
    path.write_text("\n".join([*lines, "Tekstboks 1", f"«{LONG}»"]), encoding="utf-8")
    read = read_parts(path)
    assert [part.kind for part in read] == ["heading", "text", "caption", "text"]
    assert read[1].text.endswith("her altså.")


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 ikke word")
    with pytest.raises(BsbError, match=r"a\.docx"):
        audit_file(path, OSLO)
